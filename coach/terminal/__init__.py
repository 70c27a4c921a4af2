"""What a person sees while a session plays: large words on a whole page, or a line a cue."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import Protocol, TextIO

from coach.terminal.lines import LineScreen
from coach.terminal.state import SessionState

__all__ = ["LineScreen", "Screen", "SessionState", "create_screen"]

SMALLEST = (20, 5)
"""The columns and rows below which a page holds nothing."""
_BLOCKS = "█▙░▏"


class Screen(Protocol):
    """Where a session is shown."""

    def begin(self, *, keys: bool) -> None:
        """Take the terminal; `keys` says whether there is a keyboard to steer with."""
        ...

    def show(self, state: SessionState) -> None:
        """Show a state. The same one twice shows nothing new."""
        ...

    def next_change(self, state: SessionState) -> int:
        """Return the frame, later than the state's, at which to show again."""
        ...

    def say(self, message: str) -> None:
        """Show something beside the routine: a fault, the end."""
        ...

    def keys(self) -> bool:
        """Show what the keys do, or take that away; return whether it is shown now."""
        ...

    def end(self) -> None:
        """Leave the terminal as it was; harmless when called twice."""
        ...


def create_screen(
    *,
    plain: bool,
    out: TextIO | None = None,
    env: Mapping[str, str] = os.environ,
    size: Callable[[], tuple[int, int]] | None = None,
) -> Screen:
    """Return the screen that suits an output (standard output) and a person's choice.

    Args:
        plain: a line a cue, whatever the terminal can do.
        out: where it is shown.
        env: says what kind of terminal it is, and whether colour is wanted.
        size: gives its columns and rows; the terminal is asked if not given.
    """
    out = out if out is not None else sys.stdout
    if plain or not out.isatty() or not _takes_pages(out, env):
        return LineScreen(out)
    from coach.terminal import large, letters, style, terminal  # noqa: PLC0415 - a pipe does without

    page = terminal.Page(out, size)
    if page.size[0] < SMALLEST[0] or page.size[1] < SMALLEST[1]:
        return LineScreen(out)
    shapes = letters.HALVED if env.get("TERM") == "linux" else letters.QUARTERED
    look = style.Style(colour=not env.get("NO_COLOR"))
    return large.FullScreen(out, page, look, shapes)


def _takes_pages(out: TextIO, env: Mapping[str, str]) -> bool:
    """Whether a terminal takes escapes and blocks."""
    if env.get("TERM", "") in ({"dumb"} if sys.platform == "win32" else {"dumb", ""}):
        return False
    try:
        _BLOCKS.encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return sys.platform != "win32" or _windows_escapes()


def _windows_escapes() -> bool:
    """Have the Windows console take escapes, which it does not by itself."""
    import colorama  # noqa: PLC0415 - Windows only; comes with click

    colorama.just_fix_windows_console()
    return True
