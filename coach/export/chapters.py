"""Where a player can jump to: a chapter for each exercise, and what a file says of itself.

A chapter begins with an exercise's name; the rest that follows an exercise belongs to it. So
whoever jumps hears at once what comes, and doesn't wait.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from coach.model.routine import Routine
from coach.model.timeline import Timeline
from coach.phrases import Phrases


@dataclass(frozen=True)
class Chapter:
    """A stretch of the timeline in frames, `end` exclusive; chapters touch and cover all of it."""

    start: int
    end: int
    title: str


@dataclass(frozen=True)
class About:
    """What an audio file says of itself; empty texts are left out."""

    title: str
    author: str
    language: str
    chapters: tuple[Chapter, ...]
    total: int

    @property
    def long_language(self) -> str:
        """The language as three letters of ISO 639-2; ``und`` where that is not known."""
        import langcodes  # noqa: PLC0415 - only for what has tags

        try:
            return langcodes.Language.get(self.language).to_alpha3()
        except (ValueError, LookupError):
            return "und"

    def with_chapters(self, most: int) -> About:
        """Return the same with so many chapters at most; the last one lasts to the end."""
        chapters = self.chapters[:most]
        if len(chapters) < len(self.chapters):
            chapters = (*chapters[:-1], replace(chapters[-1], end=self.total))
        return replace(self, chapters=chapters)


def about(routine: Routine, timeline: Timeline, phrases: Phrases) -> About:
    """Return what an audio file of a routine says of itself."""
    found = chapters(timeline, phrases)
    return About(routine.title, routine.author, routine.language, found, timeline.total)


def chapters(timeline: Timeline, phrases: Phrases) -> tuple[Chapter, ...]:
    """Return a timeline's chapters; an exercise that comes again is numbered."""
    made: list[Chapter] = []
    names = Counter(s.exercise for s in timeline.segments if s.kind == "exercise")
    heard: Counter[str | None] = Counter()
    for segment in timeline.segments:
        if segment.kind == "rest" and made:
            made[-1] = replace(made[-1], end=segment.end)
            continue
        title = segment.exercise or phrases.say(f"chapter_{segment.kind}")
        heard[segment.exercise] += 1
        if names[segment.exercise] > 1:
            title = f"{title} ({heard[segment.exercise]})"
        made.append(Chapter(segment.start, segment.end, title))
    return tuple(made)
