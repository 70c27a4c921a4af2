"""What may go to an engine, and what is refused before any engine starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from speech_voices import system_voice

from coach.model.problems import VoiceError
from coach.model.utterance import Utterance
from coach.speech.sanitize import spoken


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Inhale.", "Inhale."),
        ("  Inhale,\n\tslowly. ", "Inhale, slowly."),
        ("Inhale\0 and exhale", "Inhale and exhale"),
        ("left \ud800 right", "left right"),
        ("less < more", "less < more"),
        ("5 < 10 > 3", "5 < 10 > 3"),
        ("a [small] step", "a [small] step"),
        ("吸って", "吸って"),
        ("👍", "👍"),
    ],
)
def test_traps_are_taken_out(text: str, given: str) -> None:
    assert spoken(text) == given


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "",
            "the prompt '' has nothing to speak in it: give it a word, or take it out",
        ),
        (
            " … \0",
            "the prompt '… <U+0000>' has nothing to speak in it: give it a word, or take it out",
        ),
        (
            "Hold <break time='1s'/> still",
            (
                "the prompt 'Hold <break time='1s'/> still' holds '<break time='1s'/>', "
                "which a voice reads aloud or swallows: write plain words"
            ),
        ),
        (
            "Hold [[slnc 500]] still",
            (
                "the prompt 'Hold [[slnc 500]] still' holds '[[slnc 500]]', "
                "which a voice reads aloud or swallows: write plain words"
            ),
        ),
        (
            "stretch " * 501,
            (
                "the prompt 'stretch stretch stretch stretch stretch stretch stretch str…' "
                "has 4007 characters: split it into prompts of at most 4000"
            ),
        ),
    ],
)
def test_what_no_voice_can_speak_is_refused_by_name(text: str, message: str) -> None:
    with pytest.raises(VoiceError) as caught:
        spoken(text)
    assert str(caught.value) == message


def test_a_voice_refuses_before_it_starts_anything(tmp_path: Path) -> None:
    voice = system_voice(tmp_path, command=("/nonexistent",))
    with pytest.raises(VoiceError, match="nothing to speak"):
        list(voice.render([Utterance("Inhale."), Utterance("...")]))
