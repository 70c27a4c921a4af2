"""Whether another session is playing on this machine.

Each session holds a lock on one byte of a file in the state folder for as long as it runs. The
system releases it however the process ends, so that one that was killed doesn't count.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from coach.files import make_private_folder
from coach.model.problems import OutputError
from coach.session.bookmark import state_folder
from coach.session.observers import SessionObserver, Show
from coach.session.screen import SessionState

MOST_SESSIONS = 16
"""So many sessions can hold a lock; those that start after them aren't noticed by later ones."""
ANOTHER = "Another session is already playing on this machine, so you may hear two voices."
_HELD = {errno.EACCES, errno.EAGAIN}


class ByteLocks(Protocol):
    """Locks on single bytes of an open file, which may lie behind its end.

    Both methods raise OSError if the file system has no locks.
    """

    def lock(self, file: BinaryIO, byte: int) -> bool:
        """Lock a byte until the file is closed; return false if another process holds it."""
        ...

    def unlock(self, file: BinaryIO, byte: int) -> None:
        """Unlock a byte that was locked."""
        ...


class PosixLocks:
    """The locks of Linux and macOS."""

    def lock(self, file: BinaryIO, byte: int) -> bool:
        """See `ByteLocks`."""
        import fcntl  # noqa: PLC0415 - POSIX only

        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except OSError as error:
            return _is_held(error)
        return True

    def unlock(self, file: BinaryIO, byte: int) -> None:
        """See `ByteLocks`."""
        import fcntl  # noqa: PLC0415 - POSIX only

        fcntl.lockf(file, fcntl.LOCK_UN, 1, byte)


class WindowsLocks:
    """The locks of Windows' C library, written from its documentation and not tried there.

    Args:
        msvcrt: the module of that name.
    """

    def __init__(self, msvcrt: Any) -> None:
        self._msvcrt = msvcrt

    def lock(self, file: BinaryIO, byte: int) -> bool:
        """See `ByteLocks`."""
        os.lseek(file.fileno(), byte, os.SEEK_SET)  # it locks from the file's position on
        try:
            self._msvcrt.locking(file.fileno(), self._msvcrt.LK_NBLCK, 1)
        except OSError as error:
            return _is_held(error)
        return True

    def unlock(self, file: BinaryIO, byte: int) -> None:
        """See `ByteLocks`."""
        os.lseek(file.fileno(), byte, os.SEEK_SET)
        self._msvcrt.locking(file.fileno(), self._msvcrt.LK_UNLCK, 1)


def _is_held(error: OSError) -> bool:
    """Return false if an error means that another process holds a lock.

    Raises:
        OSError: it means something else.
    """
    if error.errno in _HELD:
        return False
    raise error


def system_locks() -> ByteLocks:
    """Return this system's locks."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - Windows only

        return WindowsLocks(msvcrt)
    return PosixLocks()


class SessionLock:
    """A lock that a session holds while it plays. Where there can be none, nobody is noticed.

    Args:
        path: the file; it is made if there is none, and stays empty.
        locks: the system's locks.
    """

    def __init__(self, path: Path | None = None, locks: ByteLocks | None = None) -> None:
        self._path = path or state_folder() / "sessions.lock"
        self._locks = locks or system_locks()
        self._file: BinaryIO | None = None

    def take(self) -> bool:
        """Hold the lock from now on; return whether another session holds one."""
        try:
            make_private_folder(self._path.parent)
            self._file = self._path.open("ab")
            return self._take(self._file)
        except (OSError, OutputError):
            return False

    def _take(self, file: BinaryIO) -> bool:
        held = others = False
        for byte in range(MOST_SESSIONS):
            if not self._locks.lock(file, byte):
                others = True
            elif held:
                self._locks.unlock(file, byte)
            else:
                held = True
        return others

    def release(self) -> None:
        """Release it."""
        if self._file is not None:
            self._file.close()
            self._file = None


class OtherSessions(SessionObserver):
    """Tells the person if another session is already playing.

    Args:
        lock: the session's lock.
        warn: shows a sentence before the session plays.
        again: whether to show it on the session's screen too, which hides what came before.
    """

    def __init__(self, lock: SessionLock, warn: Callable[[str], None], *, again: bool) -> None:
        self._lock = lock
        self._warn = warn
        self._again = again
        self._found = False

    def open(self) -> None:
        self._found = self._lock.take()
        if self._found:
            self._warn(ANOTHER)

    def start(self, state: SessionState, show: Show) -> None:  # noqa: ARG002 - whatever the state
        if self._found and self._again:
            show(ANOTHER)

    def close(self) -> None:
        self._lock.release()
