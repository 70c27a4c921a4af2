"""The loop of a live session: the sound follows the commands, and the screen the sound."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from coach.model.units import FRAME_RATE
from coach.playback import Player
from coach.playback.transport import Command
from coach.session.controller import SessionController
from coach.session.observers import Observers
from coach.session.screen import Screen, SessionState
from coach.signals import SignalledError, interrupts_ignored, raise_pending

REDRAW_S = 1.0
"""The longest time between two updates."""
PAUSED_REDRAW_S = 0.25
SOON_S = 0.1
SOON_UPDATES = 5
"""How many updates are only `SOON_S` apart after a command."""
_LEAST_WAIT_S = 0.01


class VoiceFaults:
    """The voice's faults, reported by the synthesis thread and shown by the main thread.

    Args:
        wake: set when there is a fault.
    """

    def __init__(self, wake: threading.Event) -> None:
        self._wake = wake
        self._messages: deque[str] = deque()

    def __call__(self, message: str) -> None:
        """Keep a fault, to be shown soon."""
        self._messages.append(message)
        self._wake.set()

    def show(self, show: Callable[[str], None]) -> None:
        """Show the faults that haven't been shown yet."""
        while self._messages:
            show(self._messages.popleft())


class SessionLoop:
    """Runs a live session until its last frame has been heard.

    Args:
        player: the player, already started.
        controller: controls the player.
        take_command: returns the next command, or None if there isn't one yet.
        screen: shows the session; already open.
        observers: watch the session.
        faults: the voice's faults, to be shown.
    """

    def __init__(
        self,
        player: Player,
        controller: SessionController,
        *,
        take_command: Callable[[], Command | None],
        screen: Screen,
        observers: Observers,
        faults: VoiceFaults,
    ) -> None:
        self._player = player
        self._controller = controller
        self._take_command = take_command
        self._screen = screen
        self._observers = observers
        self._faults = faults

    def run(self) -> None:
        """Run the session to its end.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed; the sound has been faded out.
            SignalledError: another signal arrived; the sound has been faded out.
        """
        try:
            self._run()
        except (KeyboardInterrupt, SignalledError):
            with interrupts_ignored():  # so that a second Ctrl-C doesn't cut off the fade
                self._player.stop()
                self._screen.show_message("Stopped.")
            raise

    def _run(self) -> None:
        soon_updates = 0
        while not self._player.done:
            raise_pending()
            state = self._controller.state()
            self._observers.update(state)
            self._screen.show(state)
            # The effect of a command is heard, and so can be shown, only after the latency.
            self._player.wait(SOON_S if soon_updates else self._until_next_change(state))
            soon_updates = max(0, soon_updates - 1)
            while (command := self._take_command()) is not None:
                self._controller.handle(command)
                soon_updates = SOON_UPDATES
            self._controller.update()
            self._faults.show(self._show_fault)
        self._screen.show(self._controller.state())

    def _until_next_change(self, state: SessionState) -> float:
        """Return the seconds until the screen has something new to show."""
        if state.paused or state.announcement:
            return PAUSED_REDRAW_S
        left_s = (self._screen.next_change(state) - state.position) / FRAME_RATE
        return max(_LEAST_WAIT_S, min(REDRAW_S, left_s))

    def _show_fault(self, message: str) -> None:
        self._observers.fault(message)
        self._screen.show_message(message)
