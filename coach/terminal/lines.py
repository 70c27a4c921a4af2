"""One line a cue, as it begins: for a pipe, a log, a screen reader. Nothing is written over."""

from __future__ import annotations

from typing import TextIO

from coach.model.problems import printable
from coach.model.timeline import Cue
from coach.model.units import FRAME_RATE, clock_text
from coach.terminal.keyboard import KEYS
from coach.terminal.state import SessionState
from coach.terminal.view import View, view

STEERED = "Space pauses and goes on, enter says that you are ready, h shows the keys, q stops."
_TOGETHER = 5 * FRAME_RATE
"""What lies further ahead was jumped over, and is not told."""


class LineScreen:
    """A line with its time, where in the exercise it stands if that is new, and the words."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self._at = -1
        """The frame up to which all cues were told."""
        self._paused = False
        self._aside = ""
        self._where = ""

    def begin(self, *, keys: bool) -> None:
        """Say how the session is steered, if it is."""
        if keys:
            self.say(STEERED)

    def show(self, state: SessionState) -> None:
        """Write the cues that have begun since the last time."""
        if state.paused != self._paused:
            self._paused = state.paused
            self.say("Paused." if state.paused else "Going on.")
        if state.announcement != self._aside:
            self._aside = state.announcement
            if state.announcement:
                self.say(state.announcement)
        if not state.paused and not state.stopping:
            for cue in self._begun(state):
                self._line(state, cue)

    def next_change(self, state: SessionState) -> int:
        """Return the frame at which the next cue begins."""
        return state.timeline.next_cue_start(state.position)

    def say(self, message: str) -> None:
        """Write a line beside the routine."""
        self.out.write(f"{printable(message)}\n")
        self.out.flush()

    def keys(self) -> bool:
        """Write the list of keys; it stays."""
        for key, does in KEYS:
            self.say(f"{key}: {does}")
        return True

    def end(self) -> None:
        """Leave everything as it stands."""

    def _begun(self, state: SessionState) -> tuple[Cue, ...]:
        timeline, position, told = state.timeline, state.position, self._at
        self._at = position
        if told <= position <= told + _TOGETHER:
            return timeline.cues_between(told + 1, position + 1)
        # We are somewhere else: the words that are being said here, if any.
        here = timeline.cue_at(position)
        return () if here is None else (here,)

    def _line(self, state: SessionState, cue: Cue) -> None:
        place = where(view(SessionState(state.timeline, cue.start)))
        parts = [f"{clock_text(cue.start / FRAME_RATE):>5}"]
        parts += [place] if place and place != self._where else []
        self._where = place
        self.say("  ".join([*parts, cue.text]))


def where(view: View) -> str:
    """Say where in an exercise a view stands: ``left, rep 2 of 5, set 1 of 3``."""
    parts = [view.side] if view.side else []
    for name, count in (("rep", view.rep), ("set", view.set), ("round", view.round)):
        parts += [f"{name} {count[0]} of {count[1]}"] if count else []
    return ", ".join(parts)
