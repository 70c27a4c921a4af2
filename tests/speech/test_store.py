"""One session's clips: memory, then the cache, then the voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from coach.clip import Clip
from coach.problems import VoiceError
from coach.speech.cache import ClipCache
from coach.speech.store import Speech
from coach.speech.voice import Utterance, Voice

IN, OUT, REST = (Utterance(t) for t in ("Inhale.", "Exhale.", "Rest."))


class FakeVoice:
    """Counts what it speaks; fails at a text that says so."""

    name = "fake:anna"
    slow = False

    def __init__(self, fingerprint: str = "anna 1") -> None:
        self.fingerprint = fingerprint
        self.spoken: list[str] = []
        self.closed = 0

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        for utterance in utterances:
            if utterance.text == "fail":
                raise VoiceError("no")
            self.spoken.append(utterance.text)
            yield utterance, Clip(utterance.text.encode() * 2)

    def close(self) -> None:
        self.closed += 1


def test_each_utterance_is_spoken_once_and_progress_is_told(cache: ClipCache) -> None:
    voice: Voice = FakeVoice()
    assert isinstance(voice, FakeVoice)
    told: list[tuple[int, int]] = []
    with Speech(voice, cache) as speech:
        speech.prepare([IN, OUT, IN], lambda done, total: told.append((done, total)))
        assert speech.clip(IN) == Clip(b"Inhale.Inhale.")
        assert speech.frames(IN) == 7
        assert speech.name == "fake:anna"
        assert speech.warning is None
    assert voice.spoken == ["Inhale.", "Exhale."]
    assert told == [(1, 2), (2, 2)]
    assert voice.closed == 1


def test_what_was_not_prepared_is_spoken_when_asked_for() -> None:
    voice = FakeVoice()
    with Speech(voice, None) as speech:
        assert speech.frames(REST) == 5
        assert speech.frames(REST) == 5
    assert voice.spoken == ["Rest."]


def test_another_session_speaks_only_what_is_new(cache: ClipCache) -> None:
    Speech(FakeVoice(), cache).prepare([IN, OUT])
    voice = FakeVoice()
    Speech(voice, cache).prepare([IN, OUT, REST])
    assert voice.spoken == ["Rest."]
    other = FakeVoice("anna 2")
    Speech(other, cache).prepare([IN])
    assert other.spoken == ["Inhale."]


def test_what_was_spoken_before_a_failure_is_kept(cache: ClipCache) -> None:
    with pytest.raises(VoiceError, match="no"):
        Speech(FakeVoice(), cache).prepare([IN, Utterance("fail"), OUT])
    voice = FakeVoice()
    Speech(voice, cache).prepare([IN, OUT])
    assert voice.spoken == ["Exhale."]
