"""A fake `pyttsx3` module that has the real one's faults on demand.

It is copied as ``pyttsx3.py`` into a folder that comes first on a worker's path, next to a file
``fault.txt`` with the name of a fault and how often it occurs. Each time the fault occurs, a file
``occurred-N`` is left there.
"""

from __future__ import annotations

import threading
import time
import wave
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FAULT, _, TIMES = (HERE / "fault.txt").read_text().partition(" ")
FAULTY = "Hold this stretch."
SPEEDS = {"anna": 1.0, "berta": 1.5}


class Voice:
    """A voice as pyttsx3 describes it."""

    def __init__(self, name: str) -> None:
        self.id = name
        self.name = name.capitalize()
        self.languages = [b"\x05en-us"]


class Engine:
    """Like pyttsx3's engine, but its driver has another name."""

    def __init__(self) -> None:
        self.properties: dict[str, Any] = {"voice": "berta", "rate": 200}
        self.callbacks: dict[str, Callable[..., None]] = {}
        self.queue: list[tuple[str, str]] = []

    def __str__(self) -> str:
        return "fake"

    def connect(self, topic: str, callback: Callable[..., None]) -> None:
        self.callbacks[topic] = callback

    def getProperty(self, name: str) -> Any:  # noqa: N802 (as pyttsx3 calls it)
        return [Voice("berta"), Voice("anna")] if name == "voices" else self.properties[name]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802 (the same)
        self.properties[name] = value

    def save_to_file(self, text: str, path: str) -> None:
        self.queue.append((text, path))

    def runAndWait(self) -> None:  # noqa: N802 (the same)
        text, path = self.queue[-1]  # pyttsx3 keeps only the last of several queued texts
        self.queue.clear()
        print(f"Audio saved to {path}")  # noqa: T201 (so does pyttsx3)
        if text == FAULTY and FAULT and occurrence() <= int(TIMES):
            self._fail(text, path)
        else:
            self._write(text, path)

    def _fail(self, text: str, path: str) -> None:
        if FAULT == "late":
            threading.Thread(target=self._later, args=(text, path), daemon=True).start()
        elif FAULT == "error":
            self.callbacks["error"](exception=ValueError("no such rate"))
        elif FAULT == "nothing":
            self.callbacks["finished-utterance"](name=None, completed=False)
        elif FAULT == "rate":
            self.properties["rate"] = 200
            self._write(text, path)
        elif FAULT == "voice":
            self.properties["voice"] = "berta"
            self._write(text, path)

    def _later(self, text: str, path: str) -> None:
        self.callbacks["finished-utterance"](name=None, completed=True)
        time.sleep(0.3)
        self._write(text, path)

    def _write(self, text: str, path: str) -> None:
        words_per_minute = self.properties["rate"] * SPEEDS[self.properties["voice"]]
        length = int(16_000 * 60 / words_per_minute * len(text.split()))
        with wave.open(path, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(16_000)
            file.writeframes(
                array("h", (9000 * (-1) ** (i // 40) for i in range(length))).tobytes()
            )
        self.callbacks["finished-utterance"](name=None, completed=True)


def occurrence() -> int:
    """Return how often the fault has occurred, including this time."""
    number = len(list(HERE.glob("occurred-*"))) + 1
    (HERE / f"occurred-{number}").touch()
    return number


def init() -> Engine:
    return Engine()
