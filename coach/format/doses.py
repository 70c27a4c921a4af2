"""One small grammar of doses: ``30 to 60 s``, ``3 x 10``, ``20 seconds each side``, ``½ min``.

`duration`, `duration_range`, `count` and `count_range` read what the format takes. What it doesn't
take is cut into tokens (numbers, units, signs, sides, open ends), whose kinds in a row are matched
against a few shapes: the result is a `Dose`, and `instead` says as which keys it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from coach.format.diagnosis import rule
from coach.model.units import Number, Range, duration_text

MAX_DURATION_S = 24 * 3600.0
MAX_COUNT = 10_000


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a text, and what to write.

    Attributes:
        message: what was found.
        hint: what to do, where that is more than the keys and values of `write`.
        code: the code of the problem, if it is not that of the type.
        write: keys and values that say the same; the key "" is the one that was being read.
    """

    message: str
    hint: str = ""
    code: str = ""
    write: dict[str, str] = field(default_factory=dict)


# What the format takes.

_UNIT_S = {
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
    "min": 60, "mins": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
}  # fmt: skip


def _any_of(words: object) -> str:
    """Return a pattern for one of some words, the longest first."""
    return "|".join(re.escape(w) for w in sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]


_NUMBER = r"\d{1,6}(?:[.,]\d{1,3})?"
_PART = rf"({_NUMBER})\s*({_any_of(_UNIT_S)})(?![a-z])\.?"
_DURATION = re.compile(
    rf"^{_PART}(?:\s*(?:and\s+)?{_PART})?(?:\s*(?:and\s+)?{_PART})?$", re.IGNORECASE
)
_TO = re.compile(r"\s*(?:\bto\b|[-–—])\s*")  # noqa: RUF001 - authors type every dash
_ANY_CASE = "|".join(
    "".join(f"[{c}{c.upper()}]" for c in unit) for unit in sorted(_UNIT_S, key=len, reverse=True)
)
_SPELLED = rf"{_NUMBER} *({_ANY_CASE})\.?( *([aA][nN][dD] +)?{_NUMBER} *({_ANY_CASE})\.?)*"
DURATION_PATTERN = rf"^{_SPELLED}$"
RANGE_PATTERN = rf"^({_NUMBER}|{_SPELLED}) *([tT][oO]|-|\u2013|\u2014) *{_SPELLED}$|^{_SPELLED}$"
COUNT_PATTERN = r"^[0-9]+$"
COUNTS_PATTERN = r"^[0-9]+( *(to|-|–) *[0-9]+)?$"  # noqa: RUF001 - authors type every dash
BREATHS_PATTERN = r"^[0-9]+ +[bB][rR][eE][aA][tT][hH][sS]?$"


def duration(text: str) -> float | Wrong:
    """Read a duration in seconds from ``30 s``, ``2 min`` or ``1 min 30 s``."""
    match = _DURATION.match(text)
    if match is None:
        return _no_unit(text) or _no_time(text)
    groups = [g for g in match.groups() if g is not None]
    numbers = [float(n.replace(",", ".")) for n in groups[::2]]
    units = [_UNIT_S[u.lower()] for u in groups[1::2]]
    if units != sorted(set(units), reverse=True):
        message = f"the units of `{text}` don't run from large to small"
        return Wrong(message, "write `1 min 30 s`")
    total = sum(n * u for n, u in zip(numbers, units, strict=True))
    if total > MAX_DURATION_S:
        return Wrong(f"`{text}` is more than a day", "write a shorter time", "too-large")
    return round(total, 3)


@rule("no-unit", "hold: 30", "hold: 30 s")
def _no_unit(text: str) -> Wrong | None:
    """A time needs its unit: seconds and minutes look the same without.

    `1:30` could be minutes and seconds or hours and minutes.
    """
    if re.fullmatch(_NUMBER, text):
        number = text.lstrip("0") or "0"
        units = f"`{number} s` or `{number} min`" if number != "0" else "`0 s`"
        return Wrong(f"`{text}` needs a unit", f"write {units}", "no-unit")
    if match := re.fullmatch(r"(\d{1,3}):(\d\d)", text):
        total = int(match[1]) * 60 + int(match[2])
        ways = dict.fromkeys((f"{total} s", duration_text(total)))
        hint = f"write {' or '.join(f'`{way}`' for way in ways)}"
        return Wrong(f"`{text}` could be minutes or hours", hint, "no-unit")
    return None


def _no_time(text: str) -> Wrong:
    if text.startswith("-"):
        return Wrong(f"`{text}` is less than nothing", "write a time such as `30 s`")
    return Wrong(f"`{text}` is not a time", "write a number and its unit: `30 s`, `2 min`")


def duration_range(text: str) -> Range[float] | Wrong:
    """Read ``30 to 60 s``, ``30 s to 1 min`` or a single duration."""
    ends = _TO.split(text)
    if len(ends) == 1 or text.startswith("-"):
        value = duration(text)
        return value if isinstance(value, Wrong) else Range(value, value)
    if len(ends) > 2:  # noqa: PLR2004 - a range has two ends
        return Wrong(f"`{text}` is not a range", "write `30 to 60 s`")
    low_text, high_text = (end.strip() for end in ends)
    if not low_text or not high_text:
        return Wrong(f"`{text}` has one end only", "write `30 to 60 s`, or one time such as `30 s`")
    if re.fullmatch(_NUMBER, low_text):
        if re.fullmatch(_NUMBER, high_text):
            span = f"{low_text} to {high_text}"
            hint = f"write `{span} s` or `{span} min`"
            return Wrong(f"`{text}` needs a unit", hint, "no-unit")
        unit = re.search(r"[a-z]+\.?$", high_text, re.IGNORECASE)
        low_text = f"{low_text} {unit[0]}" if unit else low_text
    high, low = duration(high_text), duration(low_text)
    if isinstance(high, Wrong) or isinstance(low, Wrong):
        return high if isinstance(high, Wrong) else low  # type: ignore[return-value]
    return _in_order(low, high, f"{high_text} to {low_text}")


@rule("backwards", "every: 4 s\nreps: 10-5", "every: 4 s\nreps: 5 to 10")
def _in_order(low: Number, high: Number, turned: str) -> Range[Number] | Wrong:
    """A range starts at its low end.

    Coach plays the low end unless the person chooses otherwise, so it must know which it is.
    """
    if low > high:
        hint = f"did you mean `{turned}`?"
        return Wrong("the range runs backwards", hint, "backwards", {"": turned})
    return Range(low, high)


def positive_duration(text: str) -> float | Wrong:
    """Read a duration above nothing."""
    value = duration(text)
    return _nothing(text) if value == 0 else value


def positive_range(text: str) -> Range[float] | Wrong:
    """Read a range of durations above nothing."""
    value = duration_range(text)
    if isinstance(value, Range) and value.low == 0:
        return _nothing(text, "is" if value.fixed else "starts at")
    return value


def _nothing(text: str, what: str = "is") -> Wrong:
    return Wrong(f"`{text}` {what} no time at all", "write a time such as `30 s`")


def count(text: str) -> int | Wrong:
    """Read a whole number from 1."""
    if not re.fullmatch(r"\d{1,9}", text):
        if re.fullmatch(r"\d+[.,]\d+", text):
            return Wrong(f"`{text}` is not a whole number", "write a whole number, such as `5`")
        return Wrong(f"`{text}` is not a number", "write a whole number, such as `5`")
    value = int(text)
    if value == 0:
        return Wrong("this is none at all", "write a number from 1, or delete the key")
    if value > MAX_COUNT:
        return Wrong(f"{value:,} is too many; the most is {MAX_COUNT:,}", "", "too-large")
    return value


def count_range(text: str) -> Range[int] | Wrong:
    """Read ``5 to 10``, ``5-10`` or a single count."""
    ends = _TO.split(text)
    if len(ends) == 1 or text.startswith("-"):
        value = count(text)
        return value if isinstance(value, Wrong) else Range(value, value)
    if len(ends) > 2:  # noqa: PLR2004 - a range has two ends
        way = f"{ends[0]} to {ends[-1]}"
        return Wrong(f"`{text}` has more than two ends", f"write `{way}`")
    low, high = (count(end.strip()) for end in ends)
    if isinstance(low, Wrong) or isinstance(high, Wrong):
        return Wrong(f"`{text}` is not a range of numbers", "write `5 to 10`")
    return _in_order(low, high, f"{high} to {low}")


# What people write besides.

NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
         "eleven", "twelve", "thirteen", "fourteen", "fifteen"), start=1,
    )
} | {"once": 1, "twice": 2, "thrice": 3, "twenty": 20, "thirty": 30, "forty": 40,
     "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90}  # fmt: skip
"""Numbers in words, as leaflets have them."""
_UNITS = {
    "s": (*(u for u, s in _UNIT_S.items() if s == 1), "sek", "sekunde", "sekunden", "segundo",
          "segundos", "seg", "seconde", "secondes", "count", "counts", '"', "''", "\u2033",
          "\u201d"),
    "min": (*(u for u, s in _UNIT_S.items() if s == 60), "m", "minuten", "minuto", "minutos",  # noqa: PLR2004
            "'", "\u2032", "\u2019"),
    "h": (*(u for u, s in _UNIT_S.items() if s == 3600), "stunde", "stunden", "hora", "horas",  # noqa: PLR2004
          "heure", "heures"),
}  # fmt: skip
"""Every spelling of a unit, in Coach's languages that have been asked for, by the format's own."""
_UNIT_OF = {spelling: unit for unit, spellings in _UNITS.items() for spelling in spellings}
CURLY = "\u201c\u201d\u201e\u2018\u2019"
_LIMBS = r"(?:sides?|legs?|arms?|feet|foot|hands?|knees?|hips?|ways?|directions?)"
_TOKENS = {
    "O": r"(?:un)?till? (?!ready).+|as (?:long|many|much) as\b.*|to (?:failure|fatigue|tolerance)"
         r"\b.*|amrap\b.*|amap\b.*|max(?:imum)?\.?$|fatigue|failure|lots|several|many",
    "B": r"(?:[a-z]+ )?breat?h?e?s?\b",
    "C": r"(?:or (?!\d)|if |as |when |while |and (?!\d|then)).*",
    "E": rf"\(?(?:(?:on|for|with|to) )?(?:each|both|per|every|either)(?: {_LIMBS})?\)?(?!\w)"
         rf"|(?:/|per |a )(?:side|leg|arm|foot|hand|knee|hip)\b",
    "L": r"\(?(?:left|l)\b\)?", "R": r"\(?(?:right|r)\b\)?",
    "M": r"(?:for |hold )?up to|at most|no more than|max(?:imum)?(?: of)?\.?",
    "A": r"[~\u2248<>]|ca?\.? |about |around |approx(?:\.|imately)? ?|at least|min\. ",
    "T": r"times\b|reps?\b(?: of)?|repetitions?",
    "S": r"sets?\b(?: of)?",
    "n": rf"(?:{_NUMBER}|[\u00bd\u00bc\u00be])",
    "u": rf"(?:{_any_of(_UNIT_OF)})(?![a-z])\.?",
    "-": r"(?:to|bis|\u00e0|or|a)\b(?= ?\d)|->|[-\u2013\u2014\u2192]",
    "x": r"x|\u00d7|\*",
    ",": r"[,;/&]|and\b|then\b",
    "+": r"\+",
    "H": r"holds?\b|max\b|repeat\b|do\b|of\b|rest\b",
    "w": r"[a-z]+\.?",
    "?": r"\S",
}  # fmt: skip
_TOKEN = re.compile(
    "|".join(f"(?P<k{ord(kind)}>{pattern})" for kind, pattern in _TOKENS.items()), re.IGNORECASE
)
_TIME = "(?:nu)(?:,?nu)*"
_TIMES = f"(?:n-{_TIME}|{_TIME}-{_TIME}|{_TIME})"
_COUNT = "(?:n-n|n)"
_SHAPES = tuple(
    (re.compile(shape), into)
    for shape, into in (
        ("(?P<list>n(?:[-,]+n){2,}u?|n,+n(?:,+n)*u?|nu(?:,+nu)+)", ""),
        (f"[AH]*(?P<time>{_TIMES})[+H,]*", ""),
        ("A?(?P<low>n)[+](?P<unit>u)", ""),
        (f"M(?P<cap>{_TIME})|(?P<cap2>{_TIME})M", "open"),
        (f"(?P<time>{_TIMES}),?[xH]*(?P<count>n)[xT]?,?(?P<each>E)", ""),
        (f"(?P<time>{_TIMES}),?(?P<each>E)", ""),
        (f"(?P<time>{_TIMES}),?[xH]*(?P<count>n)[xTS]?", ""),
        (f"(?P<count>{_COUNT})[xTH]+(?P<time>{_TIMES})H?,?(?P<each>E)?", ""),
        (f"(?P<time>{_TIMES})[HA]?[CO]", "with more"),
        ("n(?P<count>n)", ""),
        ("(?P<sets>n)x(?P<count>n)", "product"),
        ("(?P<sets>n)S[x,]?(?P<count>n)T?,?(?P<each>E)?", ""),
        ("(?P<count>n)T?[x,](?P<sets>n)S", ""),
        (f"[xAMHT]*(?P<count>{_COUNT})(?:[+]|T|w)?T?,?(?P<each>E)", ""),
        ("(?P<count>n)L,?(?P<other>n)R", "sides"),
        ("(?P<breaths>n)B", ""),
        (f"[xAMHT]*(?P<count>{_COUNT})[xT]?S?", ""),
        (f"(?P<count>{_COUNT})w{{1,2}}", "things"),
    )
)


@dataclass(frozen=True)
class Dose:
    """A dose as it was understood, each part as the format writes it; empty where there is none.

    Attributes:
        time, count, sets, breaths: `20 to 30 s`, `5 to 10`, `3`, `5`.
        listed: times or numbers one after the other.
        each: once for each side.
        open_: without an end, or with the longest time in `time`.
        more: there are words beside it that no key takes.
    """

    time: str = ""
    count: str = ""
    sets: str = ""
    breaths: str = ""
    listed: tuple[str, ...] = ()
    each: bool = False
    open_: bool = False
    more: bool = False


def understand(text: str) -> Dose | None:
    """Return what a text means as a dose; None if it is none."""
    words = _normal(text)
    tokens = [(chr(int(m.lastgroup[1:])), m[0]) for m in _TOKEN.finditer(words) if m.lastgroup]
    kinds = "".join(kind for kind, _ in tokens)
    if kinds.startswith("O"):
        return Dose(time=a_time(words), open_=True)
    for shape, into in _SHAPES:
        found = shape.fullmatch(kinds)
        if found is None:
            continue

        def part(name: str, found: re.Match[str] = found) -> list[tuple[str, str]]:
            if name not in found.re.groupindex or found[name] is None:
                return []
            return tokens[found.start(name) : found.end(name)]

        if into == "open":
            return Dose(time=_time(part("cap") or part("cap2")), open_=True)
        if into == "sides":
            same = _plain(part("count")) == _plain(part("other"))
            return Dose(count=_plain(part("count")), each=True) if same else None
        if listed := part("list"):
            time = _time([token for token in listed if token[0] in "nu"])
            return Dose(time=time) if time else Dose(listed=_listed(listed))
        sets, many = _plain(part("sets")), _plain(part("count"))
        if into == "product" and int(sets) > int(many):  # 10 x 3 is ten, three times over
            sets, many = many, sets
        time = _time(part("time")) if part("time") else ""
        time = time or _time([*part("low"), *part("unit")])
        breaths, each, more = _plain(part("breaths")), bool(part("each")), into == "with more"
        dose = Dose(time, many, sets, breaths, each=each, more=more)
        return dose if time or many or dose.breaths else None
    return None


_HALF = re.compile(
    r"(?:a )?half(?: an?)? (?P<u>min|minute|hour)\b"
    r"|(?:(?P<n>\d+)|an?) (?:(?P<v>minute|hour) )?and a half(?: (?P<w>minute|hour)s?)?"
)
_SIGNS = {"\u00bd": 0.5, "\u00bc": 0.25, "\u00be": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_FRACTION = re.compile(
    rf"(?:(?P<whole>\d{{1,3}}) ?)?(?P<sign>{_any_of(_SIGNS)})(?: (?:of )?an?)? ?"
    rf"(?=(?:{_any_of(_UNIT_OF)})(?![a-z]))"
)


def _normal(text: str) -> str:
    """Return a text in small letters, its numbers in digits, without brackets and quotes."""
    words = " ".join(text.casefold().strip(CURLY).split())
    words = re.sub(rf"\b(?:{_any_of(NUMBERS)})\b", lambda m: str(NUMBERS[m[0]]), words)
    words = re.sub(r"(?:a )?(?:slow )?count (?:of|to) (\d+)", r"\1 s", words)
    words = re.sub(r"(\d+) slow counts?", r"\1 s", words)
    words = re.sub(
        r"(\d)['\u2019\u2032] ?(\d{1,2})(?:\"|''|\u201d|\u2033)?$", r"\1 min \2 s", words
    )
    words = re.sub(r"(\d) ?m(?:in\w*)?\.? (?:and )?(\d{1,2})$", r"\1 min \2 s", words)
    words = re.sub(r"^\((\d[^()]*)\)$", r"\1", words)
    words = re.sub(r"^between (.*\d.*) and (.*\d.*)$", r"\1 to \2", words)

    def half(found: re.Match[str]) -> str:
        unit = found["u"] or found["v"] or found["w"] or "min"
        return f"{0 if found['u'] else int(found['n'] or 1)}.5 {unit}"

    def fraction(found: re.Match[str]) -> str:
        return f"{int(found['whole'] or 0) + _SIGNS[found['sign']]:g} "

    return _FRACTION.sub(fraction, _HALF.sub(half, words))


def _plain(tokens: list[tuple[str, str]]) -> str:
    """Return a count as the format writes it: `5`, `5 to 10`."""
    numbers = [re.sub(r"[.,]0+$", "", text) for kind, text in tokens if kind == "n"]
    return " to ".join(sorted(numbers, key=float)) if all(map(str.isdigit, numbers)) else ""


def _time(tokens: list[tuple[str, str]]) -> str:
    """Return times as the format writes them, a range with `to`; empty where it takes no such."""
    ends: list[list[str]] = [[]]
    for kind, text in tokens:
        if kind == "-":
            ends.append([])
        elif kind in "nu":
            ends[-1].append(text if kind == "n" else _UNIT_OF[text.casefold().rstrip(".")])
    written = " to ".join(" ".join(words) for words in ends)
    if len(ends) == 1:
        seconds = duration(written)
        return duration_text(seconds) if isinstance(seconds, float) else ""
    return written if isinstance(duration_range(written), Range) else ""


def _listed(tokens: list[tuple[str, str]]) -> tuple[str, ...]:
    """Return numbers, or times that may have their unit at the end alone, one by one."""
    units = [_UNIT_OF[t.casefold().rstrip(".")] for kind, t in tokens if kind == "u"]
    numbers = [text for kind, text in tokens if kind == "n"]
    if not units:
        return tuple(numbers)
    units = units if len(units) == len(numbers) else units * len(numbers)
    return tuple(f"{number} {unit}" for number, unit in zip(numbers, units, strict=False))


_ONE_TIME = re.compile(rf"(?:{_NUMBER} ?(?:{_any_of(_UNIT_S)})\.? ?)+(?![a-z])", re.IGNORECASE)


def a_time(text: str) -> str:
    """Return the first time in a text, as the format writes it; empty where there is none."""
    found = _ONE_TIME.search(text[:200])
    seconds = duration(found[0].strip()) if found else None
    return duration_text(seconds) if isinstance(seconds, float) else ""


# What to write instead, by the key that was being read.

OPEN = "60 s"
PACE = "4 s"
_NONE = {"none", "no", "nil", "nothing", "no hold", "0", "0 s", "-"}
_BETWEEN = {
    "set": "rest_between_sets", "rep": "rest_between_reps", "repetition": "rest_between_reps",
    "round": "rest_between_rounds", "side": "change_side", "leg": "change_side",
    "exercise": "rest",
}  # fmt: skip
_BETWEEN_WHICH = re.compile(
    r"(?P<time>.+?) (?:rest )?(?:between|after|before)(?: (?:each|every|the|changing))? "
    rf"(?P<what>{_any_of(_BETWEEN)})e?s?"
)


def instead(key: str, text: str) -> Wrong | None:
    """Return what to write for a text that a key could not read; None where nothing is known.

    Args:
        key: the key, such as ``hold``.
        text: its value, white space folded.
    """
    known = _INSTEAD.get(key)
    return known(key, text) if known else None


def _more_than(what: str, text: str, write: dict[str, str], hint: str = "") -> Wrong:
    more = len(write) > 1
    message = f"`{text}` is {'more than' if more else 'not'} {what}"
    return Wrong(message, hint, "", write)


def _quoted(text: str) -> str:
    """Say that quotes of a word processor's kind are part of a text, where that is the matter."""
    return ": quotes of this kind are part of the text" if text.strip(CURLY) != text else ""


def _in_place_of_time(key: str, text: str) -> Wrong | None:  # noqa: C901, PLR0911 - one a case
    """Say what to write for a text in the place of a time."""
    folded, one_time = text.casefold(), key not in {"hold", "for"}
    if key == "hold" and folded in _NONE:
        message = f"`{text}` is no hold"
        return Wrong(message, "delete `hold`; write `every: 4 s` for reps without one")
    if folded in _NONE - {"0", "0 s", "-"}:
        return Wrong(f"`{text}` is not a time", "write `0 s` for none at all", "", {"": "0 s"})
    if key.startswith("rest") and (found := _BETWEEN_WHICH.fullmatch(folded)):
        time = a_time(found["time"])
        if time:
            return _more_than("a time", text, {_BETWEEN[found["what"]]: time}, "")
    if match := re.fullmatch(r"(\d{1,3}) (?:\w+ )?breaths? \w.*", folded):
        hint = f"write `{match[1]} breaths`; `breathing:` with `in:` and `out:` sets their pace"
        return Wrong(f"`{text}` is more than a number of breaths", hint)
    dose = understand(text)
    if dose is None:
        return None
    if dose.open_ and key in {"hold", "for"}:
        write = {"until": "you stop", "at_most": dose.time or OPEN}
        return Wrong(f"`{text}` has an open end", "", "", write)
    if dose.breaths and key in {"hold", "for"}:
        return _more_than("a time", text, {"hold": f"{dose.breaths} breaths"})
    if dose.listed and key == "hold":
        times = dose.listed if " " in dose.listed[0] else [f"{n} s" for n in dose.listed]
        write = {"": f"[{', '.join(times)}]"}
        return Wrong(
            f"`{text}` is several times", f"write `{write['']}`, a time for each rep", "", write
        )
    if dose.time and not dose.open_:
        if one_time and " to " in dose.time:
            return one_of_two(key, text, dose.time)
        write = {key: dose.time}
        write |= {"sets": dose.sets} if dose.sets else {}
        write |= {"reps": dose.count} if dose.count else {}
        write |= {"side": "each"} if dose.each else {}
        if len(write) == 1:
            hint = f"write `{dose.time}`{_quoted(text)}"
            write = {} if dose.more else {"": dose.time}
            return Wrong(f"`{text}` is not a time", hint, "", write)
        return _more_than("a time", text, write)
    if dose.count and not dose.sets and re.search("[a-z]", folded):
        if key == "hold":
            hint = f"write `reps: {dose.count}`, and here how long each is held: `hold: 5 s`"
            return Wrong(f"`{text}` is no time", hint)
        if key == "for":
            return Wrong(f"`{text}` is no time", "", "", {"reps": dose.count, "every": PACE})
    return None


def one_of_two(key: str, text: str, times: str) -> Wrong:
    """Say that a key takes one time, and which two a range names."""
    low, high = times.split(" to ")
    low = low if " " in low else f"{low} {high.split()[-1]}"
    what = "a rest" if key.startswith("rest") else "this"
    hint = f"{what} takes one time: write `{low}` or `{high}`"
    return Wrong(f"`{text}` is a range", hint)


_PACE_OF_DAYS = re.compile(r"(?:other |second )?(?:day|morning|evening|night|week|hour)s?")


def _in_place_of_pace(key: str, text: str) -> Wrong | None:
    if _PACE_OF_DAYS.fullmatch(text.casefold()):
        hint = f"write it above `exercises`, not indented, as `schedule: every {text}`"
        return Wrong(f"`every: {text}` is no pace for reps", hint)
    if re.fullmatch(r"(?:(?:1 |one |once )?(?:per|a|every|each) )?second", text.casefold()):
        return Wrong(f"`{text}` is not a time", "write `1 s`", "", {"": "1 s"})
    return _in_place_of_time(key, text)


def in_place_of_count(key: str, text: str) -> Wrong | None:  # noqa: C901, PLR0911 - one a case
    """Say what to write for a text in the place of a number, or of a range of numbers."""
    if text.isdigit():
        return None  # out of its limits, which are known better
    dose = understand(text)
    if dose is None:
        sides = re.fullmatch(
            r"(\d{1,3}) ?\(?l\w*\)?\W+(?:and )?(\d{1,3}) ?\(?r\w*\)?", text.casefold()
        )
        hint = "make two exercises of it, with `side: left` and `side: right`"
        return Wrong(f"`{text}` is more than a number", hint) if sides else None
    if dose.open_ and key == "reps":
        write = {"until": "you stop", "at_most": dose.time or OPEN}
        return Wrong(f"`{text}` is not a number", "", "", write)
    if dose.open_:
        hint = "write a number; for an open end leave it out, and write `until: you stop`"
        return Wrong(f"`{text}` is not a number", hint)
    if dose.listed:
        listed = ", ".join(dose.listed)
        if key == "reps_per_set":
            hint = f"write `[{listed}]`, in brackets"
            return Wrong(f"`{text}` is several numbers", hint, "", {"": f"[{listed}]"})
        if len(dose.listed) == 2 and "," not in text:  # noqa: PLR2004 - `8/10` may be a range
            way = " to ".join(sorted(dose.listed, key=float))
            return Wrong(f"`{text}` is not a number", "", "", {"": way})
        if key == "reps" and " " not in listed.replace(", ", ""):
            hint = f"write `reps_per_set: [{listed}]`, the reps of each set"
            return Wrong(f"`{text}` is several numbers", hint, "", {"reps_per_set": f"[{listed}]"})
        return None
    if dose.time and not dose.count and key == "reps":
        return Wrong(f"`{text}` is a time", "", "", {"for": dose.time})
    if dose.time and dose.count:
        return _more_than("a number", text, {"reps": dose.count, "hold": dose.time})
    if dose.sets:
        write = {"sets": dose.sets, "reps": dose.count} | ({"side": "each"} if dose.each else {})
        return Wrong(f"`{text}` is two numbers", "", "", write)
    if dose.count and dose.each:
        return _more_than("a number", text, {"reps": dose.count, "side": "each"})
    if not dose.count:
        return None
    if re.fullmatch(r"\d+[.,]0+", text):
        message = f"`{text}` is not a whole number"
        return Wrong(message, "", "", {"": dose.count})
    if re.fullmatch(r"\d+ ?\+", text):
        low = int(dose.count)
        hint = f"write `{low}`, or a range such as `{low} to {low + 5}`"
        return Wrong(f"`{text}` has no upper end", hint)
    word = re.fullmatch(r"[a-z-]+", text.casefold())
    message = f"`{text}` is a word" if word else f"`{text}` has more than a number"
    return Wrong(message, f"write `{dose.count}`{_quoted(text)}", "", {"": dose.count})


def _in_place_of_week(_: str, text: str) -> Wrong | None:
    found = re.fullmatch(
        r"(?:from )?(?:weeks?|wk\.?)? ?(\d{1,3}) ?(?:(?:to|-|\u2013) ?\d{1,3}|\+|onwards?|on)?",
        _normal(text),
    )
    if found is None or not 1 <= int(found[1]) <= 520:  # noqa: PLR2004 - ten years
        return None
    hint = f"write `{found[1]}`: it holds from that week on"
    return Wrong(f"`{text}` is not a whole number", hint, "", {"": found[1]})


def _in_place_of_days(key: str, text: str) -> Wrong | None:
    """Say what to write for the numbers of a programme: ``twice daily``, ``every day``."""
    folded, message = _normal(text), f"`{text}` is not a number"
    if re.fullmatch(r"-?\d+", text) or not text:
        return None  # out of its limits, which are known better
    a_day = {"daily": "1", "every day": "1", "everyday": "1", "1 daily": "1", "2 daily": "2"}
    if key == "times_per_day" and folded in a_day:
        return Wrong(message, "", "", {"": a_day[folded]})
    if re.fullmatch(r"every ?day|daily|all days|all", folded):
        return Wrong(message, "", "", {"": "7"})
    if re.fullmatch(r"\d+ ?(?:to|-|\u2013|or) ?\d+(?: [a-z ]+)?", folded):
        return Wrong(f"`{text}` is a range", "write one number, or write `schedule` as a text")
    many = re.fullmatch(
        r"(\d+) ?(?:x|times?|days?|weeks?)?(?: ?(?:a|per|each|every|/) ?(?:day|week))?", folded
    )
    if many:
        return Wrong(message, "", "", {"": many[1]})
    return Wrong(message, "write one number, or write `schedule` as a text")


def _in_place_of_end(_: str, text: str) -> Wrong:
    """Say what to write for `until`, which takes one thing only."""
    message, time = f"`{text}` is not `you stop`", a_time(text)
    if isinstance(duration(text), float):
        hint = f"write `for: {time}`; or `until: you stop` with `at_most: {time}`"
    elif time:
        hint = f"write `until: you stop`, and below it `at_most: {time}`"
    else:
        hint = "write `until: you stop`, with `at_most: 60 s` for the longest time"
    return Wrong(message, hint)


_INSTEAD: dict[str, Callable[[str, str], Wrong | None]] = {
    **dict.fromkeys(
        ("hold", "for", "rest", "rest_between_reps", "rest_between_sets", "rest_between_rounds",
         "get_ready", "change_side", "at_most", "in", "out", "lead_in"), _in_place_of_time),
    "every": _in_place_of_pace,
    **dict.fromkeys(("reps", "sets", "rounds", "reps_per_set"), in_place_of_count),
    "from_week": _in_place_of_week,
    **dict.fromkeys(("times_per_day", "days_per_week", "weeks"), _in_place_of_days),
    "until": _in_place_of_end,
}  # fmt: skip
