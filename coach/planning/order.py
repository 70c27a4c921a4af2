"""Which exercises, in which order, with which rests between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from coach.model.plan import Choices, Place
from coach.model.positions import KNOWN_POSITIONS, STANDING, Position
from coach.model.problems import ChoiceError, close_to
from coach.model.routine import (
    Circuit,
    Exercise,
    Hold,
    NumberedExercise,
    Open,
    Rest,
    Routine,
)

REST_S = 15.0
GET_READY_S = 3.0
LONG_GET_READY_S = 6.0
"""A longer one, in a hold without words of its own, is time to move: nobody waits in a hold."""
NEXT_FROM_S = 20.0
"""From this length on, a rest says what comes next as it starts."""
DOWN_LIVE_S = 120.0
"""The most time to get down to the floor, where the person can say that they are there."""
DOWN_S = 60.0
SIT_UP_S = 10.0
STAND_UP_S = 20.0
MOVE_S = 15.0
KNEELING = KNOWN_POSITIONS["kneeling"]
"""Where a person is who has got down to the floor: on their heels, or to one side."""
_MOVES_S = {
    frozenset({"kneeling", "hands and knees"}): 6.0,
    frozenset({"on your back", "hands and knees"}): 20.0,
    frozenset({"sitting", "standing"}): 8.0,
}


@dataclass(frozen=True)
class Occurrence:
    """An exercise at one of the times that it is done: once, or once in each round of a circuit.

    Attributes:
        item: which exercise of the routine it is, from 0.
        rest_after: the rest that follows, if another exercise does.
        round: of its circuit, from 1; None outside.
        rounds: of its circuit.
        opens_round: whether it is the first one of its circuit.
        before: the position that the person is in; None before the first exercise.
        resumed: whether an earlier session was stopped in it.
        order: whether it is the first of the session, a later one, the last, or the only one.
        announced: whether the rest before it has said its name.
    """

    exercise: Exercise
    item: int
    rest_after: Rest
    round: int | None = None
    rounds: int = 1
    opens_round: bool = False
    before: Position | None = None
    resumed: bool = False
    order: Literal["first", "next", "last", "only"] = "next"
    announced: bool = False

    @property
    def first_round(self) -> bool:
        """Whether it is explained in full: in the first round, and where a session resumes."""
        return self.round in {None, 1} or self.resumed

    @property
    def floor_step(self) -> Literal["down", "up"] | None:
        """Whether the person has to get down to the floor, or up from it, before anything else."""
        position, before = self.exercise.position, self.before or STANDING
        if position is None or position.on_floor == before.on_floor:
            return None
        if position.on_floor:
            return "down" if before.known else None
        return "up" if position.known else None

    @property
    def move_from(self) -> Position | None:
        """Where the person is once down on the floor or up from it; None before a session."""
        step = self.floor_step
        return KNEELING if step == "down" else STANDING if step == "up" else self.before

    @property
    def moved(self) -> bool:
        """Whether there is a move, the way down or up apart: a new position, or the author's."""
        position = self.exercise.position
        return self.exercise.move is not None or (
            position is not None and position != self.move_from
        )

    @property
    def own_time_to_move_s(self) -> float | None:
        """The author's time to move; of a hold without words of its own, also a long get-ready."""
        exercise = self.exercise
        if get_ready_is_time_to_move(exercise):
            return exercise.get_ready_s
        return exercise.time_to_move_s

    def time_to_move_s(self, more_time: float) -> float:
        """Return the time to move, which an author has written or Coach's stretched by a factor."""
        own_s = self.own_time_to_move_s
        if self.floor_step and self.exercise.move is not None:
            return 0.0  # the author's words have been said for the whole way
        if own_s is not None:
            return own_s
        position, before = self.exercise.position, self.move_from
        if position is None or position == before:
            return 0.0
        if before is None:  # they stand or sit
            before = KNOWN_POSITIONS["sitting" if position == STANDING else "standing"]
        names = frozenset({position.name, before.name})
        return _MOVES_S.get(names, MOVE_S) * more_time

    @property
    def get_ready_s(self) -> float:
        """The time between the set-up and the start: the exercise's own, or the default."""
        own_s = self.exercise.get_ready_s
        if own_s is None or get_ready_is_time_to_move(self.exercise):
            return GET_READY_S
        return own_s


def get_ready_is_time_to_move(exercise: Exercise) -> bool:
    """Whether an exercise's `get_ready` is read as `time_to_move`: authors were taught to write so.

    That is a long one in a hold without `say` and `time_to_move`: its set-up takes up the position,
    in which nobody is to wait.
    """
    return (
        isinstance(exercise.kind, Hold | Open)
        and exercise.say is None
        and exercise.time_to_move_s is None
        and not exercise.wait
        and exercise.get_ready_s is not None
        and exercise.get_ready_s > LONG_GET_READY_S
    )


def in_order(routine: Routine, choices: Choices) -> list[Occurrence]:
    """Return the exercises as they are done, each with the position that comes before it.

    Raises:
        ChoiceError: a choice names an exercise that the routine does not have.
    """
    followed: list[Occurrence] = []
    before = None
    chosen = _chosen(routine, choices)
    for index, occurrence in enumerate(chosen):
        order: Literal["first", "next", "last", "only"] = "next"
        if len(chosen) == 1:
            order = "only"
        elif index in {0, len(chosen) - 1}:
            order = "last" if index else "first"
        announced = index > 0 and chosen[index - 1].rest_after.for_s >= NEXT_FROM_S
        followed.append(replace(occurrence, before=before, order=order, announced=announced))
        before = occurrence.exercise.position or before
    return followed


def last_position(occurrences: list[Occurrence]) -> Position | None:
    """Return the position in which exercises end; None where none of them has one."""
    positions = [each.exercise.position for each in occurrences if each.exercise.position]
    return positions[-1] if positions else None


def by_own_names(choices: Choices, routine: Routine) -> Choices:
    """Return the choices with the exercises' full names for `easier` and `harder`.

    Raises:
        ChoiceError: a choice names an exercise that the routine does not have.
    """
    if not choices.easier and not choices.harder:
        return choices
    names = [exercise.name for exercise in routine.exercises()]
    easier, harder = (
        frozenset(names[item] for chosen in sorted(ways) for item in _items(chosen, names))
        for ways in (choices.easier, choices.harder)
    )
    return replace(choices, easier=easier, harder=harder)


def items_chosen(routine: Routine, chosen: str | None) -> list[int] | None:
    """Return the items of the exercises that are meant by a name or a number; None for None.

    Raises:
        ChoiceError: there is no such exercise.
    """
    if chosen is None:
        return None
    return _items(chosen, [exercise.name for exercise in routine.exercises()])


def _items(chosen: str, names: list[str]) -> list[int]:
    """Return the item of a number from 1, or the items of all exercises with a name."""
    number = chosen.strip()
    if number.isdecimal() and number not in names:
        if 0 < int(number) <= len(names):
            return [int(number) - 1]
        count = "1 exercise" if len(names) == 1 else f"{len(names)} exercises"
        raise ChoiceError(f"There is no exercise {number} in this routine: it has {count}.")
    name = exercise_named(chosen, names)
    return [item for item, other in enumerate(names) if other == name]


def exercise_named(chosen: str, names: list[str]) -> str:
    """Return the full name of the exercise that was chosen.

    Case, dashes and spaces make no difference, and the start of a name is enough if no other name
    starts like it: `cat cow`, `knee`.

    Raises:
        ChoiceError: there is no such exercise.
    """
    for name in names:
        if name.casefold() == chosen.strip().casefold():
            return name
    bare = _bare(chosen)
    starts = list(dict.fromkeys(name for name in names if bare and _bare(name).startswith(bare)))
    alike = [name for name in starts if _bare(name) == bare]
    if len(alike or starts) == 1:
        return (alike or starts)[0]
    if starts:
        several = " or ".join(f"`{name}`" for name in starts)
        raise ChoiceError(f"`{chosen}` may be {several}. Write the whole name.")
    close = close_to(chosen, names)
    hint = f"Did you mean `{close}`?" if close else f"It has {', '.join(names)}."
    raise ChoiceError(f"There is no exercise `{chosen}` in this routine. {hint}")


def _bare(name: str) -> str:
    """Return a name in lower case, with only letters, digits and single spaces."""
    return " ".join(re.findall(r"[^\W_]+", name.casefold().replace("'", "").replace("\u2019", "")))


def _chosen(routine: Routine, choices: Choices) -> list[Occurrence]:
    occurrences = _occurrences(routine, choices.week)
    only = items_chosen(routine, choices.only)
    if only is not None:
        occurrences = [each for each in occurrences if each.item in only]
    start_at = items_chosen(routine, choices.start_at)
    if start_at is not None:
        here = [each.item in start_at for each in occurrences]
        occurrences = occurrences[here.index(True) :] if True in here else occurrences
    return occurrences if choices.resume_at is None else _resumed(occurrences, choices.resume_at)


def _resumed(occurrences: list[Occurrence], place: Place) -> list[Occurrence]:
    """Leave out what was done before; all is left if there is no such place."""
    for index, occurrence in enumerate(occurrences):
        if (occurrence.item, occurrence.round) == (place.item, place.round):
            return [replace(occurrence, resumed=True), *occurrences[index + 1 :]]
    return occurrences


def _occurrences(routine: Routine, week: int | None) -> list[Occurrence]:
    """Return every occurrence, of a circuit's exercises one in each round."""
    occurrences: list[Occurrence] = []
    for circuit, entries in routine.numbered_entries():
        if circuit is None:
            _add(occurrences, entries, week)
        else:
            occurrences += _rounds(circuit, entries, week)
    return occurrences


def _rounds(
    circuit: Circuit, entries: tuple[NumberedExercise | Rest, ...], week: int | None
) -> list[Occurrence]:
    occurrences: list[Occurrence] = []
    for number in range(1, circuit.rounds + 1):
        first = len(occurrences)
        _add(occurrences, entries, week)
        for index in range(first, len(occurrences)):
            occurrences[index] = replace(
                occurrences[index],
                round=number,
                rounds=circuit.rounds,
                opens_round=index == first,
            )
        last_round = number == circuit.rounds
        after_s = circuit.rest_s if last_round else circuit.rest_between_rounds_s
        if after_s is not None:
            _replace_last_rest(occurrences, Rest(after_s))
    return occurrences


def _add(
    occurrences: list[Occurrence],
    entries: tuple[NumberedExercise | Rest, ...],
    week: int | None,
) -> None:
    for entry in entries:
        if isinstance(entry, Rest):
            _replace_last_rest(occurrences, entry)
        else:
            exercise = entry.exercise.in_week(week)
            own_s = exercise.dose.rest_s
            rest = Rest(REST_S if own_s is None else own_s)
            occurrences.append(Occurrence(exercise, entry.item, rest))


def _replace_last_rest(occurrences: list[Occurrence], rest: Rest) -> None:
    if occurrences:
        occurrences[-1] = replace(occurrences[-1], rest_after=rest)
