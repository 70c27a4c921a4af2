"""Frames, ranges, and times as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.model.units import (
    FRAME_RATE,
    Pick,
    Range,
    clock_text,
    duration_text,
    frames,
    plain,
    seconds,
)


# A time is a whole number of frames, and reads back to within half a frame.
@settings(deadline=None)
@given(st.floats(0, 100_000))
def test_frames_and_seconds(time_s: float) -> None:
    assert abs(seconds(frames(time_s)) - time_s) <= 0.5 / FRAME_RATE + 1e-6


@pytest.mark.parametrize(
    ("low", "high", "choice", "picked"),
    [
        (5, 10, "low", 5),
        (5, 10, "high", 10),
        (5, 10, 7, 7),
        (5, 10, 3, 5),
        (5, 10, 30, 10),
        (5, 5, 30, 5),
        (5, 5, "high", 5),
    ],
)
def test_picking_from_a_range(low: int, high: int, choice: Pick, picked: int) -> None:
    assert Range(low, high).pick(choice) == picked


@pytest.mark.parametrize(("value", "text"), [(5, "5"), (5.0, "5"), (0.5, "0.5"), (100, "100")])
def test_plain(value: float, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("time_s", "text"),
    [
        (0, "0 s"),
        (0.25, "0.25 s"),
        (30, "30 s"),
        (59.9996, "1 min"),
        (60, "1 min"),
        (90, "1 min 30 s"),
        (3600, "1 h"),
        (3605.5, "1 h 5.5 s"),
        (3723, "1 h 2 min 3 s"),
    ],
)
def test_duration_text(time_s: float, text: str) -> None:
    assert duration_text(time_s) == text


@pytest.mark.parametrize(
    ("time_s", "decimals", "text"),
    [
        (0, 0, "0:00"),
        (59.99, 0, "0:59"),
        (65.29, 1, "1:05.2"),
        (0.3, 1, "0:00.3"),
        (3600, 0, "1:00:00"),
        (3725.5, 2, "1:02:05.50"),
    ],
)
def test_clock_text_is_truncated(time_s: float, decimals: int, text: str) -> None:
    assert clock_text(time_s, decimals) == text
