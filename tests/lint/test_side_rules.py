"""Rules about left and right."""

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
            - {name: A, side: right, hold: 10 s}
            """,
            """\
            r.yaml:6:19: note: only the right side is exercised [one-side]
                - {name: A, side: right, hold: 10 s}
                                  ^^^^^
              hint: write `side: each` if you mean both sides
            """,
            id="one-side",
        ),
        pytest.param(
            """\
            - {name: Side bridge (left), side: left, hold: 10 s}
            - {name: Side bridge (right), side: right, hold: 8 s}
            """,
            """\
            r.yaml:6:36: warning: the left side has a different dose from the right [unequal-sides]
                - {name: Side bridge (left), side: left, hold: 10 s}
                                                   ^^^^
              hint: give both sides the same dose, unless you want them to differ
            r.yaml:7:37: warning: the right side has a different dose from the left [unequal-sides]
                - {name: Side bridge (right), side: right, hold: 8 s}
                                                    ^^^^^
              hint: give both sides the same dose, unless you want them to differ
            """,
            id="unequal",
        ),
        pytest.param(
            """\
            - {name: A, side: each, hold: 10 s, care: Keep your left knee bent.}
            """,
            """\
            r.yaml:6:43: warning: this names the left side, but is spoken for both [names-side]
                - {name: A, side: each, hold: 10 s, care: Keep your left knee bent.}
                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: write `{side}`, or separate texts under `left:` and `right:`
            """,
            id="left-on-both",
        ),
        pytest.param(
            """\
            - {name: A, side: alternating, hold: 10 s, release: Lower the right leg.}
            """,
            """\
            r.yaml:6:53: warning: this names the right side, but is spoken for both [names-side]
                - {name: A, side: alternating, hold: 10 s, release: Lower the right leg.}
                                                                    ^^^^^^^^^^^^^^^^^^^^
              hint: write `{side}`, or separate texts under `left:` and `right:`
            """,
            id="right-alternating",
        ),
        pytest.param(
            """\
            - {name: A, side: right, set_up: Lift your left leg., hold: 10 s}
            """,
            """\
            r.yaml:6:19: note: only the right side is exercised [one-side]
                - {name: A, side: right, set_up: Lift your left leg., hold: 10 s}
                                  ^^^^^
              hint: write `side: each` if you mean both sides
            r.yaml:6:34: note: this names the left side, but the exercise is for the right [names-side]
                - {name: A, side: right, set_up: Lift your left leg., hold: 10 s}
                                                 ^^^^^^^^^^^^^^^^^^^
              hint: write `right` if you mean that side; the left may well be helping
            """,
            id="left-under-right",
        ),
        pytest.param(
            """\
            - {name: A, side: each, set_up: Lie on your left side., hold: 10 s}
            """,
            """\
            r.yaml:6:33: warning: this names the left side, but is spoken for both [names-side]
                - {name: A, side: each, set_up: Lie on your left side., hold: 10 s}
                                                ^^^^^^^^^^^^^^^^^^^^^^
              hint: write `{side}`, or separate texts under `left:` and `right:`
            """,
            id="lie-on-left-each",
        ),
    ],
)
def test_a_likely_slip_in_a_side_is_reported(yaml: str, expected: str, tmp_path: Path) -> None:
    assert reported(yaml, tmp_path) == textwrap.dedent(expected)
