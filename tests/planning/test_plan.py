"""What is spoken in each kind of exercise, and when. Every word takes half a second here."""

from __future__ import annotations

import pytest
from tempo import rows, timeline_of, waits

from coach.model.units import FRAME_RATE, Pick, frames
from coach.planning import Choices

HOLD = """
exercises:
  - name: Stretch
    hold: {hold}
    reps: 2
"""


def test_a_hold_counts_down_its_last_three_seconds() -> None:
    timeline = timeline_of(HOLD.format(hold="12 s"))
    assert rows(timeline, "rep", "hold", "count", "release") == [
        "0:00.0 Hold for twelve seconds.",
        "0:09.0 Three.",
        "0:10.0 Two.",
        "0:11.0 One.",
        "0:12.0 And slowly ease out of it.",
        "0:16.5 Once more. Back into position.",
        "0:22.0 Hold.",
        "0:31.0 Three.",
        "0:32.0 Two.",
        "0:33.0 One.",
        "0:34.0 And slowly ease out of it.",
    ]


def test_a_hold_under_ten_seconds_has_no_countdown_and_a_short_gap() -> None:
    timeline = timeline_of(
        "exercises:\n  - {name: S, hold: 8 s, reps: 2, release: Go., voice: {count_reps: off}}\n"
    )
    assert rows(timeline, "rep", "hold", "count", "release") == [
        "0:00.0 Hold for eight seconds.",
        "0:08.0 Go.",
        "0:11.0 Hold.",
        "0:19.0 Go.",
    ]


PHASES = """
exercises:
  - name: Breathe
    reps: {reps}
    phases:
      - {{say: Breathe in and rise, short: In, for: 4 s, breath: in}}
      - {{say: Breathe out, short: Out, for: 6 s, breath: out}}
"""


def test_phases_start_with_the_rep_number_and_use_short_texts_after_two_reps() -> None:
    assert rows(timeline_of(PHASES.format(reps=4)), "phase") == [
        "0:00.0 One. Breathe in and rise",
        "0:04.0 Breathe out",
        "0:10.0 Two. Breathe in and rise",
        "0:14.0 Breathe out",
        "0:20.0 Three. In",
        "0:24.0 Out",
        "0:30.0 Last one. In",
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
def test_the_text_of_a_counted_phase_replaces_the_numbers_that_it_covers(
    count: str, expected: list[str]
) -> None:
    yaml = f"exercises:\n  - name: S\n    phases: [{{say: Stay up, for: 6 s, count: {count}}}]\n"
    assert rows(timeline_of(yaml), "phase", "count") == expected


def test_reps_are_not_numbered_where_a_phase_is_counted() -> None:
    yaml = "exercises:\n  - name: S\n    reps: 6\n    phases: [{say: Up, for: 4 s, count: up}]\n"
    assert [r.split(" ", 1)[1] for r in rows(timeline_of(yaml), "phase")] == [
        "Up", "Up", "Up", "Halfway there. Up", "Up", "Last one. Up",
    ]  # fmt: skip


def test_each_side_is_done_with_all_its_reps() -> None:
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
        "Pull your left knee up.",
        "Once more. Back into position.",
        "Change sides. Now the right.",
        "Pull your right knee up.",
        "Once more. Back into position.",
    ]  # fmt: skip


def test_no_rest_follows_the_last_exercise() -> None:
    yaml = "exercises: [{name: A, hold: 5 s}, {name: B, hold: 5 s}]\n"
    kinds = [segment.kind for segment in timeline_of(yaml).segments]
    assert kinds == ["exercise", "rest", "exercise", "finish"]


def test_alternating_holds_leave_time_to_change_sides() -> None:
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
        "-0:05.5 Lie on your left side.",
        "0:00.0 Hold for ten seconds.",
        "0:10.0 Lower.",
        "0:22.5 Lie on your right side.",
        "0:28.0 Now right.",
        "0:30.0 Hold.",
        "0:40.0 Lower.",
        "0:53.5 Once more. Now left. Back into position.",
        "1:00.0 Hold.",
        "1:10.0 Lower.",
        "1:24.5 Now right. Back into position.",
        "1:30.0 Hold.",
        "1:40.0 Lower.",
    ]


def test_paced_reps_alternate_sides_on_the_beat() -> None:
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
        "0:08.0 Last one. Now left.",
        "0:12.0 Now right.",
    ]


def test_paced_reps_keep_an_explicit_time_to_change_and_texts_that_name_the_side() -> None:
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
        "0:07.5 Now right.",
        "0:15.5 Last one. Now left.",
        "0:25.5 Now right.",
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


def test_a_step_that_waits_says_what_to_do_and_asks_again() -> None:
    yaml = """
exercises:
  - name: Packs
    steps:
      - {say: Put the pack on, for: 20 min, wait: until ready, at_most: 2 min}
      - {say: Take it off, for: 5 s}
"""
    timeline = timeline_of(yaml)
    assert rows(timeline) == [
        "-2:01.0 Packs",
        "-2:00.0 Put the pack on",
        "-1:57.0 Take your time. Press Enter when you're ready, or we'll go on in two minutes.",
        "-1:00.0 Press Enter when you're ready.",
        "-0:20.0 Twenty seconds more.",
        "0:00.0 Twenty minutes, starting now.",
        "15:00.0 Five minutes left.",
        "19:00.0 One minute left.",
        "19:57.0 Three.",
        "19:58.0 Two.",
        "19:59.0 One.",
        "20:00.0 Take it off",
        "20:05.0 And stop.",
        "20:07.0 That's all. Well done.",
    ]
    assert waits(timeline) == [(frames(1), frames(121))]


def test_a_hold_in_breaths_says_each_breath_instead_of_a_countdown() -> None:
    yaml = "exercises: [{name: S, hold: 2 breaths, breathing: {in: 4 s, out: 5 s}}]\n"
    assert rows(timeline_of(yaml), "hold", "phase", "count") == [
        "0:00.0 Stay here for two breaths. Breathe in.",
        "0:04.0 Breathe out.",
        "0:09.0 Breathe in.",
        "0:13.0 Breathe out.",
    ]


def test_later_sets_start_with_their_number_and_the_full_texts() -> None:
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
        "0:08.0 Last one. Lift",
        "0:12.0 Rest for 30 seconds.",
        "0:39.0 Set two of two.",
        "0:42.0 One. Lift your arms up",
        "0:46.0 Two. Lift your arms up",
        "0:50.0 Last one. Lift",
    ]


def test_a_circuit_is_repeated_and_its_rounds_are_announced() -> None:
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
        "First, A.",
        "Slowly",
        "Stand tall",
        "Rest for fifteen seconds.",
        "Next, B.",
        "Rest for one minute.",
        "Next: A.",
        "Last round.",
        "Rest for fifteen seconds.",
        "Last, B.",
    ]  # fmt: skip


def test_a_place_says_how_many_rounds_sets_and_reps_there_are() -> None:
    yaml = """
exercises:
  - {name: A, every: 2 s, reps_per_set: [3, 2]}
  - circuit: Legs
    rounds: 2
    exercises:
      - {name: B, side: each, hold: 5 s, reps: 3}
"""
    places = [cue.place for cue in timeline_of(yaml).cues if cue.place.rep]
    first = {(p.set, p.sets, p.rep, p.reps, p.rounds) for p in places if p.exercise == "A"}
    assert first == {(s, 2, r, n, None) for s, n in ((1, 3), (2, 2)) for r in range(1, n + 1)}
    second = {(p.round, p.rounds, p.side, p.rep, p.reps) for p in places if p.exercise == "B"}
    assert second == {
        (round_, 2, side, rep, 3)
        for round_ in (1, 2) for side in ("left", "right") for rep in (1, 2, 3)
    }  # fmt: skip


def test_a_list_of_holds_gives_each_rep_its_own_time() -> None:
    yaml = "exercises: [{name: S, hold: [10 s, 8 s], voice: {count_reps: off}}]\n"
    assert rows(timeline_of(yaml), "hold", "release") == [
        "0:00.0 Hold for ten seconds.",
        "0:10.0 And slowly ease out of it.",
        "0:20.0 Hold for eight seconds.",
        "0:28.0 And slowly ease out of it.",
    ]


def test_reps_per_set_can_differ() -> None:
    yaml = "exercises: [{name: S, every: 2 s, reps_per_set: [3, 2, 1]}]\n"
    timeline = timeline_of(yaml)
    reps = [(c.place.set, c.place.rep) for c in timeline.cues if c.kind == "rep"]
    assert reps == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]


@pytest.mark.parametrize(("week", "reps"), [(None, 2), (1, 2), (3, 4), (4, 4), (5, 6)], ids=str)
def test_progress_changes_the_dose_from_its_week_on(week: int | None, reps: int) -> None:
    yaml = """
exercises:
  - name: S
    every: 2 s
    reps: 2
    progress:
      - {from_week: 3, reps: 4}
      - {from_week: 5, reps: 6}
"""
    timeline = timeline_of(yaml, Choices(intro="none", lead_in_s=0, week=week))
    assert max(c.place.rep for c in timeline.cues if c.place.rep is not None) == reps


@pytest.mark.parametrize(("pick", "reps"), [("low", 5), ("high", 10), (7, 7)], ids=str)
def test_chosen_reps_stay_within_the_range(pick: Pick, reps: int) -> None:
    yaml = "exercises: [{name: S, every: 2 s, reps: 5 to 10}]\n"
    timeline = timeline_of(yaml, Choices(intro="none", lead_in_s=0, reps=pick))
    assert max(c.place.rep for c in timeline.cues if c.place.rep is not None) == reps


def test_the_easier_way_is_spoken_if_chosen_before_care() -> None:
    yaml = "exercises: [{name: S, hold: 5 s, easier: Use a cushion., care: Go slowly.}]\n"
    chosen = Choices(intro="none", lead_in_s=0, easier=frozenset({"s"}))
    assert [c.text for c in timeline_of(yaml, chosen).cues if c.kind == "care"] == [
        "Use a cushion.",
        "Go slowly.",
    ]


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        (("standing", "standing"), [8.0]),
        (("sitting", "standing"), [8.0, 8.0]),
        (("supine", "prone"), [60.0, 15.0, 15.0]),
        (("hands and knees", "kneeling"), [60.0, 6.0, 6.0]),
        (("hands and knees", "supine"), [60.0, 6.0, 20.0]),
        (("standing", "kneeling"), [8.0, 60.0]),
        (("supine", "standing"), [60.0, 15.0, 10.0, 20.0]),
        (("kneeling", "sitting"), [60.0, 20.0, 8.0]),
        (("sitting", "in a doorway"), [8.0, 15.0]),
    ],
    ids=str,
)
def test_the_time_to_move_depends_on_the_change_of_position(
    positions: tuple[str, str], expected: list[float]
) -> None:
    first, second = positions
    yaml = (
        f"exercises:\n  - {{name: A, hold: 5 s, position: {first}, set_up: Go}}\n"
        f"  - {{name: B, hold: 5 s, position: {second}, set_up: Go}}\n"
    )

    def times(more_time: float) -> list[float]:
        chosen = Choices(intro="none", lead_in_s=0, controls="file", more_time=more_time)
        slots = timeline_of(yaml, chosen).slots
        return [slot.frames / FRAME_RATE for slot in slots if slot.planned.kind == "move"]

    assert times(1) == expected
    assert times(1.5) == [1.5 * time for time in expected]


def test_an_authors_move_replaces_coachs_own_on_the_way_down_and_in() -> None:
    yaml = """
exercises:
  - {name: A, hold: 5 s, position: kneeling, move: Kneel on a cushion., time_to_move: 40 s}
  - {name: B, hold: 5 s, position: supine, move: Lie back slowly., time_to_move: 30 s}
  - {name: C, hold: 5 s, position: supine, move: Stay where you are.}
"""
    chosen = Choices(intro="none", lead_in_s=0, controls="file")
    timeline = timeline_of(yaml, chosen)
    assert [cue.text for cue in timeline.cues if cue.kind in {"move", "name"}] == [
        "Kneel on a cushion.",
        "First, A.",
        "Next, B.",
        "Lie back slowly.",
        "Last, C.",
        "Stay where you are.",
    ]
    moves = [slot.frames for slot in timeline.slots if slot.planned.kind == "move"]
    assert moves == [frames(40), frames(30)]


def test_a_long_time_to_get_ready_for_a_hold_comes_before_its_set_up() -> None:
    yaml = "exercises: [{name: S, hold: 10 s, get_ready: 30 s, set_up: Sit tall.}]\n"
    timeline = timeline_of(yaml)
    assert rows(timeline, "dose", "set_up", "hold") == [
        "-0:36.0 Ten seconds.",
        "-0:04.0 Sit tall.",
        "0:00.0 Hold for ten seconds.",
    ]


def words_of(yaml: str, *kinds: str) -> list[str]:
    return [cue.text for cue in timeline_of(yaml).cues if not kinds or cue.kind in kinds]


def test_sides_can_count_separately_and_start_on_the_right() -> None:
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
        "0:00.0 One. Lift your right knee",
        "0:04.0 Two. Lift your left knee",
        "0:08.0 Three. right",
        "0:12.0 Last one. left",
    ]


def test_texts_for_each_side_are_spoken_on_their_side() -> None:
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


def test_a_timed_exercise_says_how_long_and_counts_down() -> None:
    yaml = "exercises: [{name: March, for: 45 s, remind: {every: 20 s, say: Head up.}}]\n"
    assert rows(timeline_of(yaml), "phase", "remind", "halfway", "count", "release") == [
        "0:00.0 Keep going for 45 seconds.",
        "0:20.0 Head up.",
        "0:35.0 Ten seconds.",
        "0:40.0 Head up.",
        "0:42.0 Three.",
        "0:43.0 Two.",
        "0:44.0 One.",
        "0:45.0 And stop.",
    ]


def test_an_open_ended_hold_lasts_for_its_cap_and_can_be_ended() -> None:
    yaml = "exercises: [{name: Wall sit, until: you stop, at_most: 20 s, say: Slide down.}]\n"
    timeline = timeline_of(yaml)
    assert rows(timeline, "hold", "count", "release") == [
        "-0:03.0 Slide down.",
        "0:17.0 Three.",
        "0:18.0 Two.",
        "0:19.0 One.",
        "0:20.0 And slowly ease out of it.",
    ]
    assert [segment.cap for segment in timeline.segments][:1] == [frames(20)]
    ((start, end),) = waits(timeline)
    assert end - start == frames(20)


def test_a_wait_replaces_the_time_to_get_ready() -> None:
    yaml = """
exercises:
  - {name: S, wait: until ready, at_most: 30 s, hold: 5 s, set_up: Lie down., care: Slowly.}
"""
    timeline = timeline_of(yaml)
    assert rows(timeline)[:6] == [
        "-0:37.5 S",
        "-0:36.5 Five seconds.",
        "-0:34.5 Slowly.",
        "-0:31.0 Lie down.",
        "-0:30.0 Take your time. Press Enter when you're ready, or we'll go on in 30 seconds.",
        "0:00.0 Hold for five seconds.",
    ]
    assert [end - start for start, end in waits(timeline)] == [frames(30)]


def test_rests_are_as_long_as_announced() -> None:
    yaml = """
exercises:
  - {name: A, hold: 5 s, rest: 20 s}
  - {name: B, hold: 5 s}
  - {rest: 40 s, say: Sip some water.}
  - {name: C, hold: 12 s, reps: 2, rest_between_reps: 10 s, rest: 50 s}
"""
    timeline = timeline_of(yaml)
    rests = [s for s in timeline.segments if s.kind == "rest"]
    assert [(s.end - s.start) / FRAME_RATE for s in rests] == [20, 40]
    assert words_of(yaml, "rest", "next") == [
        "Rest for twenty seconds.", "Next: B.", "Sip some water.", "Next: C.",
    ]  # fmt: skip
    holds = [cue.start for cue in timeline.cues if cue.kind == "hold" and cue.place.exercise == "C"]
    assert (holds[1] - holds[0]) / FRAME_RATE == 12 + 10


def test_the_harder_way_and_the_short_text_of_a_hold() -> None:
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
    chosen = Choices(intro="none", lead_in_s=0, harder=frozenset({"Bridge"}))
    timeline = timeline_of(yaml, chosen)
    assert rows(timeline, "care", "hold", "count", "rep") == [
        "-0:07.5 Straighten one leg.",
        "-0:01.5 Lift your hips.",
        "0:19.5 Lift.",
    ]
