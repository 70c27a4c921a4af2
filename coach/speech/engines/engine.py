"""What Coach knows about each speech engine, and what a worker process needs an engine to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from coach.model.language import primary_subtag
from coach.model.problems import VoiceError
from coach.speech.calibration import Calibration
from coach.speech.catalogue import VoiceInfo, normalized_tag

if TYPE_CHECKING:
    from coach.speech.recording import Recording


class EngineError(Exception):
    """The engine didn't do what it was asked; says what. A new process may succeed."""


class Engine(Protocol):
    """A running engine: one voice at one rate at a time, in a worker process."""

    def voices(self) -> list[VoiceInfo]:
        """Return the engine's voices in its own order, without loading them."""
        ...

    def default_voice(self) -> str | None:
        """Return the identifier of the voice that the engine itself would use, if it has one."""
        ...

    def find_voice(self, asked: str) -> VoiceInfo:
        """Return the voice that a name means.

        Raises:
            VoiceError: there is none, or more than one.
        """
        ...

    def select(self, voice: VoiceInfo, rate: float) -> None:
        """Set the voice and the rate.

        Args:
            voice: one of the engine's own.
            rate: on the engine's own scale; `Calibration` converts words a minute to it.

        Raises:
            VoiceError: the voice can't be used, not by another process either.
            EngineError: the engine kept another voice or rate.
        """
        ...

    def speak(self, text: str) -> Recording:
        """Speak one prompt and return what was recorded.

        Raises:
            EngineError: the recording is missing or unusable.
        """
        ...


class Timeouts(NamedTuple):
    """How long a worker process may take before it counts as stuck, in seconds.

    Attributes:
        start_s: from its start until it is ready to speak.
        prompt_s: for a prompt, plus `character_s` for each of its characters.
        question_s: for a list of voices, or for measuring a voice.
    """

    start_s: float = 30.0
    prompt_s: float = 6.0
    character_s: float = 0.05
    question_s: float = 120.0


_USUAL_TIMEOUTS = Timeouts()


class BundledCalibration(NamedTuple):
    """A calibration that comes with Coach, so that a common voice need not be measured first.

    Attributes:
        version: the `EngineDescriptor.version` that was measured.
        names: what selects the voice: its names, and the languages whose default it is.
        calibration: as `measuring` measured it.
    """

    version: str
    names: frozenset[str]
    calibration: Calibration


@dataclass(frozen=True, eq=False)
class EngineDescriptor:
    """What Coach knows about an engine without starting it.

    Attributes:
        name: the part of ``--voice`` before the colon.
        title: its name in a sentence.
        summary: what it is, in a line for a list of engines.
        licence: its licence, for the same list.
        install: how to install it on this platform, as a sentence.
        start: starts it, in a worker process; it may write files into the given folder.
            Raises `VoiceError` if the engine is missing.
        version: returns the version of everything that shapes its sound, without starting it.
        python_package: the package that drives the engine, if the sound depends on its version
            as well.
        max_workers: returns how many processes to run at most, given the number of cores.
        timeouts: how long its processes may take.
        slow: whether a prompt takes more than about 3 % of its own length to make, so that a
            session begins before all of its speech is ready.
        deterministic: whether the same prompt always gives the same samples.
        lexicon: which list of `lexicons/` has the words that it mispronounces; None for none.
        installed: tells quickly, without starting it, whether it seems to be installed.
        fallback_languages: primary subtags of the languages in which it takes over when another
            engine fails in a session; None for any language.
        voice_suffix: the ending of a voice's file, if a voice may be named by its path.
        voice_files: returns the files that the sound of a voice depends on, given its name.
        bundled_calibrations: calibrations that come with Coach.
    """

    name: str
    title: str
    summary: str
    licence: str
    install: str
    start: Callable[[Path], Engine]
    version: Callable[[], str]
    max_workers: Callable[[int], int]
    python_package: str | None = None
    timeouts: Timeouts = _USUAL_TIMEOUTS
    slow: bool = False
    deterministic: bool = True
    lexicon: str | None = None
    installed: Callable[[], bool] = lambda: True
    fallback_languages: frozenset[str] | None = frozenset()
    voice_suffix: str | None = None
    voice_files: Callable[[str], tuple[Path, ...]] = lambda _: ()
    bundled_calibrations: tuple[BundledCalibration, ...] = ()

    def not_installed(self) -> VoiceError:
        """Return the error for a computer without the engine; it says how to install it."""
        return VoiceError(f"{self.title} isn't installed here. {self.install}")

    def can_replace_others(self, language: str) -> bool:
        """Whether it may take over from another engine in a language."""
        languages = self.fallback_languages
        return languages is None or primary_subtag(language) in languages

    def bundled_calibration(self, asked: str) -> Calibration | None:
        """Return the calibration that comes with Coach for a voice of the installed version.

        Args:
            asked: the voice as it was asked for: by its name, or else by the language tag.
        """
        for bundled in self.bundled_calibrations:
            if normalized_tag(asked) in bundled.names and bundled.version == self.version():
                return bundled.calibration
        return None
