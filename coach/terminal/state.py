"""One state of a session: all that a screen needs to know."""

from __future__ import annotations

from dataclasses import dataclass

from coach.model.timeline import Timeline


@dataclass(frozen=True)
class SessionState:
    """What is heard now, and how.

    Attributes:
        timeline: what is played; another one once the person asked for more time.
        position: the frame of it that is heard.
        paused: whether it stands because the person said so.
        announcement: what Coach says beside the routine right now, such as "Ten seconds more."
        read: there is no sound: the words are read, not heard.
        stopping: the ending is being said: nothing comes after it.
        ready_until: the frame up to which a slow voice has spoken; None where all is ready.
    """

    timeline: Timeline
    position: int
    paused: bool = False
    announcement: str = ""
    read: bool = False
    stopping: bool = False
    ready_until: int | None = None
