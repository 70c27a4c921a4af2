"""Speech: texts in, clips out. Importing this starts nothing and loads no speech library."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from coach.problems import ChoiceError, printable
from coach.speech.cache import ClipCache, cache_folder
from coach.speech.catalogue import VoiceInfo
from coach.speech.estimate import estimate_frames, in_english
from coach.speech.store import Speech
from coach.speech.voice import Utterance, Voice
from coach.units import DEFAULT_WORDS_PER_MINUTE

__all__ = [
    "DEFAULT_ENGINE",
    "DEFAULT_WORDS_PER_MINUTE",
    "ClipCache",
    "Speech",
    "Utterance",
    "Voice",
    "VoiceInfo",
    "cache_folder",
    "estimate_frames",
    "in_english",
    "list_voices",
    "open_voice",
    "stand_ins",
]

DEFAULT_ENGINE = "pyttsx3"


def _pyttsx3(name: str | None, language: str, words_per_minute: int) -> Voice:
    from coach.speech.pyttsx3_voice import Pyttsx3Voice  # noqa: PLC0415 (only if it is chosen)

    return Pyttsx3Voice(name, language, words_per_minute)


_ENGINES: dict[str, Callable[[str | None, str, int], Voice]] = {
    "pyttsx3": _pyttsx3,
}


def open_voice(
    spec: str | None = None,
    language: str = "en-US",
    words_per_minute: int = DEFAULT_WORDS_PER_MINUTE,
) -> Voice:
    """Return the voice that ``--voice ENGINE[:NAME]`` means; its engine is not started yet.

    Raises:
        ChoiceError: there is no such engine, or the rate is no rate to speak at.
    """
    engine, _, name = (spec or DEFAULT_ENGINE).partition(":")
    if engine not in _ENGINES:
        shown = printable(engine)
        raise ChoiceError(
            f"there is no speech engine '{shown}': choose from {', '.join(_ENGINES)}, "
            f"or write '{DEFAULT_ENGINE}:{shown}' if that is a voice's name"
        )
    return _ENGINES[engine](name or None, language, words_per_minute)


_STEP_IN = {"pyttsx3": None, "flite": ("en",)}
"""Engines that may step in for another, the best first, each with its languages; None for any."""


def stand_ins(
    spec: str | None = None,
    language: str = "en-US",
    words_per_minute: int = DEFAULT_WORDS_PER_MINUTE,
) -> list[Callable[[], Voice]]:
    """Return what opens the voices that may step in where one fails in a session."""
    chosen = (spec or DEFAULT_ENGINE).partition(":")[0]
    return [
        partial(open_voice, engine, language, words_per_minute)
        for engine, languages in _STEP_IN.items()
        if engine != chosen
        and engine in _ENGINES
        and (languages is None or language.split("-", maxsplit=1)[0] in languages)
    ]


def list_voices(language: str | None = None) -> list[VoiceInfo]:
    """Return the voices of this computer, or those that speak a language.

    Raises:
        VoiceError: there is no speech engine.
    """
    from coach.speech.pyttsx3_voice import list_voices as of_pyttsx3  # noqa: PLC0415 (as above)

    return of_pyttsx3(language)
