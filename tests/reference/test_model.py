"""The reference model against examples that were worked through by hand."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from model import Effort, Gap, Item, Side, expected, seconds

from coach.format import read_routine
from coach.format.schema import EXERCISE
from coach.model.problems import Severity
from routines import routines, to_yaml

CAT_COW_PHASES = "phases: [{say: In, for: 5 s}, {say: Out, for: 5 s}]"


def of(*entries: str, **choices: Any) -> list[Item]:
    """Return what is expected of a routine of some entries, each the inside of a flow mapping."""
    return expected({"exercises": [yaml.safe_load(f"{{{e}}}") for e in entries]}, **choices)


def dose(*entries: str, **choices: Any) -> list[Item]:
    """Return the same without the way in."""
    around = {"floor down", "floor up", "time to move", "get ready"}
    return [item for item in of(*entries, **choices) if item.kind not in around]


def way_in(*entries: str, **choices: Any) -> list[tuple[str, float]]:
    """Return the ways into all exercises, as kinds and lengths."""
    moves = {"floor down", "floor up", "time to move", "get ready"}
    return [(item.kind, item.length_s) for item in of(*entries, **choices) if item.kind in moves]


def hold(
    length_s: float, rep: int = 1, *, side: Side | None = None, set_: int = 1, item: int = 0
) -> Effort:
    return Effort(item, None, side, set_, rep, None, "hold", length_s)


def lengths(items: list[Item]) -> list[float]:
    return [item.length_s for item in items]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("30 s", 30, 30),
        ("2.5 s", 2.5, 2.5),
        ("1 min 30 s", 90, 90),
        ("2 minutes", 120, 120),
        ("1 h", 3600, 3600),
        ("30 to 60 s", 30, 60),
        ("30-60s", 30, 60),
        ("45 s to 1 min", 45, 60),
    ],
)
def test_times_are_read_as_authors_write_them(text: str, low: float, high: float) -> None:
    assert (seconds(text), seconds(text, "high")) == (low, high)


def test_the_golden_sequence_has_the_times_of_the_contract() -> None:
    # Down to the mat 60 s; kneeling to hands and knees 6 s; the set-up; 3 s; five reps of 5 + 5 s.
    # Rest 15 s. Hands and knees to kneeling 6 s, with the author's own words; 3 s; two holds with
    # 10 s between them. Rest 15 s. Kneeling to the back 15 s; 3 s; 3 s a rep.
    found = of(
        f"name: Cat-Cow, position: hands and knees, reps: 5 to 10, {CAT_COW_PHASES}",
        "name: Pose, position: kneeling, move: Kneel upright., hold: 30 s, reps: 2",
        "name: Raises, position: on your back, reps: 5, phases: [{say: Lift, for: 3 s}]",
    )
    breaths = [
        Effort(0, None, None, 1, rep, phase, "phase", 5.0)
        for rep in range(1, 6)
        for phase in (1, 2)
    ]
    assert found == [
        Gap(0, "floor down", 60.0),
        Gap(0, "time to move", 6.0),
        Gap(0, "get ready", 3.0),
        *breaths,
        Gap(0, "rest", 15.0),
        Gap(1, "time to move", 6.0),
        Gap(1, "get ready", 3.0),
        hold(30.0, 1, item=1),
        Gap(1, "between reps", 10.0),
        hold(30.0, 2, item=1),
        Gap(1, "rest", 15.0),
        Gap(2, "time to move", 15.0),
        Gap(2, "get ready", 3.0),
        *(Effort(2, None, None, 1, rep, 1, "phase", 3.0) for rep in range(1, 6)),
    ]


def test_each_side_does_all_its_sets_and_changes_once() -> None:
    # Left: two sets of one, 30 s between them; its words and 8 s; right: the same.
    found = dose("name: A, side: each, hold: 20 s, sets: 2")
    assert found == [
        hold(20.0, side="left", set_=1),
        Gap(0, "between sets", 30.0),
        hold(20.0, side="left", set_=2),
        Gap(0, "change side", 8.0, exact=False),
        hold(20.0, side="right", set_=1),
        Gap(0, "between sets", 30.0),
        hold(20.0, side="right", set_=2),
    ]


def test_an_alternating_rep_is_first_side_change_second_side() -> None:
    # Bird dog: 10 s right, at least 3 s, 10 s left, at least 3 s back; 30 s after [2, 1]'s first.
    found = dose(
        "name: Bird dog, side: alternating, start_side: right, hold: 10 s, reps_per_set: [2, 1]"
    )
    change = Gap(0, "change side", 3.0, exact=False)
    assert found == [
        *(hold(10.0, 1, side="right"), change, hold(10.0, 1, side="left")),
        Gap(0, "between reps", 3.0, exact=False),
        *(hold(10.0, 2, side="right"), change, hold(10.0, 2, side="left")),
        Gap(0, "between sets", 30.0),
        *(hold(10.0, 1, side="right", set_=2), change, hold(10.0, 1, side="left", set_=2)),
    ]


def test_sides_that_count_separately_share_the_reps() -> None:
    # Three in all: left, right, left, with at least 3 s to change.
    found = dose("name: A, side: alternating, count_sides: separately, hold: 5 s, reps: 3")
    assert found == [
        hold(5.0, 1, side="left"),
        Gap(0, "change side", 3.0, exact=False),
        hold(5.0, 2, side="right"),
        Gap(0, "between reps", 3.0, exact=False),
        hold(5.0, 3, side="left"),
    ]
    rested = dose("name: A, side: alternating, hold: 5 s, reps: 2, rest_between_reps: 9 s")
    assert lengths(rested) == [5, 3, 5, 9, 5, 3, 5]  # the rest leads back to the first side


def test_paced_sides_follow_each_other_on_the_beat() -> None:
    found = dose("name: A, side: alternating, every: 4 s, reps: 2")
    assert [(i.side, i.rep, i.length_s) for i in found if isinstance(i, Effort)] == [
        ("left", 1, 4.0), ("right", 1, 4.0), ("left", 2, 4.0), ("right", 2, 4.0),
    ]  # fmt: skip
    assert len(found) == 4


def test_the_longest_hold_of_a_list_decides_the_gap() -> None:
    # [10, 8, 6]: the first is long, so 10 s between all; [9, 8] has none from 10 s, so 3 s.
    assert lengths(dose("name: A, hold: [10 s, 8 s, 6 s]")) == [10, 10, 8, 10, 6]
    assert lengths(dose("name: A, hold: [9 s, 8 s]")) == [9, 3, 8]


def test_breaths_are_as_long_as_their_ins_and_outs() -> None:
    # 5 x (4 + 6) s; 3 x (3 + 5) s at the low end, and 5 x (3 + 5) s at the high one.
    slower = "name: A, hold: 3 to 5 breaths, breathing: {in: 3 s, out: 5 s}"
    assert lengths(dose("name: A, hold: 5 breaths")) == [50]
    assert lengths(dose(slower)) == [24]
    assert lengths(dose(slower, reps="high")) == [40]


def test_ranges_follow_the_person() -> None:
    # High: seven reps of 4 s. A number is of reps, and leaves times at their low end.
    text = "name: A, reps: 5 to 7, phases: [{say: Lift, for: 3 to 4 s}]"
    assert lengths(dose(text)) == [3] * 5
    assert lengths(dose(text, reps="high")) == [4] * 7
    assert lengths(dose(text, reps=6)) == [3] * 6


def test_own_pace_is_one_effort_a_set() -> None:
    # 6 s a rep: 10 reps are 60 s; 4 reps would be 24 s, so the least, 30 s.
    assert dose("name: A, reps: 10, sets: 2") == [
        Effort(0, None, None, 1, None, None, "own pace", 60.0),
        Gap(0, "between sets", 30.0),
        Effort(0, None, None, 2, None, None, "own pace", 60.0),
    ]
    assert lengths(dose("name: A, reps: 4")) == [30]
    assert lengths(dose("name: A, reps: 10, at_most: 45 s")) == [45]


def test_what_lies_between_reps_by_kind() -> None:
    # Phases and paced reps follow at once, unless a rest is written; 10 s between timed ones.
    assert lengths(dose("name: A, every: 4 s, reps: 2")) == [4, 4]
    assert lengths(dose("name: A, every: 4 s, reps: 2, rest_between_reps: 5 s")) == [4, 5, 4]
    assert lengths(dose("name: A, for: 1 min, reps: 2")) == [60, 10, 60]
    assert lengths(dose("name: A, until: you stop, at_most: 40 s, reps: 2")) == [40, 10, 40]


def test_steps_wait_before_their_time() -> None:
    # The first waits 5 min at most, the last one 2 min; nothing else is waited for.
    found = of(
        "name: Packs, steps: [{say: Warm, for: 20 min, wait: until ready}, {say: Off, for: 5 min},"
        " {say: Cold, for: 20 min, wait: until ready, at_most: 2 min}]"
    )
    kinds = [(item.kind, item.length_s) for item in found]
    assert kinds == [
        ("get ready", 300), ("step", 1200), ("step", 300), ("get ready", 120),
        ("step", 1200),
    ]  # fmt: skip
    assert [item.phase for item in found if isinstance(item, Effort)] == [1, 2, 3]


def test_the_way_down_and_up() -> None:
    # Start to standing 8 s. Down 60 s, then kneeling to the back 15 s. Up from lying 10 + 20 s,
    # then standing to sitting 8 s. Down again to kneeling, where no move is left.
    # Up from kneeling 20 s, and there the person stands.
    ready = ("get ready", 3)
    places = ("standing", "on your back", "sitting", "kneeling", "standing")
    assert way_in(*(f"name: A, position: {place}, for: 5 s" for place in places)) == [
        *(("time to move", 8), ready),
        *(("floor down", 60), ("time to move", 15), ready),
        *(("floor up", 30), ("time to move", 8), ready),
        *(("floor down", 60), ready),
        *(("floor up", 20), ready),
    ]


def test_who_can_say_ready_and_who_needs_more_time() -> None:
    # 120 s x 1.5; kneeling to hands and knees 6 s x 1.5; get_ready stays; 8 s x 1.5 to change.
    found = of(
        "name: A, position: all fours, side: each, hold: 10 s, rest: 20 s", controls="keys",
        more_time=1.5,
    )  # fmt: skip
    assert lengths(found) == [180, 9, 3, 10, 12, 10]
    # What is written is not stretched, nor is the change of sides that alternate.
    found = of(
        "name: A, position: standing, time_to_move: 5 s, side: alternating, hold: 10 s",
        more_time=2.0,
    )
    assert lengths(found) == [5, 3, 10, 3, 10]


def test_the_authors_move_is_the_floor_step_itself() -> None:
    move = "name: A, position: on your back, move: Lie down on your bed."
    assert way_in(f"{move}, time_to_move: 40 s, for: 5 s") == [("floor down", 40), ("get ready", 3)]
    assert way_in(f"{move}, for: 5 s") == [("floor down", 60), ("get ready", 3)]
    plain = "name: A, position: on your back, time_to_move: 40 s, for: 5 s"
    assert way_in(plain) == [("floor down", 60), ("time to move", 40), ("get ready", 3)]


def test_a_long_get_ready_before_a_hold_is_time_to_move() -> None:
    # It would be waited for in the position; with `say`, the move into it comes after the wait.
    assert way_in("name: A, hold: 10 s, get_ready: 30 s") == [
        ("time to move", 30),
        ("get ready", 3),
    ]
    assert way_in("name: A, hold: 10 s, get_ready: 6 s") == [("get ready", 6)]
    assert way_in("name: A, hold: 10 s, say: Lift., get_ready: 30 s") == [("get ready", 30)]
    assert way_in("name: A, for: 10 s, get_ready: 30 s") == [("get ready", 30)]
    assert way_in("name: A, for: 10 s, wait: until ready, at_most: 2 min") == [("get ready", 120)]


def test_rests_of_a_circuit_and_of_their_own() -> None:
    # Round one: 15 s after A, 60 s after B in place of its own 20 s; round two: 15 s, then the
    # circuit's own 40 s. A rest entry replaces C's 25 s. None follows the last.
    found = dose(
        "circuit: Legs, rounds: 2, rest_between_rounds: 60 s, rest: 40 s, exercises:"
        " [{name: A, for: 5 s}, {name: B, for: 6 s, rest: 20 s}]",
        "name: C, for: 7 s, rest: 25 s",
        "rest: 30 s",
        "name: D, for: 8 s, rest: 50 s",
    )
    assert lengths(found) == [5, 15, 6, 60, 5, 15, 6, 40, 7, 30, 8]
    rounds = [(item.item, item.round) for item in found if isinstance(item, Effort)]
    assert rounds == [(0, 1), (1, 1), (0, 2), (1, 2), (2, None), (3, None)]


def test_later_rounds_move_again_and_holds_get_ready_once() -> None:
    # Start to standing 8 s, standing to sitting 8 s; in round two sitting to standing and back.
    found = way_in(
        "circuit: Two, rounds: 2, exercises: [{name: A, position: standing, for: 5 s},"
        " {name: B, position: sitting, hold: 5 s}]"
    )
    move, ready = ("time to move", 8), ("get ready", 3)
    assert found == [move, ready, move, ready, move, ready, move]


@settings(max_examples=60, deadline=None)
@given(routines())
def test_random_routines_have_efforts_and_gaps_above_nothing(routine: dict[str, Any]) -> None:
    for pick in ("low", "high", 3):
        found = expected(routine, reps=pick, controls="keys", more_time=1.5)
        assert isinstance(found[-1], Effort)
        assert all(item.length_s > 0 for item in found)
        items = [item.item for item in found if isinstance(item, Effort)]
        assert set(items) == set(range(max(items) + 1))


@settings(max_examples=60, deadline=None)
@given(routines())
def test_random_routines_come_back_from_their_file(routine: dict[str, Any]) -> None:
    assert yaml.safe_load(to_yaml(routine)) == routine


@pytest.mark.skipif(
    "time_to_move" not in {key.name for key in EXERCISE.keys},
    reason="the format does not have all words of the model yet",
)
@settings(max_examples=60, deadline=None)
@given(routines())
def test_random_routines_are_valid(routine: dict[str, Any]) -> None:
    problems = read_routine(to_yaml(routine).encode(), "random.yaml").problems
    assert [p for p in problems if p.severity is Severity.ERROR] == []
