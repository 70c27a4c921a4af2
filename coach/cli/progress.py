"""Progress on standard error: a line that is rewritten, and removed at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from coach.composition import Progress

CLEAR_LINE = "\r\x1b[K"


@contextmanager
def preparation_progress() -> Iterator[Progress]:
    """Yield a progress function for a session's preparation; it draws only on a terminal."""
    out = sys.stderr
    is_terminal = out.isatty()
    drawn = False

    def progress(done: int, total: int) -> None:
        nonlocal drawn
        if is_terminal and total:
            drawn = True
            out.write(f"\r{preparing_text(done, total)}\x1b[K")
            out.flush()

    try:
        yield progress
    finally:
        if drawn:
            out.write(CLEAR_LINE)
            out.flush()


def preparing_text(done: int, total: int) -> str:
    """Return how many prompts are ready, as it is shown."""
    return f"Preparing the voice: {done} of {total}"
