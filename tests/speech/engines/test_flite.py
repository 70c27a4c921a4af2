"""flite: no word is lost, no other voice is used, and errors say why."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from speech_voices import AS_ASKED, FLITE

from coach.model.problems import VoiceError
from coach.speech import Utterance, open_voice
from coach.speech.calibration import CalibrationStore
from coach.speech.engines import ENGINES
from coach.speech.worker_voice import WorkerVoice


@FLITE
def test_a_first_sentence_of_one_word_is_spoken() -> None:
    voice = open_voice("flite:slt")
    clips = dict(voice.render([Utterance("Ready. Begin."), Utterance("Begin.")]))
    voice.close()
    assert clips[Utterance("Ready. Begin.")].frames > 1.5 * clips[Utterance("Begin.")].frames


@FLITE
def test_an_unknown_voice_is_refused_before_flite_replaces_it() -> None:
    with pytest.raises(VoiceError) as caught:
        list(open_voice("flite:http://example.org/voice").render([Utterance("Five")]))
    assert str(caught.value) == (
        "There is no voice `http://example.org/voice`. `coach voices` lists those you have."
    )


@pytest.mark.skipif(os.name != "posix", reason="the fake program is a shell script")
@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 3", "flite ended with code 3"),
        ("true", "its file can't be read: No such file or directory"),
        (': > "$6"', "its file is unusable: it is empty"),
    ],
)
def test_an_error_names_the_prompt_and_the_reason(
    script: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "flite"
    list_voices = '[ "$1" = -lv ] && echo "Voices available: slt rms" && exit\n'
    program.write_text(f"#!/bin/sh\n{list_voices}{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    voice = WorkerVoice(
        ENGINES["flite"], calibrations=CalibrationStore(tmp_path), calibration=AS_ASKED
    )
    with pytest.raises(VoiceError) as caught:
        list(voice.render([Utterance("Five")]))
    assert str(caught.value) == (
        f"The voice failed twice at the prompt `Five` ({reason}). "
        "Try other words, or another voice (`coach voices` lists them)."
    )
