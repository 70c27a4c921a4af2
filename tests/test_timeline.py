"""What is heard, and when. Every word takes half a second here."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tempo import half_a_second_a_word, routine_of, rows, timeline_of, waits

from coach.export.timetable import Heading, as_table
from coach.format import read_routine
from coach.model.timeline import Timeline
from coach.model.units import FRAME_RATE, Pick, frames
from coach.phrases import load
from coach.planning import Choices, plan
from coach.scheduling import FASTER, schedule

GOLDEN = Path(__file__).parent / "golden"
STARTER = (GOLDEN / "back-starter.yaml").read_bytes()


def test_the_first_example_has_its_golden_timetable() -> None:
    routine = read_routine(STARTER, "back-starter.yaml").routine
    assert routine is not None
    timeline = schedule(plan(routine, Choices(), load("en")), half_a_second_a_word)
    table = as_table(timeline, Heading(routine.title, routine.language))
    assert table == (GOLDEN / "back-starter.txt").read_text(encoding="utf-8")


HOLD = """
exercises:
  - name: Stretch
    hold: {hold}
    reps: 2
"""


def test_a_hold_counts_its_last_three_seconds_each_on_its_own_second() -> None:
    timeline = timeline_of(HOLD.format(hold="12 s"))
    assert rows(timeline, "rep", "hold", "count", "release") == [
        "-0:03.5 Number one.",
        "0:00.0 Hold for twelve seconds.",
        "0:09.0 Three.",
        "0:10.0 Two.",
        "0:11.0 One.",
        "0:12.0 And slowly ease out of it.",
        "0:16.0 Number two. Get into position.",  # the gap of 5 s is 6.5 s long, for its words
        "0:19.5 Stay there.",
        "0:28.5 Three.",
        "0:29.5 Two.",
        "0:30.5 One.",
        "0:31.5 And slowly ease out of it.",
    ]


def test_a_hold_under_ten_seconds_is_not_counted_and_has_a_short_gap() -> None:
    timeline = timeline_of(
        "exercises:\n  - {name: S, hold: 8 s, reps: 2, release: Go., voice: {count_reps: off}}\n"
    )
    assert rows(timeline, "rep", "hold", "count", "release") == [
        "0:00.0 Hold for eight seconds.",
        "0:08.0 Go.",
        "0:09.5 Get into position.",  # the gap of 2 s is 4 s long, for its words
        "0:12.0 Stay there.",
        "0:20.0 Go.",
    ]


PHASES = """
exercises:
  - name: Breathe
    reps: {reps}
    phases:
      - {{say: Breathe in and rise, short: In, for: 4 s, breath: in}}
      - {{say: Breathe out, short: Out, for: 6 s, breath: out}}
"""


def test_phases_say_the_number_with_their_first_cue_and_grow_short_after_two_reps() -> None:
    assert rows(timeline_of(PHASES.format(reps=4)), "phase") == [
        "0:00.0 One. Breathe in and rise",
        "0:04.0 Breathe out",
        "0:10.0 Two. Breathe in and rise",
        "0:14.0 Breathe out",
        "0:20.0 Three. In",
        "0:24.0 Out",
        "0:30.0 Four. In",
        "0:34.0 Out",
    ]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ("down", ["0:00.0 Stay up", "0:02.0 Four.", "0:03.0 Three.", "0:04.0 Two.", "0:05.0 One."]),
        ("up", ["0:00.0 Stay up", "0:02.0 Three.", "0:03.0 Four.", "0:04.0 Five.", "0:05.0 Six."]),
        ("off", ["0:00.0 Stay up"]),
    ],
)
def test_the_cue_of_a_counted_phase_replaces_the_numbers_that_it_covers(
    count: str, expected: list[str]
) -> None:
    yaml = f"exercises:\n  - name: S\n    phases: [{{say: Stay up, for: 6 s, count: {count}}}]\n"
    assert rows(timeline_of(yaml), "phase", "count") == expected


def test_where_a_phase_counts_the_numbers_of_reps_give_way() -> None:
    yaml = "exercises:\n  - name: S\n    reps: 6\n    phases: [{say: Up, for: 4 s, count: up}]\n"
    assert [r.split(" ", 1)[1] for r in rows(timeline_of(yaml), "phase")] == [
        "Up", "Up", "Up", "Halfway there. Up", "Up", "Last one. Up",
    ]  # fmt: skip


def test_a_cue_that_is_too_long_is_spoken_faster_if_that_is_enough() -> None:
    yaml = "exercises:\n  - name: S\n    phases: [{say: One two three four five, for: 2.2 s}]\n"
    (cue,) = [c for c in timeline_of(yaml).cues if c.kind == "phase"]
    assert (cue.pace, cue.hurried, cue.grown) == (FASTER, True, 0)


def test_a_cue_that_is_much_too_long_lengthens_its_slot_and_says_so() -> None:
    yaml = "exercises:\n  - name: S\n    phases: [{say: One two three four, for: 1 s}]\n"
    timeline = timeline_of(yaml)
    (cue,) = [c for c in timeline.cues if c.kind == "phase"]
    assert (cue.pace, cue.grown) == (100, FRAME_RATE)
    table = as_table(timeline, Heading("Test", "en-US"))
    assert "One two three four  [1 s longer than its time]" in table


def test_slow_numbers_thin_to_every_other_one_and_are_never_late() -> None:
    routine = routine_of("voice: {countdown: 5}\nexercises: [{name: S, hold: 20 s}]\n")
    made = plan(routine, Choices(skip_intro=True, lead_in_s=0), load("en"))
    timeline = schedule(made, lambda text, _: frames(1.2 if text.endswith(".") else 1))
    hold = next(c for c in timeline.cues if c.kind == "hold")
    counts = [
        (c.text, (c.start - hold.start) / FRAME_RATE) for c in timeline.cues if c.kind == "count"
    ]
    assert counts == [("Five.", 15), ("Three.", 17)]


def test_reminders_keep_a_second_of_silence_and_are_dropped_not_moved() -> None:
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
        "0:27.0 Three.",  # the reminder at 27 s would fall on it
        "0:28.0 Two.",
        "0:29.0 One.",
    ]


def test_a_long_hold_is_never_silent_for_over_fifteen_seconds() -> None:
    timeline = timeline_of("exercises: [{name: S, hold: 90 s}]\n")
    inside = [c for c in timeline.cues if c.kind in {"hold", "remind", "halfway", "count"}]
    silences = [b.start - a.end for a, b in pairwise(inside)]
    assert max(silences) <= 15 * FRAME_RATE
    assert "0:45.0 Halfway there." in rows(timeline)


def test_the_halfway_word_keeps_four_seconds_from_a_reminder() -> None:
    yaml = "exercises: [{name: S, hold: 40 s, remind: {every: 18 s, say: Breathe.}}]\n"
    assert rows(timeline_of(yaml), "remind", "halfway") == ["0:18.0 Breathe."]


def test_sides_are_done_one_after_the_other_with_the_same_time() -> None:
    yaml = """
exercises:
  - name: Knee to chest
    side: each
    hold: 10 s
    reps: 2
    set_up: Pull your {side} knee up.
"""
    timeline = timeline_of(yaml)
    kinds = {"side", "set_up", "rep", "change_side"}
    assert [cue.text for cue in timeline.cues if cue.kind in kinds] == [
        "Left side first.",
        "Pull your left knee up.",
        "Left side, number one.",
        "Left side, number two. Get into position.",
        "Change sides. Now the right.",
        "Pull your right knee up.",
        "Right side, number one. Get into position.",
        "Right side, number two. Get into position.",
    ]  # fmt: skip


def test_nothing_rests_after_the_last_exercise() -> None:
    yaml = "exercises: [{name: A, hold: 5 s}, {name: B, hold: 5 s}]\n"
    kinds = [segment.kind for segment in timeline_of(yaml).segments]
    assert kinds == ["exercise", "rest", "exercise", "finish"]


def test_the_announced_length_is_the_whole_length() -> None:
    routine = routine_of("exercises: [{name: A, for: 4 min, position: supine}]\n")
    timeline = schedule(plan(routine, Choices(), load("en")), half_a_second_a_word)
    assert timeline.cues[1].text == "It takes about six minutes, rests included."
    assert round(timeline.total / FRAME_RATE / 60) == 6


def test_without_an_intro_or_a_lead_in_the_first_word_is_at_zero() -> None:
    assert timeline_of("exercises: [{name: A, hold: 5 s}]\n").cues[0].start == 0


def test_alternating_holds_change_sides_at_once_and_leave_time_for_it() -> None:
    yaml = """
exercises:
  - name: Side bridge
    side: alternating
    change_side: 20 s
    hold: 10 s
    reps: 2
    set_up: Lie on your {side} side.
    release: Lower.
"""
    kinds = ("side", "set_up", "rep", "hold", "release", "change_side")
    assert rows(timeline_of(yaml), *kinds) == [
        "-0:13.0 Left side first.",
        "-0:10.5 Lie on your left side.",
        "-0:03.5 Number one.",
        "0:00.0 Hold for ten seconds.",
        "0:10.0 Lower.",
        "0:11.5 Now right.",
        "0:13.5 Lie on your right side.",
        "0:36.0 Hold for ten seconds.",
        "0:46.0 Lower.",
        "0:47.5 Now left.",
        "1:08.5 Number two. Get into position.",
        "1:12.0 Stay there.",
        "1:22.0 Lower.",
        "1:23.5 Now right.",
        "1:44.5 Stay there.",
        "1:54.5 Lower.",
    ]


def test_paced_sides_alternate_on_the_beat_and_each_is_said_with_its_rep() -> None:
    timeline = timeline_of(
        """
exercises:
  - name: Lunge
    side: alternating
    every: 4 s
    reps: 2
"""
    )
    assert rows(timeline, "rep", "change_side") == [
        "0:00.0 One.",
        "0:04.0 Now right.",
        "0:08.0 Two. Now left.",
        "0:12.0 Now right.",
    ]


def test_paced_sides_keep_a_time_to_change_that_is_written_and_words_that_name_the_side() -> None:
    changing = timeline_of(
        """
exercises:
  - name: Lunge
    side: alternating
    every: 4 s
    change_side: 5 s
    reps: 2
"""
    )
    assert rows(changing, "rep", "change_side") == [
        "0:00.0 One.",
        "0:04.0 Now right.",
        "0:10.0 One.",
        "0:14.0 Now left.",
        "0:20.0 Two.",
        "0:24.0 Now right.",
        "0:30.0 Two.",
    ]
    named = timeline_of(
        """
exercises:
  - name: Lunge
    side: alternating
    every: 4 s
    reps: 1
    say: Step out {side}.
"""
    )
    assert rows(named, "rep", "change_side") == [
        "0:00.0 Step out left.",
        "0:04.0 Step out right.",
    ]


def test_a_step_that_waits_says_first_what_to_do_and_asks_again() -> None:
    yaml = """
exercises:
  - name: Packs
    steps:
      - {say: Put the pack on, for: 20 min, wait: until ready, at_most: 2 min}
      - {say: Take it off, for: 5 s}
"""
    timeline = timeline_of(yaml)
    assert rows(timeline) == [
        "0:00.0 Packs",
        "0:01.5 Put the pack on",
        "0:04.5 Take your time. Press Enter when you're ready, or we'll go on in two minutes.",
        "1:01.5 Press Enter when you're ready.",
        "2:01.5 Twenty minutes, starting now.",
        "17:01.5 Five minutes left.",
        "21:01.5 One minute left.",
        "21:58.5 Three.",
        "21:59.5 Two.",
        "22:00.5 One.",
        "22:01.5 Take it off",
        "22:06.5 And stop.",
        "22:08.5 That was the last exercise.",
        "22:16.0 That's all. Well done.",
    ]
    assert waits(timeline) == [(frames(1.5), frames(121.5))]


def test_a_hold_in_breaths_says_each_breath_and_is_not_counted_down() -> None:
    yaml = "exercises: [{name: S, hold: 2 breaths, breathing: {in: 4 s, out: 5 s}}]\n"
    assert rows(timeline_of(yaml), "hold", "phase", "count") == [
        "0:00.0 Hold for two breaths.",  # in place of the first "Breathe in."
        "0:04.0 Breathe out.",
        "0:09.0 Breathe in.",
        "0:13.0 Breathe out.",
    ]


def test_later_sets_begin_with_their_number_and_the_full_words() -> None:
    yaml = """
exercises:
  - name: S
    sets: 2
    reps: 3
    phases: [{say: Lift your arms up, short: Lift, for: 4 s}]
"""
    assert rows(timeline_of(yaml), "phase", "rest", "next") == [
        "0:00.0 One. Lift your arms up",
        "0:04.0 Two. Lift your arms up",
        "0:08.0 Three. Lift",
        "0:12.0 Rest for 30 seconds.",
        "0:39.0 Set two of two.",
        "0:42.0 One. Lift your arms up",
        "0:46.0 Two. Lift your arms up",
        "0:50.0 Three. Lift",
    ]


def test_a_circuit_goes_round_and_says_which_round_it_is() -> None:
    yaml = """
exercises:
  - circuit: Legs
    rounds: 2
    rest_between_rounds: 60 s
    exercises:
      - {name: A, hold: 5 s, set_up: Stand tall, care: Slowly}
      - {name: B, hold: 5 s, rest: 20 s}
"""
    kinds = ("name", "set_up", "care", "rest", "next")
    assert [cue.text for cue in timeline_of(yaml).cues if cue.kind in kinds] == [
        "A", "Stand tall", "Slowly", "Rest for fifteen seconds.", "Next: B.",
        "B", "Rest for one minute.", "Round two of two.", "Next: A.",
        "A", "Rest for fifteen seconds.", "Next: B.", "B",
    ]  # fmt: skip


def test_a_list_of_holds_gives_each_rep_its_time() -> None:
    yaml = "exercises: [{name: S, hold: [10 s, 8 s], voice: {count_reps: off}}]\n"
    assert rows(timeline_of(yaml), "hold", "release") == [
        "0:00.0 Hold for ten seconds.",
        "0:10.0 And slowly ease out of it.",
        "0:16.5 Hold for eight seconds.",
        "0:24.5 And slowly ease out of it.",
    ]


def test_reps_per_set_fall_from_set_to_set() -> None:
    yaml = "exercises: [{name: S, every: 2 s, reps_per_set: [3, 2, 1]}]\n"
    timeline = timeline_of(yaml)
    reps = [(c.set, c.rep) for c in timeline.cues if c.kind == "rep"]
    assert reps == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]


@pytest.mark.parametrize(("week", "reps"), [(None, 2), (1, 2), (3, 4), (4, 4), (5, 6)], ids=str)
def test_progress_replaces_the_dose_from_its_week_on(week: int | None, reps: int) -> None:
    yaml = """
exercises:
  - name: S
    every: 2 s
    reps: 2
    progress:
      - {from_week: 3, reps: 4}
      - {from_week: 5, reps: 6}
"""
    timeline = timeline_of(yaml, Choices(skip_intro=True, lead_in_s=0, week=week))
    assert max(c.rep for c in timeline.cues if c.rep is not None) == reps


@pytest.mark.parametrize(("pick", "reps"), [("low", 5), ("high", 10), (7, 7), (99, 10)], ids=str)
def test_reps_are_picked_within_their_range(pick: Pick, reps: int) -> None:
    yaml = "exercises: [{name: S, every: 2 s, reps: 5 to 10}]\n"
    timeline = timeline_of(yaml, Choices(skip_intro=True, lead_in_s=0, reps=pick))
    assert max(c.rep for c in timeline.cues if c.rep is not None) == reps


def test_the_easier_way_is_spoken_when_it_was_chosen_and_care_all_the_same() -> None:
    yaml = "exercises: [{name: S, hold: 5 s, easier: Use a cushion., care: Go slowly.}]\n"
    chosen = Choices(skip_intro=True, lead_in_s=0, easier=frozenset({"s"}))
    assert [c.text for c in timeline_of(yaml, chosen).cues if c.kind == "care"] == [
        "Use a cushion.",
        "Go slowly.",
    ]


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        (("standing", "standing"), [5.0, 5.0]),
        (("supine", "prone"), [60.0, 25.0]),
        (("standing", "kneeling"), [5.0, 60.0]),
        (("supine", "standing"), [60.0, 25.0]),
        (("sitting", "in a doorway"), [25.0, 25.0]),
    ],
    ids=str,
)
def test_there_is_time_to_change_position(
    positions: tuple[str, str], expected: list[float]
) -> None:
    first, second = positions
    yaml = (
        f"exercises:\n  - {{name: A, hold: 5 s, position: {first}, set_up: Go}}\n"
        f"  - {{name: B, hold: 5 s, position: {second}, set_up: Go}}\n"
    )
    cues = timeline_of(yaml).cues
    set_ups = [c.end for c in cues if c.kind == "set_up"]
    readies = [c.start for c in cues if c.kind == "ready"]
    times = [(ready - set_up) / FRAME_RATE for set_up, ready in zip(set_ups, readies, strict=True)]
    assert times == [time + 1 for time in expected]  # with the second of quiet after the set-up


def words_of(yaml: str, *kinds: str) -> list[str]:
    return [cue.text for cue in timeline_of(yaml).cues if not kinds or cue.kind in kinds]


def test_counting_sides_separately_makes_ten_of_ten_and_starts_where_it_is_told() -> None:
    yaml = """
exercises:
  - name: March
    side: alternating
    start_side: right
    count_sides: separately
    change_side: 1 s
    reps: 4
    phases: [{say: "Lift your {side} knee", short: "{side}", for: 3 s}]
"""
    assert rows(timeline_of(yaml), "side", "phase", "change_side") == [
        "-0:09.5 Right side first.",
        "0:00.0 One. Lift your right knee",
        "0:04.0 Two. Lift your left knee",
        "0:08.0 Three. right",
        "0:12.0 Four. left",
    ]


def test_texts_of_their_own_for_each_side_are_heard_on_their_side() -> None:
    yaml = """
exercises:
  - name: Twist
    side: each
    change_side: 4 s
    hold: 5 s
    set_up: {left: Knees to the left., right: Knees to the right.}
    release: {left: Come back from the left., right: Come back from the right.}
"""
    assert words_of(yaml, "set_up", "release") == [
        "Knees to the left.",
        "Come back from the left.",
        "Knees to the right.",
        "Come back from the right.",
    ]


def test_a_timed_exercise_says_how_long_and_counts_its_end() -> None:
    yaml = "exercises: [{name: March, for: 45 s, remind: {every: 20 s, say: Head up.}}]\n"
    assert rows(timeline_of(yaml), "phase", "remind", "halfway", "count", "release") == [
        "0:00.0 Keep going for 45 seconds.",
        "0:20.0 Head up.",  # the halfway word would come within 4 s of it
        "0:40.0 Head up.",
        "0:42.0 Three.",
        "0:43.0 Two.",
        "0:44.0 One.",
        "0:45.0 And stop.",
    ]


def test_what_is_open_ended_takes_its_cap_and_may_be_ended_before() -> None:
    yaml = "exercises: [{name: Wall sit, until: you stop, at_most: 20 s, say: Slide down.}]\n"
    timeline = timeline_of(yaml)
    assert rows(timeline, "hold", "count", "release") == [
        "0:00.0 Slide down.",
        "0:17.0 Three.",
        "0:18.0 Two.",
        "0:19.0 One.",
        "0:20.0 And slowly ease out of it.",
    ]
    assert [segment.cap for segment in timeline.segments][:1] == [frames(20)]
    ((start, end),) = waits(timeline)
    assert end - start == frames(20)


def test_waiting_takes_the_place_of_the_time_to_get_ready() -> None:
    yaml = """
exercises:
  - {name: S, wait: until ready, at_most: 30 s, hold: 5 s, set_up: Lie down., care: Slowly.}
"""
    timeline = timeline_of(yaml)
    assert rows(timeline)[:6] == [
        "-0:35.5 S",
        "-0:34.0 Lie down.",
        "-0:32.0 Slowly.",
        "-0:30.5 Take your time. Press Enter when you're ready, or we'll go on in 30 seconds.",
        "-0:02.0 Ready, and begin.",
        "0:00.0 Hold for five seconds.",
    ]
    assert [end - start for start, end in waits(timeline)] == [frames(30)]


def test_rests_are_as_long_as_they_are_said_to_be() -> None:
    yaml = """
exercises:
  - {name: A, hold: 5 s, rest: 20 s}
  - {name: B, hold: 5 s}
  - {rest: 40 s, say: Sip some water.}
  - {name: C, hold: 12 s, reps: 2, rest_between_reps: 9 s, rest: 50 s}
"""
    timeline = timeline_of(yaml)
    rests = [s for s in timeline.segments if s.kind == "rest"]
    assert [(s.end - s.start) / FRAME_RATE for s in rests] == [20, 40]
    assert words_of(yaml, "rest", "next") == [
        "Rest for twenty seconds.", "Next: B.", "Sip some water.", "Next: C.",
    ]  # fmt: skip
    holds = [cue.start for cue in timeline.cues if cue.kind == "hold" and cue.exercise == "C"]
    assert (holds[1] - holds[0]) / FRAME_RATE == 12 + 9


def test_the_harder_way_and_short_words_of_a_hold() -> None:
    yaml = """
exercises:
  - name: Bridge
    hold: 10 s
    reps: 2
    say: Lift your hips.
    short: Lift.
    harder: Straighten one leg.
    voice: {count_reps: off, countdown: 0}
"""
    chosen = Choices(skip_intro=True, lead_in_s=0, harder=frozenset({"Bridge"}))
    timeline = timeline_of(yaml, chosen)
    assert rows(timeline, "care", "hold", "count", "rep") == [
        "-0:07.0 Straighten one leg.",
        "0:00.0 Lift your hips.",
        "0:14.0 Get into position.",
        "0:16.5 Lift.",
    ]


# -- laws ------------------------------------------------------------------------------------------

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
    return schedule(made, lambda text, pace: 1 + len(text) * frames_a_letter * 100 // pace)


@settings(max_examples=150, deadline=None)
@given(yaml=ROUTINES, frames_a_letter=st.integers(1, 12_000))
def test_cues_never_overlap_and_segments_cover_everything(yaml: str, frames_a_letter: int) -> None:
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
    for part in timeline.parts:
        assert part.start == edge <= part.closing <= part.end
        edge = part.end
    assert edge == timeline.total


@settings(max_examples=50, deadline=None)
@given(yaml=ROUTINES, frames_a_letter=st.integers(1, 12_000))
def test_the_same_input_gives_the_same_timeline(yaml: str, frames_a_letter: int) -> None:
    assert scheduled(yaml, frames_a_letter) == scheduled(yaml, frames_a_letter)


@settings(max_examples=50, deadline=None)
@given(yaml=ROUTINES)
def test_numbers_of_a_countdown_stand_on_whole_seconds_of_their_slot(yaml: str) -> None:
    timeline = scheduled(yaml, 1_000)
    by_rep = defaultdict(list)
    for cue in timeline.cues:
        if cue.kind == "count":
            by_rep[cue.item, cue.side, cue.set, cue.rep, cue.phase].append(cue.start)
    for starts in by_rep.values():
        assert {(start - starts[0]) % FRAME_RATE for start in starts} == {0}


@settings(max_examples=50, deadline=None)
@given(reps=st.integers(1, 12), first=st.integers(2, 9), second=st.integers(2, 9))
def test_a_rep_starts_where_arithmetic_says(reps: int, first: int, second: int) -> None:
    yaml = (
        f"exercises:\n  - name: A\n    reps: {reps}\n    phases:\n"
        f"      - {{say: In, for: {first} s}}\n      - {{say: Out, for: {second} s}}\n"
    )
    cues = [c for c in timeline_of(yaml).cues if c.kind == "phase" and c.phase == 1]
    zero = cues[0].start
    assert [c.start - zero for c in cues] == [n * frames(first + second) for n in range(reps)]
