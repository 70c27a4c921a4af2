"""The default voice: the speech that the system has, by pyttsx3 in worker processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from coach.clip import Clip
from coach.problems import ChoiceError
from coach.speech.catalogue import VoiceInfo, speaks
from coach.speech.installed import installed_version
from coach.speech.spoken import spoken
from coach.speech.voice import Utterance

if TYPE_CHECKING:
    from coach.speech.crew import Crew, Patience

ENGINE = "pyttsx3"
SOUND_VERSION = 2
"""To be raised with every change of the sound that `system_engine` or `polish` makes."""

SLOWEST, FASTEST = 80, 300
"""Words a minute that a rate may be; beyond them engines clamp without a word."""

_MOST_WORKERS = 4


class Pyttsx3Voice:
    """The system's speech: a `Voice` whose workers are started only when a clip is missing.

    Args:
        voice: an identifier or name from `list_voices`; None for the one that suits `language`.
        language: the routine's language tag, such as ``en-US``.
        words_per_minute: as heard; espeak's own scale is corrected for (see `system_engine`).
        command: starts a worker; another one than ours is for tests.
        patience: how long a worker may take; by default `Patience()`.
    """

    def __init__(
        self,
        voice: str | None = None,
        language: str = "en-US",
        words_per_minute: int = 140,
        *,
        command: Sequence[str] | None = None,
        patience: Patience | None = None,
    ) -> None:
        if not SLOWEST <= words_per_minute <= FASTEST:
            raise ChoiceError(
                f"{words_per_minute} words a minute is no rate to speak at: "
                f"choose one from {SLOWEST} to {FASTEST}"
            )
        self._voice = voice
        self._language = language
        self._words_per_minute = words_per_minute
        self._command = command
        self._patience = patience
        self._crews: dict[int, Crew] = {}

    @property
    def name(self) -> str:
        """The voice as it was asked for; known without starting the engine."""
        return f"{ENGINE}:{self._voice or self._language}"

    @property
    def slow(self) -> bool:
        """Never: a prompt takes about 0.01 of its length."""
        return False

    @property
    def fingerprint(self) -> str:
        """All that changes the sound, as far as it is known without starting the engine."""
        parts = (
            f"{ENGINE} {installed_version('pyttsx3')}",
            _system_version(),
            f"voice {self._voice}" if self._voice else f"language {self._language}",
            f"{self._words_per_minute} wpm",
            f"sound {SOUND_VERSION}",
        )
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

    def close(self) -> None:
        """End the workers. A later `render` starts new ones."""
        while self._crews:
            self._crews.popitem()[1].close()

    def _crew(self, pace: int) -> Crew:
        if pace not in self._crews:
            settings: dict[str, object] = {
                "do": "speak",
                "voice": self._voice,
                "language": self._language,
                "words_per_minute": self._words_per_minute,
                "pace": pace,
            }
            self._crews[pace] = _new_crew(settings, self._command, self._patience)
        return self._crews[pace]


def list_voices(
    language: str | None = None, *, command: Sequence[str] | None = None
) -> list[VoiceInfo]:
    """Return the system's voices, or those of a language.

    Raises:
        VoiceError: there is no engine.
    """
    crew = _new_crew({"do": "list"}, command, None)
    found = crew.ask()["voices"]
    voices = [VoiceInfo(spec, name, tuple(languages)) for spec, name, languages in found]
    return [v for v in voices if language is None or speaks(v, language)]


def _new_crew(
    settings: dict[str, object], command: Sequence[str] | None, patience: Patience | None
) -> Crew:
    # Here, because a warm session needs none of it: subprocess and tempfile cost 20 ms.
    from coach.speech.crew import Crew, Patience, worker_command  # noqa: PLC0415

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return Crew(
        command or worker_command(),
        settings,
        patience or Patience(),
        # Two even on one core: pyttsx3 naps over each prompt.
        most=min(_MOST_WORKERS, max(2, cores or 1)),
    )


def _system_version() -> str:
    """Return what stands for the engine's version beneath pyttsx3."""
    if sys.platform == "linux":
        return f"espeakng-loader {installed_version('espeakng-loader')}"
    import platform  # noqa: PLC0415 (brings subprocess with it)

    return f"{platform.system()} {platform.release()}"
