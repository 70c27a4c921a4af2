"""The keyboard of a terminal as a source of commands."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any, Protocol, TextIO

from coach.playback.transport import Command

KEYS: tuple[tuple[str, str], ...] = (
    ("space", "pause and resume"),
    ("enter", "I'm ready"),
    ("→", "the next exercise"),
    ("←", "this exercise again; twice: the one before"),
    ("r", "repeat the last words"),
    ("↑ ↓", "louder, softer"),
    ("] [", "faster, slower"),
    ("+", "ten seconds more"),
    ("s", "skip the rest"),
    ("?", "how much time is left"),
    ("h", "these keys"),
    ("q", "stop"),
)
"""The keys and what they do, as shown to people. PageDown and PageUp do the same as → and ←."""
READY_HINT, PAUSE_HINT, RESUME_HINT = "Enter: ready", "space: pause", "space: go on"
OTHER_HINTS = "h: keys", "q: stop"
"""What the foot of the screen says of the keys."""

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
"""What a terminal sends for a key, and the key's command."""

# An arrow is sent as one sequence, whose letters aren't keys.
_KEY = re.compile(r"\x1b\[[0-9;]*[~A-Za-z]|\x1bO[A-Za-z]|.", re.DOTALL)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;]*|O)?$")

# What the Windows console sends after a zero or 0xE0, and the same key's terminal sequence.
_WINDOWS_KEYS = {
    "H": "\x1b[A",
    "P": "\x1b[B",
    "M": "\x1b[C",
    "K": "\x1b[D",
    "I": "\x1b[5~",
    "Q": "\x1b[6~",
}

_BACKGROUND_POLL_S = 0.5
_WINDOWS_POLL_S = 0.1
_JOIN_S = 1.0


class Keyboard(Protocol):
    """A keyboard that can be read."""

    def start(self) -> None:
        """Make the terminal send each key at once, without echo."""
        ...

    def read(self) -> str | None:
        """Wait for keys and return what the terminal sends; None once there are no more.

        Called in its own thread; `stop` ends the wait.
        """
        ...

    def stop(self) -> None:
        """Restore the terminal; may be called twice."""
        ...


def split_keys(text: str) -> list[str]:
    """Split what a terminal sent into keys."""
    return _KEY.findall(text)


def command_for_key(key: str) -> Command | None:
    """Return a key's command, if it has one; ignores case, and treats keypad arrows as arrows."""
    if key.startswith("\x1bO"):  # an arrow in application mode
        key = f"\x1b[{key[2:]}"
    return COMMANDS.get(key if key.startswith("\x1b") else key.lower())


class KeyboardCommands:
    """A keyboard as a `CommandSource`. If there is no keyboard, it gives no commands.

    Args:
        keyboard: the keyboard; by default the terminal on standard input, if it is one.
    """

    def __init__(self, keyboard: Keyboard | None = None) -> None:
        self._keyboard = keyboard if keyboard is not None else find_keyboard()
        self._thread: threading.Thread | None = None

    @property
    def available(self) -> bool:
        """Whether there is a keyboard, so that it makes sense to name the keys."""
        return self._keyboard is not None

    def start(self, emit: Callable[[Command], None]) -> None:
        """Read keys in a thread, and emit their commands."""
        if self._keyboard is not None:
            self._keyboard.start()
            self._thread = threading.Thread(
                target=self._read, args=(self._keyboard, emit), name="coach-keys", daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """Stop reading keys, and restore the terminal."""
        if self._keyboard is not None:
            self._keyboard.stop()
        if self._thread is not None:
            self._thread.join(_JOIN_S)

    def _read(self, keyboard: Keyboard, emit: Callable[[Command], None]) -> None:
        rest = ""
        while (text := keyboard.read()) is not None:
            text = rest + text
            # Over a slow connection an arrow can come in two pieces.
            unfinished = _UNFINISHED.search(text)
            rest = unfinished.group() if unfinished else ""
            for key in split_keys(text[: len(text) - len(rest)]):
                command = command_for_key(key)
                if command is not None:
                    emit(command)


def find_keyboard(stream: TextIO | None = None) -> Keyboard | None:
    """Return the keyboard of the terminal that a stream reads from; None if it isn't a terminal.

    Args:
        stream: by default standard input.
    """
    stream = stream if stream is not None else sys.stdin
    try:  # a closed standard input has no descriptor, or an invalid one
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
    """A terminal's keyboard, read with termios. Ctrl-C and Ctrl-Z still send their signals."""

    def __init__(self, fd: int) -> None:
        # Windows has no termios.
        import select  # noqa: PLC0415
        import termios  # noqa: PLC0415

        self._termios: Any = termios
        self._select = select.select
        self._fd = fd
        self._found: list[Any] | None = None
        self._stopping = threading.Event()
        self._wake_reader, self._wake_writer = os.pipe()  # `stop` ends `read` through it
        self._handlers: dict[int, Any] = {}

    def start(self) -> None:
        """Make the terminal send single keys, now and after Ctrl-Z and `fg`."""
        if not self._is_foreground():  # `coach play … &`: the terminal belongs to the shell
            return
        self._found = self._termios.tcgetattr(self._fd)
        if threading.current_thread() is threading.main_thread():
            for number, handler in (
                (signal.SIGTSTP, self._on_suspend),
                (signal.SIGCONT, self._on_continue),
            ):
                self._handlers[number] = signal.signal(number, handler)
        self._request_keys()

    def read(self) -> str | None:
        """Wait for keys; None once stopped, or once the terminal has gone."""
        text = self._next()
        if text is None:
            os.close(self._wake_reader)
        return text

    def _next(self) -> str | None:
        while not self._stopping.is_set():
            ready, _, _ = self._select([self._fd, self._wake_reader], [], [])
            if self._wake_reader in ready:
                break
            if not self._is_foreground():  # reading would suspend the process
                self._stopping.wait(_BACKGROUND_POLL_S)
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
        os.close(self._wake_writer)  # makes the other end readable

    def _is_foreground(self) -> bool:
        try:
            return os.tcgetpgrp(self._fd) == os.getpgrp()
        except OSError:
            return False

    def _request_keys(self) -> None:
        if self._found is None or not self._is_foreground():
            return
        termios = self._termios
        mode = list(self._found)
        mode[3] &= ~(termios.ICANON | termios.ECHO)  # ISIG stays, so that Ctrl-C works
        mode[6] = [*mode[6]]
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        with contextlib.suppress(termios.error):
            termios.tcsetattr(self._fd, termios.TCSADRAIN, mode)

    def _restore(self) -> None:
        # In the background this would suspend the process instead.
        if self._found is not None and self._is_foreground():
            with contextlib.suppress(self._termios.error):
                self._termios.tcsetattr(self._fd, self._termios.TCSADRAIN, self._found)

    def _on_suspend(self, number: int, _frame: FrameType | None) -> None:
        self._restore()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # returns after SIGCONT, or at once if there is no shell
        self._on_continue(number, None)

    def _on_continue(self, _number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGTSTP, self._on_suspend)
        self._request_keys()


class WindowsKeyboard:
    """The Windows console's keyboard, read with msvcrt, which has to be polled."""

    def __init__(self, msvcrt: Any) -> None:
        self._msvcrt = msvcrt
        self._stopping = threading.Event()

    def start(self) -> None:
        """Do nothing: msvcrt reads single keys without echo, whatever the console's mode."""

    def read(self) -> str | None:
        """Wait for a key; None once stopped."""
        while not self._stopping.is_set():
            if not self._msvcrt.kbhit():
                self._stopping.wait(_WINDOWS_POLL_S)
                continue
            key: str = self._msvcrt.getwch()
            if key in "\x00\xe0":  # an arrow or the like: the next character says which
                return _WINDOWS_KEYS.get(self._msvcrt.getwch(), "")
            if key == "\x03":
                signal.raise_signal(signal.SIGINT)
            return key
        return None

    def stop(self) -> None:
        """End the wait for keys."""
        self._stopping.set()
