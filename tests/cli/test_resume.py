"""Resuming a session from the command line: what is printed, and what is played."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pty_terminal import terminal
from tempo import HEAD

from coach import composition, library, live
from coach.cli import resume, run
from coach.model.plan import Intro
from coach.planning import Choices, Place
from coach.session.bookmark import (
    AudioOptions,
    Bookmark,
    BookmarkStore,
    bookmark_folder,
    file_digest,
)

THREE = (
    HEAD
    + """
exercises:
  - {name: Squat, hold: 2 s, reps: 2 to 4}
  - {name: Bridge, hold: 2 s, reps: 2 to 4, easier: Keep it low.}
  - {name: Stretch, hold: 2 s, reps: 2 to 4}
"""
)


@pytest.fixture
def routine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "three.yaml"
    path.write_text(THREE, encoding="utf-8")
    return path.resolve()


def stopped(
    path: Path,
    choices: Choices | None = None,
    audio: AudioOptions | None = None,
    at: str = "Bridge",
) -> None:
    """Leave a bookmark, as a stopped session does."""
    item = ["Squat", "Bridge", "Stretch"].index(at)
    chosen = replace(choices or Choices(), resume_at=Place(at, item))
    mark = Bookmark(path, "Test", file_digest(path), chosen, audio or AudioOptions())
    BookmarkStore(bookmark_folder()).save(mark)


def heard(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[list[str], str]:
    """Return how the exercises are announced, and what is on standard error."""
    assert run(["play", "three.yaml", "--dry-run", "--json", *arguments]) == 0
    out, errors = capsys.readouterr()
    return [cue["text"] for cue in json.loads(out)["cues"] if cue["kind"] == "name"], errors


def test_resume_continues_with_the_interrupted_exercise_and_says_so(
    routine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stopped(routine)
    assert heard(capsys, "--resume") == (["Let's go on with Bridge.", "Last, Stretch."], "")
    assert run(["play", "three.yaml", "--dry-run", "--resume"]) == 0
    assert "intro" not in capsys.readouterr().out


def test_resume_keeps_choices_unless_they_are_given_again(
    routine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stopped(routine, Choices(reps="high", easier=frozenset({"Bridge"}), lead_in_s=3))
    found = []
    for more in ([], ["--reps", "low"], ["--lead-in", "0", "--rate", "200"]):
        run(["play", "three.yaml", "--dry-run", "--json", "--resume", *more])
        cues = json.loads(capsys.readouterr().out)["cues"]
        reps = max(cue["rep"] or 0 for cue in cues)
        found.append((reps, cues[0]["start_s"], "Keep it low." in {cue["text"] for cue in cues}))
    assert found == [(4, 3.0, True), (2, 3.0, True), (4, 0.0, True)]


def test_from_overrides_the_bookmark(routine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stopped(routine)
    assert heard(capsys, "--resume", "--from", "stretch") == (["Stretch"], "")


@pytest.mark.parametrize(
    ("kept", "more", "opening"),
    [
        ("none", (), []),
        ("none", ("--from", "stretch"), []),
        ("none", ("--from", "stretch", "--intro", "short"), ["Test"]),
        ("auto", (), []),
        ("auto", ("--from", "stretch"), ["Test"]),
        ("auto", ("--from", "stretch", "--skip-intro"), []),
        ("auto", ("--from", "stretch", "--intro", "none"), []),
    ],
)
def test_a_resumed_session_has_an_opening_only_if_it_starts_anew(
    kept: Intro, more: tuple[str, ...], opening: list[str], routine: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    stopped(routine, Choices(intro=kept))
    run(["play", str(routine), "--dry-run", "--json", "--resume", *more])
    cues = json.loads(capsys.readouterr().out)["cues"]
    assert [cue["text"] for cue in cues if cue["kind"] == "intro"][:1] == opening


def test_without_a_bookmark_resume_says_so_and_starts_from_the_beginning(
    routine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert routine.is_file()
    assert heard(capsys, "--resume") == (
        ["First, Squat.", "Next, Bridge.", "Last, Stretch."],
        "coach: There is nothing to resume in `Test`. Starting from the beginning.\n",
    )


def test_resume_reports_that_the_routine_has_changed(
    routine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stopped(routine)
    routine.write_text(THREE.replace("Bridge", "Plank"), encoding="utf-8")
    assert heard(capsys, "--resume") == (
        ["Let's go on with Plank.", "Last, Stretch."],
        "coach: `Bridge` is no longer in the routine. Resuming with Plank.\n",
    )


def test_a_dry_run_without_resume_ignores_the_bookmark(
    routine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stopped(routine)
    assert heard(capsys) == (["First, Squat.", "Next, Bridge.", "Last, Stretch."], "")


def test_coach_without_a_command_lists_the_bookmarks_and_then_its_help(
    routine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stopped(routine)
    bundled = library.bundled_folder() / "lower-back.yaml"
    stopped(bundled.resolve(), at="Squat")
    assert run([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:5] == [
        "You stopped in `Test` at `Squat`. To resume: coach play lower-back --resume",
        "",
        f"You stopped in `Test` at `Bridge`. To resume: coach play {routine} --resume",
        "",
        "Usage: coach [OPTIONS] [COMMAND] [ARGS]...",
    ]


def test_coach_without_a_command_or_bookmarks_shows_only_its_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run([]) == 0
    assert capsys.readouterr().out.startswith("Usage: coach [OPTIONS] [COMMAND] [ARGS]...")


def test_a_path_with_a_space_is_quoted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = (tmp_path / "my own.yaml").resolve()
    path.write_text(THREE, encoding="utf-8")
    stopped(path)
    run([])
    assert f"coach play '{path}' --resume\n" in capsys.readouterr().out


# -- a real session that is killed ---------------------------------------------------------------


WITHOUT_SOUND = {"PULSE_SERVER": "unix:/nowhere", "HOME": "/nowhere"}
OFFER = "Last time you stopped in Bridge. Press Enter to go on there."


def play(routine: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "coach", "play", str(routine), "--lead-in", "0", *more],
        env={**os.environ, **WITHOUT_SOUND},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_enter_goes_on_where_the_last_session_was_stopped(routine: Path) -> None:
    stopped(routine, Choices(reps="high"))
    command = (sys.executable, "-m", "coach", "play", str(routine), "--intro", "short", "--plain")
    with terminal(*command, env={**os.environ, **WITHOUT_SOUND}) as person:
        assert person.shows(re.escape(OFFER), within_s=30)
        assert person.shows("  Test")
        person.type("\r")
        assert person.shows("Let's go on with Bridge\\.", within_s=30)
        assert person.shows("Number two of four|rep 2 of 4", within_s=40)
        assert len(re.findall("First, Squat", person.seen)) == 0
        person.type("qq")
        assert person.process.wait(20) == 0
    mark = BookmarkStore(bookmark_folder()).get(routine)
    assert mark is not None
    assert (mark.place.exercise, mark.choices.reps) == ("Bridge", "high")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ((), "Bridge"),
        (("--plain", "--reps", "low"), "Bridge"),
        (("--from", "stretch"), None),
        (("--only", "squat"), None),
        (("--fast",), None),
        (("--resume",), None),
    ],
)
def test_a_new_session_says_where_the_last_one_was_stopped(
    more: tuple[str, ...], expected: str | None, routine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[Choices] = []

    def play(_routine: object, choices: Choices, *_more: object, **_options: bool) -> int:
        played.append(choices)
        return 0

    monkeypatch.setattr(live, "play", play)
    stopped(routine)
    assert run(["play", str(routine), *more]) == 0
    assert [choices.stopped_in for choices in played] == [expected]
    BookmarkStore(bookmark_folder()).delete(routine)
    assert run(["play", str(routine), *more]) == 0
    assert played[1].stopped_in is None


def test_an_exercise_that_is_gone_is_not_offered(routine: Path) -> None:
    stopped(routine, at="Stretch")
    routine.write_text(f"{HEAD}exercises: [{{name: Squat, hold: 2 s}}]\n", encoding="utf-8")
    opened = composition.open_routine(str(routine))
    assert resume.stopped_in(opened, Choices()) is None


def read_until(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if words in line:
            return
    raise AssertionError(f"{words!r} was never shown")


def test_a_killed_session_can_be_resumed_and_finishing_it_removes_the_bookmark(
    tmp_path: Path,
) -> None:
    routine = tmp_path / "two.yaml"
    routine.write_text(
        f"{HEAD}exercises:\n"
        "  - {name: Squat, get_ready: 1 s, every: 1 s, reps: 1 to 2, rest: 1 s}\n"
        "  - {name: Stretch, get_ready: 1 s, every: 1 s, reps: 1 to 2}\n",
        encoding="utf-8",
    )
    process = play(routine, "--skip-intro", "--reps", "high", "--from", "Stretch")
    try:
        read_until(process, "  Stretch")
    finally:
        process.kill()
        process.communicate()
    mark = BookmarkStore(bookmark_folder()).get(routine.resolve())
    assert mark is not None
    assert (mark.place, mark.choices.reps) == (Place("Stretch", 1, None), "high")
    assert mark.choices.intro == "none"

    another = play(routine)
    try:
        read_until(another, "  About one minute")
    finally:
        another.kill()
        _, error = another.communicate()
    assert error == (
        f"coach: You stopped at `Stretch`. To resume: coach play {routine.resolve()} --resume\n"
    )

    out, error = play(routine, "--resume").communicate(timeout=60)
    said = [line.split("  ")[-1].strip() for line in out.splitlines()[1:]]
    assert error == ""
    assert said == [
        "Let's go on with Stretch.", "Two times.", "Ready, and begin.", "One.", "Last one.",
        "That's all. Well done.",
    ]  # fmt: skip
    assert BookmarkStore(bookmark_folder()).all() == []
