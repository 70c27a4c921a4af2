"""From what an engine recorded to a clip: doubted, trimmed, faded, resampled, never clipping.

Imported in the worker process alone: numpy and soxr cost 0.1 s that a warm session need not pay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import soxr

from coach.model.units import FRAME_RATE, seconds
from coach.speech.estimate import estimate_frames

if TYPE_CHECKING:
    from coach.model.utterance import Utterance
    from coach.speech.recording import Recording

_QUIET = 33  # -60 dBFS: what is nowhere louder is silent
_QUIET_SHARE = 1 / 128  # of a recording's peak: flite's voices have a noise of up to 1/170
_KEPT_BEFORE_S = 0.005
_KEPT_AFTER_S = 0.015
_FADE_S = 0.004
_CEILING = 32767 * 10 ** (-1.1 / 20)  # a little under -1 dBFS, for rounding
_SHORTEST_RATIO = 0.4
_SHORTEST_RATIO_OF_MORE = 0.55
"""Of texts of so many words or more: the estimate is truer for them. Over every phrase of each
language and every bundled English cue, at 80, the usual and 300 words a minute, the shortest are
0.52 of their estimate (a word alone) and 0.67 (four words)."""
_MORE_WORDS = 4
_ROUGH = 2
_LONGEST_RATIO = 2.5
_LONGEST_MORE_S = 0.5

Samples = Any  # a numpy array of floats; its precise type differs from numpy to numpy


class FaultyClipError(Exception):
    """A recording that can't be the prompt; says why."""


def polish(
    recording: Recording, utterance: Utterance, words_per_minute: int, gain: float = 1.0
) -> bytes:
    """Turn a recording into a clip's samples: mono, 16-bit, at `FRAME_RATE`.

    Args:
        recording: what the engine made.
        utterance: what it was to say.
        words_per_minute: the rate that was asked for, as the estimate takes it.
        gain: the voice's own, the same for all its clips, so that they sound as from one mouth.

    Raises:
        FaultyClipError: it is silent, or its length can't be that of its words.
    """
    sound = cut(recording, utterance, words_per_minute)
    _fade(sound)
    sound *= gain
    peak = max(float(sound.max()), -float(sound.min()))
    if peak > _CEILING:
        sound *= _CEILING / peak
    return bytes(np.rint(sound, out=sound).astype("<i2").data)


def cut(
    recording: Recording, utterance: Utterance, words_per_minute: int, *, rough: bool = False
) -> Samples:
    """Return a recording's words alone, as 32-bit floats on the 16-bit scale, at `FRAME_RATE`.

    Args:
        recording: as for `polish`.
        utterance: the same.
        words_per_minute: the same.
        rough: the rate is the engine's own, of which nobody knows yet what comes out.

    Raises:
        FaultyClipError: as `polish`.
    """
    sound = np.frombuffer(recording.pcm, dtype="<i2")
    if recording.channels > 1:
        sound = sound.reshape(-1, recording.channels).mean(axis=1)
    sound = _trimmed(sound, recording.rate).astype(np.float32)
    if recording.rate != FRAME_RATE:
        # MQ is transparent at 16 bits, and a fifth cheaper than the default.
        sound = soxr.resample(sound, recording.rate, FRAME_RATE, quality="MQ")
    _doubt(len(sound), utterance, words_per_minute, _ROUGH if rough else 1)
    return sound


def _trimmed(sound: Samples, rate: int) -> Samples:
    peak = max(int(sound.max()), -int(sound.min()))
    if peak <= _QUIET:
        raise FaultyClipError("it is silent")
    quiet = max(_QUIET, peak * _QUIET_SHARE)
    loud = (sound > quiet) | (sound < -quiet)
    first = max(0, int(loud.argmax()) - int(_KEPT_BEFORE_S * rate))
    end = len(sound) - int(loud[::-1].argmax())
    return sound[first : end + int(_KEPT_AFTER_S * rate)]


def _doubt(frames: int, utterance: Utterance, words_per_minute: int, rough: int) -> None:
    expected = estimate_frames(utterance, words_per_minute)
    words = len(utterance.text.split())
    shortest = (_SHORTEST_RATIO if words < _MORE_WORDS else _SHORTEST_RATIO_OF_MORE) * expected
    longest = _LONGEST_RATIO * expected + _LONGEST_MORE_S * FRAME_RATE
    if not shortest / rough <= frames <= longest * rough:
        raise FaultyClipError(
            f"it lasts {seconds(frames):.2f} s where its words take about {seconds(expected):.2f} s"
        )


def _fade(sound: Samples) -> None:
    length = min(int(_FADE_S * FRAME_RATE), len(sound) // 2)
    ramp = np.linspace(0.0, 1.0, length, endpoint=False, dtype=np.float32)
    sound[:length] *= ramp
    sound[len(sound) - length :] *= ramp[::-1]
