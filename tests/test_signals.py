"""Ctrl-C and other signals: none is lost, and those that should be ignored are."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from coach.signals import InterruptError, SignalledError, raise_pending, signals_as_exceptions

SWALLOWED = """
import signal, sys
from coach.signals import raise_pending, signals_as_exceptions

class Temporary:
    def __del__(self):
        signal.raise_signal(signal.{name})
        ...

sys.unraisablehook = lambda _: print("swallowed")
with signals_as_exceptions():
    Temporary()
    print("goes on")
    raise_pending()
"""


@pytest.mark.parametrize(
    ("name", "error"), [("SIGINT", "InterruptError"), ("SIGTERM", "SignalledError")]
)
def test_a_signal_that_python_swallows_is_raised_at_the_next_check(name: str, error: str) -> None:
    script = SWALLOWED.format(name=name)
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert result.stdout.split("\n")[:2] == ["swallowed", "goes on"]
    assert error in result.stderr


@pytest.mark.parametrize(
    ("number", "error"), [(signal.SIGINT, InterruptError), (signal.SIGHUP, SignalledError)]
)
def test_handlers_are_restored_and_no_signal_stays_pending(
    number: signal.Signals, error: type[BaseException]
) -> None:
    before = signal.getsignal(number)
    with pytest.raises(error), signals_as_exceptions():
        signal.raise_signal(number)
    assert signal.getsignal(number) == before
    raise_pending()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_ignored_signals_stay_ignored(number: signal.Signals) -> None:
    before = signal.signal(number, signal.SIG_IGN)
    try:
        with signals_as_exceptions():
            signal.raise_signal(number)  # as under nohup, or in the background of a script
        raise_pending()
    finally:
        signal.signal(number, before)


DURING_IMPORT = """
import signal, sys

class Interrupter:
    # Sends Ctrl-C when the import of this module begins.
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            signal.raise_signal(signal.SIGINT)
            ...

from coach.__main__ import main
sys.meta_path.insert(0, Interrupter())
sys.argv = ["coach", "list"]
main()
"""
IN_A_DESTRUCTOR = DURING_IMPORT.replace(
    "            signal.raise_signal(signal.SIGINT)\n", "            Temporary()\n"
).replace(
    "class Interrupter:",
    "class Temporary:\n    def __del__(self):\n        signal.raise_signal(signal.SIGINT)\n"
    "        ...\n\nclass Interrupter:",
)
IMPORTED = ["coach.cli", "click", "coach.streams", "coach.cli.routines", "coach.library", "yaml"]


@pytest.mark.parametrize("name", IMPORTED)
@pytest.mark.parametrize(
    "script", [DURING_IMPORT, IN_A_DESTRUCTOR], ids=["plain", "in a destructor"]
)
def test_ctrl_c_during_an_import_ends_the_command_silently(script: str, name: str) -> None:
    result = subprocess.run(
        [sys.executable, "-c", script.format(name=name)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (result.returncode, result.stdout, result.stderr.strip()) == (130, "", "")


AT_EXIT = """
import atexit, signal, sys
from coach.__main__ import main

def interrupt():
    signal.raise_signal(signal.SIGINT)
    ...

atexit.register(interrupt)
sys.argv = ["coach", "cache"]
main()
"""


def test_ctrl_c_after_a_command_ends_it_silently() -> None:
    result = subprocess.run(
        [sys.executable, "-c", AT_EXIT], capture_output=True, text=True, check=False, timeout=60
    )
    assert (result.returncode, result.stderr) == (130, "")
    assert "clips" in result.stdout


def test_ctrl_c_during_an_import_stays_ignored() -> None:
    script = DURING_IMPORT.format(name="coach.library")
    ignored = f"import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n{script}"
    result = subprocess.run(
        [sys.executable, "-c", ignored], capture_output=True, text=True, check=False, timeout=60
    )
    assert (result.returncode, result.stderr) == (0, "")
