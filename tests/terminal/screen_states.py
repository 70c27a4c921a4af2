"""Timelines and states for the screen's tests, with the voice of `tempo`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies as st
from tempo import timeline_of

from coach.model.plan import CueKind, SegmentKind
from coach.model.timeline import Cue, ScheduledSegment, Timeline
from coach.model.units import FRAME_RATE, frames
from coach.session.continuity import Continuity
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


# -- random timelines, and what may happen to somebody who listens to them ------------------------

TRANSIENT: tuple[CueKind, ...] = ("remind", "halfway", "next", "wait")
_INSTRUCTIONS: tuple[CueKind, ...] = ("name", "set_up", "hold", "release", "rest", "change_side")
_CUES = st.tuples(
    st.sampled_from([*TRANSIENT, *_INSTRUCTIONS, "count"]),
    st.integers(FRAME_RATE // 3, 4 * FRAME_RATE),
    st.one_of(st.just(0), st.integers(0, 8 * FRAME_RATE)),
)
"""A kind, a length, and the silence after it."""


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Return a timeline of a few segments with any cues, each with words of its own."""
    cues: list[Cue] = []
    segments: list[ScheduledSegment] = []
    now = 0
    kinds: list[SegmentKind] = draw(
        st.lists(st.sampled_from(["exercise", "rest"]), min_size=1, max_size=3)
    )
    for kind in kinds:
        start = now
        now += draw(st.integers(0, FRAME_RATE))
        for cue_kind, length, silence in draw(st.lists(_CUES, min_size=1, max_size=6)):
            cues.append(Cue(now, now + length, cue_kind, f"Words number {len(cues)}."))
            now += length + silence
        segments.append(ScheduledSegment(start, now, kind, "Squat" if kind == "exercise" else None))
    return Timeline(tuple(cues), tuple(segments), now)


@dataclass(frozen=True)
class Event:
    """What happens: some seconds of playing or standing still, or a jump to a share of the whole.

    `stand` is a pause, lost sound or speech that isn't ready.
    """

    kind: Literal["play", "stand", "jump"]
    much: float


EVENTS = st.lists(
    st.one_of(
        st.builds(Event, st.sampled_from(["play", "stand"]), st.floats(0.1, 12)),
        st.builds(Event, st.just("jump"), st.floats(0, 1)),
    ),
    max_size=12,
)
_LOOK_S = 0.8
"""How often a session looks at itself, at most."""


def lived(
    timeline: Timeline, events: list[Event], *, silent: bool
) -> Iterator[tuple[SessionState, int]]:
    """Yield the states of a session, each with the frame from which it has really played on."""
    continuity, position, now_s, since = Continuity(), 0, 0.0, 0
    for event in events:
        left_s = event.much if event.kind != "jump" else 0.0
        if event.kind == "jump":
            position = since = int(event.much * timeline.total)
            now_s += 0.05
        while True:
            standing = event.kind == "stand"
            played_from = continuity.played_from(position, now_s, standing=standing)
            since = position if standing else since
            yield SessionState(timeline, position, silent=silent, played_from=played_from), since
            if left_s <= 0:
                break
            step_s = min(left_s, _LOOK_S)
            left_s, now_s = left_s - step_s, now_s + step_s
            if event.kind == "play":
                position = min(timeline.total, position + frames(step_s))
