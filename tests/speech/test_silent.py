"""The voice `silent`."""

from __future__ import annotations

import pytest

from coach.speech import Utterance, open_voice
from coach.speech.estimate import estimate_frames

SIT = Utterance("Sit down on the floor.")


def test_its_clips_are_as_long_as_the_words_would_take() -> None:
    voice = open_voice("silent", "en-US", 120)
    clips = dict(voice.render([SIT, SIT]))
    assert clips[SIT].frames == estimate_frames(SIT, 120)
    assert not any(clips[SIT].pcm)
    assert voice.name == "silent"
    assert not voice.slow
    voice.close()


def test_a_language_with_long_words_is_given_enough_time() -> None:
    turkish, english = (
        dict(open_voice("silent", tag).render([SIT]))[SIT].frames for tag in ("tr", "en-US")
    )
    assert turkish == pytest.approx(english, rel=0.05)
