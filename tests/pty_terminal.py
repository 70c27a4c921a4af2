"""A pseudo-terminal for tests, with a program running in it."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import subprocess
import sys
import termios
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]


class Terminal:
    """A pseudo-terminal with a program running in it, as on a person's screen."""

    def __init__(self, *command: str, env: Mapping[str, str] = os.environ) -> None:
        self.fd, self._slave = pty.openpty()  # kept open until the program ends
        self.original_mode = termios.tcgetattr(self.fd)
        name = os.ttyname(self._slave)
        # The first terminal that a session leader opens becomes its controlling terminal.
        hang_up = "import os, signal; signal.signal(signal.SIGHUP, signal.SIG_DFL)"
        become = f"fd = os.open({name!r}, os.O_RDWR); [os.dup2(fd, n) for n in (0, 1, 2)]"
        run = f"os.execv({command[0]!r}, {list(command)!r})"
        self.process = subprocess.Popen(
            [sys.executable, "-c", f"{hang_up}; {become}; {run}"],
            env={"TERM": "dumb", **env, "PYTHONPATH": str(ROOT), "PS1": "$ "},
            start_new_session=True,
        )
        self.seen = ""
        self._more = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # the other side is closed
            while data := os.read(self.fd, 4096):
                with self._more:
                    self.seen += data.decode()
                    self._more.notify_all()

    def type(self, text: str) -> None:
        os.write(self.fd, text.encode())

    def shows(self, pattern: str, times: int = 1, *, within_s: float = 15) -> bool:
        """Wait until a pattern has appeared on the terminal; return whether it has."""
        with self._more:
            return self._more.wait_for(
                lambda: len(re.findall(pattern, self.seen)) >= times, within_s
            )

    def takes_single_keys(self) -> bool:
        mode: int = termios.tcgetattr(self.fd)[3]
        return not mode & (termios.ICANON | termios.ECHO)

    def is_in_original_mode(self) -> bool:
        return termios.tcgetattr(self.fd) == self.original_mode

    def hang_up(self) -> None:
        """Close the terminal under the program."""
        os.close(self.fd)
        os.close(self._slave)
        self._reader.join()
        self.fd = self._slave = os.open(os.devnull, os.O_RDWR)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for fd in {self._slave, self.fd}:
            os.close(fd)
        self._reader.join()


@contextlib.contextmanager
def terminal(*command: str, env: Mapping[str, str] = os.environ) -> Iterator[Terminal]:
    opened = Terminal(*command, env=env)
    try:
        yield opened
    finally:
        opened.close()
