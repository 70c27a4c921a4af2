"""Keeps what C libraries print on standard error away from the person's terminal."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import sys
import threading
from collections.abc import Iterator

_STDERR_FD = 2
_one_at_a_time = threading.Lock()


@contextlib.contextmanager
def stderr_silenced() -> Iterator[None]:
    """Send file descriptor 2 to nowhere for a moment.

    ALSA and PortAudio write dozens of lines there while they look for devices. It is the whole
    process's standard error, so keep it short: only while a device is sought, opened or closed.
    """
    with _one_at_a_time:
        if sys.stderr is not None:
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.flush()
        try:
            kept = os.dup(_STDERR_FD)
        except OSError:  # standard error is closed: nothing to keep quiet
            yield
            return
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, _STDERR_FD)
            os.close(nowhere)
            yield
        finally:
            os.dup2(kept, _STDERR_FD)
            os.close(kept)


class CStderrSilencer:
    """Points C's own `stderr` to nowhere while streams are open; Python's is left alone.

    A sound thread in C writes whenever a server dies or samples came late, into the midst of what
    the terminal shows. Only with glibc, where `stderr` is a variable; elsewhere it does nothing.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._streams = 0
        self._kept: int | None = None
        self._nowhere: int | None = None

    def begin(self) -> None:
        """Muffle from now on: a stream opens."""
        with self._lock:  # not the other one: a stream opens while all is hushed
            self._streams += 1
            if self._streams == 1 and platform.libc_ver()[0] == "glibc":
                libc = ctypes.CDLL(None)
                if self._nowhere is None:
                    libc.fopen.restype = ctypes.c_void_p
                    self._nowhere = libc.fopen(os.devnull.encode(), b"w")
                self._kept = _point_stderr(libc, self._nowhere)

    def end(self) -> None:
        """Undo it with the last stream that closes."""
        with self._lock:
            self._streams -= 1
            if self._streams == 0 and self._kept is not None:
                _point_stderr(ctypes.CDLL(None), self._kept)
                self._kept = None


C_STDERR = CStderrSilencer()
"""The one of the process."""


def _point_stderr(libc: ctypes.CDLL, file: int | None) -> int | None:
    """Set C's `stderr`, a pointer to a FILE; return what it was."""
    variable = ctypes.c_void_p.in_dll(libc, "stderr")
    before = variable.value
    if file is not None:
        variable.value = file
    return before
