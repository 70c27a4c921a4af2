"""The player's clock, both for reading and for waiting, so that a test can replace all of it."""

from __future__ import annotations

import threading
import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits."""

    def now(self) -> float:
        """Return seconds since an arbitrary start; it never goes back."""
        ...

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        """Wait until `event` is set or the time is up; return whether it is set."""
        ...


class SystemClock:
    """The machine's clock, which keeps running during sleep, so that a closed lid is noticed."""

    def __init__(self) -> None:
        # During sleep, Linux stops CLOCK_MONOTONIC, and macOS stops the clock of time.monotonic().
        clocks = ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC")
        self._id: int | None = next((getattr(time, c) for c in clocks if hasattr(time, c)), None)

    def now(self) -> float:
        """Return seconds since an arbitrary start; it never goes back."""
        if self._id is None:
            return time.monotonic()
        return time.clock_gettime(self._id)

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        """Wait until `event` is set or the time is up; return whether it is set."""
        return event.wait(max(0.0, timeout_s))
