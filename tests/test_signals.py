"""Ctrl-C and other wishes to end: none is lost, and none that is to be ignored is obeyed."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from coach.signals import InterruptError, SignalledError, raise_pending, signals_as_exceptions

SWALLOWED = """
import signal, sys
from coach.signals import raise_pending, signals_as_exceptions

class Mortal:
    def __del__(self):
        signal.raise_signal(signal.{name})
        ...

sys.unraisablehook = lambda _: print("swallowed")
with signals_as_exceptions():
    Mortal()
    print("goes on")
    raise_pending()
"""


@pytest.mark.parametrize(
    ("name", "error"), [("SIGINT", "InterruptError"), ("SIGTERM", "SignalledError")]
)
def test_what_python_swallows_is_raised_when_it_is_looked_for(name: str, error: str) -> None:
    script = SWALLOWED.format(name=name)
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert result.stdout.split("\n")[:2] == ["swallowed", "goes on"]
    assert error in result.stderr


@pytest.mark.parametrize(
    ("number", "error"), [(signal.SIGINT, InterruptError), (signal.SIGHUP, SignalledError)]
)
def test_handlers_are_given_back_and_nothing_is_remembered(
    number: signal.Signals, error: type[BaseException]
) -> None:
    before = signal.getsignal(number)
    with pytest.raises(error), signals_as_exceptions():
        signal.raise_signal(number)
    assert signal.getsignal(number) == before
    raise_pending()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_what_was_ignored_stays_so(number: signal.Signals) -> None:
    before = signal.signal(number, signal.SIG_IGN)
    try:
        with signals_as_exceptions():
            signal.raise_signal(number)  # as under nohup, or in the background of a script
        raise_pending()
    finally:
        signal.signal(number, before)
