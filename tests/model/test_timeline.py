"""A timeline's queries, compared with a search through all of it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coach.model.plan import CueKind, Place, PlannedSlot, SegmentKind
from coach.model.timeline import Cue, ScheduledSegment, ScheduledSlot, Timeline

CUE_KINDS: tuple[CueKind, ...] = ("count", "phase", "name")
SEGMENT_KINDS: tuple[SegmentKind, ...] = ("exercise", "rest", "finish")


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Draw cues with and without gaps, and segments and slots that may be one frame long."""
    gaps = draw(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5)), max_size=12))
    cues, end = [], 0
    for gap, length in gaps:
        kind = draw(st.sampled_from(CUE_KINDS))
        place = Place(item=draw(st.sampled_from([None, 0, 1])))
        cues.append(Cue(end + gap, end + gap + length, kind, "", place))
        end += gap + length
    total = end + draw(st.integers(1, 5))
    segments = [
        ScheduledSegment(start, end, draw(st.sampled_from(SEGMENT_KINDS)))
        for start, end in pairwise(draw(edges(total)))
    ]
    slots = [
        ScheduledSlot(start, end, PlannedSlot(), 0, end)
        for start, end in pairwise(draw(edges(total)))
    ]
    if draw(st.booleans()):
        slots = []
    return Timeline(tuple(cues), tuple(segments), total, tuple(slots))


def edges(total: int) -> st.SearchStrategy[list[int]]:
    inner = st.sets(st.integers(1, total - 1), max_size=6) if total > 1 else st.just(set[int]())
    return inner.map(lambda inside: [0, *sorted(inside), total])


FRAMES = st.integers(-3, 140)


@given(timelines(), FRAMES)
def test_the_latest_current_and_next_cue(timeline: Timeline, frame: int) -> None:
    started = [cue for cue in timeline.cues if cue.start <= frame]
    later = [cue for cue in timeline.cues if cue.start > frame]
    assert timeline.cues_started(frame) == len(started)
    assert timeline.latest_cue(frame) == (started[-1] if started else None)
    heard = [cue for cue in timeline.cues if cue.start <= frame < cue.end]
    assert timeline.cue_at(frame) == (heard[0] if heard else None)
    assert timeline.next_cue(frame) == (later[0] if later else None)
    assert timeline.next_cue_start(frame) == (later[0].start if later else timeline.total)


@given(timelines(), FRAMES, st.sets(st.sampled_from(CUE_KINDS), min_size=1))
def test_the_next_cue_of_certain_kinds(timeline: Timeline, frame: int, kinds: set[CueKind]) -> None:
    later = [cue for cue in timeline.cues if cue.start > frame and cue.kind in kinds]
    assert timeline.next_cue(frame, kinds) == (later[0] if later else None)


@given(timelines(), FRAMES, FRAMES)
def test_the_cues_between_two_frames(timeline: Timeline, start: int, end: int) -> None:
    started = tuple(cue for cue in timeline.cues if start <= cue.start < end)
    assert timeline.cues_between(start, end) == started
    start, end = sorted((start, end))
    heard = tuple(cue for cue in timeline.cues if cue.start < end and start < cue.end)
    assert timeline.cues_heard(start, end) == heard


@given(timelines(), FRAMES)
def test_the_segment_and_the_slot_at_a_frame(timeline: Timeline, frame: int) -> None:
    begun = [segment for segment in timeline.segments if segment.start <= frame]
    assert timeline.segment_at(frame) == (begun[-1] if begun else None)
    assert timeline.segment_index(frame) == (len(begun) - 1 if begun else None)
    inside = [i for i, slot in enumerate(timeline.slots) if slot.start <= frame < slot.end]
    assert timeline.slot_index(frame) == (inside[0] if inside else None)
    assert timeline.slot_at(frame) == (timeline.slots[inside[0]] if inside else None)


@given(timelines(), FRAMES, st.sets(st.sampled_from(SEGMENT_KINDS)))
def test_the_next_segment_and_the_segments_that_have_begun(
    timeline: Timeline, frame: int, kinds: set[SegmentKind]
) -> None:
    of_kinds = [segment for segment in timeline.segments if not kinds or segment.kind in kinds]
    later = [segment for segment in of_kinds if segment.start > frame]
    assert timeline.next_segment(frame, kinds) == (later[0] if later else None)
    begun = [segment for segment in of_kinds if segment.start <= frame]
    assert list(timeline.segments_begun(frame, kinds)) == begun[::-1]


@given(timelines())
def test_the_cues_slots_and_place_of_a_segment(timeline: Timeline) -> None:
    for segment in timeline.segments:
        inside = range(segment.start, segment.end)
        cues = tuple(cue for cue in timeline.cues if cue.start in inside)
        assert timeline.cues_of(segment) == cues
        assert timeline.slots_of(segment) == tuple(s for s in timeline.slots if s.start in inside)
        places = [cue.place for cue in cues if cue.place.item is not None]
        assert timeline.place_of(segment) == (places[0] if places else Place())


def test_queries_work_on_an_empty_timeline() -> None:
    empty = Timeline((), (), 0)
    assert empty.latest_cue(0) is empty.cue_at(0) is empty.next_cue(0) is None
    assert empty.segment_at(0) is empty.next_segment(0) is None
    assert empty.slot_at(0) is None
    assert empty.next_cue_start(0) == 0


def test_cues_and_slots_can_be_moved() -> None:
    cue = Cue(1, 3, "phase", "Lift", Place("A", 0), 90, 2, None, "lift", hurried=True, tone="end")
    assert cue.moved(10) == Cue(
        11, 13, "phase", "Lift", Place("A", 0), 90, 2, None, "lift", hurried=True, tone="end"
    )
    slot = ScheduledSlot(1, 5, PlannedSlot(4, kind="rest"), 2, 4)
    assert slot.moved(10) == ScheduledSlot(11, 15, PlannedSlot(4, kind="rest"), 2, 14)
    assert slot.frames == slot.moved(10).frames == 4


def test_the_same_rep_has_the_same_item_round_side_and_set() -> None:
    place = Place("A", 0, 1, "left", 2, 3, phase=1)
    assert place.same_rep(Place("A", 0, 1, "left", 2, 3, phase=2))
    for other in (
        Place("A", 1, 1, "left", 2, 3),
        Place("A", 0, 2, "left", 2, 3),
        Place("A", 0, 1, "right", 2, 3),
        Place("A", 0, 1, "left", 1, 3),
        Place("A", 0, 1, "left", 2, 4),
    ):
        assert not place.same_rep(other)
