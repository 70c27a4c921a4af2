"""Voices whose engine runs in worker processes, which are watched, checked and replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from coach.model.clip import Clip
from coach.model.problems import ChoiceError
from coach.model.units import (
    DEFAULT_WORDS_PER_MINUTE,
    FASTEST_WORDS_PER_MINUTE,
    SLOWEST_WORDS_PER_MINUTE,
)
from coach.model.utterance import Utterance
from coach.speech.calibration import CALIBRATION_VERSION, Calibration, CalibrationStore
from coach.speech.catalogue import VoiceInfo
from coach.speech.engines.engine import EngineDescriptor, Timeouts
from coach.speech.installed_versions import file_version, installed_version
from coach.speech.sanitize import sanitize

if TYPE_CHECKING:
    from coach.speech.worker_pool import EngineWorkers, WorkerPool

SOUND_VERSION = 4
"""Increase it whenever the sound that an engine or `post_processing` makes changes."""


class WorkerVoice:
    """A voice of one of the engines; its workers are started only when a clip is missing.

    Args:
        engine: its descriptor.
        voice: an identifier or name from `list_voices`; None for the one that suits `language`.
        language: the routine's language tag, such as ``en-US``.
        words_per_minute: as heard.
        calibrations: where calibrations are kept.
        calibration: the voice's own, so that it isn't measured; for tests.
        command: starts a worker instead of the usual command; for tests.
        timeouts: how long a worker may take, by default the engine's own; for tests.
    """

    def __init__(
        self,
        engine: EngineDescriptor,
        voice: str | None = None,
        language: str = "en-US",
        words_per_minute: int = DEFAULT_WORDS_PER_MINUTE,
        *,
        calibrations: CalibrationStore,
        calibration: Calibration | None = None,
        command: Sequence[str] | None = None,
        timeouts: Timeouts | None = None,
    ) -> None:
        if not SLOWEST_WORDS_PER_MINUTE <= words_per_minute <= FASTEST_WORDS_PER_MINUTE:
            raise ChoiceError(
                f"No voice speaks {words_per_minute} words a minute. Choose a rate "
                f"from {SLOWEST_WORDS_PER_MINUTE} to {FASTEST_WORDS_PER_MINUTE}."
            )
        self._engine = engine
        self._voice = voice
        self._language = language
        self._words_per_minute = words_per_minute
        self._calibrations = calibrations
        self._calibration = calibration
        self._command = command
        self._timeouts = timeouts
        self._pools: dict[int, WorkerPool] = {}

    @property
    def name(self) -> str:
        """The voice as it was asked for; known without starting the engine."""
        return f"{self._engine.name}:{self._voice or self._language}"

    @property
    def slow(self) -> bool:
        return self._engine.slow

    @property
    def fingerprint(self) -> str:
        """Everything that changes the sound, as far as is known without starting the engine."""
        sound = f"sound {SOUND_VERSION}.{CALIBRATION_VERSION}"
        return f"{self._origin}; {self._words_per_minute} wpm; {sound}"

    @property
    def _origin(self) -> str:
        """The engine, its version and the voice: what a calibration depends on."""
        engine, package = self._engine, self._engine.python_package
        name = f"{engine.name} {installed_version(package)}" if package else engine.name
        voice = f"voice {self._voice}" if self._voice else f"language {self._language}"
        files = engine.voice_files(self._voice) if self._voice else ()
        return "; ".join([name, engine.version(), voice, *map(file_version, files)])

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        """Speak each utterance once, one pace after another.

        Raises:
            VoiceError: as for `Voice.render`; a text that no engine can speak is refused before any
                other is spoken.
        """
        by_pace: dict[int, list[Utterance]] = {}
        for utterance in dict.fromkeys(utterances):
            sanitize(utterance.text)
            by_pace.setdefault(utterance.pace, []).append(utterance)
        for pace, group in by_pace.items():
            yield from self._pool(pace).render(group)

    def info(self) -> VoiceInfo:
        """Return the voice that the name or the language selects.

        Raises:
            VoiceError: there is none, or the engine is missing.
        """
        return self._workers.find_voice(self._voice, self._language)

    def calibration(self) -> Calibration:
        """Return the voice's calibration: known, kept from an earlier session, or measured now.

        Raises:
            VoiceError: the engine is missing, or failed twice while the voice was measured.
        """
        if self._calibration is None:
            self._calibration = (
                self._engine.bundled_calibration(self._voice or self._language)
                or self._calibrations.get(self._origin)
                or self._measure()
            )
        return self._calibration

    def close(self) -> None:
        """End the workers. A later `render` starts new ones."""
        while self._pools:
            self._pools.popitem()[1].close()

    @cached_property
    def _workers(self) -> EngineWorkers:
        return _engine_workers(self._engine, self._command, self._timeouts)

    def _measure(self) -> Calibration:
        calibration = self._workers.measure_voice(self._voice, self._language)
        self._calibrations.put(self._origin, calibration)
        return calibration

    def _pool(self, pace: int) -> WorkerPool:
        if pace not in self._pools:
            self._pools[pace] = self._workers.speaking(
                self._voice, self._language, self._words_per_minute, pace, self.calibration()
            )
        return self._pools[pace]


def list_voices(
    engine: EngineDescriptor,
    language: str | None = None,
    *,
    command: Sequence[str] | None = None,
) -> list[VoiceInfo]:
    """Return an engine's voices, or those for a language.

    Raises:
        VoiceError: the engine is missing.
    """
    voices = _engine_workers(engine, command).list_voices()
    return [voice for voice in voices if language is None or voice.speaks(language)]


def _engine_workers(
    engine: EngineDescriptor,
    command: Sequence[str] | None = None,
    timeouts: Timeouts | None = None,
) -> EngineWorkers:
    # Imported here, because a session whose clips are all cached needs none of it: with subprocess
    # and tempfile it takes 25 ms.
    from coach.speech.worker_pool import EngineWorkers  # noqa: PLC0415

    return EngineWorkers(engine, command, timeouts)
