"""The cues of one segment, and what follows from them whatever the position.

This is computed once per segment, so that showing any of its frames is cheap.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cached_property

from coach.model.plan import Place
from coach.model.timeline import Cue, ScheduledSegment, Timeline

_TRANSIENT_KINDS = {"remind", "halfway", "next", "wait"}
"""Cues that don't say what to do: after them, the previous instruction still holds."""
_NOT_ANNOUNCED_KINDS = {"count", "dose", "ready"}
"""Cues that are never shown as what comes next."""
_EFFORT_KINDS = {"hold", "phase"}


@dataclass(frozen=True)
class SegmentCues:
    """A segment with its cues.

    Attributes:
        timeline: the timeline that it is part of.
        index: its number in the timeline.
        cues: those that start in it.
    """

    timeline: Timeline
    index: int
    cues: tuple[Cue, ...]

    @property
    def segment(self) -> ScheduledSegment:
        """The segment itself."""
        return self.timeline.segments[self.index]

    def latest(self, position: int) -> int | None:
        """Return the number of the cue that started last; None before the first."""
        started = self._started(position)
        return started - 1 if started else None

    def _started(self, position: int) -> int:
        """Return how many of the cues have started at a frame."""
        return max(0, self.timeline.cues_started(position) - self._first)

    @cached_property
    def _first(self) -> int:
        return self.timeline.cues_started(self.segment.start - 1)

    def is_transient(self, index: int) -> bool:
        """Whether a cue's words are shown only for a while: a step's length, but not the step."""
        cue = self.cues[index]
        return cue.kind in _TRANSIENT_KINDS or index in self._step_lengths

    @cached_property
    def instructions(self) -> tuple[int | None, ...]:
        """For each cue, the number of the latest one that says what to do."""
        instructions: list[int | None] = []
        latest: int | None = None
        for index, cue in enumerate(self.cues):
            if cue.kind != "count" and not self.is_transient(index):
                latest = index
            instructions.append(latest)
        return tuple(instructions)

    @cached_property
    def _step_lengths(self) -> frozenset[int]:
        """The cues that say how long a step lasts, after a wait that has said what to do."""
        found, waited = set(), None
        for index, cue in enumerate(self.cues):
            if cue.kind == "wait":
                waited = (cue.place.rep, cue.place.phase)
            elif cue.kind == "phase":
                here = (cue.place.rep, cue.place.phase)
                if cue.at is None and cue.place.phase and waited == here:
                    found.add(index)
                waited = None
        return frozenset(found)

    def place(self, position: int) -> Place:
        """Return where in the exercise a frame lies."""
        latest = self.latest(position)
        index = self.instructions[latest] if latest is not None else None
        if index is None:
            return Place()
        cue = self.cues[index]
        if cue.kind != "ready":
            return cue.place
        # "Ready. Begin." belongs to the rep that it begins.
        later = (c.place for c in self.cues[index + 1 :] if c.place.rep is not None)
        return next(later, cue.place)

    def words_before(self, index: int | None) -> str:
        """Return the words that were said before a cue, without counts."""
        earlier = self.cues[:index] if index is not None else ()
        return next((cue.text for cue in reversed(earlier) if cue.kind != "count"), "")

    def next_words(self, position: int) -> str:
        """Return the next thing to do in this exercise, or else what comes after it."""
        if self.segment.kind == "finish":
            return ""
        if self.segment.kind == "exercise":
            for index in range(self._started(position), len(self.cues)):
                if self._is_worth_announcing(index):
                    cue = self.cues[index]
                    return self.segment.exercise or "" if cue.kind == "name" else cue.text
        return self._next_segment

    def _is_worth_announcing(self, index: int) -> bool:
        cue = self.cues[index]
        if cue.kind == "rep":  # a number before a hold or a phase says nothing about it
            return _rep(cue) not in self._efforts
        return cue.kind not in _NOT_ANNOUNCED_KINDS and not self.is_transient(index)

    @cached_property
    def _efforts(self) -> frozenset[tuple[str | None, int | None, int | None]]:
        return frozenset(_rep(cue) for cue in self.cues if cue.kind in _EFFORT_KINDS)

    @cached_property
    def _next_segment(self) -> str:
        rest = ""
        for segment in self.timeline.segments[self.index + 1 :]:
            if segment.kind == "exercise":
                return f"{rest}{segment.exercise}"
            if segment.kind == "finish":
                return "the closing words"
            rest = "rest, then "
        return ""


def _rep(cue: Cue) -> tuple[str | None, int | None, int | None]:
    return cue.place.side, cue.place.set, cue.place.rep


_recent: deque[SegmentCues] = deque(maxlen=2)
"""The segments used last: the next frame is usually in one of them."""


def segment_cues_at(timeline: Timeline, position: int) -> SegmentCues | None:
    """Return the segment at a frame, or the last one past the end; None if there are none."""
    for found in _recent:
        if found.timeline is timeline and found.segment.start <= position < found.segment.end:
            return found
    index = timeline.segment_index(position)
    if index is None:
        return None
    found = SegmentCues(timeline, index, timeline.cues_of(timeline.segments[index]))
    _recent.append(found)
    return found
