"""What leaflets say for a dose, and what to write for it: `20 seconds each side`, `twice`, `6-8`.

Each function takes a text that the word it is for could not read, with its white space folded, and
gives what is wrong with it and the exact replacement, or None where it has no better answer.
"""

from __future__ import annotations

import re

from coach.format.quantities import CURLY, NUMBERS, Wrong, duration
from coach.model.units import duration_text

_N = r"\d{1,6}(?:[.,]\d{1,3})?"
_UNIT = r"(?:s|secs?|seconds?|min|mins|minutes?|h|hrs?|hours?)\.?"
_TIME = rf"{_N} ?{_UNIT}(?: {_N} ?{_UNIT})?"
_RANGE = rf"(?:{_N} ?(?:{_UNIT} ?)?(?:to|-|\u2013) ?)?{_TIME}"
_SIDES = (
    r"\(?(?:(?:on|for|with|to) )?(?:each|both|per|every|either)"
    r"(?: (?:sides?|legs?|arms?|feet|foot|hands?|knees?|hips?|ways?|directions?))?\)?"
)
_TIMES = r"(?:times|x|reps?|repetitions?)"
_STOPS = re.compile(
    r"(?:un)?till? (?!ready)|as long as |as (?:many|much) as|to (?:failure|fatigue|tolerance)"
    r"|amrap\b|amap\b",
    re.IGNORECASE,
)
_CAP = re.compile(
    rf"(?:(?:for |hold )?up to|at most|no more than|max(?:imum)?(?: of)?\.?) ({_TIME})$"
    rf"|({_TIME}) (?:at most|max(?:imum)?\.?)$",
    re.IGNORECASE,
)
_BETWEEN = {
    "set": "rest_between_sets", "rep": "rest_between_reps", "repetition": "rest_between_reps",
    "round": "rest_between_rounds", "side": "change_side", "leg": "change_side",
    "exercise": "rest",
}  # fmt: skip


def of_hold(text: str) -> Wrong | None:  # noqa: PLR0911 - one for each slip
    """Answer for `hold`."""
    if text.casefold() in {"none", "no", "nil", "nothing", "no hold", "0", "0 s", "-"}:
        hint = "delete `hold`; write `every: 4 s` for reps without one"
        return Wrong(f"`{text}` is no hold", hint)
    if found := re.fullmatch(r"(\d+) ?(?:\w+ )?(?:breat?h?e?s?|breaths)", text, re.IGNORECASE):
        return Wrong(f"`{text}` is not a time", f"write `{found[1]} breaths`")
    if found := re.fullmatch(rf"(\d+(?: ?(?:to|-) ?\d+)?) ?{_TIMES}", text, re.IGNORECASE):
        hint = f"write `reps: {found[1]}`, and here how long each is held: `hold: 5 s`"
        return Wrong(f"`{text}` is no time", hint)
    if found := re.fullmatch(
        rf"(\d{{1,3}}) ?(?:x|\u00d7) ?({_N}) ?(?:to|-|\u2013) ?({_N} ?{_UNIT})", text, re.IGNORECASE
    ):
        hint = f"write `hold: {found[2]} to {_tidy(found[3])}` and `reps: {found[1]}`"
        return Wrong(f"`{text}` is more than a time", hint)
    if re.fullmatch(r"\d{1,3}(?: ?[-/,] ?\d{1,3}){2,9}", text):
        listed = ", ".join(f"{number} s" for number in re.findall(r"\d+", text))
        return Wrong(f"`{text}` is several times", f"write `[{listed}]`, a time for each rep")
    if found := re.match(r"(\d{1,3}) (?:\w+ )?breaths? \w", text, re.IGNORECASE):
        hint = f"write `{found[1]} breaths`; `breathing:` with `in:` and `out:` sets their pace"
        return Wrong(f"`{text}` is more than a number of breaths", hint)
    if re.match(r"\d ?/ ?\d ", text):
        return None  # half a minute, not one and two
    return _times_in_turn(text) or of_length("hold", text)


def of_for(text: str) -> Wrong | None:
    """Answer for `for`."""
    if found := re.fullmatch(
        rf"(\d+(?: ?(?:to|-|\u2013) ?\d+)?) ?{_TIMES}(?: {_SIDES})?", text, re.IGNORECASE
    ):
        hint = f"write `reps: {found[1]}` and `every: 4 s` in place of `for`"
        return Wrong(f"`{text}` is no time", hint)
    if found := re.fullmatch(r"(\d+) ?(?:\w+ )?breat?h?e?s?", text, re.IGNORECASE):
        hint = f"write `hold: {found[1]} breaths` in place of `for`"
        return Wrong(f"`{text}` is no time", hint)
    return of_length("for", text)


def of_length(word: str, text: str) -> Wrong | None:
    """Answer for a word that takes how long an exercise goes on."""
    if found := _CAP.fullmatch(text):
        time = _tidy(found[1] or found[2])
        hint = f"write `until: you stop` and `at_most: {time}` in place of `{word}`"
        return Wrong(f"`{text}` has an open end", hint)
    if _STOPS.match(text):
        time = next((_tidy(t) for t in re.findall(_TIME, text, re.IGNORECASE)), "60 s")
        hint = f"write `until: you stop` and `at_most: {time}` in place of `{word}`"
        return Wrong(f"`{text}` has an open end", hint)
    if found := re.fullmatch(
        rf"({_RANGE})[,;]? ?(?:repeat )?(?:(?:x|\u00d7) ?(\d{{1,3}})|(\d{{1,3}}) ?{_TIMES})"
        rf"[,;]? {_SIDES}",
        text,
        re.IGNORECASE,
    ):
        words = f"`{word}: {_tidy(found[1])}`, `reps: {found[2] or found[3]}` and `side: each`"
        return Wrong(f"`{text}` is more than a time", f"write {words}, each on a line of its own")
    if found := re.fullmatch(
        rf"({_N}(?: ?(?:to|-|\u2013) ?{_N})? ?{_UNIT})[,;]? {_SIDES}", text, re.IGNORECASE
    ):
        hint = f"write `{word}: {_tidy(found[1])}` and `side: each`, each on a line of its own"
        return Wrong(f"`{text}` is more than a time", hint)
    if found := re.fullmatch(
        rf"({_RANGE})[,;]? ?(?:(?:x|\u00d7|\*|repeat) ?(\d+)(?: times)?|(\d+) ?{_TIMES})",
        text,
        re.IGNORECASE,
    ) or re.fullmatch(rf"(?P<n>\d+) ?(?:x|\u00d7|\*|times) ?(?P<t>{_TIME})", text, re.IGNORECASE):
        groups = found.groupdict()
        time = groups.get("t") or found[1]
        reps = groups.get("n") or found[2] or found[3]
        hint = f"write `{word}: {_tidy(time)}` and `reps: {reps}`, each on a line of its own"
        return Wrong(f"`{text}` is more than a time", hint)
    return None


def a_time(text: str) -> str:
    """Return the first time in a text, as the format has it; empty where there is none."""
    found = re.search(rf"{_TIME}(?![a-z])", text[:200], re.IGNORECASE)
    return _tidy(found[0]) if found else ""


def as_exercise(text: str) -> str:
    """Return what to write for an exercise that is a line of text: ``Bridge 10 x 5 s``."""
    text = " ".join(text[:200].split())
    time = re.search(rf"{_TIME}(?![a-z])", text, re.IGNORECASE)
    rest = text.replace(time[0], " ", 1) if time else text
    many = re.search(r"(\d{1,3}) ?(?:x|\u00d7|\*|sets? of) ?(\d{1,3})\b", rest, re.IGNORECASE)
    once = re.search(
        rf"\b(?:x|\u00d7) ?(\d{{1,3}})\b|\b(\d{{1,3}}) ?{_TIMES}(?: |$)", rest, re.IGNORECASE
    )
    words = [f"hold: {_tidy(time[0])}"] if time else []
    if many:
        words += [f"sets: {many[1]}", f"reps: {many[2]}"]
    elif once:
        words.append(f"reps: {once[1] or once[2]}")
    if not time:
        words.insert(0, "every: 4 s" if words else "hold: 10 s")
    starts = [found.start() for found in (re.search(r"\d", text),) if found]
    name = text[: min(starts)] if starts else text
    name = re.sub(r"(?:[\s,;:(\-\u2013]|\b(?:x|hold|for)$)+$", "", name, flags=re.IGNORECASE)
    *most, last = (f"`{word}`" for word in words)
    below = f"{', '.join(most)} and {last}" if most else last
    return f"`- name: {name or 'Bridge'}`, and below it {below}"


def _times_in_turn(text: str) -> Wrong | None:
    """Answer for several times one after the other: ``20-30-40 s``, ``5 s, then 10 s``."""
    parts = re.split(r" ?(?:, ?(?:and )?(?:then )?|;|/|-|\u2013| then ) ?", text)
    unit = re.search(r"[a-z]+\.?$", text, re.IGNORECASE)
    least = 2 if re.search(r"then|[,;/]", text) else 3
    if unit is None or len(parts) < least:
        return None
    times = [
        part if re.search("[a-z]", part, re.IGNORECASE) else f"{part} {unit[0]}" for part in parts
    ]
    if not all(re.fullmatch(_TIME, time, re.IGNORECASE) for time in times):
        return None
    listed = ", ".join(_tidy(time) for time in times)
    return Wrong(f"`{text}` is several times", f"write `[{listed}]`, a time for each rep")


def in_place_of_reps(text: str) -> Wrong | None:
    """Answer for a text under `reps` that says how long, not how often."""
    if re.fullmatch(_TIME, text, re.IGNORECASE):
        return Wrong(f"`{text}` is a time", f"write `for: {_tidy(text)}` in place of `reps`")
    if _STOPS.match(text):
        hint = "write `until: you stop` and `at_most: 60 s` in place of `reps`"
        return Wrong(f"`{text}` is not a number", hint)
    return None


def _several_numbers(text: str) -> Wrong | None:  # noqa: PLR0911 - one for each slip
    """Answer for reps that differ by set or side, and for numbers that are not exact."""
    if found := re.fullmatch(
        r"(\d{1,3}) ?(?:left|l|\(left\)|\(l\)) ?[,;/+&]? ?(?:and )?"
        r"(\d{1,3}) ?(?:right|r|\(right\)|\(r\))",
        text,
        re.IGNORECASE,
    ):
        hint = f"write `reps: {found[1]}` and `side: each`, each on a line of its own"
        if found[1] != found[2]:
            hint = "make two exercises of it, with `side: left` and `side: right`"
        return Wrong(f"`{text}` has more than a number", hint)
    if found := re.fullmatch(
        r"(\d{1,3}) ?(?:/|per|a) ?(?:side|leg|arm|foot|hand|knee|hip)", text, re.IGNORECASE
    ):
        hint = f"write `reps: {found[1]}` and `side: each`, each on a line of its own"
        return Wrong(f"`{text}` has more than a number", hint)
    listed = re.split(r" ?[,;/] ?(?:and |then )?", text)
    if len(listed) > 1 and all(re.fullmatch(r"\d{1,4}", part) for part in listed):
        if len(listed) > 2 or "," in text:  # noqa: PLR2004 - `8/10` may be a range
            hint = f"write `reps_per_set: [{', '.join(listed)}]`, the reps of each set"
            return Wrong(f"`{text}` is several numbers", hint)
        low, high = sorted(listed, key=int)
        return Wrong(f"`{text}` is not a number", f"write `{low} to {high}`")
    if found := re.fullmatch(r"(\d{1,4}) ?or ?(\d{1,4})", text):
        low, high = sorted(found.groups(), key=int)
        return Wrong(f"`{text}` is not a number", f"write `{low} to {high}`")
    if found := re.fullmatch(r"(?:up to|at most|<|~|\u2248|about|max\.?|ca\.?) ?(\d{1,4})", text):
        return Wrong(f"`{text}` is not a number", f"write `{found[1]}`")
    if re.fullmatch(r"max(?:imum)?\.?|fatigue|failure|lots|several|many", text, re.IGNORECASE):
        hint = "write `until: you stop` and `at_most: 60 s` in place of `reps`"
        return Wrong(f"`{text}` is not a number", hint)
    if found := re.fullmatch(r"(\d{1,4})[.,]0+", text):
        return Wrong(f"`{text}` is not a whole number", f"write `{found[1]}`")
    return None


def of_reps_per_set(text: str) -> Wrong | None:
    """Answer for `reps_per_set` without its brackets."""
    numbers = re.fullmatch(r"\d{1,4}(?: ?[-,;/] ?\d{1,4}){1,20}", text)
    if numbers is None:
        return None
    listed = ", ".join(re.findall(r"\d+", text))
    return Wrong(f"`{text}` is several numbers", f"write `[{listed}]`, in brackets")


def of_every(text: str) -> Wrong | None:
    """Answer for `every`, which paces reps, and is no programme."""
    if re.fullmatch(
        r"(?:other |second )?(?:day|morning|evening|night|week|hour)s?", text.casefold()
    ):
        hint = f"write it above `exercises`, not indented, as `schedule: every {text}`"
        return Wrong(f"`every: {text}` is no pace for reps", hint)
    if found := re.fullmatch(
        r"(?:1 |one |once )?(?:per|a|every|each) second|second", text.casefold()
    ):
        return Wrong(f"`{found[0]}` is not a time", "write `1 s`")
    return of_one_time("this", text)


def of_reps(text: str) -> Wrong | None:  # noqa: PLR0911 - one for each slip
    """Answer for `reps`."""
    many = r"(\d+(?: ?(?:to|-|\u2013) ?\d+)?)"
    if wrong := in_place_of_reps(text):
        return wrong
    if wrong := _several_numbers(text):
        return wrong
    if found := re.fullmatch(
        rf"(?:x|\u00d7|do|repeat)\.? ?{many}(?: {_TIMES})?", text, re.IGNORECASE
    ):
        return Wrong(f"`{text}` has more than a number", f"write `reps: {found[1]}`")
    if found := re.fullmatch(rf"{many} ?(?:[a-z]+ )?{_SIDES}", text, re.IGNORECASE):
        hint = f"write `reps: {found[1]}` and `side: each`, each on a line of its own"
        return Wrong(f"`{text}` has more than a number", hint)
    if found := re.fullmatch(
        rf"{many} ?(?:x|\u00d7|\*|times|reps? of|of) ?({_TIME})(?: holds?)?", text, re.IGNORECASE
    ):
        hint = f"write `reps: {found[1]}` and `hold: {_tidy(found[2])}`"
        return Wrong(f"`{text}` has more than a number", hint)
    if found := re.fullmatch(rf"{many} ?(?!sets?\b|x\b)[a-z]+(?: [a-z]+)?", text, re.IGNORECASE):
        return Wrong(f"`{text}` has more than a number", f"write `reps: {found[1]}`")
    return None


def of_rest(text: str) -> Wrong | None:
    """Answer for a rest."""
    if found := re.fullmatch(
        rf"({_TIME}) (?:rest )?(?:between|after|before)(?: (?:each|every|the|changing))? "
        r"(set|rep|repetition|round|side|leg|exercise)e?s?",
        text,
        re.IGNORECASE,
    ):
        word = _BETWEEN[found[2].casefold()]
        return Wrong(f"`{text}` is more than a time", f"write `{word}: {_tidy(found[1])}`")
    return of_one_time("a rest", text)


def of_one_time(what: str, text: str) -> Wrong | None:
    """Answer for a word that takes no range."""
    found = re.fullmatch(
        rf"({_N}) ?({_UNIT})? ?(?:to|-|\u2013) ?({_N}) ?({_UNIT})", text, re.IGNORECASE
    )
    if found is None:
        return None
    low, high = f"{found[1]} {found[2] or found[4]}", f"{found[3]} {found[4]}"
    hint = f"{what} takes one time: write `{_tidy(low)}` or `{_tidy(high)}`"
    return Wrong(f"`{text}` is a range", hint)


def of_week(text: str) -> Wrong | None:
    """Answer for `from_week`."""
    found = re.fullmatch(
        r"(?:from )?(?:weeks?|wk\.?)? ?(\d{1,3}) ?(?:(?:to|-|\u2013) ?\d{1,3}|\+|onwards?|on)?",
        text,
        re.IGNORECASE,
    )
    week = int(found[1]) if found else NUMBERS.get(text.casefold().removeprefix("week "), 0)
    if not 1 <= week <= 520:  # noqa: PLR2004 - ten years
        return None
    return Wrong(f"`{text}` is not a whole number", f"write `{week}`: it holds from that week on")


def for_schedule(name: str, value: str) -> str:
    """Return a hint for a word that `schedule` does not have: ``frequency: 3x/week``."""
    found = re.search(r"(\d{1,3}|once|twice)", value.casefold())
    many = found and {"once": "1", "twice": "2"}.get(found[1], found[1])
    if name in {"duration", "length", "for", "program", "programme"} and "week" in value:
        return f"write `weeks: {many}`" if many else ""
    if not many or name not in {"frequency", "how_often", "per_week", "times", "when"}:
        return ""
    if "week" in value:
        return f"write `days_per_week: {many}`"
    return f"write `times_per_day: {many}`" if "day" in value or "daily" in value else ""


def of_schedule(text: str) -> Wrong | None:
    """Answer for the numbers of `schedule`."""
    folded = text.casefold()
    message = f"`{text}` is not a number"
    if re.fullmatch(r"-?\d+", text):
        return None  # out of its limits, which are known better
    if re.fullmatch(r"every ?day|daily|all days|all", folded):
        return Wrong(message, "write `7`")
    if re.fullmatch(r"\d+ ?(?:to|-|\u2013|or) ?\d+(?: [a-z ]+)?", folded):
        return Wrong(f"`{text}` is a range", "write one number, or write `schedule` as a text")
    word, _, rest = folded.partition(" ")
    number = NUMBERS.get(word, 0) if word != "a" else 0
    if found := re.match(r"(\d+)", folded):
        number = int(found[1])
        rest = folded[found.end() :].strip()
    if number and re.fullmatch(
        r"(?:x|times?|days?|weeks?)?(?: ?(?:a|per|each|every|/) ?(?:day|week))?", rest
    ):
        return Wrong(message, f"write `{number}`")
    return Wrong(message, "write one number, or write `schedule` as a text") if text else None


def of_a_day(text: str) -> Wrong | None:
    """Answer for `times_per_day`: a day may be named, and means once."""
    if re.fullmatch(r"daily|every ?day|once daily", text.casefold()):
        return Wrong(f"`{text}` is not a number", "write `1`")
    if re.fullmatch(r"twice daily", text.casefold()):
        return Wrong(f"`{text}` is not a number", "write `2`")
    return of_schedule(text)


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def of_date(text: str) -> Wrong | None:
    """Answer for a date in words, such as ``June 2025`` or ``3rd June 2025``."""
    found = re.fullmatch(
        r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?\.? )?(?P<m>[a-z]{3,9})\.?"
        r"(?: (?P<e>\d{1,2})(?:st|nd|rd|th)?)?,? (?P<y>\d{4})",
        text,
        re.IGNORECASE,
    )
    if found is None or found["m"][:3].casefold() not in _MONTHS:
        return None
    month = _MONTHS.index(found["m"][:3].casefold()) + 1
    day = int(found["d"] or found["e"] or 1)
    return Wrong(f"`{text}` is a date in words", f"write `{found['y']}-{month:02}-{day:02}`")


_SIDE_ELSEWHERE = {
    "left": "links, linke seite, gauche, \u00e0 gauche, izquierda, izquierdo",
    "right": "rechts, rechte seite, droite, \u00e0 droite, derecha, derecho",
    "each": "beide, beidseits, beide seiten, les deux, chaque c\u00f4t\u00e9, ambos, ambos lados, "
    "cada lado",
    "alternating": "abwechselnd, alterniert, altern\u00e9, en alternance, alternando, alterno",
}
"""Sides in German, French and Spanish."""
_PERSONAL = re.compile(
    r"\b(affected|injured|bad|sore|painful|hurt|weak(?:er)?|operated|involved|good|unaffected"
    r"|uninjured|strong(?:er)?|other|dominant|tight(?:er)?|stiff|worse|worst|better|surgical)\b",
    re.IGNORECASE,
)


def of_side(text: str) -> Wrong | None:  # noqa: C901, PLR0911 - one for each slip
    """Answer for `side`."""
    folded = text.casefold()
    message = f"`{text}` is not one of `left`, `right`, `each`, `alternating`"
    if _PERSONAL.search(folded):
        return Wrong(message, "write `left` or `right` for this person")
    if found := re.fullmatch(
        r"(left|right|l|r)\.?(?: (?:side|leg|arm|knee|foot|hand|hip))?", folded
    ):
        return Wrong(message, f"write `{'left' if found[1][0] == 'l' else 'right'}`")
    both = r"(left|right|l|r)\.?(?: (?:then|and|&|,)? ?| ?[/+&,] ?)(?:then )?(?:left|right|l|r)\.?"
    if found := re.fullmatch(both, folded):
        start = ", and `start_side: right` below it" if found[1][0] == "r" else ""
        return Wrong(message, f"write `each` (or `alternating`, rep by rep){start}")
    if text.strip(CURLY) != text and text.strip(CURLY) in {"left", "right", "each", "alternating"}:
        return Wrong(
            message, f"write `{text.strip(CURLY)}`: quotes of this kind are part of the text"
        )
    for side, words in _SIDE_ELSEWHERE.items():
        if folded in words.split(", "):
            return Wrong(message, f"write `{side}`")
    if folded in {"none", "neither", "n/a", "na", "-", "both legs together", "middle", "centre"}:
        return Wrong(message, "leave `side` out for an exercise without sides")
    if re.fullmatch(r"bilateral(?:ly)?|both together|together|same time", folded):
        return Wrong(message, "leave `side` out for both at once; else write `each`")
    if re.fullmatch(r"unilateral(?:ly)?|one|single|one side", folded):
        return Wrong(message, "write `left` or `right`, or `each` for one after the other")
    if re.fullmatch(r"(?:left|right) only|only (?:left|right)", folded):
        return Wrong(message, f"write `{'left' if 'left' in folded else 'right'}`")
    if re.fullmatch(r"(?:each|every|per) (?:side|leg|arm|knee|foot|hand|hip)", folded):
        return Wrong(message, "write `each`")
    return None


def of_until(text: str) -> Wrong | None:
    """Answer for `until`, which says one thing only."""
    hint = "write `until: you stop`, with `at_most: 60 s` for the longest time"
    if re.fullmatch(_TIME, text, re.IGNORECASE):
        hint = f"write `for: {_tidy(text)}`; or `until: you stop` with `at_most: {_tidy(text)}`"
    elif time := a_time(text):
        hint = f"write `until: you stop`, and below it `at_most: {time}`"
    return Wrong(f"`{text}` is not `you stop`", hint)


def _tidy(time: str) -> str:
    """Return a time as the format's examples have it: ``30 s``; a range as it stands."""
    seconds = duration(time)
    return duration_text(seconds) if isinstance(seconds, float) else time
