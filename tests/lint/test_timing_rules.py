"""Rules that need the timeline."""

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
            - name: A
              reps: 3
              phases:
                - {say: Lift both of your heels off the floor, for: 1 s}
                - {say: Lower, for: 4 s}
            """,
            """\
            r.yaml:9:13: warning: "One. Lift both of your heels off the floor" takes 3.3 s (estimated), but has only 1 s; its time is extended whenever it is spoken [cue-too-long]
                    - {say: Lift both of your heels off the floor, for: 1 s}
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: use fewer words, or give it 4 s
            """,
            id="cue-grown",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - {say: Lift both of your heels slowly up, for: 2.2 s}
            """,
            """\
            r.yaml:8:13: note: "Lift both of your heels slowly up" is spoken 15% faster to fit its time (estimated) [cue-tight]
                    - {say: Lift both of your heels slowly up, for: 2.2 s}
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: use fewer words, or give it more time
            """,
            id="cue-faster",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              reps: 3
              rest_between_reps: 2 s
            """,
            """\
            r.yaml:9:22: note: the words in this rest take 9.4 s (estimated), but it lasts 2 s; it is extended each time [cue-too-long]
                  rest_between_reps: 2 s
                                     ^^^
              hint: give it 10 s, or leave it to Coach
            """,
            id="rest-grown",
        ),
        pytest.param(
            """\
            - {name: A, position: kneeling, for: 10 s}
            - name: B
              position: standing
              move: Put one foot forward, and stand up slowly.
              time_to_move: 2 s
              for: 10 s
            """,
            """\
            r.yaml:10:17: note: the words in the time to move take 4.5 s (estimated), but it lasts 2 s; it is extended each time [cue-too-long]
                  time_to_move: 2 s
                                ^^^
              hint: give it 5 s, or leave it to Coach
            """,
            id="time-to-move-grown",
        ),
        pytest.param(
            """\
            - name: A
              side: each
              change_side: 2 s
              for: 10 s
            """,
            """\
            r.yaml:8:16: note: the words in the change of sides take 5.1 s (estimated), but it lasts 2 s; it is extended each time [cue-too-long]
                  change_side: 2 s
                               ^^^
              hint: give it 6 s, or leave it to Coach
            """,
            id="change-of-sides-grown",
        ),
        pytest.param(
            """\
            - {name: A, hold: 60 s, remind: {every: 28 s, say: Breathe.}}
            """,
            """\
            r.yaml:6:33: warning: there is a silence of 26 s in this hold [long-silence]
                - {name: A, hold: 60 s, remind: {every: 28 s, say: Breathe.}}
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: add a reminder about every 12 s
            """,
            id="silence",
        ),
        pytest.param(
            """\
            - {name: A, for: 2 min, remind: {every: 50 s, say: Go on.}}
            """,
            """\
            r.yaml:6:33: warning: there is a silence of 48 s in this hold [long-silence]
                - {name: A, for: 2 min, remind: {every: 50 s, say: Go on.}}
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: add a reminder about every 12 s
            """,
            id="silence-timed",
        ),
        pytest.param(
            """\
            - {name: A, for: 40 min, sets: 5}
            """,
            """\
            r.yaml:1:1: warning: the whole routine takes 3 h 22 min 37 s [long-session]
                format: 1
                ^
              hint: are all the units right?
            """,
            id="three-hours",
        ),
    ],
)
def test_timing_problems_are_reported(yaml: str, expected: str, tmp_path: Path) -> None:
    assert reported(yaml, tmp_path) == textwrap.dedent(expected)
