"""The voices of a live session, which no prompt may stop: when one fails, another takes over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from coach.model.clip import Clip
from coach.model.problems import CoachError, VoiceError
from coach.model.utterance import Utterance
from coach.speech.clip_sources import VoiceClips
from coach.speech.sanitize import excerpt, sanitize
from coach.speech.silent import silence
from coach.speech.voice import PromptError, Voice

MAX_FAILURES = 3
"""How many prompts a voice may fail at before it is given up."""


class _Candidate:
    """A voice that has been opened.

    Attributes:
        spoken: the voice as a source of clips.
        failures: how many prompts it has failed at.
        given_up: whether it isn't asked any more.
    """

    def __init__(self, spoken: VoiceClips) -> None:
        self.spoken = spoken
        self.failures = 0
        self.given_up = False

    @property
    def name(self) -> str:
        return self.spoken.voice.name


class LiveVoices:
    """A clip source that has every clip: from the session's voice, its fallbacks, or else silence.

    If the session's own voice can't even speak its first words, that is still an error.

    Args:
        voice: the session's own.
        fallbacks: functions that open the others, best first; one that can't be opened is skipped.
        on_fault: called once with each fault, as sentences for the person, in the thread that asks
            for clips.
        has_begun: returns whether the session has any clips yet.
        words_per_minute: the rate, as `estimate_frames` takes it, for silence that is as long as
            the words would take.
    """

    immediate = False

    def __init__(
        self,
        voice: VoiceClips,
        fallbacks: Sequence[Callable[[], Voice]],
        *,
        on_fault: Callable[[str], None],
        has_begun: Callable[[], bool],
        words_per_minute: int,
    ) -> None:
        self._candidates = [_Candidate(voice)]
        self._fallbacks = list(fallbacks)
        self._on_fault = on_fault
        self._has_begun = has_begun
        self._words_per_minute = words_per_minute

    @property
    def voices(self) -> list[Voice]:
        """The voices that have been opened."""
        return [candidate.spoken.voice for candidate in self._candidates]

    def clips(self, utterances: Sequence[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        speakable = []
        for utterance in utterances:
            try:
                sanitize(utterance.text)
            except VoiceError as error:
                self._on_fault(f"{error} Until then, it's only shown on the screen.")
                yield utterance, silence(utterance, self._words_per_minute)
            else:
                speakable.append(utterance)
        yield from self._speak(0, speakable)

    def _speak(self, index: int, utterances: list[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        """Yield clips from a candidate, or from the next ones where it fails."""
        candidate = self._candidate(index)
        if candidate is None:
            for utterance in utterances:
                yield utterance, silence(utterance, self._words_per_minute)
            return
        missing = dict.fromkeys(utterances)
        failed: list[Utterance] = []
        while missing and not candidate.given_up:
            try:
                for utterance, clip in candidate.spoken.clips(tuple(missing)):
                    del missing[utterance]
                    yield utterance, clip
            except PromptError as error:
                faulty = [u for u in missing if candidate.spoken.respelled(u).text == error.text]
                failed += faulty
                for utterance in faulty:
                    del missing[utterance]
                candidate.failures += 1
                candidate.given_up = candidate.failures == MAX_FAILURES or not faulty
                prompt = excerpt(faulty[0].text if faulty else error.text)
                self._report(f"`{candidate.name}` can't say `{prompt}` ({error.reason}).", index)
            except VoiceError as error:
                if index == 0 and not self._has_begun():
                    raise
                candidate.given_up = True
                self._report(f"`{candidate.name}` can't speak any more. {error}", index)
        if failed or missing:
            yield from self._speak(index + 1, [*failed, *missing])

    def _candidate(self, index: int) -> _Candidate | None:
        """Return a candidate, opened when it is first needed; None if there are no more."""
        while index >= len(self._candidates) and self._fallbacks:
            open_fallback = self._fallbacks.pop(0)
            try:
                fallback = self._candidates[0].spoken.by(open_fallback())
            except CoachError:
                continue
            self._candidates.append(_Candidate(fallback))
        return self._candidates[index] if index < len(self._candidates) else None

    def _report(self, fault: str, index: int) -> None:
        """Report a candidate's fault, and what happens instead."""
        fallback = self._candidate(index + 1)
        instead = f"`{fallback.name}` takes over." if fallback else "The words are on the screen."
        self._on_fault(f"{fault} {instead}")
