"""Two sessions at once: the second one says so; one that was killed doesn't count."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from tempo import HEAD, timeline_of

from coach.session.other_sessions import (
    ANOTHER,
    MOST_SESSIONS,
    ByteLocks,
    OtherSessions,
    SessionLock,
    WindowsLocks,
)
from coach.session.screen import SessionState

STATE = SessionState(timeline_of("exercises: [{name: Stretch, hold: 5 s}]"), 0)


class FakeLocks:
    """The locks of several processes: each has its own view of them.

    Args:
        locked: the bytes that are locked, by whom.
        process: who this is.
    """

    def __init__(self, locked: dict[int, str], process: str) -> None:
        self._locked = locked
        self._process = process

    def lock(self, file: BinaryIO, byte: int) -> bool:
        assert not file.closed
        return self._locked.setdefault(byte, self._process) == self._process

    def unlock(self, file: BinaryIO, byte: int) -> None:
        assert not file.closed
        assert self._locked.pop(byte) == self._process


class NoLocks:
    """A file system without locks."""

    def lock(self, file: BinaryIO, byte: int) -> bool:
        raise OSError(errno.ENOLCK, f"no locks for byte {byte} of {file.name}")

    def unlock(self, file: BinaryIO, byte: int) -> None:
        raise AssertionError(f"byte {byte} of {file.name} was never locked")


class FakeMsvcrt:
    """Windows' `msvcrt`, where another process holds some bytes."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self, *held: int) -> None:
        self.held = set(held)
        self.ours: set[int] = set()
        self.error = errno.EACCES

    def locking(self, fd: int, mode: int, length: int) -> None:
        assert length == 1
        byte = os.lseek(fd, 0, os.SEEK_CUR)
        if mode == self.LK_UNLCK:
            self.ours.remove(byte)
        elif byte in self.held:
            raise OSError(self.error, "Permission denied")
        else:
            self.ours.add(byte)


def take(path: Path, locks: ByteLocks) -> bool:
    """Return whether another session is noticed."""
    lock = SessionLock(path, locks)
    try:
        return lock.take()
    finally:
        lock.release()


def test_each_session_holds_one_lock_and_notices_the_others(tmp_path: Path) -> None:
    locked: dict[int, str] = {}
    path = tmp_path / "state" / "sessions.lock"
    found = [take(path, FakeLocks(locked, name)) for name in ("a", "b", "c")]
    assert found == [False, True, True]
    assert locked == {0: "a", 1: "b", 2: "c"}
    del locked[0]  # the first one ends, the others go on
    assert take(path, FakeLocks(locked, "d"))
    assert locked == {0: "d", 1: "b", 2: "c"}
    locked.clear()
    assert not take(path, FakeLocks(locked, "e"))


def test_a_session_too_many_still_plays(tmp_path: Path) -> None:
    locked = dict.fromkeys(range(MOST_SESSIONS), "others")
    assert take(tmp_path / "sessions.lock", FakeLocks(locked, "this"))


def test_where_nothing_can_be_locked_nobody_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for lock in (
        SessionLock(tmp_path / "file" / "sessions.lock"),
        SessionLock(tmp_path / "sessions.lock", NoLocks()),
    ):
        assert not lock.take()
        lock.release()
        lock.release()


def test_windows_locks_are_those_of_its_c_library(tmp_path: Path) -> None:
    msvcrt = FakeMsvcrt()
    assert not take(tmp_path / "sessions.lock", WindowsLocks(msvcrt))
    assert msvcrt.ours == {0}
    msvcrt = FakeMsvcrt(0, 3)
    assert take(tmp_path / "sessions.lock", WindowsLocks(msvcrt))
    assert msvcrt.ours == {1}
    msvcrt.error = errno.EINVAL
    assert not take(tmp_path / "sessions.lock", WindowsLocks(msvcrt))


@pytest.mark.parametrize("again", [False, True])
def test_it_is_said_before_the_session_and_on_a_screen_that_hides_that(
    *, again: bool, tmp_path: Path
) -> None:
    said: list[str] = []
    shown: list[str] = []
    lock = SessionLock(tmp_path / "sessions.lock", FakeLocks({0: "another"}, "this"))
    observer = OtherSessions(lock, said.append, again=again)
    observer.open()
    assert said == [ANOTHER]
    observer.start(STATE, shown.append)
    assert shown == ([ANOTHER] if again else [])
    observer.close()


# -- real processes --------------------------------------------------------------------------------


@contextlib.contextmanager
def playing(routine: Path) -> Iterator[subprocess.Popen[str]]:
    """Play a routine without sound, and continue once its first cue is shown."""
    process = subprocess.Popen(
        [sys.executable, "-m", "coach", "play", str(routine), "--skip-intro", "--lead-in", "0"],
        env={**os.environ, "PULSE_SERVER": "unix:/nowhere", "HOME": "/nowhere"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert any("Stretch" in line for line in process.stdout)
        yield process
    finally:
        killed(process)


def killed(process: subprocess.Popen[str]) -> str:
    """Kill a session with -9, and return what it wrote to standard error."""
    if process.poll() is None:
        process.kill()
    return process.communicate()[1] if process.stderr and not process.stderr.closed else ""


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    path = tmp_path / "long.yaml"
    path.write_text(f"{HEAD}exercises: [{{name: Stretch, hold: 5 min}}]", encoding="utf-8")
    return path


def test_only_a_session_that_runs_is_noticed(routine: Path) -> None:
    with playing(routine) as first, playing(routine) as second, playing(routine) as third:
        assert ANOTHER not in killed(first)
        assert ANOTHER in killed(third)
        with playing(routine) as fourth:
            assert ANOTHER in killed(fourth)
        assert ANOTHER in killed(second)
    began = time.monotonic()
    with playing(routine) as alone:
        assert ANOTHER not in killed(alone)
    assert time.monotonic() - began < 60


def test_a_session_without_a_state_folder_plays_and_warns_of_no_other(
    routine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("COACH_STATE_DIR", str(tmp_path / "file" / "state"))
    with playing(routine) as first, playing(routine) as second:
        assert ANOTHER not in killed(first) + killed(second)
