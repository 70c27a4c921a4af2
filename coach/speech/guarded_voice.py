"""Voices whose engine runs in worker processes: watched, verified, measured once."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.model.clip import Clip
from coach.model.problems import ChoiceError
from coach.model.units import (
    DEFAULT_WORDS_PER_MINUTE,
    FASTEST_WORDS_PER_MINUTE,
    SLOWEST_WORDS_PER_MINUTE,
)
from coach.model.utterance import Utterance
from coach.speech.calibration import (
    CALIBRATION_VERSION,
    Calibration,
    Calibrations,
    as_json,
    from_json,
    shipped,
)
from coach.speech.catalogue import VoiceInfo, config_of, speaks, voice_file
from coach.speech.installed_versions import installed_version
from coach.speech.sanitize import spoken

if TYPE_CHECKING:
    from coach.speech.worker_pool import Crew, Patience

SOUND_VERSION = 4
"""To be raised with every change of the sound that an engine's module or `polish` makes."""


@dataclass(frozen=True)
class Kind:
    """What Coach knows of an engine without starting it.

    Attributes:
        name: the part of ``--voice`` before the colon.
        version: returns what stands for the version of all that makes the sound.
        workers: how many side by side, at most, on so many cores.
        slow: as `Voice.slow`.
        patience: for a prompt and for each of its characters, in seconds.
    """

    name: str
    version: Callable[[], str]
    workers: Callable[[int], int]
    slow: bool = False
    patience: tuple[float, float] = (6, 0.05)


def _system_version() -> str:
    """Return what stands for the engine's version beneath pyttsx3."""
    if sys.platform == "linux":
        version = installed_version("espeakng-loader")
        own = f"; {espeak_of_the_system(_LIBRARIES)}" if version == "none" else ""
        return f"espeakng-loader {version}{own}"
    import platform  # noqa: PLC0415 (brings subprocess with it)

    return f"{platform.system()} {platform.release()}"


_LIBRARIES = tuple(map(Path, ("/usr/local/lib", "/usr/lib", "/usr/lib64")))


def espeak_of_the_system(folders: Iterable[Path]) -> str:
    """Return what changes with the version of an espeak-ng that is no wheel."""
    for folder in folders:
        for found in (*folder.glob("libespeak-ng.so*"), *folder.glob("*/libespeak-ng.so*")):
            return f"espeak-ng {_stamp(found)}"
    return "espeak-ng none"


def _piper_version() -> str:
    voices = {
        found.name.removesuffix(".dist-info")
        for entry in sys.path
        for found in Path(entry or ".").glob("*piper_voice*.dist-info")
    }
    return "; ".join([f"piper-tts {installed_version('piper-tts')}", *sorted(voices)])


def _flite_version() -> str:
    # Its own answer would take a process: a program that changes has another size or time.
    found = shutil.which("flite")
    return f"flite {_stamp(Path(found))}" if found else "flite none"


def _stamp(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return "none"
    return f"{status.st_size} bytes of {status.st_mtime_ns}"


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "pyttsx3",
            _system_version,
            # Two even on one core: pyttsx3 naps over each prompt.
            workers=lambda cores: min(4, max(2, cores)),
        ),
        Kind(
            "piper",
            _piper_version,
            # Each takes 200 MB, and has threads for half of the cores.
            workers=lambda cores: min(2, cores),
            slow=True,
            patience=(20, 0.3),
        ),
        Kind("flite", _flite_version, workers=lambda cores: min(4, cores)),
    )
}


class GuardedVoice:
    """A voice of an engine in `KINDS`; its workers are started only when a clip is missing.

    Args:
        engine: its name.
        voice: an identifier or name from `list_voices`; None for the one that suits `language`.
        language: the routine's language tag, such as ``en-US``.
        words_per_minute: as heard.
        calibrations: where the voice's figures are kept.
        calibration: its figures, if they need no measuring; for tests.
        command: starts a worker; another one than ours is for tests.
        patience: how long a worker may take; by default the engine's own.
    """

    def __init__(
        self,
        engine: str = "pyttsx3",
        voice: str | None = None,
        language: str = "en-US",
        words_per_minute: int = DEFAULT_WORDS_PER_MINUTE,
        *,
        calibrations: Calibrations,
        calibration: Calibration | None = None,
        command: Sequence[str] | None = None,
        patience: Patience | None = None,
    ) -> None:
        if not SLOWEST_WORDS_PER_MINUTE <= words_per_minute <= FASTEST_WORDS_PER_MINUTE:
            raise ChoiceError(
                f"{words_per_minute} words a minute is no rate to speak at: choose one "
                f"from {SLOWEST_WORDS_PER_MINUTE} to {FASTEST_WORDS_PER_MINUTE}"
            )
        self._kind = KINDS[engine]
        self._voice = voice
        self._language = language
        self._words_per_minute = words_per_minute
        self._calibrations = calibrations
        self._calibration = calibration
        self._command = command
        self._patience = patience
        self._crews: dict[int, Crew] = {}

    @property
    def name(self) -> str:
        """The voice as it was asked for; known without starting the engine."""
        return f"{self._kind.name}:{self._voice or self._language}"

    @property
    def slow(self) -> bool:
        return self._kind.slow

    @property
    def fingerprint(self) -> str:
        """All that changes the sound, as far as it is known without starting the engine."""
        sound = f"sound {SOUND_VERSION}.{CALIBRATION_VERSION}"
        return f"{self._origin}; {self._words_per_minute} wpm; {sound}"

    @property
    def _origin(self) -> str:
        """The engine, its version and the voice: what its figures depend on."""
        parts = [self._kind.name, self._kind.version()]
        if self._kind.name == "pyttsx3":
            parts[0] = f"pyttsx3 {installed_version('pyttsx3')}"
        parts.append(f"voice {self._voice}" if self._voice else f"language {self._language}")
        if self._voice and (path := voice_file(self._voice)):
            parts += [_stamp(path), _stamp(config_of(path))]
        return "; ".join(parts)

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        """Speak each utterance once, those of one pace together.

        Raises:
            VoiceError: as `Voice.render`; a text that no engine can speak is told before any is.
        """
        by_pace: dict[int, list[Utterance]] = {}
        for utterance in dict.fromkeys(utterances):
            spoken(utterance.text)
            by_pace.setdefault(utterance.pace, []).append(utterance)
        for pace, group in by_pace.items():
            yield from self._crew(pace).render(group)

    def chosen(self) -> VoiceInfo:
        """Return the voice that is meant by its name or language.

        Raises:
            VoiceError: there is none, or the engine is missing.
        """
        crew = _new_crew(self._kind, self._settings("which"), self._command, self._patience)
        return _infos(crew.ask())[0]

    def calibration(self) -> Calibration:
        """Return the voice's figures: known, or kept, or measured now.

        Raises:
            VoiceError: the engine is missing, or failed twice while it was measured.
        """
        if self._calibration is None:
            spec = self._voice or self._language
            self._calibration = (
                shipped(self._kind.name, self._kind.version(), spec)
                or self._calibrations.get(self._origin)
                or self._measured()
            )
        return self._calibration

    def close(self) -> None:
        """End the workers. A later `render` starts new ones."""
        while self._crews:
            self._crews.popitem()[1].close()

    def _measured(self) -> Calibration:
        crew = _new_crew(self._kind, self._settings("calibrate"), self._command, self._patience)
        calibration = from_json(crew.ask()["figures"])
        self._calibrations.put(self._origin, calibration)
        return calibration

    def _settings(self, what: str) -> dict[str, object]:
        return {
            "do": what,
            "engine": self._kind.name,
            "voice": self._voice,
            "language": self._language,
        }

    def _crew(self, pace: int) -> Crew:
        if pace not in self._crews:
            settings = self._settings("speak") | {
                "words_per_minute": self._words_per_minute,
                "pace": pace,
                "figures": as_json(self.calibration()),
            }
            self._crews[pace] = _new_crew(self._kind, settings, self._command, self._patience)
        return self._crews[pace]


def list_voices(
    engine: str = "pyttsx3", language: str | None = None, *, command: Sequence[str] | None = None
) -> list[VoiceInfo]:
    """Return an engine's voices, or those of a language.

    Raises:
        VoiceError: the engine is missing.
    """
    crew = _new_crew(KINDS[engine], {"do": "list", "engine": engine}, command, None)
    return [v for v in _infos(crew.ask()) if language is None or speaks(v, language)]


def _infos(answer: dict[str, Any]) -> list[VoiceInfo]:
    return [VoiceInfo(spec, name, tuple(languages)) for spec, name, languages in answer["voices"]]


def _new_crew(
    kind: Kind,
    settings: dict[str, object],
    command: Sequence[str] | None,
    patience: Patience | None,
) -> Crew:
    # Here, because a warm session needs none of it: subprocess and tempfile cost 20 ms.
    from coach.speech.worker_pool import Crew, Patience, worker_command  # noqa: PLC0415

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    prompt_s, character_s = kind.patience
    return Crew(
        command or worker_command(),
        settings,
        patience or Patience(prompt_s=prompt_s, character_s=character_s),
        most=kind.workers(cores or 1),
    )
