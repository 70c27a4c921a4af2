"""The dose is what the author wrote: timelines against the reference model."""

from __future__ import annotations

from typing import Any

import pytest
from compare import differences
from hypothesis import given, settings
from model import expected
from tempo import half_a_second_a_word

from coach.format import read_routine
from coach.model.problems import Severity, as_text
from coach.model.routine import Routine
from coach.phrases import load
from coach.planning import Choices, plan
from coach.scheduling import schedule
from routines import routines, to_yaml


def read(words: dict[str, Any]) -> Routine:
    reading = read_routine(to_yaml(words).encode(), "test.yaml")
    errors = [as_text(p) for p in reading.problems if p.severity is Severity.ERROR]
    assert reading.routine is not None, "\n".join(errors)
    return reading.routine


@pytest.mark.parametrize("controls", ["file", "keys"])
@given(words=routines())
@settings(max_examples=25, deadline=None)
def test_a_timeline_has_the_doses_and_gaps_of_the_reference_model(
    words: dict[str, Any], controls: Any
) -> None:
    chosen = Choices(intro="none", lead_in_s=0, controls=controls)
    timeline = schedule(plan(read(words), chosen, load("en")), half_a_second_a_word)
    assert differences(expected(words, controls=controls), timeline) == []


@given(words=routines())
@settings(max_examples=30, deadline=None)
def test_the_high_ends_and_more_time_are_those_of_the_reference_model(
    words: dict[str, Any],
) -> None:
    chosen = Choices(intro="none", lead_in_s=0, controls="file", reps="high", more_time=1.5)
    timeline = schedule(plan(read(words), chosen, load("en")), half_a_second_a_word)
    assert differences(expected(words, reps="high", more_time=1.5), timeline) == []
