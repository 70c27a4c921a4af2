"""How exactly a minute is played beside two busy processes, heard at the loudspeaker.

    python tests/benchmarks/bench_player.py [--seconds 60] [--back-end sounddevice]

Needs PulseAudio (pulseaudio, pulseaudio-utils). Prints one table; all figures are of one run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from sound_server import RATE, Recording, busy, sound_server  # noqa: E402

PROMPTS_A_MINUTE = 30
DRIVER = TESTS / "player" / "driver.py"


def main() -> None:
    """Play, listen and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--busy", type=int, default=2)
    parser.add_argument("--back-end", choices=["sounddevice", "miniaudio"], default="sounddevice")
    arguments = parser.parse_args()
    every_s = 60 / PROMPTS_A_MINUTE
    count = round(arguments.seconds / every_s)
    with sound_server() as server:
        with server.recorded() as recording, busy(arguments.busy):
            started = time.monotonic()
            run = subprocess.run(
                [
                    *(sys.executable, str(DRIVER), "--count", str(count), "--every", str(every_s)),
                    *("--long", "1", "--back-end", arguments.back_end),
                ],
                env={**server.env, "PYTHONPATH": str(TESTS.parent)},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=True,
            )
        events = [json.loads(line) for line in run.stdout.splitlines()]
        table = exactness(recording, round(every_s * RATE), count)
    done = events[-1]
    table |= {
        "underruns": str(done["underruns"]),
        "process start to stream open": f"{(events[0]['at'] - started) * 1000:.0f} ms",
        "memory, most": f"{done['max_rss_kb'] / 1024:.1f} MB",
        "processor while playing": f"{done['cpu_share']:.2%} of a core",
    }
    beside = f"{arguments.busy} busy processes on {os.cpu_count()} cores"
    sys.stdout.write(f"{done['output']} beside {beside}\n")
    for name, value in table.items():
        sys.stdout.write(f"{name:34}{value}\n")


def exactness(recording: Recording, every: int, count: int) -> dict[str, str]:
    """Return how well the prompts' intervals were kept; `every` is in frames."""
    onsets = recording.onsets()
    errors = [abs(after - before - every) for before, after in pairwise(onsets)]
    drift = onsets[-1] - onsets[0] - (count - 1) * every
    ms = 1000 / RATE
    return {
        "prompts heard": f"{len(onsets)} of {count}",
        "interval error, mean": f"{sum(errors) / len(errors) * ms:.3f} ms",
        "interval error, most": f"{max(errors) * ms:.3f} ms",
        "drift at the end": f"{drift * ms:+.3f} ms",
    }


if __name__ == "__main__":
    main()
