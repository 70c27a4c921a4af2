"""Measuring a voice, whatever its engine means by a rate."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fake_engine import RATE

from coach.speech.catalogue import VoiceInfo
from coach.speech.engines.engine import EngineError
from coach.speech.measuring import calibrate
from coach.speech.recording import Recording

ANNA = VoiceInfo("fake:anna", "Anna", ("en-us",))
WaveS = Callable[[float], float]


class Steady:
    """An engine whose words take as long as a function of its rate says."""

    def __init__(self, word_s: WaveS) -> None:
        self._word_s = word_s
        self._rate = 0.0
        self.asked: list[float] = []

    def voices(self) -> list[VoiceInfo]:
        return [ANNA]

    def default_voice(self) -> str | None:
        return None

    def find_voice(self, asked: str) -> VoiceInfo:
        raise AssertionError(asked)

    def select(self, voice: VoiceInfo, rate: float) -> None:
        assert voice == ANNA
        self._rate = rate
        self.asked.append(rate)

    def speak(self, text: str) -> Recording:
        count = int(len(text.split()) * self._word_s(self._rate) * RATE)
        return Recording(RATE, 1, (b"\x00\x20" * 30 + b"\x00\xe0" * 30) * (count // 60))


def words_per_minute(word_s: WaveS, rate: float) -> float:
    return 60 / word_s(rate)


@pytest.mark.parametrize("wanted", [80, 110, 140, 200, 230, 260, 300])
@pytest.mark.parametrize(
    "word_s",
    [
        pytest.param(lambda rate: 60 / rate, id="words a minute"),
        pytest.param(lambda rate: 0.08 + 45 / rate, id="a fixed part"),
        pytest.param(lambda rate: 34 / rate, id="nearly twice as fast"),
        # As with Piper: short sounds are hardly shortened.
        pytest.param(
            lambda rate: 42 / rate + 0.09 * (1 - 70 / max(rate, 70)), id="slower than asked"
        ),
    ],
)
def test_every_available_rate_is_reached(word_s: WaveS, wanted: int) -> None:
    figures = calibrate(Steady(word_s), ANNA, "en-US")
    assert words_per_minute(word_s, figures.rate(wanted)) == pytest.approx(wanted, rel=0.05)


def test_faster_rates_that_change_nothing_are_not_tried_forever() -> None:
    engine = Steady(lambda rate: 60 / min(rate, 203))
    figures = calibrate(engine, ANNA, "en-US")
    assert engine.asked == [140, 100, 200, 300]
    assert [round(heard) for _, heard in figures.points] == [100, 140, 200]


def test_a_rate_that_changes_nothing_is_an_error() -> None:
    with pytest.raises(EngineError, match="its rate has no effect"):
        calibrate(Steady(lambda _rate: 0.4), ANNA, "en-US")
