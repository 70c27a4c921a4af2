"""A dose and a programme in words, as `coach show` and the handout print them."""

from __future__ import annotations

from collections.abc import Iterator

from coach.export.words import Words
from coach.model.routine import (
    Exercise,
    Hold,
    Open,
    OwnPace,
    Paced,
    Phases,
    Schedule,
    Steps,
    Text,
    Timed,
)
from coach.model.units import Range

DAYS_PER_WEEK = 7
_ONE = Range(1, 1)


def dose_text(exercise: Exercise, words: Words) -> str:
    """Return an exercise's dose as a clinician writes it: ``2 sets of 5 to 10``."""
    parts = [*_reps(exercise, words), *_duration(exercise, words)]
    if exercise.sides:
        rules = {"each": "each_side", "left": "left_only", "right": "right_only"}
        parts.append(words(rules.get(exercise.sides.rule, "alternating")))
    return ", ".join(parts) or words("once")


def later_doses(
    exercise: Exercise, week: int | None, words: Words
) -> Iterator[tuple[int, Exercise]]:
    """Yield each later week in which the dose or the load changes, with the exercise as it is then.

    Args:
        exercise: the exercise as the routine has it.
        week: the week that is printed; None for the routine's own dose.
        words: the printed words; only changes that show in them are yielded.
    """
    now = exercise.in_week(week)
    before = (dose_text(now, words), now.fact("load"))
    for start, later in exercise.later:
        after = (dose_text(later, words), later.fact("load"))
        if (week is None or start > week) and after != before:
            yield start, later
        before = after


def _reps(exercise: Exercise, words: Words) -> list[str]:
    dose = exercise.dose
    reps = ", ".join(words.counts(r) for r in dose.reps)
    if len(dose.reps) > 1:
        return [words("sets_list", reps=reps)]
    if dose.sets != _ONE:
        return [words("sets_of", sets=words.counts(dose.sets), reps=reps)]
    if dose.reps[0] != _ONE:
        return [words("times", reps=reps)]
    return [words("once")] if isinstance(exercise.kind, Phases | Paced | OwnPace) else []


def _duration(exercise: Exercise, words: Words) -> list[str]:  # noqa: PLR0911 - by kind
    match exercise.kind:
        case Hold(breaths=breaths, times_s=times_s):
            if breaths:
                return [words("hold_breaths", breaths=words("breaths", n=breaths))]
            return [words("hold", time=", ".join(map(words.times, times_s)))]
        case Timed(for_s=for_s):
            return [words("for", time=words.times(for_s))]
        case Paced(every_s=every_s):
            return [words("every", time=words.time(every_s))]
        case OwnPace():
            return [words("own_pace")]
        case Open(at_most_s=at_most_s):
            return [words("open", time=words.time(at_most_s))]
    return []


def timed_texts(exercise: Exercise, words: Words) -> list[tuple[str, Text]]:
    """Return the phases or steps of an exercise, each as its time in words and its text."""
    if isinstance(exercise.kind, Phases):
        return [(words.times(phase.for_s), phase.say) for phase in exercise.kind.phases]
    if not isinstance(exercise.kind, Steps):
        return []
    parts = []
    for step in exercise.kind.steps:
        duration = words.time(step.for_s)
        if step.wait:
            duration = words("when_ready", time=duration)
        parts.append((duration, step.say))
        if step.remind:
            interval = words("remind_every", time=words.time(step.remind.every_s))
            parts += [(interval, text) for text in step.remind.say]
    return parts


def schedule_text(schedule: Schedule, words: Words) -> str:
    """Return the programme as a phrase: ``twice a day, on 5 days a week, for 4 weeks``."""
    if schedule.text:
        return schedule.text
    parts = []
    if schedule.times_per_day:
        n = schedule.times_per_day
        parts.append(words("once_a_day") if n == 1 else words("times_a_day", n=n))
    if schedule.days_per_week:
        n = schedule.days_per_week
        parts.append(words("every_day") if n == DAYS_PER_WEEK else words("days_a_week", n=n))
    if schedule.weeks:
        n = schedule.weeks
        parts.append(words("for_weeks", n=n) if n > 1 else words("for_a_week"))
    return ", ".join(parts)
