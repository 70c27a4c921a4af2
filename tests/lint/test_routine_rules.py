"""Rules about a routine as a whole."""

# ruff: noqa: E501 - messages are asserted in full

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from lint_report import reported


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        pytest.param(
            """\
            - {name: A, hold: 10 s}
            - {name: B, hold: 10 s}
            - {name: C, hold: 10 s}
            - {name: D, hold: 10 s}
            - {name: E, hold: 10 s}
            """,
            """\
            r.yaml:1:1: note: there are 5 exercises; people are more likely to stick with four [many-exercises]
                format: 1
                ^
              hint: leave some out, or make two routines
            """,
            id="five",
        ),
    ],
)
def test_a_routine_of_many_exercises_is_reported(yaml: str, expected: str, tmp_path: Path) -> None:
    assert reported(yaml, tmp_path) == textwrap.dedent(expected)
