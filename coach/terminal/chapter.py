"""One segment of a timeline, looked at once, so that every state in it is cheap to show."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from coach.model.timeline import Cue, Segment, Timeline

_PASSING = {"remind", "halfway", "next", "wait"}
"""Words that say something beside what to do: after them, what was to be done still is."""
_NOT_TO_COME = {"count", "ready"}
"""What is not worth telling beforehand."""
_EFFORT = {"hold", "phase"}

_start = attrgetter("start")


@dataclass(frozen=True)
class Chapter:
    """A segment with its cues, and what can be said of them without a position."""

    timeline: Timeline
    index: int
    cues: tuple[Cue, ...]

    @property
    def segment(self) -> Segment:
        """The segment itself."""
        return self.timeline.segments[self.index]

    def last(self, position: int) -> int | None:
        """Return which cue began last; None before the first."""
        index = bisect_right(self.cues, position, key=_start) - 1
        return index if index >= 0 else None

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
                waited = (cue.rep, cue.phase)
            elif cue.kind == "phase":
                if cue.at is None and cue.phase and waited == (cue.rep, cue.phase):
                    found.add(index)
                waited = None
        return frozenset(found)

    def place(self, position: int) -> Cue | None:
        """Return a cue that stands where we are: its side, set and rep are ours."""
        index = self.last(position)
        standing = self.standing[index] if index is not None else None
        if standing is None:
            return None
        cue = self.cues[standing]
        if cue.kind != "ready":
            return cue
        # "Ready. Begin." belongs to what begins.
        return next((c for c in self.cues[standing + 1 :] if c.rep is not None), cue)

    def said_before(self, index: int | None) -> str:
        """Return the words before a cue's, counts left out."""
        earlier = self.cues[:index] if index is not None else ()
        return next((cue.text for cue in reversed(earlier) if cue.kind != "count"), "")

    def reps(self, here: Cue | None) -> int:
        """Return how many reps the set has that a cue stands in, on each side."""
        return self._reps.get(here.set, 0) if here else 0

    @cached_property
    def _reps(self) -> dict[int | None, int]:
        reps: dict[int | None, int] = {}
        for cue in self.cues:
            reps[cue.set] = max(cue.rep or 0, reps.get(cue.set, 0))
        return reps

    @cached_property
    def sets(self) -> int:
        """How many sets the exercise has, on each side."""
        return max((cue.set or 0 for cue in self.cues), default=0)

    @cached_property
    def rounds(self) -> int:
        """How often the exercise is done in a circuit."""
        items = {cue.item for cue in self.cues if cue.round is not None}
        return max((c.round or 0 for c in self.timeline.cues if c.item in items), default=0)

    def what_next(self, position: int) -> str:
        """Return the next thing to do in this exercise, else what comes after it."""
        if self.segment.kind == "finish":
            return ""
        if self.segment.kind == "exercise":
            first = bisect_right(self.cues, position, key=_start)
            for index in range(first, len(self.cues)):
                if self._worth_telling(index):
                    return self.cues[index].text
        return self._after

    def _worth_telling(self, index: int) -> bool:
        cue = self.cues[index]
        if cue.kind == "rep":  # only where it is the effort's own cue
            return (cue.side, cue.set, cue.rep) not in self._efforts
        return cue.kind not in _NOT_TO_COME and not self.passes(index)

    @cached_property
    def _efforts(self) -> frozenset[tuple[str | None, int | None, int | None]]:
        return frozenset((c.side, c.set, c.rep) for c in self.cues if c.kind in _EFFORT)

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
    index = bisect_right(timeline.segments, position, key=_start) - 1
    if index < 0:
        return None
    segment = timeline.segments[index]
    first = bisect_left(timeline.cues, segment.start, key=_start)
    after = bisect_left(timeline.cues, segment.end, key=_start)
    return Chapter(timeline, index, timeline.cues[first:after])


chapter_at: Callable[[Timeline, int], Chapter | None] = _Last().find
"""The segment that a frame lies in, the last one past the end; None where there is none."""
