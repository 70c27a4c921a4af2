"""Rules about the words themselves: too many, ambiguous, or never spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.lint.rule import CheckedRoutine, Finding, Needs, rule
from coach.model.routine import Phases, Steps

MAX_WORDS = 40
MAX_PHASE_WORDS = 12
"""A cue is breath, verb, body part, direction."""


@rule("no-words")
def no_words(checked: CheckedRoutine) -> Iterator[Finding]:
    """Find exercises whose instructions are only printed, and never spoken."""
    for exercise in checked.exercise_versions():
        if isinstance(exercise.kind, Phases | Steps) or exercise.set_up or exercise.say:
            continue
        printed = next((key for key in ("note", "picture") if getattr(exercise, key)), None)
        if printed:
            message = f"nothing spoken says what to do: `{printed}` is only printed"
            hint = "write `set_up:` with how to get ready, or `say:` with what to do"
            yield Finding(exercise.place(printed), message, hint)


@rule("long-text", Needs.EXERCISES)
def long_text(checked: CheckedRoutine) -> Iterator[Finding]:
    """Find texts of more than 40 words, which nobody can keep in mind."""
    for exercise in checked.routine.exercises():  # later versions have no texts of their own
        for text in exercise.texts():
            count = max(len(text.left.split()), len(text.right.split()))
            if count > MAX_WORDS:
                message = f"this has {count} words, more than a listener can keep in mind"
                yield Finding(text.at, message, "split it into a list of shorter texts")


@rule("long-cue", Needs.EXERCISES)
def long_cue(checked: CheckedRoutine) -> Iterator[Finding]:
    """Find cues of more than 12 words in a phase, which repeats too often for so many."""
    for exercise in checked.routine.exercises():
        phases = exercise.kind.phases if isinstance(exercise.kind, Phases) else ()
        for text in (text for phase in phases for text in (phase.say, phase.short)):
            count = len(text.left.split()) if text is not None else 0
            if text is not None and count > MAX_PHASE_WORDS:
                message = f"this cue has {count} words; use {MAX_PHASE_WORDS} at most"
                hint = "say breath, verb, body part, direction; move the rest to `set_up`"
                yield Finding(text.at, message, hint)


_ARCH = re.compile(
    r"\barch(?:es|ed|ing)?\b(?!\s+(?:of\s+)?(?:your\s+|the\s+)?(?:foot|feet))", re.IGNORECASE
)
_DIRECTION = re.compile(
    r"\b(up|down|ceiling|floor|belly|sink|sinks|round|rounded)\b", re.IGNORECASE
)
_EXISTING_ARCH = re.compile(
    r"\b(?:the|your|foot|inner|natural|normal)\s+arch(?:es)?\b", re.IGNORECASE
)
"""The arch of a foot or a back, which is not a movement."""


@rule("arch", Needs.EXERCISES)
def arch(checked: CheckedRoutine) -> Iterator[Finding]:
    """Find "arch" without a direction: people use it for both. English only."""
    if not checked.is_english:
        return
    for exercise in checked.routine.exercises():
        for text in exercise.texts():
            moving = _ARCH.search(_EXISTING_ARCH.sub("", text.left))
            if moving and not _DIRECTION.search(text.left):
                message = "`arch` can mean either direction"
                hint = "say `let your belly sink` or `round your back up`"
                yield Finding(text.at, message, hint)
