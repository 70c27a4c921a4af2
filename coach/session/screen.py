"""A session's state, and the screen that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from coach.model.timeline import Timeline


@dataclass(frozen=True)
class SoundStatus:
    """How the sound is doing.

    Attributes:
        output: the library that plays the sound; empty while there is none.
        underruns: how many gaps the sound has had.
        stalls: how many times the process has stood still for over a second.
    """

    output: str = ""
    underruns: int = 0
    stalls: int = 0


@dataclass(frozen=True)
class SessionState:
    """A session at one moment: everything that screens and observers need to know.

    Attributes:
        timeline: what is played; replaced when the person asks for more time or another tempo.
        position: the frame being heard.
        paused: whether the person has paused it.
        announcement: what Coach is saying outside the routine, such as "Ten seconds more."
        silent: whether there is no sound, so that the words have to be read.
        stopping: whether the closing words are being said; nothing comes after them.
        can_be_ready: whether saying *ready* does something now.
        played_from: the frame from which it has played on, without standing still or jumping.
        ready_until: the frame up to which the speech is ready; None once all of it is.
        tempo: the speed of the phases, in per cent of the author's.
        sound: how the sound is doing.
    """

    timeline: Timeline
    position: int
    paused: bool = False
    announcement: str = ""
    silent: bool = False
    stopping: bool = False
    can_be_ready: bool = False
    played_from: int = 0
    ready_until: int | None = None
    tempo: int = 100
    sound: SoundStatus = SoundStatus()


class Screen(Protocol):
    """Where a session is shown."""

    def open(self, *, keys: bool) -> None:
        """Take the terminal; `keys` says whether there is a keyboard."""
        ...

    def show(self, state: SessionState) -> None:
        """Show a state. Showing the same one again changes nothing."""
        ...

    def next_change(self, state: SessionState) -> int:
        """Return the next frame, after the state's, at which to show the session again."""
        ...

    def show_message(self, message: str) -> None:
        """Show something outside the routine, such as a fault or the end."""
        ...

    def toggle_keys(self) -> bool:
        """Show or hide the list of keys; return whether it is now shown."""
        ...

    def close(self) -> None:
        """Restore the terminal; may be called twice."""
        ...
