"""Which exercises, in which order, with which rests between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from coach.model.plan import Choices, Place
from coach.model.problems import ChoiceError, close_to
from coach.model.routine import STANDING, Circuit, Exercise, Rest, Routine
from coach.planning.exercise import Turn

REST_S = 15.0


@dataclass(frozen=True)
class Stop:
    """An exercise's turn and the rest that would follow it."""

    turn: Turn
    rest: Rest


def in_order(routine: Routine, choices: Choices) -> list[Stop]:
    """Return the exercises as they are done, positions followed from one to the next.

    Raises:
        ChoiceError: a choice names an exercise that the routine does not have.
    """
    names = [exercise.name for exercise in routine.exercises()]
    stops = _chosen(list(_stops(routine, choices)), choices, names)
    followed: list[Stop] = []
    before = None
    for stop in stops:
        followed.append(replace(stop, turn=replace(stop.turn, before=before)))
        before = stop.turn.exercise.position or before or STANDING
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


def _chosen(stops: list[Stop], choices: Choices, names: list[str]) -> list[Stop]:
    if choices.only is not None:
        only = exercise_named(choices.only, names)
        stops = [stop for stop in stops if stop.turn.exercise.name == only]
    if choices.start_at is not None:
        start_at = exercise_named(choices.start_at, names)
        here = [stop.turn.exercise.name == start_at for stop in stops]
        stops = stops[here.index(True) :] if True in here else stops
    return stops if choices.resume_at is None else _resumed(stops, choices.resume_at)


def _resumed(stops: list[Stop], place: Place) -> list[Stop]:
    """Leave out what was done before; all is done where there is no such place."""
    for index, stop in enumerate(stops):
        if (stop.turn.item, stop.turn.round) == (place.item, place.round):
            first = replace(stop, turn=replace(stop.turn, resumed=True))
            return [first, *stops[index + 1 :]]
    return stops


def _stops(routine: Routine, choices: Choices) -> Iterator[Stop]:
    """Yield every turn, circuits gone round, each with the rest after it."""
    stops: list[Stop] = []
    item = 0
    for entry in routine.entries:
        if isinstance(entry, Rest):
            _replace_last_rest(stops, entry)
        elif isinstance(entry, Exercise):
            stops.append(_stop(entry.in_week(choices.week), item))
            item += 1
        else:
            stops += _rounds(entry, item, choices)
            item += sum(isinstance(e, Exercise) for e in entry.exercises)
    yield from stops


def _rounds(circuit: Circuit, first_item: int, choices: Choices) -> list[Stop]:
    stops: list[Stop] = []
    for number in range(1, circuit.rounds + 1):
        item = first_item
        for entry in circuit.exercises:
            if isinstance(entry, Rest):
                _replace_last_rest(stops, entry)
                continue
            stop = _stop(entry.in_week(choices.week), item)
            opens = item == first_item
            turn = replace(stop.turn, round=number, rounds=circuit.rounds, opens_round=opens)
            stops.append(replace(stop, turn=turn))
            item += 1
        last_round = number == circuit.rounds
        after_s = circuit.rest_s if last_round else circuit.rest_between_rounds_s
        if after_s is not None:
            _replace_last_rest(stops, Rest(after_s))
    return stops


def _stop(exercise: Exercise, item: int) -> Stop:
    own = exercise.dose.rest_s
    return Stop(Turn(exercise, item), Rest(REST_S if own is None else own))


def _replace_last_rest(stops: list[Stop], rest: Rest) -> None:
    if stops:
        stops[-1] = replace(stops[-1], rest=rest)
