"""Measures how fast and how loud a voice is, for its `Calibration`.

Only a worker process imports it, because it needs numpy.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from coach.model.units import FASTEST_WORDS_PER_MINUTE, FRAME_RATE
from coach.model.utterance import Utterance
from coach.speech.calibration import Calibration
from coach.speech.catalogue import VoiceInfo
from coach.speech.engines.engine import Engine, EngineError
from coach.speech.post_processing import FaultyClipError, trimmed_samples
from coach.speech.sample_texts import calibration_texts, word_count

TARGET_LUFS = -21.0
"""The loudness of every voice (ITU-R BS.1770): low enough to leave room for *louder*, and for few
prompts of the most uneven voice (espeak's Greek) to reach the ceiling."""

_FIRST_RATE = 140
_MEASURED_WPM = (100, 140, 200)
"""Words a minute at which a voice is measured, close to what people choose. The one closest to the
result of the first rate isn't measured again."""
_MAX_FASTER_RATES = 3
"""How many faster rates are tried, to get close to the fastest that can be asked for. Extrapolating
from slower rates would be wrong there: neural voices have sounds that can't get any shorter."""
_NEAR_ENOUGH = 0.97
_WORTHWHILE = 1.03
"""How much faster speech must get for a faster rate to count."""

Samples = Any  # a numpy array of floats; its exact type differs between numpy versions


def calibrate(engine: Engine, voice: VoiceInfo, language: str) -> Calibration:
    """Speak the sample texts at a few rates, up to the fastest, and return the calibration.

    Args:
        engine: one that has just been started.
        voice: one of its voices.
        language: the language of the texts, if the voice doesn't say which one it speaks.

    Raises:
        EngineError: the engine failed, or its rate makes no difference.
        FaultyClipError: a recording can't be of its text.
    """
    texts = calibration_texts(voice.languages[0] if voice.languages else language)
    words = word_count(texts)
    recordings = {_FIRST_RATE: _speak(engine, voice, _FIRST_RATE, texts)}
    first = _words_per_minute(words, recordings[_FIRST_RATE])
    for wanted in sorted(_MEASURED_WPM, key=lambda wpm: abs(math.log(wpm / first)))[1:]:
        rate = round(_FIRST_RATE * wanted / first)
        recordings[rate] = _speak(engine, voice, rate, texts)
    points = sorted((float(rate), _words_per_minute(words, s)) for rate, s in recordings.items())
    gain = _gain(np.concatenate(list(recordings.values())))
    for _ in range(_MAX_FASTER_RATES):
        last_rate, last_wpm = points[-1]
        if last_wpm >= _NEAR_ENOUGH * FASTEST_WORDS_PER_MINUTE:
            break
        rate = round(last_rate * FASTEST_WORDS_PER_MINUTE / last_wpm)
        try:
            wpm = _words_per_minute(words, _speak(engine, voice, rate, texts))
        except (EngineError, FaultyClipError):
            break  # the slower rates are enough
        if wpm < _WORTHWHILE * last_wpm:
            break
        points.append((float(rate), wpm))
    try:
        return Calibration(tuple(points), gain)
    except ValueError as error:
        raise EngineError(f"its rate has no effect: {points}") from error


def loudness(samples: Samples) -> float:
    """Return the integrated loudness (LUFS) of 32-bit floats on the 16-bit scale."""
    scaled = (samples / 32768).astype(np.float32)
    try:
        from loudness import integrated_loudness  # noqa: PLC0415 (not every platform has a wheel)
    except ImportError:
        from pyloudnorm import Meter  # noqa: PLC0415 (imports scipy; only on Intel Macs)

        return float(Meter(FRAME_RATE).integrated_loudness(scaled))
    return float(integrated_loudness(scaled, FRAME_RATE))


def _speak(engine: Engine, voice: VoiceInfo, rate: float, texts: tuple[str, ...]) -> Samples:
    """Speak the texts, and return their samples one after another, before any gain."""
    engine.select(voice, rate)
    return np.concatenate(
        [
            trimmed_samples(engine.speak(text), Utterance(text), round(rate), rough_rate=True)
            for text in texts
        ]
    )


def _words_per_minute(words: float, samples: Samples) -> float:
    return words / len(samples) * FRAME_RATE * 60


def _gain(samples: Samples) -> float:
    return math.pow(10, (TARGET_LUFS - loudness(samples)) / 20)
