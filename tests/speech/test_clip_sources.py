"""A chain of clip sources: the first one that has a clip provides it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from tones import ToneVoice, tone

from coach.model.clip import Clip
from coach.model.problems import VoiceError
from coach.model.tone import tone_clip
from coach.model.utterance import TONE_TEXT, Utterance
from coach.speech.cache import ClipCache
from coach.speech.clip_sources import CachedClips, ClipChain, ClipSource, ToneClips, VoiceClips

IN, OUT, REST = (Utterance(text) for text in ("Inhale.", "Exhale.", "Rest."))
TONE = Utterance(TONE_TEXT, tone="start")


class Recordings:
    """Provides given clips, such as an author's own recordings."""

    immediate = True

    def __init__(self, clips: dict[Utterance, Clip]) -> None:
        self._clips = clips

    def clips(self, utterances: Sequence[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        for utterance in utterances:
            if utterance in self._clips:
                yield utterance, self._clips[utterance]


class Maker(Recordings):
    """Makes given clips, and records what it was asked for."""

    immediate = False

    def __init__(self, clips: dict[Utterance, Clip]) -> None:
        super().__init__(clips)
        self.asked: list[Utterance] = []

    def clips(self, utterances: Sequence[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        self.asked += utterances
        return super().clips(utterances)


def test_the_first_source_that_has_a_clip_provides_it() -> None:
    first, second = Recordings({IN: Clip(b"1i")}), Recordings({IN: Clip(b"2i"), OUT: Clip(b"2o")})
    chain = ClipChain(first, Maker({REST: Clip(b"rr")}), second)
    assert [chain.find(u) for u in (IN, OUT, REST)] == [Clip(b"1i"), Clip(b"2o"), None]


def test_clips_that_a_source_lacks_come_from_the_next_one() -> None:
    first, second = Maker({OUT: Clip(b"1o")}), Maker({IN: Clip(b"2i"), OUT: Clip(b"2o")})
    made = dict(ClipChain(first, second).make([IN, OUT, IN, REST]))
    assert made == {IN: Clip(b"2i"), OUT: Clip(b"1o")}
    assert (first.asked, second.asked) == ([IN, OUT, REST], [IN, REST])


def test_a_source_is_not_asked_when_nothing_is_missing() -> None:
    first, second = Maker({IN: Clip(b"1i")}), Maker({})
    assert dict(ClipChain(first, second).make([IN])) == {IN: Clip(b"1i")}
    assert second.asked == []


def test_tones_have_clips_whatever_their_pace() -> None:
    hurried = Utterance(TONE_TEXT, 115, "end")
    assert dict(ToneClips().clips([TONE, IN, hurried])) == {
        TONE: tone_clip("start"),
        hurried: tone_clip("end"),
    }
    assert (
        dict(ToneClips().clips([Utterance(TONE_TEXT)])) == {}
    )  # a note sign that the author wrote


def test_what_a_voice_has_spoken_is_found_in_the_cache(cache: ClipCache) -> None:
    voice = ToneVoice()
    spoken = VoiceClips(voice, cache, "en")
    cached: ClipSource = CachedClips(spoken)
    assert dict(cached.clips([IN, OUT])) == {}
    assert dict(spoken.clips([IN])) == {IN: tone(IN)}
    assert dict(cached.clips([IN, OUT])) == {IN: tone(IN)}
    assert dict(CachedClips(spoken.by(ToneVoice(name="another"))).clips([IN])) == {}
    assert dict(CachedClips(VoiceClips(voice, None, "en")).clips([IN])) == {}


def test_an_error_in_a_source_ends_the_search() -> None:
    voice = VoiceClips(ToneVoice(refuses=OUT.text), None, "en")
    with pytest.raises(VoiceError, match="failed twice"):
        dict(ClipChain(voice, Maker({OUT: Clip(b"oo")})).make([IN, OUT]))
