"""A screen that takes the whole terminal, to be read from the floor, two metres away."""

from __future__ import annotations

from dataclasses import replace
from typing import TextIO

from coach.model.problems import printable
from coach.model.units import FRAME_RATE, frames
from coach.session.screen import SessionState
from coach.terminal.alternate_screen import AlternateScreen
from coach.terminal.big_text import QUARTER_SCALES, Scale
from coach.terminal.layout import Layout, Overlay
from coach.terminal.style import Style
from coach.terminal.view import next_words_change, view

RESIZE_FRAMES = FRAME_RATE // 2
"""The longest time without drawing, in frames: the terminal may have been resized."""
BAR_STEP_FRAMES = FRAME_RATE // 4
"""How often the bar moves, in frames."""
SLOW_BAR_FROM_S = 100
"""In a slot longer than this, in seconds, the bar moves only once a second."""
MESSAGE_FRAMES = frames(15)
"""How long a message stays, in frames."""
KEYS_FRAMES = frames(8)
"""The shortest time that the keys stay, in frames; after it, the next words hide them."""


class FullScreen:
    """Large words, counts and a bar, drawn a few times a second.

    Args:
        out: the terminal; messages are written to it again at the end.
        screen: its alternate screen.
        style: how text is emphasized.
        scales: the sizes of large letters that the terminal can show.
    """

    def __init__(
        self,
        out: TextIO,
        screen: AlternateScreen,
        style: Style,
        scales: tuple[Scale, ...] = QUARTER_SCALES,
    ) -> None:
        self._out = out
        self._screen = screen
        self._style = style
        self._scales = scales
        self._has_keys = False
        self._state: SessionState | None = None
        self._messages: list[str] = []
        self._message_at: int | None = None
        self._keys_at: int | None = None
        self._words_under_keys = ""
        self._announced_before_keys = self._announced_keys = ""
        """The announcement when the keys were shown, and the first since: the keys themselves."""

    def open(self, *, keys: bool) -> None:
        """Take over the terminal."""
        self._has_keys = keys
        self._screen.open()

    def show(self, state: SessionState) -> None:
        """Draw what has changed."""
        before, self._state = self._state, state
        shown = view(state)
        if state.stopping:
            shown = replace(shown, next="", wait="", clock=None)
        if self._message_at is not None and self._is_past(state, self._message_at, MESSAGE_FRAMES):
            self._message_at = None
        if self._keys_at is not None and self._are_keys_over(before, state, shown.words):
            self._keys_at = None
        overlay = Overlay(
            announcement=state.announcement,
            paused=state.paused,
            silent=state.silent,
            message=self._messages[-1] if self._message_at is not None else "",
            keys=self._keys_at is not None,
            has_keys=self._has_keys and not state.stopping,
            can_be_ready=state.can_be_ready,
        )
        size = self._screen.size
        layout = Layout(*size, self._style, self._scales)
        self._screen.draw(layout.page(shown, overlay), size)

    def _are_keys_over(self, before: SessionState | None, now: SessionState, words: str) -> bool:
        """Whether to hide the keys, because of the answer to another key or of later words."""
        if before is not None and before.paused != now.paused:
            return True
        if now.announcement not in {"", self._announced_before_keys, self._announced_keys}:
            if self._announced_keys:
                return True
            self._announced_keys = now.announcement
        expired = self._keys_at is not None and self._is_past(now, self._keys_at, KEYS_FRAMES)
        return expired and not now.announcement and words != self._words_under_keys

    @staticmethod
    def _is_past(state: SessionState, since: int, frames: int) -> bool:
        return abs(state.position - since) > frames

    def next_change(self, state: SessionState) -> int:
        """Return the frame at which to draw again: for a change, or in case of a new size."""
        timeline, position = state.timeline, state.position
        changes = [
            position + RESIZE_FRAMES, timeline.next_cue_start(position), next_words_change(state)
        ]  # fmt: skip
        slot = timeline.slot_at(position)
        if slot is not None and slot.planned.kind not in {"words", "offer"}:
            slow = slot.frames > SLOW_BAR_FROM_S * FRAME_RATE
            step = FRAME_RATE if slow else BAR_STEP_FRAMES
            changes.append(position + ((slot.end - position) % step or step))
        return max(position + 1, min(changes))

    def show_message(self, message: str) -> None:
        """Show a message above the last line, and leave it in the terminal at the end."""
        self._messages.append(message)
        self._message_at = self._state.position if self._state else 0
        if self._state is not None:
            self.show(self._state)

    def toggle_keys(self) -> bool:
        """Show or hide the list of keys; return whether it is now shown."""
        if self._keys_at is not None:
            self._keys_at = None
        elif self._state is not None:
            self._keys_at = self._state.position
            self._words_under_keys = view(self._state).words
            self._announced_before_keys, self._announced_keys = self._state.announcement, ""
        shown = self._keys_at is not None
        if self._state is not None:
            self.show(self._state)
        return shown

    def close(self) -> None:
        """Restore the terminal, and write the messages to it."""
        self._screen.close()
        messages, self._messages = self._messages, []
        for message in messages:
            self._out.write(f"{printable(message)}\n")
        self._out.flush()
