"""How fast and how loud a voice really is, so that every voice can have the same rate and loudness.

An engine's rate isn't in words a minute, and some voices whisper while others shout. Each voice is
measured once, from texts that it speaks (see `measuring`), and its calibration is kept on disk.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from coach.files import open_regular, replace_file

CALIBRATION_VERSION = 2
"""Increase it whenever the texts change, or how they are measured."""

_MAX_FILE_BYTES = 10_000
_MIN_INVERSE_RATE = 1e-6


@dataclass(frozen=True)
class Calibration:
    """A voice's speed and loudness.

    Attributes:
        points: rates on the engine's own scale, from slow to fast, each with the words a minute
            that it results in. Between these points and beyond them, the time that a word takes is
            linear in the inverse of the rate: part of it is divided by the rate, and part is fixed.
        gain: the factor that makes its samples as loud as every other voice's.

    Raises:
        ValueError: no voice can have these figures.
    """

    points: tuple[tuple[float, float], ...]
    gain: float

    def __post_init__(self) -> None:
        figures = [x for point in self.points for x in point]
        rising = all(
            slow < fast for pair in pairwise(self.points) for slow, fast in zip(*pair, strict=True)
        )
        positive = all(math.isfinite(x) and x > 0 for x in (*figures, self.gain))
        if len(self.points) < 2 or not rising or not positive:  # noqa: PLR2004 (a line has two)
            raise ValueError(f"no voice has these figures: {self}")

    def rate(self, words_per_minute: float) -> float:
        """Return the engine's own rate for a number of words a minute."""
        index = bisect_left([heard for _, heard in self.points], words_per_minute)
        index = max(1, min(index, len(self.points) - 1))
        (slow, slow_heard), (fast, fast_heard) = self.points[index - 1 : index + 1]
        share = (1 / words_per_minute - 1 / fast_heard) / (1 / slow_heard - 1 / fast_heard)
        inverse = 1 / fast + share * (1 / slow - 1 / fast)
        return 1 / max(inverse, _MIN_INVERSE_RATE)

    def to_json(self) -> list[object]:
        """Return the calibration as values that JSON can hold."""
        return [self.points, self.gain]

    @classmethod
    def from_json(cls, figures: Any) -> Calibration:
        """Return the calibration from what `to_json` returned.

        Raises:
            ValueError, TypeError: no voice can have these figures.
        """
        points, gain = figures
        return cls(tuple((float(rate), float(heard)) for rate, heard in points), float(gain))


class CalibrationStore:
    """Calibrations kept in a folder, one file for each voice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> Calibration | None:
        """Return the calibration for a key; None if there is none, or its file is damaged."""
        try:
            with open_regular(self._path(key)) as file:
                kept = json.loads(file.read(_MAX_FILE_BYTES))
            if kept["key"] != _versioned(key):
                return None
            return Calibration.from_json(kept["figures"])
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def put(self, key: str, calibration: Calibration) -> None:
        """Keep a calibration; if that fails, the voice is measured again next time."""
        content = json.dumps({"key": _versioned(key), "figures": calibration.to_json()})
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file(self._path(key), content.encode("ascii"))

    def _path(self, key: str) -> Path:
        import hashlib  # noqa: PLC0415 (takes 3 ms; workers don't need it)

        digest = hashlib.sha256(_versioned(key).encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / f"{digest[:40]}.json"


def _versioned(key: str) -> str:
    return f"{key}; calibration {CALIBRATION_VERSION}"
