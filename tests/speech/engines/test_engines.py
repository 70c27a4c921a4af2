"""Every engine in the table: its rate, its loudness, and how it is described."""

from __future__ import annotations

import sys
from array import array
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pyloudnorm import Meter
from speech_voices import FLITE, PIPER

from coach.model.clip import Clip, samples
from coach.model.problems import VoiceError
from coach.model.units import (
    FASTEST_WORDS_PER_MINUTE,
    SLOWEST_WORDS_PER_MINUTE,
    default_words_per_minute,
)
from coach.speech import Utterance, open_voice
from coach.speech.calibration import Calibration, CalibrationStore
from coach.speech.engines import ENGINES
from coach.speech.engines.engine import EngineDescriptor
from coach.speech.measuring import TARGET_LUFS
from coach.speech.sample_texts import calibration_texts, word_count
from coach.speech.worker_voice import WorkerVoice

MARKS = {"piper": PIPER, "flite": FLITE}
BUNDLED, MEASURED = "bundled", "measured"
VOICES = [
    pytest.param("pyttsx3", None, "en-US", BUNDLED),
    pytest.param("pyttsx3", None, "de", MEASURED),
    pytest.param("pyttsx3", None, "es", MEASURED),
    pytest.param("pyttsx3", None, "ru", MEASURED),
    pytest.param("flite", "rms", "en-US", MEASURED, marks=FLITE),
    pytest.param("piper", None, "en-US", BUNDLED, marks=PIPER),
]
"""Engines, voices and languages, and where the voice's calibration comes from."""
DOCS = Path(__file__).parents[3] / "docs" / "voices.md"


def spoken(voice: WorkerVoice, texts: tuple[str, ...]) -> list[Clip]:
    clips = dict(voice.render([Utterance(text) for text in texts]))
    voice.close()
    return [clips[Utterance(text)] for text in texts]


def loudness(clips: list[Clip]) -> float:
    sound = np.array(array("h", b"".join(clip.pcm for clip in clips)), dtype=float)
    return float(Meter(48_000).integrated_loudness(sound / 32768))


@pytest.mark.parametrize(("engine", "name", "language", "calibration"), VOICES)
def test_speech_is_as_fast_and_as_loud_as_requested(
    engine: str, name: str | None, language: str, calibration: str, tmp_path: Path
) -> None:
    texts = calibration_texts(language)
    usual = default_words_per_minute(language)
    for rate in (SLOWEST_WORDS_PER_MINUTE, usual, FASTEST_WORDS_PER_MINUTE):
        voice = WorkerVoice(
            ENGINES[engine], name, language, rate, calibrations=CalibrationStore(tmp_path)
        )
        clips = spoken(voice, texts)
        heard = word_count(texts) / sum(clip.frames for clip in clips) * 48_000 * 60
        assert heard == pytest.approx(rate, rel=0.05)
        # A voice has one gain, from usual rates; at the limits its sounds are longer or shorter.
        assert loudness(clips) == pytest.approx(TARGET_LUFS, abs=1 if rate == usual else 2)
        for clip in clips:
            assert max(map(abs, samples(clip.pcm))) < 32767 * 10 ** (-1 / 20)
    assert len(list(tmp_path.glob("*.json"))) == (calibration == MEASURED)


@pytest.mark.parametrize(
    "engine",
    [
        pytest.param(engine.name, marks=MARKS.get(engine.name, ()))
        for engine in ENGINES.values()
        if engine.deterministic
    ],
)
def test_a_deterministic_engine_always_gives_the_same_samples(engine: str) -> None:
    clips = []
    for _ in range(2):
        voice = open_voice(engine)
        assert voice.slow == ENGINES[engine].slow
        clips += list(voice.render([Utterance("Let your shoulders soften.")]))
        voice.close()
    assert clips[0] == clips[1]


def test_only_the_measured_version_of_a_voice_has_a_bundled_calibration() -> None:
    def found(version: str, asked: str) -> Calibration | None:
        engine = replace(ENGINES["pyttsx3"], version=lambda: version)
        return engine.bundled_calibration(asked)

    figures = found("espeakng-loader 0.2.4", "en-US")
    assert figures is not None
    assert found("espeakng-loader 0.2.4", "gmw/en-us") == figures
    assert found("espeakng-loader 0.2.5", "en-US") is None
    assert found("espeakng-loader 0.2.4", "de") is None


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_is_named_like_its_module(name: str) -> None:
    assert ENGINES[name].name == name


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
def test_the_docs_describe_each_engine_as_the_table_does(engine: EngineDescriptor) -> None:
    (row,) = (
        line
        for line in DOCS.read_text(encoding="utf-8").splitlines()
        if line.startswith(f"| `{engine.name}` |")
    )
    assert engine.summary in row
    assert engine.licence in row


def without(module: str, folder: Path) -> tuple[str, ...]:
    """Return a worker's command for a computer that lacks a module."""
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
        ("piper", "Piper isn't installed here. Run `pip install 'stretch-coach[neural]'`."),
        pytest.param(
            "flite",
            (
                "flite isn't installed here. Install it with your package manager, "
                "as in `sudo apt install flite`."
            ),
            marks=pytest.mark.skipif(sys.platform != "linux", reason="the advice is for Linux"),
        ),
    ],
)
def test_a_missing_engine_says_how_to_install_it(engine: str, message: str, tmp_path: Path) -> None:
    voice = WorkerVoice(
        ENGINES[engine],
        calibrations=CalibrationStore(tmp_path),
        command=without("piper", tmp_path),
    )
    with pytest.raises(VoiceError) as caught:
        list(voice.render([Utterance("Five")]))
    assert str(caught.value) == message
