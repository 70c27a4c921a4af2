"""Puts the parts together: a routine's file, a person's choices, a voice, and one timeline."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from coach import library, phrases, settings
from coach.export.timetable import Heading
from coach.format import Reading
from coach.model.clip import Clip
from coach.model.language import is_english
from coach.model.problems import (
    ChoiceError,
    Problem,
    RoutineError,
    Severity,
    Span,
    VoiceError,
    in_order,
)
from coach.model.routine import Routine
from coach.model.timeline import Cue, Timeline
from coach.model.units import default_words_per_minute
from coach.planning import Choices, Plan, plan
from coach.scheduling import schedule
from coach.session.background_synthesis import BackgroundSynthesis
from coach.speech import (
    Utterance,
    english_equivalent_rate,
    estimate_frames,
    fallback_voices,
    open_voice,
)
from coach.speech.cache import DEFAULT_MAX_BYTES, ClipCache, cache_folder
from coach.speech.sanitize import sanitize
from coach.speech.session_speech import SessionSpeech

Progress = Callable[[int, int], None]
"""Told how many of how many prompts are ready."""


@dataclass(frozen=True)
class OpenedRoutine:
    """A routine that can be played, and what is doubtful about its file."""

    routine: Routine
    path: Path
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class PreparedSession:
    """A timeline, what to call it, and the clip of each of its cues."""

    timeline: Timeline
    heading: Heading
    clip: Callable[[Cue], Clip]


def open_routine(name: str) -> OpenedRoutine:
    """Read a routine given by name or path.

    Raises:
        ChoiceError: there is none, or its file can't be read.
        RoutineError: it has errors, or Coach does not speak its language; carries all of them.
    """
    path = library.find(name)
    reading = library.read(path)
    unspoken = _unspoken(reading)
    if reading.routine is None or unspoken:
        raise RoutineError([*reading.problems, *unspoken])
    return OpenedRoutine(reading.routine, path, reading.problems)


def speech_rate(routine: Routine, rate: int | None) -> int:
    """Return the words per minute: the person's choice, else the routine's, else the default."""
    return rate or routine.voice.words_per_minute or default_words_per_minute(routine.language)


def make_plan(routine: Routine, choices: Choices, rate: int | None = None) -> Plan:
    """Return a routine's plan in the words of its language.

    Raises:
        ChoiceError: a choice does not fit, or Coach does not speak the language.
    """
    return plan(routine, choices, phrases.load(routine.language), rate)


def estimated_timeline(
    routine: Routine, choices: Choices, rate: int | None = None
) -> tuple[Timeline, Heading]:
    """Return the timeline with estimated times: no speech engine, no sound, no waiting."""
    timeline = _estimated(make_plan(routine, choices, rate), speech_rate(routine, rate))
    return timeline, Heading(routine.title, routine.language)


def _estimated(plan: Plan, words_per_minute: int) -> Timeline:
    return schedule(
        plan, partial(_estimate, english_equivalent_rate(words_per_minute, plan.language))
    )


@lru_cache(maxsize=8192)
def _estimate(words_per_minute: int, utterance: Utterance) -> int:
    return estimate_frames(utterance, words_per_minute)


def prepare(
    routine: Routine,
    choices: Choices,
    speech: SessionSpeech,
    rate: int | None = None,
    progress: Progress | None = None,
) -> PreparedSession:
    """Have everything spoken, then give it its time.

    Args:
        routine: what to play.
        choices: the person's.
        speech: the voice with its cache; must stay open as long as the session is used.
        rate: words per minute, for guessing which prompts will be needed.
        progress: told how many of how many prompts are ready.

    Raises:
        ChoiceError: a choice does not fit.
        VoiceError: a prompt could not be spoken.
    """
    made = make_plan(routine, choices, rate)
    # The estimate says which prompts to expect beside those that are certain: the announced
    # total, and cues that will have to be spoken faster. A wrong guess costs a moment, no more.
    expected = (cue.utterance for cue in _estimated(made, speech_rate(routine, rate)).cues)
    certain = (prompt.utterance for prompt in made.prompts())
    speech.prepare(dict.fromkeys([*expected, *certain]), progress)
    timeline = schedule(made, speech.frames)
    return PreparedSession(
        timeline, _heading(routine, speech), lambda cue: speech.clip(cue.utterance)
    )


def prepare_start(
    routine: Routine,
    choices: Choices,
    speech: SessionSpeech,
    preparation: BackgroundSynthesis,
    *,
    rate: int | None = None,
    progress: Progress | None = None,
) -> PreparedSession:
    """Have as much spoken as is needed to begin; `preparation` is asked for the rest.

    With a quick voice that is everything, so that the total is exact from the first word on. With
    a slow one it is what is said up to the end of the first exercise, and times after it are
    estimated; the announced total is "about".

    Args, errors: as for `prepare`.
    """
    if not speech.slow:
        return prepare(routine, choices, speech, rate, progress)
    made = make_plan(routine, choices, rate)
    while True:  # measured speech may need cues that the estimate did not expect
        timeline = schedule(made, preparation.measure)
        first = next(s.end for s in timeline.segments if s.kind != "intro")
        needed = [cue for cue in timeline.cues if cue.start < first]
        if all(speech.is_ready(cue.utterance) for cue in needed):
            break
        speech.prepare((cue.utterance for cue in needed), progress)
    preparation.want(timeline)
    return PreparedSession(timeline, _heading(routine, speech), preparation.clip)


def _heading(routine: Routine, speech: SessionSpeech) -> Heading:
    return Heading(routine.title, routine.language, speech.name, measured=True)


def background_synthesis(
    routine: Routine, speech: SessionSpeech, wake: threading.Event, rate: int | None = None
) -> BackgroundSynthesis:
    """Return what has the words of a session spoken while it plays."""
    words_per_minute = english_equivalent_rate(speech_rate(routine, rate), routine.language)
    return BackgroundSynthesis(speech, partial(_estimate, words_per_minute), wake)


def examine(path: Path, voice: str | None = None) -> list[Problem]:
    """Return all problems of a routine's or a library exercise's file, in order of place.

    Args:
        path: the file.
        voice: measures the cues, if one is named; else their times are estimated.

    Raises:
        ChoiceError: there is no such voice.
        VoiceError: it could not speak.
    """
    from coach import images  # noqa: PLC0415 - nothing is checked while playing
    from coach.lint import check, check_rough  # noqa: PLC0415 - the same

    try:
        reading = library.read(path)
    except ChoiceError as error:
        return [Problem(Span(str(path), 1, 1, 2), Severity.ERROR, "unreadable", str(error))]
    routine, unspoken = reading.routine, _unspoken(reading)
    lines = reading.source.lines
    if routine is None or unspoken:
        rough = check_rough(reading.rough, str(path), lines) if reading.rough else []
        return in_order([*reading.problems, *unspoken, *rough])
    if voice is None:
        timeline, _ = estimated_timeline(routine, Choices())
    else:
        with open_speech(routine, voice) as speech:
            timeline = prepare(routine, Choices(), speech).timeline
    found = images.problems(routine, reading.line_of)
    doubts = check(routine, timeline, str(path), lines, measured=voice is not None)
    others = (*_borrowed(reading, routine), *_unspeakable(reading, routine, timeline))
    return in_order([*reading.problems, *found, *doubts, *others])


def unmeasured(path: Path, error: VoiceError) -> list[Problem]:
    """Return what `examine` finds with estimated times, and that a voice could not speak it."""
    message = f"it was checked with estimated times, for {error}"
    place = Span(str(path), 1, 1, 2)
    return in_order([Problem(place, Severity.ERROR, "not-measured", message), *examine(path)])


def _unspoken(reading: Reading) -> list[Problem]:
    """Return what is wrong with a routine whose language Coach has no words of its own in."""
    routine = reading.routine
    if routine is None or phrases.speaks(routine.language):
        return []
    place = routine.language_at or Span(reading.source.name, 1, 1, 2)
    message = f"Coach has no words of its own in `{routine.language}` yet"
    spoken = ", ".join(phrases.languages())
    hint = f"it speaks {spoken}; docs/languages.md says how to add another"
    line = reading.source.line(place.line)
    return [Problem(place, Severity.ERROR, "language", message, hint, line)]


def _unspeakable(reading: Reading, routine: Routine, timeline: Timeline) -> Iterator[Problem]:
    """Yield texts that would be refused when they are to be spoken."""
    names = {exercise.name: exercise.place("name") for exercise in routine.exercises()}
    places = {c.utterance.text: c.at or names.get(c.exercise or "") for c in timeline.cues}
    for words, place in places.items():
        try:
            sanitize(words)
        except VoiceError as error:
            at = place or Span(reading.source.name, 1, 1, 2)
            message, _, hint = str(error).rpartition(": ")
            line = reading.source.line(at.line) if at.file == reading.source.name else ""
            yield Problem(at, Severity.WARNING, "unspeakable", message, hint, line)


def _borrowed(reading: Reading, routine: Routine) -> Iterator[Problem]:
    """Yield exercises of Coach's own library, which is in English, in a routine that is not."""
    if is_english(routine.language):
        return
    shelf = library.bundled_folder() / "exercises"
    for exercise in routine.exercises():
        place = exercise.place("use")
        files = {text.at.file for text in exercise.texts() if text.at is not None}
        if place is not None and any(Path(file).parent == shelf for file in files):
            message = f"`{exercise.name}` is in English in the library, and would be read so"
            hint = f"write it out here, with its texts in `{routine.language}`"
            line = reading.source.line(place.line)
            yield Problem(place, Severity.WARNING, "language", message, hint, line)


def open_speech(
    routine: Routine,
    voice: str | None,
    rate: int | None = None,
    on_fault: Callable[[str], None] | None = None,
) -> SessionSpeech:
    """Open the voice that speaks a routine, and the clip cache.

    Args:
        routine: what is spoken.
        voice: as ``--voice`` takes it.
        rate: words per minute, if the person chose them.
        on_fault: for a live session, which no prompt may stop: told each fault as a sentence.

    Raises:
        VoiceError: there is no such voice.
    """
    language, words_per_minute = routine.language, speech_rate(routine, rate)
    return SessionSpeech(
        open_voice(voice, language, words_per_minute),
        clip_cache(),
        language=language,
        words_per_minute=words_per_minute,
        fallback_voices=fallback_voices(voice, language, words_per_minute) if on_fault else (),
        on_fault=on_fault,
    )


def clip_cache() -> ClipCache:
    """Return the cache of the person's clips, of the size that they chose.

    Raises:
        SettingsError: the settings say what Coach does not understand.
    """
    chosen_mb = settings.load().cache_mb
    return ClipCache(cache_folder(), chosen_mb * 1_000_000 if chosen_mb else DEFAULT_MAX_BYTES)
