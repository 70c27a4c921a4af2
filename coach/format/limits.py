"""Limits the prompts of a routine, and so the time and memory that any file can take."""

from __future__ import annotations

from coach.model.routine import Exercise, Hold, Open, OwnPace, Paced, Phases, Remind, Steps, Timed

MOST_PROMPTS = 200_000
SMALL = 30_000
"""Prompts that any routine may have: a day of paced breathing, at one every three seconds."""
PER_EXERCISE = 40
"""Prompts that a routine may have for each exercise in it, if that is more than `SMALL`."""
_ONCE = 9
"""Two or three words about getting down or up, name, dose, move, ready, rest and next."""
_HELD = 4
"""Of each hold or timed part: number, change of side, the cue itself and the release."""
_OWN_REMINDER_S = 15.0
_COUNTED_FROM_S = 10.0


def most_prompts(exercises: int) -> int:
    """Return how many prompts a routine with this many exercises may have."""
    return min(MOST_PROMPTS, max(SMALL, PER_EXERCISE * exercises))


def prompts_at_most(exercise: Exercise, rounds: int) -> int:
    """Return the most prompts that an exercise can have, with the most reps on offer."""
    dose = exercise.dose
    reps = sum(r.high for r in dose.reps) * (dose.sets.high if len(dose.reps) == 1 else 1)
    sides = 2 if exercise.sides and exercise.sides.rule in {"each", "alternating"} else 1
    around = _ONCE + len(exercise.set_up) + len(exercise.care)
    countdown = 3 if exercise.voice.countdown is None else exercise.voice.countdown
    return rounds * sides * (around + reps * _inside(exercise, countdown))


def _inside(exercise: Exercise, countdown: int) -> int:
    """Return how many prompts one rep can have."""
    kind = exercise.kind
    if isinstance(kind, Phases):
        return 1 + sum(1 + _counts(p.count, p.for_s.high, countdown) for p in kind.phases)
    if isinstance(kind, Steps):
        return sum(
            _HELD + _counts(s.count, s.for_s, countdown) + _reminders(s.remind, s.for_s)
            for s in kind.steps
        )
    if isinstance(kind, Paced | OwnPace):
        return 2
    length_s = 0.0
    if isinstance(kind, Hold):
        length_s = max(t.high for t in kind.times_s)
        length_s += 2 * (kind.breaths or 0) * _OWN_REMINDER_S
    elif isinstance(kind, Timed):
        length_s = kind.for_s.high
    elif isinstance(kind, Open):
        length_s = kind.at_most_s
    return _HELD + countdown + _reminders(exercise.remind, length_s)


def _counts(rule: str, length_s: float, countdown: int) -> int:
    return int(length_s) if rule != "off" else countdown if length_s >= _COUNTED_FROM_S else 0


def _reminders(remind: Remind | None, length_s: float) -> int:
    return int(length_s / (remind.every_s if remind else _OWN_REMINDER_S)) + 1
