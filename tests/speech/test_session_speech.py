"""A session's clips: from memory, from the cache, or spoken now."""

from __future__ import annotations

import pytest
from speech_voices import FailingVoice, FakeVoice

from coach.model.clip import Clip
from coach.model.problems import VoiceError
from coach.model.utterance import Utterance
from coach.speech.cache import ClipCache
from coach.speech.session_speech import SessionSpeech
from coach.speech.voice import PromptError, Voice

IN, OUT, REST = (Utterance(t) for t in ("Inhale.", "Exhale.", "Rest."))


def test_each_utterance_is_spoken_once_and_progress_is_reported(cache: ClipCache) -> None:
    voice: Voice = FakeVoice()
    assert isinstance(voice, FakeVoice)
    progress: list[tuple[int, int]] = []
    with SessionSpeech(voice, cache) as speech:
        speech.prepare([IN, OUT, IN], lambda done, total: progress.append((done, total)))
        assert speech.clip(IN) == Clip(b"Inhale.Inhale.")
        assert speech.frames(IN) == 7
        assert speech.name == "fake:anna"
        assert speech.cache_warning is None
    assert voice.spoken == ["Inhale.", "Exhale."]
    assert progress == [(0, 2), (1, 2), (2, 2)]
    assert voice.closed == 1


def test_an_utterance_that_was_not_prepared_is_spoken_on_request() -> None:
    voice = FakeVoice()
    with SessionSpeech(voice, None) as speech:
        assert speech.frames(REST) == 5
        assert speech.frames(REST) == 5
    assert voice.spoken == ["Rest."]


def test_a_later_session_speaks_only_what_is_new(cache: ClipCache) -> None:
    SessionSpeech(FakeVoice(), cache).prepare([IN, OUT])
    voice = FakeVoice()
    SessionSpeech(voice, cache).prepare([IN, OUT, REST])
    assert voice.spoken == ["Rest."]
    other = FakeVoice("anna 2")
    SessionSpeech(other, cache).prepare([IN])
    assert other.spoken == ["Inhale."]


def test_what_was_spoken_before_a_failure_is_kept(cache: ClipCache) -> None:
    with pytest.raises(VoiceError, match="no"):
        SessionSpeech(FakeVoice(), cache).prepare([IN, Utterance("fail"), OUT])
    voice = FakeVoice()
    SessionSpeech(voice, cache).prepare([IN, OUT])
    assert voice.spoken == ["Exhale."]


def test_an_engine_is_given_composed_accents() -> None:
    voice = FakeVoice()
    combining = Utterance("Rela\u0302chez.")
    speech = SessionSpeech(voice, None)
    speech.prepare([combining])
    assert voice.spoken == ["Rel\u00e2chez."]
    assert speech.frames(combining) > 0


def test_outside_a_live_session_a_failed_prompt_is_an_error() -> None:
    speech = SessionSpeech(
        FailingVoice("anna", "Exhale."), None, fallback_voices=[lambda: FailingVoice("berta")]
    )
    with pytest.raises(PromptError, match=r"no 'Exhale\.'"):
        speech.prepare([OUT])
