"""Timelines that are made of what the model expects, and what is told of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from types import SimpleNamespace
from typing import Any

import pytest
from compare import AS_SLOTS, differences
from hypothesis import given, settings
from model import Effort, Gap, Item, expected

from coach.model.plan import Place, SegmentKind
from coach.model.timeline import ScheduledSegment, ScheduledSlot, Timeline
from coach.model.units import frames
from routines import routines

_SLOTS = {"own pace": "pace", "get ready": "ready", "change side": "change"}


def timeline_of(items: list[Item], words_s: float = 0.0) -> Timeline:
    """Return a timeline of a slot for each item; words of some seconds make each gap longer."""
    segments: list[ScheduledSegment] = []
    slots: list[ScheduledSlot] = []
    start = 0
    for turn, group in groupby(zip(_turns(items), items, strict=True), key=lambda pair: pair[0]):
        first = start
        for _, item in group:
            slots.append(_slot(item, start, words_s, len(segments)))
            start = slots[-1].end
        kind: SegmentKind = "exercise" if turn else "rest"
        segments.append(ScheduledSegment(first, start, kind))
    return Timeline((), tuple(segments), start, tuple(slots))


def _turns(items: list[Item]) -> list[tuple[int, int | None] | None]:
    """Return the exercise and round of each item: a gap's are those of what follows; no rest's."""
    turns: list[tuple[int, int | None] | None] = []
    turn = None
    for item in reversed(items):
        turn = (item.item, item.round) if isinstance(item, Effort) else turn
        turns.insert(0, None if item.kind == "rest" else turn)
    return turns


def _slot(item: Item, start: int, words_s: float, segment: int) -> ScheduledSlot:
    kind = _SLOTS.get(item.kind, AS_SLOTS.get(item.kind, item.kind))
    kind = "rest" if kind.startswith("between") else kind
    grows = isinstance(item, Gap) and kind != "ready"
    end = start + frames(item.length_s + (words_s if grows else 0.0))
    planned: Any = SimpleNamespace(kind=kind, frames=frames(item.length_s), place=_place(item))
    return ScheduledSlot(start, end, planned, segment, end)


def _place(item: Item) -> Place | None:
    if isinstance(item, Gap):
        return None
    return Place(None, item.item, item.round, item.side, item.set, item.rep, item.phase)


@settings(max_examples=60, deadline=None)
@given(routines())
def test_a_timeline_of_what_is_expected_does_not_differ(routine: dict[str, Any]) -> None:
    items = expected(routine)
    assert differences(items, timeline_of(items)) == []
    assert differences(items, timeline_of(items, words_s=2.0)) == []


EXERCISES = {
    "exercises": [
        {"name": "A", "position": "standing", "side": "each", "hold": "20 s", "reps": 2},
        {"name": "B", "phases": [{"say": "Lift.", "for": "3 s"}]},
    ]
}


def _altered() -> Iterator[tuple[str, list[Item]]]:
    items = expected(EXERCISES)
    for index, item in enumerate(items):
        yield f"shorter {index}", [*items[:index], _shorter(item), *items[index + 1 :]]
        yield f"without {index}", [*items[:index], *items[index + 1 :]]
        if isinstance(item, Effort):
            other = replace(item, set=item.set + 1)
            yield f"other set {index}", [*items[:index], other, *items[index + 1 :]]


def _shorter(item: Item) -> Item:
    return replace(item, length_s=item.length_s - 0.5)


@pytest.mark.parametrize(("what", "items"), list(_altered()))
def test_every_change_of_a_timeline_is_found(what: str, items: list[Item]) -> None:
    assert differences(expected(EXERCISES), timeline_of(items)), what
