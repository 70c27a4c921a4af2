"""Turns an engine's recording into a clip: checked, trimmed, resampled, faded and never clipped.

Only a worker process imports it: numpy and soxr take 0.1 s, which a session whose clips are all
cached doesn't have to wait for.
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

_SILENCE = 33  # -60 dBFS: a recording that is never louder is silent
_SILENCE_SHARE = 1 / 128  # of a recording's peak: flite's voices have noise of up to 1/170
_LEADING_S = 0.005
_TRAILING_S = 0.015
_FADE_S = 0.004
_CEILING = 32767 * 10 ** (-1.1 / 20)  # a little under -1 dBFS, to allow for rounding
_MIN_RATIO = 0.4
_MIN_RATIO_OF_LONG = 0.55
"""For texts of `_LONG_WORDS` words or more, whose estimate is better. Over every phrase of each
language and every bundled English cue, at 80, the default and 300 words a minute, the shortest
clips last 0.52 of their estimate (a single word) and 0.67 (four words)."""
_LONG_WORDS = 4
_ROUGH_FACTOR = 2
_MAX_RATIO = 2.5
_MAX_EXTRA_S = 0.5

Samples = Any  # a numpy array of floats; its precise type differs from numpy to numpy


class FaultyClipError(Exception):
    """A recording that can't be of its prompt; says why."""


def post_process(
    recording: Recording, utterance: Utterance, words_per_minute: int, gain: float = 1.0
) -> bytes:
    """Turn a recording into a clip's samples: mono, 16-bit, at `FRAME_RATE`.

    Args:
        recording: what the engine made.
        utterance: what it was asked to say.
        words_per_minute: the rate that was asked for, as `estimate_frames` takes it.
        gain: the voice's, which is the same for all its clips, so that they match each other.

    Raises:
        FaultyClipError: it is silent, or too short or too long for its words.
    """
    samples = trimmed_samples(recording, utterance, words_per_minute)
    _fade(samples)
    samples *= gain
    peak = max(float(samples.max()), -float(samples.min()))
    if peak > _CEILING:
        samples *= _CEILING / peak
    return bytes(np.rint(samples, out=samples).astype("<i2").data)


def trimmed_samples(
    recording: Recording, utterance: Utterance, words_per_minute: int, *, rough_rate: bool = False
) -> Samples:
    """Return a recording without the silence around it: 32-bit floats on the 16-bit scale.

    Args:
        recording: as for `post_process`.
        utterance: as for `post_process`.
        words_per_minute: as for `post_process`.
        rough_rate: the rate is on the engine's own scale, before the voice has been measured.

    Returns:
        Mono samples at `FRAME_RATE`.

    Raises:
        FaultyClipError: as for `post_process`.
    """
    samples = np.frombuffer(recording.pcm, dtype="<i2")
    if recording.channels > 1:
        samples = samples.reshape(-1, recording.channels).mean(axis=1)
    samples = _trim(samples, recording.rate).astype(np.float32)
    if recording.rate != FRAME_RATE:
        # MQ is transparent at 16 bits, and a fifth cheaper than the default.
        samples = soxr.resample(samples, recording.rate, FRAME_RATE, quality="MQ")
    _check_length(len(samples), utterance, words_per_minute, _ROUGH_FACTOR if rough_rate else 1)
    return samples


def _trim(samples: Samples, rate: int) -> Samples:
    peak = max(int(samples.max()), -int(samples.min()))
    if peak <= _SILENCE:
        raise FaultyClipError("it is silent")
    threshold = max(_SILENCE, peak * _SILENCE_SHARE)
    loud = (samples > threshold) | (samples < -threshold)
    first = max(0, int(loud.argmax()) - int(_LEADING_S * rate))
    end = len(samples) - int(loud[::-1].argmax())
    return samples[first : end + int(_TRAILING_S * rate)]


def _check_length(frames: int, utterance: Utterance, words_per_minute: int, tolerance: int) -> None:
    expected = estimate_frames(utterance, words_per_minute)
    words = len(utterance.text.split())
    shortest = (_MIN_RATIO if words < _LONG_WORDS else _MIN_RATIO_OF_LONG) * expected
    longest = _MAX_RATIO * expected + _MAX_EXTRA_S * FRAME_RATE
    if not shortest / tolerance <= frames <= longest * tolerance:
        raise FaultyClipError(
            f"it lasts {seconds(frames):.2f} s, but its words take about {seconds(expected):.2f} s"
        )


def _fade(samples: Samples) -> None:
    """Fade both ends in place, so that they don't click."""
    length = min(int(_FADE_S * FRAME_RATE), len(samples) // 2)
    ramp = np.linspace(0.0, 1.0, length, endpoint=False, dtype=np.float32)
    samples[:length] *= ramp
    samples[len(samples) - length :] *= ramp[::-1]
