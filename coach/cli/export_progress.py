"""The progress of an export on standard error."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from pathlib import Path
from typing import Self, TextIO

from coach.batch import ExportTask
from coach.cli.progress import CLEAR_LINE, preparing_text
from coach.composition import OpenedRoutine
from coach.model.plan import Choices
from coach.model.problems import CoachError, RoutineError, as_text, printable
from coach.planning.choices import choice_notes

REDRAW_S = 0.1
BAR_CELLS = 24


class ExportProgress:
    """The progress of an export, as `coach.batch` reports it, in one line.

    Args:
        files: how many files there will be.
        choices: the person's choices, some of which may not suit a routine.
        name_routines: whether messages name their routine.
        out: where the line is drawn, if that is a terminal; by default standard error.
    """

    def __init__(
        self, files: int, choices: Choices, *, name_routines: bool, out: TextIO | None = None
    ) -> None:
        self._files = files
        self._choices = choices
        self._name_routines = name_routines
        self._out = out or sys.stderr
        self._is_terminal = self._out.isatty()
        self._lock = threading.Lock()
        self._shares: dict[Path, float] = {}
        self._preparing = ""
        self._drawn_at = float("-inf")
        self._drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._clear()

    def opened(self, opened: OpenedRoutine) -> None:
        for problem in opened.problems:
            self._print(as_text(problem))
        for note in choice_notes(opened.routine, self._choices):
            title = f"{opened.routine.title}: " if self._name_routines else ""
            self._print(printable(f"coach: {title}{note}"))

    def speaking(self, done: int, total: int) -> None:
        with self._lock:
            self._preparing = preparing_text(done, total) if done < total else ""
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
            self._print(str(error))
        else:
            routine = f"{task.routine}: " if self._name_routines else ""
            self._print(printable(f"coach: {routine}{error}"))

    def line(self) -> str:
        """Return the line as it is drawn."""
        parts = [self._preparing] if self._preparing else []
        if self._shares:
            share = sum(self._shares.values()) / self._files
            full = int(share * BAR_CELLS)
            bar = "#" * full + "-" * (BAR_CELLS - full)
            what = "Writing" if self._files == 1 else f"Writing {self._files} files"
            parts.append(f"{what} [{bar}] {int(share * 100)} %")
        return " · ".join(parts)

    def _print(self, text: str) -> None:
        with self._lock:
            self._clear()
            self._out.write(f"{text}\n")
            self._out.flush()

    def _draw(self) -> None:
        now = time.monotonic()
        if not self._is_terminal or now - self._drawn_at < REDRAW_S:
            return
        width = shutil.get_terminal_size().columns - 1
        self._out.write(f"\r{self.line()[:width]}\x1b[K")
        self._out.flush()
        self._drawn_at, self._drawn = now, True

    def _clear(self) -> None:
        if self._drawn:
            self._out.write(CLEAR_LINE)
            self._out.flush()
            self._drawn = False
