"""Where to go on: a place on a timeline and a command give a new place. No clock, no sound.

What a place is for a person, in words: `docs/playing.md`.
"""

from __future__ import annotations

import enum
from bisect import bisect_left, bisect_right
from operator import attrgetter

from coach.model.timeline import Cue, Part, Segment, Timeline
from coach.model.units import FRAME_RATE, frames
from coach.scheduling import part_index

LONG_REP_FRAMES = frames(120)
"""A rep longer than this (20 minutes with a heat pack) is not begun again after a pause."""
TWICE_FRAMES = frames(3)
"""So soon after an exercise has begun, *again* means the one before."""
CUE_TWICE_FRAMES = frames(1)
"""So soon after a cue has begun, *repeat* means the one before."""
SET_UP_KINDS = frozenset({"name", "move", "side", "set_up"})
"""What is said again after a long pause, before the rep."""
MORE_FRAMES = 10 * FRAME_RATE
TEMPOS = (50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150)
"""The steps of *slower* and *faster*, in per cent of the author's speed."""
SKIPPED_KINDS = frozenset({"rest", "ready", "change"})
"""The slots that *skip the rest* and *ready* end."""

_start = attrgetter("start")


class Command(enum.Enum):
    """What a person can ask for while a session plays, wherever it comes from."""

    PAUSE = "pause"
    """Pause; the same again goes on."""
    STOP = "stop"
    """Say the ending and end; the same again is silent at once."""
    READY = "ready"
    """End the wait, the time to get ready, or the effort that lasts until one stops."""
    NEXT = "next"
    """The next exercise."""
    AGAIN = "again"
    """This exercise from its start; the same again, the one before."""
    REPEAT = "repeat"
    """The words that were said last, once more, and on from there."""
    SKIP_REST = "skip the rest"
    MORE = "ten seconds more"
    SLOWER = "slower"
    FASTER = "faster"
    LOUDER = "louder"
    SOFTER = "softer"
    TIME_LEFT = "time left"
    HELP = "help"


def cue_in_progress(timeline: Timeline, position: int) -> Cue | None:
    """Return the cue that is broken off when the sound ends at `position` (frames)."""
    cue = _last_started(timeline, position)
    return cue if cue is not None and cue.start < position < cue.end else None


def cue_boundary(timeline: Timeline, position: int) -> int:
    """Return where to go on after a word of Coach's own: the cut cue is said again."""
    cue = cue_in_progress(timeline, position)
    return position if cue is None else cue.start


def resume_point(timeline: Timeline, position: int) -> int:
    """Return the frame to go on from after the sound ended at `position`.

    A cue that was cut is said again, if it is outside of a rep or opens a part of one. In the
    midst of a rep, the rep is begun again: nobody is resumed in mid-lift. A rep longer than
    `LONG_REP_FRAMES` and the gap after a hold go on where they stood. The result is never later
    than `position`, and is its own resume point.
    """
    here = cue_boundary(timeline, position)
    rep = _rep_at(timeline, position)
    if rep is None:
        return here
    part = part_at(timeline, here)
    opens = part is not None and here == part.start
    return here if opens or here == rep[0] else rep[0]


def rep_point(timeline: Timeline, position: int) -> int | None:
    """Return the start of the rep at `position`; None outside of one, and in a very long one."""
    rep = _rep_at(timeline, position)
    return None if rep is None else rep[0]


def set_up_to_repeat(timeline: Timeline, position: int) -> tuple[Cue, ...]:
    """Return what of an exercise's set-up is said again, in short, before its rep at `position`."""
    segment = segment_at(timeline, position)
    if segment is None or segment.kind != "exercise":
        return ()
    said = _cues_between(timeline, segment.start, position + 1)
    kinds = [cue for cue in said if cue.kind in SET_UP_KINDS]
    current = next((cue.side for cue in reversed(said) if cue.side), None)
    return tuple(cue for cue in kinds if cue.side is None or cue.side == current)


def getting_ready(timeline: Timeline, position: int) -> bool:
    """Whether an exercise is being set up at a frame: its first rep is still to come."""
    segment = segment_at(timeline, position)
    if segment is None or segment.kind != "exercise":
        return False
    ready = ready_cue(timeline, position)
    return ready is not None and position <= ready.start


def ready_cue(timeline: Timeline, position: int) -> Cue | None:
    """Return the "Ready. Begin." of the exercise at `position`."""
    segment = segment_at(timeline, position)
    cues = () if segment is None else _cues_between(timeline, segment.start, segment.end)
    return next((cue for cue in cues if cue.kind == "ready"), None)


def get_ready_frames(timeline: Timeline, position: int) -> int:
    """Return how long the exercise at `position` gave to get ready for it."""
    segment = segment_at(timeline, position)
    if segment is None:
        return 0
    for part in timeline.parts[bisect_left(timeline.parts, segment.start, key=_start) :]:
        if part.start >= segment.end:
            break
        if part.slot.kind == "ready" and not part.slot.waits:
            return part.end - part.start
    return 0


def ready_point(timeline: Timeline, position: int) -> int | None:
    """Return the frame to go to when the person says *ready*; None where nothing waits for it."""
    part = part_at(timeline, position)
    if part is not None and part.slot.waits:
        return part.end
    return skip_point(timeline, position)


def skip_point(timeline: Timeline, position: int) -> int | None:
    """Return the frame to go to when a rest is skipped; None where there is none.

    What closes a rest ("Set two of three") is still said; one that closes already is not left.
    """
    part = part_at(timeline, position)
    if part is None or part.slot.kind not in SKIPPED_KINDS or position >= part.closing:
        return None
    return part.closing


def wait_is_ending(timeline: Timeline, position: int) -> bool:
    """Whether a rest is ending anyway: what closes it is being said, or "Ready. Begin."."""
    cue, part = cue_in_progress(timeline, position), part_at(timeline, position)
    if cue is not None and cue.kind == "ready":
        return True
    return part is not None and part.slot.kind in SKIPPED_KINDS and position >= part.closing


def next_point(timeline: Timeline, position: int) -> int | None:
    """Return the start of the next exercise, or of the end after the last; None in the end."""
    for segment in timeline.segments:
        if segment.start > position and segment.kind in {"exercise", "finish"}:
            return segment.start
    return None


def again_point(timeline: Timeline, position: int) -> int:
    """Return the start of this exercise; soon after it has begun, of the one before.

    In a rest it is the exercise that is just over; before the first one, the beginning.
    """
    starts = [s.start for s in timeline.segments if s.kind == "exercise" and s.start <= position]
    if starts and position - starts[-1] < TWICE_FRAMES and len(starts) > 1:
        return starts[-2]
    return starts[-1] if starts else 0


def repeat_point(timeline: Timeline, position: int) -> int:
    """Return the start of the words said last, numbers of a countdown left out.

    Soon after they have begun it is the words before.
    """
    index = bisect_right(timeline.cues, position, key=_start)
    words = [cue.start for cue in timeline.cues[max(0, index - 40) : index] if cue.kind != "count"]
    if len(words) > 1 and position - words[-1] < CUE_TWICE_FRAMES:
        return words[-2]
    return words[-1] if words else 0


def minutes_left(timeline: Timeline, position: int) -> int:
    """Return the whole minutes that are left, rounded; 0 for less than one."""
    left = timeline.total - position
    return 0 if left < frames(60) else (left + frames(30)) // frames(60)


def body_position_at(timeline: Timeline, position: int) -> str | None:
    """Return the body's position at a frame: the exercise's, or the last one's before.

    Until an exercise has said how to move there, the body is where it was.
    """
    named = [s for s in timeline.segments if s.start <= position and s.position]
    if named:
        here = named[-1]
        move = next(
            (c for c in _cues_between(timeline, here.start, here.end) if c.kind == "move"), None
        )
        if move is not None and position < move.end:
            named.pop()
    return named[-1].position if named else None


def silence_until_next_cue(timeline: Timeline, position: int) -> int:
    """Return how long it is from a frame to the next words."""
    index = bisect_right(timeline.cues, position - 1, key=_start)
    follows = timeline.cues[index].start if index < len(timeline.cues) else timeline.total
    return follows - position


def part_at(timeline: Timeline, position: int) -> Part | None:
    """Return the part that a frame lies in; None past the end, and without parts."""
    index = part_index(timeline, position)
    return None if index is None else timeline.parts[index]


def segment_at(timeline: Timeline, position: int) -> Segment | None:
    """Return the segment that a frame lies in; the last one at the end."""
    index = bisect_right(timeline.segments, position, key=_start) - 1
    return timeline.segments[index] if index >= 0 else None


def _last_started(timeline: Timeline, position: int) -> Cue | None:
    """Return the last cue that starts at or before a frame."""
    index = bisect_right(timeline.cues, position, key=_start) - 1
    return timeline.cues[index] if index >= 0 else None


def _cues_between(timeline: Timeline, start: int, end: int) -> tuple[Cue, ...]:
    first = bisect_left(timeline.cues, start, key=_start)
    return timeline.cues[first : bisect_left(timeline.cues, end, key=_start)]


def _rep_at(timeline: Timeline, position: int) -> tuple[int, int] | None:
    """Return where the rep at `position` begins and ends; None outside, and in a very long one."""
    segment = segment_at(timeline, position)
    index = bisect_right(timeline.cues, position, key=_start) - 1
    if segment is None or index < 0:
        return None
    cue = timeline.cues[index]
    if cue.rep is None or cue.kind == "release" or cue.start < segment.start:
        return None
    first, on_interruption = _rep(timeline, index, segment)
    return None if on_interruption - first > LONG_REP_FRAMES else (first, on_interruption)


def _rep(timeline: Timeline, index: int, segment: Segment) -> tuple[int, int]:
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
    on_interruption = segment.end
    for later in range(index + 1, len(cues)):
        if cues[later].start >= on_interruption:
            break
        if cues[later].rep is not None and _rep_key(cues[later]) != rep:
            on_interruption = cues[later].start
    return cues[first].start, on_interruption


def _rep_key(cue: Cue) -> tuple[int | None, int | None, str | None, int | None, int | None]:
    return cue.item, cue.round, cue.side, cue.set, cue.rep


def tempo_after(command: Command, tempo: int) -> int | None:
    """Return the tempo after *slower* or *faster*; None where it goes no further."""
    index = TEMPOS.index(tempo) + (1 if command is Command.FASTER else -1)
    return TEMPOS[index] if 0 <= index < len(TEMPOS) else None
