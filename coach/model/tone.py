"""A soft, low-pitched tone that marks the start or the end of a hold; no engine is asked for it."""

from __future__ import annotations

import math
import sys
from array import array
from functools import cache

from coach.model.clip import Clip
from coach.model.units import FRAME_RATE, frames

TEXT = "\u266a"
"""What is shown of a tone."""
START, END = f"{TEXT} start", f"{TEXT} end"
"""The utterances that are tones."""

LENGTH_S = 0.25
_PITCH_HZ = {START: 330.0, END: 247.0}
"""E4, and a fourth lower: older ears keep low pitches longest, and falling means the end."""
_PEAK = 32767 * 10 ** (-24 / 20)
"""-24 dBFS: well below a voice."""
_OVERTONE = 0.25
"""An octave higher, for small loudspeakers, which hardly sound so low."""
_ATTACK_S, _RELEASE_S = 0.03, 0.12


@cache
def clip_of(text: str) -> Clip | None:
    """Return the clip of an utterance that is a tone; None of one that is words."""
    pitch_hz = _PITCH_HZ.get(text)
    if pitch_hz is None:
        return None
    count = frames(LENGTH_S)
    values = array("h", (round(_PEAK * _sample(i, count, pitch_hz)) for i in range(count)))
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
    """Return a straight rise as a rounded one, which does not click."""
    return (1 - math.cos(math.pi * share)) / 2
