"""The page in a real terminal: tmux shows it, is made larger and smaller, and gets it back."""

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
WAIT_S = 30.0
LOOK_S = 0.05
AS_FOUND, OUR_PAGE = ("0", "1", "1"), ("1", "0", "0")
"""Whether the other page is shown, the cursor is, and long lines go on in the next one."""


class Tmux:
    """A terminal of its own in a tmux server of its own."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "tmux"

    def __call__(self, *arguments: str) -> str:
        return subprocess.run(
            ["tmux", "-f", "/dev/null", "-S", str(self.socket), *arguments],
            capture_output=True, text=True, check=True, timeout=20,
        ).stdout  # fmt: skip

    def start(self, columns: int, rows: int, env: dict[str, str]) -> None:
        """Open a terminal with a shell that says `$ `."""
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
        """Return the terminal's state: `AS_FOUND`, `OUR_PAGE`."""
        names = "#{alternate_on} #{cursor_flag} #{wrap_flag}"
        return tuple(self("display-message", "-t", "test", "-p", names).split())

    def wait_for_state(self, *state: str) -> None:
        """Wait until the terminal is in a state."""
        until = time.monotonic() + WAIT_S
        while self.state() != state:
            assert time.monotonic() < until, f"not {state} but {self.state()}:\n{self.shown()}"
            time.sleep(LOOK_S)

    def wait_for(self, *texts: str) -> str:
        """Wait until one of some texts is shown; lines of it may be indented."""
        until = time.monotonic() + WAIT_S
        while not any(_holds(shown := self.shown(), text) for text in texts):
            assert time.monotonic() < until, f"not shown:\n{texts[0]}\nbut:\n{shown}"
            time.sleep(LOOK_S)
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
    """Return the tops of words in large letters, with and without a message of 3 lines below."""
    drawn = [draw(words, columns, rows - less) for less in range(4)]
    return ["\n".join(lines[:4]) for lines in drawn if lines is not None]


def test_the_words_are_large_follow_the_size_and_the_terminal_comes_back(tmux: Tmux) -> None:
    tmux.type("echo before", "Enter")
    assert tmux.state() == AS_FOUND
    tmux.type(COMMAND, "Enter")
    tmux.wait_for(*large("Hold for three minutes.", 78, 14))
    assert tmux.state() == OUR_PAGE
    tmux.resize(130, 40)
    tmux.wait_for(*large("Hold for three minutes.", 128, 24))
    shown = tmux.wait_for("space pauses")
    assert "Stretch" in shown.splitlines()[0]
    assert "space pauses" in shown.splitlines()[39]
    tmux.resize(30, 10)
    tmux.wait_for("Hold for three minutes.")
    shown = tmux.wait_for(" left")
    assert len(shown.rstrip().splitlines()) == 10
    tmux.resize(80, 24)
    tmux.wait_for(*large("Hold for three minutes.", 78, 14))
    tmux.type("q", "q")  # twice: at once
    tmux.wait_for_state(*AS_FOUND)
    tmux.wait_for("echo before\nbefore")


@pytest.mark.parametrize("ended", ["kill -TERM", "kill -INT", "kill -HUP"])
def test_a_signal_gives_the_terminal_back(tmux: Tmux, ended: str) -> None:
    tmux.type(COMMAND, "Enter")
    tmux.wait_for("space pauses")
    pane = tmux("display-message", "-t", "test", "-p", "#{pane_pid}").strip()
    children = Path(f"/proc/{pane}/task/{pane}/children").read_text(encoding="ascii").split()
    subprocess.run([*ended.split(), *children], check=True)
    tmux.wait_for("Stopped.")
    assert tmux.state() == AS_FOUND


def test_ctrl_z_gives_the_terminal_back_for_as_long_as_it_lasts(tmux: Tmux) -> None:
    tmux.type(COMMAND, "Enter")
    tmux.wait_for("space pauses")
    for _ in range(2):
        tmux.type("C-z")
        tmux.wait_for_state(*AS_FOUND)
        tmux.wait_for("Stopped")  # the shell says so
        tmux.type("clear; fg", "Enter")
        tmux.wait_for("space pauses")
        assert tmux.state() == OUR_PAGE
    tmux.type("q", "q")  # twice: at once
    tmux.wait_for_state(*AS_FOUND)


def test_plain_is_a_line_a_cue_in_the_terminal_as_it_is(tmux: Tmux) -> None:
    tmux.type(f"clear; {COMMAND} --plain", "Enter")
    tmux.wait_for("0:00  Stretch\n0:02  Ready, and begin.\n0:04  Hold for three minutes.")
    assert tmux.state() == AS_FOUND
    tmux.type("C-c")
    tmux.wait_for("Stopped.")
