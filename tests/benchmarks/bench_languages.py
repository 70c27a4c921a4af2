# ruff: noqa: T201 (it prints)
"""Figures for how each language is spoken: python tests/benchmarks/bench_languages.py [TAG…]

Speaks every phrase and every number up to twenty with the language's default voice, at the
language's usual rate. Prints the length of the clips divided by their estimate (median, tenth and
ninetieth percentile, and all together), the words a minute that were heard, the words a minute that
sound as calm as 140 in English, and the longest number of a countdown from ten.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))
from phrase_texts import counted, texts

from coach.model.units import (
    DEFAULT_WORDS_PER_MINUTE,
    FASTEST_WORDS_PER_MINUTE,
    FRAME_RATE,
    SLOWEST_WORDS_PER_MINUTE,
    default_words_per_minute,
)
from coach.phrases import languages, load
from coach.speech import Utterance, english_equivalent_rate, estimate_frames, open_voice
from coach.speech.calibration import Calibration
from coach.speech.worker_voice import WorkerVoice

COUNTDOWN = 10
RATES = range(SLOWEST_WORDS_PER_MINUTE, FASTEST_WORDS_PER_MINUTE + 1, 5)


def calibration_of(tag: str) -> Calibration:
    voice = open_voice(None, tag)
    assert isinstance(voice, WorkerVoice)
    try:
        return voice.calibration()
    finally:
        voice.close()


def calm_rate(tag: str) -> int:
    """Return the words a minute that sound as calm as 140 in English, to the nearest 5.

    At that rate, the engine runs as fast on its own scale as it does for English.
    """
    english, own = calibration_of("en"), calibration_of(tag)
    engine_rate = english.rate(DEFAULT_WORDS_PER_MINUTE)
    return min(RATES, key=lambda wpm: abs(own.rate(wpm) - engine_rate))


def main(tags: list[str]) -> None:
    """Measure each language and print a line for it."""
    print("tag    texts  ratio median  p10   p90   total   wpm  calm   longest of 10..1")
    for tag in tags or languages():
        phrases = load(tag)
        wanted = dict.fromkeys([*(text for _, text in texts(phrases)), *counted(phrases)])
        voice = open_voice(None, tag, default_words_per_minute(tag))
        clips = {
            u.text: clip.frames for u, clip in voice.render(Utterance(text) for text in wanted)
        }
        voice.close()
        rate = english_equivalent_rate(default_words_per_minute(tag), tag)
        guesses = {text: estimate_frames(Utterance(text), rate) for text in clips}
        ratios = sorted(length / guesses[text] for text, length in clips.items())
        total = sum(clips.values()) / sum(guesses.values())
        said = [text for _, text in texts(phrases)]
        minutes = sum(clips[text] for text in said) / FRAME_RATE / 60
        words = sum(len(text.split()) for text in said) / minutes
        low, high = ratios[len(ratios) // 10], ratios[-len(ratios) // 10]
        slowest = max(
            (clips[phrases.count(n)] / FRAME_RATE, phrases.count(n))
            for n in range(1, COUNTDOWN + 1)
        )
        print(
            f"{tag:5} {len(clips):6} {median(ratios):13.2f} {low:5.2f} {high:5.2f} {total:7.2f} "
            f"{words:5.0f} {calm_rate(tag):5}   {slowest[0]:.2f} s {slowest[1]}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
