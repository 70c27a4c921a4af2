"""Rules about left and right: one side alone, unequal doses, texts that name the wrong side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.lint.rule import CheckedRoutine, Finding, Needs, rule
from coach.model.language import is_english
from coach.model.problems import Severity
from coach.model.routine import Exercise, Routine, Side, Sides

_SEPARATE_TEXTS = "write `{side}`, or separate texts under `left:` and `right:`"


@rule(
    "one-side",
    wrong="side: left\nhold: 20 s",
    right="side: each\nhold: 20 s",
)
def one_side(checked: CheckedRoutine) -> Iterator[Finding]:
    """Only one side is exercised. If that's what you want, leave it; if not, write `side: each`.

    A routine that is entirely for one side, such as for one knee, is fine. (Note.)
    """
    for exercise, side, counterparts in _single_sided(checked.routine):
        if not counterparts:
            message = f"only the {side} side is exercised"
            hint = "write `side: each` if you mean both sides"
            yield Finding(exercise.place("side"), message, hint, Severity.NOTE)


@rule(
    "unequal-sides",
    wrong=(
        "exercises:\n"
        "  - name: Calf stretch\n"
        "    side: left\n"
        "    hold: 10 s\n"
        "  - name: Calf stretch\n"
        "    side: right\n"
        "    hold: 20 s"
    ),
    right=(
        "exercises:\n"
        "  - name: Calf stretch\n"
        "    side: left\n"
        "    hold: 20 s\n"
        "  - name: Calf stretch\n"
        "    side: right\n"
        "    hold: 20 s"
    ),
)
def unequal_sides(checked: CheckedRoutine) -> Iterator[Finding]:
    """The left side has a different dose from the right. If that's what you want, leave it.

    (Warning.)
    """
    for exercise, side, counterparts in _single_sided(checked.routine):
        dose = (exercise.kind, exercise.dose)
        if counterparts and all((other.kind, other.dose) != dose for other in counterparts):
            message = f"the {side} side has a different dose from the {_opposite(side)}"
            hint = "give both sides the same dose, unless you want them to differ"
            yield Finding(exercise.place("side"), message, hint)


def _single_sided(routine: Routine) -> Iterator[tuple[Exercise, Side, list[Exercise]]]:
    """Yield each exercise for one side, its side, and its counterparts for the opposite side."""
    sided = [(e, e.sides) for e in routine.exercises() if e.sides]
    single = [(e, side) for e, sides in sided if (side := _only_side(sides))]
    if len(single) > 1 and len({sides.rule for _, sides in sided}) == 1:
        return
    for exercise, side in single:
        counterparts = [
            other
            for other, other_side in single
            if other_side != side and _same_name(other.name, exercise.name, routine.language)
        ]
        yield exercise, side, counterparts


def _only_side(sides: Sides) -> Side | None:
    return sides.order[0] if sides.rule in {"left", "right"} else None


def _opposite(side: Side) -> Side:
    return "right" if side == "left" else "left"


def _same_name(one: str, other: str, language: str) -> bool:
    """Whether two names differ only in the side, which may be a word in any language."""

    def words(name: str) -> list[str]:
        return re.sub(r"\b(left|right)\b|[(),]", " ", name.casefold()).split()

    if is_english(language):
        return words(one) == words(other)
    first, second = set(words(one)), set(words(other))
    return len(first - second) <= 1 and len(second - first) <= 1


_SIDE = re.compile(r"\b(left|right)\b", re.IGNORECASE)
_OTHER_SIDE = re.compile(
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
"""Phrases in which "left" and "right" don't name a side."""
_LIE_ON_SIDE = re.compile(r"\bon ?(?:to )?(?:your |the )(?:left|right) side\b", re.IGNORECASE)
"""The side to lie on, which may be the left in order to lift the right leg."""


@rule(
    "names-side",
    Needs.EXERCISES,
    wrong="side: each\nset_up: Straighten your left leg.\nhold: 10 s",
    right="side: each\nset_up: Straighten your {side} leg.\nhold: 10 s",
)
def names_side(checked: CheckedRoutine) -> Iterator[Finding]:
    """A text names one side, but is spoken for both sides or for the opposite one.

    Write `{side}`, or separate texts under `left:` and `right:`. "The other leg" is no better: a
    listener who has lost count can't tell which leg that is. (Warning; a note if the exercise is
    for one side only, since the opposite side may be helping.)
    """
    if not checked.is_english:
        return
    for exercise in checked.routine.exercises():
        if exercise.sides is not None:
            yield from _wrong_side(exercise, exercise.sides)
            yield from _other_side(exercise, exercise.sides)


def _wrong_side(exercise: Exercise, sides: Sides) -> Iterator[Finding]:
    texts = [_NOT_A_SIDE.sub("", text.left) for text in exercise.texts()]
    own_side = re.compile(rf"\b{sides.rule}\b", re.IGNORECASE)
    if any(own_side.search(_LIE_ON_SIDE.sub("", words)) for words in texts):
        return  # both are named on purpose: the left hand holds, the right arm hangs
    only_side = _only_side(sides)
    for text in exercise.texts():
        if text.left != text.right:
            continue
        words = _NOT_A_SIDE.sub("", text.left)
        if only_side:
            words = _LIE_ON_SIDE.sub("", words)
        named = {word.lower() for word in _SIDE.findall(words)}
        if len(named) != 1 or named == {only_side}:
            continue
        (side,) = named
        if only_side:
            message = f"this names the {side} side, but the exercise is for the {only_side}"
            hint = f"write `{only_side}` if you mean that side; the {side} may well be helping"
            yield Finding(text.at, message, hint, Severity.NOTE)
        else:
            message = f"this names the {side} side, but is spoken for both"
            yield Finding(text.at, message, _SEPARATE_TEXTS)


def _other_side(exercise: Exercise, sides: Sides) -> Iterator[Finding]:
    if _only_side(sides):
        return
    for text in exercise.texts():
        found = _OTHER_SIDE.search(text.left)
        if found and not text.differs and not _SIDE.search(_NOT_A_SIDE.sub("", text.left)):
            message = (
                f'"{found[0].lower()}" is spoken for both sides, so nobody can tell which one it is'
            )
            yield Finding(text.at, message, _SEPARATE_TEXTS)
