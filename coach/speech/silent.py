"""A voice without an engine: silence as long as the words take, for coaching on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach.model.clip import SAMPLE_BYTES, Clip
from coach.model.problems import ChoiceError
from coach.model.utterance import Utterance
from coach.speech.estimate import estimate_frames, in_english

ENGINE = "silent"


class SilentVoice:
    """Says nothing, at a rate.

    Raises:
        ChoiceError: it was asked for by a name; there is only one.
    """

    name = ENGINE
    slow = False

    def __init__(self, voice: str | None, language: str, words_per_minute: int) -> None:
        if voice:
            raise ChoiceError(f"there is only one silence: write '{ENGINE}'")
        self._words_per_minute = in_english(words_per_minute, language)

    @property
    def fingerprint(self) -> str:
        return f"{ENGINE} 1; {self._words_per_minute} wpm"

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        for utterance in dict.fromkeys(utterances):
            frames = estimate_frames(utterance, self._words_per_minute)
            yield utterance, Clip(bytes(frames * SAMPLE_BYTES))

    def close(self) -> None:
        pass
