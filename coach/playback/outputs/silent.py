"""No sound: it pulls in real time too, so that a session on the screen runs the same way."""

from __future__ import annotations

import threading

from coach.model.units import FRAME_RATE, frames
from coach.playback.clock import Clock, SystemClock
from coach.playback.outputs.output import Ended, Output, Pull

NAME = "screen"
STEP_S = 0.1
"""How far ahead it pulls: less than a person notices between a key press and its effect."""
_LAG_S = 1.0
"""If it is this far behind, the machine has slept; what was missed is skipped."""


def open_silent(pull: Pull, ended: Ended) -> Output:
    """Open an output that nobody hears. It always works."""
    return SilentOutput(pull, ended)


class SilentOutput:
    """Pulls in steps in its own thread, timed from its start so that it doesn't drift."""

    name = NAME
    audible = False
    latency_s = STEP_S
    underruns = 0

    def __init__(self, pull: Pull, ended: Ended, clock: Clock | None = None) -> None:
        self.error: BaseException | None = None
        self._pull = pull
        self._ended = ended
        self._clock = clock or SystemClock()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="coach-screen", daemon=True)
        self._thread.start()

    @property
    def active(self) -> bool:
        """Whether it still pulls."""
        return self._thread.is_alive() and self.error is None

    def close(self, *, drain: bool = False) -> None:
        """End the thread; there is nothing to drain."""
        del drain
        self._closing.set()
        if self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        try:
            self._pull_in_time()
        except BaseException as error:  # noqa: BLE001 - kept for the main thread
            self.error = error
        finally:
            self._ended()

    def _pull_in_time(self) -> None:
        started = self._clock.now()
        step = frames(STEP_S)
        delivered = 0
        while not self._closing.is_set():
            late_s = self._clock.now() - started - delivered / FRAME_RATE
            if late_s > _LAG_S:
                started += late_s
            self._pull(step)
            delivered += step
            next_pull = started + (delivered - step) / FRAME_RATE + STEP_S
            self._clock.wait(self._closing, next_pull - self._clock.now())
