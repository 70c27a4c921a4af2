"""Fitting one slot: numbers fall on their seconds or are thinned; cues are hurried or grow it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tempo import routine_of

from coach.model.timeline import Cue, Measure, Timeline
from coach.model.units import FRAME_RATE, frames
from coach.model.utterance import Utterance
from coach.phrases import load
from coach.planning import Choices, plan
from coach.scheduling import FASTER, schedule

CHOICES = Choices(intro="none", lead_in_s=0)


def takes(**seconds: float) -> Measure:
    """Return a measure: seconds for some texts, half a second for all others."""
    return lambda u: frames(seconds.get(u.text.rstrip("."), 0.5) * 100 / u.pace)


def timeline_of(yaml: str, measure: Measure) -> Timeline:
    return schedule(plan(routine_of(yaml), CHOICES, load("en")), measure)


def counted(timeline: Timeline) -> str:
    """Return the numbers in order: `*` marks a hurried one, `@` one that is off its second."""
    zero = next(c for c in timeline.cues if c.kind in {"hold", "phase"}).start
    marks = []
    for cue in timeline.cues:
        if cue.kind == "count":
            off = "@" if (cue.start - zero) % FRAME_RATE else ""
            marks.append(cue.text.rstrip(".") + "*" * cue.hurried + off)
    return " ".join(marks)


COUNTDOWN = "voice: {{countdown: {most}}}\nexercises: [{{name: S, hold: 30 s}}]\n"


@pytest.mark.parametrize(
    ("most", "lengths", "expected"),
    [
        (5, {}, "Five Four Three Two One"),
        (5, {"Three": 0.95}, "Five Four Three Two One"),  # as long as it can be
        (5, {"Three": 1.05}, "Five Four Three* Two One"),  # 15 % faster fits its second
        (5, {"Three": 1.3}, "Five Three One"),  # else every other one
        (5, {"Four": 1.3}, "Five Three One"),
        (5, {"Three": 1.3, "Two": 1.05, "One": 1.05}, "Five Three One*"),
        (5, {"One": 1.3}, "Five Four Three Two"),  # it would run into the end
        (5, {"Five": 1.3, "Four": 1.3, "Three": 1.3, "Two": 1.3, "One": 1.3}, "Five Three"),
        (3, {"Three": 1.3}, "Three One"),
        (2, {"Two": 1.3}, "One"),
        (3, {"Three": 2.3}, "Two One"),
        (10, {"Seven": 1.2}, "Ten Nine Seven Five Three One"),
        (0, {}, ""),
    ],
)  # fmt: skip
def test_numbers_fit_into_a_second_or_are_thinned(
    most: int, lengths: dict[str, float], expected: str
) -> None:
    assert counted(timeline_of(COUNTDOWN.format(most=most), takes(**lengths))) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ("down", "Eleven Nine Eight Seven Six Five Four Three Two One"),
        ("up", "Two Three Four Five Six Seven Eight Nine Ten Eleven Thirteen"),
    ],
)
def test_large_numbers_are_dropped_one_by_one_and_small_ones_keep_the_beat(
    count: str, expected: str
) -> None:
    yaml = f"exercises:\n  - name: S\n    phases: [{{say: Up, for: 13 s, count: {count}}}]\n"
    lengths = {"Up": 0.3, "Eleven": 1.2, "Twelve": 1.3, "Thirteen": 0.4}
    assert counted(timeline_of(yaml, takes(**lengths))) == expected


def test_numbers_covered_by_the_phase_text_do_not_thin_the_others() -> None:
    yaml = "exercises:\n  - name: S\n    phases: [{say: Up, for: 6 s, count: down}]\n"
    assert counted(timeline_of(yaml, takes(Up=2.3))) == "Three Two One"


@pytest.mark.parametrize("length", ["0.5 s", "1 s", "5 min"])
@pytest.mark.parametrize("count", ["up", "down"])
def test_a_count_can_have_any_length(count: str, length: str) -> None:
    yaml = f"exercises:\n  - name: S\n    phases: [{{say: Up, for: {length}, count: {count}}}]\n"
    numbers = counted(timeline_of(yaml, takes(Up=0.4))).split()
    expected = {
        ("up", "5 min"): ["Two", "300"], ("down", "5 min"): ["299", "One"],
    }.get((count, length), [])  # fmt: skip
    assert (numbers[:1] + numbers[-1:]) == expected


def phases(timeline: Timeline) -> list[Cue]:
    return [cue for cue in timeline.cues if cue.kind == "phase"]


@pytest.mark.parametrize(
    ("takes_s", "pace", "length_s", "grown_s"),
    [
        (4.0, 100, 4.0, 0),
        (4.5, FASTER, 4.0, 0),
        (4.6, FASTER, 4.0, 0),
        (4.7, 100, 4.7, 0.7),  # nothing is hurried if that would not help
        (9.0, 100, 9.0, 5.0),
    ],
)
def test_a_cue_that_is_too_long_is_hurried_or_makes_its_slot_grow(
    takes_s: float, pace: int, length_s: float, grown_s: float
) -> None:
    yaml = "exercises:\n  - name: S\n    phases: [{say: Up, for: 4 s}, {say: Down, for: 2 s}]\n"
    up, down = phases(timeline_of(yaml, takes(Up=takes_s)))
    assert (up.pace, up.hurried, up.grown) == (pace, pace > 100, frames(grown_s))
    assert down.start - up.start == frames(length_s)


def test_a_faster_pace_is_measured_only_where_a_slot_overflows() -> None:
    yaml = """
exercises:
  - name: S
    reps: 3
    phases: [{say: Long, short: Brief, for: 4 s}, {say: Down, short: Low, for: 4 s}]
"""
    asked: list[Utterance] = []

    def measure(utterance: Utterance) -> int:
        asked.append(utterance)
        length_s = {"One. Long": 5, "Two. Long": 4.2}.get(utterance.text, 1)
        return frames(length_s * 100 / utterance.pace)

    timeline = timeline_of(yaml, measure)
    assert {u.text for u in asked if u.pace != 100} == {"One. Long", "Two. Long"}
    assert [(c.text, c.hurried, c.grown) for c in phases(timeline)] == [
        ("One. Long", False, FRAME_RATE),
        ("Down", False, 0),
        ("Two. Long", True, 0),
        ("Down", False, 0),
        ("Last one. Brief", False, 0),
        ("Low", False, 0),
    ]


LENGTHS = st.dictionaries(
    st.sampled_from(["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Up"]),
    st.floats(0.05, 3.5),
)


@settings(max_examples=200, deadline=None)
@given(lengths=LENGTHS, count=st.sampled_from(["up", "down"]), seconds=st.integers(1, 12))
def test_no_number_is_late_or_overlapped_whatever_the_voice(
    lengths: dict[str, float], count: str, seconds: int
) -> None:
    yaml = (
        "exercises:\n  - name: S\n    reps: 2\n    phases:\n"
        f"      - {{say: Up, for: {seconds} s, count: {count}}}\n      - {{say: Rest, for: 2 s}}\n"
    )
    timeline = timeline_of(yaml, takes(**lengths))
    numbers = {load("en").count(n): n for n in range(1, 13)}
    parts = [slot for slot in timeline.slots if slot.planned.kind == "phase"]
    for before, after in zip(timeline.cues, timeline.cues[1:], strict=False):
        assert before.end <= after.start
    for slot in parts:
        said = [c for c in timeline.cues if slot.start <= c.start < slot.end and c.kind == "count"]
        for cue in said:
            n = numbers[cue.text]
            down, up = slot.end - n * FRAME_RATE, slot.start + (n - 1) * FRAME_RATE
            assert cue.start == (down if count == "down" else up)
            assert cue.end <= slot.end


@pytest.mark.parametrize(
    ("words", "grown_s"),
    [
        ("rest_between_reps: 5 s", 1.5),  # the release, a second, the number, three seconds
        ("rest_between_reps: 7 s", 0),
        ("", 0),  # Coach's own gap is as long as its words
    ],
)
def test_a_rest_that_is_too_short_for_its_words_grows_and_reports_it(
    words: str, grown_s: float
) -> None:
    yaml = f"exercises:\n  - name: S\n    hold: 12 s\n    reps: 2\n    release: Go.\n    {words}\n"
    timeline = timeline_of(yaml, takes(**{"Once more. Back into position": 2.0, "Go": 0.5}))
    (number,) = [c for c in timeline.cues if c.text.startswith("Once more")]
    assert number.grown == frames(grown_s)
