"""Which voice a language or a name stands for."""

from __future__ import annotations

import pytest

from coach.model.problems import VoiceError
from coach.speech.catalogue import VoiceInfo, find_by_name, find_for_language

VOICES = [
    VoiceInfo("pyttsx3:gmw/en", "English (Great Britain)", ("en-gb",)),
    VoiceInfo("pyttsx3:gmw/en-us", "English (America)", ("en-us",)),
    VoiceInfo("pyttsx3:roa/es", "Spanish (Spain)", ("es",)),
    VoiceInfo("pyttsx3:roa/es-419", "Spanish (Latin America)", ("es-419",)),
    VoiceInfo("pyttsx3:roa/fr", "French (France)", ("fr-fr",)),
    VoiceInfo("pyttsx3:gmw/de", "German", ("de",)),
    VoiceInfo("pyttsx3:gmw/de-b", "German, deeper", ("de",)),
    VoiceInfo("pyttsx3:sit/cmn", "Chinese (Mandarin)", ("cmn",)),
]


@pytest.mark.parametrize(
    ("language", "identifier"),
    [
        ("en-US", "gmw/en-us"),
        ("en", "gmw/en-us"),
        ("en_GB", "gmw/en"),
        ("en-AU", "gmw/en"),
        ("en-CA", "gmw/en-us"),
        ("es", "roa/es"),
        ("es-MX", "roa/es-419"),
        ("fr", "roa/fr"),
        ("fr-CA", "roa/fr"),
        ("de-AT", "gmw/de"),
        ("zh-CN", "sit/cmn"),
    ],
)
def test_each_language_gets_its_best_voice(language: str, identifier: str) -> None:
    assert find_for_language(VOICES, language).identifier == identifier


def test_the_default_voice_of_the_system_is_preferred_if_it_speaks_the_language() -> None:
    assert find_for_language(VOICES, "de", "gmw/de-b").identifier == "gmw/de-b"
    assert find_for_language(VOICES, "de", "gmw/en").identifier == "gmw/de"


def test_a_language_without_a_voice_is_refused_with_the_known_languages() -> None:
    with pytest.raises(VoiceError) as caught:
        find_for_language(VOICES, "tlh")
    assert str(caught.value) == (
        "No pyttsx3 voice speaks `tlh`. There are voices for cmn, de, en, es, fr; "
        "`coach voices --language tlh` lists all that do."
    )


@pytest.mark.parametrize(
    "asked", ["gmw/en-us", "GMW/EN-US", "English (America)", "english (america)", "en_US"]
)
def test_a_voice_is_found_by_identifier_name_or_tag(asked: str) -> None:
    assert find_by_name(VOICES, asked).identifier == "gmw/en-us"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            "Germn",
            (
                "There is no voice `Germn`. Did you mean `gmw/de`? "
                "`coach voices` lists those you have."
            ),
        ),
        ("Zzz", "There is no voice `Zzz`. `coach voices` lists those you have."),
        ("rman", "`rman` may be `gmw/de`, `gmw/de-b`. Write more of the name."),
        (
            "g",
            ("`g` may be `gmw/en`, `gmw/en-us`, `gmw/de`, `gmw/de-b`. Write more of the name."),
        ),
    ],
)
def test_an_unknown_voice_is_refused_with_close_matches(asked: str, message: str) -> None:
    with pytest.raises(VoiceError) as caught:
        find_by_name(VOICES, asked)
    assert str(caught.value) == message


def test_voices_can_be_filtered_by_language() -> None:
    assert [v.identifier for v in VOICES if v.speaks("es-ES")] == ["roa/es", "roa/es-419"]
    assert [v.identifier for v in VOICES if v.speaks("zh")] == ["sit/cmn"]


@pytest.mark.parametrize(
    ("asked", "identifier"),
    [("deeper", "gmw/de-b"), ("419", "roa/es-419"), ("britain", "gmw/en"), ("MANDARIN", "sit/cmn")],
)
def test_an_unambiguous_part_of_a_name_is_enough(asked: str, identifier: str) -> None:
    assert find_by_name(VOICES, asked).identifier == identifier
