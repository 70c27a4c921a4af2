"""The interface of every voice: utterances in, checked clips out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from coach.model.clip import Clip
from coach.model.problems import VoiceError
from coach.model.utterance import Utterance


class PromptError(VoiceError):
    """A prompt that a voice couldn't speak, though it may speak others.

    Attributes:
        text: the prompt, as it was given to the voice.
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
        fingerprint: everything except the utterance that changes the sound (engine, its version,
            voice, rate, post-processing version); clips are cached by it and the utterance.
        slow: whether speech takes so long to make that a session begins before all of it is ready.
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
            VoiceError: the engine is missing or doesn't start.
        """
        ...

    def close(self) -> None:
        """End what the voice has started; may be called twice."""
        ...
