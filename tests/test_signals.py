"""Ctrl-C and other signals: none is lost, and one that is to be ignored is ignored."""

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


STRUCK = """
import signal, sys

class Striker:
    # Sends Ctrl-C as the module that is named begins to be imported.
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            signal.raise_signal(signal.SIGINT)
            ...

from coach.__main__ import main
sys.meta_path.insert(0, Striker())
sys.argv = ["coach", "list"]
main()
"""
IN_A_DESTRUCTOR = STRUCK.replace(
    "            signal.raise_signal(signal.SIGINT)\n", "            Mortal()\n"
).replace(
    "class Striker:",
    "class Mortal:\n    def __del__(self):\n        signal.raise_signal(signal.SIGINT)\n"
    "        ...\n\nclass Striker:",
)
IMPORTED = ["coach.cli", "click", "coach.streams", "coach.cli.routines", "coach.library", "yaml"]


@pytest.mark.parametrize("name", IMPORTED)
@pytest.mark.parametrize("script", [STRUCK, IN_A_DESTRUCTOR], ids=["plain", "in a destructor"])
def test_ctrl_c_during_an_import_ends_it_without_a_word(script: str, name: str) -> None:
    result = subprocess.run(
        [sys.executable, "-c", script.format(name=name)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (result.returncode, result.stdout, result.stderr.strip()) == (130, "", "")


AT_EXIT = """
import atexit, signal, sys
from coach.__main__ import main

def strike():
    signal.raise_signal(signal.SIGINT)
    ...

atexit.register(strike)
sys.argv = ["coach", "cache"]
main()
"""


def test_ctrl_c_after_a_command_ends_it_without_a_word() -> None:
    result = subprocess.run(
        [sys.executable, "-c", AT_EXIT], capture_output=True, text=True, check=False, timeout=60
    )
    assert (result.returncode, result.stderr) == (130, "")
    assert "clips" in result.stdout


def test_ctrl_c_that_is_ignored_stays_so() -> None:
    script = STRUCK.format(name="coach.library")
    ignored = f"import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n{script}"
    result = subprocess.run(
        [sys.executable, "-c", ignored], capture_output=True, text=True, check=False, timeout=60
    )
    assert (result.returncode, result.stderr) == (0, "")
