"""Which reps an exercise has, on which sides, in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from coach.model.plan import Choices, Place
from coach.model.routine import Exercise, OwnPace, Sides
from coach.planning.dose import reps_of_sets

Starts = Literal["exercise", "side", "set", "rep", "other side"]


@dataclass(frozen=True)
class Rep:
    """One rep, or one of its sides where sides alternate; at one's own pace, a whole set.

    Attributes:
        place: which one it is.
        starts: what starts with it, which decides on the gap before it.
        counted: whether its number is said.
    """

    place: Place
    starts: Starts
    counted: bool = True

    @property
    def number(self) -> int:
        """Which rep of its set it is, from 1."""
        return self.place.rep or 1

    @property
    def first_change(self) -> bool:
        """Whether sides are changed within the very first rep."""
        return self.starts == "other side" and (self.place.set, self.place.rep) == (1, 1)


def reps_of(exercise: Exercise, choices: Choices, place: Place) -> Iterator[Rep]:
    """Yield the reps of an exercise in order; `place` is the exercise's."""
    sides = exercise.sides
    if sides is None or sides.rule == "alternating":
        yield from _sets(exercise, choices, place, "exercise")
        return
    for index, side in enumerate(sides.order):
        starts: Starts = "side" if index else "exercise"
        yield from _sets(exercise, choices, replace(place, side=side), starts)


def _sets(exercise: Exercise, choices: Choices, place: Place, starts: Starts) -> Iterator[Rep]:
    reps_each = reps_of_sets(exercise, choices)
    sides = exercise.sides
    for index, reps in enumerate(reps_each):
        first = starts if index == 0 else "set"
        here = replace(place, set=index + 1, sets=len(reps_each))
        if isinstance(exercise.kind, OwnPace):
            yield Rep(here, first)
            continue
        for number in range(1, reps + 1):
            rep = Rep(replace(here, rep=number, reps=reps), first if number == 1 else "rep")
            alternating = sides is not None and sides.rule == "alternating"
            yield from _on_sides(rep, sides) if sides and alternating else (rep,)


def _on_sides(rep: Rep, sides: Sides) -> Iterator[Rep]:
    """Yield both sides of a rep, or the next one where each side counts as a rep."""
    if sides.count_separately:
        side = sides.order[(rep.number - 1) % 2]
        yield replace(rep, place=replace(rep.place, side=side))
        return
    first, second = sides.order
    yield replace(rep, place=replace(rep.place, side=first))
    place = replace(rep.place, side=second)
    yield replace(rep, place=place, starts="other side", counted=False)
