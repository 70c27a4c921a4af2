"""One session's clips: memory, then the cache, then the voice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import pytest

from coach.model.clip import Clip
from coach.model.problems import ChoiceError, VoiceError
from coach.model.utterance import Utterance
from coach.speech.cache import ClipCache
from coach.speech.estimate import estimate_frames
from coach.speech.store import Speech
from coach.speech.voice import PromptError, Voice

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
    assert told == [(0, 2), (1, 2), (2, 2)]
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


class HoarseVoice(FakeVoice):
    """Fails at some texts, or at all once it has no engine any more."""

    def __init__(self, name: str, *bad: str, engine: bool = True) -> None:
        super().__init__(name)
        self.name = name
        self.bad = bad
        self.engine = engine

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        for utterance in utterances:
            if not self.engine:
                raise VoiceError("the engine does not start")
            if utterance.text in self.bad:
                raise PromptError(f"no '{utterance.text}'", utterance.text, "it hung")
            self.spoken.append(utterance.text)
            yield utterance, Clip(f"{self.name} {utterance.text} ".encode()[:20] * 2)


def _same(voice: Voice) -> Voice:
    return voice


def live(voice: Voice, told: list[str], *others: Callable[[], Voice]) -> Speech:
    return Speech(voice, None, stand_ins=others, on_fault=told.append)


def said_by(speech: Speech, *utterances: Utterance) -> list[str]:
    """Return who says each; a silence has no name."""
    return [speech.clip(u).pcm.decode("ascii").strip("\0").partition(" ")[0] for u in utterances]


def test_in_a_live_session_another_voice_says_the_prompt_at_which_one_fails() -> None:
    told: list[str] = []
    anna, berta = HoarseVoice("anna", "Exhale."), HoarseVoice("berta")
    progress: list[tuple[int, int]] = []
    speech = live(anna, told, lambda: berta)
    speech.prepare([IN, OUT, REST], lambda *done: progress.append(done))
    assert said_by(speech, IN, OUT, REST) == ["anna", "berta", "anna"]
    assert told == ["anna can't say 'Exhale.' (it hung): berta steps in"]
    assert progress == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert speech.name == "anna"
    speech.close()
    assert (anna.closed, berta.closed) == (1, 1)


def test_where_nobody_can_say_it_there_is_silence_for_as_long_and_the_screen() -> None:
    told: list[str] = []

    def missing() -> Voice:
        raise ChoiceError("there is no such engine")

    berta = HoarseVoice("berta", "Exhale.")
    speech = live(HoarseVoice("anna", "Exhale."), told, missing, lambda: berta)
    speech.prepare([IN, OUT, REST])
    assert said_by(speech, IN, OUT, REST) == ["anna", "", "anna"]
    assert speech.frames(OUT) == estimate_frames(OUT)
    assert told == [
        "anna can't say 'Exhale.' (it hung): berta steps in",
        "berta can't say 'Exhale.' (it hung): the words are on the screen",
    ]


def test_the_silence_is_as_long_as_the_words_of_that_language_at_that_rate() -> None:
    length = {}
    for language, rate in (("en", 140), ("en", 70), ("pl", 70)):
        hoarse = HoarseVoice("anna", "Exhale.")
        told: list[str] = []
        speech = Speech(
            hoarse, None, language=language, words_per_minute=rate, on_fault=told.append
        )
        speech.prepare([IN, OUT])
        length[language, rate] = speech.frames(OUT)
    assert length["en", 70] == 2 * length["en", 140]
    assert length["pl", 70] == pytest.approx(0.73 * length["en", 70], rel=0.02)


def test_an_engine_is_given_letters_with_their_accents_in_one() -> None:
    voice = FakeVoice()
    loose = Utterance("Rela\u0302chez.")
    speech = Speech(voice, None)
    speech.prepare([loose])
    assert voice.spoken == ["Rel\u00e2chez."]
    assert speech.frames(loose) > 0


def test_what_no_engine_can_speak_is_asked_of_none() -> None:
    told: list[str] = []
    anna = HoarseVoice("anna")
    markup = Utterance("Rest <break/> now.")
    speech = live(anna, told)
    speech.prepare([markup, IN])
    assert said_by(speech, markup, IN) == ["", "anna"]
    (sentence,) = told
    assert sentence == (
        "the prompt 'Rest <break/> now.' holds '<break/>', which a voice reads aloud or swallows: "
        "write plain words; it is on the screen when its time comes"
    )


def test_a_voice_that_fails_three_times_is_asked_no_more() -> None:
    told: list[str] = []
    bad = [Utterance(text) for text in "abcde"]
    anna, berta = HoarseVoice("anna", *"abcde"), HoarseVoice("berta")
    speech = live(anna, told, lambda: berta)
    speech.prepare([*bad, IN])
    assert len(told) == 3
    assert said_by(speech, *bad, IN) == ["berta"] * 6
    speech.prepare([OUT])
    assert said_by(speech, OUT) == ["berta"]
    assert anna.spoken == []


def test_an_engine_that_is_lost_on_the_way_is_replaced_and_one_that_never_spoke_is_an_error() -> (
    None
):
    told: list[str] = []
    anna, berta = HoarseVoice("anna"), HoarseVoice("berta")
    speech = live(anna, told, lambda: berta)
    speech.prepare([IN])
    anna.engine = False
    speech.prepare([OUT, REST])
    assert said_by(speech, IN, OUT, REST) == ["anna", "berta", "berta"]
    assert told == ["anna can't speak any more (the engine does not start): berta steps in"]
    with pytest.raises(VoiceError, match="the engine does not start"):
        live(HoarseVoice("anna", engine=False), told, lambda: berta).prepare([IN])


def test_without_a_session_a_prompt_that_fails_is_an_error() -> None:
    speech = Speech(HoarseVoice("anna", "Exhale."), None, stand_ins=[lambda: HoarseVoice("berta")])
    with pytest.raises(PromptError, match=r"no 'Exhale\.'"):
        speech.prepare([OUT])


def test_a_stand_in_s_clips_are_kept_as_its_own(cache: ClipCache) -> None:
    told: list[str] = []
    for _ in range(2):
        berta = HoarseVoice("berta")
        anna = HoarseVoice("anna", "Exhale.")
        opens: list[Callable[[], Voice]] = [partial(_same, berta)]
        with Speech(anna, cache, stand_ins=opens, on_fault=told.append) as speech:
            speech.prepare([IN, OUT])
    whole = Speech(HoarseVoice("anna"), cache)
    assert said_by(whole, IN, OUT) == ["anna", "anna"]
