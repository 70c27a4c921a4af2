# ruff: noqa: T201 (it prints)
"""What a page costs: python tests/benchmarks/bench_page.py [--routine lower-back].

The routine takes eight minutes. The page is made twice: cold, with everything still to be spoken,
and warm. The difference between the times of a page and an MP3 file is what the page itself takes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COACH = [sys.executable, "-m", "coach"]
MAX_MB = 2.5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--routine", default="lower-back")
    routine = parser.parse_args().routine
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page, handout = folder / "page.html", folder / "handout.html"
        cold_s = export(folder, routine, page)
        warm_s = export(folder, routine, page)
        sound_s = export(folder, routine, folder / "sound.mp3")
        handout_s = export(folder, routine, handout, "--no-audio")
        written = page.read_text("utf-8")
        sound = re.search(r'id="mp3">([^<]*)<', written)
        times = re.search(r'id="timeline">(.*?)</script>', written, re.DOTALL)
        assert sound is not None
        assert times is not None
        total_s = json.loads(times[1])["total_s"]
        rows = [
            (f"{routine}, minutes", f"{total_s / 60:.1f}", ""),
            ("page with sound", f"{page.stat().st_size / 1e6:.2f} MB", f"at most {MAX_MB} MB"),
            ("its sound", f"{len(sound[1]) / 1e6:.2f} MB", ""),
            ("everything else in it", f"{(page.stat().st_size - len(sound[1])) / 1e3:.0f} kB", ""),
            ("handout alone", f"{handout.stat().st_size / 1e3:.0f} kB", ""),
            ("page, cold", f"{cold_s:.2f} s", ""),
            ("page, warm", f"{warm_s:.2f} s", ""),
            ("MP3, warm", f"{sound_s:.2f} s", ""),
            ("handout", f"{handout_s:.2f} s", ""),
        ]
    for label, figure, limit in rows:
        print(f"{label:<24} {figure:>10}   {limit}".rstrip())


def export(folder: Path, routine: str, path: Path, *more: str) -> float:
    """Export a file and return the seconds that the whole command took."""
    begun = time.perf_counter()
    subprocess.run(
        [*COACH, "export", routine, "-o", str(path), "--force", *more],
        env={**os.environ, "COACH_CACHE_DIR": str(folder / "cache")},
        check=True,
    )
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
