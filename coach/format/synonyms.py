# ruff: noqa: E501 (a hint reads best whole)
"""What authors write for a word of the format, in English and other languages, and what it is here."""

from __future__ import annotations

import re

from coach.format.nodes import Mapping, Node, Scalar, Sequence
from coach.format.quantities import Wrong, duration_range

OF_EXERCISE = {
    "repetitions": "reps", "repeat": "reps", "repeats": "reps", "times": "reps", "rep": "reps",
    "set": "sets", "series": "sets", "title": "name", "exercise": "name",
    "instructions": "set_up", "instruction": "set_up", "description": "set_up", "how": "set_up",
    "how_to": "set_up", "cue": "set_up", "start": "set_up", "duration": "for", "time": "for",
    "starting_position": "position", "start_position": "position", "starting_pose": "position",
    "seconds": "hold", "hold_second": "hold", "hold_seconds": "hold", "hold_time": "hold",
    "hold_for": "hold", "sides": "side", "switch_sides": "change_side", "warning": "care",
    "caution": "care", "careful": "care", "precautions": "care", "precaution": "care",
    "tip": "care", "tips": "care", "pause": "rest",
    "rest_between": "rest_between_reps", "rest_after": "rest", "relax": "rest_between_reps",
    "relax_for": "rest_between_reps", "release_for": "rest_between_reps", "image": "picture",
    "photo": "picture", "weight": "load", "resistance": "load", "band": "load", "notes": "note",
    "comment": "note", "progression": "progress", "reminder": "remind", "reminders": "remind",
    "regression": "easier", "phase": "phases", "step": "steps", "tempo": "phases",
    "modification": "easier", "directions": "set_up", "direction": "set_up",
    "purpose": "note", "benefits": "note", "video": "note", "muscles": "note",
    "pace": "every", "rhythm": "every", "max": "at_most", "maximum": "at_most", "limit": "at_most",
    "max_time": "at_most", "cap": "at_most", "up_to": "at_most",
    "halten": "hold", "haltezeit": "hold", "tenir": "hold", "maintenir": "hold", "mantener": "hold",
    "wiederholungen": "reps", "wdh": "reps", "r\u00e9p\u00e9titions": "reps", "repeticiones": "reps",
    "s\u00e4tze": "sets", "serien": "sets", "s\u00e9ries": "sets", "seite": "side",
    "seiten": "side", "c\u00f4t\u00e9": "side", "lado": "side", "dauer": "for",
    "dur\u00e9e": "for", "duraci\u00f3n": "for", "nom": "name", "nombre": "name",
    "ausgangsstellung": "position", "posici\u00f3n": "position", "hinweis": "note",
}  # fmt: skip
"""What authors write for a word of an exercise, and the word."""

OF_ROUTINE = {
    "name": "title", "lang": "language", "warning": "stop_if", "warnings": "stop_if",
    "stop": "stop_if", "contraindications": "do_not_start_if", "exercise": "exercises",
    "routine": "exercises", "circuits": "exercises", "steps": "exercises",
    "description": "summary", "end": "after", "finish": "after", "cool_down": "after",
    "intro": "before", "date": "reviewed", "version": "format", "frequency": "schedule",
    "time": "schedule", "times": "schedule", "how_often": "schedule", "when": "schedule",
    "dosage": "schedule", "dose": "schedule", "therapist": "author", "physio": "author",
    "titel": "title", "titre": "title", "t\u00edtulo": "title", "sprache": "language",
    "langue": "language", "idioma": "language", "\u00fcbungen": "exercises",
    "exercices": "exercises", "ejercicios": "exercises",
}  # fmt: skip
"""What authors write for a word of a routine, and the word."""

NOT_OF_EXERCISE = {
    "circuit": "the routine's own `exercises`: a circuit can't stand inside another",
    "breath": "a phase: put it beside `say` and `for` under `phases`",
    "count": "a phase: put it beside `say` and `for` under `phases`",
    "rounds": "a circuit: `- circuit: NAME`, then `rounds` and its own `exercises`",
    "rest_between_rounds": "a circuit: `- circuit: NAME`, then `rounds` and its own `exercises`",
    "from_week": "a step of `progress`",
    "schedule": "the whole routine: write it above `exercises`, not indented",
    "do_not_start_if": "the whole routine: write it above `exercises`, not indented",
    "contraindications": "the whole routine: write it as `do_not_start_if:` above `exercises`, not indented",
    "language": "the whole routine: write it above `exercises`, not indented",
    "before": "the whole routine: write it above `exercises`, not indented",
    "stop_if": "the whole routine: write it above `exercises`, not indented",
    "frequency": "the whole routine: write it as `schedule:` above `exercises`, not indented",
    "after": "the whole routine: write it without indentation",
    "author": "the whole routine: write it above `exercises`, not indented",
    "words_per_minute": "`voice`: write `voice:` above it, and indent it below that",
    "countdown": "`voice`: write `voice:` above it, and indent it below that",
    "count_reps": "`voice`: write `voice:` above it, and indent it below that",
    "left": "a text that differs by side: indent it below its word, such as `set_up:`",
    "right": "a text that differs by side: indent it below its word, such as `set_up:`",
}  # fmt: skip
"""Words that are not an exercise's, and where they belong."""

_INSTEAD = {
    "tempo": "write `phases:`, and below it each part as `- say: Up` with `for: 2 s`; or pace the reps with `every: 4 s`",
    "speed": "write `phases:`, and below it each part as `- say: Up` with `for: 2 s`; or pace the reps with `every: 4 s`",
    "support": "did you mean `equipment`, which is printed, or `set_up`, which is spoken?",
}
_WHEN = re.compile(
    r"\b(?:morning|noon|evening|night|bed|daily|hourly|hour|day|week|weekly|meals?|breakfast|lunch)\b"
)
_BY_SIDE = re.compile(r"(\w+?)_?\(?(?:left|right|l|r)(?:_side)?\)?")


def by_value(name: str, value: Node, block: Mapping) -> str:  # noqa: PLR0911 - one for each slip
    """Return a hint for an exercise's word that is told by its value or its neighbours."""
    text = value.text[:200].casefold() if isinstance(value, Scalar) else ""
    words = {key.text for key, _ in block.entries if isinstance(key, Scalar)}
    if name in {"time", "times", "when", "how_often", "repeat"} and _WHEN.search(text):
        return "write it as `schedule:` above `exercises`, not indented"
    if name == "start" and text in {"left", "right", "left side", "right side"}:
        return f"did you mean `start_side`? write `start_side: {text.split()[0]}`"
    if name == "cue" and words & {"hold", "for", "until", "every"}:
        return "did you mean `say`?"
    if name in {"count", "countdown"} and "hold" in words:
        return "a hold counts its last 3 s down by itself; `voice:` with `countdown: 5` below it changes that"
    if name in {"progression", "progressions"} and isinstance(value, Scalar) and text:
        return "write `progress:`, and below it `- from_week: 3` with the dose; or keep the text as `note:`"
    if name in {"pace", "rhythm"} and isinstance(duration_range(text), Wrong):
        return _INSTEAD["tempo"]
    if name == "relax" and isinstance(duration_range(text), Wrong):
        return "did you mean `release`?"
    by_side = _BY_SIDE.fullmatch(name)
    if by_side and by_side[1] in {"set_up", "say", "short", "care", "release", "easier", "harder"}:
        word = by_side[1]
        return f"write `{word}:`, and below it, indented, `left:` and `right:` with a text each"
    return _INSTEAD.get(name, "")


DAY = re.compile(
    r"(?:day|week|session|phase|stage|woche|tag|semaine|jour|semana|d\u00eda)s?\W*\d"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)


def heading(key: Scalar, value: Node, block: Mapping) -> str:
    """Return a hint for a heading of the author's own above a list of exercises; empty for none."""
    if not _lists_exercises(value):
        return ""
    name = key.text[:60]
    if DAY.match(name):
        return "exercises for another day or week are a file of their own, with `exercises:` here"
    above = next((k for k, v in block.entries if _lists_exercises(v)), key)
    if above is key:
        return f"write `exercises:` in its place; a heading for yourself is `# {name}`"
    return f"put these below the one `exercises:`; a heading for yourself is `# {name}`"


def _lists_exercises(node: Node) -> bool:
    """Whether this is a list of exercises, as it seems."""
    if not isinstance(node, Sequence):
        return False
    first = next((item for item in node.items if isinstance(item, Mapping)), None)
    words = {k.text for k, _ in first.entries if isinstance(k, Scalar)} if first else set()
    return bool(words & {"name", "use", "circuit"})
