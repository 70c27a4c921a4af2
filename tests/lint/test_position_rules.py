"""Rules about positions, the time to get into them, and the way out of the last one."""

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
            - {name: A, position: siting, hold: 10 s}
            """,
            """\
            r.yaml:6:23: warning: `siting` isn't a position that Coach knows [own-position]
                - {name: A, position: siting, hold: 10 s}
                                      ^^^^^^
              hint: did you mean `sitting`?
            """,
            id="position-misspelt",
        ),
        pytest.param(
            """\
            - {name: A, position: in the shower, hold: 10 s}
            """,
            """\
            r.yaml:6:23: note: `in the shower` isn't a position that Coach knows, so it is read aloud as written [own-position]
                - {name: A, position: in the shower, hold: 10 s}
                                      ^^^^^^^^^^^^^
              hint: known positions: standing, sitting, kneeling, hands and knees, on your back, on your front, on your side
            """,
            id="position-own",
        ),
        pytest.param(
            """\
            - {name: A, position: standing, hold: 10 s}
            after: Roll on to your side.
            """,
            """\
            r.yaml:6:23: warning: the last position is `standing`, but `after` says "Roll on to your side." [ending]
                - {name: A, position: standing, hold: 10 s}
                                      ^^^^^^^^
              hint: write an ending for someone who is already up
            """,
            id="lying-after-standing",
        ),
        pytest.param(
            """\
            - {name: A, position: on your back, hold: 10 s}
            - {name: B, hold: 10 s}
            after: Well done.
            """,
            """\
            r.yaml:6:23: warning: the last position is `on your back`, and `after` doesn't say how to get up [ending]
                - {name: A, position: on your back, hold: 10 s}
                                      ^^^^^^^^^^^^
              hint: add a sentence such as `Roll onto your side, and push yourself up.`
            """,
            id="no-way-up",
        ),
        pytest.param(
            """\
            - name: Head turns
              position: walking
              for: 2 min
            """,
            """\
            r.yaml:7:13: warning: `walking` isn't a position that Coach knows [own-position]
                  position: walking
                            ^^^^^^^
              hint: write `standing`, and what to do in `set_up`
            """,
            id="walking",
        ),
        pytest.param(
            """\
            - {name: A, position: supine, move: Lie down., time_to_move: 5 s, hold: 10 s}
            after: Sit up.
            """,
            """\
            r.yaml:6:62: warning: 5 s is not much time to get down to the floor [no-time-to-move]
                - {name: A, position: supine, move: Lie down., time_to_move: 5 s, hold: 10 s}
                                                                             ^^^
              hint: give it 30 s or more, or leave out `time_to_move`
            """,
            id="down-in-5",
        ),
        pytest.param(
            """\
            - {name: A, position: standing, hold: 10 s}
            - {name: B, position: on your front, move: Lie down., time_to_move: 20 s, hold: 10 s}
            after: Sit up.
            """,
            """\
            r.yaml:7:69: warning: 20 s is not much time to get down to the floor [no-time-to-move]
                - {name: B, position: on your front, move: Lie down., time_to_move: 20 s, hold: 10 s}
                                                                                    ^^^^
              hint: give it 30 s or more, or leave out `time_to_move`
            """,
            id="down-later",
        ),
        pytest.param(
            """\
            - {name: A, position: on your back, hold: 10 s}
            - {name: B, position: on your front, time_to_move: 5 s, hold: 10 s}
            after: Sit up.
            """,
            """\
            r.yaml:7:52: warning: 5 s is not much time to get into position (`on your front`) [no-time-to-move]
                - {name: B, position: on your front, time_to_move: 5 s, hold: 10 s}
                                                                   ^^^
              hint: give it 7.5 s or more, or leave out `time_to_move`
            """,
            id="turn-over-in-5",
        ),
        pytest.param(
            """\
            - {name: A, position: supine, get_ready: 30 s, hold: 10 s}
            after: Sit up.
            """,
            """\
            r.yaml:6:42: note: 30 s to get ready in a hold is read as `time_to_move`, before the set-up [get-ready-in-a-hold]
                - {name: A, position: supine, get_ready: 30 s, hold: 10 s}
                                                         ^^^^
              hint: write `time_to_move` in its place, or leave it out for Coach's own time
            """,
            id="get-ready-read-as-time-to-move",
        ),
        pytest.param(
            """\
            - {name: A, position: supine, move: Lie down., get_ready: 10 s, hold: 10 s}
            after: Sit up.
            """,
            """\
            r.yaml:6:59: note: 10 s to get ready in a hold is read as `time_to_move`, before the set-up [get-ready-in-a-hold]
                - {name: A, position: supine, move: Lie down., get_ready: 10 s, hold: 10 s}
                                                                          ^^^^
              hint: write `time_to_move` in its place, or leave it out for Coach's own time
            r.yaml:6:59: warning: 10 s is not much time to get down to the floor [no-time-to-move]
                - {name: A, position: supine, move: Lie down., get_ready: 10 s, hold: 10 s}
                                                                          ^^^^
              hint: give it 30 s or more, or leave out `get_ready`
            """,
            id="down-in-10-to-get-ready",
        ),
    ],
)
def test_a_likely_slip_in_a_position_is_reported(yaml: str, expected: str, tmp_path: Path) -> None:
    assert reported(yaml, tmp_path) == textwrap.dedent(expected)
