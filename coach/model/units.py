"""Time and dose: durations in seconds, timeline positions in whole frames, ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from coach.model.language import primary_subtag

FRAME_RATE = 48_000
"""Frames a second, of every timeline, clip and stream in Coach."""

DEFAULT_WORDS_PER_MINUTE = 140
"""The default rate of a voice (150 to 200 is comfortable, but older ears need it slower)."""
SLOWEST_WORDS_PER_MINUTE, FASTEST_WORDS_PER_MINUTE = 80, 300
"""The limits of a rate; beyond them, engines silently clamp it."""
_OTHER_WORDS = {
    "el": 115, "es": 125, "fi": 105, "hu": 110, "it": 130, "nl": 130, "pl": 100, "pt": 120,
    "ru": 115, "sv": 120, "tr": 90,
}  # fmt: skip
"""Words a minute at which these languages are spoken as calmly as English is at 140.

Measured with espeak-ng 1.52, to the nearest 5: at the engine's rate that gives 140 in English, the
same small session gives these rates; German and French give 140.
"""


def default_words_per_minute(language: str) -> int:
    """Return the default rate for a language.

    Args:
        language: its tag, such as ``en-US``.
    """
    return _OTHER_WORDS.get(primary_subtag(language), DEFAULT_WORDS_PER_MINUTE)


Number = TypeVar("Number", int, float)

Pick = Literal["low", "high"] | int
"""Which value of a range to play: its low end, its high end, or a number within it."""


def frames(seconds: float) -> int:
    """Return the whole number of frames nearest to a time in seconds."""
    return round(seconds * FRAME_RATE)


def seconds(frame_count: int) -> float:
    """Return frames as seconds, rounded to the six decimals of the JSON output."""
    return round(frame_count / FRAME_RATE, 6)


def milliseconds(frame_count: int) -> int:
    """Return frames as milliseconds, rounded to the nearest whole number."""
    return (frame_count * 2000 + FRAME_RATE) // (2 * FRAME_RATE)


@dataclass(frozen=True)
class Range(Generic[Number]):
    """What an author wrote as ``5 to 10``; both ends of a fixed value are the same."""

    low: Number
    high: Number

    @property
    def fixed(self) -> bool:
        """Whether there is nothing to pick."""
        return self.low == self.high

    def pick(self, choice: Pick) -> Number:
        """Return the chosen value; for a number outside the range, its nearer end."""
        if choice == "low" or self.fixed:
            return self.low
        if choice == "high":
            return self.high
        return max(self.low, min(self.high, choice))


def plain(value: float) -> str:
    """Return a number as text, without a needless ``.0``."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def duration_text(seconds: float) -> str:
    """Return a duration as authors write it: ``1 min 30 s``."""
    whole_minutes, rest = divmod(round(seconds, 3), 60)
    hours, minutes = divmod(int(whole_minutes), 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{minutes} min"] if minutes else []
    if rest or not parts:
        parts.append(f"{plain(rest)} s")
    return " ".join(parts)


def clock_text(seconds: float, decimals: int = 0) -> str:
    """Return a position as a clock shows it: ``1:05`` or ``1:05.2``, truncated, not rounded."""
    scale = 10**decimals
    units = int(seconds * scale + 1e-6)
    whole, fraction = divmod(units, scale)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    tail = f".{fraction:0{decimals}d}" if decimals else ""
    return f"{head}:{rest:02d}{tail}"
