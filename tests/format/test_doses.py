"""Times and counts as authors write them, and what is wrong with the rest."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.format.doses import (
    Dose,
    Wrong,
    a_time,
    count,
    count_range,
    duration,
    duration_range,
    positive_duration,
    positive_range,
    understand,
)
from coach.model.units import Range, duration_text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30 s", 30),
        ("30s", 30),
        ("30 sec.", 30),
        ("1 second", 1),
        ("2 min", 120),
        ("1 min 30 s", 90),
        ("1 min and 30 s", 90),
        ("1min30s", 90),
        ("1 h 2 min 3 s", 3723),
        ("1,5 min", 90),
        ("0.25 s", 0.25),
        ("30 S", 30),
        ("010 s", 10),
        ("24 h", 86400),
    ],
)
def test_duration(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("30", Wrong("30 what?", "write `30 s` or `30 min`", "no-unit")),
        ("010", Wrong("010 what?", "write `10 s` or `10 min`", "no-unit")),
        (
            "1:30",
            Wrong("`1:30` could be minutes or hours", "write `90 s` or `1 min 30 s`", "no-unit"),
        ),
        ("0:30", Wrong("`0:30` could be minutes or hours", "write `30 s`", "no-unit")),
        ("2:00", Wrong("`2:00` could be minutes or hours", "write `120 s` or `2 min`", "no-unit")),
        ("30 m", Wrong("`m` is no unit here", "write `30 min`")),
        ("30″", Wrong("`″` is no unit here", "write `30 s`")),
        ("2'", Wrong("`'` is no unit here", "write `2 min`")),
        ("-5 s", Wrong("`-5 s` is less than nothing", "write a time such as `30 s`")),
        ("25 h", Wrong("`25 h` is more than a day", "write a shorter time", "too-large")),
        (
            "3 s 2 min",
            Wrong("the units of `3 s 2 min` don't run from large to small", "write `1 min 30 s`"),
        ),
        (
            "2 min 3 min",
            Wrong("the units of `2 min 3 min` don't run from large to small", "write `1 min 30 s`"),
        ),
        (
            "a while",
            Wrong("`a while` is not a time", "write a number and its unit: `30 s`, `2 min`"),
        ),
    ],
)
def test_duration_that_is_wrong(text: str, wrong: Wrong) -> None:
    assert duration(text) == wrong


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("30 to 60 s", 30, 60),
        ("30-60 s", 30, 60),
        ("30–60 s", 30, 60),  # noqa: RUF001 - word processors make this dash
        ("30 s to 1 min", 30, 60),
        ("1 to 2 min", 60, 120),
        ("30 s", 30, 30),
    ],
)
def test_duration_range(text: str, low: float, high: float) -> None:
    assert duration_range(text) == Range(low, high)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "60 to 30 s",
            Wrong("the range runs backwards", "did you mean `30 s to 60 s`?", "backwards"),
        ),
        (
            "30 to 60",
            Wrong("30 to 60 what?", "write `30 to 60 s` or `30 to 60 min`", "no-unit"),
        ),
        (
            "30 to",
            Wrong("`30 to` has one end only", "write `30 to 60 s`, or one time such as `30 s`"),
        ),
        ("1-2-3 s", Wrong("`1-2-3 s` is not a range", "write `30 to 60 s`")),
        (
            "x to 60 s",
            Wrong("`x` is not a time", "write a number and its unit: `30 s`, `2 min`"),
        ),
        ("0 s", Wrong("`0 s` is no time at all", "write a time such as `30 s`")),
        ("0 to 9 s", Wrong("`0 to 9 s` starts at no time at all", "write a time such as `30 s`")),
    ],
)
def test_duration_range_that_is_wrong(text: str, wrong: Wrong) -> None:
    assert positive_range(text) == wrong


# No time at all is right for a rest, and wrong for what must last.
def test_no_time_at_all() -> None:
    assert duration("0 s") == 0
    assert positive_duration("0 s") == Wrong(
        "`0 s` is no time at all", "write a time such as `30 s`"
    )


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("5", 5, 5), ("010", 10, 10), ("5 to 10", 5, 10), ("5-10", 5, 10), ("5 — 10", 5, 10)],
)
def test_count(text: str, low: int, high: int) -> None:
    assert count_range(text) == Range(low, high)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("10-5", Wrong("the range runs backwards", "did you mean `5 to 10`?", "backwards")),
        ("0", Wrong("this is none at all", "write a number from 1, or delete the word")),
        ("10001", Wrong("10,001 is too many; the most is 10,000", "", "too-large")),
        ("ten", Wrong("`ten` is a word", "write the number: `10`")),
        ("3 x 10", Wrong("`3 x 10` is two numbers", "write `sets: 3` and `reps: 10`")),
        ("10x", Wrong("`10x` has more than a number", "write `10`")),
        ("10 reps", Wrong("`10 reps` has more than a number", "write `10`")),
        ("2.5", Wrong("`2.5` is not a whole number", "write a whole number, such as `5`")),
        ("no", Wrong("`no` is not a number", "write a whole number, such as `5`")),
        ("-5", Wrong("`-5` is not a number", "write a whole number, such as `5`")),
        ("5 to", Wrong("`5 to` is not a range of numbers", "write `5 to 10`")),
        ("1-2-3", Wrong("`1-2-3` has more than two ends", "write `1 to 3`")),
    ],
)
def test_count_that_is_wrong(text: str, wrong: Wrong) -> None:
    assert count_range(text) == wrong


# What Coach prints of a time, it reads back as the same time.
@settings(deadline=None)
@given(st.integers(0, 24 * 3600 * 1000))
def test_printed_duration_reads_back(milliseconds: int) -> None:
    assert duration(duration_text(milliseconds / 1000)) == milliseconds / 1000


# A hint that was typed as it stands is read without a word, and means what the author meant.
@settings(deadline=None)
@given(st.integers(0, 999), st.integers(0, 59))
def test_hint_for_a_clock_reads_back(minutes: int, rest: int) -> None:
    wrong = duration(f"{minutes}:{rest:02d}")
    assert isinstance(wrong, Wrong)
    for way in wrong.hint.removeprefix("write ").split(" or "):
        assert duration(way.strip("`")) == minutes * 60 + rest


@settings(deadline=None)
@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_turned_range_reads_back(one: int, other: int) -> None:
    low, high = min(one, other), max(one, other)
    assert count_range(f"{low} to {high}") == Range(low, high)
    if low < high:
        wrong = count_range(f"{high} - {low}")
        assert isinstance(wrong, Wrong)
        hint = wrong.hint.removeprefix("did you mean `").removesuffix("`?")
        assert count_range(hint) == Range(low, high)


# Any text at all gives a value or a Wrong, never an exception.
@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=30) | st.from_regex(r"[\d.,:smin to-]{0,20}"))
def test_any_text(text: str) -> None:
    for parse in (duration, duration_range, count, count_range, positive_range):
        assert isinstance(parse(text), (float, int, Range, Wrong))
