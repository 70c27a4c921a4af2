"""What the tests of speech share: caches, and voices whose engine fails on demand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coach.speech.cache import ClipCache
from coach.speech.crew import Patience
from coach.speech.pyttsx3_voice import Pyttsx3Voice

OpenFaulty = Callable[[str, int], Pyttsx3Voice]


@pytest.fixture
def cache(tmp_path: Path) -> ClipCache:
    return ClipCache(tmp_path / "clips")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Where fake engines count their faults and leave their process ids."""
    folder = tmp_path / "state"
    folder.mkdir()
    return folder


@pytest.fixture
def faulty(state: Path) -> Iterator[OpenFaulty]:
    """Opens a voice whose engine fails a number of times at one prompt."""
    voices = []

    def open_faulty(fault: str, times: int) -> Pyttsx3Voice:
        paths = [*sys.path, str(Path(__file__).parent)]
        code = (
            f"import sys; sys.path[:] = {paths!r}\n"
            "from pathlib import Path\n"
            "from coach.speech.worker import main\n"
            "from fake_engine import FakeEngine\n"
            f"main(lambda folder: FakeEngine({fault!r}, {times}, Path({str(state)!r})))\n"
        )
        command = (sys.executable, "-I", "-c", code)
        patience = Patience(start_s=20, prompt_s=1.5, character_s=0)
        voices.append(Pyttsx3Voice(command=command, patience=patience))
        return voices[-1]

    yield open_faulty
    for voice in voices:
        voice.close()
