"""The dose of an exercise as one spoken sentence, such as `Two holds, thirty seconds each.`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from coach.model.plan import Choices
from coach.model.routine import Exercise, Hold, Open, Steps, Timed
from coach.model.units import Range
from coach.phrases import Phrases


def dose_sentence(exercise: Exercise, choices: Choices, phrases: Phrases) -> str:
    """Return how much an exercise asks for, as a sentence; empty for steps that are done once.

    Its parts are the sets, how often, how long each, and the sides; each can stand by itself, in a
    form that the grammar of every language leaves unchanged.
    """
    parts = list(_parts(exercise, choices, phrases))
    return phrases.sentence(*parts) if parts else ""


def reps_of_sets(exercise: Exercise, choices: Choices) -> list[int]:
    """Return the reps of each set."""
    dose = exercise.dose
    if len(dose.reps) > 1:
        return [reps.pick(choices.reps) for reps in dose.reps]
    return [dose.reps[0].pick(choices.reps)] * dose.sets.pick(range_end(choices))


def range_end(choices: Choices) -> Literal["low", "high"]:
    """Return which end of a range of times or sets applies: a chosen number is one of reps only."""
    return "high" if choices.reps == "high" else "low"


def _parts(exercise: Exercise, choices: Choices, phrases: Phrases) -> Iterator[str]:
    sets = reps_of_sets(exercise, choices)
    several = len(sets) > 1 or sets[0] > 1
    if len(sets) > 1:
        yield phrases.plural("sets", len(sets))
    if several and (sets[0] > 1 or len(set(sets)) > 1):
        yield _times(exercise, sets, phrases)
    if length := _length(exercise, choices, phrases):
        yield phrases.say_part("each", time=length) if several else length
    elif not several and not isinstance(exercise.kind, Steps | Timed | Hold | Open):
        yield phrases.plural("times", 1)
    if exercise.sides is not None:
        rule = exercise.sides.rule
        phrase = f"sides_{rule}" if rule in {"each", "alternating"} else "sides_one"
        yield phrases.by_side(phrase, exercise.sides.order[0])


def _times(exercise: Exercise, sets: list[int], phrases: Phrases) -> str:
    """Return how often, in each set; of sets that differ, in one after another."""
    kind = exercise.kind
    unit = "holds" if isinstance(kind, Hold) and not kind.breaths else "times"
    if len(set(sets)) == 1:
        return phrases.plural(unit, sets[0])
    before = ", ".join(phrases.number(reps) for reps in sets[:-1])
    return phrases.say_part("and", a=before, b=phrases.plural(unit, sets[-1]))


def _length(exercise: Exercise, choices: Choices, phrases: Phrases) -> str:
    """Return how long each effort is, where all of them are as long."""
    kind = exercise.kind
    if isinstance(kind, Hold) and kind.breaths:
        return phrases.plural("breaths", kind.breaths)
    if isinstance(kind, Hold) and len(kind.times_s) == 1:
        return phrases.time(picked_s(kind.times_s[0], choices))
    if isinstance(kind, Timed):
        return phrases.time(picked_s(kind.for_s, choices))
    if isinstance(kind, Open):
        return phrases.say_part("up_to", time=phrases.time(kind.at_most_s))
    return ""


def picked_s(times: Range[float], choices: Choices) -> float:
    """Return which time of a range is played, in seconds."""
    return times.pick(range_end(choices))
