"""What a worker needs of an engine, and where each engine is. Loads none of them."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Protocol, cast

from coach.speech.catalogue import VoiceInfo
from coach.speech.recording import Recording


class EngineError(Exception):
    """The engine did not do what it was asked; says what. A new process may do better."""


class Engine(Protocol):
    """Speech, one voice and one rate at a time, in a worker process.

    Its constructor takes a folder to write into, and raises `VoiceError` where it is missing.
    """

    def voices(self) -> list[VoiceInfo]:
        """Return the engine's voices in its own order, without loading them."""
        ...

    def preferred(self) -> str | None:
        """Return the identifier of the voice that it would use by itself, if it has one."""
        ...

    def named(self, asked: str) -> VoiceInfo:
        """Return the voice that is meant by a name; raises `VoiceError` where there is none."""
        ...

    def use(self, voice: VoiceInfo, rate: float) -> None:
        """Set the voice and the rate on the engine's own scale (see `Calibration`).

        Raises:
            VoiceError: the voice can't be used; no other process would do better.
            EngineError: the engine kept another voice or rate.
        """
        ...

    def speak(self, text: str) -> Recording:
        """Speak one prompt; raises `EngineError` when nothing usable came of it."""
        ...


class _Opener(Protocol):
    def __call__(self, folder: Path) -> Engine: ...


_ENGINES = {
    "pyttsx3": "coach.speech.engines.system:SystemEngine",
    "piper": "coach.speech.engines.piper:PiperEngine",
    "flite": "coach.speech.engines.flite:FliteEngine",
}


def open_engine(name: str, folder: Path) -> Engine:
    """Load and start an engine; for worker processes only."""
    module, _, kind = _ENGINES[name].partition(":")
    opener = cast("_Opener", getattr(importlib.import_module(module), kind))
    return opener(folder)
