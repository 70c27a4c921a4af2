"""Where a session resumes after a pause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.model.plan import Place, PlannedSlot
from coach.model.timeline import Cue, ScheduledSegment, ScheduledSlot, Timeline
from coach.model.units import frames
from coach.playback.transport import cue_in_progress, ready_point, resume_point

S = 48_000


def cue(start_s: float, end_s: float, text: str, rep: int | None = None, item: int = 0) -> Cue:
    return Cue(frames(start_s), frames(end_s), "phase", text, Place(item=item, rep=rep))


# Two exercises: reps of six seconds with two cues each, and a rest in between.
TIMELINE = Timeline(
    cues=(
        cue(1, 3, "Cat-Cow"),
        cue(5, 6, "breathe in", rep=1),
        cue(8, 9, "breathe out", rep=1),
        cue(11, 12, "breathe in", rep=2),
        cue(13, 14, "gently"),
        cue(15, 16, "breathe out", rep=2),
        cue(21, 22, "rest"),
        cue(31, 32, "the pack stays on", rep=1, item=1),
        cue(100, 102, "still on", rep=1, item=1),
        cue(300, 301, "take it off", rep=1, item=1),
    ),
    segments=(
        ScheduledSegment(0, 20 * S, "exercise"),
        ScheduledSegment(20 * S, 30 * S, "rest"),
        ScheduledSegment(30 * S, 310 * S, "exercise"),
    ),
    total=310 * S,
)


@pytest.mark.parametrize(
    ("position_s", "resumes_at_s", "why"),
    [
        (0.5, 0.5, "in silence before the first cue: where it was"),
        (1, 1, "at a cue's start: none of it was heard"),
        (2, 1, "a cue outside a rep was interrupted: it is repeated"),
        (3, 3, "a cue that was heard to its end is not repeated"),
        (4, 4, "in silence outside a rep: where it was"),
        (5.5, 5, "the first cue of a rep was interrupted: repeated"),
        (7, 5, "in silence in a rep: the rep starts again"),
        (8.5, 5, "a later cue of a rep was interrupted: the rep starts again"),
        (10, 5, "in silence at a rep's end: still in mid-lift"),
        (11, 11, "at the next rep's start"),
        (15.5, 11, "a reminder in between does not hide the rep's start"),
        (19, 11, "the rep lasts to the end of the exercise"),
        (20.5, 20.5, "the rest has begun: no longer in the rep"),
        (25, 25, "in silence in the rest"),
        (60, 60, "in a rep of over two minutes: where it was"),
        (101, 100, "or at the interrupted cue"),
        (309, 309, "right to its end"),
    ],
)
def test_nobody_resumes_in_mid_lift(position_s: float, resumes_at_s: float, why: str) -> None:
    assert resume_point(TIMELINE, frames(position_s)) == frames(resumes_at_s), why


@given(st.integers(0, TIMELINE.total))
def test_resuming_never_goes_forward_and_is_idempotent(position: int) -> None:
    first = resume_point(TIMELINE, position)
    assert first <= position
    assert resume_point(TIMELINE, first) == first


@given(st.integers(0, TIMELINE.total))
def test_no_cue_is_resumed_in_the_middle(position: int) -> None:
    assert cue_in_progress(TIMELINE, resume_point(TIMELINE, position)) is None


def test_the_same_rep_on_the_other_side_is_a_different_rep() -> None:
    left = Cue(0, S, "rep", "one", Place(item=0, side="left", rep=1))
    right = Cue(2 * S, 3 * S, "rep", "one", Place(item=0, side="right", rep=1))
    timeline = Timeline((left, right), (ScheduledSegment(0, 4 * S, "exercise"),), 4 * S)
    assert resume_point(timeline, frames(3.5)) == 2 * S


def test_an_empty_timeline_resumes_where_it_was() -> None:
    assert resume_point(Timeline((), (), 0), 0) == 0


def test_a_rep_is_not_repeated_after_its_release() -> None:
    release = Cue(20 * S, 22 * S, "release", "let go", Place(item=0, rep=1))
    timeline = Timeline(
        (cue(5, 6, "hold", rep=1), release), (ScheduledSegment(0, 30 * S, "exercise"),), 30 * S
    )
    assert resume_point(timeline, 19 * S) == 5 * S
    assert resume_point(timeline, 21 * S) == 20 * S
    assert resume_point(timeline, 25 * S) == 25 * S


def test_ready_ends_only_the_current_wait() -> None:
    slots = (
        ScheduledSlot(0, 10 * S, PlannedSlot(), 0, 10 * S),
        ScheduledSlot(10 * S, 40 * S, PlannedSlot(waits=True), 0, 40 * S),
        ScheduledSlot(40 * S, 60 * S, PlannedSlot(), 0, 60 * S),
    )
    timeline = Timeline((), (ScheduledSegment(0, 60 * S, "exercise"),), 60 * S, slots)
    assert [ready_point(timeline, at * S) for at in (9, 10, 39, 40)] == [None, 40 * S, 40 * S, None]
