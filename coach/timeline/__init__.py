"""The one timeline: what is heard, and when, in whole frames at `units.FRAME_RATE`."""

from coach.timeline.fit import FASTER, fit
from coach.timeline.model import Cue, Measure, Part, Segment, Timeline
from coach.timeline.schedule import schedule, without_waiting

__all__ = [
    "FASTER",
    "Cue",
    "Measure",
    "Part",
    "Segment",
    "Timeline",
    "fit",
    "schedule",
    "without_waiting",
]
