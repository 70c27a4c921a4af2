"""Which exercises, in which order, with which rests between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from coach.model.plan import Choices, Place
from coach.model.positions import STANDING, Position
from coach.model.problems import ChoiceError, close_to
from coach.model.routine import Circuit, Exercise, NumberedExercise, Rest, Routine

REST_S = 15.0
GET_READY_S = 5.0
GET_READY_MOVED_S = 25.0
GET_READY_DOWN_S = 60.0
"""From standing or sitting to the floor (clinical)."""


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
    """

    exercise: Exercise
    item: int
    rest_after: Rest
    round: int | None = None
    rounds: int = 1
    opens_round: bool = False
    before: Position | None = None
    resumed: bool = False

    @property
    def moved(self) -> bool:
        """Whether the person has to change position; before the first exercise they always have."""
        position = self.exercise.position
        return position is not None and position != self.before

    @property
    def get_ready_s(self) -> float:
        """The time to get ready: the exercise's own, or the default."""
        if self.exercise.get_ready_s is not None:
            return self.exercise.get_ready_s
        position, before = self.exercise.position, self.before or STANDING
        if position is None or position == before:
            return GET_READY_S
        return GET_READY_DOWN_S if self.down else GET_READY_MOVED_S

    @property
    def down(self) -> bool:
        """Whether the person has to get down to the floor."""
        position, before = self.exercise.position, self.before or STANDING
        return position is not None and position.on_floor and before.known and not before.on_floor


def in_order(routine: Routine, choices: Choices) -> list[Occurrence]:
    """Return the exercises as they are done, each with the position that comes before it.

    Raises:
        ChoiceError: a choice names an exercise that the routine does not have.
    """
    followed: list[Occurrence] = []
    before = None
    for occurrence in _chosen(routine, choices):
        followed.append(replace(occurrence, before=before))
        before = occurrence.exercise.position or before or STANDING
    return followed


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
