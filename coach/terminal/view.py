"""What a screen shows of a session's state, before it is laid out for a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coach.model.plan import SegmentKind, SlotKind
from coach.model.timeline import Cue, ScheduledSlot
from coach.model.units import FRAME_RATE, frames
from coach.session.screen import SessionState
from coach.terminal.segment_cues import SegmentCues, segment_cues_at

LINGER_S = 2.0
"""How long transient words stay after they have been said."""
LINGER_SILENT_S = 4.0
"""How long they stay if there is no sound."""
TITLES: dict[SegmentKind, str] = {
    "intro": "Before you start",
    "exercise": "Exercise",
    "rest": "Rest",
    "finish": "To finish",
}
STAGES: dict[SlotKind, str] = {
    "ready": "get ready",
    "move": "move",
    "rest": "rest",
    "change": "change sides",
}
"""What is shown next to an exercise's name while it isn't being done."""

Wait = Literal["", "ready", "finished", "enough"]
"""How the person ends a wait: by being ready, having finished, or having had enough."""
_WAITS: dict[SlotKind, Wait] = {"move": "ready", "ready": "ready", "pace": "finished"}


@dataclass(frozen=True)
class SlotClock:
    """How far a slot of time has got.

    Attributes:
        kind: what its time is for.
        number: the seconds to show: how many are left, or which one it is if they count up.
        share: how much of the slot that is, from 0 to 1.
        length_s: the slot's length, in seconds.
        up: whether the seconds count up.
    """

    kind: SlotKind
    number: int
    share: float
    length_s: float
    up: bool = False


@dataclass(frozen=True)
class View:
    """What there is to show. A count is None if there is nothing to count, or only one of it.

    Attributes:
        words: what to do now; empty before a segment's first words.
        before: what was said before that.
        title: the exercise's name, or the segment's if it isn't an exercise.
        stage: what is going on besides the exercise itself, such as "rest".
        side: left or right.
        rep, set, round: which one it is, and how many there are.
        clock: how far the current slot has got, if it has a clock.
        next: what comes next; empty at the end.
        wait: how the person ends the current slot, if it waits for them.
        left_s: how much of the whole session is left, in whole seconds.
        ready: how much of the session's speech is ready, in per cent; None once all of it is, and
            `left_s` is exact.
    """

    words: str
    before: str
    title: str
    stage: str = ""
    side: str | None = None
    rep: tuple[int, int] | None = None
    set: tuple[int, int] | None = None
    round: tuple[int, int] | None = None
    clock: SlotClock | None = None
    next: str = ""
    wait: Wait = ""
    left_s: int = 0
    ready: int | None = None


def view(state: SessionState) -> View:
    """Return what there is to show of a state."""
    timeline, position = state.timeline, state.position
    left_s = -(-max(0, timeline.total - position) // FRAME_RATE)
    cues = segment_cues_at(timeline, position)
    if cues is None:
        return View("", "", "", left_s=left_s)
    slot = timeline.slot_at(position)
    index = _shown(state, cues)
    place = cues.place(position)
    segment = cues.segment
    return View(
        words=cues.cues[index].text if index is not None else "",
        before=cues.words_before(index),
        title=segment.exercise or TITLES[segment.kind],
        stage=_stage(slot, cues),
        side=place.side,
        rep=_count(place.rep, place.reps),
        set=_count(place.set, place.sets),
        round=_count(place.round, place.rounds),
        clock=slot_clock(slot, position) if slot else None,
        next=cues.next_words(position),
        wait=_wait(slot),
        left_s=left_s,
        ready=_ready(state),
    )


def slot_clock(slot: ScheduledSlot, position: int) -> SlotClock | None:
    """Return how far a slot has got; None for one that lasts as long as its words."""
    kind, length = slot.planned.kind, slot.frames
    if kind in {"words", "offer"} or not length:
        return None
    left, done = slot.end - position, position - slot.start
    length_s = length / FRAME_RATE
    if counts_up(slot):
        return SlotClock(kind, done // FRAME_RATE + 1, done / length, length_s, up=True)
    return SlotClock(kind, -(-left // FRAME_RATE), left / length, length_s)


def counts_up(slot: ScheduledSlot) -> bool:
    """Whether a slot's seconds count up: as the voice counts, or because its end is open."""
    if _wait(slot) in {"finished", "enough"}:
        return True
    return any(timed.prompt.kind == "count" and timed.offset == 0 for timed in slot.planned.timed)


def next_words_change(state: SessionState) -> int:
    """Return the frame at which the words to show change next."""
    position = state.position
    cues = segment_cues_at(state.timeline, position)
    if cues is None:
        return max(position + 1, state.timeline.total)
    ends = [cues.segment.end, state.timeline.next_cue_start(position)]
    index = cues.latest(position)
    if index is not None and cues.is_transient(index):
        ends.append(_shown_until(state, cues.cues[index]))
    return min((end for end in ends if end > position), default=position + 1)


def _shown(state: SessionState, cues: SegmentCues) -> int | None:
    """Return the cue to show: the latest instruction, or a transient cue for a while."""
    index = cues.latest(state.position)
    if index is None:
        return None
    if cues.is_transient(index) and state.position < _shown_until(state, cues.cues[index]):
        return index
    return cues.instructions[index]


def _shown_until(state: SessionState, cue: Cue) -> int:
    """Return the frame until which a transient cue is shown: some time after it was said.

    Only if it was said just now: not after a jump past it, and not while the session stands.
    """
    if cue.start < state.played_from:
        return cue.end
    return cue.end + frames(LINGER_SILENT_S if state.silent else LINGER_S)


def _ready(state: SessionState) -> int | None:
    until, total = state.ready_until, state.timeline.total
    return None if until is None or until >= total else 100 * until // total


def _stage(slot: ScheduledSlot | None, cues: SegmentCues) -> str:
    if slot is None or cues.segment.kind != "exercise":
        return ""
    return STAGES.get(slot.planned.kind, "")


def _wait(slot: ScheduledSlot | None) -> Wait:
    if slot is None or not slot.planned.waits:
        return ""
    return _WAITS.get(slot.planned.kind, "enough")


def _count(number: int | None, total: int | None) -> tuple[int, int] | None:
    return (number, total) if number is not None and total is not None and total > 1 else None
