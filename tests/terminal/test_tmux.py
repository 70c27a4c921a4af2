"""The full screen in a real terminal: tmux shows it, is resized, and is restored afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tempo import HEAD

from coach.terminal.big_text import draw

ROUTINE = (
    HEAD
    + """
exercises:
  - name: Stretch
    get_ready: 1 s
    hold: 3 min
"""
)
TIMEOUT_S = 30.0
POLL_S = 0.05
ORIGINAL, FULL_SCREEN = ("0", "1", "1"), ("1", "0", "0")
"""Whether the alternate screen is on, the cursor is shown, and long lines wrap."""


class Tmux:
    """A terminal in its own tmux server."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "tmux"

    def __call__(self, *arguments: str) -> str:
        return subprocess.run(
            ["tmux", "-f", "/dev/null", "-S", str(self.socket), *arguments],
            capture_output=True, text=True, check=True, timeout=20,
        ).stdout  # fmt: skip

    def start(self, columns: int, rows: int, env: dict[str, str]) -> None:
        """Open a terminal with a shell that prompts with `$ `."""
        settings = [f"{name}={value}" for name, value in env.items()]
        size = ["-x", str(columns), "-y", str(rows)]
        self("new-session", "-d", "-s", "test", *size, "env", *settings, "PS1=$ ", "sh", "-i")
        self("set-option", "-g", "window-size", "manual")
        self.wait_for("$")

    def type(self, *keys: str) -> None:
        self("send-keys", "-t", "test", *keys)

    def resize(self, columns: int, rows: int) -> None:
        self("resize-window", "-t", "test", "-x", str(columns), "-y", str(rows))

    def shown(self) -> str:
        return self("capture-pane", "-t", "test", "-p")

    def state(self) -> tuple[str, ...]:
        """Return the terminal's state: `ORIGINAL` or `FULL_SCREEN`."""
        names = "#{alternate_on} #{cursor_flag} #{wrap_flag}"
        return tuple(self("display-message", "-t", "test", "-p", names).split())

    def wait_for_state(self, *state: str) -> None:
        """Wait until the terminal is in a state."""
        deadline = time.monotonic() + TIMEOUT_S
        while self.state() != state:
            assert time.monotonic() < deadline, f"not {state} but {self.state()}:\n{self.shown()}"
            time.sleep(POLL_S)

    def wait_for(self, *texts: str) -> str:
        """Wait until one of these texts is shown; its lines may be indented."""
        deadline = time.monotonic() + TIMEOUT_S
        while not any(_holds(shown := self.shown(), text) for text in texts):
            assert time.monotonic() < deadline, f"not shown:\n{texts[0]}\nbut:\n{shown}"
            time.sleep(POLL_S)
        return shown


def _holds(shown: str, text: str) -> bool:
    lines = [line.strip() for line in shown.splitlines()]
    wanted = [line.strip() for line in text.splitlines()]
    for start in range(len(lines)):
        part = lines[start : start + len(wanted)]
        if len(part) == len(wanted) and all(
            w in line for w, line in zip(wanted, part, strict=True)
        ):
            return True
    return False


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed (apt: tmux)")
    made = Tmux(tmp_path)
    env = {
        "PULSE_SERVER": "unix:/nowhere",
        "COACH_CACHE_DIR": os.environ["COACH_CACHE_DIR"],
        "LC_ALL": "C.UTF-8",
    }
    (tmp_path / "stretch.yaml").write_text(ROUTINE, encoding="utf-8")
    made.start(80, 24, env)
    made.type(f"cd {tmp_path}", "Enter")
    try:
        yield made
    finally:
        made("kill-server")


COMMAND = f"{sys.executable} -m coach play stretch.yaml --skip-intro --lead-in 0"


def large(words: str, columns: int, rows: int) -> list[str]:
    """Return the top rows of words in large letters, with up to 3 lines of a message below."""
    drawn = [draw(words, columns, rows - less) for less in range(4)]
    return ["\n".join(lines[:4]) for lines in drawn if lines is not None]


def test_the_words_are_large_and_follow_the_size_and_the_terminal_is_restored(tmux: Tmux) -> None:
    tmux.type("echo before", "Enter")
    assert tmux.state() == ORIGINAL
    tmux.type(COMMAND, "Enter")
    tmux.wait_for(*large("Hold for three minutes.", 78, 14))
    assert tmux.state() == FULL_SCREEN
    tmux.resize(130, 40)
    tmux.wait_for(*large("Hold for three minutes.", 128, 24))
    shown = tmux.wait_for("space: pause")
    assert "Stretch" in shown.splitlines()[0]
    assert "space: pause" in shown.splitlines()[39]
    tmux.resize(30, 10)
    tmux.wait_for("Hold for three minutes.")
    shown = tmux.wait_for(" left")
    assert len(shown.rstrip().splitlines()) == 10
    tmux.resize(80, 24)
    tmux.wait_for(*large("Hold for three minutes.", 78, 14))
    tmux.type("q", "q")  # twice, to stop at once
    tmux.wait_for_state(*ORIGINAL)
    tmux.wait_for("echo before\nbefore")


@pytest.mark.parametrize("kill", ["kill -TERM", "kill -INT", "kill -HUP"])
def test_a_signal_restores_the_terminal(tmux: Tmux, kill: str) -> None:
    tmux.type(COMMAND, "Enter")
    tmux.wait_for("space: pause")
    pane = tmux("display-message", "-t", "test", "-p", "#{pane_pid}").strip()
    children = Path(f"/proc/{pane}/task/{pane}/children").read_text(encoding="ascii").split()
    subprocess.run([*kill.split(), *children], check=True)
    tmux.wait_for("Stopped.")
    assert tmux.state() == ORIGINAL


def test_ctrl_z_restores_the_terminal_until_fg(tmux: Tmux) -> None:
    tmux.type(COMMAND, "Enter")
    tmux.wait_for("space: pause")
    for _ in range(2):
        tmux.type("C-z")
        tmux.wait_for_state(*ORIGINAL)
        tmux.wait_for("Stopped")  # the shell says so
        tmux.type("clear; fg", "Enter")
        tmux.wait_for("space: pause")
        assert tmux.state() == FULL_SCREEN
    tmux.type("q", "q")  # twice, to stop at once
    tmux.wait_for_state(*ORIGINAL)


def test_plain_prints_one_line_per_cue_and_leaves_the_terminal_alone(tmux: Tmux) -> None:
    tmux.type(f"clear; {COMMAND} --plain", "Enter")
    tmux.wait_for("0:00  Stretch\n0:01  Three minutes.\n0:04  Hold for three minutes.")
    assert tmux.state() == ORIGINAL
    tmux.type("C-c")
    tmux.wait_for("Stopped.")
