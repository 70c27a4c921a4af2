"""The one timeline: what is heard, and when, in whole frames at `units.FRAME_RATE`."""

from coach.model.timeline import Cue, Measure, Part, Segment, Timeline
from coach.scheduling.fit import FASTER, fit
from coach.scheduling.replan import at_tempo, longer, part_index, remeasured
from coach.scheduling.schedule import schedule, without_waiting

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
