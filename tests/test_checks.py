"""What the checks point out, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tempo import HEAD

from coach import session
from coach.problems import as_text

CALM = "stop_if: It hurts.\n"


def said(yaml: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("r.yaml").write_text(HEAD + CALM + yaml, encoding="utf-8")
    return "".join(f"{as_text(problem)}\n" for problem in session.examine(Path("r.yaml")))


@pytest.mark.parametrize(
    "yaml",
    [
        pytest.param(f"exercises:\n  - {{name: A, hold: 10 s, {words}}}\n", id=words)
        for words in (
            "side: each, care: Keep the knee at a right angle.",
            "side: each, care: All right so far.",
            "side: right, set_up: Lift your right leg.",
            "set_up: Press the arch of your foot down.",
            "say: Arch your back up to the ceiling.",
            "position: standing, get_ready: 0 s",
        )
    ],
)
def test_what_is_right_is_left_alone(
    yaml: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = said(yaml, tmp_path, monkeypatch)
    assert "only the right side" in found if "side: right," in yaml else not found


def test_packs_of_twenty_minutes_are_no_long_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yaml = "exercises:\n  - {name: A, position: sitting, steps: [{say: Pack on, for: 20 min}]}\n"
    assert not said(yaml, tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("position", "hint"),
    [
        ("sitting upright", "did you mean `sitting`?"),
        ("on your left side", "did you mean `on your side`?"),
        ("on you back", "did you mean `on your back`?"),
        ("lying", "write `on your back`, `on your front` or `on your side`"),
    ],
)
def test_a_position_that_is_nearly_known(
    position: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yaml = f"exercises:\n  - name: A\n    hold: 10 s\n    position: {position}\n"
    assert said(yaml, tmp_path, monkeypatch) == (
        f"r.yaml:8:15: warning: `{position}` is not a position that Coach knows [own-position]\n"
        f"        position: {position}\n"
        f"                  {'^' * len(position)}\n"
        f"  hint: {hint}\n"
    )


def test_a_cue_too_long_is_told_with_both_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yaml = "exercises:\n  - name: A\n    phases:\n      - {say: Lift both heels, for: 1 s}\n"
    found = said(yaml, tmp_path, monkeypatch).splitlines()
    assert found[0].startswith('r.yaml:8:15: warning: "Lift both heels" takes 1.')
    assert found[0].endswith(
        "(estimated), its time is 1 s; the time grows each time that it is said [cue-too-long]"
    )
