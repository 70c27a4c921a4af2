"""The one timeline: what is heard, and when, in whole frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CueKind = Literal[
    "intro", "safety", "name", "move", "set_up", "care", "ready", "side", "rep", "hold", "phase",
    "count", "remind", "halfway", "release", "change_side", "rest", "next", "wait", "finish",
]
SegmentKind = Literal["intro", "exercise", "rest", "finish"]


@dataclass(frozen=True)
class Cue:
    """One prompt at its place; frames count from the timeline's zero at `units.FRAME_RATE`.

    `end` is `start` plus the clip's length, exclusive. Cues never overlap.
    """

    start: int
    end: int
    kind: CueKind
    text: str
    pace: int = 100
    exercise: str | None = None
    item: int | None = None
    round: int | None = None
    side: str | None = None
    set: int | None = None
    rep: int | None = None
    phase: int | None = None
    grown: int = 0


@dataclass(frozen=True)
class Segment:
    """A stretch of the timeline, `end` exclusive; segments touch and cover all of it."""

    start: int
    end: int
    kind: SegmentKind
    exercise: str | None = None
    position: str | None = None


@dataclass(frozen=True)
class Timeline:
    """Cues in order of start, segments from 0 to `total`."""

    cues: tuple[Cue, ...]
    segments: tuple[Segment, ...]
    total: int
