# ruff: noqa: T201 (it prints)
"""What an export costs: python tests/benchmarks/bench_export.py [--hours 3].

Eight minutes of coaching exported to each kind of file, cold (without any clips) and warm, as
medians of whole commands; and hours of coaching, with the peak memory and the speed.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

COACH = [sys.executable, "-m", "coach"]
EIGHT_MINUTES = "lower-back"
ROUNDS = 3
KINDS = (".wav", ".flac", ".opus", ".mp3", ".m4a")
COLD_AT_MOST_S = {".mp3": 2.5, ".opus": 3.0}
TIMES_REAL_TIME_AT_LEAST = {".mp3": 200, ".opus": 100}
MEMORY_AT_MOST_MB = 150
EXERCISE = """
  - name: Stretch {number}
    position: kneeling
    set_up: Reach out in front, number {number}, and let your chest sink to the floor.
    reps: 4
    phases:
      - {{breath: in, say: Breathe in and grow long., short: Breathe in, for: 4 s}}
      - {{breath: out, say: Breathe out and sink a little., short: Breathe out, for: 6 s}}
    rest: 10 s
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in KINDS:
            eight_minutes(folder, kind)
        routine, total_s = long_routine(folder, arguments.hours)
        for kind in KINDS:
            hours(folder, routine, total_s, kind)
    print(f"load of the machine now: {os.getloadavg()[0]:.1f}")


def eight_minutes(folder: Path, kind: str) -> None:
    """Print what an eight-minute routine takes."""
    cold, warm = [], []
    for turn in range(ROUNDS):
        cache = folder / f"cache{kind}{turn}"
        cold.append(run(cache, EIGHT_MINUTES, folder / f"x{kind}"))
        warm.append(run(cache, EIGHT_MINUTES, folder / f"x{kind}"))
    size_mb = (folder / f"x{kind}").stat().st_size / 1e6
    limit = COLD_AT_MOST_S.get(kind)
    print(
        f"eight minutes to {kind:<5}  cold {median(cold):5.2f} s"
        f"{f' (at most {limit} s)' if limit else '':<18}  warm {median(warm):5.2f} s"
        f"  {size_mb:5.1f} MB"
    )


def long_routine(folder: Path, length_h: float) -> tuple[Path, float]:
    """Write a routine of at least `length_h` hours, have it spoken; return it and its seconds."""
    routine, table = folder / "long.yaml", folder / "long.json"
    wanted_s = length_h * 3600
    count, total_s = max(1, round(length_h * 60 / 1.3)), 0.0
    while total_s < wanted_s:
        exercises = "".join(EXERCISE.format(number=n + 1) for n in range(count))
        head = "format: 1\ntitle: Long\nlanguage: en-US\nexercises:"
        routine.write_text(f"{head}{exercises}", encoding="utf-8")
        run(folder / "long", str(routine), table)
        total_s = float(json.loads(table.read_text("utf-8"))["total_s"])
        count = math.ceil(count * max(1.0, wanted_s / total_s)) + 1
    return routine, total_s


def hours(folder: Path, routine: Path, total_s: float, kind: str) -> None:
    """Print what a routine of several hours takes when all its clips are cached."""
    took_s = run(folder / "long", str(routine), folder / f"long{kind}")
    memory_mb = memory(folder / "long", str(routine), folder / f"long{kind}")
    least = TIMES_REAL_TIME_AT_LEAST.get(kind)
    print(
        f"{total_s / 3600:.1f} h to {kind:<5}  {took_s:6.1f} s, {total_s / took_s:5.0f} times real"
        f" time{f' (at least {least})' if least else '':<15}"
        f"  {memory_mb:4.0f} MB at peak (at most {MEMORY_AT_MOST_MB})"
    )


def run(cache: Path, routine: str, output: Path) -> float:
    """Export, and return the seconds that the command took."""
    begun = time.perf_counter()
    export(cache, routine, output)
    return time.perf_counter() - begun


def export(cache: Path, routine: str, output: Path) -> None:
    """Run the command, without its messages."""
    subprocess.run(
        [*COACH, "export", routine, "-o", str(output), "--force"],
        env={**os.environ, "COACH_CACHE_DIR": str(cache)},
        check=True,
        stderr=subprocess.DEVNULL,
    )


def memory(cache: Path, routine: str, output: Path) -> float:
    """Return the command's peak memory in MB, measured as the only child of another process."""
    code = (
        "import subprocess, resource, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    most = subprocess.check_output(
        [sys.executable, "-c", code, *COACH, "export", routine, "-o", str(output), "--force"],
        env={**os.environ, "COACH_CACHE_DIR": str(cache)},
    )
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage counts kilobytes, but bytes on a Mac
    return int(most) * unit / 1e6


if __name__ == "__main__":
    main()
