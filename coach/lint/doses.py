"""Rules about counts and times that don't need the timeline."""

from __future__ import annotations

from collections.abc import Iterator

from coach.lint.rule import CheckedRoutine, Finding, Needs, rule
from coach.model.problems import Span
from coach.model.routine import Exercise, Hold, Phase, Phases, Steps, Timed
from coach.model.units import duration_text

LONG_HOLD_S = 180.0
LONG_PHASE_S = 60.0
SHORT_PHASE_S = 1.0
LONG_TIMED_S = 45 * 60.0
LONG_BREATH_S = 20.0
MANY_REPS = 60
MANY_SETS = 10


@rule(
    "many-reps",
    Needs.EXERCISES,
    wrong="every: 4 s\nreps: 100",
    right="every: 4 s\nreps: 10",
)
def many_reps(checked: CheckedRoutine) -> Iterator[Finding]:
    """More than 60 reps in a set. Is there an extra digit?

    (Warning.)
    """
    for exercise in checked.exercise_versions():
        dose = exercise.dose
        reps = max(r.high for r in dose.reps)
        if reps > MANY_REPS:
            place = exercise.place("reps_per_set" if len(dose.reps) > 1 else "reps")
            yield Finding(place, f"{reps} reps is a lot", "is there an extra digit?")


@rule(
    "many-sets",
    Needs.EXERCISES,
    wrong="every: 4 s\nreps: 5\nsets: 30",
    right="every: 4 s\nreps: 5\nsets: 3",
)
def many_sets(checked: CheckedRoutine) -> Iterator[Finding]:
    """More than 10 sets. Is there an extra digit, or did you mean reps?

    (Warning.)
    """
    for exercise in checked.exercise_versions():
        sets = exercise.dose.sets.high
        if sets > MANY_SETS:
            message = f"{sets} sets is a lot"
            yield Finding(exercise.place("sets"), message, "is there an extra digit?")


@rule(
    "long-hold",
    Needs.EXERCISES,
    wrong="hold: 30 min",
    right="hold: 30 s",
)
def long_hold(checked: CheckedRoutine) -> Iterator[Finding]:
    """A hold of more than 3 min, or a timed exercise of more than 45 min.

    The unit is most likely wrong: most people hold a stretch for 10 to 30 s, older people for 30 to
    60 s (ACSM). For a hot or cold pack, or to rest in a position, write `for` or `steps`.
    (Warning.)
    """
    for exercise in checked.exercise_versions():
        kind = exercise.kind
        if isinstance(kind, Hold):
            longest_s = max(t.high for t in kind.times_s)
            if longest_s > LONG_HOLD_S:
                message = f"a hold of {duration_text(longest_s)} is very long"
                hint = (
                    "holds last 10 to 60 s; for a pack or a resting position, use `for` or `steps`"
                )
                yield Finding(exercise.place("hold"), message, hint)
        elif isinstance(kind, Timed) and kind.for_s.high > LONG_TIMED_S:
            message = f"{duration_text(kind.for_s.high)} without a break is very long"
            yield Finding(exercise.place("for"), message, "is the unit right?")


@rule(
    "long-phase",
    Needs.EXERCISES,
    wrong="phases:\n  - say: Lower\n    for: 5 min",
    right="phases:\n  - say: Lower\n    for: 5 s",
)
def long_phase(checked: CheckedRoutine) -> Iterator[Finding]:
    """A phase of more than 60 s.

    A phase is one part of a movement, such as lifting, so the unit is most likely wrong.
    (Warning.)
    """
    for phase in _phases(checked):
        if phase.for_s.high > LONG_PHASE_S:
            message = f"a phase of {duration_text(phase.for_s.high)} is very long"
            yield Finding(phase.say.at, message, "is the unit right?")


@rule(
    "short-phase",
    Needs.EXERCISES,
    wrong="phases:\n  - say: Up\n    for: 0.5 s\n  - say: Slowly down\n    for: 4 s",
    right="phases:\n  - say: Up\n    for: 2 s\n  - say: Slowly down\n    for: 4 s",
)
def short_phase(checked: CheckedRoutine) -> Iterator[Finding]:
    """A phase of less than 1 s, which is too short to say anything, let alone do it.

    (Warning.)
    """
    for phase in _phases(checked):
        if phase.for_s.low < SHORT_PHASE_S:
            message = f"a phase of {duration_text(phase.for_s.low)} is too short to say anything"
            yield Finding(phase.say.at, message, "give it 1 s or more")


@rule(
    "long-breath",
    Needs.EXERCISES,
    wrong="phases:\n  - say: Breathe in\n    breath: in\n    for: 30 s",
    right="phases:\n  - say: Breathe in\n    breath: in\n    for: 3 s",
)
def long_breath(checked: CheckedRoutine) -> Iterator[Finding]:
    """A breath in or out of more than 20 s. Is the unit right?

    Nobody breathes in or out for that long; 3 to 8 s is usual. (Warning.)
    """
    for phase in _phases(checked):
        if phase.breath in {"in", "out"} and phase.for_s.high > LONG_BREATH_S:
            message = f"nobody breathes {phase.breath} for {duration_text(phase.for_s.high)}"
            yield Finding(phase.say.at, message, "breaths take 3 to 8 s")


def _phases(checked: CheckedRoutine) -> Iterator[Phase]:
    for exercise in checked.exercise_versions():
        if isinstance(exercise.kind, Phases):
            yield from exercise.kind.phases


@rule(
    "unheard-reminder",
    Needs.EXERCISES,
    wrong="hold: 20 s\nremind:\n  every: 30 s\n  say: Keep breathing.",
    right="hold: 20 s\nremind:\n  every: 8 s\n  say: Keep breathing.",
)
def unheard_reminder(checked: CheckedRoutine) -> Iterator[Finding]:
    """The first reminder would come only after the effort is over.

    (Warning.)
    """
    for exercise in checked.exercise_versions():
        for every_s, effort_s, place in _reminders(exercise):
            if every_s >= effort_s:
                message = (
                    f"a reminder every {duration_text(every_s)} is never heard "
                    f"in {duration_text(effort_s)}"
                )
                yield Finding(place, message, "make `every` shorter")


def _reminders(exercise: Exercise) -> Iterator[tuple[float, float, Span | None]]:
    """Yield each reminder's interval and the length of its effort, in seconds, and its place."""
    pairs = [(exercise.remind, _effort_s(exercise))]
    if isinstance(exercise.kind, Steps):
        pairs += [(step.remind, step.for_s) for step in exercise.kind.steps]
    for remind, effort_s in pairs:
        if remind is not None and effort_s is not None:
            yield remind.every_s, effort_s, remind.say[0].at


def _effort_s(exercise: Exercise) -> float | None:
    kind = exercise.kind
    if isinstance(kind, Hold):
        return max(t.high for t in kind.times_s)
    if isinstance(kind, Timed):
        return kind.for_s.high
    return getattr(kind, "at_most_s", None)
