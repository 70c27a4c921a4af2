"""The terminal: screens that show a session, and the keyboard."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import TextIO

from coach.session.screen import Screen
from coach.terminal.alternate_screen import AlternateScreen
from coach.terminal.big_text import HALF_SCALES, QUARTER_SCALES
from coach.terminal.full_screen import FullScreen
from coach.terminal.line_screen import LineScreen
from coach.terminal.style import Style

__all__ = ["create_screen"]

MIN_COLUMNS, MIN_ROWS = 20, 5
"""The smallest terminal for a `FullScreen`."""
_BLOCKS = "█▙░▏"


def create_screen(
    *,
    plain: bool,
    out: TextIO | None = None,
    env: Mapping[str, str] = os.environ,
    size: Callable[[], tuple[int, int]] | None = None,
) -> Screen:
    """Return the screen that suits an output and the person's choice.

    Args:
        plain: whether to show one line per cue, whatever the terminal can do.
        out: where to write; by default standard output.
        env: the environment, which says what kind of terminal it is, and whether colour is wanted.
        size: returns the terminal's columns and rows; by default the terminal is asked.
    """
    out = out if out is not None else sys.stdout
    if plain or not out.isatty() or not _can_draw(out, env):
        return LineScreen(out)
    screen = AlternateScreen(out, size)
    columns, rows = screen.size
    if columns < MIN_COLUMNS or rows < MIN_ROWS:
        return LineScreen(out)
    scales = HALF_SCALES if env.get("TERM") == "linux" else QUARTER_SCALES
    return FullScreen(out, screen, Style(colour=not env.get("NO_COLOR")), scales)


def _can_draw(out: TextIO, env: Mapping[str, str]) -> bool:
    """Whether a terminal understands escape sequences and has block characters."""
    if env.get("TERM", "") in ({"dumb"} if sys.platform == "win32" else {"dumb", ""}):
        return False
    try:
        _BLOCKS.encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return sys.platform != "win32" or _enable_windows_escapes()


def _enable_windows_escapes() -> bool:
    """Make the Windows console understand escape sequences."""
    import colorama  # noqa: PLC0415 - Windows only; click depends on it there

    colorama.just_fix_windows_console()
    return True
