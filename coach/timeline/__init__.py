"""The one timeline: what is heard, and when, in whole frames at `units.FRAME_RATE`."""

from coach.timeline.fit import FASTER, fit
from coach.timeline.model import Cue, Measure, Part, Segment, Timeline
from coach.timeline.replan import at_tempo, longer, part_index, remeasured
from coach.timeline.schedule import schedule, without_waiting

__all__ = [
    "FASTER",
    "Cue",
    "Measure",
    "Part",
    "Segment",
    "Timeline",
    "at_tempo",
    "fit",
    "longer",
    "part_index",
    "remeasured",
    "schedule",
    "without_waiting",
]
