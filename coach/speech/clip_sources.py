"""Where clips come from: tones, the cache, a voice; asked in turn, as a chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from coach.model.clip import Clip
from coach.model.tone import tone_clip
from coach.model.utterance import Utterance
from coach.speech.cache import ClipCache
from coach.speech.engines import ENGINES
from coach.speech.lexicon import lexicon_respeller
from coach.speech.voice import Voice


class ClipSource(Protocol):
    """One place that clips come from.

    Attributes:
        immediate: whether it has its clips at once; otherwise it has to make them first.
    """

    @property
    def immediate(self) -> bool: ...

    def clips(self, utterances: Sequence[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        """Yield the clips that it has, in any order; the next source is asked for the rest.

        Args:
            utterances: without duplicates.

        Raises:
            VoiceError: it failed to make one of them.
        """
        ...


class ClipChain:
    """Sources in order: the first one that has a clip provides it."""

    def __init__(self, *sources: ClipSource) -> None:
        self._immediate = [source for source in sources if source.immediate]
        self._others = [source for source in sources if not source.immediate]

    def find(self, utterance: Utterance) -> Clip | None:
        """Return a clip that a source has at once; None if it has to be made."""
        for source in self._immediate:
            for _, clip in source.clips((utterance,)):
                return clip
        return None

    def make(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        """Make clips, and yield them in any order with their utterances.

        Raises:
            VoiceError: a source failed.
        """
        missing = dict.fromkeys(utterances)
        for source in self._others:
            if not missing:
                return
            for utterance, clip in source.clips(tuple(missing)):
                del missing[utterance]
                yield utterance, clip


class ToneClips:
    """The tones at the start and the end of a hold."""

    immediate = True

    def clips(self, utterances: Sequence[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        for utterance in utterances:
            if utterance.tone is not None:
                yield utterance, tone_clip(utterance.tone)


class VoiceClips:
    """Clips that a voice speaks, each of which is kept in the cache.

    Words that the engine mispronounces are respelled for it. Clips are kept under the text that the
    engine was given, so that a word is spoken again if its respelling changes.

    Args:
        voice: the voice; its owner closes it.
        cache: where clips are kept; None to keep none.
        language: the routine's language tag.
    """

    immediate = False

    def __init__(self, voice: Voice, cache: ClipCache | None, language: str) -> None:
        self.voice = voice
        self._cache = cache
        self._language = language
        self._fingerprint = voice.fingerprint
        engine = ENGINES.get(voice.name.partition(":")[0])
        self._respell = lexicon_respeller(engine.lexicon if engine else None, language)

    def by(self, voice: Voice) -> VoiceClips:
        """Return a source like this one, with another voice."""
        return VoiceClips(voice, self._cache, self._language)

    def respelled(self, utterance: Utterance) -> Utterance:
        """Return the utterance as the engine is given it."""
        return Utterance(self._respell(utterance.text), utterance.pace)

    def cached(self, utterance: Utterance) -> Clip | None:
        """Return this voice's clip of an utterance from the cache, if it is there."""
        if self._cache is None:
            return None
        return self._cache.get(self._fingerprint, self.respelled(utterance))

    def clips(self, utterances: Sequence[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        by_respelled: dict[Utterance, list[Utterance]] = {}
        for utterance in utterances:
            by_respelled.setdefault(self.respelled(utterance), []).append(utterance)
        for respelled, spoken in self.voice.render(by_respelled):
            clip = spoken
            if self._cache is not None:
                clip = self._cache.put(self._fingerprint, respelled, spoken)
            for utterance in by_respelled[respelled]:
                yield utterance, clip


class CachedClips:
    """Clips that a voice spoke in an earlier session."""

    immediate = True

    def __init__(self, spoken: VoiceClips) -> None:
        self._spoken = spoken

    def clips(self, utterances: Sequence[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        for utterance in utterances:
            if (clip := self._spoken.cached(utterance)) is not None:
                yield utterance, clip
