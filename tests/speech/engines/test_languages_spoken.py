"""The default voice of each language really speaks all of Coach's phrases."""

from __future__ import annotations

import pytest
from phrase_texts import counted, texts

from coach.model.units import FRAME_RATE, default_words_per_minute
from coach.phrases import languages, load
from coach.speech import Utterance, english_equivalent_rate, estimate_frames, open_voice
from coach.speech.catalogue import VoiceInfo, find_for_language

# What espeak-ng lists for the languages that Coach has phrases for.
ESPEAK = [
    VoiceInfo(f"pyttsx3:{identifier}", identifier, (tag,))
    for identifier, tag in (
        ("gmw/de", "de"), ("grk/el", "el"), ("gmw/en-029", "en-029"), ("gmw/en", "en-gb"),
        ("gmw/en-us", "en-us"), ("roa/es", "es"), ("roa/es-419", "es-419"), ("roa/fr-be", "fr-be"),
        ("roa/fr-ch", "fr-ch"), ("roa/fr", "fr-fr"), ("roa/it", "it"), ("gmw/nl", "nl"),
        ("zlw/pl", "pl"), ("roa/pt", "pt"), ("roa/pt-br", "pt-br"), ("zle/ru", "ru"),
        ("zle/ru-cl", "ru-cl"), ("zle/ru-lv", "ru-lv"), ("gmq/sv", "sv"), ("trk/tr", "tr"),
    )
]  # fmt: skip
SHORTEST, LONGEST = 0.5, 2.2
"""Bounds for a clip's length over its estimate, well within what post-processing accepts."""
COUNTED_WITHIN_S = 0.95
"""A number in a countdown, together with the silence after it, fills one second."""


@pytest.mark.parametrize(
    ("language", "identifier"),
    [
        ("de", "gmw/de"), ("de-AT", "gmw/de"), ("el-GR", "grk/el"), ("en-GB", "gmw/en"),
        ("es-ES", "roa/es"), ("es-MX", "roa/es-419"), ("fr", "roa/fr"), ("fr-CA", "roa/fr"),
        ("fr-CH", "roa/fr-ch"), ("it-IT", "roa/it"), ("nl-BE", "gmw/nl"), ("pl-PL", "zlw/pl"),
        ("pt", "roa/pt"), ("pt-PT", "roa/pt"), ("pt-BR", "roa/pt-br"), ("ru-RU", "zle/ru"),
        ("sv-FI", "gmq/sv"), ("tr-TR", "trk/tr"),
    ],
)  # fmt: skip
def test_espeak_has_a_voice_for_each_language(language: str, identifier: str) -> None:
    assert find_for_language(ESPEAK, language).identifier == identifier


# 103 texts each; post-processing refuses clips that are empty, silent, too short or too long.
@pytest.mark.parametrize("language", languages())
def test_every_phrase_is_spoken_and_about_as_long_as_estimated(language: str) -> None:
    phrases, rate = load(language), default_words_per_minute(language)
    wanted = dict.fromkeys([*(text for _, text in texts(phrases)), *counted(phrases)])
    voice = open_voice(None, language, rate)
    try:
        spoken = {u.text: c.frames for u, c in voice.render(Utterance(text) for text in wanted)}
    finally:
        voice.close()
    assert set(spoken) == set(wanted)
    for text, frames in spoken.items():
        expected = estimate_frames(Utterance(text), english_equivalent_rate(rate, language))
        assert SHORTEST < frames / expected < LONGEST, text
    for n in range(1, 6):
        assert spoken[phrases.count(n)] / FRAME_RATE < COUNTED_WITHIN_S, n
