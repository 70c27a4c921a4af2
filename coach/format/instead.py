"""Suggests what to write for a value that a key couldn't read, above all for doses."""

from __future__ import annotations

import re
from collections.abc import Callable

from coach.format.doses import CURLY, Dose, Wrong, a_time, duration, normal, understand
from coach.format.writing import joined

OPEN = "60 s"
"""The time limit to suggest for an open end if its author gave none."""
PACE = "4 s"
"""The pace to suggest for reps if their author gave none."""
MOST_WEEKS = 520
_BETWEEN = {
    "set": "rest_between_sets", "rep": "rest_between_reps", "repetition": "rest_between_reps",
    "round": "rest_between_rounds", "side": "change_side", "leg": "change_side",
    "exercise": "rest",
}  # fmt: skip
_BETWEEN_WHICH = (
    r"(?P<time>.+?) (?:rest )?(?:between|after|before)(?: (?:each|every|the|changing))? "
    rf"(?P<what>{'|'.join(_BETWEEN)})e?s?"
)


def instead(key: str, text: str) -> Wrong | None:
    """Suggest what to write for a value that a key couldn't read; None if nothing is known.

    Args:
        key: the key, such as ``hold``.
        text: its value, with white space folded.
    """
    known = _INSTEAD.get(key)
    return known(key, text) if known else None


def _keys(key: str, dose: Dose) -> dict[str, str]:
    """Return the keys and values that express a dose, starting with the key that was read."""
    if dose.open_:
        return {"until": "you stop", "at_most": dose.time or OPEN}
    if dose.breaths:
        return {"hold": f"{dose.breaths} breaths"}
    counted = key in _COUNTS
    time = key if not counted else "hold" if dose.count else "for"
    often = {"sets": dose.sets, "reps": dose.count}
    write = {**often, time: dose.time} if counted else {time: dose.time, **often}
    return {name: value for name, value in write.items() if value} | (
        {"side": "each"} if dose.each else {}
    )


def _written(key: str, text: str, what: str, dose: Dose) -> Wrong:
    """Suggest what to write for a dose: another value of the key, or several keys."""
    write = _keys(key, dose)
    if dose.open_:
        return Wrong(f"`{text}` is open-ended", write=write, loses=not dose.time)
    if len(write) > 1:
        return Wrong(f"`{text}` contains more than {what}", write=write)
    message = f"`{text}` isn't {what}"
    if key not in write:
        return Wrong(message, write=write)
    quotes = ": curly quotes would be part of the text" if text.strip(CURLY) != text else ""
    return Wrong(message, f"write `{write[key]}`{quotes}", write=write, loses=dose.more)


def _of_time(key: str, text: str) -> Wrong | None:  # noqa: PLR0911 - one for each kind of dose
    """Suggest what to write instead of a time."""
    folded, takes_more = text.casefold(), key in {"hold", "for"}
    if folded in {"none", "no", "nil", "nothing", "no hold"} or (key == "hold" and folded == "-"):
        return _none(key, text)
    between = re.fullmatch(_BETWEEN_WHICH, folded) if key.startswith("rest") else None
    if between and (time := a_time(between["time"])):
        return Wrong(f"`{text}` contains more than a time", write={_BETWEEN[between["what"]]: time})
    if breaths := re.fullmatch(r"(\d{1,3}) (?:\w+ )?breaths? \w.*", folded):
        hint = f"write `{breaths[1]} breaths`; `breathing:` with `in:` and `out:` sets their pace"
        return Wrong(f"`{text}` contains more than a number of breaths", hint)
    dose = understand(text)
    if dose is None or (not takes_more and (dose.open_ or not dose.time)):
        return None
    if dose.listed:
        return _times_in_turn(text, dose.listed) if key == "hold" else None
    if not takes_more and " to " in dose.time:
        return _one_of_two(key, text, dose.time)
    if dose.time or dose.open_ or dose.breaths:
        return _written(key, text, "a time", dose)
    if dose.sets or not re.search("[a-z]", folded):
        return None
    if key == "hold":
        hint = f"write `reps: {dose.count}`, and how long to hold each one here, as in `hold: 5 s`"
        return Wrong(f"`{text}` isn't a time", hint)
    write = {"reps": dose.count, "every": PACE}
    return Wrong(f"`{text}` isn't a time", write=write, loses=True)


def _none(key: str, text: str) -> Wrong:
    if key == "hold":
        hint = "delete `hold`; write `every: 4 s` for reps without one"
        return Wrong(f"`{text}` isn't a hold", hint)
    return Wrong(f"`{text}` isn't a time", "write `0 s` for no time at all", value="0 s")


def _times_in_turn(text: str, listed: tuple[str, ...]) -> Wrong:
    times = listed if " " in listed[0] else tuple(f"{number} s" for number in listed)
    write = f"[{', '.join(times)}]"
    hint = f"write `{write}`, with a time for each rep"
    return Wrong(f"`{text}` lists several times", hint, value=write)


def _one_of_two(key: str, text: str, times: str) -> Wrong:
    """Say that a key takes one time, and offer both ends of the range."""
    low, high = times.split(" to ")
    low = low if " " in low else f"{low} {high.split()[-1]}"
    what = "a rest" if key.startswith("rest") else "this"
    return Wrong(f"`{text}` is a range", f"{what} takes one time: write `{low}` or `{high}`")


def _of_pace(key: str, text: str) -> Wrong | None:
    """Suggest what to write for `every`, which sets the pace of reps, not a programme."""
    folded = text.casefold()
    if re.fullmatch(r"(?:other |second )?(?:day|morning|evening|night|week|hour)s?", folded):
        hint = f"write it above `exercises`, not indented, as `schedule: every {text}`"
        return Wrong(f"`every: {text}` isn't a pace for reps", hint)
    if re.fullmatch(r"(?:(?:1 |one |once )?(?:per|a|every|each) )?second", folded):
        return Wrong(f"`{text}` isn't a time", value="1 s")
    return _of_time(key, text)


_UNEQUAL = r"(?i)\d{1,3} ?\(?l\w*\)?\W+(?:and )?\d{1,3} ?\(?r\w*\)?"


def of_count(key: str, text: str) -> Wrong | None:  # noqa: PLR0911 - one for each kind of dose
    """Suggest what to write instead of a number or a range of numbers."""
    if text.isdigit():
        return None  # it is a number; the caller knows its limits
    dose = understand(text)
    if dose is None:
        hint = "split it into two exercises, with `side: left` and `side: right`"
        more = f"`{text}` contains more than a number"
        return Wrong(more, hint) if re.fullmatch(_UNEQUAL, text) else None
    if dose.open_ and key != "reps":
        hint = "write a number; or leave it out, and write `until: you stop` for an open end"
        return Wrong(f"`{text}` isn't a number", hint)
    if dose.listed:
        return _several(key, text, dose.listed)
    if re.fullmatch(r"\d+ ?\+", text):
        low = int(dose.count)
        hint = f"write `{low}`, or a range such as `{low} to {low + 5}`"
        return Wrong(f"`{text}` has no upper limit", hint)
    if dose.breaths or (dose.time and not dose.count and key != "reps"):
        return None
    if set(_keys(key, dose)) == {"reps"} and key != "reps":  # a number of sets or rounds
        return Wrong(f"`{text}` isn't a number", value=dose.count)
    return _written(key, text, "a number", dose)


def _several(key: str, text: str, listed: tuple[str, ...]) -> Wrong | None:
    """Suggest what to write for several numbers in a row."""
    write = f"[{', '.join(listed)}]"
    if key == "reps_per_set":
        hint = f"write `{write}`, in brackets"
        return Wrong(f"`{text}` lists several numbers", hint, value=write)
    if len(listed) == 2 and "," not in text:  # noqa: PLR2004 - `8/10` may be a range
        return Wrong(f"`{text}` isn't a number", value=" to ".join(sorted(listed, key=float)))
    if key != "reps" or any(" " in one for one in listed):
        return None
    hint = f"write `reps_per_set: {write}`, with the reps of each set"
    return Wrong(f"`{text}` lists several numbers", hint, write={"reps_per_set": write})


def _of_week(_: str, text: str) -> Wrong | None:
    found = re.fullmatch(
        r"(?:from )?(?:weeks?|wk\.?)? ?(\d{1,3}) ?(?:(?:to|-|\u2013) ?\d{1,3}|\+|onwards?|on)?",
        normal(text),
    )
    if found is None or not 1 <= int(found[1]) <= MOST_WEEKS:
        return None
    hint = f"write `{found[1]}`: it applies from that week on"
    loses = not text.strip().isalpha() and len(re.findall(r"\d+", text)) > 1
    return Wrong(f"`{text}` isn't a whole number", hint, value=found[1], loses=loses)


_TIMES_A_DAY = {"daily": "1", "every day": "1", "everyday": "1", "1 daily": "1", "2 daily": "2"}


def _of_programme(key: str, text: str) -> Wrong | None:
    """Suggest what to write for numbers of a programme, such as ``twice daily``."""
    folded, message = normal(text), f"`{text}` isn't a number"
    as_text = "write a single number, or write the whole `schedule` as a text"
    if re.fullmatch(r"-?\d+", text):
        return None  # it is a number; the caller knows its limits
    if key == "times_per_day" and folded in _TIMES_A_DAY:
        return Wrong(message, value=_TIMES_A_DAY[folded])
    if re.fullmatch(r"every ?day|daily|all days|all", folded):
        return Wrong(message, value="7")
    if re.fullmatch(r"\d+ ?(?:to|-|\u2013|or) ?\d+(?: [a-z ]+)?", folded):
        return Wrong(f"`{text}` is a range", as_text)
    many = re.fullmatch(
        r"(\d+) ?(?:x|times?|days?|weeks?)?(?: ?(?:a|per|each|every|/) ?(?:day|week))?", folded
    )
    return Wrong(message, value=many[1]) if many else Wrong(message, as_text)


def _of_end(_: str, text: str) -> Wrong:
    """Suggest what to write for `until`, which takes only `you stop`."""
    hint, time = "write `until: you stop`, with `at_most: 60 s` as its time limit", a_time(text)
    if isinstance(duration(text), float):
        hint = f"write `for: {time}`; or `until: you stop` with `at_most: {time}`"
    elif time:
        hint = f"write `until: you stop`, and below it `at_most: {time}`"
    return Wrong(f"`{text}` isn't `you stop`", hint)


_COUNTS = ("reps", "sets", "rounds", "reps_per_set")
_INSTEAD: dict[str, Callable[[str, str], Wrong | None]] = {
    **dict.fromkeys(
        ("hold", "for", "rest", "rest_between_reps", "rest_between_sets", "rest_between_rounds",
         "get_ready", "time_to_move", "change_side", "at_most", "in", "out", "lead_in"), _of_time),
    "every": _of_pace,
    **dict.fromkeys(_COUNTS, of_count),
    "from_week": _of_week,
    **dict.fromkeys(("times_per_day", "days_per_week", "weeks"), _of_programme),
    "until": _of_end,
}  # fmt: skip


_MANY = r"(?i)(\d{1,3}) ?(?:x|\u00d7|\*|sets? of) ?(\d{1,3})\b"
_ONCE = r"(?i)\b(?:x|\u00d7) ?(\d{1,3})\b|\b(\d{1,3}) ?(?:times|x|reps?|repetitions?)(?: |$)"


def as_exercise(text: str) -> str:
    """Return what to write for an exercise given as one line of text: ``Bridge 10 x 5 s``."""
    text = " ".join(text[:200].split())
    first = re.search(r"\d", text)
    name = text[: first.start()] if first else text
    name = re.sub(r"(?:[\s,;:(\-\u2013]|\b(?:x|hold|for)$)+$", "", name, flags=re.IGNORECASE)
    time = a_time(text)
    rest = re.sub(r"\d+(?:[.,]\d+)? ?(?:s|sec|second|min|minute|h|hour)s?\b\.?", " ", text, count=1)
    many, once = re.search(_MANY, rest), re.search(_ONCE, rest)
    keys = [f"hold: {time}"] if time else []
    if many:
        keys += [f"sets: {many[1]}", f"reps: {many[2]}"]
    elif once:
        keys.append(f"reps: {once[1] or once[2]}")
    elif not time and first and (dose := understand(text[first.start() :])) and dose.count:
        keys.append(f"reps: {dose.count}")
    if not time:
        keys.insert(0, f"every: {PACE}" if keys else "hold: 10 s")
    below = joined(f"`{key}`" for key in keys)
    return f"`- name: {name or 'Bridge'}`, and below it {below}"
