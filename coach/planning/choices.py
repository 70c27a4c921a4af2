"""How a person's choices fit a routine: what can't be done, and what is done otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from coach.model.plan import Choices
from coach.model.problems import ChoiceError
from coach.model.routine import Exercise, Routine
from coach.model.units import Range
from coach.planning.order import items_chosen


def check_reps(routine: Routine, choices: Choices) -> None:
    """Check that a number of reps lies within a range of at least one exercise.

    Raises:
        ChoiceError: it doesn't; names the ranges.
    """
    reps = choices.reps
    if not isinstance(reps, int):
        return
    ranges = list(_ranges(routine, choices))
    if not ranges:
        raise ChoiceError(
            f"No exercise has a range of reps here, so `--reps {reps}` has nothing to choose from."
        )
    if not any(reps in _numbers(found) for _, found in ranges):
        found = ", ".join(f"{_range_text(found)} ({name})" for name, found in ranges)
        raise ChoiceError(f"`--reps {reps}` is outside every range of reps: {found}.")


def reps_fit(routine: Routine, choices: Choices) -> bool:
    """Whether `check_reps` accepts the number of reps, if one was chosen."""
    try:
        check_reps(routine, choices)
    except ChoiceError:
        return False
    return True


def choice_notes(routine: Routine, choices: Choices) -> list[str]:
    """Return what the person should know about choices that are only partly followed.

    Args:
        routine: what is played.
        choices: the person's.

    Returns:
        Sentences; none about a number of reps that `check_reps` refuses.
    """
    return [*_reps_notes(routine, choices), *_week_notes(routine, choices.week)]


def _reps_notes(routine: Routine, choices: Choices) -> Iterator[str]:
    reps = choices.reps
    if not isinstance(reps, int):
        return
    ranges = list(_ranges(routine, choices))
    for name, found in ranges if any(reps in _numbers(found) for _, found in ranges) else ():
        if reps not in _numbers(found):
            played = found.pick(reps)
            yield f"`{name}` is for {_range_text(found)} reps, so you get {played}, not {reps}."


def _week_notes(routine: Routine, week: int | None) -> Iterator[str]:
    starts = sorted({start for each in routine.exercises() for start, _ in each.later})
    last = max([routine.schedule.weeks or 0, *starts])
    if week is None:
        if starts:
            weeks = " and ".join(f"in week {start}" for start in starts)
            yield f"This routine changes {weeks}; this is week 1. `--week N` plays another week."
    elif not starts:
        yield f"This routine is the same every week, so `--week {week}` changes nothing."
    elif routine.schedule.weeks is not None and week > last:
        yield f"This routine has {last} weeks, so week {week} is like week {last}."


def _ranges(routine: Routine, choices: Choices) -> Iterator[tuple[str, Range[int]]]:
    """Yield each range of reps that can be picked from, with its exercise's name."""
    items = items_chosen(routine, choices.only)
    for numbered in routine.numbered_exercises():
        if items is None or numbered.item in items:
            exercise: Exercise = numbered.exercise.in_week(choices.week)
            for found in dict.fromkeys(exercise.dose.reps):
                if not found.fixed:
                    yield exercise.name, found


def _numbers(found: Range[int]) -> range:
    return range(found.low, found.high + 1)


def _range_text(found: Range[int]) -> str:
    return f"{found.low} to {found.high}"
