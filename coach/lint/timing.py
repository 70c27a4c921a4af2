"""Slips that only the clock shows: cues too long for their time, silence, no time to move."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from coach.lint.finding import Finding
from coach.model.plan import Choices
from coach.model.problems import Severity, Span
from coach.model.routine import STANDING, Hold, Routine, Timed
from coach.model.timeline import Timeline
from coach.model.units import FRAME_RATE, duration_text, plain
from coach.planning.order import in_order

MOST_SILENCE_S = 15.0
MOVE_S = 10.0
DOWN_S = 30.0
"""The least time to change position, and to get down to the floor: half of Coach's defaults."""
LONG_SESSION_S = 2 * 3600.0


def heard(routine: Routine, timeline: Timeline, *, measured: bool) -> Iterator[Finding]:
    """Yield what is doubtful about a routine's timeline.

    Args:
        routine: the routine.
        timeline: its timeline.
        measured: whether the times are a voice's, or an estimate.
    """
    how = "measured" if measured else "estimated"
    yield from _overflows(timeline, how)
    yield from _outgrown(timeline, how)
    yield from _silences(routine, timeline)
    yield from _moves(routine)
    if timeline.total > LONG_SESSION_S * FRAME_RATE:
        total = duration_text(round(timeline.total / FRAME_RATE))
        message = f"the whole routine takes {total}"
        yield Finding(None, "long-session", message, "are all the units right?")


def _overflows(timeline: Timeline, how: str) -> Iterator[Finding]:
    seen: set[Span | None] = set()
    for cue in timeline.cues:
        if cue.at in seen or not (cue.grown or cue.hurried):
            continue
        slot = timeline.slot_at(cue.start)
        if slot is None or not slot.planned.exact:
            continue  # see `_outgrown`
        seen.add(cue.at)
        took_s = (cue.end - cue.start) / FRAME_RATE
        if cue.grown:
            slot_s = plain(round((cue.end - cue.start - cue.grown) / FRAME_RATE, 1))
            message = (
                f'"{cue.text}" takes {plain(round(took_s, 1))} s ({how}), its time is {slot_s} s; '
                "the time grows each time that it is said"
            )
            hint = f"use fewer words, or give it {ceil(took_s)} s"
            yield Finding(cue.at, "cue-too-long", message, hint)
        else:
            message = f'"{cue.text}" is spoken 15 % faster, to fit its time ({how})'
            hint = "use fewer words, or give it more time"
            yield Finding(cue.at, "cue-tight", message, hint, Severity.NOTE)


def _outgrown(timeline: Timeline, how: str) -> Iterator[Finding]:
    """Yield rests and times to get ready that the words in them make longer than written."""
    seen: set[Span] = set()
    for scheduled in timeline.slots:
        slot, at, length = scheduled.planned, scheduled.planned.at, scheduled.frames
        if at is None or at in seen or length <= slot.frames or slot.exact:
            continue
        seen.add(at)
        what = "the time to get ready" if slot.kind == "ready" else "this rest"
        words_s = plain(round(length / FRAME_RATE, 1))
        message = (
            f"the words in {what} take {words_s} s ({how}), it is {plain(slot.frames / FRAME_RATE)}"
            " s long; it grows each time"
        )
        hint = f"give it {ceil(length / FRAME_RATE)} s, or leave it to Coach"
        yield Finding(at, "cue-too-long", message, hint, Severity.NOTE)


def _silences(routine: Routine, timeline: Timeline) -> Iterator[Finding]:
    """Yield holds in which the author's own reminders leave a long silence."""
    exercises = list(routine.exercises())
    seen: set[int] = set()
    for cue, after in zip(timeline.cues, timeline.cues[1:], strict=False):
        silence_s = (after.start - cue.end) / FRAME_RATE
        if silence_s <= MOST_SILENCE_S:
            continue
        item = cue.place.item
        if item is None or item in seen or cue.place.rep is None:
            continue
        if not cue.place.same_rep(after.place):
            continue
        exercise = exercises[item]
        if isinstance(exercise.kind, Hold | Timed) and exercise.remind:
            seen.add(item)
            message = f"there is a silence of {round(silence_s)} s in this hold"
            yield Finding(
                exercise.place("remind"), "long-silence", message, "remind every 12 s or so"
            )


def _moves(routine: Routine) -> Iterator[Finding]:
    """Yield changes of position that an explicit `get_ready` leaves too little time for."""
    for occurrence in in_order(routine, Choices()):
        exercise = occurrence.exercise
        own_s, position = exercise.get_ready_s, exercise.position
        if own_s is None or position is None or exercise.wait:
            continue
        if position == (occurrence.before or STANDING):
            continue
        down = occurrence.down
        least_s = DOWN_S if down else MOVE_S
        if own_s < least_s:
            what = "to get down to the floor" if down else f"to get {position.name}"
            message = f"{duration_text(own_s)} is little time {what}"
            hint = f"give it {duration_text(least_s)} or more, or leave `get_ready` out"
            yield Finding(exercise.place("get_ready"), "no-time-to-move", message, hint)
