"""The offer to go on where the last session was stopped, made before the opening."""

from __future__ import annotations

from coach.model.timeline import Timeline
from coach.model.units import frames
from coach.playback import Player
from coach.playback.transport import Command

_HEARD = frames(0.5)
"""So much of the offer must have been heard: an Enter from before it doesn't accept it."""


def is_open(timeline: Timeline, position: int) -> bool:
    """Whether *ready* accepts the offer at a frame: from its first words until the safety lines."""
    slot = timeline.slot_at(position)
    return slot is not None and slot.planned.kind == "offer" and position >= slot.start + _HEARD


class ResumeOffer:
    """What becomes of the offer.

    Attributes:
        accepted: whether the person would rather go on where they stopped.
    """

    def __init__(self) -> None:
        self.accepted = False

    def filtered(self, command: Command | None, player: Player) -> Command | None:
        """Return a command; if it accepts the offer, stop the player and return none."""
        if command is not Command.READY or player.paused:
            return command
        if not is_open(player.timeline, player.position):
            return command
        self.accepted = True
        player.stop()
        return None
