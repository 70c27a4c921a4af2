"""Leaflets that can be played: what a good colleague points out, whole."""

# ruff: noqa: E501 - messages are asserted whole

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from coach import checking
from coach.model.problems import as_text

HEAD = "format: 1\ntitle: T\nlanguage: en-US\nstop_if: It hurts.\nexercises:\n"


# With the library and all checks.
@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            """\
            - name: A
              set_up: Sit tall.
              hold: 10 s
              position: sitting upright
            """,
            """\
            r.yaml:9:15: note: `sitting upright` is read aloud as written; Coach knows `sitting` [own-position]
                    position: sitting upright
                              ^^^^^^^^^^^^^^^
              hint: write `position: sitting`, and the rest in `set_up`
            """,
            id="sitting-upright",
        ),
        pytest.param(
            """\
            - name: A
              set_up: Sit tall.
              hold: 10 s
              position: lying
            """,
            """\
            r.yaml:9:15: warning: `lying` is not a position that Coach knows [own-position]
                    position: lying
                              ^^^^^
              hint: write `on your back`, `on your front` or `on your side`
            """,
            id="lying",
        ),
        pytest.param(
            """\
            - name: A
              set_up: Sit tall.
              hold: 10 s
              position: on your left side
            """,
            """\
            r.yaml:9:15: warning: `on your left side` is not a position that Coach knows [own-position]
                    position: on your left side
                              ^^^^^^^^^^^^^^^^^
              hint: write `on your side`, with `side: left`
            """,
            id="on-your-left-side",
        ),
        pytest.param(
            """\
            - use: one-leg-stand
            """,
            """\
            r.yaml:6:10: error: this exercise is one-sided, and it is not said which side [no-side]
                  - use: one-leg-stand
                         ^^^^^^^^^^^^^
              hint: add `side: each` (or `left`, `right`, `alternating`)
            """,
            id="use-without-side",
        ),
        pytest.param(
            """\
            - use: pelvic-tilt
              hold: 3 s
            """,
            """\
            r.yaml:6:5: warning: the last position is `on your back`, and `after` doesn't say how to get up [ending]
                  - use: pelvic-tilt
                    ^^^^^^^^^^^^^^^^
              hint: add a sentence such as `Roll on to your side, and push yourself up.`
            r.yaml:7:5: warning: `hold` replaces the library's phases and their words [no-words]
                    hold: 3 s
                    ^^^^
              hint: add `say:` with what to do
            """,
            id="use-with-another-kind",
        ),
        pytest.param(
            """\
            - use: pelvic-tilt
              position: sitting
              hold: 3 s
              say: Press your waist down.
            """,
            "",
            id="use-with-another-kind-and-words",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              note: Lift the heel and lower it slowly.
            """,
            """\
            r.yaml:8:11: warning: nothing spoken says what to do: `note` is only printed [no-words]
                    note: Lift the heel and lower it slowly.
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: write `set_up:` with how to get ready, or `say:` with what to do
            """,
            id="words-in-a-note",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              side: each
              set_up: Bend the other leg.
            """,
            """\
            r.yaml:9:13: warning: "the other leg" is spoken for both sides, so nobody can tell which it is [names-side]
                    set_up: Bend the other leg.
                            ^^^^^^^^^^^^^^^^^^^
              hint: write `{side}`, or separate texts under `left:` and `right:`
            """,
            id="the-other-leg",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              side: alternating
              set_up: Sit tall.
              care: Do not lift the other foot.
            """,
            """\
            r.yaml:10:11: warning: "the other foot" is spoken for both sides, so nobody can tell which it is [names-side]
                    care: Do not lift the other foot.
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: write `{side}`, or separate texts under `left:` and `right:`
            """,
            id="the-other-leg-alternating",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              side: each
              set_up: "Bend your {side} knee, the other leg straight."
            """,
            "",
            id="the-other-leg-beside-a-side",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              side: left
              set_up: Lift the heel.
            """,
            """\
            r.yaml:8:11: note: only the left side is exercised [one-side]
                    side: left
                          ^^^^
              hint: write `side: each` if you mean both sides
            """,
            id="one-side",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              set_up: Sit tall.
            - name: A
              hold: 20 s
              set_up: Sit tall.
            """,
            """\
            r.yaml:9:11: note: another exercise is also called `A` [same-name]
                  - name: A
                          ^
              hint: give it a name of its own: `--only` and `--easier` can't tell them apart
            """,
            id="same-name",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              side: left
              set_up: Sit tall.
            - name: A
              hold: 10 s
              side: right
              set_up: Sit tall.
            """,
            "",
            id="same-name-other-side",
        ),
    ],
)
def test_check_of_a_leaflet(
    page: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = HEAD + textwrap.indent(textwrap.dedent(page), "  ")
    Path("r.yaml").write_text(text, encoding="utf-8")
    found = "".join(f"{as_text(problem)}\n" for problem in checking.check_file(Path("r.yaml")))
    assert found == textwrap.dedent(said)
