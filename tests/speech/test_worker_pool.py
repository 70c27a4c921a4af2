"""Workers that hang, die or give bad sound are replaced, and the prompt is tried once more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from fake_engine import FAULTY
from speech_voices import OpenFaulty

from coach.model.problems import VoiceError
from coach.model.utterance import Utterance
from coach.speech.session_speech import SessionSpeech

PROMPTS = [Utterance(t) for t in ("Inhale slowly.", FAULTY, "Exhale slowly.", "And rest.")]
REASONS = {
    "hang": "it didn't answer within 0.8 s",
    "die": "its process ended with code 7",
    "silence": "its recording is faulty: it is silent",
    "short": "its recording is faulty: it lasts 0.36 s, but its words take about 1.35 s",
    "long": "its recording is faulty: it lasts 5.40 s, but its words take about 1.35 s",
    "it wrote no file": "it wrote no file",
}


@pytest.mark.parametrize("fault", REASONS)
def test_a_new_worker_makes_up_for_a_single_fault(
    fault: str, faulty: OpenFaulty, state: Path
) -> None:
    clips = dict(faulty(fault, 1).render(PROMPTS))
    assert set(clips) == set(PROMPTS)
    assert all(clip.frames > 20_000 for clip in clips.values())
    assert len(list(state.glob("pid-*"))) == 2


def test_a_second_fault_names_the_prompt(faulty: OpenFaulty) -> None:
    with pytest.raises(VoiceError) as caught:
        list(faulty("die", 9).render(PROMPTS))
    assert str(caught.value) == (
        "The voice failed twice at the prompt `Hold this stretch.` "
        "(its process ended with code 7). Try other words, or another voice "
        "(`coach voices` lists them)."
    )


@pytest.mark.parametrize(("fault", "reason"), REASONS.items())
def test_in_a_live_session_a_second_fault_silences_only_that_prompt(
    fault: str, reason: str, faulty: OpenFaulty
) -> None:
    faults: list[str] = []
    with SessionSpeech(faulty(fault, 9), None, on_fault=faults.append) as speech:
        speech.prepare(PROMPTS)
        silent = [u.text for u in PROMPTS if not any(speech.clip(u).pcm)]
        assert silent == [FAULTY]
        assert speech.frames(PROMPTS[1]) > 50_000
    name = "pyttsx3:en-US"
    assert faults == [f"`{name}` can't say `{FAULTY}` ({reason}). The words are on the screen."]


def test_an_engine_that_does_not_start_says_why(faulty: OpenFaulty) -> None:
    with pytest.raises(VoiceError) as caught:
        list(faulty("no start", 0).render(PROMPTS))
    assert str(caught.value) == (
        "The speech engine doesn't start (RuntimeError: no licence). "
        "Try again, or choose another voice (`coach voices` lists them)."
    )


def test_a_voice_can_be_used_again_after_an_error_or_close(faulty: OpenFaulty, state: Path) -> None:
    voice = faulty("die", 9)
    with pytest.raises(VoiceError):
        list(voice.render(PROMPTS))
    assert len(list(voice.render(PROMPTS[:1]))) == 1
    voice.close()
    voice.close()
    assert len(list(voice.render(PROMPTS[:1]))) == 1
    voice.close()
    for mark in state.glob("pid-*"):
        assert not _is_running(int(mark.name[4:]))


def test_a_caller_that_stops_early_need_not_wait(faulty: OpenFaulty) -> None:
    rendering = faulty("hang", 9, prompt_timeout_s=60).render([PROMPTS[0], Utterance(FAULTY)])
    next(rendering)
    started = time.monotonic()
    assert isinstance(rendering, Generator)
    rendering.close()
    assert time.monotonic() - started < 10


def test_each_pace_has_its_own_workers(faulty: OpenFaulty, state: Path) -> None:
    slow, fast = Utterance("Breathe out and relax."), Utterance("Breathe out and relax.", 115)
    clips = dict(faulty("", 0).render([slow, fast]))
    assert clips[slow].frames / clips[fast].frames == pytest.approx(1.15, rel=0.02)
    assert len(list(state.glob("pid-*"))) == 2


@pytest.mark.skipif(os.name != "posix", reason="kills a parent with a POSIX signal")
def test_a_hanging_worker_dies_with_its_parent(state: Path) -> None:
    here = str(Path(__file__).parent.parent)
    code = f"""
import sys
from pathlib import Path
sys.path[:] = {[*sys.path, here]!r}
from coach.speech.engines import ENGINES
from coach.speech.engines.engine import Timeouts
from coach.speech.worker_voice import WorkerVoice
from speech_voices import AS_ASKED
from coach.speech.calibration import CalibrationStore
from coach.model.utterance import Utterance
command = (sys.executable, "-I", "-c", '''
import sys
sys.path[:] = {[*sys.path, here]!r}
from pathlib import Path
from coach.speech.worker import main
from fake_engine import FakeEngine
main(lambda folder: FakeEngine("hang", 9, Path({str(state)!r})))
''')
voice = WorkerVoice(
    ENGINES["pyttsx3"], calibrations=CalibrationStore(Path({str(state)!r})), calibration=AS_ASKED,
    command=command, timeouts=Timeouts(prompt_s=60),
)
list(voice.render([Utterance({FAULTY!r})]))
"""
    temporary = state / "temporary"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary)}
    parent = subprocess.Popen([sys.executable, "-c", code], env=environment)
    _wait_until(lambda: bool(list(state.glob("faulty-*"))))
    worker = int(next(state.glob("pid-*")).name[4:])
    assert _is_running(worker)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    _wait_until(lambda: not _is_running(worker))
    assert list(temporary.iterdir()) == []


def _wait_until(condition: Callable[[], bool], timeout_s: float = 10) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _is_running(process: int) -> bool:
    """Return whether a process is running; a zombie is not."""
    stat = Path(f"/proc/{process}/stat")
    if Path("/proc/self/stat").exists():
        return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
