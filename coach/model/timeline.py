"""What a timeline is: cues, segments and parts, in whole frames at `units.FRAME_RATE`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coach.model.plan import CueKind, SegmentKind, Slot
from coach.model.problems import Span
from coach.model.utterance import Tone, Utterance

Measure = Callable[[Utterance], int]
"""The length of an utterance's clip in frames."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One prompt at its place; frames count from the timeline's zero.

    `end` is `start` plus the clip's length, exclusive. Cues never overlap. `grown` is by how many
    frames the cue's slot had to grow. `at` is the place of the author's text. `text` is what is
    shown; `spoken` what the voice is given, where that differs. `hurried` says that it is spoken
    faster than asked, to fit. `tone` says which tone it is; None for words.
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
    at: Span | None = None
    spoken: str = ""
    hurried: bool = False
    tone: Tone | None = None

    @property
    def utterance(self) -> Utterance:
        """What the cue's clip is of."""
        return Utterance(self.spoken or self.text, self.pace, self.tone)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the timeline, `end` exclusive; segments touch and cover all of it.

    `cap` is the most frames that an open effort in it may take.
    """

    start: int
    end: int
    kind: SegmentKind
    exercise: str | None = None
    position: str | None = None
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A slot of the plan at its place, `end` exclusive.

    Attributes:
        slot: what its time is for, and what may be said in it.
        section: which section of the plan it is of, from 0; the intro is -1.
        closing: the frame from which what closes it is said; `end` where nothing does.
    """

    start: int
    end: int
    slot: Slot
    section: int
    closing: int


@dataclass(frozen=True)
class Timeline:
    """Cues in order of start; segments, and the parts that they consist of, from 0 to `total`."""

    cues: tuple[Cue, ...]
    segments: tuple[Segment, ...]
    total: int
    parts: tuple[Part, ...] = ()
