"""The timeline: its cues, segments and slots, in whole frames at `units.FRAME_RATE`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from coach.model.plan import CueKind, Place, PlannedSlot, SegmentKind
from coach.model.problems import Span
from coach.model.utterance import Tone, Utterance

Measure = Callable[[Utterance], int]
"""The length of an utterance's clip in frames."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One prompt at its time; frames count from the timeline's zero. Cues never overlap.

    Attributes:
        start: the frame on which it begins.
        end: `start` plus the clip's length, exclusive.
        kind: what it is for.
        text: as it is shown, captioned and printed.
        place: where in the routine it is spoken.
        pace: per cent of the session's rate.
        grown: by how many frames the cue's slot had to grow.
        at: where the text is in the file, if it is the author's.
        spoken: what the voice is given, if that differs from the text.
        hurried: whether it is spoken faster than asked, to fit.
        tone: which tone it is; None for words.
    """

    start: int
    end: int
    kind: CueKind
    text: str
    place: Place = field(default_factory=Place)
    pace: int = 100
    grown: int = 0
    at: Span | None = None
    spoken: str = ""
    hurried: bool = False
    tone: Tone | None = None

    @property
    def utterance(self) -> Utterance:
        """The utterance that the cue's clip is of."""
        return Utterance(self.spoken or self.text, self.pace, self.tone)

    def moved(self, by: int) -> Cue:
        """Return the cue, moved later by a number of frames."""
        return Cue(
            self.start + by, self.end + by, self.kind, self.text, self.place, self.pace,
            self.grown, self.at, self.spoken, self.hurried, self.tone,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScheduledSegment:
    """A stretch of the timeline, `end` exclusive; segments touch and cover all of it.

    `cap` is the most frames that an open-ended effort in it may take.
    """

    start: int
    end: int
    kind: SegmentKind
    exercise: str | None = None
    position: str | None = None
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class ScheduledSlot:
    """A slot of the plan, at its time; `end` is exclusive.

    Attributes:
        planned: what its time is for, and what may be said in it.
        segment: which segment of the plan it belongs to, from 0; the intro is -1.
        closing_start: the frame on which its closing prompts begin; `end` if it has none.
    """

    start: int
    end: int
    planned: PlannedSlot
    segment: int
    closing_start: int

    @property
    def frames(self) -> int:
        """The length in frames."""
        return self.end - self.start

    def moved(self, by: int) -> ScheduledSlot:
        """Return the slot, moved later by a number of frames."""
        return ScheduledSlot(
            self.start + by, self.end + by, self.planned, self.segment, self.closing_start + by
        )


@dataclass(frozen=True)
class Timeline:
    """Cues in order of start; segments, and the slots that they consist of, from 0 to `total`.

    Attributes:
        cues: in order of start; they never overlap.
        segments: cover 0 to `total` without a gap.
        total: the length in frames.
        slots: what segments consist of; empty for a timeline without a plan.
    """

    cues: tuple[Cue, ...]
    segments: tuple[ScheduledSegment, ...]
    total: int
    slots: tuple[ScheduledSlot, ...] = ()

    def cues_started(self, frame: int) -> int:
        """Return how many cues have started at a frame; `cues[n - 1]` is the latest of them."""
        return bisect_right(self._cue_starts, frame)

    def latest_cue(self, frame: int) -> Cue | None:
        """Return the last cue that starts at a frame or before it."""
        started = self.cues_started(frame)
        return self.cues[started - 1] if started else None

    def cue_at(self, frame: int) -> Cue | None:
        """Return the cue that is heard at a frame; None in silence."""
        cue = self.latest_cue(frame)
        return cue if cue is not None and frame < cue.end else None

    def next_cue(self, frame: int, kinds: Collection[CueKind] = ()) -> Cue | None:
        """Return the first cue that starts after a frame, of one of these kinds if given."""
        later = range(self.cues_started(frame), len(self.cues))
        return next((self.cues[i] for i in later if not kinds or self.cues[i].kind in kinds), None)

    def next_cue_start(self, frame: int) -> int:
        """Return the frame on which the next cue after a frame starts; without one, the total."""
        cue = self.next_cue(frame)
        return self.total if cue is None else cue.start

    def cues_between(self, start: int, end: int) -> tuple[Cue, ...]:
        """Return the cues that start at `start` or later and before `end`."""
        first = bisect_left(self._cue_starts, start)
        return self.cues[first : bisect_left(self._cue_starts, end, lo=first)]

    def cues_heard(self, start: int, end: int) -> tuple[Cue, ...]:
        """Return the cues that are heard, at least in part, from `start` until before `end`."""
        first = self.cues_started(start)
        if first and self.cues[first - 1].end > start:
            first -= 1
        return self.cues[first : bisect_left(self._cue_starts, end, lo=first)]

    def segment_index(self, frame: int) -> int | None:
        """Return the number of the segment that a frame is in; past the end, the last one's."""
        started = bisect_right(self._segment_starts, frame)
        return started - 1 if started else None

    def segment_at(self, frame: int) -> ScheduledSegment | None:
        """Return the segment that a frame is in; past the end, the last one."""
        index = self.segment_index(frame)
        return None if index is None else self.segments[index]

    def next_segment(
        self, frame: int, kinds: Collection[SegmentKind] = ()
    ) -> ScheduledSegment | None:
        """Return the first segment that starts after a frame, of one of these kinds if given."""
        later = self.segments[bisect_right(self._segment_starts, frame) :]
        return next((segment for segment in later if not kinds or segment.kind in kinds), None)

    def segments_begun(
        self, frame: int, kinds: Collection[SegmentKind] = ()
    ) -> Iterator[ScheduledSegment]:
        """Yield the segments that start at a frame or before it, the latest one first."""
        for index in range(bisect_right(self._segment_starts, frame) - 1, -1, -1):
            if not kinds or self.segments[index].kind in kinds:
                yield self.segments[index]

    def cues_of(self, segment: ScheduledSegment | ScheduledSlot) -> tuple[Cue, ...]:
        """Return the cues that start within a segment or a slot."""
        return self.cues_between(segment.start, segment.end)

    def place_of(self, segment: ScheduledSegment) -> Place:
        """Return the place of a segment's first cue in an exercise; without one, an empty place."""
        cues = self.cues_of(segment)
        return next((cue.place for cue in cues if cue.place.item is not None), Place())

    def slot_index(self, frame: int) -> int | None:
        """Return the number of the slot that a frame is in; None past the end or without slots."""
        index = bisect_right(self._slot_starts, frame) - 1
        return index if index >= 0 and frame < self.slots[index].end else None

    def slot_at(self, frame: int) -> ScheduledSlot | None:
        """Return the slot that a frame is in; None past the end or without slots."""
        index = self.slot_index(frame)
        return None if index is None else self.slots[index]

    def slots_of(self, segment: ScheduledSegment) -> tuple[ScheduledSlot, ...]:
        """Return the slots that start within a segment."""
        first = bisect_left(self._slot_starts, segment.start)
        return self.slots[first : bisect_left(self._slot_starts, segment.end, lo=first)]

    @cached_property
    def _cue_starts(self) -> list[int]:
        return [cue.start for cue in self.cues]

    @cached_property
    def _segment_starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    @cached_property
    def _slot_starts(self) -> list[int]:
        return [slot.start for slot in self.slots]
