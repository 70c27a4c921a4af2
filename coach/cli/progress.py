"""A line that says how far a preparation is, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from coach.session import Progress


@contextmanager
def preparing() -> Iterator[Progress]:
    """Give a progress function that rewrites one line of standard error, gone at the end."""
    terminal = sys.stderr.isatty()
    shown = False

    def progress(done: int, of: int) -> None:
        nonlocal shown
        if terminal and of:
            shown = True
            sys.stderr.write(f"\rPreparing the voice: {done} of {of}\x1b[K")
            sys.stderr.flush()

    try:
        yield progress
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
