"""Keys become commands, and the terminal is left as it was found."""

from __future__ import annotations

import contextlib
import io
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pty_terminal import ROOT, Terminal, terminal

from coach.playback.transport import Command
from coach.session.commands import Commands
from coach.terminal.keyboard import (
    COMMANDS,
    KeyboardCommands,
    WindowsKeyboard,
    command_for_key,
    find_keyboard,
    split_keys,
)

LISTENER = """
import sys
from coach.session.commands import Commands
from coach.terminal.keyboard import KeyboardCommands
from coach.playback.transport import Command
try:
    keyboard = KeyboardCommands()
    with Commands([keyboard]) as commands:
        print("listening", keyboard.available, flush=True)
        command = None
        while command is not Command.STOP:
            command = commands.wait(5)
            print("<", command and command.name, ">", flush=True)
            if command and "raise" in sys.argv:
                raise SystemExit("a failure")
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


class FakeKeyboard:
    """Returns the keys that a test types."""

    def __init__(self) -> None:
        self.typed: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.started = False

    def start(self) -> None:
        self.started = True

    def read(self) -> str | None:
        return self.typed.get()

    def stop(self) -> None:
        self.typed.put(None)


BASH = ("/bin/bash", "--norc", "--noprofile", "--noediting", "-i")


@pytest.fixture
def script(tmp_path: Path) -> str:
    path = tmp_path / "listener.py"
    path.write_text(LISTENER)
    return str(path)


def listener(script: str, *arguments: str) -> contextlib.AbstractContextManager[Terminal]:
    return terminal(sys.executable, "-W", "error", script, *arguments)


def wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("q", ["q"]),
        (" q", [" ", "q"]),
        ("\x1b[C\x1b[5~ ", ["\x1b[C", "\x1b[5~", " "]),
        ("\x1bOAq", ["\x1bOA", "q"]),
        ("\x1b", ["\x1b"]),
        ("", []),
    ],
)
def test_terminal_input_is_split_into_keys(text: str, keys: list[str]) -> None:
    assert split_keys(text) == keys


def test_keys_become_commands_in_order_and_end_the_wait() -> None:
    keyboard, wake = FakeKeyboard(), threading.Event()
    keys = KeyboardCommands(keyboard)
    assert keys.available
    with Commands([keys], wake) as commands:
        assert keyboard.started
        keyboard.typed.put("x \x1b[C")
        assert wake.wait(10)
        keyboard.typed.put("q")
        found = [commands.wait(10) for _ in range(3)]
        assert found == [Command.PAUSE, Command.NEXT, Command.STOP]
        assert commands.take() is None
        assert commands.wait(0) is None


@pytest.mark.parametrize(
    ("key", "command"),
    [
        (" ", Command.PAUSE),
        ("\r", Command.READY),
        ("\x1b[C", Command.NEXT),
        ("\x1bOC", Command.NEXT),
        ("\x1b[6~", Command.NEXT),
        ("\x1b[D", Command.AGAIN),
        ("\x1b[5~", Command.AGAIN),
        ("R", Command.REPEAT),
        ("\x1b[A", Command.LOUDER),
        ("\x1bOB", Command.SOFTER),
        ("]", Command.FASTER),
        ("[", Command.SLOWER),
        ("+", Command.MORE),
        ("s", Command.SKIP_REST),
        ("?", Command.TIME_LEFT),
        ("h", Command.HELP),
        ("Q", Command.STOP),
        ("x", None),
        ("\x1b", None),
        ("\x1b[Z", None),
    ],
)
def test_the_command_for_each_key(key: str, command: Command | None) -> None:
    assert command_for_key(key) is command


def test_every_command_has_a_key() -> None:
    assert {command_for_key(key) for key in COMMANDS} == set(Command)


def test_an_arrow_that_arrives_in_pieces_is_one_key() -> None:
    keyboard = FakeKeyboard()
    with Commands([KeyboardCommands(keyboard)]) as commands:
        for piece in ("\x1b", "[", "C", "\x1b[6", "~q"):
            keyboard.typed.put(piece)
        found = [commands.wait(10) for _ in range(3)]
        assert found == [Command.NEXT, Command.NEXT, Command.STOP]


@pytest.mark.parametrize("stdin", ["null", "pipe", "closed"])
def test_without_a_terminal_waiting_uses_no_processor_time(stdin: str) -> None:
    code = (
        "import time, sys\n"
        "from coach.session.commands import Commands\n"
        "from coach.terminal.keyboard import KeyboardCommands\n"
        "keyboard = KeyboardCommands()\n"
        "with Commands([keyboard]) as commands:\n"
        "    began = time.monotonic()\n"
        "    assert commands.wait(0.3) is None and commands.take() is None\n"
        "    assert not keyboard.available and time.monotonic() - began >= 0.3\n"
        "    before = time.process_time()\n"
        "    commands.wait(0.3)\n"
        "    assert time.process_time() - before < 0.05\n"
    )
    closed = ["sh", "-c", 'exec "$@" <&-', "-"] if stdin == "closed" else []
    run = subprocess.run(
        [*closed, sys.executable, "-W", "error", "-c", code],
        stdin=subprocess.PIPE if stdin == "pipe" else subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, b"")


def test_a_stream_that_is_not_a_terminal_has_no_keyboard(tmp_path: Path) -> None:
    assert find_keyboard(io.StringIO("q")) is None
    with (tmp_path / "keys").open("w+") as file:
        assert find_keyboard(file) is None
    assert find_keyboard(file) is None  # which is closed by now


def test_a_terminal_gives_single_keys_and_gets_its_mode_back(script: str) -> None:
    with listener(script) as person:
        assert person.shows("listening True")
        assert person.takes_single_keys()
        person.type(" x\x1b[C")
        assert person.shows("< PAUSE >")
        person.type("q")
        assert person.shows("< STOP >")
        assert person.process.wait(10) == 0
        assert person.is_in_original_mode()
        assert "< PAUSE >" in person.seen.replace("\r\n", "")
        assert "x" not in person.seen


def test_a_failure_restores_the_terminal(script: str) -> None:
    with listener(script, "raise") as person:
        assert person.shows("listening True")
        person.type(" ")
        assert person.process.wait(10) == 1
        assert person.is_in_original_mode()


def test_ctrl_c_works_at_once(script: str) -> None:
    with listener(script) as person:
        assert person.shows("listening True")
        person.type("\x03")
        assert person.shows("interrupted")
        assert "<" not in person.seen  # the wait of 5 s had not passed
        assert person.process.wait(10) == 0
        assert person.is_in_original_mode()


def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back(script: str) -> None:
    with terminal(*BASH) as person:
        person.type(f"{sys.executable} {script}\n")
        assert person.shows("listening True")
        wait_until(person.takes_single_keys, "single keys")
        person.type("\x1a")
        assert person.shows("Stopped")
        wait_until(person.is_in_original_mode, "the shell's own mode")
        person.type("fg\n")
        wait_until(person.takes_single_keys, "single keys again")
        person.type(" ")
        assert person.shows("< PAUSE >")
        person.type("q")
        assert person.shows("< STOP >")
        wait_until(person.is_in_original_mode, "the shell's own mode at the end")


def test_in_the_background_it_leaves_the_terminal_alone(script: str) -> None:
    with terminal(*BASH) as person:
        person.type(
            f"set -b; {sys.executable} {script} &\n"
        )  # -b: the end of a job is reported at once
        assert person.shows("listening True")
        assert person.is_in_original_mode()
        person.type("echo me$((40 + 2)); jobs\n")
        assert person.shows("me42")
        assert person.shows("Running")
        person.type("kill %1\n")
        assert person.shows("Terminated")


def test_a_hang_up_ends_the_listener(script: str) -> None:
    with listener(script) as person:
        assert person.shows("listening True")
        os.kill(person.process.pid, signal.SIGHUP)
        assert person.process.wait(10) == -signal.SIGHUP


class FakeConsole:
    """A fake of Windows' `msvcrt`, with keys waiting."""

    def __init__(self, keys: str) -> None:
        self.keys = list(keys)

    def kbhit(self) -> bool:
        return bool(self.keys)

    def getwch(self) -> str:
        return self.keys.pop(0)


def test_a_windows_console_gives_plain_keys_and_arrows() -> None:
    keyboard = WindowsKeyboard(FakeConsole(" \xe0Mq"))
    assert [keyboard.read() for _ in range(3)] == [" ", "\x1b[C", "q"]
    keyboard.stop()
    assert keyboard.read() is None


def test_ctrl_c_in_a_windows_console_interrupts() -> None:
    with pytest.raises(KeyboardInterrupt):
        WindowsKeyboard(FakeConsole("\x03")).read()
