"""Which exercises, in which order, with which rests between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from coach.model.plan import Choices, Place
from coach.model.problems import ChoiceError, close_to
from coach.model.routine import STANDING, Circuit, Exercise, Position, Rest, Routine

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
        opens_round: whether it is the first of its circuit.
        before: the position that the person is in; None before the first exercise.
        resumed: whether it is where an earlier session was stopped.
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
        """Whether the position changes; at first it does, wherever the person is."""
        position = self.exercise.position
        return position is not None and position != self.before

    @property
    def get_ready_s(self) -> float:
        """The time to get ready, by the exercise's own words or the defaults."""
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
    """Return the exercises as they are done, positions followed from one to the next.

    Raises:
        ChoiceError: a choice names an exercise that the routine does not have.
    """
    names = [exercise.name for exercise in routine.exercises()]
    followed: list[Occurrence] = []
    before = None
    for occurrence in _chosen(_occurrences(routine, choices), choices, names):
        followed.append(replace(occurrence, before=before))
        before = occurrence.exercise.position or before or STANDING
    return followed


def by_own_names(choices: Choices, routine: Routine) -> Choices:
    """Return the choices with exercises' own names for the ways that were chosen.

    Raises:
        ChoiceError: a choice names an exercise that the routine does not have.
    """
    if not choices.easier and not choices.harder:
        return choices
    names = [exercise.name for exercise in routine.exercises()]
    easier, harder = (
        frozenset(exercise_named(chosen, names) for chosen in sorted(ways))
        for ways in (choices.easier, choices.harder)
    )
    return replace(choices, easier=easier, harder=harder)


def exercise_named(chosen: str, names: list[str]) -> str:
    """Return the exercise's own name, however it is spelled in the choice.

    Capitals, dashes and spaces are alike, and the start of a name is enough where no other name
    starts so: `cat cow`, `knee`.

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
    mending = f"Did you mean `{close}`?" if close else f"It has {', '.join(names)}."
    raise ChoiceError(f"There is no exercise `{chosen}` in this routine. {mending}")


def _bare(name: str) -> str:
    """Return a name in small letters, with nothing but letters, digits and single spaces."""
    return " ".join(re.findall(r"[^\W_]+", name.casefold().replace("'", "").replace("\u2019", "")))


def _chosen(occurrences: list[Occurrence], choices: Choices, names: list[str]) -> list[Occurrence]:
    if choices.only is not None:
        only = exercise_named(choices.only, names)
        occurrences = [each for each in occurrences if each.exercise.name == only]
    if choices.start_at is not None:
        start_at = exercise_named(choices.start_at, names)
        here = [each.exercise.name == start_at for each in occurrences]
        occurrences = occurrences[here.index(True) :] if True in here else occurrences
    return occurrences if choices.resume_at is None else _resumed(occurrences, choices.resume_at)


def _resumed(occurrences: list[Occurrence], place: Place) -> list[Occurrence]:
    """Leave out what was done before; all is done where there is no such place."""
    for index, occurrence in enumerate(occurrences):
        if (occurrence.item, occurrence.round) == (place.item, place.round):
            return [replace(occurrence, resumed=True), *occurrences[index + 1 :]]
    return occurrences


def _occurrences(routine: Routine, choices: Choices) -> list[Occurrence]:
    """Return every occurrence, circuits gone round, each with the rest after it."""
    occurrences: list[Occurrence] = []
    item = 0
    for entry in routine.entries:
        if isinstance(entry, Rest):
            _replace_last_rest(occurrences, entry)
        elif isinstance(entry, Exercise):
            occurrences.append(_occurrence(entry.in_week(choices.week), item))
            item += 1
        else:
            occurrences += _rounds(entry, item, choices)
            item += sum(isinstance(e, Exercise) for e in entry.exercises)
    return occurrences


def _rounds(circuit: Circuit, first_item: int, choices: Choices) -> list[Occurrence]:
    occurrences: list[Occurrence] = []
    for number in range(1, circuit.rounds + 1):
        item = first_item
        for entry in circuit.exercises:
            if isinstance(entry, Rest):
                _replace_last_rest(occurrences, entry)
                continue
            occurrence = _occurrence(entry.in_week(choices.week), item)
            opens = item == first_item
            occurrences.append(
                replace(occurrence, round=number, rounds=circuit.rounds, opens_round=opens)
            )
            item += 1
        last_round = number == circuit.rounds
        after_s = circuit.rest_s if last_round else circuit.rest_between_rounds_s
        if after_s is not None:
            _replace_last_rest(occurrences, Rest(after_s))
    return occurrences


def _occurrence(exercise: Exercise, item: int) -> Occurrence:
    own_s = exercise.dose.rest_s
    return Occurrence(exercise, item, Rest(REST_S if own_s is None else own_s))


def _replace_last_rest(occurrences: list[Occurrence], rest: Rest) -> None:
    if occurrences:
        occurrences[-1] = replace(occurrences[-1], rest_after=rest)
