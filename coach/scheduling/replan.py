"""Changing the future of a timeline: ten seconds more, another tempo, speech that got measured.

Every function here is pure and keeps the past: cues that have begun and slots that are over stay
as they were, to the frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from coach.model.plan import Plan, PlannedSlot
from coach.model.timeline import Cue, Measure, ScheduledSegment, ScheduledSlot, Timeline
from coach.model.units import FRAME_RATE
from coach.scheduling.fit import fit
from coach.scheduling.schedule import INTRO, closing_frame, cue_of

NewSlot = Callable[[int, ScheduledSlot], PlannedSlot | None]
"""What a slot (its number in the timeline, and itself) becomes; None to leave it as it is."""

LONGER_KINDS = frozenset({"move", "ready", "hold", "timed", "step", "pace", "rest", "change"})
"""The kinds of slot that can be made longer: what is held or waited for, not the parts of a rep."""
_PAUSE = FRAME_RATE // 20
"""The least quiet between the last cue of the past and the first one after it."""


def longer(timeline: Timeline, position: int, by: int, measure: Measure) -> Timeline | None:
    """Return the timeline with the hold or rest at `position` longer by so many frames.

    None where there is neither. `position` must not lie within a cue (see `transport`).
    """
    here = timeline.slot_index(position)
    if here is None or timeline.slots[here].planned.kind not in LONGER_KINDS:
        return None

    def new_slot(index: int, slot: ScheduledSlot) -> PlannedSlot | None:
        return replace(slot.planned, frames=slot.frames + by) if index == here else None

    return replanned(timeline, position, new_slot, measure)


def at_tempo(timeline: Timeline, position: int, plan: Plan, measure: Measure) -> Timeline:
    """Return the timeline with the phases from `position` on as long as `plan` has them.

    Args:
        timeline: of the same routine and choices, but for the tempo.
        position: where it stands; must not lie within a cue.
        plan: at the new tempo.
        measure: as for `schedule`.
    """
    planned = [slot for segment in plan.segments for slot in segment.slots]
    before = sum(slot.segment == INTRO for slot in timeline.slots)

    def new_slot(index: int, slot: ScheduledSlot) -> PlannedSlot | None:
        return planned[index - before] if slot.planned.kind == "phase" else None

    return replanned(timeline, position, new_slot, measure)


def remeasured(timeline: Timeline, position: int, measure: Measure) -> Timeline:
    """Return the timeline with every slot from `position` on fitted again.

    For speech that had been estimated and has been measured since. `position` is a slot's start.
    """
    return replanned(timeline, position, lambda _, slot: slot.planned, measure)


def replanned(timeline: Timeline, position: int, new_slot: NewSlot, measure: Measure) -> Timeline:
    """Return a timeline with the same past up to `position`, and other slots from there on.

    Args:
        timeline: what has been played of up to `position`.
        position: the frame from which on things may change; must not lie within a cue.
        new_slot: asked for the slot at `position` and each later one.
        measure: as for `schedule`.
    """
    first = timeline.slot_index(position)
    if first is None:
        return timeline
    cues = list(timeline.cues_between(0, position))
    slots = list(timeline.slots[:first])
    now = timeline.slots[first].start
    for index in range(first, len(timeline.slots)):
        slot = timeline.slots[index]
        planned = new_slot(index, slot)
        begun = max(0, position - slot.start)
        if planned is None:
            later = timeline.cues_between(slot.start + begun, slot.end)
            cues += (cue.moved(now - slot.start) for cue in later)
            slots.append(slot.moved(now - slot.start))
        else:
            new, fitted = _fitted(slot, planned, _past(begun, cues, now), now, measure)
            cues += fitted
            slots.append(new)
        now = slots[-1].end
    return Timeline(tuple(cues), tuple(_segments(timeline, slots)), now, tuple(slots))


def _past(begun: int, cues: list[Cue], now: int) -> int:
    """Return how much of a slot is past: with it, the latest cue and a little quiet."""
    heard = cues[-1].end - now + _PAUSE if cues and cues[-1].end > now else 0
    return max(begun, heard) if begun else 0


def _fitted(
    slot: ScheduledSlot, planned: PlannedSlot, past: int, now: int, measure: Measure
) -> tuple[ScheduledSlot, list[Cue]]:
    """Fit a slot again; of one that has begun, only what is still to come."""
    length, fitted = fit(planned, measure)
    closing = max(past, closing_frame(planned, fitted, length))
    length = max(past, length)
    later = [cue_of(prompt, now) for prompt in fitted if prompt.start >= past]
    return ScheduledSlot(now, now + length, planned, slot.segment, now + closing), later


def _segments(timeline: Timeline, slots: list[ScheduledSlot]) -> Iterator[ScheduledSegment]:
    """Yield a segment for each of the plan's that has a length, as the timeline had them."""
    kept = iter(timeline.segments)
    for _, group in groupby(slots, attrgetter("segment")):
        of_segment = list(group)
        start, end = of_segment[0].start, of_segment[-1].end
        if end > start:
            yield replace(next(kept), start=start, end=end)
