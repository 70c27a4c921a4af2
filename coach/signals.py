"""Ctrl-C and other wishes of the system to end, none of which gets lost.

An exception that a handler raises is swallowed when Python happens to be in a destructor or in the
callback of a weak reference. So what was asked for is kept too, and `check` raises it again.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_asked: set[int] = set()


class InterruptError(KeyboardInterrupt):
    """Ctrl-C. Of a kind of its own: Python ends differently after a plain KeyboardInterrupt."""


class SignalledError(Exception):
    """The system asked the session to end. Exit code 128 and the signal's number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"ended by {signal.Signals(number).name}")
        self.number = number


def install_interrupt_handler() -> None:
    """Have Ctrl-C raise `InterruptError` from now on, unless it is to be ignored."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _interrupt)


@contextmanager
def signals_as_exceptions() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP (a closed terminal) into a calm end; not under `nohup`."""
    numbers = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    wanted = [n for n in numbers if n is not None and signal.getsignal(n) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _end) for number in wanted}
    interrupt = signal.getsignal(signal.SIGINT)
    install_interrupt_handler()
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, interrupt)
        for number, handler in before.items():
            signal.signal(number, handler)
        _asked.clear()


def raise_pending() -> None:
    """Raise what a signal has asked for, also if it was swallowed."""
    for number in _asked:
        raise InterruptError if number == signal.SIGINT else SignalledError(number)


@contextmanager
def interrupts_ignored() -> Iterator[None]:
    """Have Ctrl-C ignored for a moment."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    _asked.add(number)
    raise InterruptError


def _end(number: int, _frame: FrameType | None) -> None:
    _asked.add(number)
    raise SignalledError(number)
