"""Checks the file of a routine or a library exercise, and returns all of its problems."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coach import composition, library
from coach.export.exercise_picture import picture_problems
from coach.format import Reading
from coach.lint import check, check_incomplete
from coach.model.language import is_english
from coach.model.problems import Problem, Severity, Span, VoiceError, in_order
from coach.model.routine import Routine
from coach.model.rules import rule
from coach.model.timeline import Timeline
from coach.planning import Choices
from coach.speech.sanitize import UnspeakableError, sanitize


def check_file(path: Path, voice: str | None = None) -> list[Problem]:
    """Return all problems in the file of a routine or a library exercise, in order of place.

    Args:
        path: the file.
        voice: the voice to measure the cues with; if None, their times are estimated.

    Raises:
        ChoiceError: there is no such voice.
        VoiceError: the voice can't speak.
    """
    try:
        reading = library.read(path)
    except library.UnreadableFileError as error:
        return [_unreadable(path, error)]
    routine, unsupported = reading.routine, composition.unsupported_language(reading)
    lines = reading.source.lines
    if routine is None or unsupported:
        partial = reading.partial
        findings = check_incomplete(partial, str(path), lines) if partial else []
        return in_order([*reading.problems, *unsupported, *findings])
    if voice is None:
        timeline, _ = composition.estimated_timeline(routine, Choices())
    else:
        with composition.open_speech(routine, voice) as speech:
            timeline = composition.prepare(routine, Choices(), speech).timeline
    return in_order(
        [
            *reading.problems,
            *picture_problems(routine, reading.line_of),
            *check(routine, timeline, str(path), lines, measured=voice is not None),
            *_in_another_language(reading, routine),
            *_unspeakable(reading, routine, timeline),
        ]
    )


@rule("unreadable")
def _unreadable(path: Path, error: library.UnreadableFileError) -> Problem:
    """The file can't be opened: it's missing, it's a folder, or you have no permission to read it.

    The message says which, and what to do.
    """
    place = Span(str(path), 1, 1, 2)
    return Problem(place, Severity.ERROR, "unreadable", error.message, error.hint)


@rule("not-measured")
def check_unmeasured(path: Path, error: VoiceError) -> list[Problem]:
    """`--voice` asked for measured times, but no voice could speak this file.

    There is no voice for its language, or speaking one of its prompts failed. The file was checked
    with estimated times instead.
    """
    message = f"this file was checked with estimated times: {str(error).removesuffix('.')}"
    place = Span(str(path), 1, 1, 2)
    return in_order([Problem(place, Severity.ERROR, "not-measured", message), *check_file(path)])


@rule(
    "unspeakable",
    'set_up: "[[slnc 500]] Bend your knees."\nhold: 10 s',
    "set_up: Bend your knees.\nhold: 10 s",
)
def _unspeakable(reading: Reading, routine: Routine, timeline: Timeline) -> Iterator[Problem]:
    """Coach won't give a voice this text, because it has no words, or because it has markup.

    Some voices read markup aloud, and others obey it. The routine can't be exported; a session
    shows the text on the screen, but doesn't speak it. (Warning.)
    """
    names = {exercise.name: exercise.place("name") for exercise in routine.exercises()}
    places = {c.utterance.text: c.at or names.get(c.place.exercise or "") for c in timeline.cues}
    for words, place in places.items():
        try:
            sanitize(words)
        except UnspeakableError as error:
            at = place or Span(reading.source.name, 1, 1, 2)
            line = reading.source.line(at.line) if at.file == reading.source.name else ""
            yield Problem(at, Severity.WARNING, "unspeakable", error.problem, error.hint, line)


@rule("language")
def _in_another_language(reading: Reading, routine: Routine) -> Iterator[Problem]:
    """A library exercise, which is in English, is used in a routine that isn't.

    Write it out in the routine's own language. (Warning.)
    """
    if is_english(routine.language):
        return
    folder = library.bundled_folder() / "exercises"
    for exercise in routine.exercises():
        place = exercise.place("use")
        files = {text.at.file for text in exercise.texts() if text.at is not None}
        if place is not None and any(Path(file).parent == folder for file in files):
            message = f"the library's `{exercise.name}` is in English, and would be read as English"
            hint = f"write it out here, with its texts in `{routine.language}`"
            line = reading.source.line(place.line)
            yield Problem(place, Severity.WARNING, "language", message, hint, line)
