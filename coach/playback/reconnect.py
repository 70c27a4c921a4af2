"""Getting the sound back after a stream has died, beside the main thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from coach.model.problems import CoachError
from coach.playback.clock import Clock
from coach.playback.outputs.output import Opener, Output
from coach.playback.outputs.silent import open_silent
from coach.playback.source import PlaybackSource

CLOSE_BOUND_S = 2.0
TRY_FOR_S = 8.0
_FIRST_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 1.0
_PAUSE_ON_SCREEN_S = 3.0
"""Between two looks for a device: each takes PortAudio a tenth of a second of work."""


@dataclass(frozen=True)
class Connection:
    """A stream and what it pulls."""

    source: PlaybackSource
    output: Output


def close_within(output: Output, bound_s: float = CLOSE_BOUND_S, *, drain: bool = False) -> bool:
    """Close a stream that may hang in it; return whether it did close in time."""
    thread = threading.Thread(
        target=output.close, kwargs={"drain": drain}, name="coach-close", daemon=True
    )
    thread.start()
    thread.join(bound_s)
    return not thread.is_alive()


class Reconnector:
    """Closes a dead stream and seeks another, for as long as the session lasts.

    When none that sounds is found for some seconds the screen stands in, and the search goes on:
    a headset may be plugged in later.

    Args:
        dead: the stream that died; None if there was none and the screen has stood in already.
        connect: opens a line from where the timeline stands, by the opener that it is given.
        opener: opens a stream that sounds.
        clock: for the pauses between the tries, which grow.
        wake: set when there is a line.
    """

    def __init__(
        self,
        dead: Output | None,
        connect: Callable[[Opener], Connection],
        opener: Opener,
        clock: Clock,
        wake: threading.Event,
    ) -> None:
        self.failure: BaseException | None = None
        self._dead = dead
        self._connect = connect
        self._opener = opener
        self._clock = clock
        self._wake = wake
        self._connections: SimpleQueue[Connection] = SimpleQueue()
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="coach-mend", daemon=True)
        self._thread.start()

    def take(self) -> Connection | None:
        """Return the next line that was opened, if any: the last one sounds."""
        with suppress(Empty):
            return self._connections.get_nowait()
        return None

    def cancel(self) -> None:
        """End the search: the session is over."""
        self._cancelled.set()
        self._thread.join(CLOSE_BOUND_S)
        while (connection := self.take()) is not None:
            connection.output.close()

    def _run(self) -> None:
        try:
            if self._dead is not None:
                close_within(self._dead)
            self._search()
        except BaseException as error:  # noqa: BLE001 - raised again in the main thread
            self.failure = error
        finally:
            self._wake.set()

    def _search(self) -> None:
        on_screen = self._dead is None
        pause_s = _PAUSE_ON_SCREEN_S if on_screen else _FIRST_PAUSE_S
        until = self._clock.now() + TRY_FOR_S
        while not self._cancelled.is_set():
            with suppress(CoachError):  # a named device that is gone is a ChoiceError
                self._found(self._connect(self._opener))
                return
            if not on_screen and self._clock.now() >= until:
                self._found(self._connect(open_silent))
                on_screen = True
            self._clock.wait(self._cancelled, pause_s)
            pause_s = _PAUSE_ON_SCREEN_S if on_screen else min(2 * pause_s, _LONGEST_PAUSE_S)

    def _found(self, connection: Connection) -> None:
        self._connections.put(connection)
        self._wake.set()
