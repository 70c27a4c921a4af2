"""Where to play from: a frame of a timeline and a command give another frame. No clock, no sound.

`docs/playing.md` describes the commands for users.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Literal

from coach.model.plan import EFFORTS
from coach.model.timeline import Cue, ScheduledSegment, Timeline
from coach.model.units import FRAME_RATE, frames

LONG_REP_FRAMES = frames(120)
"""A rep longer than this (20 minutes with a heat pack) isn't started again after a pause."""
TWICE_FRAMES = frames(3)
"""Within this time from the start of an exercise, *again* means the one before."""
CUE_TWICE_FRAMES = frames(1)
"""Within this time from the start of a cue, *repeat* means the one before."""
SET_UP_KINDS = frozenset({"name", "move", "side", "set_up", "care"})
"""The cues that are repeated after a long pause, before the rep."""
MORE_FRAMES = 10 * FRAME_RATE
TEMPOS = (50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150)
"""The steps of *slower* and *faster*, in per cent of the author's speed."""
SKIPPED_KINDS = frozenset({"rest", "ready", "move", "change"})
"""The kinds of slot that *skip the rest* and *ready* end."""


class Command(enum.Enum):
    """What a person can ask for while a session plays, by whatever means."""

    PAUSE = "pause"
    """Pause; when paused, resume."""
    STOP = "stop"
    """Say the closing words and end; the second time, be silent at once."""
    READY = "ready"
    """End a wait, the time to get ready, or an exercise that lasts until the person stops."""
    NEXT = "next"
    """Go to the next exercise."""
    AGAIN = "again"
    """Start this exercise again; soon after that, the one before."""
    REPEAT = "repeat"
    """Go back to the words that were said last."""
    SKIP_REST = "skip the rest"
    MORE = "ten seconds more"
    SLOWER = "slower"
    FASTER = "faster"
    LOUDER = "louder"
    SOFTER = "softer"
    TIME_LEFT = "time left"
    HELP = "help"


@dataclass(frozen=True)
class Interruption:
    """What stopped the session against the person's will.

    Attributes:
        kind: the sound was lost and is back (or replaced by the screen), or everything stalled.
        position: the frame that was heard last.
        seconds: how long it lasted.
    """

    kind: Literal["sound", "stall"]
    position: int
    seconds: float


@dataclass(frozen=True)
class ResumePoint:
    """Where to resume: a frame, and the samples of an announcement that is played first."""

    position: int
    announcement: bytes = b""


def cue_in_progress(timeline: Timeline, position: int) -> Cue | None:
    """Return the cue that would be interrupted if the sound ended at `position`."""
    cue = timeline.cue_at(position)
    return cue if cue is not None and cue.start < position else None


def cue_boundary(timeline: Timeline, position: int) -> int:
    """Return `position`, or the start of the cue that it lies in: no cue is resumed midway."""
    cue = cue_in_progress(timeline, position)
    return position if cue is None else cue.start


def resume_point(timeline: Timeline, position: int) -> int:
    """Return the frame to resume from after the sound ended at `position`.

    An interrupted cue is repeated if it is outside a rep or starts a phase of one. Anywhere else
    in a rep, the rep starts again: nobody resumes in mid-lift. A rep longer than `LONG_REP_FRAMES`
    and the gap after a hold resume where they were. The result is never later than `position`,
    and is its own resume point.
    """
    here = cue_boundary(timeline, position)
    rep = rep_point(timeline, position)
    if rep is None:
        return here
    slot = timeline.slot_at(here)
    starts_slot = slot is not None and here == slot.start
    return here if starts_slot or here == rep else rep


def rep_point(timeline: Timeline, position: int) -> int | None:
    """Return the start of the rep at `position`; None outside a rep, and in a very long one."""
    segment, cue = timeline.segment_at(position), timeline.latest_cue(position)
    if segment is None or cue is None:
        return None
    if cue.place.rep is None or cue.kind == "release" or cue.start < segment.start:
        return None
    first, after = _rep(timeline, cue, segment)
    return None if after - first > LONG_REP_FRAMES else first


def set_up_to_repeat(timeline: Timeline, position: int) -> tuple[Cue, ...]:
    """Return the cues of an exercise's set-up that are repeated before its rep at `position`."""
    segment = timeline.segment_at(position)
    if segment is None or segment.kind != "exercise":
        return ()
    heard = timeline.cues_between(segment.start, position + 1)
    set_up = [cue for cue in heard if cue.kind in SET_UP_KINDS]
    current = next((cue.place.side for cue in reversed(heard) if cue.place.side), None)
    return tuple(cue for cue in set_up if cue.place.side in {None, current})


def getting_ready(timeline: Timeline, position: int) -> bool:
    """Whether an exercise is being set up at a frame, and its first rep is still to come."""
    segment = timeline.segment_at(position)
    if segment is None or segment.kind != "exercise":
        return False
    ready = ready_cue(timeline, position)
    if ready is not None:
        return position <= ready.start
    efforts = (s.start for s in timeline.slots_of(segment) if s.planned.kind in EFFORTS)
    return position <= next(efforts, segment.start)


def ready_cue(timeline: Timeline, position: int) -> Cue | None:
    """Return the "Ready. Begin." of the exercise at `position`; None if it starts without."""
    segment = timeline.segment_at(position)
    cues = () if segment is None else timeline.cues_of(segment)
    return next((cue for cue in cues if cue.kind == "ready"), None)


def way_in_frames(timeline: Timeline, position: int, kind: Literal["move", "ready"]) -> int:
    """Return the time to move or to get ready that the exercise at `position` has, in frames.

    Waits for the person, who says when they are back, don't count.
    """
    segment = timeline.segment_at(position)
    slots = () if segment is None else timeline.slots_of(segment)
    return sum(s.frames for s in slots if s.planned.kind == kind and not s.planned.waits)


def ready_point(timeline: Timeline, position: int) -> int | None:
    """Return the frame to go to when the person says *ready*; None if nothing waits for that."""
    slot = timeline.slot_at(position)
    if slot is not None and slot.planned.waits:
        return slot.end
    return skip_point(timeline, position)


def skip_point(timeline: Timeline, position: int) -> int | None:
    """Return the frame to go to when a rest is skipped; None if there is no rest.

    A rest's closing prompts ("Set two of three") are still spoken, and not skipped themselves.
    """
    slot = timeline.slot_at(position)
    if slot is None or slot.planned.kind not in SKIPPED_KINDS or position >= slot.closing_start:
        return None
    return slot.closing_start


def wait_is_ending(timeline: Timeline, position: int) -> bool:
    """Whether a rest is ending anyway, with its closing prompts or with "Ready. Begin."."""
    cue, slot = cue_in_progress(timeline, position), timeline.slot_at(position)
    if cue is not None and cue.kind == "ready":
        return True
    if slot is None or slot.planned.kind not in SKIPPED_KINDS:
        return False
    return position >= slot.closing_start


def next_point(timeline: Timeline, position: int) -> int | None:
    """Return the start of the next exercise, or of the finish after the last; None in that."""
    segment = timeline.next_segment(position, {"exercise", "finish"})
    return None if segment is None else segment.start


def again_point(timeline: Timeline, position: int) -> int:
    """Return the start of this exercise; soon after it has started, of the one before.

    In a rest, "this" is the exercise that has just ended; before the first exercise, return 0.
    """
    exercises = timeline.segments_begun(position, {"exercise"})
    latest = next(exercises, None)
    if latest is None:
        return 0
    if position - latest.start < TWICE_FRAMES:
        return next(exercises, latest).start
    return latest.start


def repeat_point(timeline: Timeline, position: int) -> int:
    """Return the start of the words that were said last, apart from counts.

    Soon after they have started, return the start of the words before them.
    """
    started = timeline.cues_started(position)
    recent = timeline.cues[max(0, started - 40) : started]
    words = [cue.start for cue in recent if cue.kind != "count"]
    if len(words) > 1 and position - words[-1] < CUE_TWICE_FRAMES:
        return words[-2]
    return words[-1] if words else 0


def minutes_left(timeline: Timeline, position: int) -> int:
    """Return the whole minutes that are left, rounded; 0 for less than one."""
    left = timeline.total - position
    return 0 if left < frames(60) else (left + frames(30)) // frames(60)


def body_position_at(timeline: Timeline, position: int) -> str | None:
    """Return the body's position at a frame: the exercise's, or else that of the last one before.

    Until the exercise has said the last move there, the body is taken to be where it was.
    """
    named = (s for s in timeline.segments_begun(position) if s.position)
    here = next(named, None)
    if here is None:
        return None
    moves = [cue for cue in timeline.cues_of(here) if cue.kind == "move"]
    if moves and position < moves[-1].end:
        here = next(named, None)
    return None if here is None else here.position


def silence_until_next_cue(timeline: Timeline, position: int) -> int:
    """Return the number of frames until the next cue starts; 0 if it starts at this frame."""
    return timeline.next_cue_start(position - 1) - position


def _rep(timeline: Timeline, cue: Cue, segment: ScheduledSegment) -> tuple[int, int]:
    """Return the frames at which the rep of a cue begins and ends.

    A cue that belongs to no rep (a reminder) may lie within one. A rep ends where the next rep's
    first cue starts, or with its segment.
    """
    cues = timeline.cues
    index = timeline.cues_started(cue.start) - 1
    first = index
    for earlier in range(index - 1, -1, -1):
        place = cues[earlier].place
        if place.same_rep(cue.place):
            first = earlier
        elif place.rep is not None or place.item != cue.place.item:
            break
    after = segment.end
    for later in range(index + 1, len(cues)):
        if cues[later].start >= after:
            break
        place = cues[later].place
        if place.rep is not None and not place.same_rep(cue.place):
            after = cues[later].start
    return cues[first].start, after


def tempo_after(command: Command, tempo: int) -> int | None:
    """Return the tempo after *slower* or *faster*; None if it can't go any further."""
    index = TEMPOS.index(tempo) + (1 if command is Command.FASTER else -1)
    return TEMPOS[index] if 0 <= index < len(TEMPOS) else None
