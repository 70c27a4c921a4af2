"""Sound out: one stream for the whole session, its clock, and its recovery."""

from coach.playback.outputs.output import DeviceInfo, Opener, Output, list_devices, open_output
from coach.playback.outputs.silent import open_screen
from coach.playback.player import Player
from coach.playback.resume_point import Going, Interruption

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
