"""Rules about counts and times."""

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
            - {name: A, every: 4 s, reps: 61}
            """,
            """\
            r.yaml:6:31: warning: 61 reps is a lot [many-reps]
                - {name: A, every: 4 s, reps: 61}
                                              ^^
              hint: is there an extra digit?
            """,
            id="reps",
        ),
        pytest.param(
            """\
            - {name: A, every: 4 s, reps: 10 to 100}
            """,
            """\
            r.yaml:6:31: warning: 100 reps is a lot [many-reps]
                - {name: A, every: 4 s, reps: 10 to 100}
                                              ^^^^^^^^^
              hint: is there an extra digit?
            """,
            id="reps-range-high",
        ),
        pytest.param(
            """\
            - {name: A, every: 4 s, reps_per_set: [10, 80]}
            """,
            """\
            r.yaml:6:39: warning: 80 reps is a lot [many-reps]
                - {name: A, every: 4 s, reps_per_set: [10, 80]}
                                                      ^^^^^^^^
              hint: is there an extra digit?
            """,
            id="reps-per-set",
        ),
        pytest.param(
            """\
            - {name: A, every: 4 s, reps: 5, sets: 11}
            """,
            """\
            r.yaml:6:40: warning: 11 sets is a lot [many-sets]
                - {name: A, every: 4 s, reps: 5, sets: 11}
                                                       ^^
              hint: is there an extra digit?
            """,
            id="sets",
        ),
        pytest.param(
            """\
            - {name: A, hold: 200 s}
            """,
            """\
            r.yaml:6:19: warning: a hold of 3 min 20 s is very long [long-hold]
                - {name: A, hold: 200 s}
                                  ^^^^^
              hint: holds last 10 to 60 s; for a pack or a resting position, use `for` or `steps`
            """,
            id="hold",
        ),
        pytest.param(
            """\
            - {name: A, hold: [10 s, 10 min]}
            """,
            """\
            r.yaml:6:19: warning: a hold of 10 min is very long [long-hold]
                - {name: A, hold: [10 s, 10 min]}
                                  ^^^^^^^^^^^^^^
              hint: holds last 10 to 60 s; for a pack or a resting position, use `for` or `steps`
            """,
            id="hold-in-a-list",
        ),
        pytest.param(
            """\
            - {name: A, for: 50 min}
            """,
            """\
            r.yaml:6:18: warning: 50 min without a break is very long [long-hold]
                - {name: A, for: 50 min}
                                 ^^^^^^
              hint: is the unit right?
            """,
            id="for",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              progress:
                - {from_week: 3, hold: 30 min}
            """,
            """\
            r.yaml:9:28: warning: a hold of 30 min is very long [long-hold]
                    - {from_week: 3, hold: 30 min}
                                           ^^^^^^
              hint: holds last 10 to 60 s; for a pack or a resting position, use `for` or `steps`
            """,
            id="later-week",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - {say: Breathe in, breath: in, for: 21 s}
                - {say: Stay, for: 90 s}
                - {say: Down, for: 0.5 s}
            """,
            """\
            r.yaml:8:13: warning: nobody breathes in for 21 s [long-breath]
                    - {say: Breathe in, breath: in, for: 21 s}
                            ^^^^^^^^^^
              hint: breaths take 3 to 8 s
            r.yaml:9:13: warning: a phase of 1 min 30 s is very long [long-phase]
                    - {say: Stay, for: 90 s}
                            ^^^^
              hint: is the unit right?
            r.yaml:10:13: note: "Down" is spoken 15% faster to fit its time (estimated) [cue-tight]
                    - {say: Down, for: 0.5 s}
                            ^^^^
              hint: use fewer words, or give it more time
            r.yaml:10:13: warning: a phase of 0.5 s is too short to say anything [short-phase]
                    - {say: Down, for: 0.5 s}
                            ^^^^
              hint: give it 1 s or more
            """,
            id="phases",
        ),
        pytest.param(
            """\
            - {name: A, hold: 30 s, remind: {every: 30 s, say: Breathe.}}
            """,
            """\
            r.yaml:6:33: warning: there is a silence of 25 s in this hold [long-silence]
                - {name: A, hold: 30 s, remind: {every: 30 s, say: Breathe.}}
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: add a reminder about every 12 s
            r.yaml:6:52: warning: a reminder every 30 s is never heard in 30 s [unheard-reminder]
                - {name: A, hold: 30 s, remind: {every: 30 s, say: Breathe.}}
                                                                   ^^^^^^^^
              hint: make `every` shorter
            """,
            id="reminder",
        ),
        pytest.param(
            """\
            - name: A
              steps:
                - say: Pack on
                  for: 5 min
                  remind: {every: 10 min, say: Look at your skin.}
            """,
            """\
            r.yaml:10:36: warning: a reminder every 10 min is never heard in 5 min [unheard-reminder]
                      remind: {every: 10 min, say: Look at your skin.}
                                                   ^^^^^^^^^^^^^^^^^^
              hint: make `every` shorter
            """,
            id="reminder-in-a-step",
        ),
    ],
)
def test_a_likely_slip_in_a_dose_is_reported(yaml: str, expected: str, tmp_path: Path) -> None:
    assert reported(yaml, tmp_path) == textwrap.dedent(expected)
