"""Choosing a voice: which specs are understood, and which voices take over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coach.model.problems import ChoiceError
from coach.speech import fallback_voices, open_voice, parse_voice_spec
from coach.speech.engines import ENGINES

CHOICES = ", ".join([*ENGINES, "silent", "estimate"])


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (
            "pipr",
            (
                "There is no speech engine `pipr`. Write `piper`, "
                "or `pyttsx3:pipr` if that is a voice's name."
            ),
        ),
        (
            "estimate",
            (
                "`estimate` only stands for the times that `coach play ROUTINE --dry-run` shows; "
                "it can't speak. Choose `silent` for a session on the screen, or a voice that "
                "`coach voices` lists."
            ),
        ),
        ("silent:deep", "There is only one silent voice. Write `silent`."),
        (":anna", "No voice is named. Write one that `coach voices` lists."),
        (
            "/voices/Anna.onnx",
            (
                "There is no speech engine `/voices/Anna.onnx`. "
                "Write `piper:/voices/Anna.onnx` for one of Piper's voices."
            ),
        ),
        (
            "\x1b[2J",
            (
                f"There is no speech engine `<U+001B>[2J`. Choose from {CHOICES}, "
                "or `pyttsx3:<U+001B>[2J` if that is a voice's name."
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


@pytest.mark.skipif(os.name != "posix", reason="the fake program is a shell script")
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
        f"There is no speech engine `Anna`. Choose from {CHOICES}, "
        "or `pyttsx3:Anna` if that is a voice's name."
    )


def test_an_impossible_rate_is_refused() -> None:
    with pytest.raises(ChoiceError) as caught:
        open_voice(None, "en-US", 20)
    assert str(caught.value) == ("No voice speaks 20 words a minute. Choose a rate from 80 to 300.")


def test_name_and_fingerprint_need_no_engine() -> None:
    plain, named_one = open_voice(), open_voice("pyttsx3:gmw/en", "en-US", 150)
    assert plain.name == "pyttsx3:en-US"
    assert named_one.name == "pyttsx3:gmw/en"
    assert plain.fingerprint != named_one.fingerprint
    assert "; 150 wpm; " in named_one.fingerprint
    assert "none" not in plain.fingerprint
