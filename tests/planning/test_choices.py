"""A person's choices against a routine: what fits, what doesn't, and what is told."""

from __future__ import annotations

import pytest
from tempo import routine_of, timeline_of

from coach.model.problems import ChoiceError
from coach.model.timeline import Timeline
from coach.phrases import load
from coach.planning import Choices, plan
from coach.planning.choices import check_reps, choice_notes, reps_fit

TWO_RANGES = """exercises:
  - {name: Squat, every: 2 s, reps: 5 to 10, sets: 2 to 3}
  - {name: Bridge, every: 2 s, reps: 8 to 12}
  - {name: Stretch, hold: 20 to 30 s, reps: 3}
"""
FIXED = "exercises: [{name: Stretch, hold: 20 to 30 s, reps: 3}]\n"
PROGRAMME = """schedule: {times_per_day: 1, weeks: 6}
exercises:
  - name: Squat
    every: 2 s
    reps: 5
    progress:
      - {from_week: 3, reps: 8 to 10}
      - {from_week: 5, reps: 12}
"""


CHANGES = (
    "This routine changes in week 3 and in week 5; this is week 1. `--week N` plays another week."
)


def chosen(**choices: object) -> Choices:
    return Choices(intro="none", lead_in_s=0, **choices)  # type: ignore[arg-type]


def counts(timeline: Timeline, exercise: str) -> tuple[int, int]:
    """Return how many sets and reps an exercise has."""
    places = [cue.place for cue in timeline.cues if cue.place.exercise == exercise]
    return max(place.set or 0 for place in places), max(place.rep or 0 for place in places)


@pytest.mark.parametrize(
    ("reps", "squat", "bridge"),
    [
        ("low", (2, 5), (1, 8)),
        ("high", (3, 10), (1, 12)),
        (9, (2, 9), (1, 9)),
        (5, (2, 5), (1, 8)),
        (12, (2, 10), (1, 12)),
    ],
)
def test_a_number_picks_reps_and_never_sets(
    reps: object, squat: tuple[int, int], bridge: tuple[int, int]
) -> None:
    timeline = timeline_of(TWO_RANGES, chosen(reps=reps))
    assert counts(timeline, "Squat") == squat
    assert counts(timeline, "Bridge") == bridge


@pytest.mark.parametrize("reps", [1, 4, 13, 50])
def test_a_number_outside_every_range_is_refused_with_the_ranges(reps: int) -> None:
    said = f"`--reps {reps}` is outside every range of reps: 5 to 10 (Squat), 8 to 12 (Bridge)."
    with pytest.raises(ChoiceError) as refused:
        plan(routine_of(TWO_RANGES), chosen(reps=reps), load("en"))
    assert str(refused.value) == said
    assert not reps_fit(routine_of(TWO_RANGES), chosen(reps=reps))


def test_only_what_is_played_counts() -> None:
    routine = routine_of(TWO_RANGES)
    check_reps(routine, chosen(reps=5, only="Squat"))
    with pytest.raises(ChoiceError, match=r"reps: 8 to 12 \(Bridge\)\."):
        check_reps(routine, chosen(reps=5, only="2"))


@pytest.mark.parametrize("routine", [FIXED, PROGRAMME])
def test_a_number_for_nothing_is_refused(routine: str) -> None:
    with pytest.raises(ChoiceError) as refused:
        check_reps(routine_of(routine), chosen(reps=8))
    assert str(refused.value) == (
        "No exercise has a range of reps here, so `--reps 8` has nothing to choose from."
    )


def test_the_ranges_are_those_of_the_week() -> None:
    check_reps(routine_of(PROGRAMME), chosen(reps=8, week=4))
    with pytest.raises(ChoiceError):
        check_reps(routine_of(PROGRAMME), chosen(reps=8, week=5))


@pytest.mark.parametrize(
    ("routine", "choices", "notes"),
    [
        (TWO_RANGES, chosen(), []),
        (TWO_RANGES, chosen(reps="high"), []),
        (TWO_RANGES, chosen(reps=9), []),
        (TWO_RANGES, chosen(reps=6), ["`Bridge` is for 8 to 12 reps, so you get 8, not 6."]),
        (TWO_RANGES, chosen(reps=11), ["`Squat` is for 5 to 10 reps, so you get 10, not 11."]),
        (TWO_RANGES, chosen(reps=11, only="bridge"), []),
        (
            TWO_RANGES,
            chosen(week=9),
            ["This routine is the same every week, so `--week 9` changes nothing."],
        ),
        (
            PROGRAMME,
            chosen(),
            [CHANGES],
        ),
        (PROGRAMME, chosen(week=1), []),
        (PROGRAMME, chosen(week=6), []),
        (PROGRAMME, chosen(week=9), ["This routine has 6 weeks, so week 9 is like week 6."]),
        (PROGRAMME.replace("weeks: 6", "days_per_week: 3"), chosen(week=9), []),
    ],
)
def test_what_is_told_of_choices_that_are_followed_in_part(
    routine: str, choices: Choices, notes: list[str]
) -> None:
    assert choice_notes(routine_of(routine), choices) == notes


# -- exercises by their numbers ------------------------------------------------------------------

TWICE = """exercises:
  - {name: Walk, for: 10 s}
  - circuit: Legs
    rounds: 2
    exercises:
      - {name: Squat, every: 2 s, reps: 2}
      - {name: Walk, for: 10 s}
  - {name: "4", for: 10 s}
"""


def order(**choices: object) -> list[str | None]:
    timeline = timeline_of(TWICE, chosen(**choices))
    return [segment.exercise for segment in timeline.segments if segment.exercise]


def test_a_number_is_the_one_that_show_prints() -> None:
    assert order(start_at="2") == ["Squat", "Walk", "Squat", "Walk", "4"]
    assert order(start_at=" 3 ") == ["Walk", "Squat", "Walk", "4"]
    assert order(only="3") == ["Walk", "Walk"]
    assert order(only="walk") == ["Walk", "Walk", "Walk"]


def test_a_name_that_is_a_number_is_meant_before_the_number() -> None:
    assert order(only="4") == ["4"]


@pytest.mark.parametrize("number", ["0", "5", "99999999999999999999"])
def test_a_number_that_is_not_there_is_told(number: str) -> None:
    with pytest.raises(ChoiceError) as refused:
        order(start_at=number)
    assert str(refused.value) == (
        f"There is no exercise {number} in this routine: it has 4 exercises."
    )


def test_the_easier_way_can_be_chosen_by_number() -> None:
    easier = TWICE.replace("reps: 2}", "reps: 2, easier: Hold a chair.}")
    timeline = timeline_of(easier, chosen(easier=frozenset({"2"})))
    assert "Hold a chair." in {cue.text for cue in timeline.cues}
