"""Values of the wrong kind, each with what to write instead."""

# ruff: noqa: E501 - messages are asserted whole

from __future__ import annotations

import textwrap

import pytest
from reader_pages import exercises_of, read, said_of

from coach.format.nodes import Scalar
from coach.format.source import Source
from coach.format.texts import MAX_TEXT, WORDS
from coach.format.values import Report, one_of
from coach.model.problems import MAX_PROBLEMS


# A wrong value is quoted, and the hint can be typed as it stands.
@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            """\
            - name: A
              hold: 30
            """,
            """\
            r.yaml:6:11: error: 30 what? [no-unit]
                    hold: 30
                          ^^
              hint: write `30 s` or `30 min`
            """,
            id="no-unit",
        ),
        pytest.param(
            """\
            - name: A
              hold: 1:30
            """,
            """\
            r.yaml:6:11: error: `1:30` could be minutes or hours [no-unit]
                    hold: 1:30
                          ^^^^
              hint: write `90 s` or `1 min 30 s`
            """,
            id="clock",
        ),
        pytest.param(
            """\
            - name: A
              hold: 010
            """,
            """\
            r.yaml:6:11: error: 010 what? [no-unit]
                    hold: 010
                          ^^^
              hint: write `10 s` or `10 min`
            """,
            id="octal",
        ),
        pytest.param(
            """\
            - name: A
              hold: [30, 20 s]
            """,
            """\
            r.yaml:6:12: error: 30 what? [no-unit]
                    hold: [30, 20 s]
                           ^^
              hint: write `30 s` or `30 min`
            """,
            id="no-unit-in-a-list",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              reps: 10-5
            """,
            """\
            r.yaml:7:11: error: the range runs backwards [backwards]
                    reps: 10-5
                          ^^^^
              hint: did you mean `5 to 10`?
            """,
            id="backwards",
        ),
        pytest.param(
            """\
            - name: A
              hold: 60 to 30 s
            """,
            """\
            r.yaml:6:11: error: the range runs backwards [backwards]
                    hold: 60 to 30 s
                          ^^^^^^^^^^
              hint: did you mean `30 s to 60 s`?
            """,
            id="backwards-time",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              side: no
            """,
            """\
            r.yaml:7:11: error: `no` is not one of `left`, `right`, `each`, `alternating` [wrong-value]
                    side: no
                          ^^
              hint: leave `side` out for an exercise without sides
            """,
            id="side-no",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              side: both
            """,
            """\
            r.yaml:7:11: error: `both` is not one of `left`, `right`, `each`, `alternating` [wrong-value]
                    side: both
                          ^^^^
              hint: write `each` (left, then right) or `alternating`; leave it out for both at once
            """,
            id="side-both",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              side: lfet
            """,
            """\
            r.yaml:7:11: error: `lfet` is not one of `left`, `right`, `each`, `alternating` [wrong-value]
                    side: lfet
                          ^^^^
              hint: did you mean `left`?
            """,
            id="side-misspelled",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: In
                  for: 5 s
                  count: on
            """,
            """\
            r.yaml:9:16: error: `on` is not one of `up`, `down`, `off` [wrong-value]
                        count: on
                               ^^
              hint: write `up` or `down`
            """,
            id="count-on",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: In
                  for: 5 s
                  count: no
            """,
            """\
            r.yaml:9:16: error: `no` is not one of `up`, `down`, `off` [wrong-value]
                        count: no
                               ^^
              hint: write `off`
            """,
            id="count-no",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              reps: no
            """,
            """\
            r.yaml:7:11: error: `no` is not a number [wrong-value]
                    reps: no
                          ^^
              hint: write a whole number, such as `5`
            """,
            id="reps-no",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              reps: [5, 4]
            """,
            """\
            r.yaml:7:11: error: `5, 4` is several numbers [wrong-value]
                    reps: [5, 4]
                          ^^^^^^
              hint: write `reps_per_set: [5, 4]`, the reps of each set
            """,
            id="reps-list",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              care:
            """,
            """\
            r.yaml:7:10: error: there is nothing here [empty]
                    care:
                         ^
              hint: write a text, or delete the word
            """,
            id="empty-text",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              care: []
            """,
            """\
            r.yaml:7:11: error: this list is empty [empty]
                    care: []
                          ^^
              hint: add an entry, or delete the word
            """,
            id="empty-list",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            exercises: [{rest: 5 s}]
            schedule: {days_per_week: 0}
            """,
            """\
            r.yaml:5:27: error: `0` is not a whole number from 1 to 7 [wrong-value]
                schedule: {days_per_week: 0}
                                          ^
              hint: write `1` or more
            """,
            id="below-the-least",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            exercises: [{rest: 5 s}]
            schedule: {times_per_day: 50}
            """,
            """\
            r.yaml:5:27: error: `50` is not a whole number from 1 to 24 [wrong-value]
                schedule: {times_per_day: 50}
                                          ^^
              hint: write `24` or less
            """,
            id="above-the-most",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            exercises: [{rest: 5 s}]
            schedule: {weeks: some}
            """,
            """\
            r.yaml:5:19: error: `some` is not a number [wrong-value]
                schedule: {weeks: some}
                                  ^^^^
              hint: write one number, or write `schedule` as a text
            """,
            id="no-number",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              voice: {tones: maybe}
            """,
            """\
            r.yaml:7:20: error: `maybe` is neither yes nor no [wrong-value]
                    voice: {tones: maybe}
                                   ^^^^^
              hint: write `yes` or `no`
            """,
            id="neither-yes-nor-no",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              care: {left: Mind your left knee.}
            """,
            """\
            r.yaml:7:11: error: the text for the right side is missing [missing-key]
                    care: {left: Mind your left knee.}
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: add `right:` beside `left:`
            """,
            id="one-side-only",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              care: {left: a, left: b, right: c}
            """,
            """\
            r.yaml:7:21: error: `left` stands here again; it stands on line 7 already [doubled-key]
                    care: {left: a, left: b, right: c}
                                    ^^^^
              hint: keep one of the two
            """,
            id="side-text-doubled",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              voice: {say_as: {reps: a, reps: b}}
            """,
            """\
            r.yaml:7:31: error: `reps` stands here again; it stands on line 7 already [doubled-key]
                    voice: {say_as: {reps: a, reps: b}}
                                              ^^^^
              hint: keep one of the two
            """,
            id="say-as-doubled",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              voice: {say_as: {[reps]: b}}
            """,
            """\
            r.yaml:7:22: error: a word can't be a list [unknown-key]
                    voice: {say_as: {[reps]: b}}
                                     ^^^^^^^^^^^
            """,
            id="say-as-not-a-word",
        ),
        pytest.param(
            """\
            format: 2
            title: T
            language: en-US
            exercises: [{rest: 5 s}]
            """,
            """\
            r.yaml:1:9: error: this Coach reads format 1, not `2` [wrong-value]
                format: 2
                        ^
              hint: write `format: 1`
            """,
            id="format-of-tomorrow",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: English
            exercises: [{rest: 5 s}]
            """,
            """\
            r.yaml:3:11: error: `English` is a language's name, and its tag is needed [wrong-value]
                language: English
                          ^^^^^^^
              hint: write `en-US` or `en-GB`
            """,
            id="language-in-words",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en
            reviewed: May 2026
            exercises: [{rest: 5 s}]
            """,
            """\
            r.yaml:4:11: error: `May 2026` is a date in words [wrong-value]
                reviewed: May 2026
                          ^^^^^^^^
              hint: write `2026-05-01`
            """,
            id="date-in-words",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              picture: ../knee.png
            """,
            """\
            r.yaml:7:14: error: `../knee.png` leaves the routine's folder [wrong-value]
                    picture: ../knee.png
                             ^^^^^^^^^^^
              hint: put the file beside the routine and write its name alone
            """,
            id="picture-elsewhere",
        ),
    ],
)
def test_wrong_value(page: str, said: str) -> None:
    assert said_of(page) == textwrap.dedent(said)


# A ` # ` with spaces is a comment, as in the example of the format: nothing is said of it.
def test_comment_after_a_text() -> None:
    (exercise,) = exercises_of("- name: A  # the first\n  hold: 30 s # held\n")
    assert exercise.name == "A"


# A text is spoken with its white space folded, however it was broken over lines.
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
def test_text_is_kept_as_spelled(written: str, spoken: str) -> None:
    (exercise,) = exercises_of(f"- name: A\n  hold: 30 s\n  easier: {written}\n")
    assert exercise.easier is not None
    assert exercise.easier.left == spoken


# Each side may have a text of its own; one text is said on both.
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


# The longest text is taken, one character more is refused with both figures.
@pytest.mark.parametrize(
    ("length", "said"),
    [
        pytest.param(MAX_TEXT, [], id="longest"),
        pytest.param(
            MAX_TEXT + 1, ["this text has 2,001 characters; the most is 2,000"], id="one-more"
        ),
    ],
)
def test_length_of_a_text(length: int, said: list[str]) -> None:
    report = Report()
    node = Scalar(Source("r.yaml", ("x" * length,)), 1, 1, length + 1, "x" * length, plain=True)
    text = WORDS.read(node, report)
    assert [p.message for p in report.problems] == said
    assert (text is None) == bool(said)


# A long value that is no text is cut in its message.
def test_long_value_is_cut() -> None:
    (problem,) = read(f"- name: A\n  hold: {'9' * 900}\n").problems
    assert problem.message == (
        "this should be a time such as `30 s`, a range, a list with a time for each rep, "
        f"or `5 breaths`, not `{'9' * 60}…`"
    )


# A file of nothing but slips ends with one line that says there are more.
def test_problems_are_bounded() -> None:
    problems = read("- name: A\n  hold: 30\n" * (MAX_PROBLEMS + 50)).problems
    assert len(problems) == MAX_PROBLEMS + 1
    assert (problems[-1].code, problems[-1].message, problems[-1].hint) == (
        "too-many",
        "there are more than 500 problems",
        "mend those that are shown, and check again",
    )


def test_choices_are_joined_as_people_say_them() -> None:
    assert [one_of("a"), one_of("ab"), one_of("abc")] == ["`a`", "`a` or `b`", "`a`, `b` or `c`"]
