"""Keeps what C libraries print on standard error off the person's terminal."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import sys
import threading
from collections.abc import Iterator

_STDERR_FD = 2
_silencing = threading.Lock()


@contextlib.contextmanager
def stderr_silenced() -> Iterator[None]:
    """Send file descriptor 2 to the null device for the length of the block.

    ALSA and PortAudio write dozens of lines there while they look for devices. It is the standard
    error of the whole process, so keep the block short: look for a device, open or close it.
    """
    with _silencing:
        if sys.stderr is not None:
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.flush()
        try:
            kept = os.dup(_STDERR_FD)
        except OSError:  # standard error is closed: nothing to keep quiet
            yield
            return
        try:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, _STDERR_FD)
            os.close(null)
            yield
        finally:
            os.dup2(kept, _STDERR_FD)
            os.close(kept)


class CStderrSilencer:
    """Points C's own `stderr` to the null device while streams are open; Python's is left alone.

    A sound thread in C writes whenever a server dies or samples come late, in the middle of what
    the terminal shows. This works only with glibc, where `stderr` is a variable; elsewhere it does
    nothing.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._streams = 0
        self._kept: int | None = None
        self._null: int | None = None

    def stream_opened(self) -> None:
        """Silence `stderr` once the first stream is open."""
        with self._lock:  # not `_silencing`, which is held while a stream is opened
            self._streams += 1
            if self._streams == 1 and platform.libc_ver()[0] == "glibc":
                libc = ctypes.CDLL(None)
                if self._null is None:
                    libc.fopen.restype = ctypes.c_void_p
                    self._null = libc.fopen(os.devnull.encode(), b"w")
                self._kept = _point_stderr(libc, self._null)

    def stream_closed(self) -> None:
        """Restore `stderr` once the last stream has closed."""
        with self._lock:
            self._streams -= 1
            if self._streams == 0 and self._kept is not None:
                _point_stderr(ctypes.CDLL(None), self._kept)
                self._kept = None


C_STDERR = CStderrSilencer()
"""The only one, because the process has one `stderr`."""


def _point_stderr(libc: ctypes.CDLL, file: int | None) -> int | None:
    """Set C's `stderr`, a pointer to a FILE; return what it was."""
    variable = ctypes.c_void_p.in_dll(libc, "stderr")
    before = variable.value
    if file is not None:
        variable.value = file
    return before
