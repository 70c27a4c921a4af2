"""One segment of a timeline, looked at once, so that every state in it is cheap to show."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from coach.model.plan import Place
from coach.model.timeline import Cue, ScheduledSegment, Timeline

_PASSING = {"remind", "halfway", "next", "wait"}
"""Words that say something beside what to do: after them, what was to be done still is."""
_NOT_TO_COME = {"count", "ready"}
"""What is not worth telling beforehand."""
_EFFORT = {"hold", "phase"}


@dataclass(frozen=True)
class Chapter:
    """A segment with its cues, and what can be said of them without a position."""

    timeline: Timeline
    index: int
    cues: tuple[Cue, ...]

    @property
    def segment(self) -> ScheduledSegment:
        """The segment itself."""
        return self.timeline.segments[self.index]

    def last(self, position: int) -> int | None:
        """Return which cue began last; None before the first."""
        started = self._started(position)
        return started - 1 if started else None

    def _started(self, position: int) -> int:
        """Return how many of the cues have begun at a frame."""
        return max(0, self.timeline.cues_started(position) - self._first)

    @cached_property
    def _first(self) -> int:
        return self.timeline.cues_started(self.segment.start - 1)

    def passes(self, index: int) -> bool:
        """Whether a cue's words only pass by. How long a step lasts does, what to do in it not."""
        cue = self.cues[index]
        return cue.kind in _PASSING or index in self._lengths

    @cached_property
    def standing(self) -> tuple[int | None, ...]:
        """For each cue the last one, up to it, whose words still hold."""
        standing: list[int | None] = []
        holds: int | None = None
        for index, cue in enumerate(self.cues):
            if cue.kind != "count" and not self.passes(index):
                holds = index
            standing.append(holds)
        return tuple(standing)

    @cached_property
    def _lengths(self) -> frozenset[int]:
        """The cues that say how long a step lasts, after one that waited said what to do."""
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
        index = self.last(position)
        standing = self.standing[index] if index is not None else None
        if standing is None:
            return Place()
        cue = self.cues[standing]
        if cue.kind != "ready":
            return cue.place
        # "Ready. Begin." belongs to what begins.
        later = (c.place for c in self.cues[standing + 1 :] if c.place.rep is not None)
        return next(later, cue.place)

    def said_before(self, index: int | None) -> str:
        """Return the words before a cue's, counts left out."""
        earlier = self.cues[:index] if index is not None else ()
        return next((cue.text for cue in reversed(earlier) if cue.kind != "count"), "")

    def what_next(self, position: int) -> str:
        """Return the next thing to do in this exercise, else what comes after it."""
        if self.segment.kind == "finish":
            return ""
        if self.segment.kind == "exercise":
            for index in range(self._started(position), len(self.cues)):
                if self._worth_telling(index):
                    return self.cues[index].text
        return self._after

    def _worth_telling(self, index: int) -> bool:
        cue = self.cues[index]
        if cue.kind == "rep":  # only where it is the effort's own cue
            return _rep(cue) not in self._efforts
        return cue.kind not in _NOT_TO_COME and not self.passes(index)

    @cached_property
    def _efforts(self) -> frozenset[tuple[str | None, int | None, int | None]]:
        return frozenset(_rep(cue) for cue in self.cues if cue.kind in _EFFORT)

    @cached_property
    def _after(self) -> str:
        rest = ""
        for segment in self.timeline.segments[self.index + 1 :]:
            if segment.kind == "exercise":
                return f"{rest}{segment.exercise}"
            if segment.kind == "finish":
                return "the last words"
            rest = "rest, then "
        return ""


def _rep(cue: Cue) -> tuple[str | None, int | None, int | None]:
    return cue.place.side, cue.place.set, cue.place.rep


class _Last:
    """Remembers the chapter that was looked at last: the next state is mostly in it too."""

    def __init__(self) -> None:
        self.chapters: deque[Chapter] = deque(maxlen=2)

    def find(self, timeline: Timeline, position: int) -> Chapter | None:
        for chapter in self.chapters:
            segment = chapter.segment
            if chapter.timeline is timeline and segment.start <= position < segment.end:
                return chapter
        made = _look(timeline, position)
        if made is not None:
            self.chapters.append(made)
        return made


def _look(timeline: Timeline, position: int) -> Chapter | None:
    index = timeline.segment_index(position)
    if index is None:
        return None
    return Chapter(timeline, index, timeline.cues_of(timeline.segments[index]))


chapter_at: Callable[[Timeline, int], Chapter | None] = _Last().find
"""The segment that a frame lies in, the last one past the end; None where there is none."""
