"""The lexicons: what an engine is given for words that it says wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml

from coach.model.clip import Clip
from coach.model.problems import VoiceError
from coach.model.utterance import Utterance
from coach.phrases import languages
from coach.speech import lexicon
from coach.speech.cache import ClipCache
from coach.speech.engines import ENGINES
from coach.speech.session_speech import SessionSpeech
from coach.speech.voice import PromptError

FILES = sorted((Path(lexicon.__file__).parent / "lexicons").glob("*.yaml"))
LISTS = {"every", *(engine.lexicon for engine in ENGINES.values() if engine.lexicon)}


@pytest.mark.parametrize(
    ("list_", "given"),
    [
        (ENGINES["piper"].lexicon, "Cloze your eyes, lift 5 kilograms."),
        (ENGINES["flite"].lexicon, "Close your eyes, lift 5 kilograms."),
        (None, "Close your eyes, lift 5 kilograms."),
    ],
)
def test_each_engine_has_its_own_list(list_: str | None, given: str) -> None:
    text = lexicon.lexicon_respeller(list_, "en-GB")("Close your eyes, lift 5 kg.")
    assert text.casefold() == given.casefold()


@pytest.mark.parametrize("language", ["", "xx", "../en", "zh-Hant-TW"])
def test_a_language_without_a_file_is_left_alone(language: str) -> None:
    assert lexicon.lexicon_respeller("espeak", language)("Bow, 5 kg") == "Bow, 5 kg"


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
def test_every_list_has_words_with_respellings(path: Path) -> None:
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(table) <= LISTS
    for words in table.values():
        assert all(isinstance(a, str) and isinstance(b, str) and a != b for a, b in words.items())


@pytest.mark.parametrize(
    ("language", "text", "heard"),
    [
        ("de-AT", "Ca. 5 cm", "circa 5 Zentimeter"),
        ("el", "5 kg", "5 κιλά"),
        ("nl", "Min of meer 5 kg", "Min of meer 5 kilogram"),
        ("ru", "5 кг, 2 мин.", "5 килограммов, 2 минут."),
        ("sv", "Min 5 kg", "Min 5 kilogram"),
    ],
)
def test_each_language_has_its_own_file(language: str, text: str, heard: str) -> None:
    assert lexicon.lexicon_respeller("espeak", language)(text) == heard
    assert {path.stem for path in FILES} == {tag.partition("-")[0] for tag in languages()}


class Piper:
    """Records what it is given; can't say "bough"."""

    name = "piper:joe"
    fingerprint = "joe 1"
    slow = False

    def __init__(self) -> None:
        self.given: list[str] = []

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        for utterance in utterances:
            if utterance.text == "bough":
                raise PromptError("no", utterance.text, "it hung")
            self.given.append(utterance.text)
            yield utterance, Clip(b"ab")

    def close(self) -> None:
        pass


def test_clips_are_cached_by_what_the_engine_was_given(cache: ClipCache) -> None:
    voice = Piper()
    speech = SessionSpeech(voice, cache, language="en-US")
    speech.prepare([Utterance("5 kg"), Utterance("5 kilograms")])  # the same to the engine
    assert voice.given == ["5 kilograms"]
    assert cache.get("joe 1", Utterance("5 kilograms")) == Clip(b"ab")
    assert speech.clip(Utterance("5 kg")) == Clip(b"ab")
    with pytest.raises(VoiceError):
        speech.prepare([Utterance("bow")])


def test_a_respelled_word_that_fails_is_replaced_by_silence() -> None:
    faults: list[str] = []
    speech = SessionSpeech(Piper(), None, language="en-US", on_fault=faults.append)
    speech.prepare([Utterance("bow"), Utterance("Rest.")])
    assert speech.clip(Utterance("Rest.")) == Clip(b"ab")
    assert speech.frames(Utterance("bow")) > 5000
    assert faults == ["`piper:joe` can't say `bow` (it hung). The words are on the screen."]
