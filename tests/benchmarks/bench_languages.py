# ruff: noqa: T201 (it prints)
"""Each language's speech in figures: python tests/benchmarks/bench_languages.py [TAG…]

Every phrase and every number up to twenty, spoken by the language's default voice at its default
rate. Figures: the lengths of clips relative to their estimates (median, 10th and 90th percentile,
and total), the words a minute as heard, and the longest number in a countdown from ten.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))
from phrase_texts import counted, texts

from coach.model.units import FRAME_RATE, default_words_per_minute
from coach.phrases import languages, load
from coach.speech import Utterance, english_equivalent_rate, estimate_frames, open_voice

COUNTDOWN = 10


def main(tags: list[str]) -> None:
    """Measure, and print a line for each language."""
    print("tag    texts  ratio median  p10   p90   total   wpm   longest of 10..1")
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
            f"{words:5.0f}   {slowest[0]:.2f} s {slowest[1]}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
