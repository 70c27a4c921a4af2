"""Getting the sound back after a stream has died, beside the main thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from coach.player.clock import Clock
from coach.player.feed import Feed
from coach.player.output import Opener, Output
from coach.player.screen import open_screen
from coach.problems import CoachError

CLOSE_BOUND_S = 2.0
TRY_FOR_S = 8.0
_FIRST_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 1.0


@dataclass(frozen=True)
class Line:
    """A stream and what it pulls."""

    feed: Feed
    output: Output


def close_within(output: Output, bound_s: float = CLOSE_BOUND_S, *, drain: bool = False) -> bool:
    """Close a stream that may hang in it; return whether it did close in time."""
    thread = threading.Thread(
        target=output.close, kwargs={"drain": drain}, name="coach-close", daemon=True
    )
    thread.start()
    thread.join(bound_s)
    return not thread.is_alive()


class Mender:
    """Closes a dead stream and opens another: for some seconds a sounding one, then the screen.

    Args:
        dead: the stream that died.
        connect: opens a line from where the timeline stands, by the opener that it is given.
        opener: opens a stream that sounds.
        clock: for the pauses between the tries, which grow.
        wake: set when there is a line.
    """

    def __init__(
        self,
        dead: Output,
        connect: Callable[[Opener], Line],
        opener: Opener,
        clock: Clock,
        wake: threading.Event,
    ) -> None:
        self.line: Line | None = None
        self.failure: BaseException | None = None
        self._dead = dead
        self._connect = connect
        self._opener = opener
        self._clock = clock
        self._wake = wake
        self._given_up = threading.Event()
        self._thread = threading.Thread(target=self._run, name="coach-mend", daemon=True)
        self._thread.start()

    def give_up(self) -> None:
        """End the search: the session is over."""
        self._given_up.set()
        self._thread.join(CLOSE_BOUND_S)

    def _run(self) -> None:
        try:
            close_within(self._dead)
            line = self._sounding_line()
            if line is None and not self._given_up.is_set():
                line = self._connect(open_screen)
            if line is not None and self._given_up.is_set():
                line.output.close()
            else:
                self.line = line
        except BaseException as error:  # noqa: BLE001 - raised again in the main thread
            self.failure = error
        finally:
            self._wake.set()

    def _sounding_line(self) -> Line | None:
        pause_s = _FIRST_PAUSE_S
        until = self._clock.now() + TRY_FOR_S
        while not self._given_up.is_set():
            try:
                return self._connect(self._opener)
            except CoachError:  # a named device that is gone is a ChoiceError
                if self._clock.now() >= until:
                    return None
            self._clock.wait(self._given_up, pause_s)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
        return None
