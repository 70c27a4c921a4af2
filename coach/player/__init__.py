"""Sound out: one stream for the whole session, its clock, and its recovery."""

from coach.player.interruption import Going, Interruption
from coach.player.output import DeviceInfo, Opener, Output, list_devices, open_output
from coach.player.player import Player
from coach.player.screen import open_screen

__all__ = [
    "DeviceInfo",
    "Going",
    "Interruption",
    "Opener",
    "Output",
    "Player",
    "list_devices",
    "open_output",
    "open_screen",
]
