"""Rules about a routine as a whole: its names, its length, and when to stop."""

from __future__ import annotations

from collections.abc import Iterator

from coach.lint.rule import CheckedRoutine, Finding, Needs, rule
from coach.model.problems import Severity

MANY_EXERCISES = 4


@rule(
    "same-name",
    Needs.WHOLE_ROUTINE,
    wrong="exercises:\n  - name: Bridge\n    hold: 10 s\n  - name: Bridge\n    hold: 20 s",
    right="exercises:\n  - name: Bridge\n    hold: 10 s\n  - name: Long bridge\n    hold: 20 s",
)
def same_name(checked: CheckedRoutine) -> Iterator[Finding]:
    """Two exercises have the same name.

    Nobody can choose one of them by name, or tell which one comes next. (Note.)
    """
    seen: set[tuple[str, str]] = set()
    for exercise in checked.routine.exercises():
        key = exercise.name.casefold(), exercise.sides.rule if exercise.sides else ""
        if key in seen:
            message = f"another exercise is also called `{exercise.name}`"
            hint = "give it a different name: `--only` and `--easier` can't tell them apart"
            yield Finding(exercise.place("name"), message, hint, Severity.NOTE)
        seen.add(key)


@rule(
    "many-exercises",
    Needs.WHOLE_ROUTINE,
    wrong=(
        "exercises:\n"
        "  - name: Neck turn\n"
        "    hold: 10 s\n"
        "  - name: Shoulder roll\n"
        "    for: 30 s\n"
        "  - name: Chest opener\n"
        "    hold: 10 s\n"
        "  - name: Side bend\n"
        "    hold: 10 s\n"
        "  - name: Calf stretch\n"
        "    hold: 10 s"
    ),
    right=(
        "exercises:\n"
        "  - name: Neck turn\n"
        "    hold: 10 s\n"
        "  - name: Shoulder roll\n"
        "    for: 30 s\n"
        "  - name: Chest opener\n"
        "    hold: 10 s\n"
        "  - name: Calf stretch\n"
        "    hold: 10 s"
    ),
)
def many_exercises(checked: CheckedRoutine) -> Iterator[Finding]:
    """More than four exercises: people are less likely to stick with that many.

    (Note.)
    """
    count = len(list(checked.routine.exercises()))
    if count > MANY_EXERCISES:
        message = f"there are {count} exercises; people are more likely to stick with four"
        yield Finding(None, message, "leave some out, or make two routines", Severity.NOTE)


@rule(
    "no-stop-rule",
    Needs.WHOLE_ROUTINE,
    wrong="exercises:\n  - name: Bridge\n    hold: 10 s",
    right=(
        "exercises:\n"
        "  - name: Bridge\n"
        "    hold: 10 s\n"
        "stop_if:\n"
        "  - Pain is sharp, or spreads down your leg."
    ),
)
def no_stop_rule(checked: CheckedRoutine) -> Iterator[Finding]:
    """The routine doesn't say when to stop.

    Nobody is watching your listener. Write down which signs mean that they must stop. (Note.)
    """
    if not checked.routine.stop_if:
        message = "the routine doesn't say when to stop"
        hint = "add `stop_if:` with the signs, such as `Pain is sharp, or spreads down your leg.`"
        yield Finding(None, message, hint, Severity.NOTE)
