"""The faults of pyttsx3, one by one: none of them loses a prompt or changes its rate."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from speech_voices import AS_ASKED, system_voice

from coach.model.clip import samples
from coach.model.problems import VoiceError
from coach.speech import Utterance
from coach.speech.engines.pyttsx3 import lexicon_on, system_espeak_version
from coach.speech.lexicon import lexicon_respeller
from coach.speech.worker_voice import WorkerVoice

FAULTY = "Hold this stretch."
PROMPTS = [Utterance(t) for t in ("Breathe in slowly.", FAULTY, "And rest a while.")]
OpenFaultyPyttsx3 = Callable[[str, int], WorkerVoice]


@pytest.fixture
def faulty_pyttsx3(tmp_path: Path) -> Iterator[OpenFaultyPyttsx3]:
    """Return a function that opens the default voice with a pyttsx3 that fails this many times."""
    voices = []

    def open_faulty(fault: str, times: int) -> WorkerVoice:
        shutil.copy(Path(__file__).parents[2] / "fake_pyttsx3.py", tmp_path / "pyttsx3.py")
        (tmp_path / "fault.txt").write_text(f"{fault} {times}")
        code = (
            f"import sys; sys.path[:] = {[str(tmp_path), *sys.path]!r}\n"
            "from coach.speech.worker import main; main()"
        )
        voices.append(
            system_voice(
                tmp_path,
                voice="anna",
                calibration=AS_ASKED,
                command=(sys.executable, "-I", "-c", code),
            )
        )
        return voices[-1]

    yield open_faulty
    for voice in voices:
        voice.close()


def length_s(text: str) -> float:
    """Return how many seconds the fake takes at 140 words a minute."""
    return len(text.split()) * 60 / 140


@pytest.mark.parametrize(
    ("fault", "times"),
    [("late", 1), ("late", 9), ("error", 1), ("error", 2), ("nothing", 1), ("rate", 1),
     ("voice", 1)],
)  # fmt: skip
def test_every_prompt_is_complete_and_has_the_right_rate_and_voice(
    fault: str, times: int, faulty_pyttsx3: OpenFaultyPyttsx3, tmp_path: Path
) -> None:
    clips = dict(faulty_pyttsx3(fault, times).render(PROMPTS))
    assert set(clips) == set(PROMPTS)
    for utterance, clip in clips.items():
        assert clip.frames / 48_000 == pytest.approx(length_s(utterance.text), abs=0.03)
        assert max(samples(clip.pcm)) > 8000
    assert list(tmp_path.glob("occurred-*"))


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("error", "it reported: no such rate"),
        ("rate", "it used the rate 200 instead of 140"),
        ("voice", "it used the voice 'berta' instead of 'anna'"),
    ],
)
def test_a_fault_that_persists_names_the_prompt(
    fault: str, reason: str, faulty_pyttsx3: OpenFaultyPyttsx3
) -> None:
    with pytest.raises(VoiceError) as caught:
        list(faulty_pyttsx3(fault, 99).render(PROMPTS))
    assert str(caught.value) == (
        f"The voice failed twice at the prompt `{FAULTY}` ({reason}). "
        "Try other words, or another voice (`coach voices` lists them)."
    )


def test_the_version_of_the_system_espeak_comes_from_its_file(tmp_path: Path) -> None:
    assert system_espeak_version([tmp_path]) == "espeak-ng none"
    for folder in (tmp_path / "x86_64-linux-gnu", tmp_path):
        folder.mkdir(exist_ok=True)
        library = folder / "libespeak-ng.so.1"
        library.write_text("sound")
        os.utime(library, ns=(0, 1_000))
        assert system_espeak_version([tmp_path / "lib", tmp_path]) == "espeak-ng 5 bytes of 1000"
        os.utime(library, ns=(0, 2_000))
        assert system_espeak_version([tmp_path]) == "espeak-ng 5 bytes of 2000"


@pytest.mark.parametrize(
    ("platform", "given"), [("linux", "bough"), ("darwin", "bow"), ("win32", "bow")]
)
def test_the_lexicon_of_espeak_is_only_used_on_linux(platform: str, given: str) -> None:
    assert lexicon_respeller(lexicon_on(platform), "en-US")("bow") == given
