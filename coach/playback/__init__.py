"""Sound output: one stream for the whole session, its clock, and its recovery."""

from coach.playback.outputs.output import DeviceInfo, Opener, Output, list_devices, open_output
from coach.playback.outputs.silent import open_silent
from coach.playback.player import Player
from coach.playback.transport import Interruption, ResumePoint

__all__ = [
    "DeviceInfo",
    "Interruption",
    "Opener",
    "Output",
    "Player",
    "ResumePoint",
    "list_devices",
    "open_output",
    "open_silent",
]
