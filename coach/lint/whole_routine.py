"""Rules about a routine as a whole: its names, its length, and when to stop."""

from __future__ import annotations

from collections.abc import Iterator

from coach.lint.rule import CheckedRoutine, Finding, Needs, rule
from coach.model.problems import Severity

MANY_EXERCISES = 4


@rule("same-name", Needs.WHOLE_ROUTINE)
def same_name(checked: CheckedRoutine) -> Iterator[Finding]:
    """Find exercises with the name and side of an earlier one: nobody can ask for one of them."""
    seen: set[tuple[str, str]] = set()
    for exercise in checked.routine.exercises():
        key = exercise.name.casefold(), exercise.sides.rule if exercise.sides else ""
        if key in seen:
            message = f"another exercise is also called `{exercise.name}`"
            hint = "give it a name of its own: `--only` and `--easier` can't tell them apart"
            yield Finding(exercise.place("name"), message, hint, Severity.NOTE)
        seen.add(key)


@rule("many-exercises", Needs.WHOLE_ROUTINE)
def many_exercises(checked: CheckedRoutine) -> Iterator[Finding]:
    """Find routines of more than four exercises, which fewer people keep up."""
    count = len(list(checked.routine.exercises()))
    if count > MANY_EXERCISES:
        message = f"there are {count} exercises; people are more likely to stick with four"
        yield Finding(None, message, "leave some out, or make two routines", Severity.NOTE)


@rule("no-stop-rule", Needs.WHOLE_ROUTINE)
def no_stop_rule(checked: CheckedRoutine) -> Iterator[Finding]:
    """Find routines without `stop_if`: nobody sees the listener."""
    if not checked.routine.stop_if:
        message = "the routine doesn't say when to stop"
        hint = "add `stop_if:` with the signs, such as `Pain is sharp, or spreads down your leg.`"
        yield Finding(None, message, hint, Severity.NOTE)
