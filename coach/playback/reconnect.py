"""Gets the sound back after a stream has died, while the main thread carries on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue

from coach.model.problems import CoachError
from coach.playback.clock import Clock
from coach.playback.connection import Connection
from coach.playback.outputs.output import Opener
from coach.playback.outputs.silent import open_silent

TRY_FOR_S = 8.0
_JOIN_S = 2.0
_FIRST_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 1.0
_SILENT_PAUSE_S = 3.0
"""Between two searches while the silent output stands in: each search takes PortAudio 0.1 s."""


class Reconnector:
    """Closes a dead stream and looks for another, in a thread, for as long as the session lasts.

    If no device is found within a few seconds, the silent output stands in and the search goes on:
    a headset may be plugged in later.

    Args:
        dead: the stream that died; None if the silent output has stood in from the start.
        connect: connects with a given opener, at the frame where the timeline stands.
        opener: opens a stream that can be heard.
        clock: for the growing pauses between attempts.
        wake: set when there is a connection.

    Attributes:
        error: what was raised in the thread, if anything; it is a bug.
    """

    def __init__(
        self,
        dead: Connection | None,
        connect: Callable[[Opener], Connection],
        opener: Opener,
        clock: Clock,
        wake: threading.Event,
    ) -> None:
        self.error: BaseException | None = None
        self._dead = dead
        self._connect = connect
        self._opener = opener
        self._clock = clock
        self._wake = wake
        self._found: SimpleQueue[Connection] = SimpleQueue()
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="coach-reconnect", daemon=True)
        self._thread.start()

    def take(self) -> Connection | None:
        """Return the next connection, if there is one; the search ends with an audible one."""
        with suppress(Empty):
            return self._found.get_nowait()
        return None

    def cancel(self) -> None:
        """End the search."""
        self._cancelled.set()
        self._thread.join(_JOIN_S)
        while (connection := self.take()) is not None:
            connection.close()

    def _run(self) -> None:
        try:
            if self._dead is not None:
                self._dead.close()
            self._search()
        except BaseException as error:  # noqa: BLE001 - raised again in the main thread
            self.error = error
        finally:
            self._wake.set()

    def _search(self) -> None:
        silent = self._dead is None
        pause_s = _SILENT_PAUSE_S if silent else _FIRST_PAUSE_S
        until = self._clock.now() + TRY_FOR_S
        while not self._cancelled.is_set():
            with suppress(CoachError):  # a ChoiceError if the chosen device is gone
                self._offer(self._connect(self._opener))
                return
            if not silent and self._clock.now() >= until:
                self._offer(self._connect(open_silent))
                silent = True
            self._clock.wait(self._cancelled, pause_s)
            pause_s = _SILENT_PAUSE_S if silent else min(2 * pause_s, _LONGEST_PAUSE_S)

    def _offer(self, connection: Connection) -> None:
        self._found.put(connection)
        self._wake.set()
