"""Sample routines and their pages, with a tone for each cue."""

from __future__ import annotations

import json
import math
import re
import textwrap
from array import array
from functools import cache
from pathlib import Path
from typing import Any

from tempo import half_a_second_a_word

from coach import phrases
from coach.export.job import ExportJob
from coach.export.registry import export_file
from coach.export.timetable import Heading
from coach.format import read_routine
from coach.model.clip import Clip
from coach.model.routine import Routine
from coach.model.timeline import Cue
from coach.model.units import FRAME_RATE
from coach.planning import Choices, plan
from coach.scheduling import schedule

HOSTILE = """</script><script>window.hurt=1</script><img src=x onerror="hurt()">&amp;"""
STRETCHES = textwrap.dedent("""\
    format: 1
    title: Two stretches
    summary: For a stiff back.
    author: A. Author, physiotherapist
    reviewed: 2026-11-01
    language: en-US
    schedule: {times_per_day: 2, days_per_week: 5, weeks: 3}
    equipment: [mat]
    do_not_start_if: Your legs have become weak.
    stop_if: Pain is sharp.
    exercises:
      - name: Cat-Cow
        position: hands and knees
        picture: cat-cow
        get_ready: 1 s
        sets: 2
        rest_between_sets: 4 s
        reps: 2 to 3
        phases:
          - {say: Belly sinks, for: 3 s}
          - {say: Back rounds up, for: 3 s}
        care: Move your head last.
        progress:
          - {from_week: 3, reps: 8 to 12}
      - rest: 5 s
      - name: Side reach
        position: standing
        get_ready: 1 s
        side: each
        change_side: 2 s
        say: Reach up with your {side} hand.
        hold: 4 s
      - name: Packs
        position: sitting
        get_ready: 1 s
        steps:
          - {say: Pack on, for: 3 s, wait: until ready, at_most: 20 s}
    after: Sit for a moment.
    """)


def read(yaml: str, name: str = "routine.yaml") -> Routine:
    """Read a routine, which must have no errors."""
    reading = read_routine(yaml.encode(), name)
    assert reading.routine is not None, reading.problems
    return reading.routine


def job_of(yaml: str, choices: Choices | None = None) -> ExportJob:
    """Return an export job with a tone for each cue."""
    routine = read(yaml)
    made = plan(routine, choices or Choices(controls="file"), phrases.load(routine.language))
    timeline = schedule(made, half_a_second_a_word)
    heading = Heading(routine.title, routine.language, "tone", measured=True)
    return ExportJob(routine, timeline, heading, _tone)


def _tone(cue: Cue) -> Clip:
    return Clip(_tone_of(cue.end - cue.start))


@cache
def _tone_of(frames: int) -> bytes:
    quiet = frames // 8  # a gap before the next cue, so that each onset can be found
    wave = [round(9000 * math.sin(math.tau * 440 * n / FRAME_RATE)) for n in range(frames - quiet)]
    return array("h", [*wave, *[0] * quiet]).tobytes()


def page_of(
    yaml: str, folder: Path, choices: Choices | None = None, *, silent: bool = False
) -> Path:
    """Write a routine's page."""
    job = job_of(yaml, choices)
    if silent:
        job = ExportJob.without_sound(job.routine, job.timeline, job.heading)
    path = folder / "page.html"
    export_file(path, job)
    return path


def block(page: str, identity: str) -> Any:
    """Return the data in one of a page's JSON blocks."""
    found = re.search(
        rf'<script type="application/json" id="{identity}">(.*?)</script>', page, re.DOTALL
    )
    assert found is not None
    return json.loads(found[1])
