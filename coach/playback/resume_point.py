"""What breaks a session off against the person's will, and how it is to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SOUND_LOST = "The sound is gone. Trying to get it back."
SOUND_BACK = "The sound is back."
SOUND_GIVEN_UP = "The sound did not come back. Coaching goes on here on the screen."


@dataclass(frozen=True)
class Interruption:
    """What broke the session off against the person's will.

    Attributes:
        kind: the sound was lost and is back (or the screen stands in), or everything stood still.
        position: the frame that was heard last.
        seconds: how long it lasted.
    """

    kind: Literal["sound", "stall"]
    position: int
    seconds: float


@dataclass(frozen=True)
class ResumePoint:
    """How to go on: from which frame, and the samples that are said before."""

    position: int
    announcement: bytes = b""
