"""The voice `silent`: silence for as long as the words would take, for coaching on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach.model.clip import SAMPLE_BYTES, Clip
from coach.model.problems import ChoiceError
from coach.model.utterance import Utterance
from coach.speech.estimate import english_equivalent_rate, estimate_frames

SILENT = "silent"
"""What ``--voice`` calls it."""


class SilentVoice:
    """Says nothing, at a rate.

    Args:
        voice: a name, which it does not have.
        language: a language tag.
        words_per_minute: the rate.

    Raises:
        ChoiceError: it was asked for by a name; there is only one.
    """

    name = SILENT
    slow = False

    def __init__(self, voice: str | None, language: str, words_per_minute: int) -> None:
        if voice:
            raise ChoiceError(f"there is only one silence: write '{SILENT}'")
        self._words_per_minute = english_equivalent_rate(words_per_minute, language)

    @property
    def fingerprint(self) -> str:
        return f"{SILENT} 1; {self._words_per_minute} wpm"

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        for utterance in dict.fromkeys(utterances):
            yield utterance, silence(utterance, self._words_per_minute)

    def close(self) -> None:
        pass


def silence(utterance: Utterance, words_per_minute: int) -> Clip:
    """Return silence for as long as an utterance would take.

    Args:
        utterance: what is not said.
        words_per_minute: the rate, as `estimate_frames` takes it.
    """
    return Clip(bytes(SAMPLE_BYTES * estimate_frames(utterance, words_per_minute)))
