"""Ctrl-C, SIGTERM and SIGHUP as exceptions that can't be lost.

Python swallows an exception that a signal handler raises during a destructor or a weak reference's
callback. The signal is therefore recorded too, and `raise_pending` raises it again.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

EXIT_INTERRUPTED = 128 + 2

_pending: set[int] = set()


class InterruptError(KeyboardInterrupt):
    """Ctrl-C.

    A subclass, because Python exits differently after a plain KeyboardInterrupt.
    """


class SignalledError(Exception):
    """The system asked the process to end; the exit code is 128 plus the signal's number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"ended by {signal.Signals(number).name}")
        self.number = number


def raise_on_interrupt() -> None:
    """Raise `InterruptError` on Ctrl-C from now on, unless the process ignores it."""
    _handle_interrupts(_interrupt)


def exit_on_interrupt() -> None:
    """End the process at once on Ctrl-C from now on, unless the process ignores it."""
    _handle_interrupts(_exit)


@contextmanager
def signals_as_exceptions() -> Iterator[None]:
    """Raise on Ctrl-C, SIGTERM and SIGHUP (a closed terminal) within the block.

    A signal that the process ignores, as under `nohup`, stays ignored.
    """
    numbers = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    handled = [n for n in numbers if n is not None and signal.getsignal(n) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _end) for number in handled}
    interrupt = signal.getsignal(signal.SIGINT)
    raise_on_interrupt()
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, interrupt)
        for number, handler in before.items():
            signal.signal(number, handler)
        _pending.clear()


def raise_pending() -> None:
    """Raise the exception of a signal that has arrived, even if it has been swallowed."""
    for number in _pending:
        raise InterruptError if number == signal.SIGINT else SignalledError(number)


@contextmanager
def interrupts_ignored() -> Iterator[None]:
    """Ignore Ctrl-C within the block."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _handle_interrupts(handler: Callable[[int, FrameType | None], None]) -> None:
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, handler)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    _pending.add(number)
    raise InterruptError


def _exit(_number: int, _frame: FrameType | None) -> None:
    os._exit(EXIT_INTERRUPTED)


def _end(number: int, _frame: FrameType | None) -> None:
    _pending.add(number)
    raise SignalledError(number)
