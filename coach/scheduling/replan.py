"""Another future for a timeline: ten seconds more, another tempo, speech measured meanwhile.

Every function here is pure and keeps the past: cues that have begun and slots that are over stay
as they were, to the frame.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from coach.model.plan import Plan, Slot
from coach.model.timeline import Cue, Measure, Part, Segment, Timeline
from coach.model.units import FRAME_RATE
from coach.scheduling.fit import fit
from coach.scheduling.schedule import INTRO, closing_frame, cue_of, moved, part_moved

NewSlot = Callable[[int, Part], Slot | None]
"""What a part (its number in the timeline, and itself) becomes; None to leave it as it is."""

LONGER_KINDS = frozenset({"ready", "hold", "timed", "step", "rest", "change"})
"""The kinds of slot that can be made longer: what is held or waited for, not the parts of a rep."""
_AIR = FRAME_RATE // 20

_start = attrgetter("start")


def part_index(timeline: Timeline, position: int) -> int | None:
    """Return the number of the part that a frame lies in; None past the end, and without parts."""
    index = bisect_right(timeline.parts, position, key=_start) - 1
    return index if index >= 0 and position < timeline.parts[index].end else None


def longer(timeline: Timeline, position: int, by: int, measure: Measure) -> Timeline | None:
    """Return the timeline with the hold or rest at `position` longer by so many frames.

    None where there is neither. `position` must not lie within a cue (see `transport`).
    """
    here = part_index(timeline, position)
    if here is None or timeline.parts[here].slot.kind not in LONGER_KINDS:
        return None

    def new_slot(index: int, part: Part) -> Slot | None:
        return replace(part.slot, frames=part.end - part.start + by) if index == here else None

    return replanned(timeline, position, new_slot, measure)


def at_tempo(timeline: Timeline, position: int, plan: Plan, measure: Measure) -> Timeline:
    """Return the timeline with the phases from `position` on as long as `plan` has them.

    Args:
        timeline: of the same routine and choices, but for the tempo.
        position: where it stands; must not lie within a cue.
        plan: at the new tempo.
        measure: as for `schedule`.
    """
    slots = [slot for section in plan.sections for slot in section.slots]
    before = sum(part.section == INTRO for part in timeline.parts)

    def new_slot(index: int, part: Part) -> Slot | None:
        return slots[index - before] if part.slot.kind == "phase" else None

    return replanned(timeline, position, new_slot, measure)


def remeasured(timeline: Timeline, position: int, measure: Measure) -> Timeline:
    """Return the timeline with every part from `position` on fitted anew.

    For speech that had been estimated and has been measured since. `position` is a part's start.
    """
    return replanned(timeline, position, lambda _, part: part.slot, measure)


def replanned(timeline: Timeline, position: int, new_slot: NewSlot, measure: Measure) -> Timeline:
    """Return a timeline with the same past up to `position`, and parts after it anew.

    Args:
        timeline: what has been played of up to `position`.
        position: the frame from which on things may change; must not lie within a cue.
        new_slot: asked for the part at `position` and each later one.
        measure: as for `schedule`.
    """
    first = part_index(timeline, position)
    if first is None:
        return timeline
    cues = list(timeline.cues[: bisect_left(timeline.cues, position, key=_start)])
    parts = list(timeline.parts[:first])
    now = timeline.parts[first].start
    for index in range(first, len(timeline.parts)):
        part = timeline.parts[index]
        slot = new_slot(index, part)
        begun = max(0, position - part.start)
        if slot is None:
            later = _cues_of(timeline, part, part.start + begun)
            cues += (moved(cue, now - part.start) for cue in later)
            parts.append(part_moved(part, now - part.start))
        else:
            anew, said = _fitted(part, slot, _past(begun, cues, now), now, measure)
            cues += said
            parts.append(anew)
        now = parts[-1].end
    return Timeline(tuple(cues), tuple(_segments(timeline, parts)), now, tuple(parts))


def _past(begun: int, cues: list[Cue], now: int) -> int:
    """Return how much of a part is past: with it, the cue that was said last and some air."""
    heard = cues[-1].end - now + _AIR if cues and cues[-1].end > now else 0
    return max(begun, heard) if begun else 0


def _fitted(
    part: Part, slot: Slot, past: int, now: int, measure: Measure
) -> tuple[Part, list[Cue]]:
    """Fit a part anew; of one that has begun, only what is still to come."""
    length, said = fit(slot, measure)
    closing = max(past, closing_frame(slot, said, length))
    length = max(past, length)
    later = [cue_of(spoken, now) for spoken in said if spoken.start >= past]
    return Part(now, now + length, slot, part.section, now + closing), later


def _cues_of(timeline: Timeline, part: Part, since: int) -> tuple[Cue, ...]:
    begin = bisect_left(timeline.cues, since, key=_start)
    return timeline.cues[begin : bisect_left(timeline.cues, part.end, key=_start)]


def _segments(timeline: Timeline, parts: list[Part]) -> Iterator[Segment]:
    """Yield a segment for each section that has a length, as the timeline had them."""
    kept = iter(timeline.segments)
    for _, group in groupby(parts, attrgetter("section")):
        of_section = list(group)
        start, end = of_section[0].start, of_section[-1].end
        if end > start:
            yield replace(next(kept), start=start, end=end)
