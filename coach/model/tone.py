"""The sound of the soft, low tones that mark the start and the end of a hold."""

from __future__ import annotations

import math
import sys
from array import array
from functools import cache

from coach.model.clip import Clip
from coach.model.units import FRAME_RATE, frames
from coach.model.utterance import Tone

LENGTH_S = 0.25
_PITCH_HZ: dict[Tone, float] = {"start": 330.0, "end": 247.0}
"""E4, and a fourth below: older ears lose low pitches last, and a falling pitch means the end."""
_PEAK = 32767 * 10 ** (-24 / 20)
"""-24 dBFS: well below a voice."""
_OVERTONE = 0.25
"""The share of the octave above, for small speakers, which reproduce little below it."""
_ATTACK_S, _RELEASE_S = 0.03, 0.12


@cache
def tone_clip(tone: Tone) -> Clip:
    """Return the clip of a tone."""
    count = frames(LENGTH_S)
    values = array("h", (round(_PEAK * _sample(i, count, _PITCH_HZ[tone])) for i in range(count)))
    if sys.byteorder == "big":
        values.byteswap()
    return Clip(values.tobytes())


def _sample(index: int, count: int, pitch_hz: float) -> float:
    turn = 2 * math.pi * pitch_hz * index / FRAME_RATE
    swing = (math.sin(turn) + _OVERTONE * math.sin(2 * turn)) / (1 + _OVERTONE)
    rising = min(1.0, index / (_ATTACK_S * FRAME_RATE))
    falling = min(1.0, (count - index) / (_RELEASE_S * FRAME_RATE))
    return swing * _soft(rising) * _soft(falling)


def _soft(share: float) -> float:
    """Round off a linear ramp, which would click."""
    return (1 - math.cos(math.pi * share)) / 2
