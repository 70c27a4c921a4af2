"""Values and texts: kept as written, and limited in length."""

from __future__ import annotations

import pytest
from sample_routines import exercises_of, read

from coach.format.diagnosis import Report
from coach.format.source import Source
from coach.format.texts import MAX_TEXT, WORDS
from coach.format.tree import Scalar
from coach.format.writing import one_of
from coach.model.problems import MAX_PROBLEMS


# ` # ` with spaces starts a comment, as in the format's example, and is not reported.
def test_comment_after_a_text() -> None:
    (exercise,) = exercises_of("- name: A  # the first\n  hold: 30 s # held\n")
    assert exercise.name == "A"


# White space in a text is folded, however the text is broken into lines.
@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        pytest.param("Breathe in,\n      and out.", "Breathe in, and out.", id="folded"),
        pytest.param("|\n      Breathe in,\n      and out.", "Breathe in, and out.", id="bar"),
        pytest.param('"Don\'t: \\"stop\\""', 'Don\'t: "stop"', id="double-quotes"),
        pytest.param("'It''s: enough'", "It's: enough", id="single-quotes"),
        pytest.param("yes", "yes", id="not-a-boolean"),
        pytest.param("010", "010", id="not-a-number"),
        pytest.param("2026-11-01", "2026-11-01", id="not-a-date"),
        pytest.param("see http://a.b/#c", "see http://a.b/#c", id="address"),
        pytest.param("Lift - slowly - and\n      lower", "Lift - slowly - and lower", id="dashes"),
    ],
)
def test_text_is_kept_as_written(written: str, spoken: str) -> None:
    (exercise,) = exercises_of(f"- name: A\n  hold: 30 s\n  easier: {written}\n")
    assert exercise.easier is not None
    assert exercise.easier.left == spoken


# Each side may have its own text; a single text is said for both.
@pytest.mark.parametrize(
    ("written", "left", "right"),
    [
        pytest.param("Bend it.", "Bend it.", "Bend it.", id="one"),
        pytest.param("{left: Bend it., right: Bend that.}", "Bend it.", "Bend that.", id="two"),
        pytest.param("Bend the {side} one.", "Bend the L one.", "Bend the R one.", id="word"),
    ],
)
def test_text_by_side(written: str, left: str, right: str) -> None:
    (exercise,) = exercises_of(f"- name: A\n  hold: 9 s\n  side: each\n  release: {written}\n")
    assert exercise.release is not None
    assert (exercise.release.on("left", "L"), exercise.release.on("right", "R")) == (left, right)


# The longest text is accepted; one more character is refused, with both numbers.
@pytest.mark.parametrize(
    ("length", "said"),
    [
        pytest.param(MAX_TEXT, [], id="longest"),
        pytest.param(
            MAX_TEXT + 1, ["this text has 2,001 characters; the limit is 2,000"], id="one-more"
        ),
    ],
)
def test_length_of_a_text(length: int, said: list[str]) -> None:
    report = Report()
    node = Scalar(Source("r.yaml", "x" * length), 0, length, "x" * length, plain=True)
    text = WORDS.read(node, report)
    assert [p.message for p in report.problems] == said
    assert (text is None) == bool(said)


# A long invalid value is shortened in its message.
def test_long_value_is_cut() -> None:
    (problem,) = read(f"- name: A\n  hold: {'9' * 900}\n").problems
    assert problem.message == (
        "this should be a time such as `30 s`, a range, a list with a time for each rep, "
        f"or `5 breaths`, not `{'9' * 60}…`"
    )


# The problems of a file full of slips end with one that says there are more.
def test_problems_are_limited() -> None:
    problems = read("- name: A\n  hold: 30\n" * (MAX_PROBLEMS + 50)).problems
    assert len(problems) == MAX_PROBLEMS + 1
    assert (problems[-1].code, problems[-1].message, problems[-1].hint) == (
        "too-many",
        "there are more than 500 problems",
        "fix those that are shown, and check again",
    )


def test_choices_are_joined_with_commas_and_or() -> None:
    assert [one_of("a"), one_of("ab"), one_of("abc")] == ["`a`", "`a` or `b`", "`a`, `b` or `c`"]
