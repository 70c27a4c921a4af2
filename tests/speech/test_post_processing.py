"""From an engine's recording to a clip."""

from __future__ import annotations

from array import array

import pytest
from fake_engine import tone

from coach.model.clip import samples
from coach.model.units import FRAME_RATE
from coach.model.utterance import Utterance
from coach.speech.post_processing import FaultyClipError, post_process
from coach.speech.recording import Recording

FIVE = Utterance("Five")


def test_silence_is_trimmed_and_the_ends_are_faded() -> None:
    heard = samples(post_process(tone(0.6), FIVE, 140))
    assert len(heard) / FRAME_RATE == pytest.approx(0.61, abs=0.01)
    assert heard[0] == heard[-1] == 0
    assert max(map(abs, heard[:20])) < 2000
    assert max(heard) == pytest.approx(9000, rel=0.02)


def test_a_loud_clip_is_turned_down_below_minus_one_decibel() -> None:
    square = array("h", [32767] * 40 + [-32768] * 40) * 200
    heard = samples(post_process(Recording(24_000, 1, square.tobytes()), FIVE, 140))
    assert 28_000 < max(map(abs, heard)) < 32767 * 10 ** (-1 / 20)


@pytest.mark.parametrize(
    ("recording", "text", "reason"),
    [
        (Recording(24_000, 1, bytes(48_000)), "Five", "it is silent"),
        (
            tone(0.6),
            "Lie on your back with your knees bent and your feet flat on the floor.",
            "it lasts 0.62 s, but its words take about 4.72 s",
        ),
        (
            tone(2.35),  # half as long
            "Lie on your back with your knees bent and your feet flat on the floor.",
            "it lasts 2.37 s, but its words take about 4.72 s",
        ),
        (tone(3), "Five", "it lasts 3.02 s, but its words take about 0.52 s"),
    ],
)
def test_a_recording_that_cannot_be_the_prompt_is_refused(
    recording: Recording, text: str, reason: str
) -> None:
    with pytest.raises(FaultyClipError) as caught:
        post_process(recording, Utterance(text), 140)
    assert str(caught.value) == reason
