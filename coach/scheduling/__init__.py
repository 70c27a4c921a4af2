"""From a plan to its timeline, and from a timeline to one with another future."""

from coach.scheduling.fit import FASTER, fit
from coach.scheduling.replan import at_tempo, longer, remeasured
from coach.scheduling.schedule import schedule, without_waiting

__all__ = [
    "FASTER",
    "at_tempo",
    "fit",
    "longer",
    "remeasured",
    "schedule",
    "without_waiting",
]
