"""The rule about texts in a language other than the routine's."""

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
            - name: Brücke
              position: Rückenlage
              hold: 10 s
              set_up: Legen Sie sich auf den Rücken, die Arme liegen neben dem Körper, und dann halten Sie.
            after: Sit up.
            """,
            """\
            r.yaml:3:11: warning: these texts seem to be in German, but the language is `en-US` [language]
                language: en-US
                          ^^^^^
              hint: write `language: de-DE`, so that a voice for German reads them
            r.yaml:7:13: warning: `Rückenlage` isn't a position that Coach knows [own-position]
                  position: Rückenlage
                            ^^^^^^^^^^
              hint: write `on your back`: Coach says it in the routine's language
            """,
            id="german-in-an-english-routine",
        ),
    ],
)
def test_texts_in_another_language_are_reported(yaml: str, expected: str, tmp_path: Path) -> None:
    assert reported(yaml, tmp_path) == textwrap.dedent(expected)
