"""Where everything stands on the page: lines for a size, from what there is to see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coach.model.problems import printable
from coach.model.units import clock_text
from coach.terminal.cells import cut, filled, width, wrap
from coach.terminal.keyboard import HINT, KEYS
from coach.terminal.letters import QUARTERED, Shape, draw
from coach.terminal.style import Style
from coach.terminal.view import Phase, View

_BIG_BAND_FROM = (40, 8), (17, 4)
"""From how many rows on the clock of a phase is how many rows high; below it is one."""
_ROOMY_FROM = 10
"""From how many rows on there are empty lines between the parts of the page."""
_HEAD_FROM, _FOOT_FROM = 3, 5
"""From how many rows on there is a line above, and lines below: the words come first."""
_TIGHTNESS = range(4)
_NO_BEFORE, _NO_GAPS, _LOW_BAND = 1, 2, 3
"""From which tightness on the page does without the words before, without gaps, a high bar."""
_CLOCK_FROM = 100
"""From how many seconds on they are shown as minutes and seconds."""
_SHORTEST_BAR = 10
"""In columns: what stands beside it is left out rather."""
_EIGHTHS = " ▏▎▍▌▋▊▉"
_DOING = {"phase", "hold", "timed", "step"}
_TWO_COLUMNS_FROM = 76
_WAITS = {
    ("ready", True): "Press enter when you are ready.",
    ("enough", True): "Press enter when you have had enough.",
    ("ready", False): "It goes on by itself.",
    ("enough", False): "Stop when you have had enough; it goes on by itself.",
}


@dataclass(frozen=True)
class Beside:
    """What is shown beside the routine.

    Attributes:
        announcement: what Coach says in between.
        paused: whether the session stands.
        read: whether the words are read, not heard.
        message: a fault, or the end.
        keys: whether the list of keys is wanted.
        steered: whether there are keys at all.
    """

    announcement: str = ""
    paused: bool = False
    read: bool = False
    message: str = ""
    keys: bool = False
    steered: bool = False


@dataclass(frozen=True)
class Layout:
    """One page for one size.

    Attributes:
        columns, rows: the terminal's.
        style: how text is set off.
        shapes: what large letters may be made of.
    """

    columns: int
    rows: int
    style: Style
    shapes: tuple[Shape, ...] = QUARTERED

    def page(self, view: View, beside: Beside) -> list[str]:
        """Return the page's lines, at most as many as there are rows.

        The words come first: what stands around them moves closer as long as that lets them be
        drawn in large letters.
        """
        if beside.keys:
            return self._lined(self._with_keys(view, beside))
        pages = (self._arranged(view, beside, tight) for tight in _TIGHTNESS)
        first, large = next(pages)
        if not large:
            first = next((lines for lines, large in pages if large), first)
        return self._lined(first)

    def _lined(self, lines: list[str]) -> list[str]:
        return [f" {line}".rstrip() for line in lines][: self.rows]

    def _arranged(self, view: View, beside: Beside, tight: int) -> tuple[list[str], bool]:
        """Return a page, and whether its words are in large letters."""
        top, bottom = self._around(view, beside, tight)
        room = self.rows - len(top) - len(bottom)
        main, large = self._main(view, beside, room, tight)
        return [*top, *main, *[""] * (room - len(main)), *bottom], large

    def _around(self, view: View, beside: Beside, tight: int) -> tuple[list[str], list[str]]:
        """Return what stands above and below the words."""
        gap = [""] if self.rows >= _ROOMY_FROM and tight < _NO_GAPS else []
        top = [self._head(view), *gap] if self.rows >= _HEAD_FROM else []
        foot = self._below(view, beside) if self.rows >= _FOOT_FROM else []
        band: list[str] = []
        if view.phase is not None and self.rows > 1:
            high = next((rows for least, rows in _BIG_BAND_FROM if self.rows >= least), 1)
            band = self._band(view.phase, view, 1 if tight >= _LOW_BAND else high)
        return top, [*gap, *band, *(gap if len(band) > 1 else []), *foot]

    def _with_keys(self, view: View, beside: Beside) -> list[str]:
        top, bottom = self._around(view, beside, 0)
        room = self.rows - len(top) - len(bottom)
        listed = self._keys(room)
        if listed is None:
            return self._keys(self.rows) or self._keys_run_on()
        return [*top, *listed, *[""] * (room - len(listed)), *bottom]

    @property
    def _width(self) -> int:
        return max(1, self.columns - 2)

    # -- above and below ------------------------------------------------------------------------

    def _head(self, view: View) -> str:
        title = printable(f"{view.title} · {view.stage}" if view.stage else view.title)
        counts = self._counts(view)
        left = cut(title, max(0, self._width - width(counts) - 2))
        blank = " " * (self._width - width(left) - width(counts))
        return self.style.bold(left) + blank + self.style.bold(counts)

    def _counts(self, view: View) -> str:
        counts = (("rep", view.rep), ("set", view.set), ("round", view.round))
        parts = [f"{view.side} side"] if view.side else []
        parts += [f"{name} {n[0]} of {n[1]}" for name, n in counts if n]
        while parts and width(" · ".join(parts)) > self._width:
            parts.pop()
        return " · ".join(parts)

    def _below(self, view: View, beside: Beside) -> list[str]:
        lines = [*self._next(view, beside), *self._message(beside.message)]
        return [*lines, self._foot(view, beside)]

    def _next(self, view: View, beside: Beside) -> list[str]:
        lines = []
        if view.wait:
            lines.append(self.style.bold(cut(_WAITS[view.wait, beside.steered], self._width)))
        if view.next:
            lines.append(cut(printable(f"Next: {view.next}"), self._width))
        return lines or [""]

    def _foot(self, view: View, beside: Beside) -> str:
        left = f"{clock_text(view.left_s)} left"
        if view.ready is not None:
            left = cut(f"about {left}, voice {view.ready} % ready", self._width)
        room = self._width - width(left) - 2
        hint = HINT if beside.steered and width(HINT) <= room else ""
        return f"{left}  {' ' * (room - width(hint))}{self.style.dim(hint)}" if hint else left

    def _message(self, message: str) -> list[str]:
        """Return a message on as many lines as a small part of the page has."""
        most = max(1, self.rows // 8)
        lines = wrap(printable(message), self._width)
        if len(lines) > most:
            lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), self._width)]
        return [self.style.warning(line) for line in lines]

    # -- the words ------------------------------------------------------------------------------

    def _main(self, view: View, beside: Beside, room: int, tight: int) -> tuple[list[str], bool]:
        """Return what to do now, as large as it fits, with what it stands in for beside it."""
        words, under, above = view.words or view.title, "", ""
        if beside.announcement:
            words = beside.announcement
        elif beside.paused:
            words, under = "Paused", f"{'Space goes on. ' if beside.steered else ''}{view.words}"
        elif beside.read and tight < _NO_BEFORE and room >= _ROOMY_FROM:
            above = view.before
        before = [self.style.dim(cut(printable(above), self._width)), ""] if above else []
        after = ["", cut(printable(under), self._width)] if under and room > 2 else []  # noqa: PLR2004 - it takes two
        words, space = printable(words), room - len(before) - len(after)
        drawn = draw(words, self._width, space, self.shapes)
        lines = self._small(words, space) if drawn is None else drawn
        set_off = self._set_off(view.phase)
        return [*before, *map(set_off, lines), *after], drawn is not None

    def _small(self, words: str, room: int) -> list[str]:
        lines = wrap(words, self._width)
        if len(lines) > room:
            lines = lines[: max(1, room)]
            lines[-1] = cut(f"{lines[-1]} …", self._width)
        return lines

    def _set_off(self, phase: Phase | None) -> Callable[[str], str]:
        if phase is None:
            return self.style.bold
        return self.style.doing if phase.kind in _DOING else self.style.resting

    # -- the clock ------------------------------------------------------------------------------

    def _band(self, phase: Phase, view: View, high: int) -> list[str]:
        """Return how far a phase is: count, bar and seconds, on so many rows."""
        number = _seconds(phase.number)
        longest = _seconds(max(phase.number, round(phase.length_s)))
        widest = "".join("0" if sign.isdigit() else sign for sign in longest)
        reserved = draw(widest, self._width // 3, high, self.shapes) if high > 1 else None
        if reserved is None:
            bar = self._bar(phase, self._width - len(widest) - 2)
            return [f"{self.style.bold(number.rjust(len(widest)))}  {bar}"]
        room = max(map(width, reserved))  # the same all the time, so that the bar stands still
        digits = draw(number, room, len(reserved), self.shapes) or ()
        count = self._count(view, high, self._width - room - 4 - _SHORTEST_BAR)
        counted = max(map(width, count), default=-2) + 2
        columns = self._width - room - 2 - counted
        bar, blank = self._bar(phase, columns), " " * columns
        pad = " " * (room - max(map(width, digits), default=0))
        lines = []
        for row in range(high):
            left = filled(count[row] if row < len(count) else "", counted)
            right = digits[row] if row < len(digits) else ""
            middle = bar if high // 4 <= row < high - high // 4 else blank
            lines.append(f"{self.style.bold(left)}{middle}  {pad}{self.style.bold(right)}".rstrip())
        return lines

    def _count(self, view: View, high: int, room: int) -> tuple[str, ...]:
        """Return side and rep in large letters, as far as half the width goes."""
        rep = f"{view.rep[0]}/{view.rep[1]}" if view.rep else ""
        for text in (f"{view.side or ''} {rep}".strip(), rep, view.side or ""):
            drawn = draw(text, min(room, self._width // 2), high, self.shapes)
            if drawn is not None:
                return drawn
        return ()

    def _bar(self, phase: Phase, columns: int) -> str:
        eighths = round(max(0.0, min(1.0, phase.share)) * columns * 8)
        whole, part = divmod(eighths, 8)
        full = "█" * whole + (_EIGHTHS[part] if part else "")
        return self._set_off(phase)(full) + self.style.dim("░" * (columns - len(full)))

    # -- the keys -------------------------------------------------------------------------------

    def _keys(self, room: int) -> list[str] | None:
        """Return the list of keys, in two columns where that helps; None where it does not fit."""
        lines = [(filled(key, 7), does) for key, does in KEYS]
        if len(lines) <= room:
            return [f"{self.style.bold(key)}{cut(does, self._width - 7)}" for key, does in lines]
        half = -(-len(lines) // 2)
        if self._width < _TWO_COLUMNS_FROM or half > room:
            return None
        column = self._width // 2
        both = []
        for index in range(half):
            key, does = lines[index]
            line = self.style.bold(key) + filled(cut(does, column - 8), column - 7)
            if index + half < len(lines):
                key, does = lines[index + half]
                line += self.style.bold(key) + cut(does, column - 7)
            both.append(line)
        return both

    def _keys_run_on(self) -> list[str]:
        text = " · ".join(f"{key} {does}" for key, does in KEYS)
        return wrap(text, self._width)[: self.rows]


def _seconds(number: int) -> str:
    return str(number) if number < _CLOCK_FROM else clock_text(number)
