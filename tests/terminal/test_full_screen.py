"""The full screen in a terminal: what is written to it, and how it is left."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace

import pytest
from screen_states import at, cat_cow

from coach.model.units import FRAME_RATE, frames
from coach.session.screen import SessionState
from coach.terminal import create_screen
from coach.terminal.alternate_screen import ENTER, LEAVE, AlternateScreen
from coach.terminal.full_screen import FullScreen
from coach.terminal.line_screen import LineScreen
from coach.terminal.style import Style
from coach.terminal.view import view


class Terminal(io.StringIO):
    """A terminal that remembers what it was sent, and can be given another size."""

    encoding = "utf-8"

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        super().__init__()
        self.size = (columns, rows)

    def isatty(self) -> bool:
        return True

    def taken(self) -> str:
        """Return what was written since the last time."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.fixture
def screen(terminal: Terminal) -> FullScreen:
    alternate = AlternateScreen(terminal, lambda: terminal.size)
    return FullScreen(terminal, alternate, Style(plain=True))


HOLD = at(cat_cow(), "Hold for 45")


def test_the_same_state_twice_writes_nothing(terminal: Terminal, screen: FullScreen) -> None:
    screen.open(keys=True)
    screen.show(HOLD)
    assert "Figure four" in terminal.taken()
    screen.show(HOLD)
    screen.show(replace(HOLD, position=HOLD.position + 100))
    assert terminal.taken() == ""


def test_a_second_later_only_the_clock_is_written_in_one_go(
    terminal: Terminal, screen: FullScreen
) -> None:
    screen.open(keys=True)
    screen.show(HOLD)
    terminal.taken()
    screen.show(replace(HOLD, position=HOLD.position + FRAME_RATE))
    written = terminal.taken()
    assert written.startswith("\x1b[?2026h")
    assert written.endswith("\x1b[?2026l")
    rows = {int(part.split(";")[0]) for part in written.split("\x1b[")[2:] if ";1H" in part}
    assert rows <= {18, 19, 20, 21, 24}  # the clock's rows, and the time left
    assert len(written) < 500
    assert "\x1b[2J" not in written


def test_it_changes_at_most_four_times_a_second(screen: FullScreen) -> None:
    timeline = cat_cow()
    position, times = 0, 0
    while position < timeline.total:
        change = screen.next_change(SessionState(timeline, position))
        assert change > position
        position, times = change, times + 1
    cues = len(timeline.cues)
    assert times <= 4 * timeline.total / FRAME_RATE + 3 * cues


def test_the_number_is_drawn_at_the_frame_at_which_it_changes(screen: FullScreen) -> None:
    state = HOLD
    drawn: list[int] = []
    while len(drawn) < 5:
        state = replace(state, position=screen.next_change(state))
        phase = view(state).clock
        assert phase is not None
        if not drawn or phase.number != drawn[-1]:
            assert (state.position - HOLD.position) % FRAME_RATE in {0, FRAME_RATE // 4}
            drawn.append(phase.number)
    assert drawn == [45, 44, 43, 42, 41]


def test_a_new_terminal_size_redraws_the_whole_screen(
    terminal: Terminal, screen: FullScreen
) -> None:
    screen.open(keys=True)
    screen.show(HOLD)
    terminal.taken()
    terminal.size = (40, 12)
    screen.show(HOLD)
    written = terminal.taken()
    assert "\x1b[2J" in written
    assert "\x1b[12;1H" in written
    assert "\x1b[13;1H" not in written


def test_the_terminal_is_given_back_with_the_last_message(
    terminal: Terminal, screen: FullScreen
) -> None:
    screen.open(keys=False)
    assert terminal.taken() == ENTER
    screen.show(HOLD)
    screen.show_message("The sound is gone. Trying to get it back.\x1b[2J")
    terminal.taken()
    screen.close()
    assert terminal.taken() == (f"{LEAVE}The sound is gone. Trying to get it back.<U+001B>[2J\n")
    screen.close()
    assert terminal.taken() == ""


def test_a_message_stays_for_a_while(terminal: Terminal, screen: FullScreen) -> None:
    screen.open(keys=False)
    screen.show(HOLD)
    terminal.taken()
    screen.show_message("The sound is back.")
    assert "The sound is back." in terminal.taken()
    screen.show(replace(HOLD, position=HOLD.position + frames(16)))
    assert "The sound is back." not in terminal.taken()
    terminal.size = (90, 24)
    screen.show(replace(HOLD, position=HOLD.position + frames(16)))
    assert "The sound is back." not in terminal.taken()


def test_the_keys_are_toggled_by_a_key_and_disappear_with_later_words(
    terminal: Terminal, screen: FullScreen
) -> None:
    screen.open(keys=True)
    screen.show(HOLD)
    terminal.taken()
    assert screen.toggle_keys()
    assert "ten seconds more" in terminal.taken()
    assert not screen.toggle_keys()
    terminal.taken()
    assert screen.toggle_keys()
    assert "ten seconds more" in terminal.taken()
    screen.show(replace(HOLD, position=HOLD.position + frames(4)))
    terminal.size = (100, 24)
    screen.show(replace(HOLD, position=HOLD.position + frames(4)))
    assert "ten seconds more" in terminal.taken()
    screen.show(at(HOLD.timeline, "Halfway"))
    terminal.taken()
    terminal.size = (80, 24)
    screen.show(at(HOLD.timeline, "Halfway"))
    assert "ten seconds more" not in terminal.taken()


@pytest.mark.parametrize("end", ["raise ValueError", "sys.exit(3)", "pass"])
def test_the_terminal_is_given_back_however_the_program_ends(end: str) -> None:
    script = (
        "import sys\nfrom coach.terminal.alternate_screen import AlternateScreen\n"
        f"alternate = AlternateScreen(sys.stdout)\nalternate.open()\n{end}"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert ended.stdout.decode() == ENTER + LEAVE


def test_a_closed_terminal_causes_no_error() -> None:
    terminal = Terminal()
    screen = FullScreen(terminal, AlternateScreen(terminal, lambda: terminal.size), Style())
    screen.open(keys=True)
    terminal.close()
    screen.show(HOLD)
    screen.close()


@pytest.mark.parametrize(
    ("env", "size", "made"),
    [
        ({"TERM": "xterm-256color"}, (80, 24), FullScreen),
        ({"TERM": "xterm", "NO_COLOR": "1"}, (80, 24), FullScreen),
        ({"TERM": "linux"}, (80, 25), FullScreen),
        ({"TERM": "dumb"}, (80, 24), LineScreen),
        ({}, (80, 24), LineScreen),
        ({"TERM": "xterm"}, (19, 24), LineScreen),
        ({"TERM": "xterm"}, (80, 4), LineScreen),
    ],
)
def test_the_full_screen_is_only_for_a_terminal_that_can_show_it(
    env: dict[str, str], size: tuple[int, int], made: type
) -> None:
    assert type(create_screen(plain=False, out=Terminal(), env=env, size=lambda: size)) is made
    assert type(create_screen(plain=True, out=Terminal(), env=env, size=lambda: size)) is LineScreen


def test_a_pipe_and_a_terminal_without_blocks_get_the_line_screen() -> None:
    assert isinstance(
        create_screen(plain=False, out=io.StringIO(), env={"TERM": "xterm"}), LineScreen
    )
    terminal = Terminal()
    terminal.encoding = "iso-8859-1"
    assert isinstance(create_screen(plain=False, out=terminal, env={"TERM": "xterm"}), LineScreen)


def test_another_key_hides_the_list_of_keys(terminal: Terminal, screen: FullScreen) -> None:
    screen.open(keys=True)
    earlier = replace(HOLD, announcement="About two minutes left.")
    screen.show(earlier)
    screen.toggle_keys()
    assert "skip the rest" in terminal.taken()
    screen.show(replace(HOLD, announcement="Space pauses and goes on."))
    screen.show(replace(HOLD, announcement=""))
    assert terminal.taken() == ""  # the keys are still there
    screen.show(replace(HOLD, announcement="Stopping."))
    assert "stop" not in terminal.taken()
    screen.toggle_keys()
    assert "skip the rest" in terminal.taken()
    screen.show(replace(HOLD, paused=True))
    assert "Space resumes." in terminal.taken()


def test_during_the_closing_words_no_next_exercise_is_shown(
    terminal: Terminal, screen: FullScreen
) -> None:
    screen.open(keys=True)
    stopping = replace(HOLD, stopping=True, can_be_ready=True)
    screen.show(replace(stopping, announcement="Stopping. Slowly ease out of it."))
    written = terminal.taken()
    assert "Next:" not in written
    assert "pause" not in written
    assert "ready" not in written
    assert "left" in written
