"""Lays out a view as lines for a terminal of any size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coach.model.problems import printable
from coach.model.units import clock_text
from coach.terminal.big_text import QUARTER_SCALES, Scale, draw
from coach.terminal.keyboard import KEYS, OTHER_HINTS, PAUSE_HINT, READY_HINT, RESUME_HINT
from coach.terminal.style import Style
from coach.terminal.text_width import pad, truncate, width, wrap
from coach.terminal.view import SlotClock, View

_CLOCK_HEIGHTS = (40, 8), (17, 4)
"""The fewest terminal rows for a clock of a height, with that height; for fewer it is one row."""
_GAPS_FROM = 10
"""The fewest rows for which there are empty lines between the parts of the page."""
_HEADER_FROM, _FOOTER_FROM = 3, 5
"""The fewest rows for which there is a line above the words, and lines below them."""
_OTHER_ROWS = 4
"""The rows for the header, the words, the clock and the last line: the footer has what is left."""
_TIGHTNESS = range(4)
_NO_WORDS_BEFORE, _NO_GAPS, _LOW_CLOCK = 1, 2, 3
"""The tightness at which the page loses earlier words, then gaps, then all but one clock row."""
_MINUTES_FROM = 100
"""From this many seconds on, a time is shown as minutes and seconds."""
_MIN_BAR_COLUMNS = 10
"""The smallest width of a bar; if there is no room for it, what is next to it is left out."""
_EIGHTHS = " ▏▎▍▌▋▊▉"
_EFFORT_KINDS = {"phase", "hold", "timed", "step"}
_TWO_COLUMNS_FROM = 76
_KEY_COLUMNS = 7
_WAITS = {
    ("ready", True): "Press Enter when you're ready.",
    ("finished", True): "Press Enter when you've finished.",
    ("enough", True): "Press Enter when you've had enough.",
    ("ready", False): "The session continues by itself.",
    ("finished", False): "The session continues by itself.",
    ("enough", False): "Stop when you've had enough; the session continues by itself.",
}


@dataclass(frozen=True)
class Overlay:
    """What is shown besides the routine.

    Attributes:
        announcement: what Coach is saying outside the routine.
        paused: whether the session is paused.
        silent: whether there is no sound, so that the words have to be read.
        message: a message, such as a fault or the end.
        keys: whether to show the list of keys.
        has_keys: whether there is a keyboard.
        can_be_ready: whether Enter does something now.
    """

    announcement: str = ""
    paused: bool = False
    silent: bool = False
    message: str = ""
    keys: bool = False
    has_keys: bool = False
    can_be_ready: bool = False


@dataclass(frozen=True)
class Layout:
    """The layout for one size of terminal.

    Attributes:
        columns, rows: the terminal's size.
        style: how text is emphasized.
        scales: the sizes of large letters that the terminal can show.
    """

    columns: int
    rows: int
    style: Style
    scales: tuple[Scale, ...] = QUARTER_SCALES

    def page(self, view: View, overlay: Overlay) -> list[str]:
        """Return the lines of the page, at most as many as there are rows.

        The words have priority: the space around them shrinks if that lets them be drawn in large
        letters.
        """
        if overlay.keys:
            return self._indented(self._with_keys(view, overlay))
        pages = (self._arranged(view, overlay, tightness) for tightness in _TIGHTNESS)
        page, large = next(pages)
        if not large:
            page = next((lines for lines, large in pages if large), page)
        return self._indented(page)

    def _indented(self, lines: list[str]) -> list[str]:
        return [f" {line}".rstrip() for line in lines][: self.rows]

    def _arranged(self, view: View, overlay: Overlay, tightness: int) -> tuple[list[str], bool]:
        """Return a page, and whether its words are in large letters."""
        top, bottom = self._around(view, overlay, tightness)
        room = self.rows - len(top) - len(bottom)
        main, large = self._main(view, overlay, room, tightness)
        return [*top, *main, *[""] * (room - len(main)), *bottom], large

    def _around(self, view: View, overlay: Overlay, tightness: int) -> tuple[list[str], list[str]]:
        """Return the lines above and below the words."""
        gap = [""] if self.rows >= _GAPS_FROM and tightness < _NO_GAPS else []
        top = [self._header(view), *gap] if self.rows >= _HEADER_FROM else []
        footer = self._footer(view, overlay) if self.rows >= _FOOTER_FROM else []
        clock: list[str] = []
        if view.clock is not None and self.rows > 1:
            height = next((high for rows, high in _CLOCK_HEIGHTS if self.rows >= rows), 1)
            clock = self._clock(view.clock, view, 1 if tightness >= _LOW_CLOCK else height)
        return top, [*gap, *clock, *(gap if len(clock) > 1 else []), *footer]

    def _with_keys(self, view: View, overlay: Overlay) -> list[str]:
        top, bottom = self._around(view, overlay, 0)
        room = self.rows - len(top) - len(bottom)
        keys = self._keys(room)
        if keys is None:
            return self._keys(self.rows) or self._keys_as_text()
        return [*top, *keys, *[""] * (room - len(keys)), *bottom]

    @property
    def _width(self) -> int:
        return max(1, self.columns - 2)

    # -- above and below ------------------------------------------------------------------------

    def _header(self, view: View) -> str:
        title = printable(f"{view.title} · {view.stage}" if view.stage else view.title)
        counts = self._counts(view)
        left = truncate(title, max(0, self._width - width(counts) - 2))
        space = " " * (self._width - width(left) - width(counts))
        return self.style.bold(left) + space + self.style.bold(counts)

    def _counts(self, view: View) -> str:
        counts = (("rep", view.rep), ("set", view.set), ("round", view.round))
        parts = [f"{view.side} side"] if view.side else []
        parts += [f"{name} {n[0]} of {n[1]}" for name, n in counts if n]
        while parts and width(" · ".join(parts)) > self._width:
            parts.pop()
        return " · ".join(parts)

    def _footer(self, view: View, overlay: Overlay) -> list[str]:
        room = self.rows - _OTHER_ROWS
        message = self._message(overlay.message)[:room]
        coming = self._next(view, overlay)[: room - len(message)]
        return [*coming, *message, self._last_line(view, overlay)]

    def _next(self, view: View, overlay: Overlay) -> list[str]:
        lines = []
        if view.wait:
            wait = _WAITS[view.wait, overlay.has_keys]
            lines.append(self.style.bold(truncate(wait, self._width)))
        if view.next:
            lines.append(truncate(printable(f"Next: {view.next}"), self._width))
        return lines or [""]

    def _last_line(self, view: View, overlay: Overlay) -> str:
        """Return the time left and the keys; if there is no room for both, what Enter does."""
        needed, others = _hints(overlay)
        times = [truncate(time, self._width) for time in _times_left(view)]
        for most in range(len(needed), 0, -1):
            for time in times:
                if width(_joined(time, needed[:most])) <= self._width:
                    return self._foot(time, needed[:most], others if most == len(needed) else ())
        return self._foot(times[0], (), () if needed else others)

    def _foot(self, time: str, needed: tuple[str, ...], others: tuple[str, ...]) -> str:
        """Return a time and hints at both ends of a line; of the others, as many as fit."""
        while others and width(_joined(time, needed + others)) > self._width:
            others = others[:-1]
        space = self._width - width(_joined(time, needed + others))
        hints = [*needed, *([self.style.dim(" · ".join(others))] if others else [])]
        return f"{time}{' ' * space}{'  ' if time and hints else ''}{' · '.join(hints)}".rstrip()

    def _message(self, message: str) -> list[str]:
        """Return a message as a few lines, truncated if it is too long."""
        most = max(1, self.rows // 8)
        lines = wrap(printable(message), self._width)
        if len(lines) > most:
            lines = [*lines[: most - 1], truncate(" ".join(lines[most - 1 :]), self._width)]
        return [self.style.warning(line) for line in lines]

    # -- the words ------------------------------------------------------------------------------

    def _main(
        self, view: View, overlay: Overlay, room: int, tightness: int
    ) -> tuple[list[str], bool]:
        """Return what to do now, as large as will fit, and whether it is in large letters."""
        words, below, above = view.words or view.title, "", ""
        if overlay.announcement:
            words = overlay.announcement
        elif overlay.paused:
            words = "Paused"
            below = f"{'Space resumes. ' if overlay.has_keys else ''}{view.words}"
        elif overlay.silent and tightness < _NO_WORDS_BEFORE and room >= _GAPS_FROM:
            above = view.before
        before = [self.style.dim(truncate(printable(above), self._width)), ""] if above else []
        after = ["", truncate(printable(below), self._width)] if below and room > 2 else []  # noqa: PLR2004 - it takes two
        words, space = printable(words), room - len(before) - len(after)
        drawn = draw(words, self._width, space, self.scales)
        lines = self._small(words, space) if drawn is None else drawn
        styled = self._style_of(view.clock)
        return [*before, *map(styled, lines), *after], drawn is not None

    def _small(self, words: str, room: int) -> list[str]:
        lines = wrap(words, self._width)
        if len(lines) > room:
            lines = lines[: max(1, room)]
            lines[-1] = truncate(f"{lines[-1]} …", self._width)
        return lines

    def _style_of(self, clock: SlotClock | None) -> Callable[[str], str]:
        if clock is None:
            return self.style.bold
        return self.style.effort if clock.kind in _EFFORT_KINDS else self.style.rest

    # -- the clock ------------------------------------------------------------------------------

    def _clock(self, clock: SlotClock, view: View, height: int) -> list[str]:
        """Return the side and rep, a bar and the seconds; `height` is in rows."""
        number = _seconds_text(clock.number)
        longest = _seconds_text(max(clock.number, round(clock.length_s)))
        widest = "".join("0" if sign.isdigit() else sign for sign in longest)
        reserved = draw(widest, self._width // 3, height, self.scales) if height > 1 else None
        if reserved is None:
            bar = self._bar(clock, self._width - len(widest) - 2)
            return [f"{self.style.bold(number.rjust(len(widest)))}  {bar}"]
        room = max(map(width, reserved))  # always the same, so that the bar doesn't move
        digits = draw(number, room, len(reserved), self.scales) or ()
        count = self._count(view, height, self._width - room - 4 - _MIN_BAR_COLUMNS)
        count_columns = max(map(width, count), default=-2) + 2
        columns = self._width - room - 2 - count_columns
        bar, blank = self._bar(clock, columns), " " * columns
        indent = " " * (room - max(map(width, digits), default=0))
        lines = []
        for row in range(height):
            left = self.style.bold(pad(count[row] if row < len(count) else "", count_columns))
            right = self.style.bold(digits[row] if row < len(digits) else "")
            middle = bar if height // 4 <= row < height - height // 4 else blank
            lines.append(f"{left}{middle}  {indent}{right}".rstrip())
        return lines

    def _count(self, view: View, height: int, room: int) -> tuple[str, ...]:
        """Return the side and rep in large letters, on at most half of the width."""
        rep = f"{view.rep[0]}/{view.rep[1]}" if view.rep else ""
        for text in (f"{view.side or ''} {rep}".strip(), rep, view.side or ""):
            drawn = draw(text, min(room, self._width // 2), height, self.scales)
            if drawn is not None:
                return drawn
        return ()

    def _bar(self, clock: SlotClock, columns: int) -> str:
        eighths = round(max(0.0, min(1.0, clock.share)) * columns * 8)
        whole, part = divmod(eighths, 8)
        full = "█" * whole + (_EIGHTHS[part] if part else "")
        return self._style_of(clock)(full) + self.style.dim("░" * (columns - len(full)))

    # -- the keys -------------------------------------------------------------------------------

    def _keys(self, room: int) -> list[str] | None:
        """Return the list of keys, in two columns if necessary; None if it doesn't fit."""
        lines = [(pad(key, _KEY_COLUMNS), does) for key, does in KEYS]
        if len(lines) <= room:
            most = self._width - _KEY_COLUMNS
            return [f"{self.style.bold(key)}{truncate(does, most)}" for key, does in lines]
        half = -(-len(lines) // 2)
        if self._width < _TWO_COLUMNS_FROM or half > room:
            return None
        most = self._width // 2 - _KEY_COLUMNS
        both = []
        for index in range(half):
            key, does = lines[index]
            line = self.style.bold(key) + pad(truncate(does, most - 1), most)
            if index + half < len(lines):
                key, does = lines[index + half]
                line += self.style.bold(key) + truncate(does, most)
            both.append(line)
        return both

    def _keys_as_text(self) -> list[str]:
        text = " · ".join(f"{key} {does}" for key, does in KEYS)
        return wrap(text, self._width)[: self.rows]


def _hints(overlay: Overlay) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys that have to be named now, and the others, the most important first."""
    if not overlay.has_keys:
        return (), ()
    ready = (READY_HINT,) if overlay.can_be_ready else ()
    if overlay.paused:
        return (*ready, RESUME_HINT), OTHER_HINTS
    return ready, (PAUSE_HINT, *OTHER_HINTS)


def _times_left(view: View) -> tuple[str, ...]:
    """Return the time left in several lengths, the longest first."""
    time = clock_text(view.left_s)
    if view.ready is None:
        return f"{time} left", time, ""
    about = f"about {time} left"
    return f"{about}, voice {view.ready} % ready", about, time, ""


def _joined(time: str, hints: tuple[str, ...]) -> str:
    """Return a time and hints with the least space between them."""
    return "  ".join(filter(None, (time, " · ".join(hints))))


def _seconds_text(number: int) -> str:
    return str(number) if number < _MINUTES_FROM else clock_text(number)
