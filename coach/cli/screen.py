"""What the terminal shows while a session plays: a line that is kept up to date, or one a cue."""

from __future__ import annotations

import sys
from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol, TextIO

from coach.export.timetable import table_line
from coach.problems import printable
from coach.timeline import Timeline

_start = attrgetter("start")
_KEYS = "Space pauses and goes on, enter says that you are ready, q stops."


@dataclass(frozen=True)
class Moment:
    """What is heard now, and how."""

    timeline: Timeline
    position: int
    paused: bool = False
    aside: str = ""
    read: bool = False


class Screen(Protocol):
    """Where a session is shown. Positions are frames of the timeline."""

    def begin(self, *, keys: bool) -> None:
        """Say how the session is steered."""
        ...

    def show(self, moment: Moment) -> None:
        """Show what is heard at a position."""
        ...

    def next_change(self, moment: Moment) -> int:
        """Return the frame at which there is something new to show."""
        ...

    def say(self, message: str) -> None:
        """Show something beside the routine: a fault, the end."""
        ...

    def keys(self) -> None:
        """Show the keys."""
        ...

    def end(self) -> None:
        """Leave the terminal tidy."""
        ...


def screen_for(*, plain: bool) -> Screen:
    """Return the screen that suits standard output."""
    del plain  # a line a cue suits all
    return CueLines(sys.stdout)


class CueLines:
    """One line a cue, as it begins: for a pipe, a log, a screen reader."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.shown = -1
        self.was_paused = False

    def begin(self, *, keys: bool) -> None:
        if keys:
            self.say(_KEYS)

    def keys(self) -> None:
        self.say(_KEYS)

    def show(self, moment: Moment) -> None:
        if moment.paused != self.was_paused:
            self.was_paused = moment.paused
            self.say("Paused." if moment.paused else "Going on.")
        index = self.cue_index(moment)
        if index < self.shown and not moment.paused:
            self.shown = index - 1  # after a pause the words are said again
        for number in range(self.shown + 1, index + 1):
            self.line(table_line(moment.timeline.cues[number]))
        self.shown = max(self.shown, index)

    def cue_index(self, moment: Moment) -> int:
        return bisect_right(moment.timeline.cues, moment.position, key=_start) - 1

    def next_change(self, moment: Moment) -> int:
        index = self.cue_index(moment) + 1
        cues = moment.timeline.cues
        return cues[index].start if index < len(cues) else moment.timeline.total

    def line(self, text: str) -> None:
        self.out.write(f"{printable(text)}\n")
        self.out.flush()

    def say(self, message: str) -> None:
        self.line(message)

    def end(self) -> None:
        pass
