"""Two loops that people commonly write, for `bench_player.py`: LOOP COUNT EVERY_S.

Each tries to speak every EVERY_S seconds, and sleeps for the time that it believes is left.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time

RATE = 48_000
LONG_S = 1.0


def say_and_sleep(count: int, every_s: float) -> None:
    """Speak with `pyttsx3.say`, assuming that a prompt is as long as the tones are."""
    import espeakng_loader  # noqa: PLC0415 (before pyttsx3)

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path())
    import pyttsx3  # noqa: PLC0415 (only in this loop)

    engine = pyttsx3.init()
    for number in range(count):
        engine.say(f"Breathe in, {number}")
        engine.runAndWait()
        time.sleep(every_s - LONG_S)


def play_and_wait(count: int, every_s: float) -> None:
    """Play a tone with `sd.play` and `sd.wait`."""
    import numpy as np  # noqa: PLC0415 (only in this loop)
    import sounddevice as sd  # noqa: PLC0415 (only in this loop)

    tone = np.resize(np.array([0.1, -0.1], dtype=np.float32), int(LONG_S * RATE))
    for _ in range(count):
        sd.play(tone, RATE)
        sd.wait()
        time.sleep(every_s - LONG_S)


if __name__ == "__main__":
    loop = say_and_sleep if sys.argv[1] == "pyttsx3" else play_and_wait
    loop(int(sys.argv[2]), float(sys.argv[3]))
