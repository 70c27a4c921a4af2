"""What an engine may be given, and what is refused before an engine starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from speech_voices import system_voice

from coach.model.problems import VoiceError
from coach.model.utterance import Utterance
from coach.speech.sanitize import sanitize


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
def test_dangerous_characters_are_removed(text: str, given: str) -> None:
    assert sanitize(text) == given


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "",
            "The prompt `` has no words in it. Add a word, or remove the prompt.",
        ),
        (
            " … \0",
            "The prompt `… <U+0000>` has no words in it. Add a word, or remove the prompt.",
        ),
        (
            "Hold <break time='1s'/> still",
            (
                "The prompt `Hold <break time='1s'/> still` contains `<break time='1s'/>`, "
                "which a voice reads aloud or leaves out. Write plain words."
            ),
        ),
        (
            "Hold [[slnc 500]] still",
            (
                "The prompt `Hold [[slnc 500]] still` contains `[[slnc 500]]`, "
                "which a voice reads aloud or leaves out. Write plain words."
            ),
        ),
        (
            "stretch " * 501,
            (
                "The prompt `stretch stretch stretch stretch stretch stretch stretch str…` "
                "has 4007 characters. Split it into prompts of at most 4000."
            ),
        ),
    ],
)
def test_an_unspeakable_prompt_is_refused_with_an_excerpt(text: str, message: str) -> None:
    with pytest.raises(VoiceError) as caught:
        sanitize(text)
    assert str(caught.value) == message


def test_a_voice_refuses_before_it_starts_a_process(tmp_path: Path) -> None:
    voice = system_voice(tmp_path, command=("/nonexistent",))
    with pytest.raises(VoiceError, match="has no words in it"):
        list(voice.render([Utterance("Inhale."), Utterance("...")]))
