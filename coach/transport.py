"""Where to go on: a place on a timeline and a command give a new place. No clock, no sound."""

from __future__ import annotations

import enum
from bisect import bisect_right
from operator import attrgetter

from coach.timeline import Cue, Part, Timeline
from coach.units import frames

LONG_REP_FRAMES = frames(120)
"""A rep longer than this (20 minutes with a heat pack) is not begun again after a pause."""

_start = attrgetter("start")


class Command(enum.Enum):
    """What a person can ask for while a session plays, wherever it comes from."""

    PAUSE = "pause"
    """Pause; the same again goes on."""
    STOP = "stop"
    READY = "ready"
    """End the wait, or the effort that lasts until one stops."""


def cut_cue(timeline: Timeline, position: int) -> Cue | None:
    """Return the cue that is broken off when the sound ends at `position` (frames)."""
    index = _last_started(timeline, position)
    if index is None:
        return None
    cue = timeline.cues[index]
    return cue if cue.start < position < cue.end else None


def resume_point(timeline: Timeline, position: int) -> int:
    """Return the frame to go on from after the sound ended at `position`.

    Nobody is resumed in mid-lift: a rep is begun again. Outside a rep a cue that was cut is said
    again, and a silence goes on where it stood. So does a rep longer than `LONG_REP_FRAMES`, and
    the gap after a hold: its release ends the rep. The result is never later than
    `position`, and is its own resume point.
    """
    index = _last_started(timeline, position)
    if index is None:
        return position
    cue = timeline.cues[index]
    here = cue.start if position < cue.end else position
    if cue.rep is None or cue.kind == "release" or cue.start < _segment_start(timeline, position):
        return here
    first, after = _rep(timeline, index)
    if after - first > LONG_REP_FRAMES:
        return here
    return first


def ready_point(timeline: Timeline, position: int) -> int | None:
    """Return the frame to go to when the person says *ready*; None where nothing waits for it."""
    part = part_at(timeline, position)
    return part.end if part is not None and part.slot.waits else None


def part_at(timeline: Timeline, position: int) -> Part | None:
    """Return the part that a frame lies in; None past the end, and without waiting."""
    index = bisect_right(timeline.parts, position, key=_start) - 1
    part = timeline.parts[index] if index >= 0 else None
    return part if part is not None and position < part.end else None


def _last_started(timeline: Timeline, position: int) -> int | None:
    """Find the index of the last cue that starts at or before a frame."""
    index = bisect_right(timeline.cues, position, key=_start) - 1
    return index if index >= 0 else None


def _rep(timeline: Timeline, index: int) -> tuple[int, int]:
    """Return the frames at which the rep of a cue begins and ends.

    A cue that belongs to no rep (a reminder) may stand within one. A rep ends with what comes
    after it: the next rep's first cue, or the end of its segment.
    """
    cues = timeline.cues
    rep = _rep_key(cues[index])
    first = index
    for earlier in range(index - 1, -1, -1):
        if _rep_key(cues[earlier]) == rep:
            first = earlier
        elif cues[earlier].rep is not None or cues[earlier].item != cues[index].item:
            break
    after = _segment_end(timeline, cues[index].start)
    for later in range(index + 1, len(cues)):
        if cues[later].start >= after:
            break
        if cues[later].rep is not None and _rep_key(cues[later]) != rep:
            after = cues[later].start
    return cues[first].start, after


def _rep_key(cue: Cue) -> tuple[int | None, int | None, str | None, int | None, int | None]:
    return cue.item, cue.round, cue.side, cue.set, cue.rep


def _segment_start(timeline: Timeline, position: int) -> int:
    index = bisect_right(timeline.segments, position, key=_start) - 1
    return timeline.segments[index].start if index >= 0 else 0


def _segment_end(timeline: Timeline, position: int) -> int:
    index = bisect_right(timeline.segments, position, key=_start) - 1
    return timeline.segments[index].end if index >= 0 else timeline.total
