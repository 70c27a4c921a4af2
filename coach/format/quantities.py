"""Times and counts as authors write them: ``1 min 30 s``, ``30 to 60 s``, ``5-10``.

Each function takes a text with its white space folded and gives a value, or what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from coach.model.units import Number, Range, duration_text

MAX_DURATION_S = 24 * 3600.0
MAX_COUNT = 10_000


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a text, and what to write instead."""

    message: str
    hint: str = ""
    code: str = ""


_UNIT_S = {
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
    "min": 60, "mins": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
}  # fmt: skip
_NUMBER = r"\d{1,6}(?:[.,]\d{1,3})?"
_PART = rf"({_NUMBER})\s*({'|'.join(sorted(_UNIT_S, key=len, reverse=True))})(?![a-z])\.?"
_DURATION = re.compile(
    rf"^{_PART}(?:\s*(?:and\s+)?{_PART})?(?:\s*(?:and\s+)?{_PART})?$", re.IGNORECASE
)
_TO = re.compile(r"\s*(?:\bto\b|[-–—])\s*")  # noqa: RUF001 - authors type every dash
_NO_UNIT = "m|\"|''|'|\u2033|\u2032|sek|segundos?|secondes?"
"""What people write for a unit: double and single primes among them."""
_NO_MINUTES = {"m", "'", "\u2032"}
NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
         "eleven", "twelve", "thirteen", "fourteen", "fifteen"), start=1,
    )
} | {"once": 1, "twice": 2, "thrice": 3, "a": 1, "an": 1, "twenty": 20, "thirty": 30, "forty": 40,
     "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90}  # fmt: skip
"""Numbers in words, as leaflets have them."""
_SHORT = {unit: "s" if s == 1 else "min" if s == 60 else "h" for unit, s in _UNIT_S.items()}  # noqa: PLR2004 - seconds
CURLY = "\u201c\u201d\u201e\u2018\u2019"
_SIDES = (
    r"\(?(?:(?:on|for|with)\s+)?(?:each|both|per|every|either)\s+"
    r"(?:sides?|legs?|arms?|feet|foot|hands?|knees?|hips?|ways?)\)?"
)
_MORE = re.compile(
    r"[,;]? ?(?:(?:x|\u00d7|\*) ?(?P<x>\d{1,3})"
    rf"|(?P<times>\d{{1,3}}) ?(?:times|x|reps?|repetitions?)|{_SIDES})$",
    re.IGNORECASE,
)
"""After a time: how often, or on which side."""
_TIMES_FIRST = re.compile(r"(\d{1,3}) ?(?:x|\u00d7|\*|times) ?", re.IGNORECASE)
_EACH_SIDE = re.compile(rf"[,;]? ?{_SIDES}$", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:~|\u2248|<|>|ca?\.?\s|about\s|around\s|approx(?:\.|imately)?\s|up\s+to\s|at\s+most\s"
    r"|at\s+least\s|max\.?\s|min\.\s)\s*",
    re.IGNORECASE,
)
_HALF = re.compile(
    rf"(?:a )?half(?: an?)? (?P<u>min|minute|hour)"
    rf"|(?P<n>{'|'.join(NUMBERS)})(?: (?P<v>minute|hour))? and a half(?: (?P<w>minute|hour)s?)?",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"(?:(?P<whole>\d{1,3}) ?)?(?:(?P<n>\d)/(?P<d>\d)|(?P<sign>[\u00bd\u00bc\u00be]))"
    r"(?: (?:of )?an?)? ?"
    rf"(?P<unit>{'|'.join(sorted(_UNIT_S, key=len, reverse=True))})\.?",
    re.IGNORECASE,
)
_SHARES = {"1/2": 0.5, "\u00bd": 0.5, "1/4": 0.25, "\u00bc": 0.25, "3/4": 0.75, "\u00be": 0.75}
_WORDED = re.compile(
    r"\(?(?P<time>\d[^()+\u2192>]*?)\)?"
    r"(?P<more> ?\+ ?(?:s|sec|seconds?)?| (?:or|if|as|when|while|and) .*| ?(?:->|\u2192) ?\d.*"
    r"| hold| max)?",
    re.IGNORECASE,
)
"""A time in brackets, or with more words after it than a time has."""
_FOREIGN_UNITS = {
    "sek": "s",
    "seg": "s",
    "sec": "s",
    "min": "min",
    "stu": "h",
    "hor": "h",
    "heu": "h",
}
_FOREIGN = re.compile(
    r"(?:(?P<low>\d{1,4}) ?(?:bis|\u00e0|a|-|\u2013) ?)?(?P<high>\d{1,4}) ?"
    r"(?P<unit>sek(?:unden?)?|segundos?|seg|secondes?|minuten?|minutos?|stunden?|horas?|heures?)\.?",
    re.IGNORECASE,
)
"""Times as German, French and Spanish have them."""
_TIMES = r"(?:x|\u00d7|times|reps?|sets?|rounds?|repetitions?)"
_ANY_CASE = "|".join(
    "".join(f"[{c}{c.upper()}]" for c in unit) for unit in sorted(_UNIT_S, key=len, reverse=True)
)
_SPELLED = rf"{_NUMBER} *({_ANY_CASE})\.?( *([aA][nN][dD] +)?{_NUMBER} *({_ANY_CASE})\.?)*"
DURATION_SCHEMA = rf"^{_SPELLED}$"
RANGE_SCHEMA = rf"^({_NUMBER}|{_SPELLED}) *([tT][oO]|-|\u2013|\u2014) *{_SPELLED}$|^{_SPELLED}$"


def duration(text: str) -> float | Wrong:
    """Read a duration in seconds from ``30 s``, ``2 min`` or ``1 min 30 s``."""
    match = _DURATION.match(text)
    if match is None:
        return _wrong_duration(text)
    groups = [g for g in match.groups() if g is not None]
    numbers = [float(n.replace(",", ".")) for n in groups[::2]]
    units = [_UNIT_S[u.lower()] for u in groups[1::2]]
    if units != sorted(set(units), reverse=True):
        return Wrong(f"the units of `{text}` don't run from large to small", "write `1 min 30 s`")
    total = sum(n * u for n, u in zip(numbers, units, strict=True))
    if total > MAX_DURATION_S:
        return Wrong(f"`{text}` is more than a day", "write a shorter time", "too-large")
    return round(total, 3)


def _wrong_duration(text: str) -> Wrong:
    if re.fullmatch(_NUMBER, text):
        number = text.lstrip("0") or "0"
        units = f"`{number} s` or `{number} min`" if number != "0" else "`0 s`"
        return Wrong(f"{text} what?", f"write {units}", "no-unit")
    if found := _slip_of_time(text):
        return Wrong(
            f"`{text}` is more than a time" if found[0] else f"`{text}` is not a time", found[1]
        )
    if match := re.fullmatch(r"(\d{1,3}):(\d\d)", text):
        total = int(match[1]) * 60 + int(match[2])
        ways = dict.fromkeys((f"{total} s", duration_text(total)))
        return Wrong(
            f"`{text}` could be minutes or hours",
            f"write {' or '.join(f'`{way}`' for way in ways)}",
            "no-unit",
        )
    if match := re.fullmatch(rf"({_NUMBER})\s*({_NO_UNIT})\.?", text):
        unit = "min" if match[2] in _NO_MINUTES else "s"
        return Wrong(f"`{match[2]}` is no unit here", f"write `{match[1]} {unit}`")
    if text.startswith("-"):
        return Wrong(f"`{text}` is less than nothing", "write a time such as `30 s`")
    return Wrong(f"`{text}` is not a time", "write a number and its unit: `30 s`, `2 min`")


def _slip_of_time(text: str) -> tuple[bool, str] | None:  # noqa: C901, PLR0911 - one for each slip
    """Return what to write for what leaflets say, and whether the time is in there with more."""

    def is_time(part: str) -> bool:
        return _DURATION.match(part) is not None

    bare = text.strip(CURLY)
    if bare != text and is_time(bare):
        return False, f"write `{bare}`: quotes of this kind are part of the text"
    if text.casefold() in {"none", "no", "nothing", "nil"}:
        return False, "write `0 s` for none at all"
    if (found := re.fullmatch(rf"({_PART}) (?:and )?(\d{{1,2}})", text, re.IGNORECASE)) and (
        found[3].casefold().startswith("m")
    ):
        return False, f"write `{found[2]} min {found[4]} s`"
    if found := re.fullmatch(r"(\d{1,3}) ?m(?:in)? ?(\d{1,2}) ?s(?:ec)?", text, re.IGNORECASE):
        return False, f"write `{found[1]} min {found[2]} s`"
    if (found := _MORE.search(text)) and is_time(text[: found.start()]):
        times = found["times"] or found["x"]
        word = f"reps: {times}" if times else "side: each"
        return True, f"write `{text[: found.start()]}` here, and `{word}` on a line of its own"
    if (found := _TIMES_FIRST.match(text)) and is_time(text[found.end() :]):
        time = text[found.end() :]
        return True, f"write `{time}` here, and `reps: {found[1]}` on a line of its own"
    if (found := _ABOUT.match(text)) and is_time(text[found.end() :]):
        return False, f"write `{text[found.end() :]}`"
    if halves := _HALF.fullmatch(text):
        unit_s = _UNIT_S[(halves["u"] or halves["v"] or halves["w"] or "min").casefold()]
        seconds = unit_s * (0.5 + (NUMBERS[(halves["n"] or "").casefold()] if halves["n"] else 0))
        return False, f"write `{duration_text(seconds)}`"
    if said := _said_otherwise(text):
        return said
    number, _, unit = text.casefold().partition(" ")
    if number in NUMBERS and unit in _UNIT_S:
        return False, f"write the number: `{NUMBERS[number]} {_SHORT[unit]}`"
    return None


def _said_otherwise(text: str) -> tuple[bool, str] | None:  # noqa: PLR0911 - one for each slip
    """Return the same for fractions, primes, counts, other languages and words after a time."""
    if found := _FRACTION.fullmatch(text):
        share = _SHARES.get(found["sign"] or f"{found['n']}/{found['d']}", 0.0)
        length_s = (int(found["whole"] or 0) + share) * _UNIT_S[found["unit"].casefold()]
        if share:
            return False, f"write `{duration_text(length_s)}`"
    if found := re.fullmatch(
        r"(\d{1,4}) ?\+ ?(s|secs?|seconds?|min|minutes?)\.?", text, re.IGNORECASE
    ):
        return False, f"write `{found[1]} {_SHORT[found[2].casefold()]}`"
    if found := re.fullmatch(r"(\d{1,3})['\u2019\u2032] ?(\d{1,2})(?:\"|''|\u201d|\u2033)?", text):
        return False, f"write `{found[1]} min {found[2]} s`"
    if found := _WORDED.fullmatch(text):
        time = found["time"].strip()
        if time != text and _DURATION.match(time):
            seconds = duration(time)
            tidy = duration_text(seconds) if isinstance(seconds, float) else time
            if arrow := re.search(r"(?:->|\u2192) ?(\d.*)", found["more"] or ""):
                return False, f"write `{time} to {arrow[1]}`"
            return bool(found["more"]), f"write `{tidy}`"
    if found := re.fullmatch(
        r"(?:(?:a )?(?:slow )?count (?:of|to) (\d{1,3})|(\d{1,3}) (?:slow )?counts?)",
        text,
        re.IGNORECASE,
    ):
        return False, f"write `{found[1] or found[2]} s`"
    if found := _FOREIGN.fullmatch(text):
        unit = _FOREIGN_UNITS[found["unit"].casefold()[:3]]
        low = f"{found['low']} to " if found["low"] else ""
        return False, f"write `{low}{found['high']} {unit}`"
    return None


def duration_range(text: str) -> Range[float] | Wrong:  # noqa: PLR0911 - one for each slip
    """Read ``30 to 60 s``, ``30 s to 1 min`` or a single duration."""
    if _ABOUT.match(text):
        return _wrong_duration(text)
    ends = _TO.split(text)
    if len(ends) == 1 or text.startswith("-"):
        value = duration(text)
        return value if isinstance(value, Wrong) else Range(value, value)
    if len(ends) > 2:  # noqa: PLR2004 - a range has two ends
        return Wrong(f"`{text}` is not a range", "write `30 to 60 s`")
    low_text, high_text = (end.strip() for end in ends)
    if not low_text or not high_text:
        return Wrong(f"`{text}` has one end only", "write `30 to 60 s`, or one time such as `30 s`")
    if re.fullmatch(_NUMBER, low_text) and re.fullmatch(_NUMBER, high_text):
        span = f"{low_text} to {high_text}"
        return Wrong(f"{text} what?", f"write `{span} s` or `{span} min`", "no-unit")
    high = duration(high_text)
    if re.fullmatch(_NUMBER, low_text):
        unit = re.search(r"[a-z]+\.?$", high_text, re.IGNORECASE)
        low_text = f"{low_text} {unit[0]}" if unit else low_text
    low = duration(low_text)
    for value in (high, low):
        if isinstance(value, Wrong):
            return value
    assert isinstance(low, float)  # noqa: S101 - the loop has returned otherwise
    assert isinstance(high, float)  # noqa: S101 - the same
    return _range(low, high, f"{high_text} to {low_text}")


def _range(low: Number, high: Number, turned: str) -> Range[Number] | Wrong:
    if low > high:
        return Wrong("the range runs backwards", f"did you mean `{turned}`?", "backwards")
    return Range(low, high)


def count(text: str) -> int | Wrong:  # noqa: C901, PLR0911, PLR0912 - one answer for each slip
    """Read a whole number from 1."""
    if re.fullmatch(r"\d{1,9}", text):
        value = int(text)
        if value == 0:
            return Wrong("this is none at all", "write a number from 1, or delete the word")
        if value > MAX_COUNT:
            return Wrong(f"{value:,} is too many; the most is {MAX_COUNT:,}", "", "too-large")
        return value
    if text.strip(CURLY) != text and text.strip(CURLY).isdigit():
        hint = f"write `{text.strip(CURLY)}`: quotes of this kind are part of the text"
        return Wrong(f"`{text}` is not a number", hint)
    word = re.sub(rf"\s+{_TIMES}$", "", text.casefold())
    if word in NUMBERS:
        return Wrong(f"`{text}` is a word", f"write the number: `{NUMBERS[word]}`")
    if match := re.fullmatch(r"(\d+)\s*[x×*]\s*(\d+)", text, re.IGNORECASE):  # noqa: RUF001
        sets, reps = match[1], match[2]
        if int(sets) > int(reps):  # 10 x 3 is ten, three times over
            sets, reps = reps, sets
        return Wrong(f"`{text}` is two numbers", f"write `sets: {sets}` and `reps: {reps}`")
    if match := re.fullmatch(
        r"(\d+)\s*sets?\s*(?:of|x|\u00d7|,)\s*(\d+)(?:\s*reps?)?", text, re.IGNORECASE
    ):
        return Wrong(f"`{text}` is two numbers", f"write `sets: {match[1]}` and `reps: {match[2]}`")
    if match := re.fullmatch(rf"(\d+)\s*{_TIMES}", text, re.IGNORECASE):
        return Wrong(f"`{text}` has more than a number", f"write `{match[1]}`")
    if match := re.fullmatch(r"(\d+)\s*\+", text):
        return Wrong(
            f"`{text}` has no upper end",
            f"write `{match[1]}`, or a range such as `{match[1]} to {int(match[1]) + 5}`",
        )
    if re.match(r"as many|until|amap|amrap|to (?:failure|fatigue)", text, re.IGNORECASE):
        hint = "write a number; for an open end leave it out, and write `until: you stop`"
        return Wrong(f"`{text}` is not a number", hint)
    if match := re.fullmatch(r"(\d{1,4})\s*(?:bis|\u00e0|a)\s*(\d{1,4})", text, re.IGNORECASE):
        return Wrong(f"`{text}` is not a number", f"write `{match[1]} to {match[2]}`")
    if re.fullmatch(r"\d+[.,]\d+", text):
        return Wrong(f"`{text}` is not a whole number", "write a whole number, such as `5`")
    return Wrong(f"`{text}` is not a number", "write a whole number, such as `5`")


def count_range(text: str) -> Range[int] | Wrong:
    """Read ``5 to 10``, ``5-10`` or a single count."""
    if each := _EACH_SIDE.search(text):
        dose = text[: each.start()]
        hint = f"write `{dose}` here, and `side: each` on a line of its own"
        return Wrong(f"`{text}` has more than a number", hint)
    ends = _TO.split(text)
    if len(ends) == 1 or text.startswith("-"):
        value = count(text)
        return value if isinstance(value, Wrong) else Range(value, value)
    if len(ends) > 2:  # noqa: PLR2004 - a range has two ends
        return Wrong(f"`{text}` has more than two ends", f"write `{ends[0]} to {ends[-1]}`")
    low, high = (count(end.strip()) for end in ends)
    for value in (low, high):
        if isinstance(value, Wrong):
            more = re.fullmatch(rf"(\d+)\D+?(\d+)\s*{_TIMES}", text, re.IGNORECASE)
            if more:
                hint = f"write `{more[1]} to {more[2]}`"
                return Wrong(f"`{text}` has more than a range", hint)
            return Wrong(f"`{text}` is not a range of numbers", "write `5 to 10`")
    assert isinstance(low, int)  # noqa: S101 - the loop has returned otherwise
    assert isinstance(high, int)  # noqa: S101 - the same
    return _range(low, high, f"{high} to {low}")


def positive(parse: Callable[[str], float | Wrong]) -> Callable[[str], float | Wrong]:
    """Refuse a time of nothing."""

    def parse_positive(text: str) -> float | Wrong:
        value = parse(text)
        if value == 0:
            return Wrong(f"`{text}` is no time at all", "write a time such as `30 s`")
        return value

    return parse_positive


def positive_range(text: str) -> Range[float] | Wrong:
    """Read a range of durations above nothing."""
    value = duration_range(text)
    if isinstance(value, Range) and value.low == 0:
        what = "is" if value.fixed else "starts at"
        return Wrong(f"`{text}` {what} no time at all", "write a time such as `30 s`")
    return value
