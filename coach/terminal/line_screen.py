"""A screen of one line per cue, for a pipe, a log or a screen reader. Nothing is overwritten."""

from __future__ import annotations

from typing import TextIO

from coach.model.problems import printable
from coach.model.timeline import Cue
from coach.model.units import FRAME_RATE, clock_text
from coach.session.screen import SessionState
from coach.terminal.keyboard import KEYS
from coach.terminal.view import View, view

INSTRUCTIONS = "Space pauses and resumes, Enter says that you're ready, h shows the keys, q stops."
_CONTINUOUS = 5 * FRAME_RATE
"""A longer step forward, in frames, is a jump: the cues that it skips aren't shown."""


class LineScreen:
    """Writes each cue as a line: its time, its place in the exercise if it's new, its words."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self._position = -1
        """The frame up to which all cues have been shown."""
        self._paused = False
        self._announcement = ""
        self._place = ""

    def open(self, *, keys: bool) -> None:
        """Say what the most important keys do, if there is a keyboard."""
        if keys:
            self.show_message(INSTRUCTIONS)

    def show(self, state: SessionState) -> None:
        """Write the cues that have started since the last call."""
        if state.paused != self._paused:
            self._paused = state.paused
            self.show_message("Paused." if state.paused else "Resumed.")
        if state.announcement != self._announcement:
            self._announcement = state.announcement
            if state.announcement:
                self.show_message(state.announcement)
        if not state.paused and not state.stopping:
            for cue in self._started(state):
                self._write_cue(state, cue)

    def next_change(self, state: SessionState) -> int:
        """Return the frame at which the next cue starts."""
        return state.timeline.next_cue_start(state.position)

    def show_message(self, message: str) -> None:
        """Write a line outside the routine."""
        self.out.write(f"{printable(message)}\n")
        self.out.flush()

    def toggle_keys(self) -> bool:
        """Write the list of keys, which can't be hidden again."""
        for key, does in KEYS:
            self.show_message(f"{key}: {does}")
        return True

    def close(self) -> None:
        """Do nothing: there is nothing to restore."""

    def _started(self, state: SessionState) -> tuple[Cue, ...]:
        timeline, position, before = state.timeline, state.position, self._position
        self._position = position
        if state.played_from <= max(0, before) and before <= position <= before + _CONTINUOUS:
            return timeline.cues_between(before + 1, position + 1)
        # After a jump: the words that are being said now, if they aren't those of before.
        here = timeline.cue_at(position)
        return () if here is None or here.start <= before <= position else (here,)

    def _write_cue(self, state: SessionState, cue: Cue) -> None:
        place = place_text(view(SessionState(state.timeline, cue.start)))
        parts = [f"{clock_text(cue.start / FRAME_RATE):>5}"]
        parts += [place] if place and place != self._place else []
        self._place = place
        self.show_message("  ".join([*parts, cue.text]))


def place_text(view: View) -> str:
    """Return where in an exercise a view is: ``left, rep 2 of 5, set 1 of 3``."""
    parts = [view.side] if view.side else []
    for name, count in (("rep", view.rep), ("set", view.set), ("round", view.round)):
        parts += [f"{name} {count[0]} of {count[1]}"] if count else []
    return ", ".join(parts)
