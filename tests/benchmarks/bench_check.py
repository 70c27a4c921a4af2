# ruff: noqa: T201 (it prints)
"""What checking costs: python tests/benchmarks/bench_check.py

Whole commands on one core: `coach check` on a thousand different copies of the bundled routines,
and routines of 500, 1,000 and 5,000 exercises read, planned and scheduled with estimated times.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from coach.library import bundled_folder

COPIES = 1_000
FILES_A_SECOND_AT_LEAST = 150
LARGE = (500, 1_000, 5_000)
LARGE_AT_MOST = "5 s, 300 MB"
COACH = [sys.executable, "-m", "coach"]

HEAD = "format: 1\ntitle: Long\nlanguage: en-US\nstop_if: It hurts.\nexercises:\n"
EXERCISES = (
    """\
  - name: Stretch {n}
    position: on your back
    set_up: [Lie down {n}., Bend your knees.]
    hold: 20 s
    reps: 2
    release: Let go slowly.
""",
    """\
  - name: Lift {n}
    position: on your back
    reps: 3 to 5
    phases:
      - {{say: Breathe out and lift {n}., short: Lift, for: 4 s, breath: out}}
      - {{say: Breathe in and lower., short: Lower, for: 4 s, breath: in}}
    care: Go slowly.
""",
    """\
  - name: Reach {n}
    position: on your side
    side: each
    set_up: Reach out with your {{side}} arm.
    hold: 10 s
    remind: {{every: 4 s, say: Keep breathing.}}
""",
)


def run(arguments: list[str]) -> tuple[float, float]:
    """Run a command; return its seconds and its peak memory in MB."""
    begun = time.perf_counter()
    process = subprocess.Popen([*COACH, *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, arguments
    return time.perf_counter() - begun, used.ru_maxrss / 1024


def copies(folder: Path) -> None:
    """Write copies of the bundled routines, no two alike."""
    originals = sorted(bundled_folder().glob("*.yaml"))
    for number in range(COPIES):
        text = originals[number % len(originals)].read_text(encoding="utf-8")
        text = text.replace("title: ", f"title: Copy {number} of ", 1)
        text = text.replace("30 s", f"{20 + number % 20} s")
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")


def main() -> None:
    """Measure and print."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "copies")
        folder.mkdir()
        copies(folder)
        took, memory = run(["check", str(folder)])
        rate = f"{COPIES / took:.0f} a second (at least {FILES_A_SECOND_AT_LEAST})"
        print(f"{COPIES:,} routines checked     {took:6.2f} s {memory:5.0f} MB = {rate}")
        for count in LARGE:
            path = Path(name, f"{count}.yaml")
            body = "".join(EXERCISES[n % len(EXERCISES)].format(n=n) for n in range(count))
            path.write_text(HEAD + body, encoding="utf-8")
            took, memory = run(["play", str(path), "--dry-run", "--json"])
            limit = f"(at most {LARGE_AT_MOST})" if count == LARGE[-1] else ""
            print(f"{count:5,} exercises, dry run   {took:6.2f} s {memory:5.0f} MB {limit}")


if __name__ == "__main__":
    main()
