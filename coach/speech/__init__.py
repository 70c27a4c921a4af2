"""Speech: utterances in, clips out. This module finds the voice that a choice selects.

Importing it is quick, and neither starts an engine nor loads a speech library: worker processes
import it too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from coach.model.problems import ChoiceError, VoiceError, close_to, printable
from coach.model.units import DEFAULT_WORDS_PER_MINUTE, default_words_per_minute
from coach.model.utterance import Utterance
from coach.speech.catalogue import VoiceInfo
from coach.speech.engines import DEFAULT_ENGINE, ENGINES
from coach.speech.estimate import english_equivalent_rate, estimate_frames
from coach.speech.silent import SILENT, SilentVoice
from coach.speech.voice import Voice

__all__ = [
    "DEFAULT_ENGINE",
    "DEFAULT_WORDS_PER_MINUTE",
    "SILENT",
    "Utterance",
    "Voice",
    "VoiceInfo",
    "english_equivalent_rate",
    "estimate_frames",
    "fallback_voices",
    "list_voices",
    "open_voice",
    "parse_voice_spec",
    "resolve_voice",
]

ESTIMATE = "estimate"
"""What a dry run shows as its voice; it can't be chosen for a session."""

_CHOICES = (*ENGINES, SILENT, ESTIMATE)
"""What ``--voice`` accepts before the colon."""


def parse_voice_spec(spec: str) -> tuple[str, str | None]:
    """Split ``ENGINE[:NAME]`` into the engine, in lower case, and the voice's name.

    Only the engine knows whether it has a voice with that name.

    Raises:
        ChoiceError: there is no such engine.
    """
    written, _, name = (part.strip() for part in spec.partition(":"))
    engine = written.casefold()
    if not engine:
        raise ChoiceError("No voice is named. Write one that `coach voices` lists.")
    if engine in _CHOICES:
        return engine, name or None
    unknown = f"There is no speech engine `{printable(written)}`."
    for descriptor in ENGINES.values():
        if descriptor.voice_suffix and engine.endswith(descriptor.voice_suffix):
            raise ChoiceError(
                f"{unknown} Write `{descriptor.name}:{printable(written)}` "
                f"for one of {descriptor.title}'s voices."
            )
    close = close_to(engine, _CHOICES)
    hint = f"Write `{close}`" if close else f"Choose from {', '.join(_CHOICES)}"
    raise ChoiceError(
        f"{unknown} {hint}, or `{DEFAULT_ENGINE}:{printable(written)}` if that is a voice's name."
    )


def open_voice(
    spec: str | None = None,
    language: str = "en-US",
    words_per_minute: int | None = None,
) -> Voice:
    """Return the voice that ``--voice ENGINE[:NAME]`` selects, without starting its engine.

    Args:
        spec: the choice; None for the default engine.
        language: the language tag of the text.
        words_per_minute: the rate, as heard; None for the language's default.

    Raises:
        ChoiceError: there is no such engine, or no voice speaks at that rate.
    """
    engine, name = parse_voice_spec(spec or DEFAULT_ENGINE)
    words_per_minute = words_per_minute or default_words_per_minute(language)
    if engine == ESTIMATE:
        raise ChoiceError(
            "`estimate` only stands for the times that `coach play ROUTINE --dry-run` shows; it "
            "can't speak. Choose `silent` for a session on the screen, or a voice that "
            "`coach voices` lists."
        )
    if engine == SILENT:
        return SilentVoice(name, language, words_per_minute)
    from coach.speech.cache import cache_folder  # noqa: PLC0415 (only if it speaks)
    from coach.speech.calibration import CalibrationStore  # noqa: PLC0415 (as above)
    from coach.speech.worker_voice import WorkerVoice  # noqa: PLC0415 (as above)

    calibrations = CalibrationStore(cache_folder().parent / "voices")
    return WorkerVoice(ENGINES[engine], name, language, words_per_minute, calibrations=calibrations)


def fallback_voices(
    spec: str | None = None,
    language: str = "en-US",
    words_per_minute: int = DEFAULT_WORDS_PER_MINUTE,
) -> list[Callable[[], Voice]]:
    """Return functions that open the voices that may take over when one fails in a session.

    The arguments are those of `open_voice`.
    """
    chosen = parse_voice_spec(spec or DEFAULT_ENGINE)[0]
    return [
        partial(open_voice, engine.name, language, words_per_minute)
        for engine in ENGINES.values()
        if engine.name != chosen and engine.can_replace_others(language) and engine.installed()
    ]


def resolve_voice(spec: str | None, language: str = "en-US") -> VoiceInfo:
    """Return the actual voice that a choice selects for a language.

    Raises:
        ChoiceError: there is no such engine.
        VoiceError: there is no such voice, or its engine is missing.
    """
    from coach.speech.worker_voice import WorkerVoice  # noqa: PLC0415 (as above)

    voice = open_voice(spec, language)
    if isinstance(voice, WorkerVoice):
        return voice.info()
    return VoiceInfo(voice.name, voice.name, ())


def list_voices(language: str | None = None) -> tuple[list[VoiceInfo], list[VoiceError]]:
    """Return the voices on this computer, or those for a language, and the engines' errors.

    The error for a missing engine says how to install it.
    """
    from coach.speech.worker_voice import list_voices as list_engine_voices  # noqa: PLC0415

    found: list[VoiceInfo] = []
    errors: list[VoiceError] = []
    for engine in ENGINES.values():
        try:
            found += list_engine_voices(engine, language)
        except VoiceError as error:
            errors.append(error)
    return found, errors
