"""How soon a command is heard at the speaker, next to two busy processes.

    python tests/benchmarks/bench_steering.py [--times 50] [--back-end sounddevice]

A tone plays and is paused again and again; each time, the recording is searched for the silence.
The figure covers the whole way: the pipe to the player, the stream's latency, the sound server and
its recorder.
Needs PulseAudio (pulseaudio, pulseaudio-utils).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from sound_server import RATE, Recording, busy, sound_server  # noqa: E402

DRIVER = TESTS / "playback" / "driver.py"
QUIET = RATE // 20
LOOK_S = 0.01
WITHIN_S = 10.0
TONE = ("--count", "30", "--every", "10", "--long", "9.99")


def main() -> None:
    """Pause and resume many times, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--busy", type=int, default=2)
    parser.add_argument("--back-end", choices=["sounddevice", "miniaudio"], default="sounddevice")
    arguments = parser.parse_args()
    with sound_server() as server, server.recorded() as recording, busy(arguments.busy):
        player = subprocess.Popen(
            [sys.executable, str(DRIVER), *TONE, "--back-end", arguments.back_end],
            env={**server.env, "PYTHONPATH": str(TESTS.parent)},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        try:
            took = [latency(player, recording) for _ in range(arguments.times)]
        finally:
            player.kill()
            player.wait()
    ms = sorted(round(frames * 1000 / RATE) for frames in took)
    sys.stdout.write(
        f"{arguments.times} pauses next to {arguments.busy} busy processes: median "
        f"{statistics.median(ms):.0f} ms, minimum {ms[0]} ms, maximum {ms[-1]} ms\n"
    )


def latency(player: subprocess.Popen[bytes], recording: Recording) -> int:
    """Return the number of frames from the request to pause until silence is heard."""
    wait_for(lambda: any(last(recording)), "the tone")
    asked = tell(player, recording, "pause")
    wait_for(lambda: not any(last(recording)), "silence")
    samples = recording.samples()[asked:]
    silence = next(
        at for at, value in enumerate(samples) if not value and not any(samples[at : at + QUIET])
    )
    tell(player, recording, "resume")
    return silence


def last(recording: Recording) -> list[int]:
    """Return the latest samples."""
    data = recording.path.read_bytes()[-2 * QUIET :]
    return list(memoryview(data[: len(data) // 2 * 2]).cast("h"))


def tell(player: subprocess.Popen[bytes], recording: Recording, command: str) -> int:
    """Send a command; return how many frames had been recorded by then."""
    assert player.stdin is not None
    player.stdin.write(f"{command}\n".encode())
    player.stdin.flush()
    return recording.path.stat().st_size // 2


def wait_for(seen: Callable[[], bool], what: str) -> None:
    """Wait until something is heard."""
    until = time.monotonic() + WITHIN_S
    while not seen():
        if time.monotonic() > until:
            raise RuntimeError(f"{what} was not heard")
        time.sleep(LOOK_S)


if __name__ == "__main__":
    main()
