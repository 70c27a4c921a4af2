"""Rules about wording."""

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
            - {name: A, hold: 10 s, care: Do not arch your back.}
            """,
            """\
            r.yaml:6:31: warning: `arch` can mean either direction [arch]
                - {name: A, hold: 10 s, care: Do not arch your back.}
                                              ^^^^^^^^^^^^^^^^^^^^^^
              hint: say `let your belly sink` or `round your back up`
            """,
            id="arch",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - {say: Breathe in while arching, for: 4 s}
            """,
            """\
            r.yaml:8:13: warning: `arch` can mean either direction [arch]
                    - {say: Breathe in while arching, for: 4 s}
                            ^^^^^^^^^^^^^^^^^^^^^^^^
              hint: say `let your belly sink` or `round your back up`
            """,
            id="arching-in-a-phase",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - {say: one two three four five six seven eight nine ten eleven twelve thirteen, for: 20 s}
            """,
            """\
            r.yaml:8:13: warning: this cue has 13 words; use 12 at most [long-cue]
                    - {say: one two three four five six seven eight nine ten eleven twelve thirteen, for: 20 s}
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: say breath, verb, body part and direction; move the rest to `set_up`
            """,
            id="phase-of-13",
        ),
        pytest.param(
            """\
            - name: A
              set_up: word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word
              hold: 10 s
            """,
            """\
            r.yaml:7:11: warning: this has 41 words, more than a listener can keep in mind [long-text]
                  set_up: word word word word word word word word word word word word word word word word word word…
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: split it into a list of shorter texts
            """,
            id="41-words",
        ),
    ],
)
def test_too_many_or_ambiguous_words_are_reported(yaml: str, expected: str, tmp_path: Path) -> None:
    assert reported(yaml, tmp_path) == textwrap.dedent(expected)
