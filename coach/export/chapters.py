"""Where a player can jump to: a chapter for each exercise, and what a file says of itself.

A chapter begins with an exercise's name; the rest that follows an exercise belongs to it. So
whoever jumps hears at once what comes, and doesn't wait.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from coach.phrases import Phrases
from coach.routine import Routine
from coach.timeline import Timeline

_LANGUAGES = """
    af afr ar ara bg bul bn ben bs bos ca cat cs ces cy cym da dan de deu el ell en eng eo epo
    es spa et est eu eus fa fas fi fin fr fra ga gle gl glg gu guj he heb hi hin hr hrv hu hun
    hy hye id ind is isl it ita ja jpn ka kat kn kan ko kor lt lit lv lav mk mkd ml mal mr mar
    ms msa mt mlt nb nob ne nep nl nld nn nno no nor pa pan pl pol pt por ro ron ru rus sk slk
    sl slv sq sqi sr srp sv swe sw swa ta tam te tel th tha tr tur uk ukr ur urd uz uzb vi vie
    zh zho
"""
"""ISO 639-1 and 639-2: some tags know three letters only."""
_LONG = dict(zip(_LANGUAGES.split()[::2], _LANGUAGES.split()[1::2], strict=True))


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
        primary = self.language.partition("-")[0].casefold()
        three_letters = 3
        return _LONG.get(primary, primary if len(primary) == three_letters else "und")

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
