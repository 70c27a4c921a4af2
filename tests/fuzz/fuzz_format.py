# ruff: noqa: T201, S311 (it prints; there are no secrets here)
"""Feeds anything at all to format, planner and checks: it must give problems or a timeline.

    python tests/fuzz/fuzz_format.py --inputs 100000      mutations of the corpus; installs nothing
    pip install atheris
    python tests/fuzz/fuzz_format.py --atheris -runs=100000      guided by which code is reached

The corpus is the folder next to this file and everything that comes with Coach. The guided mode
puts what it finds into a temporary folder, whose name it prints; any further options are
libFuzzer's, and with a file's name, it tries only that file. It stops at the first fault, and names
the file that caused it.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from coach.format import read_routine
from coach.format.schema import BLOCKS
from coach.library import bundled_folder
from coach.lint import check
from coach.model.problems import ChoiceError, as_text
from coach.phrases import load
from coach.planning import Choices, plan
from coach.scheduling import schedule

CORPUS = Path(__file__).with_name("corpus")
NAME = "fuzz.yaml"
_WORDS = b": |- |  |'|{|}|[|]|#|&a |*a|!x |%|@|0|99999|1:30|30|30 s|-5 s|each|{side}|null|~|reps: "
_BYTES = (
    b"\n",
    b"\t",
    b'"',
    b"|\n",
    b">\n",
    b"---\n",
    b"\x00",
    b"\xff",
    b"\xc2\xa0",
    b"\xe2\x80\x93",
)
_LEAFLET = (
    "one and a half minutes|half a minute|1/2 min|1'30\"|30 secs each side|3 x 10|10-8-6|(10 s)|"
    "10 L / 10 R|twice daily|every day|5 slow breaths|until tired|up to 30 s|week 3: 10 reps|none|"
    "- Bridge 10 x 5 s\n|- warm up\n|Day 1:\n|name = A|- circuit: Legs x 3\n|- break: 1 min\n|"
    "both|left only|10 Sekunden|5 bis 10|\u201c10\u201d|**A**|<b>A</b>|&nbsp;|n/a|no|{left/right}"
)
"""What leaflets say in place of what the format accepts."""
PIECES = (*_WORDS.split(b"|"), *_BYTES, *(piece.encode() for piece in _LEAFLET.split("|")))


def one_input(data: bytes) -> str:
    """Take one input all the way and return the outcome; raises only if there is a fault."""
    reading = read_routine(data, NAME)
    for problem in reading.problems:
        as_text(problem)
    if reading.routine is None:
        assert reading.problems, "no routine, and no problem that says why"
        return "problems"
    try:
        made = plan(reading.routine, Choices(), load(reading.routine.language))
    except ChoiceError:
        return "another language"
    timeline = schedule(made, lambda u: 1 + 2_400 * len(u.text) * 100 // u.pace)
    for problem in check(reading.routine, timeline, NAME, reading.source.lines):
        as_text(problem)
    return "a timeline"


def corpus() -> list[bytes]:
    """Return the files that mutations start from."""
    files = [*CORPUS.iterdir(), *bundled_folder().rglob("*.yaml")]
    return [path.read_bytes() for path in sorted(files)]


def mutated(data: bytes, others: list[bytes], rng: random.Random) -> bytes:
    """Return data with a few pieces deleted, repeated, replaced or inserted."""
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.choice((1, 1, 4, 20, 200)))
        kind = rng.randrange(6)
        if kind == 0:
            data = data[:at] + data[end:]
        elif kind == 1:
            data = data[:at] + data[at:end] * 2 + data[end:]
        elif kind == 2:
            data = data[:at] + rng.choice(PIECES) + data[at:]
        elif kind == 5:  # another value for a key
            end = data.find(b"\n", data.find(b": ", at))
            start = data.find(b": ", at) + 2
            if 1 < start <= end:
                data = data[:start] + rng.choice(PIECES) + data[end:]
        elif kind == 3:
            other = rng.choice(others).splitlines(keepends=True)
            data = data[:at] + b"".join(rng.sample(other, min(3, len(other)))) + data[at:]
        else:
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
    return data


def main() -> None:
    """Try many inputs and count the outcomes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slow", type=float, help="keep inputs that take longer, in seconds")
    arguments = parser.parse_args()
    rng, seeds = random.Random(arguments.seed), corpus()
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for number in range(arguments.inputs):
        data = mutated(rng.choice(seeds), seeds, rng)
        begun = time.perf_counter()
        try:
            outcomes[one_input(data)] += 1
        except BaseException:
            path = Path(f"fault-{number}.yaml")
            path.write_bytes(data)
            print(f"input {number} caused a fault; it is in {path}")
            raise
        slowest = max(slowest, time.perf_counter() - begun)
        if arguments.slow and time.perf_counter() - begun > arguments.slow:
            Path(f"slow-{number}.yaml").write_bytes(data)
    print(f"{arguments.inputs} inputs: {dict(outcomes)}; the slowest took {slowest:.2f} s")


def guided(options: list[str]) -> None:
    """Let atheris look for inputs that reach new code."""
    import atheris  # noqa: PLC0415 - opt-in

    folder = Path(tempfile.mkdtemp(prefix="coach-fuzz-"))
    seeds, found = folder / "seeds", folder / "found"
    seeds.mkdir()
    found.mkdir()
    for number, data in enumerate(corpus()):
        (seeds / f"{number}.yaml").write_bytes(data)
    words = folder / "words.txt"
    words.write_text("".join(f'"{word}: "\n' for word in sorted(format_keys())))
    alone = any(not option.startswith("-") for option in options)
    folders = [] if alone else [str(found), str(seeds)]
    limits = ["-max_len=20000", "-timeout=10", "-rss_limit_mb=2000"]
    print(f"finds go into {found}")
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-dict={words}", *limits, *options, *folders], one_guided_input)
    atheris.Fuzz()


def one_guided_input(data: bytes) -> None:
    """Take one input from libFuzzer."""
    one_input(data)


def format_keys() -> set[str]:
    """Return all keys of the format."""
    return {key.name for block in BLOCKS for key in block.keys}


if __name__ == "__main__":
    guided(sys.argv[2:]) if "--atheris" in sys.argv[1:2] else main()
