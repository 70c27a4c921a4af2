"""Keys from a terminal, as commands. Nothing here knows what a command does."""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import sys
import threading
import time
from types import FrameType, TracebackType
from typing import Any, Protocol, Self, TextIO

from coach.playback.transport import Command

KEYS: tuple[tuple[str, str], ...] = (
    ("space", "pause, and go on"),
    ("enter", "I am ready"),
    ("→", "the next exercise"),
    ("←", "this exercise again; twice: the one before"),
    ("r", "these words again"),
    ("↑ ↓", "louder, softer"),
    ("] [", "faster, slower"),
    ("+", "ten seconds more"),
    ("s", "skip the rest"),
    ("?", "how long is left"),
    ("h", "these keys"),
    ("q", "stop"),
)
"""The keys and what they do, for people. PageDown and PageUp do what → and ← do."""
HINT = "space pauses · h keys · q stops"

COMMANDS = {
    " ": Command.PAUSE,
    "\r": Command.READY,
    "\n": Command.READY,
    "\x1b[C": Command.NEXT,
    "\x1b[6~": Command.NEXT,  # PageDown, which presenter remotes send
    "\x1b[D": Command.AGAIN,
    "\x1b[5~": Command.AGAIN,  # PageUp
    "r": Command.REPEAT,
    "\x1b[A": Command.LOUDER,
    "\x1b[B": Command.SOFTER,
    "]": Command.FASTER,
    "[": Command.SLOWER,
    "+": Command.MORE,
    "=": Command.MORE,  # the same key without shift
    "s": Command.SKIP_REST,
    "?": Command.TIME_LEFT,
    "/": Command.TIME_LEFT,  # the same key without shift
    "h": Command.HELP,
    "q": Command.STOP,
}
"""What a terminal sends for a key, and what it asks for."""

# An arrow comes as one sequence; without this its letters would count as keys of their own.
_KEY = re.compile(r"\x1b\[[0-9;]*[~A-Za-z]|\x1bO[A-Za-z]|.", re.DOTALL)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;]*|O)?$")

# What the Windows console sends after its zero or 0xE0, as the terminals' sequences.
_WINDOWS_KEYS = {
    "H": "\x1b[A",
    "P": "\x1b[B",
    "M": "\x1b[C",
    "K": "\x1b[D",
    "I": "\x1b[5~",
    "Q": "\x1b[6~",
}

_BACKGROUND_LOOK_S = 0.5
_WINDOWS_LOOK_S = 0.1


class CommandSource(Protocol):
    """Where commands come from: keys, or whatever else can ask."""

    def take(self) -> Command | None:
        """Return the oldest command that has not been taken; None when there is none."""
        ...


class Keyboard(Protocol):
    """Where key presses come from."""

    def start(self) -> None:
        """Ask the terminal for single keys, not shown."""
        ...

    def read(self) -> str | None:
        """Wait for keys and return them as the terminal sends them; None when there are no more.

        Called from a thread of its own; `stop` ends the wait.
        """
        ...

    def stop(self) -> None:
        """Leave the terminal as it was found; harmless when called twice."""
        ...


def split_keys(text: str) -> list[str]:
    """Split what a terminal sent into keys."""
    return _KEY.findall(text)


def command_for_key(key: str) -> Command | None:
    """Return what a key asks for, if anything; capitals and the keypad's arrows are the same."""
    if key.startswith("\x1bO"):  # a terminal in application mode
        key = f"\x1b[{key[2:]}"
    return COMMANDS.get(key if key.startswith("\x1b") else key.lower())


class KeyboardCommands:
    """The keys as a queue of commands; use it with `with`, so that the terminal is restored.

    Without a terminal it never gives a command, and costs nothing.

    Args:
        wake: set when there is a command; the main thread waits on it, for the player too.
        keyboard: where the keys come from; the terminal on standard input, if there is one.
    """

    def __init__(
        self, wake: threading.Event | None = None, keyboard: Keyboard | None = None
    ) -> None:
        self.wake = wake or threading.Event()
        self._keyboard = keyboard if keyboard is not None else find_keyboard()
        self._commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    @property
    def listening(self) -> bool:
        """Whether there is a keyboard, so that it is worth naming the keys."""
        return self._keyboard is not None

    def __enter__(self) -> Self:
        if self._keyboard is not None:
            self._keyboard.start()
            self._thread = threading.Thread(
                target=self._listen, args=(self._keyboard,), name="coach-keys", daemon=True
            )
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._keyboard is not None:
            self._keyboard.stop()
        if self._thread is not None:
            self._thread.join(1)

    def take(self) -> Command | None:
        """Return the next command that has come, if any; waits for nothing."""
        with contextlib.suppress(queue.Empty):
            return self._commands.get_nowait()
        return None

    def read(self, timeout_s: float) -> Command | None:
        """Return the next command, waiting for it at most so long; for one who waits for no more.

        Clears `wake`. To wait for the player as well, use `Player.wait`, then `take`.
        """
        until = time.monotonic() + timeout_s
        while (command := self.take()) is None and (left := until - time.monotonic()) > 0:
            self.wake.wait(left)
            self.wake.clear()
        return command

    def _listen(self, keyboard: Keyboard) -> None:
        rest = ""
        while (text := keyboard.read()) is not None:
            text = rest + text
            # Over a slow line an arrow may come in two pieces.
            unfinished = _UNFINISHED.search(text)
            rest = unfinished.group() if unfinished else ""
            for key in split_keys(text[: len(text) - len(rest)]):
                command = command_for_key(key)
                if command is not None:
                    self._commands.put(command)
                    self.wake.set()


def find_keyboard(stream: TextIO | None = None) -> Keyboard | None:
    """Return the terminal behind a stream (standard input), or None where there is none."""
    stream = stream if stream is not None else sys.stdin
    try:  # a closed or missing standard input has no fileno, or one that is nothing
        fd = stream.fileno()
        if not os.isatty(fd):
            return None
    except (AttributeError, OSError, ValueError):
        return None
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - Windows only

        return WindowsKeyboard(msvcrt)
    return PosixKeyboard(fd)


class PosixKeyboard:
    """A terminal by termios. Ctrl-C and Ctrl-Z stay what they are."""

    def __init__(self, fd: int) -> None:
        # Only where there is a terminal: Windows has no termios.
        import select  # noqa: PLC0415
        import termios  # noqa: PLC0415

        self._termios: Any = termios
        self._select = select.select
        self._fd = fd
        self._found: list[Any] | None = None
        self._stopping = threading.Event()
        self._ears, self._mouth = os.pipe()  # `stop` wakes the reader through it
        self._handlers: dict[int, Any] = {}

    def start(self) -> None:
        """Ask for single keys, not shown; begin again after Ctrl-Z and `fg`."""
        if not self._foreground():  # `coach play … &`: the terminal belongs to the shell
            return
        self._found = self._termios.tcgetattr(self._fd)
        if threading.current_thread() is threading.main_thread():
            for number, handler in (
                (signal.SIGTSTP, self._on_suspend),
                (signal.SIGCONT, self._on_continue),
            ):
                self._handlers[number] = signal.signal(number, handler)
        self._ask_for_keys()

    def read(self) -> str | None:
        """Wait for keys; None, once and for all, when stopped or when the terminal is gone."""
        text = self._next()
        if text is None:
            os.close(self._ears)
        return text

    def _next(self) -> str | None:
        while not self._stopping.is_set():
            ready, _, _ = self._select([self._fd, self._ears], [], [])
            if self._ears in ready:
                break
            if not self._foreground():  # to read here would stop the whole process
                self._stopping.wait(_BACKGROUND_LOOK_S)
                continue
            try:
                data = os.read(self._fd, 1024)
            except OSError:  # the terminal was closed
                break
            return data.decode("utf-8", "replace") if data else None
        return None

    def stop(self) -> None:
        """Restore the terminal and the signals."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._restore()
        os.close(self._mouth)  # the reading end becomes readable

    def _foreground(self) -> bool:
        try:
            return os.tcgetpgrp(self._fd) == os.getpgrp()
        except OSError:
            return False

    def _ask_for_keys(self) -> None:
        if self._found is None or not self._foreground():
            return
        termios = self._termios
        mode = list(self._found)
        mode[3] &= ~(termios.ICANON | termios.ECHO)  # ISIG stays: Ctrl-C works at once
        mode[6] = [*mode[6]]
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        with contextlib.suppress(termios.error):
            termios.tcsetattr(self._fd, termios.TCSADRAIN, mode)

    def _restore(self) -> None:
        # Out of the foreground, setting it would stop the process instead.
        if self._found is not None and self._foreground():
            with contextlib.suppress(self._termios.error):
                self._termios.tcsetattr(self._fd, self._termios.TCSADRAIN, self._found)

    def _on_suspend(self, number: int, _frame: FrameType | None) -> None:
        self._restore()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # stands here until SIGCONT, or not at all without a shell
        self._on_continue(number, None)

    def _on_continue(self, _number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGTSTP, self._on_suspend)
        self._ask_for_keys()


class WindowsKeyboard:
    """The Windows console by msvcrt, which can only be asked, not waited for."""

    def __init__(self, msvcrt: Any) -> None:
        self._msvcrt = msvcrt
        self._stopping = threading.Event()

    def start(self) -> None:
        """Do nothing: msvcrt gives single keys, not shown, whatever the console's mode."""

    def read(self) -> str | None:
        """Wait for a key; None once stopped."""
        while not self._stopping.is_set():
            if not self._msvcrt.kbhit():
                self._stopping.wait(_WINDOWS_LOOK_S)
                continue
            key: str = self._msvcrt.getwch()
            if key in "\x00\xe0":  # an arrow or such: the second half says which
                return _WINDOWS_KEYS.get(self._msvcrt.getwch(), "")
            if key == "\x03":
                signal.raise_signal(signal.SIGINT)
            return key
        return None

    def stop(self) -> None:
        """End the wait for a key."""
        self._stopping.set()
