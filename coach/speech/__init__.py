"""Speech: utterances in, clips out. Here: which voice is meant.

Importing this starts nothing, loads no speech library, and is quick: worker processes do it too.
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
"""What may stand before the colon of ``--voice``."""


def parse_voice_spec(spec: str) -> tuple[str, str | None]:
    """Return the engine and the voice's name in ``ENGINE[:NAME]``, the engine in small letters.

    Whether there is such a voice is only known to the engine.

    Raises:
        ChoiceError: there is no such engine.
    """
    written, _, name = (part.strip() for part in spec.partition(":"))
    engine = written.casefold()
    if not engine:
        raise ChoiceError("no voice is named: write one that 'coach voices' lists")
    if engine in _CHOICES:
        return engine, name or None
    unknown = f"there is no speech engine '{printable(written)}'"
    for descriptor in ENGINES.values():
        if descriptor.voice_suffix and engine.endswith(descriptor.voice_suffix):
            raise ChoiceError(
                f"{unknown}: write '{descriptor.name}:{printable(written)}' "
                f"for {descriptor.title}'s voices"
            )
    close = close_to(engine, _CHOICES)
    hint = f"write '{close}'" if close else f"choose from {', '.join(_CHOICES)}"
    raise ChoiceError(
        f"{unknown}: {hint}, or '{DEFAULT_ENGINE}:{printable(written)}' if that is a voice's name"
    )


def open_voice(
    spec: str | None = None,
    language: str = "en-US",
    words_per_minute: int | None = None,
) -> Voice:
    """Return the voice that ``--voice ENGINE[:NAME]`` means; its engine is not started yet.

    Args:
        spec: the choice; None for the default engine.
        language: the language tag of what is spoken.
        words_per_minute: as heard; None for the language's usual rate.

    Raises:
        ChoiceError: there is no such engine, or nothing can speak at that rate.
    """
    engine, name = parse_voice_spec(spec or DEFAULT_ENGINE)
    words_per_minute = words_per_minute or default_words_per_minute(language)
    if engine == ESTIMATE:
        raise ChoiceError(
            "'estimate' stands for the times that 'coach play ROUTINE --dry-run' shows; it speaks "
            "nothing: choose 'silent' for a session on the screen, or a voice of 'coach voices'"
        )
    if engine == SILENT:
        return SilentVoice(name, language, words_per_minute)
    from coach.speech.cache import cache_folder  # noqa: PLC0415 (only if it speaks)
    from coach.speech.calibration import CalibrationStore  # noqa: PLC0415 (the same)
    from coach.speech.worker_voice import WorkerVoice  # noqa: PLC0415 (the same)

    calibrations = CalibrationStore(cache_folder().parent / "voices")
    return WorkerVoice(ENGINES[engine], name, language, words_per_minute, calibrations=calibrations)


def fallback_voices(
    spec: str | None = None,
    language: str = "en-US",
    words_per_minute: int = DEFAULT_WORDS_PER_MINUTE,
) -> list[Callable[[], Voice]]:
    """Return functions that open the voices that may take over where one fails in a session.

    Args, as for `open_voice`.
    """
    chosen = parse_voice_spec(spec or DEFAULT_ENGINE)[0]
    return [
        partial(open_voice, engine.name, language, words_per_minute)
        for engine in ENGINES.values()
        if engine.name != chosen and engine.can_replace_others(language) and engine.installed()
    ]


def resolve_voice(spec: str | None, language: str = "en-US") -> VoiceInfo:
    """Return the very voice that a choice means for a language.

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
    """Return the voices of this computer, or those of a language, and the engines' errors.

    An engine that is missing has an error that says how to get it.
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
