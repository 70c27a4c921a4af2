"""The two laws of what is heard, over random routines and every bundled one.

The dose is what the author wrote: nobody waits in a position before its clock runs. And every
sentence is an instruction, a length, or what comes next: nothing is said twice.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from tempo import half_a_second_a_word
from test_dose import read

from coach.library import bundled_folder
from coach.library import read as read_file
from coach.model.plan import EFFORTS, CueKind
from coach.model.routine import Exercise, Routine
from coach.model.timeline import Cue, ScheduledSlot, Timeline
from coach.model.units import FRAME_RATE
from coach.phrases import load
from coach.planning import Choices, plan
from coach.scheduling import schedule
from coach.speech import estimate_frames
from routines import routines

BUNDLED = sorted(bundled_folder().glob("*.yaml"))
INTO_POSITION: frozenset[CueKind] = frozenset({"move", "set_up", "rep", "hold"})
"""What moves the body: the move, the set-up, `again`, and the author's own cue."""
ONCE: frozenset[CueKind] = frozenset(
    {"name", "dose", "move", "set_up", "care", "rest", "next", "ready"}
)
MOST_S = 6.0
OWN_S = 0.001


def timeline_of(routine: Routine, controls: Any = "file") -> Timeline:
    chosen = Choices(controls=controls)
    made = plan(routine, chosen, load(routine.language))
    measure = half_a_second_a_word if routine.title == "Random routine" else estimated
    return schedule(made, measure)


def estimated(utterance: Any) -> int:
    return estimate_frames(utterance, 140)


def exercises(routine: Routine) -> list[Exercise]:
    return list(routine.exercises())


def late_holds(routine: Routine, timeline: Timeline) -> list[str]:
    """Return the holds whose clock starts too late after the last word that moves the body."""
    late = []
    for slot in timeline.slots:
        place = slot.planned.place
        if slot.planned.kind != "hold" or place is None or place.item is None:
            continue
        last = last_instruction(timeline, slot)
        if last is None:
            continue
        exercise = exercises(routine)[place.item]
        most_s = max(MOST_S, allowed_s(exercise, last))
        waited_s = (slot.start - max(last.end, moved_until(timeline, slot))) / FRAME_RATE
        if waited_s > most_s + OWN_S:
            late.append(f"{place}: {waited_s:.1f} s after {last.text!r}")
    return late


def last_instruction(timeline: Timeline, slot: ScheduledSlot) -> Cue | None:
    """Return the last cue since the effort before that moves the body into a hold."""
    segment = timeline.segment_at(slot.start)
    assert segment is not None
    earlier = (one for one in timeline.slots_of(segment) if one.start < slot.start)
    since = max((one.end for one in earlier if one.planned.kind in EFFORTS), default=segment.start)
    before = timeline.cues_between(since, slot.start)
    return next((cue for cue in reversed(before) if cue.kind in INTO_POSITION), None)


def moved_until(timeline: Timeline, slot: ScheduledSlot) -> int:
    """Return the end of the time to move before a hold; 0 without any."""
    segment = timeline.segment_at(slot.start)
    assert segment is not None
    moves = [one for one in timeline.slots_of(segment) if one.planned.kind == "move"]
    return max((one.end for one in moves if one.end <= slot.start), default=0)


def allowed_s(exercise: Exercise, last: Cue) -> float:
    """Return the time that the author gives from an instruction to the clock."""
    if exercise.wait:
        return 600.0  # until the person is ready
    own_s = exercise.get_ready_s or 0.0
    steps = {step.say.at: step.for_s for step in exercise.set_up if step.for_s}
    return own_s + (steps.get(last.at) or 0.0) + (3.0 if last.at in steps else 0.0)


def said_twice(timeline: Timeline) -> list[tuple[Any, ...]]:
    """Return what is said more than once in one round of an exercise, on the same side."""
    counts: Counter[tuple[Any, ...]] = Counter()
    for cue in timeline.cues:
        if cue.kind in ONCE and cue.place.item is not None and cue.place.set is None:
            place = cue.place
            # An author may write the same sentence twice: then it stands in two places.
            key = (cue.kind, cue.text, str(cue.at), place.item, place.round, place.side)
            counts[key] += 1
    return [key for key, count in counts.items() if count > 1]


def counted_before_efforts(timeline: Timeline) -> list[Cue]:
    """Return numbers that are counted outside an effort."""
    found = []
    for cue in timeline.cues:
        slot = timeline.slot_at(cue.start)
        if cue.kind == "count" and (slot is None or slot.planned.kind not in EFFORTS):
            found.append(cue)
    return found


def assert_laws(routine: Routine, controls: Any) -> None:
    timeline = timeline_of(routine, controls)
    assert late_holds(routine, timeline) == []
    assert said_twice(timeline) == []
    assert counted_before_efforts(timeline) == []
    assert all(before.end <= after.start for before, after in pairwise(timeline.cues))


@pytest.mark.parametrize("controls", ["keys", "file", "page", "none"])
@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_bundled_routines_keep_the_laws(path: Any, controls: str) -> None:
    routine = read_file(path).routine
    assert routine is not None
    assert_laws(routine, controls)


@given(words=routines())
@settings(max_examples=25, deadline=None)
def test_random_routines_keep_the_laws(words: dict[str, Any]) -> None:
    assert_laws(read(words), "file")


@pytest.mark.parametrize("controls", ["keys", "file", "none"])
def test_the_laws_find_what_breaks_them(controls: str) -> None:
    routine = read_file(bundled_folder() / "lower-back.yaml").routine
    assert routine is not None
    timeline = timeline_of(routine, controls)
    cues = timeline.cues
    hold = next(slot for slot in timeline.slots if slot.planned.kind == "hold")
    last = last_instruction(timeline, hold)
    assert last is not None
    waiting = tuple(cue for cue in cues if not last.start <= cue.start < hold.start)
    late = Timeline(waiting, timeline.segments, timeline.total, timeline.slots)
    assert late_holds(routine, late)
    name = next(cue for cue in cues if cue.kind == "name")
    twice = Timeline((*cues, name), timeline.segments, timeline.total, timeline.slots)
    assert said_twice(twice)
