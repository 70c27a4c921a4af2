"""What the terminal shows while a session plays: a line that is kept up to date, or one a cue."""

from __future__ import annotations

import shutil
import sys
from bisect import bisect_right
from operator import attrgetter
from typing import Protocol, TextIO

from coach.export.timetable import table_line
from coach.problems import printable
from coach.timeline import Cue, Timeline
from coach.units import FRAME_RATE, clock_text, seconds

_start = attrgetter("start")
_KEYS = "Space pauses and goes on, enter says that you are ready, q stops."


class Screen(Protocol):
    """Where a session is shown. Positions are frames of the timeline."""

    def begin(self, *, keys: bool) -> None:
        """Say how the session is steered."""
        ...

    def show(self, position: int, *, paused: bool) -> None:
        """Show what is heard at a position."""
        ...

    def next_change(self, position: int) -> int:
        """Return the frame at which there is something new to show."""
        ...

    def say(self, message: str) -> None:
        """Show something beside the routine: a fault, the end."""
        ...

    def without_sound(self) -> None:
        """From now on the words are read, not heard."""
        ...

    def end(self) -> None:
        """Leave the terminal tidy."""
        ...


def screen_for(timeline: Timeline) -> Screen:
    """Return the screen that suits standard output."""
    if sys.stdout.isatty():
        return StatusLine(timeline, sys.stdout)
    return CueLines(timeline, sys.stdout)


class _Timed:
    """Knows which cue is heard at a position."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.reps = _reps(timeline)

    def cue_index(self, position: int) -> int:
        return bisect_right(self.timeline.cues, position, key=_start) - 1

    def next_change(self, position: int) -> int:
        index = self.cue_index(position) + 1
        cues = self.timeline.cues
        return cues[index].start if index < len(cues) else self.timeline.total


class CueLines(_Timed):
    """One line a cue, as it begins: for a pipe, a log, a screen reader."""

    def __init__(self, timeline: Timeline, out: TextIO) -> None:
        super().__init__(timeline)
        self.out = out
        self.shown = -1
        self.was_paused = False

    def begin(self, *, keys: bool) -> None:
        if keys:
            self.say(_KEYS)

    def show(self, position: int, *, paused: bool) -> None:
        if paused != self.was_paused:
            self.was_paused = paused
            self.say("Paused." if paused else "Going on.")
        index = self.cue_index(position)
        if index < self.shown and not paused:
            self.shown = index - 1  # after a pause the words are said again
        for number in range(self.shown + 1, index + 1):
            self.line(table_line(self.timeline.cues[number]))
        self.shown = max(self.shown, index)

    def line(self, text: str) -> None:
        self.out.write(f"{printable(text)}\n")
        self.out.flush()

    def say(self, message: str) -> None:
        self.line(message)

    def without_sound(self) -> None:
        pass

    def end(self) -> None:
        pass


class StatusLine(_Timed):
    """One line that is written over: exercise, rep, words, time left.

    Without sound every cue also has a line of its own, so that none is missed.
    """

    def __init__(self, timeline: Timeline, out: TextIO) -> None:
        super().__init__(timeline)
        self.out = out
        self.shown = -1
        self.read = False
        self.status = ""

    def begin(self, *, keys: bool) -> None:
        if keys:
            self.say(_KEYS)

    def show(self, position: int, *, paused: bool) -> None:
        index = self.cue_index(position)
        if self.read and index != self.shown and index >= 0:
            self.say(self.timeline.cues[index].text)
        self.shown = index
        self._write_over(self._status(position, index, paused=paused))

    def next_change(self, position: int) -> int:
        whole_second = position - position % FRAME_RATE + FRAME_RATE
        return min(super().next_change(position), whole_second)

    def _status(self, position: int, index: int, *, paused: bool) -> str:
        left = clock_text(seconds(max(0, self.timeline.total - position)))
        parts = ["Paused, space goes on"] if paused else []
        if index >= 0:
            cue = self.timeline.cues[index]
            parts += [cue.exercise] if cue.exercise else []
            parts += self._rep(cue)
            parts += [] if self.read or paused else [cue.text]
        return " · ".join([f"{left} left", *parts])

    def _rep(self, cue: Cue) -> list[str]:
        if cue.rep is None:
            return []
        side = f"{cue.side} " if cue.side else ""
        return [f"{side}rep {cue.rep} of {self.reps[_set_of(cue)]}"]

    def _write_over(self, status: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        status = printable(status)
        status = status if len(status) <= width else f"{status[: width - 1]}…"
        if status != self.status:
            self.out.write(f"\r{status}\x1b[K")
            self.out.flush()
            self.status = status

    def say(self, message: str) -> None:
        self.out.write(f"\r\x1b[K{printable(message)}\n")
        self.out.flush()
        self.status = ""

    def without_sound(self) -> None:
        self.read = True

    def end(self) -> None:
        self.out.write("\r\x1b[K")
        self.out.flush()


def _set_of(cue: Cue) -> tuple[int | None, int | None, int | None]:
    return cue.item, cue.round, cue.set


def _reps(timeline: Timeline) -> dict[tuple[int | None, int | None, int | None], int]:
    """Return how many reps each set has."""
    reps: dict[tuple[int | None, int | None, int | None], int] = {}
    for cue in timeline.cues:
        if cue.rep is not None:
            reps[_set_of(cue)] = max(cue.rep, reps.get(_set_of(cue), 0))
    return reps
