"""Puts the parts together: a routine's file, a person's choices and a voice make a timeline."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from coach import library, phrases, settings
from coach.export.timetable import Heading
from coach.format import Reading
from coach.model.clip import Clip
from coach.model.problems import Problem, RoutineError, Severity, Span
from coach.model.routine import Routine
from coach.model.rules import rule
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
from coach.speech.session_speech import SessionSpeech

Progress = Callable[[int, int], None]
"""Called with how many prompts are ready, and how many there are."""


@dataclass(frozen=True)
class OpenedRoutine:
    """A routine that can be played, its file, and any warnings and notes about it."""

    routine: Routine
    path: Path
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class PreparedSession:
    """A timeline, its heading, and the clip of each of its cues."""

    timeline: Timeline
    heading: Heading
    clip: Callable[[Cue], Clip]


def open_routine(name: str) -> OpenedRoutine:
    """Read a routine given by name, title or path.

    Raises:
        ChoiceError: there is no such routine, or its file can't be read.
        RoutineError: it has errors, or Coach doesn't speak its language; carries all problems.
    """
    path = library.find(name)
    reading = library.read(path)
    unsupported = unsupported_language(reading)
    if reading.routine is None or unsupported:
        raise RoutineError([*reading.problems, *unsupported])
    return OpenedRoutine(reading.routine, path, reading.problems)


@rule("language")
def unsupported_language(reading: Reading) -> list[Problem]:
    """Coach counts, names sides and says when to rest in the routine's `language`.

    It doesn't speak this one yet. The message lists the languages that it does speak, and
    [languages.md](languages.md) says how to add another.
    """
    routine = reading.routine or reading.partial
    if routine is None or phrases.speaks(routine.language):
        return []
    place = routine.language_at or Span(reading.source.name, 1, 1, 2)
    message = f"Coach doesn't speak `{routine.language}` yet"
    languages = ", ".join(phrases.languages())
    hint = f"it speaks {languages}; docs/languages.md says how to add another"
    line = reading.source.line(place.line)
    return [Problem(place, Severity.ERROR, "language", message, hint, line)]


def speech_rate(routine: Routine, rate: int | None) -> int:
    """Return the words per minute: the person's choice, else the routine's, else the default."""
    return rate or routine.voice.words_per_minute or default_words_per_minute(routine.language)


def make_plan(routine: Routine, choices: Choices, rate: int | None = None) -> Plan:
    """Return a routine's plan, with Coach's phrases in the routine's language.

    Raises:
        ChoiceError: a choice doesn't fit the routine, or Coach doesn't speak its language.
    """
    return plan(routine, choices, phrases.load(routine.language), rate)


def estimated_timeline(
    routine: Routine, choices: Choices, rate: int | None = None
) -> tuple[Timeline, Heading]:
    """Return the timeline with estimated times, at once: no speech engine or device is needed.

    Raises:
        ChoiceError: a choice doesn't fit the routine.
    """
    timeline = _estimated(make_plan(routine, choices, rate), speech_rate(routine, rate))
    return timeline, Heading(routine.title, routine.language)


def _estimated(plan: Plan, words_per_minute: int) -> Timeline:
    rate = english_equivalent_rate(words_per_minute, plan.language)
    return schedule(plan, partial(_estimate, rate))


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
    """Synthesize everything, then schedule it.

    Args:
        routine: the routine to play.
        choices: the person's choices.
        speech: the voice with its clips; must stay open as long as the session is used.
        rate: words per minute, if the person chose a rate.
        progress: called with how many prompts are ready.

    Raises:
        ChoiceError: a choice doesn't fit the routine.
        VoiceError: a prompt can't be spoken.
    """
    plan = make_plan(routine, choices, rate)
    # The estimated timeline predicts what the plan alone doesn't say: the announced total, and cues
    # that have to be spoken faster. A wrong prediction only costs a moment.
    predicted = (cue.utterance for cue in _estimated(plan, speech_rate(routine, rate)).cues)
    planned = (prompt.utterance for prompt in plan.prompts())
    speech.prepare(dict.fromkeys([*predicted, *planned]), progress)
    timeline = schedule(plan, speech.frames)
    return PreparedSession(
        timeline, _heading(routine, speech), lambda cue: speech.clip(cue.utterance)
    )


def prepare_start(
    routine: Routine,
    choices: Choices,
    speech: SessionSpeech,
    synthesis: BackgroundSynthesis,
    *,
    rate: int | None = None,
    progress: Progress | None = None,
) -> PreparedSession:
    """Synthesize as much as is needed to begin, and request the rest from `synthesis`.

    With a fast voice that is everything, so that all times are exact from the first word on. With a
    slow one it is what is said up to the end of the first exercise: later times are estimated, and
    the announced total is approximate ("about ten minutes").

    The other arguments and the exceptions are those of `prepare`.
    """
    if not speech.slow:
        return prepare(routine, choices, speech, rate, progress)
    plan = make_plan(routine, choices, rate)
    while True:  # measured lengths may need different cues from estimated ones
        timeline = schedule(plan, synthesis.measure)
        first_end = next(s.end for s in timeline.segments if s.kind != "intro")
        needed = [cue for cue in timeline.cues if cue.start < first_end]
        if all(speech.is_ready(cue.utterance) for cue in needed):
            break
        speech.prepare((cue.utterance for cue in needed), progress)
    synthesis.request(timeline)
    return PreparedSession(timeline, _heading(routine, speech), synthesis.clip)


def _heading(routine: Routine, speech: SessionSpeech) -> Heading:
    return Heading(routine.title, routine.language, speech.name, measured=True)


def background_synthesis(
    routine: Routine, speech: SessionSpeech, wake: threading.Event, rate: int | None = None
) -> BackgroundSynthesis:
    """Return the background synthesis of a session; see `BackgroundSynthesis`."""
    words_per_minute = english_equivalent_rate(speech_rate(routine, rate), routine.language)
    return BackgroundSynthesis(speech, partial(_estimate, words_per_minute), wake)


def open_speech(
    routine: Routine,
    voice: str | None,
    rate: int | None = None,
    on_fault: Callable[[str], None] | None = None,
) -> SessionSpeech:
    """Open the voice that speaks a routine, and the clip cache.

    Args:
        routine: the routine to speak.
        voice: the voice, as written after ``--voice``.
        rate: words per minute, if the person chose a rate.
        on_fault: for a live session, which continues if a prompt can't be spoken: called with each
            fault, as a sentence without its full stop.

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
    """Return the person's clip cache, with the size limit that they chose.

    Raises:
        SettingsError: the settings file has a problem.
    """
    chosen_mb = settings.load().cache_mb
    return ClipCache(cache_folder(), chosen_mb * 1_000_000 if chosen_mb else DEFAULT_MAX_BYTES)
