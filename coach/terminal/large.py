"""The whole terminal as a page to be read from the floor, two metres away."""

from __future__ import annotations

from dataclasses import replace
from typing import TextIO

from coach.model.problems import printable
from coach.model.units import FRAME_RATE, frames
from coach.terminal.layout import Beside, Layout
from coach.terminal.letters import QUARTERED, Shape
from coach.terminal.state import SessionState
from coach.terminal.style import Style
from coach.terminal.terminal import Page
from coach.terminal.view import view, words_change

LOOK = FRAME_RATE // 2
"""How long nothing is drawn at most: the terminal may have another size."""
STEP = FRAME_RATE // 4
"""How often the bar moves."""
SLOW_FROM_S = 100
"""From which length of a phase on its bar moves once a second."""
MESSAGE_STAYS = frames(15)
KEYS_STAY = frames(8)
"""How long the keys are there at least; they go with the next words."""


class FullScreen:
    """Large words, counts, a bar. Drawn a few times a second, and only what has changed."""

    def __init__(
        self,
        out: TextIO,
        page: Page,
        style: Style,
        shapes: tuple[Shape, ...] = QUARTERED,
    ) -> None:
        self._out = out
        self._page = page
        self._style = style
        self._shapes = shapes
        self._steered = False
        self._moment: SessionState | None = None
        self._said: list[str] = []
        self._said_at: int | None = None
        self._keys_at: int | None = None
        self._keys_over = ""
        self._keys_before = self._keys_said = ""
        """What was said when the keys came, and the keys themselves as they are said."""

    def begin(self, *, keys: bool) -> None:
        """Take the terminal's page."""
        self._steered = keys
        self._page.open()

    def show(self, state: SessionState) -> None:
        """Draw what has changed."""
        before, self._moment = self._moment, state
        seen = view(state)
        if state.stopping:
            seen = replace(seen, next="", wait="", phase=None)
        if self._said_at is not None and abs(state.position - self._said_at) > MESSAGE_STAYS:
            self._said_at = None
        if self._keys_at is not None and self._other_key(before, state):
            self._keys_at = None
        if self._keys_at is not None:
            stayed = abs(state.position - self._keys_at) > KEYS_STAY
            if stayed and not state.announcement and seen.words != self._keys_over:
                self._keys_at = None
        beside = Beside(
            announcement=state.announcement,
            paused=state.paused,
            read=state.read,
            message=self._said[-1] if self._said_at is not None else "",
            keys=self._keys_at is not None,
            steered=self._steered and not state.stopping,
        )
        size = self._page.size
        self._page.draw(Layout(*size, self._style, self._shapes).page(seen, beside), size)

    def _other_key(self, before: SessionState | None, now: SessionState) -> bool:
        """Whether another key has been answered since the keys came: its answer is to be seen."""
        if before is not None and before.paused != now.paused:
            return True
        if now.announcement in {"", self._keys_before, self._keys_said}:
            return False
        another, self._keys_said = bool(self._keys_said), now.announcement
        return another

    def next_change(self, state: SessionState) -> int:
        """Return the frame at which there is something new to draw, or to look at the size."""
        position = state.position
        changes = [position + LOOK, state.timeline.next_cue_start(position), words_change(state)]
        slot = state.timeline.slot_at(position)
        if slot is not None and slot.planned.kind != "words":
            step = FRAME_RATE if slot.frames > SLOW_FROM_S * FRAME_RATE else STEP
            changes.append(position + ((slot.end - position) % step or step))
        return max(position + 1, min(changes))

    def say(self, message: str) -> None:
        """Show a message on the last line, and leave it in the terminal at the end."""
        self._said.append(message)
        self._said_at = self._moment.position if self._moment else 0
        if self._moment is not None:
            self.show(self._moment)

    def keys(self) -> bool:
        """Show the keys; the same again takes them away. Return whether they are shown now."""
        if self._keys_at is not None:
            self._keys_at = None
        elif self._moment is not None:
            self._keys_at = self._moment.position
            self._keys_over = view(self._moment).words
            self._keys_before, self._keys_said = self._moment.announcement, ""
        shown = self._keys_at is not None
        if self._moment is not None:
            self.show(self._moment)
        return shown

    def end(self) -> None:
        """Give the terminal back as it was, with what was said beside the routine."""
        self._page.close()
        said, self._said = self._said, []
        for message in said:
            self._out.write(f"{printable(message)}\n")
        self._out.flush()
