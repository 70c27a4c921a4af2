"""Clips in memory: bounded when files are written, each still the one that was measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from tones import ToneVoice, speech_of

from coach.problems import VoiceError
from coach.speech import Utterance

WORDS = [Utterance(f"Number {n} of many.") for n in range(20)]


def test_no_more_is_kept_than_asked_and_all_can_be_had_again(tmp_path: Path) -> None:
    voice = ToneVoice()
    with speech_of(voice, tmp_path) as speech:
        speech.keep_at_most(200_000)
        speech.prepare(WORDS)
        assert 0 < sum(len(clip.pcm) for clip in speech._clips.values()) <= 200_000
        lengths = [speech.frames(utterance) for utterance in WORDS]
        assert [speech.again(utterance).frames for utterance in WORDS] == lengths
        assert len(voice.spoken) == len(WORDS)


def test_without_a_cache_everything_stays(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with speech_of(ToneVoice(), tmp_path / "file") as speech:
        speech.keep_at_most(200_000)
        speech.prepare(WORDS)
        assert len(speech._clips) == len(WORDS)


def test_a_clip_that_has_gone_is_a_sentence(tmp_path: Path) -> None:
    with speech_of(ToneVoice(), tmp_path) as speech:
        speech.keep_at_most(1)
        speech.prepare(WORDS)
        for kept in tmp_path.iterdir():
            kept.unlink()
        with pytest.raises(VoiceError) as raised:
            speech.again(WORDS[0])
    assert str(raised.value) == (
        "the spoken prompt 'Number 0 of many.' has gone from the cache: try again"
    )
