# ruff: noqa: T201 (it prints)
"""What speech costs, as ratios of one run: python tests/benchmarks/bench_speech.py.

The floor is libespeak-ng called directly, synchronously, in one process that has started already.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from coach.clip import Clip
from coach.speech.cache import ClipCache
from coach.speech.estimate import estimate_frames
from coach.speech.pyttsx3_voice import Pyttsx3Voice
from coach.speech.store import Speech
from coach.speech.voice import Utterance
from coach.units import seconds

PROMPTS = 100
ROUNDS = 5
ESPEAK_RATE = 122  # what a Pyttsx3Voice at 140 words a minute uses
LIMIT = 1.6
CACHED_CLIPS = 150
CACHED_BYTES = 100_000

_STARTS = ("Inhale, and", "Exhale, and", "Slowly", "On your next breath,", "Now, without hurry,")
_MOVES = (
    "lower your hips toward your heels",
    "let your belly sink and look slightly up",
    "round your back up and let your head hang",
    "raise your hips until knees and shoulders make one line",
    "bring your left knee toward your chest",
    "bring your right knee toward your chest",
    "press your heel into the floor",
    "open your chest and keep your neck long",
    "reach your arms out in front of you",
    "come back to your hands and knees",
)
_ENDS = ("", " for five seconds")


def prompts() -> list[Utterance]:
    """Return unique prompts of five to fifteen words."""
    texts = [f"{a} {b}{c}." for a, b, c in itertools.product(_STARTS, _MOVES, _ENDS)]
    assert len(set(texts)) == PROMPTS
    return [Utterance(t) for t in texts]


def spoken_directly_s(texts: list[str]) -> float:
    """Return what libespeak-ng alone takes to speak these, once it has started."""
    import espeakng_loader  # noqa: PLC0415 (in the process of the floor alone)

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    sound = bytearray()

    def heard(samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            sound.extend(ctypes.string_at(samples, 2 * count))
        return 0

    kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    callback = kind(heard)
    assert library.espeak_Initialize(2, 1000, None, 0) > 0
    library.espeak_SetSynthCallback(callback)
    assert library.espeak_SetVoiceByName(b"gmw/en-us") == 0
    library.espeak_SetParameter(1, ESPEAK_RATE, 0)
    begun = time.perf_counter()
    for words in texts:
        sound.clear()
        text = words.encode()
        size = ctypes.c_size_t(len(text) + 1)
        library.espeak_Synth(text, size, 0, 1, 0, 0x1001, None, None)
        assert len(sound) > 5_000
    return time.perf_counter() - begun


def cold_s(utterances: list[Utterance], folder: Path) -> tuple[float, dict[Utterance, Clip]]:
    """Return what a new voice and an empty cache take, with everything, and the clips."""
    begun = time.perf_counter()
    with Speech(Pyttsx3Voice(), ClipCache(folder)) as speech:
        speech.prepare(utterances)
        taken = time.perf_counter() - begun
        return taken, {u: speech.clip(u) for u in utterances}


def cached_s(folder: Path) -> float:
    """Return what it takes to read the clips of a long session."""
    clip = Clip(os.urandom(CACHED_BYTES))
    utterances = [Utterance(f"prompt {i}") for i in range(CACHED_CLIPS)]
    for utterance in utterances:
        ClipCache(folder).put("bench", utterance, clip)
    begun = time.perf_counter()
    cache = ClipCache(folder)
    assert all(cache.get("bench", u) for u in utterances)
    return time.perf_counter() - begun


def main() -> None:
    """Measure, by turns, and print medians."""
    if "--floor" in sys.argv:
        print(spoken_directly_s([utterance.text for utterance in prompts()]))
        return
    utterances = prompts()
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
    print(f"libespeak-ng alone, {PROMPTS} prompts     {floor * 1000:6.0f} ms")
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
