"""What the keys of an exercise mean together."""

from __future__ import annotations

import pytest
from sample_routines import SmallLibrary, exercises_of, printed_problems, read

from coach.model.routine import (
    Circuit,
    Dose,
    Hold,
    Kind,
    Open,
    OwnPace,
    Paced,
    Rest,
    Sides,
    Step,
    Steps,
    Text,
    Timed,
)
from coach.model.units import Range


# Each kind of exercise is built from its own key, with times in seconds.
@pytest.mark.parametrize(
    ("written", "kind"),
    [
        pytest.param("hold: 30 s", Hold((Range(30, 30),)), id="hold"),
        pytest.param("hold: 30 to 60 s", Hold((Range(30, 60),)), id="hold-range"),
        pytest.param("hold: [10 s, 8 s]", Hold((Range(10, 10), Range(8, 8))), id="hold-list"),
        pytest.param("hold: 5 breaths", Hold((Range(50, 50),), 5, (4, 6)), id="breaths"),
        pytest.param(
            "hold: 5 breaths\n  breathing: {in: 3 s, out: 5 s}",
            Hold((Range(40, 40),), 5, (3, 5)),
            id="breaths-paced",
        ),
        pytest.param("for: 2 min", Timed(Range(120, 120)), id="for"),
        pytest.param("every: 4 s\n  reps: 10", Paced(4), id="every"),
        pytest.param("reps: 10", OwnPace(), id="own-pace"),
        pytest.param("reps_per_set: [5, 4]", OwnPace(), id="own-pace-per-set"),
        pytest.param("reps: 10\n  at_most: 60 s", OwnPace(60), id="own-pace-at-most"),
        pytest.param("until: you stop\n  at_most: 60 s", Open(60), id="until"),
        pytest.param(
            "steps: [{say: On, for: 20 min, wait: until ready, at_most: 1 min}]",
            Steps((Step(Text.same("On"), 1200, wait=True, at_most_s=60),)),
            id="steps",
        ),
    ],
)
def test_kind(written: str, kind: Kind) -> None:
    (exercise,) = exercises_of(f"- name: A\n  {written}\n")
    assert exercise.kind == kind


# A step of the set-up has a time of its own only if the author gives it one.
def test_the_way_into_an_exercise() -> None:
    (exercise,) = exercises_of(
        "- name: A\n"
        "  move: Lie down.\n"
        "  time_to_move: 30 s\n"
        "  set_up: [Bend your knees., {say: Loop the strap round your foot., for: 15 s}]\n"
        "  get_ready: 2 s\n"
        "  again: Lift it again.\n"
        "  hold: 9 s\n"
    )
    texts = (exercise.move, *(step.say for step in exercise.set_up), exercise.again)
    assert texts == tuple(
        map(
            Text.same,
            ("Lie down.", "Bend your knees.", "Loop the strap round your foot.", "Lift it again."),
        )
    )
    assert [step.for_s for step in exercise.set_up] == [None, 15]
    assert (exercise.time_to_move_s, exercise.get_ready_s) == (30, 2)


# Reps have one entry per set if the number of sets is fixed, or one range for all sets.
@pytest.mark.parametrize(
    ("written", "dose"),
    [
        pytest.param("hold: 9 s", Dose(), id="once"),
        pytest.param(
            "hold: 9 s\n  reps: 5 to 10\n  sets: 2", Dose((Range(5, 10),), Range(2, 2)), id="range"
        ),
        pytest.param(
            "hold: 9 s\n  reps_per_set: [5, 4]",
            Dose((Range(5, 5), Range(4, 4)), Range(2, 2)),
            id="per-set",
        ),
        pytest.param("hold: [9 s, 8 s]", Dose((Range(2, 2),)), id="hold-list"),
        pytest.param(
            "hold: [9 s, 8 s]\n  reps_per_set: [2, 2, 2]",
            Dose((Range(2, 2),) * 3, Range(3, 3)),
            id="hold-list-per-set",
        ),
        pytest.param(
            "hold: 9 s\n  rest_between_reps: 1 s\n  rest_between_sets: 2 s\n  rest: 3 s",
            Dose(rest_between_reps_s=1, rest_between_sets_s=2, rest_s=3),
            id="rests",
        ),
    ],
)
def test_dose(written: str, dose: Dose) -> None:
    (exercise,) = exercises_of(f"- name: A\n  {written}\n")
    assert exercise.dose == dose


@pytest.mark.parametrize(
    ("written", "sides"),
    [
        pytest.param("side: each", Sides("each"), id="each"),
        pytest.param("side: Left", Sides("left"), id="capital"),
        pytest.param(
            "side: alternating\n  start_side: right\n  change_side: 4 s\n  count_sides: separately",
            Sides("alternating", "right", 4, count_separately=True),
            id="all",
        ),
    ],
)
def test_sides(written: str, sides: Sides) -> None:
    (exercise,) = exercises_of(f"- name: A\n  hold: 9 s\n  {written}\n")
    assert exercise.sides == sides


# From its week on, an entry of `progress` replaces the keys that applied before.
@pytest.mark.parametrize(
    ("week", "reps", "hold_s"),
    [(None, 5, 10), (1, 5, 10), (3, 8, 10), (5, 8, 10), (6, 8, 20), (52, 8, 20)],
)
def test_weeks(week: int | None, reps: int, hold_s: float) -> None:
    yaml = """\
    - name: A
      hold: 10 s
      reps: 5
      progress:
        - {from_week: 3, reps: 8}
        - {from_week: 6, hold: 20 s}
    """
    exercise = exercises_of(yaml)[0].in_week(week)
    assert (exercise.dose.reps, exercise.kind) == (
        (Range(reps, reps),),
        Hold((Range(hold_s, hold_s),)),
    )


# Keys next to `use` override the library's; a new kind or dose replaces the old one.
def test_use() -> None:
    yaml = """\
    - {use: knee-to-chest, side: each, name: Knee hug, reps: 5}
    - {use: bird-dog, for: 30 s}
    - {use: bird-dog, sets: 4}
    """
    hug, timed, sets = exercises_of(yaml, SmallLibrary())
    assert (hug.name, hug.dose.reps, hug.sides) == ("Knee hug", (Range(5, 5),), Sides("each"))
    assert (timed.name, timed.kind) == ("Bird dog", Timed(Range(30, 30)))
    assert sets.dose == Dose((Range(1, 1),), Range(4, 4))


def test_circuit_and_rest() -> None:
    yaml = """\
    - circuit: Legs
      rounds: 2
      rest_between_rounds: 60 s
      exercises:
        - {name: A, hold: 9 s}
        - {rest: 5 s, say: Breathe.}
    - {rest: 30 s}
    """
    routine = read(yaml).routine
    assert routine is not None
    circuit, rest = routine.entries
    assert isinstance(circuit, Circuit)
    assert (circuit.name, circuit.rounds, circuit.rest_between_rounds_s) == ("Legs", 2, 60)
    assert circuit.exercises[1] == Rest(5, Text.same("Breathe."))
    assert rest == Rest(30)


@pytest.mark.parametrize(
    "yaml",
    [
        pytest.param("- name: A\n  hold: 600 breaths\n", id="an-hour-of-breaths"),
        pytest.param(
            "- name: A\n  reps: 190\n  phases:\n    - say: In\n      for: 4 s\n"
            "    - say: Hold\n      for: 7 s\n    - say: Out\n      for: 8 s\n",
            id="an-hour-of-4-7-8",
        ),
        pytest.param("- name: A\n  for: 1 h\n  reps: 24\n", id="a-day-of-hours"),
        pytest.param(
            "- name: A\n  for: 24 h\n  remind:\n    every: 5 min\n    say: Move about.\n",
            id="a-day-of-reminders",
        ),
        pytest.param("- name: A\n  hold: 5 s\n  reps: 100\n  sets: 20\n", id="two-thousand-holds"),
    ],
)
def test_a_whole_day_is_not_too_many_prompts(yaml: str) -> None:
    assert len(exercises_of(yaml)) == 1


def test_a_few_lines_cannot_make_days_of_speech() -> None:
    (problem,) = read("- name: A\n  hold: 5 s\n  reps: 5000\n").problems
    assert (problem.span.line, problem.code) == (5, "too-many-prompts")
    assert "over 30,000 spoken cues" in problem.message


def test_the_limit_on_prompts_grows_with_the_number_of_exercises() -> None:
    yaml = "".join(f"- {{name: A{n}, hold: 5 s, reps: 3}}\n" for n in range(2_000))
    assert len(exercises_of(yaml)) == 2_000
    assert "over 80,000 spoken cues" in printed_problems(yaml.replace("reps: 3", "reps: 6"))
