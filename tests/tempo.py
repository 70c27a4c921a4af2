"""A voice for tests: every word takes half a second, which makes timetables easy to read."""

from __future__ import annotations

from coach.format import Exercises, read_routine
from coach.model.plan import EFFORTS
from coach.model.problems import as_text
from coach.model.routine import Routine
from coach.model.timeline import Cue, Timeline
from coach.model.units import FRAME_RATE, clock_text, frames, seconds
from coach.model.utterance import Utterance
from coach.phrases import load
from coach.planning import Choices, plan
from coach.scheduling import schedule

HEAD = "format: 1\ntitle: Test\nlanguage: en-US\n"


def half_a_second_a_word(utterance: Utterance) -> int:
    return frames(0.5 * len(utterance.text.split()) * 100 / utterance.pace)


def routine_of(yaml: str, exercises: Exercises | None = None) -> Routine:
    """Read a routine, which must have no problems; the head is added."""
    reading = read_routine((HEAD + yaml).encode(), "test.yaml", exercises)
    assert not reading.problems, "\n".join(map(as_text, reading.problems))
    assert reading.routine is not None
    return reading.routine


def timeline_of(yaml: str, choices: Choices | None = None) -> Timeline:
    routine = routine_of(yaml)
    chosen = choices or Choices(intro="none", lead_in_s=0)
    return schedule(plan(routine, chosen, load("en")), half_a_second_a_word)


def rows(timeline: Timeline, *kinds: str) -> list[str]:
    """Return a line per cue, timed from half a second after "Ready, and begin."."""
    cues = [c for c in timeline.cues if not kinds or c.kind in kinds]
    zero = next((slot.start for slot in timeline.slots if slot.planned.kind in EFFORTS), 0)
    return [row(cue, zero) for cue in cues]


def row(cue: Cue, zero: int = 0) -> str:
    at = cue.start - zero
    sign = "-" if at < 0 else ""
    return f"{sign}{clock_text(abs(at) / FRAME_RATE, 1)} {cue.text}"


def length_s(cue: Cue) -> float:
    return seconds(cue.end - cue.start)


def waits(timeline: Timeline) -> list[tuple[int, int]]:
    """Return the stretches that the person may end by saying *ready*."""
    return [(slot.start, slot.end) for slot in timeline.slots if slot.planned.waits]
