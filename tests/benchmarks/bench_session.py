# ruff: noqa: T201 (it prints)
"""What whole commands cost: python tests/benchmarks/bench_session.py [--routine lower-back].

The figures are medians of one run that takes turns, so that all of them are affected alike if the
machine's speed drifts. Playing needs PulseAudio (pulseaudio, pulseaudio-utils). The floor is
libespeak-ng called directly, in one process that is already running, with the same unique texts.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from bench_speech import cold_s, floor_s  # noqa: E402
from sound_server import sound_server  # noqa: E402

from coach.speech import Utterance  # noqa: E402

COACH = [sys.executable, "-m", "coach"]
ROUNDS = 7
COLD_AT_MOST = 1.6
WARM_AT_MOST_S = 0.5
FIRST_SAMPLE_AT_MOST_S = 0.5
MEMORY_AT_MOST_MB = 100

# Runs `coach play` and says when the stream first asked for samples, on the system-wide clock.
FIRST_SAMPLE = """
import sys, time
from coach.playback.source import PlaybackSource
pull = PlaybackSource.pull
def timed(self, frames):
    print(time.clock_gettime(time.CLOCK_MONOTONIC), file=sys.stderr, flush=True)
    PlaybackSource.pull = pull
    return pull(self, frames)
PlaybackSource.pull = timed
from coach.cli import main
main()
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--routine", default="lower-back")
    parser.add_argument("--floor", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.floor:
        print(floor_s(json.loads(arguments.floor)))
        return
    with tempfile.TemporaryDirectory() as name, sound_server() as server:
        bench = Bench(Path(name), arguments.routine, server.env)
        rounds = [bench.round(turn) for turn in range(ROUNDS)]
        memory_mb = bench.memory_mb()
    floor, start, cold, warm, first = (median(figures) for figures in zip(*rounds, strict=True))
    over = (cold - warm - start) / floor
    rows = [
        (f"unique texts of {arguments.routine}", f"{len(bench.texts)}", ""),
        ("libespeak-ng alone", f"{floor * 1000:.0f} ms", ""),
        ("start-up of speech, with one text", f"{start * 1000:.0f} ms", ""),
        ("export to WAV, cold", f"{cold * 1000:.0f} ms", ""),
        ("(cold - warm - start-up) / alone", f"{over:.2f}", f"{COLD_AT_MOST}"),
        ("export to WAV, warm", f"{warm * 1000:.0f} ms", f"{WARM_AT_MOST_S} s"),
        ("start to first sample, warm", f"{first * 1000:.0f} ms", f"{FIRST_SAMPLE_AT_MOST_S} s"),
        ("memory while playing", f"{memory_mb:.1f} MB", f"{MEMORY_AT_MOST_MB} MB"),
    ]
    for name, figure, limit in rows:
        print(f"{name:<36} {figure:>10}   {f'at most {limit}' if limit else ''}")


class Bench:
    """One routine, measured."""

    def __init__(self, folder: Path, routine: str, env: dict[str, str]) -> None:
        self.folder = folder
        self.routine = routine
        self.env = env
        table = folder / "times.json"
        self.run(folder / "first", "export", routine, "-o", str(table))
        self.texts = sorted({cue["text"] for cue in json.loads(table.read_text("utf-8"))["cues"]})

    def run(self, cache: Path, *arguments: str) -> float:
        """Run a command and return the seconds that it took."""
        begun = time.perf_counter()
        subprocess.run(
            [*COACH, *arguments],
            env={**self.env, "COACH_CACHE_DIR": str(cache)},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return time.perf_counter() - begun

    def round(self, turn: int) -> tuple[float, float, float, float, float]:
        """Return the floor, speech's start-up, an export cold and warm, and the first sample."""
        floor = subprocess.check_output(
            [sys.executable, __file__, "--floor", json.dumps(self.texts)]
        )
        cache = self.folder / f"cache {turn}"
        export = ("export", self.routine, "--force", "-o", str(self.folder / "out.wav"))
        start, _ = cold_s([Utterance(self.texts[0])], self.folder / f"start {turn}")
        cold, warm = self.run(cache, *export), self.run(cache, *export)
        self.first(cache)  # a session has words that a file doesn't
        return float(floor), start, cold, warm, self.first(cache)

    def first(self, cache: Path) -> float:
        """Return the time from the start of the process to the first sample handed over."""
        begun = time.clock_gettime(time.CLOCK_MONOTONIC)
        with self.playing(cache, [sys.executable, "-c", FIRST_SAMPLE]) as process:
            assert process.stderr is not None
            at = float(process.stderr.readline())
            process.send_signal(signal.SIGINT)
            process.communicate()
        return at - begun

    def memory_mb(self) -> float:
        """Return the peak memory, in MB, after a few seconds of playing."""
        with self.playing(self.folder / "first", COACH) as process:
            time.sleep(8)
            status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
            process.send_signal(signal.SIGINT)
            process.communicate()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def playing(self, cache: Path, program: list[str]) -> subprocess.Popen[str]:
        """Start playing."""
        return subprocess.Popen(
            [*program, "play", self.routine, "--lead-in", "0"],
            env={
                **self.env,
                "COACH_CACHE_DIR": str(cache),
                "PYTHONPATH": os.pathsep.join(sys.path),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )


if __name__ == "__main__":
    main()
