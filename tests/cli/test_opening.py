"""The opening of a session: in full until this person has heard it, and as the options say."""

from __future__ import annotations

import json
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tempo import HEAD

from coach import composition, live
from coach.cli import live as live_command
from coach.cli import run
from coach.model.routine import Routine
from coach.model.units import FRAME_RATE
from coach.planning import Choices, Place
from coach.session.bookmark import (
    AudioOptions,
    Bookmark,
    BookmarkStore,
    bookmark_folder,
    file_digest,
)
from coach.session.observers import SessionObserver
from coach.session.openings import HeardOpenings
from coach.session.screen import SessionState

ROUTINE = (
    HEAD
    + """\
before: Ask your doctor.
equipment: mat
emergency_if: Your legs are numb.
do_not_start_if: You have a fever.
stop_if: It hurts.
exercises: [{name: Stretch, hold: 5 s}]
"""
)
FULL = [
    "Ask your doctor.", "You need: mat.", "Get emergency help now if:", "Your legs are numb.",
    "Don't start if:", "You have a fever.", "Stop at once if:", "It hurts.",
    "Press the space bar to pause, Q to stop, and Enter when you're ready to go on.",
]  # fmt: skip
SHORT = [
    "You need: mat.",
    "If anything on the safety list is new or worse, don't start, and get help.",
    "Stop at once if:",
    "It hurts.",
]
DAY_S = 24 * 3600.0


@pytest.fixture(autouse=True)
def routine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "mine.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    return path


# -- dry runs --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "opening"),
    [
        ("", FULL),
        ("--intro auto", FULL),
        ("--intro full", FULL),
        ("--intro short", SHORT),
        ("--intro none", []),
        ("--skip-intro", []),
        ("--intro none --skip-intro", []),
    ],
)
def test_an_option_says_how_much_is_said_before_the_first_exercise(
    options: str, opening: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    HeardOpenings().record(opened())  # a dry run is heard by nobody, and so is always full
    assert run(["play", "mine", "--dry-run", "--json", *options.split()]) == 0
    cues = json.loads(capsys.readouterr().out)["cues"]
    said = [cue["text"] for cue in cues if cue["kind"] in {"intro", "safety"}]
    assert said[2:] == opening
    assert said[:2] == (["Test", "About one minute, rests included."] if opening else [])


@pytest.mark.parametrize("options", ["--intro short --skip-intro", "--intro long", "--intro"])
def test_an_opening_that_cannot_be_is_wrong_usage(
    options: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["play", "mine", "--dry-run", *options.split()]) == 2
    assert "--intro" in capsys.readouterr().err


# -- sessions --------------------------------------------------------------------------------------


class Sessions:
    """Sessions that nobody waits for: each records its opening, and is heard for some seconds."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.heard_s = 1000
        self.silent = False
        self._opening = ""
        monkeypatch.setattr(live, "play", self._play)
        monkeypatch.setattr(live_command, "KeepAwake", SessionObserver)

    def opening(self, *options: str) -> str:
        """Play a session and return which opening it had."""
        assert run(["play", "mine", *options]) == 0
        return self._opening

    def _play(
        self, routine: Routine, choices: Choices, audio: AudioOptions, front_end: Any,
        **_options: bool,
    ) -> int:  # fmt: skip
        self._opening = choices.intro
        timeline, _ = composition.estimated_timeline(routine, choices, audio.rate)
        with front_end.observers as observers:
            observers.start(SessionState(timeline, 0, silent=self.silent), print)
            for position in range(0, timeline.total, FRAME_RATE)[: self.heard_s]:
                observers.update(SessionState(timeline, position, silent=self.silent))
        return 0


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> Sessions:
    return Sessions(monkeypatch)


def opened() -> Routine:
    return composition.open_routine("mine").routine


def test_the_opening_is_short_once_it_was_heard_to_its_end(sessions: Sessions) -> None:
    sessions.heard_s = 20
    assert sessions.opening() == "full"
    sessions.heard_s = 1000
    assert sessions.opening() == "full"
    assert [sessions.opening() for _ in range(2)] == ["short", "short"]
    assert sessions.opening("--intro", "full") == "full"
    assert sessions.opening("--skip-intro") == "none"


def test_an_opening_without_sound_was_not_heard(sessions: Sessions) -> None:
    assert sessions.opening("--voice", "silent") == "full"
    assert sessions.opening("--fast") == "full"
    assert sessions.opening("--intro", "short") == "short"
    sessions.silent = True
    assert sessions.opening() == "full"
    sessions.silent = False
    assert [sessions.opening() for _ in range(2)] == ["full", "short"]


def test_each_person_hears_the_opening_in_full(sessions: Sessions, tmp_path: Path) -> None:
    assert sessions.opening("--person", "Ana") == "full"
    assert sessions.opening("--person", "ana") == "short"
    assert sessions.opening("--person", "Ben") == "full"
    assert sessions.opening() == "full"
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.yaml").write_text("person: Cleo\n", encoding="utf-8")
    assert [sessions.opening() for _ in range(2)] == ["full", "short"]
    assert sessions.opening("--person", "Dora") == "full"
    state = tmp_path / "state-of-coach" / "openings"
    kept = "".join(file.name + file.read_text(encoding="utf-8") for file in state.iterdir())
    assert "cleo" not in kept.casefold()


def test_the_opening_is_full_again_after_a_week_and_when_it_changes(
    sessions: Sessions, routine: Path
) -> None:
    for days, expected in ((6.9, "short"), (7.1, "full"), (-1, "full")):
        heard_at = time.time() - days * DAY_S
        HeardOpenings(now=partial(float, heard_at)).record(opened())
        sessions.heard_s = 1
        assert sessions.opening() == expected, days
    HeardOpenings().record(opened())
    for key in ("Ask your doctor", "Your legs are numb", "You have a fever", "It hurts"):
        routine.write_text(ROUTINE.replace(key, f"{key} much"), encoding="utf-8")
        assert sessions.opening() == "full", key
    routine.write_text(ROUTINE.replace("5 s", "6 s"), encoding="utf-8")
    assert sessions.opening() == "short"


def test_a_session_that_is_resumed_has_no_opening_to_hear(
    sessions: Sessions, routine: Path, caplog: pytest.LogCaptureFixture
) -> None:
    chosen = Choices(resume_at=Place("Stretch", 0))
    mark = Bookmark(routine.resolve(), "Test", file_digest(routine), chosen, AudioOptions())
    BookmarkStore(bookmark_folder()).save(mark)
    assert sessions.opening("--resume") == "full"
    assert [record for record in caplog.records if record.levelname != "INFO"] == []
    assert not HeardOpenings().lately(opened())
