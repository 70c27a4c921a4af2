"""From a plan to a timeline: prompts at their frames. Every word takes half a second here."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tempo import half_a_second_a_word, routine_of, rows, timeline_of

from coach.export.timetable import Heading, as_table
from coach.model.timeline import Timeline
from coach.model.units import FRAME_RATE, frames
from coach.phrases import load
from coach.planning import Choices, plan
from coach.scheduling import FASTER, schedule


def test_a_cue_that_is_slightly_too_long_is_spoken_faster() -> None:
    yaml = "exercises:\n  - name: S\n    phases: [{say: One two three four five, for: 2.2 s}]\n"
    (cue,) = [c for c in timeline_of(yaml).cues if c.kind == "phase"]
    assert (cue.pace, cue.hurried, cue.grown) == (FASTER, True, 0)


def test_a_cue_that_is_much_too_long_makes_its_slot_grow() -> None:
    yaml = "exercises:\n  - name: S\n    phases: [{say: One two three four, for: 1 s}]\n"
    timeline = timeline_of(yaml)
    (cue,) = [c for c in timeline.cues if c.kind == "phase"]
    assert (cue.pace, cue.grown) == (100, FRAME_RATE)
    table = as_table(timeline, Heading("Test", "en-US"))
    assert "One two three four  [1 s longer than its time]" in table


def test_slow_numbers_are_thinned_to_every_other_one() -> None:
    routine = routine_of("voice: {countdown: 5}\nexercises: [{name: S, hold: 20 s}]\n")
    made = plan(routine, Choices(intro="none", lead_in_s=0), load("en"))
    timeline = schedule(made, lambda u: frames(1.2 if u.text.endswith(".") else 1))
    hold = next(c for c in timeline.cues if c.kind == "hold")
    counts = [
        (c.text, (c.start - hold.start) / FRAME_RATE) for c in timeline.cues if c.kind == "count"
    ]
    assert counts == [("Five.", 15), ("Three.", 17)]


def test_a_reminder_without_a_second_of_silence_is_dropped() -> None:
    yaml = """
exercises:
  - name: S
    hold: 30 s
    remind: {every: 9 s, say: [Keep breathing., Soften your shoulders.]}
"""
    assert rows(timeline_of(yaml), "hold", "remind", "count") == [
        "0:00.0 Hold for 30 seconds.",
        "0:09.0 Keep breathing.",
        "0:18.0 Soften your shoulders.",
        "0:27.0 Three.",
        "0:28.0 Two.",
        "0:29.0 One.",
    ]


def test_a_long_hold_is_never_silent_for_more_than_fifteen_seconds() -> None:
    timeline = timeline_of("exercises: [{name: S, hold: 90 s}]\n")
    inside = [c for c in timeline.cues if c.kind in {"hold", "remind", "halfway", "count"}]
    silences = [b.start - a.end for a, b in pairwise(inside)]
    assert max(silences) <= 15 * FRAME_RATE
    assert "0:45.0 Halfway there." in rows(timeline)


def test_halfway_is_dropped_within_four_seconds_of_a_reminder() -> None:
    yaml = "exercises: [{name: S, hold: 40 s, remind: {every: 18 s, say: Breathe.}}]\n"
    assert rows(timeline_of(yaml), "remind", "halfway") == [
        "0:18.0 Breathe.",
    ]


def test_the_announced_length_includes_the_intro() -> None:
    routine = routine_of("exercises: [{name: A, for: 4 min, position: supine}]\n")
    timeline = schedule(plan(routine, Choices(), load("en")), half_a_second_a_word)
    assert timeline.cues[1].text == "About seven minutes, rests included."
    assert round(timeline.total / FRAME_RATE / 60) == 7


def test_without_intro_and_lead_in_the_first_word_is_at_zero() -> None:
    assert timeline_of("exercises: [{name: A, hold: 5 s}]\n").cues[0].start == 0


TIMES = st.sampled_from(["2 s", "5 s", "10 s", "31 s", "45 s", "1 min 30 s", "20 to 40 s"])


COUNTS = st.sampled_from(["1", "2", "3", "2 to 4", "6"])


SIDES = st.sampled_from(["", "    side: left\n", "    side: each\n", "    side: alternating\n"])


POSITIONS = st.sampled_from(["standing", "supine", "kneeling", "in a doorway"])


TEXTS = st.sampled_from(["Lift", "Lower slowly", "Breathe in and let your belly sink to the floor"])


@st.composite
def kinds(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["hold", "phases", "for", "every", "steps", "until", "breaths"]))
    if kind == "hold":
        remind = draw(
            st.sampled_from(["", "    remind: {every: 8 s, say: [Soften, Breathe out]}\n"])
        )
        return f"    hold: {draw(TIMES)}\n{remind}"
    if kind == "breaths":
        return "    hold: 4 breaths\n"
    if kind == "for":
        return f"    for: {draw(TIMES)}\n"
    if kind == "every":
        return f"    every: 4 s\n    say: {draw(TEXTS)}\n"
    if kind == "until":
        return "    until: you stop\n    at_most: 45 s\n"
    count = draw(st.sampled_from(["up", "down", "off"]))
    parts = f"      - {{say: {draw(TEXTS)}, for: 4 s, count: {count}}}\n"
    parts += "      - {say: Rest, for: 2 s}\n"
    return f"    {kind}:\n{parts}"


@st.composite
def exercises(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(["A", "B", "C"]))
    return (
        f"  - name: {name}\n    position: {draw(POSITIONS)}\n    set_up: [{draw(TEXTS)}, Wait]\n"
        f"    reps: {draw(COUNTS)}\n    sets: {draw(COUNTS)}\n{draw(SIDES)}{draw(kinds())}"
    )


ROUTINES = st.lists(exercises(), min_size=1, max_size=3).map(
    lambda parts: "stop_if: It hurts.\nexercises:\n" + "".join(parts) + "after: [Rest, Get up]\n"
)


def scheduled(yaml: str, frames_a_letter: int) -> Timeline:
    made = plan(routine_of(yaml), Choices(), load("en"))
    return schedule(made, lambda u: 1 + len(u.text) * frames_a_letter * 100 // u.pace)


@settings(max_examples=150, deadline=None)
@given(yaml=ROUTINES, frames_a_letter=st.integers(1, 12_000))
def test_cues_never_overlap_and_segments_and_slots_have_no_gaps(
    yaml: str, frames_a_letter: int
) -> None:
    timeline = scheduled(yaml, frames_a_letter)
    end = 0
    for cue in timeline.cues:
        assert end <= cue.start < cue.end
        end = cue.end
    assert end <= timeline.total
    edge = 0
    for segment in timeline.segments:
        assert segment.start == edge < segment.end
        edge = segment.end
    assert edge == timeline.total
    edge = 0
    for slot in timeline.slots:
        assert slot.start == edge <= slot.closing_start <= slot.end
        edge = slot.end
    assert edge == timeline.total


@settings(max_examples=50, deadline=None)
@given(yaml=ROUTINES, frames_a_letter=st.integers(1, 12_000))
def test_the_same_input_gives_the_same_timeline(yaml: str, frames_a_letter: int) -> None:
    assert scheduled(yaml, frames_a_letter) == scheduled(yaml, frames_a_letter)


@settings(max_examples=50, deadline=None)
@given(yaml=ROUTINES)
def test_counts_fall_on_whole_seconds_of_their_slot(yaml: str) -> None:
    timeline = scheduled(yaml, 1_000)
    by_rep = defaultdict(list)
    for cue in timeline.cues:
        if cue.kind == "count":
            by_rep[
                cue.place.item, cue.place.side, cue.place.set, cue.place.rep, cue.place.phase
            ].append(cue.start)
    for starts in by_rep.values():
        assert {(start - starts[0]) % FRAME_RATE for start in starts} == {0}


@settings(max_examples=50, deadline=None)
@given(reps=st.integers(1, 12), first=st.integers(2, 9), second=st.integers(2, 9))
def test_reps_of_phases_start_exactly_one_after_another(reps: int, first: int, second: int) -> None:
    yaml = (
        f"exercises:\n  - name: A\n    reps: {reps}\n    phases:\n"
        f"      - {{say: In, for: {first} s}}\n      - {{say: Out, for: {second} s}}\n"
    )
    cues = [c for c in timeline_of(yaml).cues if c.kind == "phase" and c.place.phase == 1]
    zero = cues[0].start
    assert [c.start - zero for c in cues] == [n * frames(first + second) for n in range(reps)]
