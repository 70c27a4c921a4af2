"""The log of faults: small, on this machine, and never in the way."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coach.log import MOST_BYTES, log_folder, session_log, write_bug_report

LOG = logging.getLogger("coach.test")


def test_faults_are_logged_with_their_time_and_only_during_a_session(tmp_path: Path) -> None:
    with session_log(tmp_path / "log"):
        LOG.warning("The sound is gone.")
        LOG.info("It is %s.", "back")
    LOG.error("nobody logs this")
    text = (tmp_path / "log" / "coach.log").read_text(encoding="utf-8")
    lines = [line.split(" ", 2)[2] for line in text.splitlines()]
    assert lines == ["WARNING The sound is gone.", "INFO    It is back."]
    assert not logging.getLogger("coach").handlers


def test_lines_can_be_shown_as_they_are_logged(tmp_path: Path) -> None:
    shown: list[str] = []
    with session_log(tmp_path / "log", shown.append):
        LOG.warning("gone")
        assert [line.split(" ", 2)[2] for line in shown] == ["WARNING gone"]


def test_a_session_without_a_fault_leaves_no_file(tmp_path: Path) -> None:
    with session_log(tmp_path / "log"):
        pass
    assert not list((tmp_path / "log").iterdir())


def test_it_stays_small(tmp_path: Path) -> None:
    with session_log(tmp_path):
        for _ in range(3 * MOST_BYTES // 1000):
            LOG.warning("x" * 1000)
    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert sorted(sizes) == ["coach.log", "coach.log.1"]
    assert max(sizes.values()) <= MOST_BYTES


def test_it_can_write_any_text(tmp_path: Path) -> None:
    with session_log(tmp_path):
        LOG.warning("caf\u00e9 \udc80")
    assert "caf\u00e9 \\udc80" in (tmp_path / "coach.log").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_does_not_disturb_the_session(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "coach.log").symlink_to("/dev/full")
    shown: list[str] = []
    with session_log(tmp_path, shown.append):
        for _ in range(100):
            LOG.warning("x" * 1000)
    assert len(shown) == 100
    assert capfd.readouterr() == ("", "")


def test_a_folder_that_cannot_be_created_does_not_disturb_the_session(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("a file, where a folder should be")
    with session_log(tmp_path / "file" / "log"):
        LOG.warning("lost")
    assert capfd.readouterr() == ("", "")


def test_an_exception_in_the_session_is_raised_and_ends_the_log(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), session_log(tmp_path):
        raise KeyboardInterrupt
    assert not logging.getLogger("coach").handlers


def test_a_bug_report_is_saved_next_to_the_log_or_in_a_temporary_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write_bug_report("Traceback")
    assert (path.parent, path.read_text(encoding="utf-8")) == (log_folder(), "Traceback")
    (tmp_path / "file").write_text("a file, where a folder should be")
    monkeypatch.setenv("COACH_STATE_DIR", str(tmp_path / "file"))
    elsewhere = write_bug_report("Traceback")
    assert elsewhere.read_text(encoding="utf-8") == "Traceback"
    assert tmp_path not in elsewhere.parents
    elsewhere.unlink()


def test_a_session_on_a_full_disk_plays_to_the_end(tmp_path: Path) -> None:
    routine = tmp_path / "short.yaml"
    routine.write_text(
        "format: 1\ntitle: T\nlanguage: en\nexercises: [{name: A, hold: 1 s, get_ready: 1 s}]\n"
    )
    folder = tmp_path / "state" / "log"
    folder.mkdir(parents=True)
    (folder / "coach.log").symlink_to("/dev/full")
    (tmp_path / "state" / "bookmarks").write_text("a file, where a folder should be")
    env = {
        **os.environ,
        "COACH_STATE_DIR": str(tmp_path / "state"),
        "PULSE_SERVER": "unix:/nowhere",
        "HOME": "/nowhere",
    }
    result = subprocess.run(
        [sys.executable, "-m", "coach", "play", str(routine), "--skip-intro", "--lead-in", "0"],
        env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[-1].endswith("That's all. Well done.")
    assert sum("Your place can't be saved" in line for line in lines) == 1
