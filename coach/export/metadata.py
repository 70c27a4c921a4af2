"""The metadata of an audio file: title, author, language, and a chapter for each exercise.

A chapter starts with the first words of the exercise (its name, or the way down to the floor or the
round before it), so that a listener who jumps to it hears all of it; the rest after an exercise
belongs to that exercise's chapter.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from coach.model.routine import Routine
from coach.model.timeline import Timeline
from coach.phrases import Phrases


@dataclass(frozen=True)
class Chapter:
    """A stretch of the timeline in frames, `end` exclusive; chapters cover it without gaps."""

    start: int
    end: int
    title: str


@dataclass(frozen=True)
class Metadata:
    """What an audio file's tags say; empty texts are omitted.

    Attributes:
        language: the routine's language tag.
        chapters: in order, from frame 0 to `total`.
        total: the length in frames.
    """

    title: str
    author: str
    language: str
    chapters: tuple[Chapter, ...]
    total: int

    @property
    def language_alpha3(self) -> str:
        """The language as three letters (ISO 639-2); ``und`` if it has none."""
        import langcodes  # noqa: PLC0415 - only for audio files

        try:
            return langcodes.Language.get(self.language).to_alpha3()
        except (ValueError, LookupError):
            return "und"

    def with_at_most(self, count: int) -> Metadata:
        """Return a copy with at most `count` chapters, the last extended to the end."""
        chapters = self.chapters[:count]
        if len(chapters) < len(self.chapters):
            chapters = (*chapters[:-1], replace(chapters[-1], end=self.total))
        return replace(self, chapters=chapters)


def metadata_of(routine: Routine, timeline: Timeline, phrases: Phrases) -> Metadata:
    """Return the metadata of a routine's audio file."""
    found = chapters_of(timeline, phrases)
    return Metadata(routine.title, routine.author, routine.language, found, timeline.total)


def chapters_of(timeline: Timeline, phrases: Phrases) -> tuple[Chapter, ...]:
    """Return a timeline's chapters; an exercise that occurs several times is numbered."""
    chapters: list[Chapter] = []
    totals = Counter(s.exercise for s in timeline.segments if s.kind == "exercise")
    numbers: Counter[str | None] = Counter()
    for segment in timeline.segments:
        if segment.kind == "rest" and chapters:
            chapters[-1] = replace(chapters[-1], end=segment.end)
            continue
        title = segment.exercise or phrases.say(f"chapter_{segment.kind}")
        numbers[segment.exercise] += 1
        if totals[segment.exercise] > 1:
            title = f"{title} ({numbers[segment.exercise]})"
        chapters.append(Chapter(segment.start, segment.end, title))
    return tuple(chapters)
