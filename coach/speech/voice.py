"""What every voice is: utterances in, verified clips out."""

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
        fingerprint: everything but the utterance that changes the sound (engine, its version,
            voice, rate, post-processing version); clips are cached by it and the utterance.
        slow: whether speaking takes so long that a session begins before all of it is spoken.
    """

    @property
    def name(self) -> str: ...

    @property
    def fingerprint(self) -> str: ...

    @property
    def slow(self) -> bool: ...

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        """Speak each utterance once, in any order, and yield checked and trimmed clips.

        Raises:
            PromptError: it failed twice at a prompt.
            VoiceError: the engine is missing or does not start.
        """
        ...

    def close(self) -> None:
        """End what the voice has started; harmless when called twice."""
        ...
