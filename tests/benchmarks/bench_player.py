"""How exactly prompts are timed next to two busy processes, as recorded at the speaker.

    python tests/benchmarks/bench_player.py [--seconds 60] [--back-end sounddevice] [--steered]
    python tests/benchmarks/bench_player.py --naive

It fails, with exit status 1, if Coach loses a prompt, has an underrun, or misses an interval by
more than a millisecond. `--steered` first pauses, resumes and seeks ten times at random, and then
measures. `--naive` also measures two loops that people commonly write, in the same run:
`pyttsx3.say` and `time.sleep` (needs aplay: alsa-utils), and `sd.play` and `sd.wait`. Needs
PulseAudio (pulseaudio, pulseaudio-utils). All the figures in a table are from one run.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from sound_server import RATE, SoundServer, busy, sound_server  # noqa: E402

EVERY_S = 2
DRIVER = TESTS / "playback" / "driver.py"
NAIVE = Path(__file__).with_name("naive_player.py")
STEPS = 10
WITHIN_S = 10.0
SEED = 20
LIMIT_MS = 1.0
"""The largest acceptable error of an interval between two prompts."""
AS_ALSA = "pcm.!default pulse\nctl.!default pulse\n"


def main() -> int:
    """Play, record and print the figures; return 1 if Coach is not exact enough."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--busy", type=int, default=2)
    parser.add_argument("--back-end", choices=["sounddevice", "miniaudio"], default="sounddevice")
    parser.add_argument("--steered", action="store_true")
    parser.add_argument("--naive", action="store_true")
    arguments = parser.parse_args()
    count = round(arguments.seconds / EVERY_S)
    with sound_server() as server:
        (server.home / ".asoundrc").write_text(AS_ALSA, encoding="ascii")
        with busy(arguments.busy):
            own, exact = coach(server, count, arguments.back_end, steered=arguments.steered)
            tables = [own]
            if arguments.naive:
                tables += [naive(server, loop, count) for loop in ("pyttsx3", "sounddevice")]
    sys.stdout.write(f"next to {arguments.busy} busy processes on {os.cpu_count()} cores\n")
    for table in tables:
        sys.stdout.write("\n")
        for name, value in table.items():
            sys.stdout.write(f"{name:34}{value}\n")
    return 0 if exact else 1


def coach(
    server: SoundServer, count: int, back_end: str, *, steered: bool
) -> tuple[dict[str, str], bool]:
    """Return the figures of Coach's player, and whether they are good enough.

    With `steered`, the figures cover the time after the last command.
    """
    more = 4 * STEPS if steered else 0
    command = [
        *(sys.executable, str(DRIVER), "--count", str(count + more), "--every", str(EVERY_S)),
        *("--long", "1", "--back-end", back_end),
    ]
    env = {**server.env, "PYTHONPATH": str(TESTS.parent)}
    with server.recorded() as recording:
        started = time.monotonic()
        player = subprocess.Popen(
            command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        events = Events(player)
        begun = events.wait("playing")["at"] - started
        if steered:
            steer(player, events, count + more, count)
        done = events.wait("done", 2 * (count + more) * EVERY_S)
        player.wait()
        onsets = recording.onsets()[-count:]
    name = "Coach, " + done["output"] + (", steered" if steered else "")
    figures = exactness(name, onsets, count) | {
        "underruns": str(done["underruns"]),
        "process start to stream open": f"{begun * 1000:.0f} ms",
        "peak memory": f"{done['max_rss_kb'] / 1024:.1f} MB",
        "CPU while playing": f"{done['cpu_share']:.2%} of a core",
    }
    worst_ms = max(interval_errors_ms(onsets))
    exact = len(onsets) == count and not done["underruns"] and worst_ms <= LIMIT_MS
    return figures, exact


class Events:
    """The events that the player's driver reports."""

    def __init__(self, player: subprocess.Popen[str]) -> None:
        self._events: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        threading.Thread(target=self._read, args=(player,), daemon=True).start()

    def _read(self, player: subprocess.Popen[str]) -> None:
        assert player.stdout is not None
        for line in player.stdout:
            self._events.put(json.loads(line))

    def wait(self, name: str, within_s: float = WITHIN_S) -> dict[str, Any]:
        """Return the next event with that name."""
        while (event := self._events.get(timeout=within_s))["event"] != name:
            pass
        return event


def steer(player: subprocess.Popen[str], events: Events, total: int, remaining: int) -> None:
    """Pause or seek ten times at random; lastly, seek to where `remaining` prompts are left."""
    assert player.stdin is not None
    rng = random.Random(SEED)  # noqa: S311 (not a secret)
    for step in range(STEPS):
        last = step == STEPS - 1
        time.sleep(rng.uniform(0.3, 1.5))  # about as long as a person takes
        prompt = total - remaining if last else rng.randrange(total - remaining)
        commands = [f"seek {round((0.5 + prompt * EVERY_S - 0.25) * RATE)}"]
        if not last and rng.random() < 0.5:
            commands = ["pause", "resume"]
        for command in commands:
            player.stdin.write(f"{command}\n")
            player.stdin.flush()
            events.wait(command.split()[0])
            time.sleep(rng.uniform(0.1, 1.0))


def naive(server: SoundServer, loop: str, count: int) -> dict[str, str]:
    """Return the figures of a loop that people write: pyttsx3 speaks, the other plays tones."""
    if loop == "pyttsx3" and shutil.which("aplay") is None:
        return {"pyttsx3.say and time.sleep": "not run: needs aplay (apt: alsa-utils)"}
    with server.recorded() as recording:
        subprocess.run(
            [sys.executable, str(NAIVE), loop, str(count), str(EVERY_S)],
            env={**server.env, "PYTHONPATH": str(TESTS.parent)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    name = "pyttsx3.say and time.sleep" if loop == "pyttsx3" else "sd.play, sd.wait and time.sleep"
    return exactness(name, recording.onsets(gap_s=0.5), count)


def exactness(player: str, onsets: Sequence[int], count: int) -> dict[str, str]:
    """Return how well the intervals between prompts were kept."""
    errors_ms = interval_errors_ms(onsets)
    drift = onsets[-1] - onsets[0] - (len(onsets) - 1) * EVERY_S * RATE
    return {
        "player": player,
        "prompts heard": f"{len(onsets)} of {count}",
        "interval error, mean": f"{sum(errors_ms) / len(errors_ms):.3f} ms",
        "interval error, largest": f"{max(errors_ms):.3f} ms",
        "drift at the end": f"{drift * 1000 / RATE:+.3f} ms",
    }


def interval_errors_ms(onsets: Sequence[int]) -> list[float]:
    """Return by how much each interval between two prompts was wrong."""
    every = EVERY_S * RATE
    return [abs(after - before - every) * 1000 / RATE for before, after in pairwise(onsets)]


if __name__ == "__main__":
    sys.exit(main())
