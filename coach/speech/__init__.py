"""Speech: texts in, clips out. Importing this starts nothing and loads no speech library."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NoReturn

from coach.model.language import primary_subtag
from coach.model.problems import ChoiceError, VoiceError, close_to, printable
from coach.model.units import DEFAULT_WORDS_PER_MINUTE, default_words_per_minute
from coach.model.utterance import Utterance
from coach.speech.cache import MOST_BYTES as CACHE_BYTES
from coach.speech.cache import ClipCache, cache_folder
from coach.speech.catalogue import VoiceInfo
from coach.speech.estimate import estimate_frames, in_english
from coach.speech.sample_texts import sample_for
from coach.speech.sanitize import spoken
from coach.speech.store import Speech
from coach.speech.voice import Voice

__all__ = [
    "CACHE_BYTES",
    "DEFAULT_ENGINE",
    "DEFAULT_WORDS_PER_MINUTE",
    "SILENT",
    "ClipCache",
    "Speech",
    "Utterance",
    "Voice",
    "VoiceInfo",
    "cache_folder",
    "check_spec",
    "describe",
    "estimate_frames",
    "in_english",
    "list_voices",
    "open_voice",
    "sample_for",
    "spoken",
    "stand_ins",
]

DEFAULT_ENGINE = "pyttsx3"
SILENT = "silent"
"""The engine that says nothing, for a session on the screen."""


def _guarded(engine: str, name: str | None, language: str, words_per_minute: int) -> Voice:
    from coach.speech.calibration import Calibrations  # noqa: PLC0415 (only if it is chosen)
    from coach.speech.guarded_voice import GuardedVoice  # noqa: PLC0415 (the same)

    kept = Calibrations(cache_folder().parent / "voices")
    return GuardedVoice(engine, name, language, words_per_minute, calibrations=kept)


def _silent(name: str | None, language: str, words_per_minute: int) -> Voice:
    from coach.speech.silent import SilentVoice  # noqa: PLC0415 (as above)

    return SilentVoice(name, language, words_per_minute)


def _estimate(_name: str | None, _language: str, _words_per_minute: int) -> NoReturn:
    raise ChoiceError(
        "'estimate' stands for the times that 'coach play ROUTINE --dry-run' shows; it speaks "
        "nothing: choose 'silent' for a session on the screen, or a voice of 'coach voices'"
    )


_ENGINES: dict[str, Callable[[str | None, str, int], Voice]] = {
    "pyttsx3": partial(_guarded, "pyttsx3"),
    "piper": partial(_guarded, "piper"),
    "flite": partial(_guarded, "flite"),
    SILENT: _silent,
    "estimate": _estimate,
}


def open_voice(
    spec: str | None = None,
    language: str = "en-US",
    words_per_minute: int | None = None,
) -> Voice:
    """Return the voice that ``--voice ENGINE[:NAME]`` means; its engine is not started yet.

    Raises:
        ChoiceError: there is no such engine, or the rate is no rate to speak at.
    """
    engine, name = check_spec(spec or DEFAULT_ENGINE)
    return _ENGINES[engine](name, language, words_per_minute or default_words_per_minute(language))


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
        and _may_be_here(engine)
        and (languages is None or primary_subtag(language) in languages)
    ]


def _may_be_here(engine: str) -> bool:
    """Whether an engine is here, as far as can be told at once: who is not can't step in."""
    import shutil  # noqa: PLC0415 (for live sessions alone)

    return engine != "flite" or shutil.which("flite") is not None


def check_spec(spec: str) -> tuple[str, str | None]:
    """Return the engine and the name in a choice of voice; whether the name fits is not known yet.

    An engine's name may have large letters.

    Raises:
        ChoiceError: there is no such engine.
    """
    before, _, name = (part.strip() for part in spec.partition(":"))
    engine = before.casefold()
    if not engine:
        raise ChoiceError("no voice is named: write one that 'coach voices' lists")
    if engine not in _ENGINES:
        shown = printable(before)
        if engine.endswith(".onnx"):
            raise ChoiceError(
                f"there is no speech engine '{shown}': write 'piper:{shown}' for Piper's voices"
            )
        close = close_to(engine, _ENGINES)
        meant = f"write '{close}'" if close else f"choose from {', '.join(_ENGINES)}"
        raise ChoiceError(
            f"there is no speech engine '{shown}': {meant}, "
            f"or '{DEFAULT_ENGINE}:{shown}' if that is a voice's name"
        )
    return engine, name or None


def describe(spec: str | None, language: str = "en-US") -> VoiceInfo:
    """Return the very voice that a choice means for a language.

    Raises:
        ChoiceError: there is no such engine.
        VoiceError: there is no such voice, or its engine is missing.
    """
    from coach.speech.guarded_voice import GuardedVoice  # noqa: PLC0415 (as above)

    voice = open_voice(spec, language)
    if isinstance(voice, GuardedVoice):
        return voice.chosen()
    return VoiceInfo(voice.name, voice.name, ())


def list_voices(language: str | None = None) -> tuple[list[VoiceInfo], list[VoiceError]]:
    """Return the voices of this computer, or those that speak a language, and what is missing.

    Each engine that is not here is an error that says how to get it.
    """
    from coach.speech.guarded_voice import KINDS  # noqa: PLC0415 (as above)
    from coach.speech.guarded_voice import list_voices as of_engine  # noqa: PLC0415 (as above)

    found: list[VoiceInfo] = []
    missing: list[VoiceError] = []
    for engine in KINDS:
        try:
            found += of_engine(engine, language)
        except VoiceError as error:
            missing.append(error)
    return found, missing
