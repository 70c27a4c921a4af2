"""How many prompts a routine may come to: a bound on the time and memory that a file can cost."""

from __future__ import annotations

from coach.routine import Exercise, Hold, Open, Paced, Phases, Remind, Steps, Timed

MOST_PROMPTS = 200_000
_FIXED = 12
"""Number, side, gap, countdown and release of a rep, at most; name and set-up of an exercise."""
_OWN_REMINDER_S = 15.0


def prompts_at_most(exercise: Exercise, rounds: int) -> int:
    """Return how many prompts an exercise may come to, with the most reps that can be chosen."""
    dose = exercise.dose
    reps = sum(r.high for r in dose.reps) * (dose.sets.high if len(dose.reps) == 1 else 1)
    sides = 2 if exercise.sides and exercise.sides.rule in {"each", "alternating"} else 1
    around = _FIXED + len(exercise.set_up) + len(exercise.care)
    return rounds * sides * (around + reps * (_FIXED + _inside(exercise)))


def _inside(exercise: Exercise) -> int:
    """Return how many prompts stand in one rep."""
    kind = exercise.kind
    if isinstance(kind, Phases):
        return sum(1 + int(p.for_s.high if p.count != "off" else 0) for p in kind.phases)
    if isinstance(kind, Steps):
        return sum(
            1 + int(s.for_s if s.count != "off" else 0) + _reminders(s.remind, s.for_s)
            for s in kind.steps
        )
    if isinstance(kind, Paced):
        return 1
    length_s = 0.0
    if isinstance(kind, Hold):
        length_s = max(t.high for t in kind.times_s)
        length_s += 2 * (kind.breaths or 0) * _OWN_REMINDER_S
    elif isinstance(kind, Timed):
        length_s = kind.for_s.high
    elif isinstance(kind, Open):
        length_s = kind.at_most_s
    return _reminders(exercise.remind, length_s)


def _reminders(remind: Remind | None, length_s: float) -> int:
    return int(length_s / (remind.every_s if remind else _OWN_REMINDER_S)) + 1
