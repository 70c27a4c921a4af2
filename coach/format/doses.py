"""One small grammar of doses: ``30 to 60 s``, ``3 x 10``, ``20 seconds each side``, ``½ min``.

`duration`, `duration_range`, `count` and `count_range` read what the format takes. `understand`
splits anything else into tokens (numbers, units, signs, sides, open ends) and matches the sequence
of their kinds against a few shapes to get a `Dose`. `instead` suggests the keys to write for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from coach.model.rules import rule
from coach.model.units import Number, Range, duration_text

MAX_DURATION_S = 24 * 3600.0
MAX_COUNT = 10_000


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a text, and what to write instead.

    Attributes:
        message: what was found.
        hint: what to do, if that isn't simply to write `value` or `write`.
        code: the code of the problem, if it isn't ``wrong-value``.
        write: keys with values that mean the same as the text.
        value: another value of the same key that means the same.
        loses: whether `value` or `write` leaves out or adds something, so that it can't be applied
            automatically.
    """

    message: str
    hint: str = ""
    code: str = ""
    write: dict[str, str] = field(default_factory=dict)
    value: str = ""
    loses: bool = False


# What the format takes.

_UNIT_S = {
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
    "min": 60, "mins": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
}  # fmt: skip


def _any_of(words: object) -> str:
    """Return a pattern that matches any of these words, the longest first."""
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
        message = f"the units of `{text}` aren't in order from large to small"
        return Wrong(message, "write the larger unit first, as in `1 min 30 s`")
    total = sum(n * u for n, u in zip(numbers, units, strict=True))
    if total > MAX_DURATION_S:
        return Wrong(f"`{text}` is more than a day", "write a shorter time", "too-large")
    return round(total, 3)


@rule("no-unit", "hold: 30", "hold: 30 s")
def _no_unit(text: str) -> Wrong | None:
    """A time needs its unit: without one, seconds and minutes look the same.

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
        return Wrong(f"`{text}` is negative", "write a time such as `30 s`")
    return Wrong(f"`{text}` isn't a time", "write a number and its unit: `30 s`, `2 min`")


def duration_range(text: str) -> Range[float] | Wrong:
    """Read seconds from ``30 to 60 s``, ``30 s to 1 min`` or a single duration."""
    ends = _TO.split(text)
    if len(ends) == 1 or text.startswith("-"):
        value = duration(text)
        return value if isinstance(value, Wrong) else Range(value, value)
    if len(ends) > 2:  # noqa: PLR2004 - a range has two ends
        return Wrong(f"`{text}` isn't a range", "write `30 to 60 s`")
    low_text, high_text = (end.strip() for end in ends)
    if not low_text or not high_text:
        return Wrong(f"`{text}` has only one end", "write `30 to 60 s`, or one time such as `30 s`")
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
    """A range starts with its low end.

    Coach uses the low end unless the listener chooses otherwise, so it must know which one that is.
    """
    if low > high:
        hint = f"did you mean `{turned}`?"
        return Wrong("this range is backwards", hint, "backwards", value=turned)
    return Range(low, high)


def positive_duration(text: str) -> float | Wrong:
    """Read a duration above zero, in seconds."""
    value = duration(text)
    return _zero(text) if value == 0 else value


def positive_range(text: str) -> Range[float] | Wrong:
    """Read a range of durations above zero, in seconds."""
    value = duration_range(text)
    if isinstance(value, Range) and value.low == 0:
        return _zero(text, "be" if value.fixed else "start")
    return value


def _zero(text: str, verb: str = "be") -> Wrong:
    return Wrong(f"`{text}` must {verb} above zero", "write a time such as `30 s`")


def count(text: str) -> int | Wrong:
    """Read a whole number from 1 to `MAX_COUNT`."""
    if not re.fullmatch(r"\d{1,9}", text):
        if re.fullmatch(r"\d+[.,]\d+", text):
            return Wrong(f"`{text}` isn't a whole number", "write a whole number, such as `5`")
        return Wrong(f"`{text}` isn't a number", "write a whole number, such as `5`")
    value = int(text)
    if value == 0:
        return Wrong(f"`{text}` is too low", "write `1` or more, or delete the key")
    if value > MAX_COUNT:
        return Wrong(f"{value:,} is too high; the limit is {MAX_COUNT:,}", "", "too-large")
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
        return Wrong(f"`{text}` isn't a range of numbers", "write `5 to 10`")
    return _in_order(low, high, f"{high} to {low}")


# What else people write.

NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
         "eleven", "twelve", "thirteen", "fourteen", "fifteen"), start=1,
    )
} | {"once": 1, "twice": 2, "thrice": 3, "twenty": 20, "thirty": 30, "forty": 40,
     "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90}  # fmt: skip
"""Numbers in words, as leaflets use them."""
_UNITS = {
    "s": (*(u for u, s in _UNIT_S.items() if s == 1), "sek", "sekunde", "sekunden", "segundo",
          "segundos", "seg", "seconde", "secondes", "count", "counts", '"', "''", "\u2033",
          "\u201d"),
    "min": (*(u for u, s in _UNIT_S.items() if s == 60), "m", "minuten", "minuto", "minutos",  # noqa: PLR2004
            "'", "\u2032", "\u2019"),
    "h": (*(u for u, s in _UNIT_S.items() if s == 3600), "stunde", "stunden", "hora", "horas",  # noqa: PLR2004
          "heure", "heures"),
}  # fmt: skip
"""For each unit of the format, its spellings in English, German, Spanish and French."""
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
_TOKEN = "(?i)" + "|".join(f"(?P<k{ord(kind)}>{pattern})" for kind, pattern in _TOKENS.items())
"""A string, like the patterns below, because compiling it is only needed for invalid values."""

_TIME = "(?:nu)(?:,?nu)*"
_TIMES = f"(?:n-{_TIME}|{_TIME}-{_TIME}|{_TIME})"
_COUNT = "(?:n-n|n)"
_SHAPES = (
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
    (f"(?P<count>{_COUNT})w{{1,2}}", "with more"),
)


@dataclass(frozen=True)
class Dose:
    """A dose as it was understood, each part as the format writes it; empty if there is none.

    Attributes:
        time, count, sets, breaths: such as `20 to 30 s`, `5 to 10`, `3`, `5`.
        listed: several times or numbers in a row.
        each: whether it is done once on each side.
        open_: whether it is open-ended; `time` is its time limit, if it has one.
        more: whether the text has other words, which no key takes.
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
    """Return the dose that a text describes; None if it isn't a dose."""
    words = normal(text)
    tokens = [(chr(int(m.lastgroup[1:])), m[0]) for m in re.finditer(_TOKEN, words) if m.lastgroup]
    kinds = "".join(kind for kind, _ in tokens)
    if kinds.startswith("O"):
        return Dose(time=a_time(words), open_=True)
    for shape, into in _SHAPES:
        found = re.fullmatch(shape, kinds)
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
        if into == "product":  # `10 x 3` is three sets of ten
            sets, many = sorted((sets, many), key=lambda n: (len(n), n))
        time = _time(part("time")) if part("time") else ""
        time = time or _time([*part("low"), *part("unit")])
        breaths, each, more = _plain(part("breaths")), bool(part("each")), into == "with more"
        dose = Dose(time, many, sets, breaths, each=each, more=more)
        return dose if time or (many and (sets or into != "product")) or breaths else None
    return None


_HALF = (
    r"(?:a )?half(?: an?)? (?P<u>min|minute|hour)\b"
    r"|(?:(?P<n>\d+)|an?) (?:(?P<v>minute|hour) )?and a half(?: (?P<w>minute|hour)s?)?"
)
_SIGNS = {"\u00bd": 0.5, "\u00bc": 0.25, "\u00be": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_FRACTION = (
    rf"(?:(?P<whole>\d{{1,3}}) ?)?(?P<sign>{_any_of(_SIGNS)})(?: (?:of )?an?)? ?"
    rf"(?=(?:{_any_of(_UNIT_OF)})(?![a-z]))"
)


def normal(text: str) -> str:
    """Return a text in lower case, its numbers in digits, without brackets or curly quotes."""
    words = " ".join(text.casefold().strip(CURLY).split())
    words = re.sub(rf"\b(?:{_any_of(NUMBERS)})\b", lambda m: str(NUMBERS[m[0]]), words)
    words = re.sub(r"(?:a )?(?:slow )?count (?:of|to) (\d+)", r"\1 s", words)
    words = re.sub(r"(\d+) slow counts?", r"\1 s", words)
    words = re.sub(
        r"(\d)['\u2019\u2032] ?(\d{1,2})(?:\"|''|\u201d|\u2033)?$", r"\1 min \2 s", words
    )
    words = re.sub(r"(\d) ?m(?:in\w*)?\.? ?(?:and )?(\d{1,2})$", r"\1 min \2 s", words)
    words = re.sub(r"^\((\d[^()]*)\)$", r"\1", words)
    words = re.sub(r"^between (.*\d.*) and (.*\d.*)$", r"\1 to \2", words)

    def half(found: re.Match[str]) -> str:
        unit = found["u"] or found["v"] or found["w"] or "min"
        return f"{0 if found['u'] else int(found['n'] or 1)}.5 {unit}"

    def fraction(found: re.Match[str]) -> str:
        return f"{int(found['whole'] or 0) + _SIGNS[found['sign']]:g} "

    return re.sub(_FRACTION, fraction, re.sub(_HALF, half, words))


def _plain(tokens: list[tuple[str, str]]) -> str:
    """Return a count as the format writes it: `5`, `5 to 10`; empty if it isn't a valid one."""
    numbers = [re.sub(r"[.,]0+$", "", text) for kind, text in tokens if kind == "n"]
    if not all(number.isdigit() and 0 < int(number) <= MAX_COUNT for number in numbers):
        return ""
    return " to ".join(sorted(numbers, key=int))


def _time(tokens: list[tuple[str, str]]) -> str:
    """Return a time or a range as the format writes it; empty if it isn't a valid one."""
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
    """Return each number or time of a list, whose unit may be only at its end."""
    units = [_UNIT_OF[t.casefold().rstrip(".")] for kind, t in tokens if kind == "u"]
    numbers = [text for kind, text in tokens if kind == "n"]
    if not units:
        return tuple(numbers)
    units = units if len(units) == len(numbers) else units * len(numbers)
    return tuple(f"{number} {unit}" for number, unit in zip(numbers, units, strict=False))


_ONE_TIME = rf"(?i)(?:{_NUMBER} ?(?:{_any_of(_UNIT_S)})\.? ?)+(?![a-z])"


def a_time(text: str) -> str:
    """Return the first time in a text, as the format writes it; empty if there is none."""
    found = re.search(_ONE_TIME, text[:200])
    seconds = duration(found[0].strip()) if found else None
    return duration_text(seconds) if isinstance(seconds, float) else ""
