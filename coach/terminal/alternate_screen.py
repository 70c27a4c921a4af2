"""The terminal's alternate screen: drawn without flicker, and restored at the end."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any, TextIO

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J"
"""Switches to the alternate screen, hides the cursor, stops wrapping long lines, and clears."""
LEAVE = "\x1b[?7h\x1b[?25h\x1b[?1049l"
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""Terminals that support these show everything written between them at once."""
Size = tuple[int, int]
"""Columns and rows."""
DEFAULT_SIZE: Size = (80, 24)


class AlternateScreen:
    """The alternate screen of a terminal. A line is written only if it has changed.

    Args:
        out: the terminal.
        size: returns its columns and rows; by default the terminal is asked.
    """

    def __init__(self, out: TextIO, size: Callable[[], Size] | None = None) -> None:
        self._out = out
        self._size = size or (lambda: terminal_size(out))
        self._drawn: list[str] = []
        self._drawn_size: Size | None = None
        self._open = False
        self._suspend_handler = _SuspendHandler(self)

    @property
    def size(self) -> Size:
        """The current columns and rows."""
        return self._size()

    def open(self) -> None:
        """Take over the terminal; it is restored when the program ends, if not before."""
        atexit.register(self.close)
        self._suspend_handler.install()
        self.enter()

    def close(self) -> None:
        """Restore the terminal; may be called twice."""
        atexit.unregister(self.close)
        self._suspend_handler.uninstall()
        self.leave()

    def enter(self) -> None:
        """Switch to the alternate screen, which is empty."""
        self._open = True
        self._drawn_size = None
        self._write(ENTER)

    def leave(self) -> None:
        """Switch back, for good or while the program is suspended."""
        if self._open:
            self._open = False
            self._write(LEAVE)

    def draw(self, lines: Sequence[str], size: Size) -> None:
        """Show lines from the top of the screen, laid out for a size."""
        changed = ""
        if size != self._drawn_size:
            changed, self._drawn, self._drawn_size = "\x1b[2J", [], size
        for row in range(max(len(lines), len(self._drawn))):
            line = lines[row] if row < len(lines) else ""
            if line != (self._drawn[row] if row < len(self._drawn) else ""):
                changed += f"\x1b[{row + 1};1H{line}\x1b[K"
        self._drawn = list(lines)
        if changed and self._open:
            self._write(f"{_BEGIN}{changed}{_END}")

    def _write(self, text: str) -> None:
        # If the terminal was closed, SIGHUP ends the session.
        with contextlib.suppress(OSError, ValueError):
            self._out.write(text)
            self._out.flush()


class _SuspendHandler:
    """Leaves the alternate screen on Ctrl-Z, and enters it again on `fg`."""

    def __init__(self, screen: AlternateScreen) -> None:
        self._screen = screen
        self._before: dict[int, Any] = {}

    def install(self) -> None:
        """Handle the signals before their current handlers do."""
        if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
            return
        self._before = {
            signal.SIGTSTP: signal.signal(signal.SIGTSTP, self._suspend),
            signal.SIGCONT: signal.signal(signal.SIGCONT, self._resume),
        }

    def uninstall(self) -> None:
        """Restore the earlier handlers."""
        before, self._before = self._before, {}
        for number, handler in before.items():
            signal.signal(number, handler)

    def _suspend(self, number: int, frame: FrameType | None) -> None:
        self._screen.leave()
        before = self._before.get(number)
        if callable(before):
            before(number, frame)
        else:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)  # returns after SIGCONT
        self._resume(number, frame, chained=False)

    def _resume(self, number: int, frame: FrameType | None, *, chained: bool = True) -> None:
        before = self._before.get(number)
        if chained and callable(before):
            before(number, frame)
        if self._before and sys.platform != "win32":
            signal.signal(signal.SIGTSTP, self._suspend)  # the other handler has set its own
            self._screen.enter()


def terminal_size(out: TextIO) -> Size:
    """Return a terminal's columns and rows, or `DEFAULT_SIZE` if they are unknown."""
    try:
        columns, rows = os.get_terminal_size(out.fileno())
    except (AttributeError, OSError, ValueError):
        return DEFAULT_SIZE
    return (columns, rows) if columns > 0 and rows > 0 else DEFAULT_SIZE
