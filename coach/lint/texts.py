"""Slips in the words themselves: too many, ambiguous, or of one side where both are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.lint.finding import Finding, staged
from coach.model.problems import Severity
from coach.model.routine import Exercise, Phases, Routine, Steps, Text

MOST_WORDS = 40
MOST_PHASE_WORDS = 12
"""A cue is breath, verb, body part, direction."""
_ARCH = re.compile(
    r"\barch(?:es|ed|ing)?\b(?!\s+(?:of\s+)?(?:your\s+|the\s+)?(?:foot|feet))", re.IGNORECASE
)
_DIRECTION = re.compile(
    r"\b(up|down|ceiling|floor|belly|sink|sinks|round|rounded)\b", re.IGNORECASE
)
_SIDE = re.compile(r"\b(left|right)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:the|your) (?:other|opposite) (?:side|leg|arm|knee|foot|hand|hip|elbow|shoulder|ankle"
    r"|heel|wrist|thigh|calf|one)\b",
    re.IGNORECASE,
)
_NOT_A_SIDE = re.compile(
    r"\b(right[ -]angle[sd]?|right (?:away|now|there|up|down|under|over|above|below|behind|beside"
    r"|in front|before|after|next to|through)|(?:all|feels?|just|quite|about) right"
    r"|left over|(?:time|seconds?|minutes?|breaths?|reps?|is|are) left)\b",
    re.IGNORECASE,
)
_LIE_ON = re.compile(r"\bon ?(?:to )?(?:your |the )(?:left|right) side\b", re.IGNORECASE)
"""Where the body lies: on the left side to lift the right leg."""
_THE_ARCH = re.compile(
    r"\b(?:the|your|foot|inner|natural|normal)\s+arch(?:es)?\b",
    re.IGNORECASE,
)
"""The arch that is there, in a foot or a back; not a movement."""


def texts(routine: Routine, *, rough: bool = False) -> Iterator[Finding]:
    """Yield what is doubtful about the words of a routine.

    Args:
        routine: the routine.
        rough: some of its words could not be read: what seems to be missing may be there.
    """
    for exercise in () if rough else staged(routine):
        yield from _wordless(exercise)
    for exercise in routine.exercises():  # `progress` has no texts of its own
        for text in exercise.texts():
            yield from _long(text)
            if routine.language.startswith("en"):
                yield from _arch(text)
        if isinstance(exercise.kind, Phases):
            yield from _phases(exercise.kind)
        if routine.language.startswith("en"):
            yield from _sides(exercise)
            yield from _other(exercise)


def _wordless(exercise: Exercise) -> Iterator[Finding]:
    """Yield an exercise whose instructions are printed, and never heard."""
    if isinstance(exercise.kind, Phases | Steps) or exercise.set_up or exercise.say:
        return
    printed = "note" if exercise.fact("note") else "picture" if exercise.picture else None
    if printed:
        message = f"nothing says what to do: `{printed}` is printed only"
        hint = "write `set_up:` with how to get ready, or `say:` with what to do"
        yield Finding(exercise.place(printed), "no-words", message, hint)


def _other(exercise: Exercise) -> Iterator[Finding]:
    """Yield texts for both sides that say "the other leg", and no side."""
    if exercise.sides is None or exercise.sides.rule not in {"each", "alternating"}:
        return
    for text in exercise.texts():
        found = _OTHER.search(text.left)
        if found and not text.differs and not _SIDE.search(_NOT_A_SIDE.sub("", text.left)):
            message = (
                f'"{found[0].lower()}" is heard on both sides, and the listener can\'t tell which'
            )
            hint = "write `{side}`, or a text each under `left:` and `right:`"
            yield Finding(text.at, "names-side", message, hint)


def _long(text: Text) -> Iterator[Finding]:
    count = max(len(text.left.split()), len(text.right.split()))
    if count > MOST_WORDS:
        message = f"this has {count} words, more than a listener keeps in mind"
        yield Finding(text.at, "long-text", message, "make a list of shorter texts of it")


def _phases(kind: Phases) -> Iterator[Finding]:
    for phase in kind.phases:
        for text in (phase.say, phase.short):
            if text is not None and len(text.left.split()) > MOST_PHASE_WORDS:
                message = (
                    f"this cue has {len(text.left.split())} words; {MOST_PHASE_WORDS} are the most"
                )
                hint = "say breath, verb, body part, direction; move the rest to `set_up`"
                yield Finding(text.at, "long-cue", message, hint)


def _arch(text: Text) -> Iterator[Finding]:
    if _ARCH.search(_THE_ARCH.sub("", text.left)) and not _DIRECTION.search(text.left):
        message = "`arch` is used for both directions"
        yield Finding(text.at, "arch", message, "say `let your belly sink` or `round your back up`")


def _sides(exercise: Exercise) -> Iterator[Finding]:
    sides = exercise.sides
    if sides is None:
        return
    said = [_NOT_A_SIDE.sub("", text.left) for text in exercise.texts()]
    own = re.compile(rf"\b{sides.rule}\b", re.IGNORECASE)
    if any(own.search(_LIE_ON.sub("", words)) for words in said):
        return  # it is said which is which: the left hand holds, the right arm hangs
    for text in exercise.texts():
        if text.left != text.right:
            continue
        words = _NOT_A_SIDE.sub("", text.left)
        if len(sides.order) == 1:
            words = _LIE_ON.sub("", words)
        named = {word.lower() for word in _SIDE.findall(words)}
        wrong = named - {sides.rule} if sides.rule in {"left", "right"} else named
        if len(named) == 1 and wrong:
            (word,) = named
            if sides.rule in {"left", "right"}:
                message = f"this names the {word} side, and the exercise is for the {sides.rule}"
                hint = f"write `{sides.rule}`, if that is meant; the {word} one may well help"
                yield Finding(text.at, "names-side", message, hint, Severity.NOTE)
            else:
                message = f"this names the {word} side, and is heard on both"
                hint = "write `{side}`, or a text each under `left:` and `right:`"
                yield Finding(text.at, "names-side", message, hint)
