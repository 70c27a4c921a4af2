"""Where commands come from: a keyboard, and whatever else can give them, merged into one queue."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from typing import Protocol, Self

from coach.playback.transport import Command

LOG = logging.getLogger("coach.session.commands")


class CommandSource(Protocol):
    """Something that a person gives commands with: a keyboard, a microphone, media keys."""

    def start(self, emit: Callable[[Command], None]) -> None:
        """Call `emit` for each command from now on; it may be called from any thread."""
        ...

    def stop(self) -> None:
        """Emit no more, and release what was taken; called once, also when `start` failed."""
        ...


class Commands:
    """The commands of several sources, in the order in which they are given. Use it with `with`.

    A source that can't be started is logged and left out: the session goes on without it.

    Args:
        sources: where commands come from.
        wake: set whenever there is a command; the main thread waits for it, and for the player
            with the same event.
    """

    def __init__(
        self, sources: Iterable[CommandSource], wake: threading.Event | None = None
    ) -> None:
        self.wake = wake or threading.Event()
        self._sources = tuple(sources)
        self._started = ExitStack()
        self._queue: queue.SimpleQueue[Command] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        with ExitStack() as started:
            for source in self._sources:
                started.callback(self._stop, source)
                self._start(source)
            self._started = started.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._started.close()

    def take(self) -> Command | None:
        """Return the oldest command that has not been taken yet, if any, without waiting."""
        with suppress(queue.Empty):
            return self._queue.get_nowait()
        return None

    def wait(self, timeout_s: float) -> Command | None:
        """Return the next command, waiting for it for at most `timeout_s`; clears `wake`.

        To wait for the player as well, call `Player.wait`, then `take`.
        """
        until = time.monotonic() + timeout_s
        while (command := self.take()) is None and (left := until - time.monotonic()) > 0:
            self.wake.wait(left)
            self.wake.clear()
        return command

    def _start(self, source: CommandSource) -> None:
        try:
            source.start(self._put)
        except Exception:
            LOG.warning("%s gives no commands", type(source).__name__, exc_info=True)

    def _stop(self, source: CommandSource) -> None:
        try:
            source.stop()
        except Exception:
            LOG.warning("%s could not be stopped", type(source).__name__, exc_info=True)

    def _put(self, command: Command) -> None:
        self._queue.put(command)
        self.wake.set()
