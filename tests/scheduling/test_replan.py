"""A timeline whose future is changed while it plays keeps its past."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tempo import half_a_second_a_word, routine_of, rows

from coach.model.timeline import Timeline
from coach.model.units import FRAME_RATE, frames
from coach.phrases import load
from coach.planning import Choices, plan
from coach.playback.transport import cue_in_progress
from coach.scheduling import at_tempo, longer, remeasured, schedule

ROUTINE = routine_of(
    """exercises:
  - name: Child's Pose
    position: kneeling
    set_up: Kneel down.
    hold: 20 s
    reps: 2
  - name: Hip raise
    position: on your back
    sets: 2
    reps: 3
    phases:
      - {say: Lift a little., short: Lift, for: 4 s}
      - {say: Stay up., for: 5 s, count: down}
      - {say: Lower slowly., short: Lower, for: 4 s}
  - name: Clap
    reps: 4
    every: 2 s
"""
)
CHOICES = Choices(intro="none", lead_in_s=0)
ENGLISH = load("en")
TIMELINE = schedule(plan(ROUTINE, CHOICES, ENGLISH), half_a_second_a_word)
INTRODUCED = schedule(plan(ROUTINE, replace(CHOICES, intro="full"), ENGLISH), half_a_second_a_word)


def paced(timeline: Timeline, position: int, tempo: int) -> Timeline:
    choices = replace(CHOICES, tempo=tempo)
    return at_tempo(timeline, position, plan(ROUTINE, choices, ENGLISH), half_a_second_a_word)


def at_cue(text: str, which: int = 0, timeline: Timeline = TIMELINE) -> int:
    return [c.start for c in timeline.cues if c.text == text][which]


def assert_no_gaps_or_overlaps(timeline: Timeline) -> None:
    """Check that cues never overlap, and that segments and slots have no gaps."""
    end = 0
    for cue in timeline.cues:
        assert end <= cue.start < cue.end
        end = cue.end
    assert end <= timeline.total
    for stretches in (timeline.slots, timeline.segments):
        assert [s.end for s in stretches[:-1]] == [s.start for s in stretches[1:]]
        assert (stretches[0].start, stretches[-1].end) == (0, timeline.total)


# A frame outside every cue: commands fade a cue out and resume from its start.
quiet = st.integers(0, INTRODUCED.total - 1).map(
    lambda at: cue.start if (cue := cue_in_progress(INTRODUCED, at)) else at
)


@given(quiet)
def test_remeasuring_the_same_lengths_changes_nothing(position: int) -> None:
    slot = next(p for p in INTRODUCED.slots if p.start <= position < p.end)
    assert remeasured(INTRODUCED, slot.start, half_a_second_a_word) == INTRODUCED


@given(quiet, st.sampled_from([50, 80, 100, 120, 150]))
def test_another_tempo_keeps_the_past_and_scales_only_phases(position: int, tempo: int) -> None:
    changed = paced(INTRODUCED, position, tempo)
    assert_no_gaps_or_overlaps(changed)
    assert [c for c in changed.cues if c.start < position] == [
        c for c in INTRODUCED.cues if c.start < position
    ]
    for before, after in zip(INTRODUCED.slots, changed.slots, strict=True):
        if before.end <= position or before.planned.kind != "phase":
            assert after.end - after.start == before.end - before.start


@given(quiet, st.lists(st.sampled_from([80, 100, 150]), min_size=1, max_size=4))
def test_returning_to_the_authors_tempo_restores_the_lengths(
    position: int, tempos: list[int]
) -> None:
    changed = INTRODUCED
    for tempo in (*tempos, 100):
        changed = paced(changed, position, tempo)
    for before, after in zip(INTRODUCED.slots, changed.slots, strict=True):
        if before.start >= position:
            assert after.end - after.start == before.end - before.start


@given(quiet, st.integers(1, 3))
def test_longer_keeps_the_past_and_moves_the_rest(position: int, presses: int) -> None:
    changed: Timeline | None = INTRODUCED
    for _ in range(presses):
        assert changed is not None
        changed = longer(changed, position, frames(10), half_a_second_a_word)
        if changed is None:
            return
        assert_no_gaps_or_overlaps(changed)
    assert changed is not None
    assert changed.total == INTRODUCED.total + presses * frames(10)
    assert [c for c in changed.cues if c.start < position] == [
        c for c in INTRODUCED.cues if c.start < position
    ]


def test_a_longer_hold_counts_down_to_its_new_end() -> None:
    hold = at_cue("Hold for twenty seconds.")
    changed = longer(TIMELINE, hold + frames(12), frames(10), half_a_second_a_word)
    assert changed is not None
    assert rows(changed, "hold", "count", "release")[:6] == [
        "0:00.0 Hold for twenty seconds.",
        "0:27.0 Three.",
        "0:28.0 Two.",
        "0:29.0 One.",
        "0:30.0 And slowly ease out of it.",
        "0:40.0 Hold.",
    ]


def test_a_countdown_that_has_started_is_repeated_at_the_new_end() -> None:
    changed = longer(TIMELINE, at_cue("Two."), frames(10), half_a_second_a_word)
    assert changed is not None
    assert rows(changed, "count")[:4] == [
        "0:17.0 Three.",
        "0:27.0 Three.",
        "0:28.0 Two.",
        "0:29.0 One.",
    ]


def test_a_phase_cannot_be_made_longer() -> None:
    assert longer(TIMELINE, at_cue("Lower"), frames(10), half_a_second_a_word) is None


def test_slower_takes_effect_in_the_middle_of_a_rep() -> None:
    lower = at_cue("Lower slowly.", 1)
    lift = at_cue("Lift a little.", 1)
    changed = paced(TIMELINE, lower, 50)
    after = [(c.text, (c.start - lift) / FRAME_RATE) for c in changed.cues if c.start >= lower]
    assert after[:2] == [("Lower slowly.", 9.0), ("Last one. Lift", 17.0)]


def test_a_slower_phase_counts_all_its_seconds() -> None:
    changed = paced(TIMELINE, at_cue("Next, Hip raise."), 50)
    stay = next(c for c in changed.cues if c.text == "Stay up.")
    counts = [c for c in changed.cues if c.kind == "count" and stay.start < c.start][:9]
    assert [c.text for c in counts[:8]] == [
        "Eight.", "Seven.", "Six.", "Five.", "Four.", "Three.", "Two.", "One.",
    ]  # fmt: skip
    assert [(c.start - stay.start) / FRAME_RATE for c in counts[:8]] == [2, 3, 4, 5, 6, 7, 8, 9]


def test_paced_reps_follow_the_tempo() -> None:
    changed = paced(TIMELINE, at_cue("Last, Clap."), 80)
    claps = [c.start for c in changed.cues if c.kind == "rep" and c.place.exercise == "Clap"]
    assert {b - a for a, b in pairwise(claps)} == {frames(2.5)}


def test_nothing_changes_past_the_end() -> None:
    assert paced(TIMELINE, TIMELINE.total, 50) is TIMELINE
    assert longer(TIMELINE, TIMELINE.total, 1, half_a_second_a_word) is None


@pytest.mark.parametrize("kind", ["rest", "ready"])
def test_rests_and_the_time_to_get_ready_can_be_made_longer(kind: str) -> None:
    slot = next(p for p in TIMELINE.slots if p.planned.kind == kind)
    at = (
        cue.start
        if (cue := cue_in_progress(TIMELINE, slot.start + FRAME_RATE))
        else slot.start + FRAME_RATE
    )
    changed = longer(TIMELINE, at, frames(10), half_a_second_a_word)
    assert changed is not None
    assert changed.total == TIMELINE.total + frames(10)
