# ruff: noqa: T201 (it prints)
"""The default voice with the largest bundled routine: python tests/benchmarks/bench_speech.py.

The floor is libespeak-ng called directly, synchronously, in one process that is already running.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from coach import composition, library
from coach.model.clip import Clip
from coach.model.units import seconds
from coach.model.utterance import Utterance
from coach.planning import Choices
from coach.speech import DEFAULT_WORDS_PER_MINUTE, open_voice
from coach.speech.cache import ClipCache
from coach.speech.engines import DEFAULT_ENGINE, ENGINES
from coach.speech.estimate import estimate_frames
from coach.speech.session_speech import SessionSpeech

ROUNDS = 5
LIMIT = 1.6
CACHED_CLIPS = 150
CACHED_BYTES = 100_000


def largest() -> list[Utterance]:
    """Return the unique prompts of the bundled routine that has the most of them."""
    plans = [
        composition.make_plan(composition.open_routine(str(entry.path)).routine, Choices())
        for entry in library.entries()
        if entry.origin == "bundled"
    ]
    texts = [
        dict.fromkeys(prompt.text for prompt in plan.prompts())
        for plan in plans
        if plan.language.startswith("en")
    ]
    return [Utterance(text) for text in max(texts, key=len)]


def floor_s(texts: list[str]) -> float:
    """Return the seconds that libespeak-ng alone takes for these texts, once it has started."""
    import espeakng_loader  # noqa: PLC0415 (only in the floor's process)

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    espeak = ctypes.CDLL(espeakng_loader.get_library_path())
    sound = bytearray()

    def receive(samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            sound.extend(ctypes.string_at(samples, 2 * count))
        return 0

    kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    callback = kind(receive)
    assert espeak.espeak_Initialize(2, 1000, None, 0) > 0
    espeak.espeak_SetSynthCallback(callback)
    assert espeak.espeak_SetVoiceByName(b"gmw/en-us") == 0
    figures = ENGINES[DEFAULT_ENGINE].bundled_calibration("en-US")
    assert figures is not None
    espeak.espeak_SetParameter(1, round(figures.rate(DEFAULT_WORDS_PER_MINUTE)), 0)
    begun = time.perf_counter()
    for words in texts:
        sound.clear()
        text = words.encode()
        size = ctypes.c_size_t(len(text) + 1)
        espeak.espeak_Synth(text, size, 0, 1, 0, 0x1001, None, None)
        assert len(sound) > 4_000
    return time.perf_counter() - begun


def cold_s(utterances: list[Utterance], folder: Path) -> tuple[float, dict[Utterance, Clip]]:
    """Return the seconds that it all takes with a new voice and an empty cache, and the clips."""
    begun = time.perf_counter()
    with SessionSpeech(open_voice(), ClipCache(folder)) as speech:
        speech.prepare(utterances)
        taken = time.perf_counter() - begun
        return taken, {u: speech.clip(u) for u in utterances}


def cached_s(folder: Path) -> float:
    """Return the seconds that it takes to read the clips of a long session."""
    clip = Clip(os.urandom(CACHED_BYTES))
    utterances = [Utterance(f"prompt {i}") for i in range(CACHED_CLIPS)]
    for utterance in utterances:
        ClipCache(folder).put("bench", utterance, clip)
    begun = time.perf_counter()
    cache = ClipCache(folder)
    assert all(cache.get("bench", u) for u in utterances)
    return time.perf_counter() - begun


def main() -> None:
    """Take turns to measure, and print medians."""
    if "--floor" in sys.argv:
        print(floor_s([utterance.text for utterance in largest()]))
        return
    utterances = largest()
    floors, colds, starts = [], [], []
    clips: dict[Utterance, Clip] = {}
    with tempfile.TemporaryDirectory() as name:
        for turn in range(ROUNDS):
            command = [sys.executable, __file__, "--floor"]
            floors.append(float(subprocess.check_output(command)))
            starts.append(cold_s(utterances[:1], Path(name, f"start {turn}"))[0])
            taken, clips = cold_s(utterances, Path(name, f"cold {turn}"))
            colds.append(taken)
        cached = min(cached_s(Path(name, "warm")) for _ in range(ROUNDS))
    floor, cold, start = median(floors), median(colds), median(starts)
    errors = [abs(estimate_frames(u) / clip.frames - 1) for u, clip in clips.items()]
    words = sum(len(u.text.split()) for u in clips)
    spoken_s = sum(seconds(clip.frames) for clip in clips.values())
    print(f"libespeak-ng alone, {len(utterances)} prompts     {floor * 1000:6.0f} ms")
    print(f"start-up and the first prompt      {start * 1000:6.0f} ms")
    print(f"cold, with everything              {cold * 1000:6.0f} ms = {cold / floor:.2f} x")
    print(
        f"cold without start-up              {(cold - start) * 1000:6.0f} ms = "
        f"{(cold - start) / floor:.2f} x (at most {LIMIT})"
    )
    print(f"{CACHED_CLIPS} clips from the cache          {cached * 1000:6.0f} ms (at most 40)")
    print(f"the estimate's median error        {median(errors) * 100:6.1f} %")
    print(f"words a minute heard               {words / spoken_s * 60:6.0f}")


if __name__ == "__main__":
    main()
