"""Timelines and states for the screen's tests, with the voice of `tempo`."""

from __future__ import annotations

from collections.abc import Iterator

from tempo import timeline_of

from coach.model.timeline import Timeline
from coach.model.units import frames
from coach.session.screen import SessionState
from coach.terminal.view import next_words_change

CAT_COW = """
exercises:
  - name: Cat-Cow
    position: hands and knees
    set_up: Hands under your shoulders.
    get_ready: 20 s
    reps: 3
    phases:
      - {say: Breathe in and look ahead., short: Breathe in, for: 5 s}
      - {say: Breathe out and round your back., short: Breathe out, for: 5 s, count: down}
    rest: 25 s
  - name: Figure four
    position: on your back
    get_ready: 12 s
    side: each
    sets: 2
    hold: 45 s
    rest_between_sets: 20 s
after: [Roll on to your side.]
"""
PACKS = """
exercises:
  - name: Packs
    position: sitting
    steps:
      - {say: Warm pack on your back., for: 5 min, wait: until ready}
      - {say: Pack off., for: 30 s, count: up}
  - name: Wall sit
    position: standing
    until: you stop
    at_most: 60 s
"""
PACE = """
exercises: [{name: Squat, position: standing, reps: 10}]
"""
CIRCUIT = """
exercises:
  - circuit: Legs
    rounds: 2
    rest_between_rounds: 20 s
    exercises:
      - {name: Bird dog, side: alternating, hold: 10 s, reps: 2}
"""


def cat_cow() -> Timeline:
    return timeline_of(CAT_COW)


def at(timeline: Timeline, words: str, nth: int = 1, *, after_s: float = 0.0) -> SessionState:
    """Return the state at which words begin for the nth time, or some seconds after that."""
    starts = [cue.start for cue in timeline.cues if words in cue.text]
    return SessionState(timeline, starts[nth - 1] + frames(after_s))


def changes(timeline: Timeline) -> Iterator[SessionState]:
    """Yield every state at which the words to show change."""
    position = 0
    while position < timeline.total:
        state = SessionState(timeline, position)
        yield state
        position = next_words_change(state)
