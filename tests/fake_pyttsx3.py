"""A module `pyttsx3` with the real one's faults, on demand: put first on a worker's path.

It is copied into a folder as ``pyttsx3.py``, next to a file ``fault.txt`` with the name of a fault
and how often it occurs. A file ``occurred-N`` is left there for each time that it has.
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
    """Like pyttsx3's, with a driver of another name than its own."""

    def __init__(self) -> None:
        self.properties: dict[str, Any] = {"voice": "berta", "rate": 200}
        self.told: dict[str, Callable[..., None]] = {}
        self.queue: list[tuple[str, str]] = []

    def __str__(self) -> str:
        return "fake"

    def connect(self, topic: str, told: Callable[..., None]) -> None:
        self.told[topic] = told

    def getProperty(self, name: str) -> Any:  # noqa: N802 (as pyttsx3 calls it)
        return [Voice("berta"), Voice("anna")] if name == "voices" else self.properties[name]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802 (the same)
        self.properties[name] = value

    def save_to_file(self, text: str, path: str) -> None:
        self.queue.append((text, path))

    def runAndWait(self) -> None:  # noqa: N802 (the same)
        text, path = self.queue[-1]  # of several queued texts one is left
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
            self.told["error"](exception=ValueError("no such rate"))
        elif FAULT == "nothing":
            self.told["finished-utterance"](name=None, completed=False)
        elif FAULT == "rate":
            self.properties["rate"] = 200
            self._write(text, path)
        elif FAULT == "voice":
            self.properties["voice"] = "berta"
            self._write(text, path)

    def _later(self, text: str, path: str) -> None:
        self.told["finished-utterance"](name=None, completed=True)
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
        self.told["finished-utterance"](name=None, completed=True)


def occurrence() -> int:
    """Returns how often the fault has occurred, including this time."""
    number = len(list(HERE.glob("occurred-*"))) + 1
    (HERE / f"occurred-{number}").touch()
    return number


def init() -> Engine:
    return Engine()
