"""Keeps what C libraries print on standard error away from the person's terminal."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator

_STDERR_FD = 2
_one_at_a_time = threading.Lock()


@contextlib.contextmanager
def hushed() -> Iterator[None]:
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
