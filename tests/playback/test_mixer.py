"""The mixer gives the same samples whatever the block size."""

from __future__ import annotations

import struct
import time
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.model.clip import Clip
from coach.model.timeline import Cue, ScheduledSegment, Timeline
from coach.playback.mixer import Mixer, ramp


def pcm(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}h", *values)


def timeline_of(gaps_and_lengths: list[tuple[int, int]], after: int = 0) -> Timeline:
    cues: list[Cue] = []
    at = 0
    for gap, length in gaps_and_lengths:
        cues.append(Cue(at + gap, at + gap + length, "count", f"{len(cues)}"))
        at += gap + length
    total = at + after
    return Timeline(tuple(cues), (ScheduledSegment(0, total, "exercise"),), total)


def clip_of(cue: Cue) -> Clip:
    """Return samples that identify their cue and their position in it; they are never zero."""
    start = int(cue.text) * 100
    return Clip(pcm(*(1 + (start + i) % 30_000 for i in range(cue.end - cue.start))))


TINY = timeline_of([(2, 3), (0, 2), (4, 1)], after=2)
TINY_PCM = pcm(0, 0, 1, 2, 3, 101, 102, 0, 0, 0, 0, 201, 0, 0)


def test_clips_start_on_their_frames_with_silence_in_between() -> None:
    assert Mixer(TINY, clip_of).block(0, TINY.total) == TINY_PCM


def test_past_the_total_there_is_silence() -> None:
    assert Mixer(TINY, clip_of).block(11, 6) == pcm(201, 0, 0, 0, 0, 0)
    assert Mixer(TINY, clip_of).block(1000, 2) == pcm(0, 0)


def test_the_last_block_ends_at_the_total() -> None:
    blocks = list(Mixer(TINY, clip_of).blocks(4))
    assert [len(block) // 2 for block in blocks] == [4, 4, 4, 2]
    assert b"".join(blocks) == TINY_PCM


timelines = st.builds(
    timeline_of,
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12),
    st.integers(0, 9),
)


@given(timelines, st.lists(st.integers(0, 25), max_size=40))
def test_the_block_size_makes_no_difference(timeline: Timeline, lengths: list[int]) -> None:
    mixer = Mixer(timeline, clip_of)
    starts = [0, *accumulate(lengths)]
    mixed = b"".join(map(mixer.block, starts, lengths))
    assert mixed == mixer.block(0, sum(lengths))
    whole = b"".join(mixer.blocks(7))
    assert whole[: len(mixed)] == mixed[: len(whole)]
    assert len(whole) == 2 * timeline.total


@given(timelines)
def test_exactly_the_cues_are_audible(timeline: Timeline) -> None:
    mixed = memoryview(Mixer(timeline, clip_of).block(0, timeline.total)).cast("h")
    inside = {frame for cue in timeline.cues for frame in range(cue.start, cue.end)}
    assert {frame for frame, value in enumerate(mixed) if value} == inside


def test_a_clip_must_be_as_long_as_its_cue() -> None:
    mixer = Mixer(TINY, lambda _: Clip(pcm(1, 2)))
    with pytest.raises(ValueError, match="the clip has 2 frames"):
        mixer.block(0, 10)


def test_a_block_cannot_start_before_the_timeline() -> None:
    with pytest.raises(ValueError, match="can't start at frame -1"):
        Mixer(TINY, clip_of).block(-1, 10)


@pytest.mark.parametrize("cues", [[(0, 3), (2, 4)], [(4, 5), (0, 1)], [(3, 2)], [(8, 11)]], ids=str)
def test_cues_that_overlap_or_exceed_the_timeline_are_refused(cues: list[tuple[int, int]]) -> None:
    made = tuple(Cue(start, end, "count", "") for start, end in cues)
    with pytest.raises(ValueError, match="no room on the timeline"):
        Mixer(Timeline(made, (), 10), clip_of)


def test_blocks_of_a_very_long_timeline_are_mixed_quickly() -> None:
    timeline = timeline_of([(10, 10)] * 60_000)
    mixer = Mixer(timeline, clip_of)
    began = time.process_time()
    for start in range(0, timeline.total, timeline.total // 1000):
        mixer.block(start, 100)
    assert time.process_time() - began < 1


def test_a_ramp_is_linear() -> None:
    assert ramp(pcm(1000, 1000, -1000, -1000), 1, 0) == pcm(1000, 750, -500, -250)
    assert ramp(pcm(1000, 1000, -1000, -1000), 0, 1) == pcm(0, 250, -500, -750)
    assert ramp(b"", 1, 0) == b""
