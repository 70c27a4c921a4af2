"""The sources of commands, such as a keyboard, merged into one queue."""

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
    """A way to give commands: a keyboard, a microphone, media keys."""

    def start(self, emit: Callable[[Command], None]) -> None:
        """Call `emit` for each command from now on; it may be called from any thread."""
        ...

    def stop(self) -> None:
        """Stop emitting commands and release all resources; called once, even if `start` failed."""
        ...


class Commands:
    """The commands of several sources, in the order they are given. Use it as a context manager.

    If a source can't be started, that is logged, and the session continues without it.

    Args:
        sources: where commands come from.
        wake: set whenever there is a command; the player sets the same event, so that the main
            thread can wait for both.
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
        """Return the oldest command that hasn't been taken yet, if any, without waiting."""
        with suppress(queue.Empty):
            return self._queue.get_nowait()
        return None

    def wait(self, timeout_s: float) -> Command | None:
        """Return the next command, waiting up to `timeout_s` seconds for it; clears `wake`.

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
            LOG.warning("%s couldn't be started", type(source).__name__, exc_info=True)

    def _stop(self, source: CommandSource) -> None:
        try:
            source.stop()
        except Exception:
            LOG.warning("%s couldn't be stopped", type(source).__name__, exc_info=True)

    def _put(self, command: Command) -> None:
        self._queue.put(command)
        self.wake.set()
