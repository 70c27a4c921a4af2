"""An engine that can be told to fail, for real worker processes."""

from __future__ import annotations

import math
import os
import time
from array import array
from pathlib import Path

from coach.model.utterance import Utterance
from coach.speech.catalogue import VoiceInfo, find_by_name
from coach.speech.engines.engine import EngineError
from coach.speech.estimate import estimate_frames
from coach.speech.recording import Recording

RATE = 24_000
FAULTY = "Hold this stretch."


class FakeEngine:
    """Speaks tones of a plausible length; at FAULTY it fails the first few times."""

    def __init__(self, fault: str, times: int, state: Path) -> None:
        self._fault = fault
        self._times = times
        self._state = state
        self._rate = 140
        if fault == "no start":
            raise RuntimeError("no licence")
        (state / f"pid-{os.getpid()}").touch()

    def voices(self) -> list[VoiceInfo]:
        return [VoiceInfo("fake:anna", "Anna", ("en-us",))]

    def default_voice(self) -> str | None:
        return None

    def find_voice(self, asked: str) -> VoiceInfo:
        return find_by_name(self.voices(), asked)

    def select(self, voice: VoiceInfo, rate: float) -> None:
        assert voice.identifier == "anna"
        self._rate = round(rate)

    def speak(self, text: str) -> Recording:
        print("noise on standard output")  # noqa: T201 (pyttsx3 prints too)
        length_s = estimate_frames(Utterance(text), self._rate) / 48_000
        if text == FAULTY and self._count() <= self._times:
            return self._faulty(length_s)
        return tone(length_s)

    def _count(self) -> int:
        number = len(list(self._state.glob("faulty-*"))) + 1
        (self._state / f"faulty-{number}").touch()
        return number

    def _faulty(self, length_s: float) -> Recording:
        if self._fault == "hang":
            time.sleep(60)
        if self._fault == "die":
            os._exit(7)
        if self._fault == "silence":
            return Recording(RATE, 1, bytes(int(length_s * RATE) * 2))
        if self._fault == "short":
            return tone(length_s / 4)
        if self._fault == "long":
            return tone(length_s * 4)
        raise EngineError(self._fault)


def tone(length_s: float) -> Recording:
    """Return a tone with silence around it, in stereo."""
    quiet = array("h", bytes(RATE))
    count = int(length_s * RATE)
    wave = array("h", (int(9000 * math.sin(i / 9)) for i in range(count) for _ in "LR"))
    return Recording(RATE, 2, (quiet + wave + quiet).tobytes())
