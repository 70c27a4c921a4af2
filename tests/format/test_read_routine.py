"""Whole routines, from bytes to the model."""

# ruff: noqa: E501 - the examples are laid out as clinicians see them

from __future__ import annotations

import pytest
from sample_routines import places, printed, read

from coach.format import compose_file
from coach.format.tree import Mapping
from coach.model.positions import position_of
from coach.model.routine import (
    Circuit,
    Hold,
    Open,
    Phases,
    Remind,
    Rest,
    Routine,
    Schedule,
    Sides,
    Steps,
    Text,
)
from coach.model.units import Range

FIRST = """\
format: 1
title: Back starter
summary: Three gentle floor stretches for the lower back.
author: A. Author, physiotherapist
reviewed: 2026-11-01
language: en-US
schedule: {times_per_day: 2, days_per_week: 7, weeks: 4}
equipment: [mat, folded towel]
do_not_start_if:                 # spoken first, after "Don't start if:", and printed on the handout
  - You have new numbness around your genitals or buttocks, or new bladder or bowel trouble.
  - You have new weakness in your legs.
stop_if:                         # after "Stop at once if:"
  - Pain is sharp, or spreads down your leg.
  - You feel numb or dizzy.

exercises:
  - name: Cat-Cow
    position: hands and knees
    set_up:
      - Hands under your shoulders.
      - Knees under your hips.
    reps: 5 to 10
    phases:
      - breath: in
        say: Breathe in. Let your belly sink and look ahead.
        short: Breathe in, sink
        for: 5 s
      - breath: out
        say: Breathe out. Round up, chin to chest.
        short: Breathe out, round
        for: 5 s
    care: Stay in an easy range. Move your head last.
    easier: Rest on your forearms if your wrists are sore.

  - name: Child's Pose
    position: kneeling
    set_up:
      - Kneel with your knees apart.
      - Stretch up, then fold forward and bring your chest to your thighs.
      - Reach your arms out in front, palms down.
    hold: 30 s
    reps: 2
    release: Walk your hands back and sit up.
    remind:
      every: 12 s
      say:
        - Keep breathing.
        - Let your shoulders soften.

  - name: Hip raise
    position: on your back
    set_up: Knees bent, feet flat, arms by your sides.
    sets: 2
    reps: 5 to 10
    phases:
      - breath: out
        say: Breathe out and lift your hips a little.
        short: Lift
        for: 3 s
      - say: Stay up, keep breathing.
        short: Stay up
        for: 5 s
        count: down
      - breath: in
        say: Lower slowly.
        short: Lower
        for: 3 s
      - say: Rest down.
        short: Rest
        for: 2 s
    rest_between_sets: 30 s
    progress:
      - from_week: 3
        reps: 8 to 12

after:
  - Roll on to your side.
  - Push yourself up with your arms, and sit a moment before you stand.
"""

MORE = """\
format: 1
title: More
language: en-US
exercises:
  - circuit: Legs and trunk
    rounds: 2
    rest_between_rounds: 60 s
    exercises:
      - {use: knee-to-chest, side: each, hold: 20 s, reps: 3}
      - {name: Bird dog, position: hands and knees, side: alternating, hold: 10 s, reps_per_set: [5, 4, 3]}
  - {rest: 30 s}
  - name: Side bridge
    position: on your side
    side: each
    hold: [10 s, 8 s, 6 s]
  - name: Wall sit
    position: standing
    until: you stop
    at_most: 60 s
  - name: Packs
    position: sitting
    steps:
      - {say: Warm pack on, for: 20 min, wait: until ready, remind: {every: 5 min, say: Lift the pack and feel your skin.}}
      - {say: Packs off, for: 20 min}
      - {say: Cold pack on, for: 20 min, wait: until ready}
"""


class KneeToChest:
    """A library with the one exercise that the example uses."""

    def find(self, name: str) -> Mapping | None:
        if name != "knee-to-chest":
            return None
        text = b"name: Knee to chest\none_sided: yes\nposition: supine\nhold: 10 s\n"
        return compose_file(text, "knee-to-chest.yaml")[0]

    def names(self) -> list[str]:
        return ["knee-to-chest"]


def routine_of(text: str) -> Routine:
    reading = read(text, KneeToChest())
    assert printed(reading) == ""
    assert reading.routine is not None
    return reading.routine


# The example that clinicians see first has no problems, and means what it says.
def test_first_example() -> None:
    routine = routine_of(FIRST)
    assert (routine.title, routine.language, routine.reviewed) == (
        "Back starter",
        "en-US",
        "2026-11-01",
    )
    assert routine.schedule == Schedule(times_per_day=2, days_per_week=7, weeks=4)
    assert routine.equipment == ("mat", "folded towel")
    assert routine.do_not_start_if == (
        "You have new numbness around your genitals or buttocks, or new bladder or bowel trouble.",
        "You have new weakness in your legs.",
    )
    assert routine.after == (
        "Roll on to your side.",
        "Push yourself up with your arms, and sit a moment before you stand.",
    )
    cat_cow, child, raised = routine.exercises()
    assert cat_cow.position == position_of("hands and knees")
    assert cat_cow.care == (Text.same("Stay in an easy range. Move your head last."),)
    assert isinstance(cat_cow.kind, Phases)
    assert [(p.breath, p.for_s) for p in cat_cow.kind.phases] == [
        ("in", Range(5, 5)),
        ("out", Range(5, 5)),
    ]
    assert child.kind == Hold((Range(30, 30),))
    assert child.remind == Remind(
        12, (Text.same("Keep breathing."), Text.same("Let your shoulders soften."))
    )
    assert raised.dose.sets == Range(2, 2)
    assert raised.dose.reps == (Range(5, 10),)
    assert raised.in_week(3).dose.reps == (Range(8, 12),)
    assert isinstance(raised.kind, Phases)
    assert [p.count for p in raised.kind.phases] == ["off", "down", "off", "off"]


# The same is true of the second example, with a library that has its exercise.
def test_second_example() -> None:
    circuit, rest, bridge, sit, packs = routine_of(MORE).entries
    assert isinstance(circuit, Circuit)
    assert (circuit.name, circuit.rounds, circuit.rest_between_rounds_s) == (
        "Legs and trunk",
        2,
        60,
    )
    knee, dog = circuit.exercises
    assert not isinstance(knee, Rest)
    assert not isinstance(dog, Rest)
    assert (knee.name, knee.kind, knee.dose.reps, knee.sides) == (
        "Knee to chest",
        Hold((Range(20, 20),)),
        (Range(3, 3),),
        Sides("each"),
    )
    assert knee.position == position_of("on your back")
    assert (dog.dose.reps, dog.dose.sets, dog.sides) == (
        (Range(5, 5), Range(4, 4), Range(3, 3)),
        Range(3, 3),
        Sides("alternating"),
    )
    assert rest == Rest(30)
    assert not isinstance(bridge, Circuit | Rest)
    assert not isinstance(sit, Circuit | Rest)
    assert not isinstance(packs, Circuit | Rest)
    assert bridge.kind == Hold((Range(10, 10), Range(8, 8), Range(6, 6)))
    assert bridge.dose.reps == (Range(3, 3),)
    assert sit.kind == Open(60)
    assert isinstance(packs.kind, Steps)
    assert [(s.say.left, s.for_s, s.wait) for s in packs.kind.steps] == [
        ("Warm pack on", 1200, True),
        ("Packs off", 1200, False),
        ("Cold pack on", 1200, True),
    ]
    assert packs.kind.steps[0].remind == Remind(
        300, (Text.same("Lift the pack and feel your skin."),)
    )


# Without the library, the only problem is at the place of `use`.
def test_second_example_without_its_library() -> None:
    assert places(MORE) == ["9:15 unknown-exercise"]


# All problems are reported in one run, sorted by place; after one error there is no routine.
def test_all_problems_in_order() -> None:
    reading = read("- name: A\n  hold: 30\n  reps: 10-5\n  side: no\n  care: Lift leg #2\n")
    assert [(p.span.line, p.severity.value, p.code) for p in reading.problems] == [
        (6, "error", "no-unit"),
        (7, "error", "backwards"),
        (8, "error", "wrong-value"),
        (9, "warning", "comment"),
    ]
    assert reading.routine is None


# A warning alone does not reject a routine.
def test_warning_alone() -> None:
    reading = read("- name: A\n  hold: 30 s\n  care: Lift leg #2\n")
    assert [p.severity.value for p in reading.problems] == ["warning"]
    assert reading.routine is not None


@pytest.mark.parametrize("text", ["hello\n", "- a\n- b\n"], ids=["text", "list"])
def test_file_without_keys(text: str) -> None:
    (problem,) = read(text.encode()).problems
    assert (problem.span.line, problem.code) == (1, "not-a-routine")
    assert "`coach new FILE`" in problem.hint


# What is missing after a final `---` is reported at the end of the file, not below it.
def test_place_at_the_end_of_the_file() -> None:
    (problem,) = read(b"---").problems
    assert (problem.span.line, problem.span.column) == (1, 4)
