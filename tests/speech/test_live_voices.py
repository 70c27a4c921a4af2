"""A live session's voices: where one fails at a prompt, another takes over, or it is silent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from speech_voices import FailingVoice

from coach.model.problems import ChoiceError, VoiceError
from coach.model.utterance import Utterance
from coach.speech.cache import ClipCache
from coach.speech.estimate import estimate_frames
from coach.speech.session_speech import SessionSpeech
from coach.speech.voice import Voice

IN, OUT, REST = (Utterance(t) for t in ("Inhale.", "Exhale.", "Rest."))


def _return(voice: Voice) -> Voice:
    return voice


def live(voice: Voice, faults: list[str], *others: Callable[[], Voice]) -> SessionSpeech:
    return SessionSpeech(voice, None, fallback_voices=others, on_fault=faults.append)


def speakers(speech: SessionSpeech, *utterances: Utterance) -> list[str]:
    """Return the name of the voice that speaks each utterance, empty for silence."""
    return [speech.clip(u).pcm.decode("ascii").strip("\0").partition(" ")[0] for u in utterances]


def test_in_a_live_session_a_fallback_speaks_a_failed_prompt() -> None:
    faults: list[str] = []
    anna, berta = FailingVoice("anna", "Exhale."), FailingVoice("berta")
    progress: list[tuple[int, int]] = []
    speech = live(anna, faults, lambda: berta)
    speech.prepare([IN, OUT, REST], lambda *done: progress.append(done))
    assert speakers(speech, IN, OUT, REST) == ["anna", "berta", "anna"]
    assert faults == ["`anna` can't say `Exhale.` (it hung). `berta` takes over."]
    assert progress == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert speech.name == "anna"
    speech.close()
    assert (anna.closed, berta.closed) == (1, 1)


def test_without_a_working_voice_there_is_silence_as_long_as_the_words() -> None:
    faults: list[str] = []

    def missing() -> Voice:
        raise ChoiceError("there is no such engine")

    berta = FailingVoice("berta", "Exhale.")
    speech = live(FailingVoice("anna", "Exhale."), faults, missing, lambda: berta)
    speech.prepare([IN, OUT, REST])
    assert speakers(speech, IN, OUT, REST) == ["anna", "", "anna"]
    assert speech.frames(OUT) == estimate_frames(OUT)
    assert faults == [
        "`anna` can't say `Exhale.` (it hung). `berta` takes over.",
        "`berta` can't say `Exhale.` (it hung). The words are on the screen.",
    ]


def test_the_silence_depends_on_language_and_rate() -> None:
    length = {}
    for language, rate in (("en", 140), ("en", 70), ("pl", 70)):
        hoarse = FailingVoice("anna", "Exhale.")
        faults: list[str] = []
        speech = SessionSpeech(
            hoarse, None, language=language, words_per_minute=rate, on_fault=faults.append
        )
        speech.prepare([IN, OUT])
        length[language, rate] = speech.frames(OUT)
    assert length["en", 70] == 2 * length["en", 140]
    assert length["pl", 70] == pytest.approx(0.73 * length["en", 70], rel=0.02)


def test_an_unspeakable_prompt_is_given_to_no_engine() -> None:
    faults: list[str] = []
    anna = FailingVoice("anna")
    markup = Utterance("Rest <break/> now.")
    speech = live(anna, faults)
    speech.prepare([markup, IN])
    assert speakers(speech, markup, IN) == ["", "anna"]
    (sentence,) = faults
    assert sentence == (
        "The prompt `Rest <break/> now.` contains `<break/>`, which a voice reads aloud or "
        "leaves out. Write plain words. Until then, it's only shown on the screen."
    )


def test_a_voice_that_has_failed_three_times_is_not_asked_again() -> None:
    faults: list[str] = []
    bad = [Utterance(text) for text in "abcde"]
    anna, berta = FailingVoice("anna", *"abcde"), FailingVoice("berta")
    speech = live(anna, faults, lambda: berta)
    speech.prepare([*bad, IN])
    assert len(faults) == 3
    assert speakers(speech, *bad, IN) == ["berta"] * 6
    speech.prepare([OUT])
    assert speakers(speech, OUT) == ["berta"]
    assert anna.spoken == []


def test_a_lost_engine_is_replaced_but_one_that_never_spoke_is_an_error() -> None:
    faults: list[str] = []
    anna, berta = FailingVoice("anna"), FailingVoice("berta")
    speech = live(anna, faults, lambda: berta)
    speech.prepare([IN])
    anna.engine = False
    speech.prepare([OUT, REST])
    assert speakers(speech, IN, OUT, REST) == ["anna", "berta", "berta"]
    assert faults == ["`anna` can't speak any more. The engine doesn't start. `berta` takes over."]
    with pytest.raises(VoiceError, match="The engine doesn't start"):
        live(FailingVoice("anna", engine=False), faults, lambda: berta).prepare([IN])


def test_the_clips_of_a_fallback_are_cached_as_its_own(cache: ClipCache) -> None:
    faults: list[str] = []
    for _ in range(2):
        berta = FailingVoice("berta")
        anna = FailingVoice("anna", "Exhale.")
        opens: list[Callable[[], Voice]] = [partial(_return, berta)]
        with SessionSpeech(anna, cache, fallback_voices=opens, on_fault=faults.append) as speech:
            speech.prepare([IN, OUT])
    whole = SessionSpeech(FailingVoice("anna"), cache)
    assert speakers(whole, IN, OUT) == ["anna", "anna"]
