"""A terminal as a whole page: drawn without flicker, and left as it was found."""

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
"""The other page, no cursor, no line that goes on in the next one, empty."""
LEAVE = "\x1b[?7h\x1b[?25h\x1b[?1049l"
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""What stands between them is shown in one go, by terminals that know of it."""
Size = tuple[int, int]
"""Columns and rows."""
USUAL: Size = (80, 24)


class Page:
    """The terminal's other page, on which a line is written only if it has changed."""

    def __init__(self, out: TextIO, size: Callable[[], Size] | None = None) -> None:
        self._out = out
        self._size = size or (lambda: size_of(out))
        self._shown: list[str] = []
        self._shown_size: Size | None = None
        self._open = False
        self._signals = _Signals(self)

    @property
    def size(self) -> Size:
        """Columns and rows as they are now."""
        return self._size()

    def open(self) -> None:
        """Turn to the other page. It is left again at the latest when the program ends."""
        atexit.register(self.close)
        self._signals.take()
        self.enter()

    def close(self) -> None:
        """Turn back, with the cursor as it was. Harmless when called twice."""
        atexit.unregister(self.close)
        self._signals.give_back()
        self.leave()

    def enter(self) -> None:
        """Turn to the other page, which is empty."""
        self._open = True
        self._shown_size = None
        self._write(ENTER)

    def leave(self) -> None:
        """Turn back for as long as the program is suspended, or for good."""
        if self._open:
            self._open = False
            self._write(LEAVE)

    def draw(self, lines: Sequence[str], size: Size) -> None:
        """Show lines from the top, made for a size; only those that differ are written."""
        changed = ""
        if size != self._shown_size:
            changed, self._shown, self._shown_size = "\x1b[2J", [], size
        for row in range(max(len(lines), len(self._shown))):
            line = lines[row] if row < len(lines) else ""
            if line != (self._shown[row] if row < len(self._shown) else ""):
                changed += f"\x1b[{row + 1};1H{line}\x1b[K"
        self._shown = list(lines)
        if changed and self._open:
            self._write(f"{_BEGIN}{changed}{_END}")

    def _write(self, text: str) -> None:
        with contextlib.suppress(
            OSError, ValueError
        ):  # the terminal was closed: SIGHUP ends it all
            self._out.write(text)
            self._out.flush()


class _Signals:
    """Ctrl-Z leaves the page to the shell, `fg` comes back to it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._before: dict[int, Any] = {}

    def take(self) -> None:
        """Come before whoever handles these signals now."""
        if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
            return
        self._before = {
            signal.SIGTSTP: signal.signal(signal.SIGTSTP, self._suspend),
            signal.SIGCONT: signal.signal(signal.SIGCONT, self._go_on),
        }

    def give_back(self) -> None:
        """Leave the signals to whoever handled them."""
        before, self._before = self._before, {}
        for number, handler in before.items():
            signal.signal(number, handler)

    def _suspend(self, number: int, frame: FrameType | None) -> None:
        self._page.leave()
        before = self._before.get(number)
        if callable(before):
            before(number, frame)
        else:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)  # stands here until SIGCONT
        self._go_on(number, frame, again=False)

    def _go_on(self, number: int, frame: FrameType | None, *, again: bool = True) -> None:
        before = self._before.get(number)
        if again and callable(before):
            before(number, frame)
        if self._before and sys.platform != "win32":
            signal.signal(signal.SIGTSTP, self._suspend)  # whoever came before set its own
            self._page.enter()


def size_of(out: TextIO) -> Size:
    """Return a terminal's columns and rows, the usual ones where it does not say."""
    try:
        columns, rows = os.get_terminal_size(out.fileno())
    except (AttributeError, OSError, ValueError):
        return USUAL
    return (columns, rows) if columns > 0 and rows > 0 else USUAL
