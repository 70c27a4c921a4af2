"""Printing and sorting problems, and finding words close to a misspelt one."""

from __future__ import annotations

import textwrap

import pytest

from coach.model.problems import (
    Problem,
    RoutineError,
    Severity,
    Span,
    as_text,
    close_to,
    in_order,
    printable,
)


def problem(
    source: str = "", column: int = 1, end_column: int = 2, *, line: int = 3, hint: str = ""
) -> Problem:
    span = Span("a.yaml", line, column, end_column)
    return Problem(span, Severity.ERROR, "some-code", "it is wrong", hint, source)


@pytest.mark.parametrize(
    ("found", "text"),
    [
        pytest.param(
            problem("hold: 30", 7, 9, hint="write `30 s`"),
            """\
            a.yaml:3:7: error: it is wrong [some-code]
                hold: 30
                      ^^
              hint: write `30 s`""",
            id="whole",
        ),
        pytest.param(
            problem("   "), "a.yaml:3:1: error: it is wrong [some-code]", id="nothing-to-show"
        ),
        pytest.param(
            problem("\thold: 30", 8, 10),
            """\
            a.yaml:3:8: error: it is wrong [some-code]
                →hold: 30
                       ^^""",
            id="tab",
        ),
        pytest.param(
            problem("日本: x", 5, 6),
            """\
            a.yaml:3:5: error: it is wrong [some-code]
                日本: x
                      ^""",
            id="wide",
        ),
        pytest.param(
            problem("e\u0301e\u0301: x", 7, 8),
            """\
            a.yaml:3:7: error: it is wrong [some-code]
                e\u0301e\u0301: x
                    ^""",
            id="combining",
        ),
        pytest.param(
            problem("a\x1bb: x", 5, 6),
            """\
            a.yaml:3:5: error: it is wrong [some-code]
                a<U+001B>b: x
                           ^""",
            id="escape",
        ),
        pytest.param(
            problem("hold:", 6, 7),
            """\
            a.yaml:3:6: error: it is wrong [some-code]
                hold:
                     ^""",
            id="after-the-end",
        ),
        pytest.param(
            problem("x" * 200, 1, 201),
            f"""\
            a.yaml:3:1: error: it is wrong [some-code]
                {"x" * 100}…
                {"^" * 100}""",
            id="long-line",
        ),
        pytest.param(
            problem("a" * 150 + "!" + "b" * 150, 151, 152),
            f"""\
            a.yaml:3:151: error: it is wrong [some-code]
                …{"a" * 50}!{"b" * 49}…
                {" " * 51}^""",
            id="middle-of-a-long-line",
        ),
    ],
)
def test_printed(found: Problem, text: str) -> None:
    assert as_text(found) == textwrap.dedent(text)


# No control character in a file or its name reaches the terminal.
def test_printed_is_safe() -> None:
    found = Problem(
        Span("a\x1b[2J.yaml", 1, 1, 2), Severity.NOTE, "code", "a \x07", "b \u202e", "c \x9b"
    )
    assert as_text(found) == (
        "a<U+001B>[2J.yaml:1:1: note: a <U+0007> [code]\n    c <U+009B>\n    ^\n  hint: b <U+202E>"
    )


@pytest.mark.parametrize(
    ("text", "safe"),
    [("plain", "plain"), ("é 😀", "é 😀"), ("a\nb", "a<U+000A>b"), ("\ud800", "<U+D800>")],
)
def test_printable(text: str, safe: str) -> None:
    assert printable(text) == safe


# Problems are sorted by place, without duplicates.
def test_in_order() -> None:
    first, second, later = problem(column=1), problem(column=4, end_column=5), problem(line=4)
    assert in_order([later, second, first, problem(column=1)]) == [first, second, later]


def test_routine_error_prints_its_problems_in_order() -> None:
    error = RoutineError([problem(line=2), problem(line=1)])
    assert str(error) == (
        "a.yaml:1:1: error: it is wrong [some-code]\na.yaml:2:1: error: it is wrong [some-code]"
    )


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("holds", "hold"),
        ("Hold", "hold"),
        ("set up", "set_up"),
        ("Set-Up", "set_up"),
        ("zzz", None),
        ("", None),
    ],
)
def test_close_to(word: str, meant: str | None) -> None:
    assert close_to(word, ["hold", "set_up", "reps"]) == meant
