"""A voice's figures, from what it speaks: see `Calibration`. Loaded in the worker alone."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from coach.model.units import FASTEST_WORDS_PER_MINUTE, FRAME_RATE
from coach.model.utterance import Utterance
from coach.speech.calibration import Calibration
from coach.speech.catalogue import VoiceInfo
from coach.speech.engines.engine import Engine, EngineError
from coach.speech.post_processing import FaultyClipError, cut
from coach.speech.sample_texts import texts_for, words_in

TARGET_LUFS = -21.0
"""The loudness of every voice, by ITU-R BS.1770: so far below the peaks of speech that *louder* has
room, and that few prompts of the most uneven voice (espeak's Greek) reach the ceiling."""

_FIRST_RATE = 140
_HEARD = (100, 140, 200)
"""Words a minute at which a voice is measured: what people choose is near to them. The one that
the first rate comes nearest to needs no measuring of its own."""
_MORE = 3
"""How many faster rates are tried to come near the fastest that can be asked for. A line from
slower rates leads astray there: neural voices have sounds that can't be any shorter."""
_NEAR = 0.97
_FASTER_BY = 1.03


def measured(engine: Engine, voice: VoiceInfo, language: str) -> Calibration:
    """Speak a voice's texts at a few rates, up to the fastest, and return what was heard.

    Args:
        engine: has just been opened.
        voice: one of its voices.
        language: of the texts, where the voice does not say which it speaks.
    """
    texts = texts_for(voice.languages[0] if voice.languages else language)
    words = words_in(texts)
    sounds = {_FIRST_RATE: _spoken(engine, voice, _FIRST_RATE, texts)}
    first = _heard(words, sounds[_FIRST_RATE])
    for wanted in sorted(_HEARD, key=lambda heard: abs(math.log(heard / first)))[1:]:
        rate = round(_FIRST_RATE * wanted / first)
        sounds[rate] = _spoken(engine, voice, rate, texts)
    points = sorted((float(rate), _heard(words, sound)) for rate, sound in sounds.items())
    gain = _gain(np.concatenate(list(sounds.values())))
    for _ in range(_MORE):
        last, heard = points[-1]
        if heard >= _NEAR * FASTEST_WORDS_PER_MINUTE:
            break
        faster = float(round(last * FASTEST_WORDS_PER_MINUTE / heard))
        try:
            more = _heard(words, _spoken(engine, voice, faster, texts))
        except (EngineError, FaultyClipError):
            break  # the slower ones will do
        if more < _FASTER_BY * heard:
            break
        points.append((faster, more))
    try:
        return Calibration(tuple(points), gain)
    except ValueError as error:
        raise EngineError(f"its rate changes nothing: {points}") from error


def _heard(words: float, sound: Any) -> float:
    """Return the words a minute."""
    return words / len(sound) * FRAME_RATE * 60


def loudness(sound: Any) -> float:
    """Return the integrated loudness (LUFS) of 32-bit floats on the 16-bit scale."""
    scaled = (sound / 32768).astype(np.float32)
    try:
        from loudness import integrated_loudness  # noqa: PLC0415 (where there is a wheel of it)
    except ImportError:
        from pyloudnorm import Meter  # noqa: PLC0415 (brings scipy, for Intel Macs only)

        return float(Meter(FRAME_RATE).integrated_loudness(scaled))
    return float(integrated_loudness(scaled, FRAME_RATE))


def _spoken(engine: Engine, voice: VoiceInfo, rate: float, texts: tuple[str, ...]) -> Any:
    """Return the clips of the texts, one after another, as they are before any gain."""
    engine.use(voice, rate)
    return np.concatenate(
        [cut(engine.speak(text), Utterance(text), round(rate), rough=True) for text in texts]
    )


def _gain(sound: Any) -> float:
    return math.pow(10, (TARGET_LUFS - loudness(sound)) / 20)
