"""Which voice a language, a name or a spec means."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coach.model.problems import ChoiceError, VoiceError
from coach.speech import fallback_voices, open_voice, parse_voice_spec
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


def test_the_system_s_own_voice_is_preferred_where_it_speaks_the_language() -> None:
    assert find_for_language(VOICES, "de", "gmw/de-b").identifier == "gmw/de-b"
    assert find_for_language(VOICES, "de", "gmw/en").identifier == "gmw/de"


def test_a_language_without_a_voice_is_refused_with_the_known_ones() -> None:
    with pytest.raises(VoiceError) as caught:
        find_for_language(VOICES, "tlh")
    assert str(caught.value) == (
        "no pyttsx3 voice speaks 'tlh': there are voices for cmn, de, en, es, fr; "
        "'coach voices --language tlh' lists all that do"
    )


@pytest.mark.parametrize(
    "asked", ["gmw/en-us", "GMW/EN-US", "English (America)", "english (america)", "en_US"]
)
def test_a_voice_is_found_by_identifier_name_or_tag(asked: str) -> None:
    assert find_by_name(VOICES, asked).identifier == "gmw/en-us"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("Germn", "there is no voice 'Germn': did you mean 'gmw/de'? 'coach voices' lists them"),
        ("Zzz", "there is no voice 'Zzz': 'coach voices' lists them"),
        ("rman", "'rman' may be 'gmw/de', 'gmw/de-b': write more of the name"),
        (
            "g",
            ("'g' may be 'gmw/en', 'gmw/en-us', 'gmw/de', 'gmw/de-b': write more of the name"),
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


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (
            "pipr",
            (
                "there is no speech engine 'pipr': write 'piper', "
                "or 'pyttsx3:pipr' if that is a voice's name"
            ),
        ),
        (
            "estimate",
            (
                "'estimate' stands for the times that 'coach play ROUTINE --dry-run' shows; "
                "it speaks nothing: choose 'silent' for a session on the screen, or a voice "
                "of 'coach voices'"
            ),
        ),
        ("silent:deep", "there is only one silence: write 'silent'"),
        (":anna", "no voice is named: write one that 'coach voices' lists"),
        (
            "/voices/Anna.onnx",
            (
                "there is no speech engine '/voices/Anna.onnx': "
                "write 'piper:/voices/Anna.onnx' for Piper's voices"
            ),
        ),
        (
            "\x1b[2J",
            (
                "there is no speech engine '<U+001B>[2J': choose from pyttsx3, piper, flite, "
                "silent, estimate, or 'pyttsx3:<U+001B>[2J' if that is a voice's name"
            ),
        ),
    ],
)
def test_a_choice_that_cannot_speak_is_refused(spec: str, message: str) -> None:
    with pytest.raises(ChoiceError) as caught:
        open_voice(spec)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("spec", "meant"),
    [
        ("Piper", ("piper", None)),
        (" FLITE: rms ", ("flite", "rms")),
        ("pyttsx3:", ("pyttsx3", None)),
        ("piper:C:\\voices\\Anna.onnx", ("piper", "C:\\voices\\Anna.onnx")),
    ],
)
def test_a_spec_is_an_engine_and_a_name(spec: str, meant: tuple[str, str | None]) -> None:
    assert parse_voice_spec(spec) == meant


@pytest.mark.skipif(os.name != "posix", reason="a program as a shell script")
def test_only_installed_engines_are_fallbacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def names(spec: str, language: str) -> list[str]:
        return [opens().name for opens in fallback_voices(spec, language)]

    monkeypatch.setenv("PATH", str(tmp_path))
    assert names("pyttsx3:gmw/en", "en-GB") == []
    (tmp_path / "flite").write_text("#!/bin/sh\n")
    (tmp_path / "flite").chmod(0o755)
    assert names("pyttsx3:gmw/en", "en-GB") == ["flite:en-GB"]
    assert names("piper", "en-US") == ["pyttsx3:en-US", "flite:en-US"]
    assert names("piper:/voices/anna.onnx", "de") == ["pyttsx3:de"]


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ChoiceError) as caught:
        open_voice("Anna")
    assert str(caught.value) == (
        "there is no speech engine 'Anna': choose from pyttsx3, piper, flite, silent, estimate, "
        "or 'pyttsx3:Anna' if that is a voice's name"
    )


def test_an_impossible_rate_is_refused() -> None:
    with pytest.raises(ChoiceError) as caught:
        open_voice(None, "en-US", 20)
    assert str(caught.value) == (
        "20 words a minute is no rate to speak at: choose one from 80 to 300"
    )


def test_name_and_fingerprint_need_no_engine() -> None:
    plain, named_one = open_voice(), open_voice("pyttsx3:gmw/en", "en-US", 150)
    assert plain.name == "pyttsx3:en-US"
    assert named_one.name == "pyttsx3:gmw/en"
    assert plain.fingerprint != named_one.fingerprint
    assert "; 150 wpm; " in named_one.fingerprint
    assert "none" not in plain.fingerprint
