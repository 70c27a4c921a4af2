"""A timeline's efforts and gaps in the reference model's terms, and where the two differ.

Only the first part knows what slots there are; whoever changes the planner adapts that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from typing import Any

from model import Bout, Effort, EffortKind, Gap, Item, gap_kind

from coach.model.timeline import ScheduledSlot, Timeline
from coach.model.units import seconds

CLOSE_S = 0.001
"""Lengths that differ by less are the same: a frame is a 48,000th of a second."""


@dataclass(frozen=True)
class Heard:
    """What a timeline has in the place of an item, and by how much its words made it longer."""

    item: Item
    grown_s: float = 0.0


# Where slot kinds map to items.

EFFORTS: dict[str, EffortKind] = {
    "hold": "hold", "phase": "phase", "timed": "timed", "step": "step", "pace": "own pace",
}  # fmt: skip
"""The effort that a slot of each kind is; any other kind is none."""
AS_SLOTS: dict[str, str] = {
    "open": "timed", "paced": "phase",
    "floor down": "move", "floor up": "move", "time to move": "move",
}  # fmt: skip
"""Kinds of items that slots don't tell apart, with what they are called to be compared."""
GROWING = {"rest", "change"}
"""Slots between efforts that may grow; time that any other kind takes there is too much."""


def _alone(slot: ScheduledSlot, item: int, previous: int, *, resting: bool) -> Heard | None:
    """Return the gap that a slot is by itself; None for words, and for what is between efforts.

    Args:
        slot: no effort.
        item: the exercise that the slot's segment is about.
        previous: the exercise before it.
        resting: the segment is a rest.
    """
    match str(slot.planned.kind):
        case "move":
            return Heard(Gap(item, "time to move", seconds(slot.frames)), _grown_s(slot))
        case "ready":  # up to "Ready, and begin."
            return Heard(Gap(item, "get ready", seconds(slot.closing_start - slot.start)))
        case "rest" if resting:
            return Heard(Gap(previous, "rest", seconds(slot.frames)), _grown_s(slot))
        case _:
            return None


def _effort(slot: ScheduledSlot) -> Effort | None:
    kind = EFFORTS.get(str(slot.planned.kind))
    if kind is None:
        return None
    place: Any = getattr(slot.planned, "place", None)
    assert place is not None, f"an effort without its place: {slot}"
    rep = None if kind == "own pace" else place.rep
    return Effort(
        place.item, place.round, place.side, place.set, rep, place.phase, kind,
        seconds(slot.frames),
    )  # fmt: skip


# The walk along a timeline.


def heard(timeline: Timeline) -> list[Heard]:
    """Return a timeline's efforts and gaps in order, without those of its opening and its end."""
    found: list[Heard] = []
    previous = -1
    for segment in timeline.segments:
        if segment.kind in {"exercise", "rest"}:
            slots = timeline.slots_of(segment)
            item = next((e.item for slot in slots if (e := _effort(slot))), previous)
            found += _in_segment(slots, item, previous, resting=segment.kind == "rest")
            previous = item
    return [one for one in found if one.item.length_s > 0]


def _in_segment(
    slots: tuple[ScheduledSlot, ...], item: int, previous: int, *, resting: bool
) -> Iterator[Heard]:
    """Yield what is in a segment: before each effort, the gap to it, and the waits in that."""
    efforts: list[Effort] = []
    since: list[ScheduledSlot] = []
    for slot in slots:
        effort = _effort(slot)
        if effort is None:
            since.append(slot)
            continue
        if efforts:
            yield from _between(since, efforts[-1], effort, efforts[0])
        yield from _all_alone(since, item, previous, resting=resting)
        yield Heard(effort, _grown_s(slot))
        efforts.append(effort)
        since = []
    yield from _all_alone(since, item, previous, resting=resting)


def _between(
    slots: list[ScheduledSlot], before: Effort, after: Effort, first: Effort
) -> Iterator[Heard]:
    """Yield the gap that some slots are together, the waits of steps apart."""
    if _bout(before) != _bout(after):
        kind = gap_kind(_bout(before), _bout(after), first.side)
        length_s = seconds(sum(slot.frames for slot in slots if slot.planned.kind != "ready"))
        grown_s = sum(_grown_s(slot) for slot in slots if slot.planned.kind in GROWING)
        yield Heard(Gap(after.item, kind, length_s), grown_s)


def _all_alone(
    slots: list[ScheduledSlot], item: int, previous: int, *, resting: bool
) -> Iterator[Heard]:
    gaps = (_alone(slot, item, previous, resting=resting) for slot in slots)
    yield from (gap for gap in gaps if gap is not None)


def _bout(effort: Effort) -> Bout:
    return Bout(effort.side, effort.set, effort.rep)


def _grown_s(slot: ScheduledSlot) -> float:
    return seconds(max(0, slot.frames - slot.planned.frames))


# Where they differ.


def differences(expected: list[Item], timeline: Timeline) -> list[str]:
    """Return a line for each place where a timeline is not what the model expects."""
    pairs = zip_longest(_folded(Heard(item) for item in expected), _folded(heard(timeline)))
    return [
        f"{number}: expected {want.item if want else 'nothing'}, heard {have or 'nothing'}"
        for number, (want, have) in enumerate(pairs)
        if want is None or have is None or not _agree(want.item, have)
    ]


def _agree(want: Item, have: Heard) -> bool:
    if _identity(want) != _identity(have.item):
        return False
    if isinstance(want, Gap) and not want.exact:
        return have.item.length_s > want.length_s - CLOSE_S
    return abs(have.item.length_s - have.grown_s - want.length_s) < CLOSE_S


def _identity(item: Item) -> tuple[Any, ...]:
    """Return all that must be equal, the length apart."""
    kind = _kind(item)
    if isinstance(item, Gap):
        return (item.item, kind)
    return (item.item, kind, item.round, item.side, item.set, item.rep, item.phase)


def _kind(item: Item) -> str:
    return AS_SLOTS.get(item.kind, item.kind)


def _folded(all_of_them: Iterable[Heard]) -> list[Heard]:
    """Add up the moves that follow each other on the way into an exercise."""
    folded: list[Heard] = []
    for is_move, group in groupby(all_of_them, key=lambda one: _kind(one.item) == "move"):
        several = list(group)
        if is_move:
            length_s = sum(one.item.length_s for one in several)
            grown_s = sum(one.grown_s for one in several)
            several = [Heard(replace(several[0].item, length_s=length_s), grown_s)]
        folded += several
    return folded
