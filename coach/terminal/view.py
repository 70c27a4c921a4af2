"""What there is to see at a state: no terminal, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coach.model.plan import SegmentKind, SlotKind
from coach.model.timeline import Cue, ScheduledSlot
from coach.model.units import FRAME_RATE, frames
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
    slot = timeline.slot_at(position)
    index = _shown(state, chapter)
    here = chapter.place(position)
    segment = chapter.segment
    return View(
        words=chapter.cues[index].text if index is not None else "",
        before=chapter.said_before(index),
        title=segment.exercise or TITLES[segment.kind],
        stage=_stage(slot, chapter),
        side=here.side,
        rep=_of(here.rep, here.reps),
        set=_of(here.set, here.sets),
        round=_of(here.round, here.rounds),
        phase=phase_of(slot, position) if slot else None,
        next=chapter.what_next(position),
        wait=_wait(slot),
        left_s=left_s,
        ready=_ready(state),
    )


def _ready(state: SessionState) -> int | None:
    until, total = state.ready_until, state.timeline.total
    return None if until is None or until >= total else 100 * until // total


def phase_of(slot: ScheduledSlot, position: int) -> Phase | None:
    """Return how far a slot is; None for one whose time is that of its words."""
    length = slot.end - slot.start
    if slot.planned.kind == "words" or not length:
        return None
    left, done = slot.end - position, position - slot.start
    length_s = length / FRAME_RATE
    if counts_up(slot):
        return Phase(slot.planned.kind, done // FRAME_RATE + 1, done / length, length_s, up=True)
    return Phase(slot.planned.kind, -(-left // FRAME_RATE), left / length, length_s)


def counts_up(slot: ScheduledSlot) -> bool:
    """Whether the seconds of a slot go up: the voice counts so, or nobody knows its end."""
    if _wait(slot) == "enough":
        return True
    return any(timed.prompt.kind == "count" and timed.offset == 0 for timed in slot.planned.timed)


def words_change(state: SessionState) -> int:
    """Return the frame at which there are other words to show than now."""
    position = state.position
    chapter = chapter_at(state.timeline, position)
    if chapter is None:
        return max(position + 1, state.timeline.total)
    ends = [chapter.segment.end, state.timeline.next_cue_start(position)]
    index = chapter.last(position)
    if index is not None and chapter.passes(index):
        ends.append(_gone(state, chapter.cues[index]))
    return min((end for end in ends if end > position), default=position + 1)


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


def _stage(slot: ScheduledSlot | None, chapter: Chapter) -> str:
    if slot is None or chapter.segment.kind != "exercise":
        return ""
    return STAGES.get(slot.planned.kind, "")


def _wait(slot: ScheduledSlot | None) -> Wait:
    if slot is None or not slot.planned.waits:
        return ""
    return "ready" if slot.planned.kind == "ready" else "enough"


def _of(number: int | None, total: int | None) -> tuple[int, int] | None:
    return (number, total) if number is not None and total is not None and total > 1 else None
