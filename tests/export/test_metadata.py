"""Chapters: one for each exercise, from its first words to the end of the rest after it."""

from __future__ import annotations

from itertools import pairwise

from tempo import half_a_second_a_word, routine_of

from coach.export.metadata import Chapter, Metadata, metadata_of
from coach.model.timeline import Timeline
from coach.phrases import load
from coach.planning import Choices, plan
from coach.scheduling import schedule

TWICE = """
author: A. Author
before: Breathe.
exercises:
  - name: Reach
    hold: 5 s
  - circuit: Legs
    rounds: 2
    exercises:
      - {name: Squat, hold: 5 s}
      - {name: Lunge, hold: 5 s}
"""


def metadata(yaml: str = TWICE, choices: Choices | None = None) -> tuple[Metadata, Timeline]:
    routine = routine_of(yaml)
    phrases = load("en")
    timeline = schedule(plan(routine, choices or Choices(), phrases), half_a_second_a_word)
    return metadata_of(routine, timeline, phrases), timeline


def test_there_is_a_chapter_for_each_exercise_and_for_the_start_and_end() -> None:
    found, timeline = metadata()
    assert [chapter.title for chapter in found.chapters] == [
        "Before you start", "Reach", "Squat (1)", "Lunge (1)", "Squat (2)", "Lunge (2)",
        "To finish",
    ]  # fmt: skip
    exercises = [segment for segment in timeline.segments if segment.kind == "exercise"]
    assert [c.start for c in found.chapters[1:-1]] == [segment.start for segment in exercises]
    texts = {cue.start: cue.text for cue in timeline.cues}
    assert [texts[c.start] for c in found.chapters[1:-1]] == [
        "First, Reach.", "Next, Squat.", "Next, Lunge.", "Last round.", "Last, Lunge.",
    ]  # fmt: skip


def test_chapters_have_no_gaps_and_include_the_rest_after_the_exercise() -> None:
    found, timeline = metadata()
    assert (found.chapters[0].start, found.chapters[-1].end) == (0, timeline.total)
    assert all(a.end == b.start for a, b in pairwise(found.chapters))
    rests = [s for s in timeline.segments if s.kind == "rest"]
    assert [s.end for s in rests] == [c.end for c in found.chapters[1:5]]


def test_with_too_many_chapters_the_last_one_kept_extends_to_the_end() -> None:
    found, timeline = metadata()
    few = found.with_at_most(2).chapters
    assert few == (found.chapters[0], Chapter(few[1].start, timeline.total, "Reach"))


def test_language_codes_have_three_letters() -> None:
    def letters(language: str) -> str:
        return Metadata("", "", language, (), 0).language_alpha3

    assert [letters(tag) for tag in ("en-US", "PT-br", "de", "fil", "x-klingon")] == [
        "eng", "por", "deu", "fil", "und",
    ]  # fmt: skip
