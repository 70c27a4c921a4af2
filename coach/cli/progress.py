"""A line that says how far a preparation or an export is, on a terminal only."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self, TextIO

from coach.composition import OpenedRoutine, Progress
from coach.model.problems import CoachError, RoutineError, as_text, printable

if TYPE_CHECKING:
    from coach.batch import ExportTask

REDRAW_S = 0.1
BAR_CELLS = 24


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


class ExportProgress:
    """How far files are: what `coach.batch` tells, as one line of standard error.

    Args:
        files: how many there will be.
        name_routines: whether a failure says which routine it is of.
        out: where the line goes; nothing is drawn unless it is a terminal.
    """

    def __init__(self, files: int, *, name_routines: bool, out: TextIO | None = None) -> None:
        self._files = files
        self._name_routines = name_routines
        self._out = out or sys.stderr
        self._terminal = self._out.isatty()
        self._lock = threading.Lock()
        self._shares: dict[Path, float] = {}
        self._speaking = ""
        self._drawn_at = float("-inf")
        self._drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._clear()

    def opened(self, opened: OpenedRoutine) -> None:
        for problem in opened.problems:
            self._say(as_text(problem))

    def speaking(self, done: int, total: int) -> None:
        with self._lock:
            self._speaking = f"Preparing the voice: {done} of {total}" if done < total else ""
            self._draw()

    def writing(self, file: Path, done: int, total: int) -> None:
        with self._lock:
            self._shares[file] = done / total if total else 1.0
            self._draw()

    def written(self, file: Path) -> None:
        with self._lock:
            self._shares[file] = 1.0
            self._draw()

    def failed(self, task: ExportTask, error: CoachError) -> None:
        if isinstance(error, RoutineError):
            self._say(str(error))
        else:
            of = f"{task.routine}: " if self._name_routines else ""
            self._say(printable(f"coach: {of}{error}"))

    def line(self) -> str:
        """Return what is drawn."""
        parts = [self._speaking] if self._speaking else []
        if self._shares:
            share = sum(self._shares.values()) / self._files
            full = int(share * BAR_CELLS)
            bar = "#" * full + "-" * (BAR_CELLS - full)
            what = "Writing" if self._files == 1 else f"Writing {self._files} files"
            parts.append(f"{what} [{bar}] {int(share * 100)} %")
        return " · ".join(parts)

    def _say(self, text: str) -> None:
        with self._lock:
            self._clear()
            self._out.write(f"{text}\n")
            self._out.flush()

    def _draw(self) -> None:
        now = time.monotonic()
        if not self._terminal or now - self._drawn_at < REDRAW_S:
            return
        width = shutil.get_terminal_size().columns - 1
        self._out.write(f"\r{self.line()[:width]}\x1b[K")
        self._out.flush()
        self._drawn_at, self._drawn = now, True

    def _clear(self) -> None:
        if self._drawn:
            self._out.write("\r\x1b[K")
            self._out.flush()
            self._drawn = False
