"""The voice `silent`: silence for as long as the words would take, for coaching on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach.model.clip import SAMPLE_BYTES, Clip
from coach.model.problems import ChoiceError
from coach.model.utterance import Utterance
from coach.speech.estimate import english_equivalent_rate, estimate_frames

SILENT = "silent"
"""Its name for ``--voice``."""


class SilentVoice:
    """Stays silent for as long as words would take at a rate.

    Args:
        voice: must be None or empty, because there is only one silent voice.
        language: the language tag of the words.
        words_per_minute: the rate.

    Raises:
        ChoiceError: a voice was named.
    """

    name = SILENT
    slow = False

    def __init__(self, voice: str | None, language: str, words_per_minute: int) -> None:
        if voice:
            raise ChoiceError(f"There is only one silent voice. Write `{SILENT}`.")
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
    """Return silence that is as long as an utterance would take.

    Args:
        utterance: what it takes the place of.
        words_per_minute: the rate, as `estimate_frames` takes it.
    """
    return Clip(bytes(SAMPLE_BYTES * estimate_frames(utterance, words_per_minute)))
