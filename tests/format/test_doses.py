"""Times and counts that authors write, and what is wrong with invalid ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_routines import suggested

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
from coach.format.instead import instead
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
    ("text", "code", "written"),
    [
        ("30", "no-unit", "30 s | 30 min"),
        ("010", "no-unit", "10 s | 10 min"),
        ("0", "no-unit", "0 s"),
        ("1:30", "no-unit", "90 s | 1 min 30 s"),
        ("0:30", "no-unit", "30 s"),
        ("2:00", "no-unit", "120 s | 2 min"),
        ("30 m", "", "30 s | 2 min"),
        ("-5 s", "", "30 s"),
        ("25 h", "too-large", ""),
        ("3 s 2 min", "", "1 min 30 s"),
        ("2 min 3 min", "", "1 min 30 s"),
        ("a while", "", "30 s | 2 min"),
    ],
)
def test_duration_that_is_wrong(text: str, code: str, written: str) -> None:
    wrong = duration(text)
    assert isinstance(wrong, Wrong)
    assert (wrong.code, suggested(wrong.hint)) == (code, written)


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
    ("text", "code", "written"),
    [
        ("60 to 30 s", "backwards", "30 s to 60 s"),
        ("30 to 60", "no-unit", "30 to 60 s | 30 to 60 min"),
        ("30 to", "", "30 to 60 s | 30 s"),
        ("1-2-3 s", "", "30 to 60 s"),
        ("x to 60 s", "", "30 s | 2 min"),
        ("0 s", "", "30 s"),
        ("0 to 9 s", "", "30 s"),
    ],
)
def test_duration_range_that_is_wrong(text: str, code: str, written: str) -> None:
    wrong = positive_range(text)
    assert isinstance(wrong, Wrong)
    assert (wrong.code, suggested(wrong.hint)) == (code, written)


# Zero seconds are right for a rest, and wrong where some time is needed.
def test_zero_seconds() -> None:
    assert duration("0 s") == 0
    wrong = positive_duration("0 s")
    assert isinstance(wrong, Wrong)
    assert suggested(wrong.hint) == "30 s"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("5", 5, 5), ("010", 10, 10), ("5 to 10", 5, 10), ("5-10", 5, 10), ("5 — 10", 5, 10)],
)
def test_count(text: str, low: int, high: int) -> None:
    assert count_range(text) == Range(low, high)


@pytest.mark.parametrize(
    ("text", "code", "written"),
    [
        ("10-5", "backwards", "5 to 10"),
        ("0", "", "1"),
        ("10001", "too-large", ""),
        ("ten", "", "5"),
        ("2.5", "", "5"),
        ("no", "", "5"),
        ("-5", "", "5"),
        ("5 to", "", "5 to 10"),
        ("1-2-3", "", "1 to 3"),
    ],
)
def test_count_that_is_wrong(text: str, code: str, written: str) -> None:
    wrong = count_range(text)
    assert isinstance(wrong, Wrong)
    assert (wrong.code, suggested(wrong.hint)) == (code, written)


# Doses as leaflets print them are understood part by part.
@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("3 x 10", Dose(sets="3", count="10")),
        ("10x3", Dose(sets="3", count="10")),
        ("3 sets of 10", Dose(sets="3", count="10")),
        ("10 reps x 3 sets", Dose(sets="3", count="10")),
        ("once", Dose(count="1")),
        ("twice", Dose(count="2")),
        ("thrice", Dose(count="3")),
        ("twelve", Dose(count="12")),
        ("\u201c10\u201d", Dose(count="10")),
        ("10-15 reps", Dose(count="10 to 15")),
        ("10 steps", Dose(count="10", more=True)),
        ("20 seconds each side", Dose(time="20 s", each=True)),
        ("20 secs per leg", Dose(time="20 s", each=True)),
        ("10 each leg", Dose(count="10", each=True)),
        ("10/side", Dose(count="10", each=True)),
        ("10 L / 10 R", Dose(count="10", each=True)),
        ("\u00bd min", Dose(time="30 s")),
        ("1\u00bd min", Dose(time="1 min 30 s")),
        ("1/2 min", Dose(time="30 s")),
        ("a minute and a half", Dose(time="1 min 30 s")),
        ("forty-five seconds", Dose(time="45 s")),
        ("30 m", Dose(time="30 min")),
        ("30\u2033", Dose(time="30 s")),
        ("2'", Dose(time="2 min")),
        ("1'30\"", Dose(time="1 min 30 s")),
        ("1m30s", Dose(time="1 min 30 s")),
        ("1m30", Dose(time="1 min 30 s")),
        ("1 min 30", Dose(time="1 min 30 s")),
        ("(10 s)", Dose(time="10 s")),
        ("about 30 s", Dose(time="30 s")),
        ("~30 s", Dose(time="30 s")),
        ("30+ s", Dose(time="30 s")),
        ("a count of 5", Dose(time="5 s")),
        ("5 slow counts", Dose(time="5 s")),
        ("10 Sekunden", Dose(time="10 s")),
        ("30 bis 60 s", Dose(time="30 to 60 s")),
        ("30 \u00e0 60 secondes", Dose(time="30 to 60 s")),
        ("between 20 and 30 s", Dose(time="20 to 30 s")),
        ("30 s or as tolerated", Dose(time="30 s", more=True)),
        ("30 s x 3", Dose(time="30 s", count="3")),
        ("3 x 30 s hold", Dose(time="30 s", count="3")),
        ("3 x 10-15 secs", Dose(time="10 to 15 s", count="3")),
        ("30 secs x 3 each side", Dose(time="30 s", count="3", each=True)),
        ("5 slow breaths", Dose(breaths="5")),
        ("5 breathes", Dose(breaths="5")),
        ("8, 10, 12", Dose(listed=("8", "10", "12"))),
        ("20-30-40 s", Dose(listed=("20 s", "30 s", "40 s"))),
        ("5 s, then 10 s", Dose(listed=("5 s", "10 s"))),
        ("AMRAP", Dose(open_=True)),
        ("max", Dose(open_=True)),
        ("to failure", Dose(open_=True)),
        ("as long as you can", Dose(open_=True)),
        ("until tired", Dose(open_=True)),
        ("up to 30 seconds", Dose(time="30 s", open_=True)),
        ("max. 2 min", Dose(time="2 min", open_=True)),
    ],
)
def test_dose_on_a_leaflet(text: str, dose: Dose) -> None:
    assert understand(text) == dose


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "a few",
        "1 2 3",
        "10 x 10 x 10",
        "10 L / 8 R",
        "30 s on, 30 s off",
        "3 x \u00bd",
        "",
        "-",
    ],
)
def test_dose_that_is_not_understood(text: str) -> None:
    assert understand(text) is None


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("rest 1 min between sets", "1 min"),
        ("after 90 secs.", "1 min 30 s"),
        ("Plank 1 min 30 s", "1 min 30 s"),
        ("no time", ""),
        ("30", ""),
    ],
)
def test_first_time_in_a_text(text: str, time: str) -> None:
    assert a_time(text) == time


# A suggestion names the key for each part of a dose.
@pytest.mark.parametrize(
    ("key", "text", "write"),
    [
        ("hold", "30 m", {"hold": "30 min"}),
        ("hold", "20 seconds each side", {"hold": "20 s", "side": "each"}),
        ("hold", "3 x 30 s", {"hold": "30 s", "reps": "3"}),
        ("hold", "5 breathes", {"hold": "5 breaths"}),
        ("hold", "up to 30 s", {"until": "you stop", "at_most": "30 s"}),
        ("for", "10 reps", {"reps": "10", "every": "4 s"}),
        ("for", "until tired", {"until": "you stop", "at_most": "60 s"}),
        ("rest", "1 min between sets", {"rest_between_sets": "1 min"}),
        ("reps", "ten", {"reps": "10"}),
        ("reps", "10x", {"reps": "10"}),
        ("reps", "10 reps", {"reps": "10"}),
        ("reps", "3 x 10", {"sets": "3", "reps": "10"}),
        ("reps", "10 each side", {"reps": "10", "side": "each"}),
        ("reps", "2 min", {"for": "2 min"}),
        ("reps", "AMRAP", {"until": "you stop", "at_most": "60 s"}),
    ],
)
def test_keys_to_write_instead(key: str, text: str, write: dict[str, str]) -> None:
    wrong = instead(key, text)
    assert wrong is not None
    assert wrong.write == write


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("hold", "20-30-40 s", "[20 s, 30 s, 40 s]"),
        ("rest", "none", "0 s"),
        ("every", "second", "1 s"),
        ("reps_per_set", "5, 4, 3", "[5, 4, 3]"),
        ("from_week", "5+", "5"),
        ("from_week", "weeks 6-8", "6"),
        ("times_per_day", "daily", "1"),
        ("days_per_week", "daily", "7"),
        ("weeks", "six weeks", "6"),
    ],
)
def test_value_to_write_instead(key: str, text: str, value: str) -> None:
    wrong = instead(key, text)
    assert wrong is not None
    assert wrong.value == value


# A suggested value is accepted, exactly as suggested, by the key it is for.
@settings(deadline=None)
@given(
    st.sampled_from(["hold", "for", "rest", "reps", "sets", "every"]),
    st.lists(
        st.sampled_from(
            ["3", "10", "30", " x ", " to ", "-", ", ", " s", " min", " each side", " reps",
             "half a minute", "up to ", "twice", "\u00bd ", " sets of ", "about ", "+"]
        ),
        max_size=6,
    ).map("".join),
)  # fmt: skip
def test_suggestions_are_accepted(key: str, text: str) -> None:
    wrong = instead(key, text)
    if wrong is None:
        return
    takes = {"hold": positive_range, "for": positive_range, "reps": count_range,
             "sets": count_range, "every": positive_duration, "at_most": positive_duration,
             "rest": duration}  # fmt: skip
    for name, value in {key: wrong.value, **wrong.write}.items():
        if name in takes and value and not value.startswith("[") and "breaths" not in value:
            assert not isinstance(takes[name](value), Wrong), (name, value)


# A time that Coach prints reads back as the same time.
@settings(deadline=None)
@given(st.integers(0, 24 * 3600 * 1000))
def test_printed_duration_reads_back(milliseconds: int) -> None:
    assert duration(duration_text(milliseconds / 1000)) == milliseconds / 1000


# A hint typed as it is printed reads without a problem, and means what the author meant.
@settings(deadline=None)
@given(st.integers(0, 999), st.integers(0, 59))
def test_hint_for_a_clock_reads_back(minutes: int, rest: int) -> None:
    wrong = duration(f"{minutes}:{rest:02d}")
    assert isinstance(wrong, Wrong)
    for way in suggested(wrong.hint).split(" | "):
        assert duration(way) == minutes * 60 + rest


@settings(deadline=None)
@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_reversed_range_reads_back(one: int, other: int) -> None:
    low, high = min(one, other), max(one, other)
    assert count_range(f"{low} to {high}") == Range(low, high)
    if low < high:
        wrong = count_range(f"{high} - {low}")
        assert isinstance(wrong, Wrong)
        assert count_range(suggested(wrong.hint)) == Range(low, high)
        assert wrong.value == suggested(wrong.hint)


# Any text at all gives a value or a Wrong, never an exception.
@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=30) | st.from_regex(r"[\d.,:smin to-]{0,20}"))
def test_any_text(text: str) -> None:
    for parse in (duration, duration_range, count, count_range, positive_range):
        assert isinstance(parse(text), (float, int, Range, Wrong))
    assert isinstance(understand(text), Dose | None)
