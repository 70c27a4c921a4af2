"""What every voice is: texts in, verified clips out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from coach.model.clip import Clip
from coach.model.problems import VoiceError
from coach.model.utterance import Utterance


class PromptError(VoiceError):
    """A prompt that a voice could not speak, though it may speak others.

    Attributes:
        text: the prompt, as the voice was given it.
        reason: what went wrong, in a few words.
    """

    def __init__(self, message: str, text: str, reason: str) -> None:
        super().__init__(message)
        self.text = text
        self.reason = reason


class Voice(Protocol):
    """A speech engine, one of its voices and a rate.

    Attributes:
        name: as `--voice` takes it and the JSON shows it, such as ``pyttsx3:gmw/en-us``.
        fingerprint: all that changes the sound beside the utterance (engine, its version, voice,
            rate, post-processing version); the same fingerprint and utterance may share a clip.
        slow: whether a prompt takes more than about 0.03 of its own length to make, so that a whole
            routine is worth making while it plays.
    """

    @property
    def name(self) -> str: ...

    @property
    def fingerprint(self) -> str: ...

    @property
    def slow(self) -> bool: ...

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        """Speak each utterance once, in any order, as clips that were checked and trimmed.

        Raises:
            PromptError: it failed twice at a prompt.
            VoiceError: the engine is missing or does not start.
        """
        ...

    def close(self) -> None:
        """End what the voice has started; harmless when called twice."""
        ...
