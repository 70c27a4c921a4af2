"""What there is to see at a state: no terminal, no clock."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from coach.model.plan import SegmentKind, SlotKind
from coach.model.timeline import Cue, Part, Timeline
from coach.model.units import FRAME_RATE, frames
from coach.playback.transport import part_at
from coach.terminal.chapter import Chapter, chapter_at
from coach.terminal.state import SessionState

LINGER_S = 2.0
"""How long words that only pass by stay after they were said."""
LINGER_READ_S = 4.0
"""The same where they are read."""
TITLES: dict[SegmentKind, str] = {
    "intro": "Before you start",
    "exercise": "Exercise",
    "rest": "Rest",
    "finish": "To finish",
}
STAGES: dict[SlotKind, str] = {"ready": "get ready", "rest": "rest", "change": "change sides"}
"""What stands beside the exercise's name while it is not being done."""

_start = attrgetter("start")

Wait = Literal["", "ready", "enough"]
"""What the person says to end a wait: that they are ready, or have had enough."""


@dataclass(frozen=True)
class Phase:
    """The stretch of time that is running, with a clock of its own.

    Attributes:
        kind: what its time is for.
        number: the seconds to show: those left, or the one that is running where they are counted
            upwards.
        share: how much of it `number` stands for, from 0 to 1.
        length_s: how long it is.
        up: whether the seconds are counted upwards.
    """

    kind: SlotKind
    number: int
    share: float
    length_s: float
    up: bool = False


@dataclass(frozen=True)
class View:
    """What there is to see. Counts are None where there is nothing to count, or only one.

    Attributes:
        words: what to do now; empty before the first words of a segment.
        before: what was said just before that.
        title: the exercise, or what is going on around it.
        stage: what is going on beside the exercise itself, such as "rest".
        side: left or right.
        rep, set, round: which one, and how many there are.
        phase: the time that is running, if any.
        next: what comes after it; empty at the end.
        wait: what ends it, where it waits for the person.
        left_s: what is left of the whole, in whole seconds.
        ready: per cent of the whole that a slow voice has spoken; None where all is ready, and
            `left_s` is not an estimate any more.
    """

    words: str
    before: str
    title: str
    stage: str = ""
    side: str | None = None
    rep: tuple[int, int] | None = None
    set: tuple[int, int] | None = None
    round: tuple[int, int] | None = None
    phase: Phase | None = None
    next: str = ""
    wait: Wait = ""
    left_s: int = 0
    ready: int | None = None


def view(state: SessionState) -> View:
    """Return what there is to see. The same state gives the same view."""
    timeline, position = state.timeline, state.position
    left_s = -(-max(0, timeline.total - position) // FRAME_RATE)
    chapter = chapter_at(timeline, position)
    if chapter is None:
        return View("", "", "", left_s=left_s)
    part = part_at(timeline, position)
    index = _shown(state, chapter)
    here = chapter.place(position)
    segment = chapter.segment
    return View(
        words=chapter.cues[index].text if index is not None else "",
        before=chapter.said_before(index),
        title=segment.exercise or TITLES[segment.kind],
        stage=_stage(part, chapter),
        side=here.side if here else None,
        rep=_of(here.rep if here else None, chapter.reps(here)),
        set=_of(here.set if here else None, chapter.sets),
        round=_of(here.round if here else None, chapter.rounds),
        phase=phase_of(part, position) if part else None,
        next=chapter.what_next(position),
        wait=_wait(part),
        left_s=left_s,
        ready=_ready(state),
    )


def _ready(state: SessionState) -> int | None:
    until, total = state.ready_until, state.timeline.total
    return None if until is None or until >= total else 100 * until // total


def phase_of(part: Part, position: int) -> Phase | None:
    """Return how far a part is; None for one whose time is that of its words."""
    length = part.end - part.start
    if part.slot.kind == "words" or not length:
        return None
    left, done = part.end - position, position - part.start
    length_s = length / FRAME_RATE
    if counts_up(part):
        return Phase(part.slot.kind, done // FRAME_RATE + 1, done / length, length_s, up=True)
    return Phase(part.slot.kind, -(-left // FRAME_RATE), left / length, length_s)


def counts_up(part: Part) -> bool:
    """Whether the seconds of a part go up: the voice counts so, or nobody knows its end."""
    if _wait(part) == "enough":
        return True
    return any(insert.prompt.kind == "count" and insert.at == 0 for insert in part.slot.inserts)


def words_change(state: SessionState) -> int:
    """Return the frame at which there are other words to show than now."""
    position = state.position
    chapter = chapter_at(state.timeline, position)
    if chapter is None:
        return max(position + 1, state.timeline.total)
    ends = [chapter.segment.end, next_cue(state.timeline, position)]
    index = chapter.last(position)
    if index is not None and chapter.passes(index):
        ends.append(_gone(state, chapter.cues[index]))
    return min((end for end in ends if end > position), default=position + 1)


def next_cue(timeline: Timeline, position: int) -> int:
    """Return the frame of the next cue's first word; the end where there is none."""
    index = bisect_right(timeline.cues, position, key=_start)
    return timeline.cues[index].start if index < len(timeline.cues) else timeline.total


def _shown(state: SessionState, chapter: Chapter) -> int | None:
    """Return which cue holds: what passes by holds only while it is said and a little after."""
    index = chapter.last(state.position)
    if index is None:
        return None
    if chapter.passes(index) and state.position < _gone(state, chapter.cues[index]):
        return index
    return chapter.standing[index]


def _gone(state: SessionState, cue: Cue) -> int:
    return cue.end + frames(LINGER_READ_S if state.read else LINGER_S)


def _stage(part: Part | None, chapter: Chapter) -> str:
    if part is None or chapter.segment.kind != "exercise":
        return ""
    return STAGES.get(part.slot.kind, "")


def _wait(part: Part | None) -> Wait:
    if part is None or not part.slot.waits:
        return ""
    return "ready" if part.slot.kind == "ready" else "enough"


def _of(number: int | None, most: int) -> tuple[int, int] | None:
    return (number, most) if number is not None and most > 1 else None
