# ruff: noqa: E501, PLW0108, T201 (a table reads best with one file per line; it prints)
"""What a hostile file can cost: python tests/benchmarks/bench_hostile.py [NAME...]

Makes files that are meant to take a long time or a lot of memory, runs `coach check` on each in its
own process, and prints the time, the CPU time, the peak memory, and the first thing that Coach
says. Each file should be rejected or read correctly within a second and 200 MB.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SECONDS_AT_MOST = 1.0
MB_AT_MOST = 200
COACH = [sys.executable, "-m", "coach"]
LIMIT = 3_990_000
"""Just below the largest number of bytes that a file may have."""
HEAD = "format: 1\ntitle: T\nlanguage: en-US\nexercises:\n"
HELD = "  - name: A{n}\n    hold: 20 s\n"


def filled(line: str, head: str = HEAD, size: int = LIMIT) -> str:
    """Return a head and as many lines as fit; `{n}` in a line is its number."""
    lines, length, n = [head], len(head), 0
    while length < size:
        lines.append(line.replace("{n}", str(n)))
        length += len(lines[-1])
        n += 1
    return "".join(lines[:-1])


def bomb(kind: str) -> str:
    """Return aliases of aliases, which would expand to 10 to the power of 25 values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for n in range(1, 25):
        many = ", ".join([f"*a{n - 1}"] * 10)
        lines.append(f"a{n}: &a{n} " + (f"[{many}]" if kind == "list" else f"{{<<: [{many}]}}"))
    return "\n".join(lines)


BYTES: dict[str, Callable[[], bytes]] = {
    "200 MB of nothing": lambda: bytes(200 * 2**20),
    "200 MB of text": lambda: b"say: lift\n" * (20 * 2**20),
    "random bytes": lambda: bytes((n * 7919 + (n >> 3) * 104_729) & 255 for n in range(1_000_000)),
    "cp1252": lambda: (HEAD + "  - name: caf\xe9 \x93Bridge\x94\n").encode("latin-1"),
    "cp1252 at the end of 4 MB": lambda: filled(HELD).encode() + b"\x93",
    "UTF-16 with a BOM": lambda: filled(HELD, size=LIMIT // 2).encode("utf-16"),
    "UTF-16 without a BOM": lambda: filled(HELD, size=LIMIT // 2).encode("utf-16-le"),
    "UTF-16 with an odd byte at the end": lambda: b"\xff\xfe" + b"a\x00" * 1_000_000 + b"a",
    "UTF-32": lambda: filled(HELD, size=LIMIT // 4).encode("utf-32"),
    "overlong UTF-8": lambda: HEAD.encode() + b"  - name: \xc0\xaf\xe0\x80\xaf\n",
    "surrogates": lambda: HEAD.encode() + b"  - name: \xed\xa0\x80\n",
    "a Word file": lambda: b"PK\x03\x04" + bytes(1_000_000),
    "BOMs all over": lambda: HEAD.encode() + "\ufeff".encode() * 1_000_000,
    "0x85 as a line end": lambda: (HEAD + "  - name: A\x85" * 200_000).encode(),
}

TEXTS: dict[str, Callable[[], str]] = {
    "alias bomb": lambda: bomb("list"),
    "merge bomb": lambda: bomb("merge"),
    "one anchor, many aliases": lambda: f"a: &a {'x' * 10_000}\n" + "b: *a\n" * 600_000,
    "many anchors": lambda: filled("  - &a{n} {name: A, hold: 20 s}\n"),
    "aliases without an anchor": lambda: filled("  - *a{n}\n"),
    "an alias of itself": lambda: "a: &a [*a, *a]\n",
    "brackets 10,000 deep": lambda: "[" * 10_000,
    "brackets 10,000 deep, closed": lambda: "[" * 9_990 + "]" * 9_990,
    "braces 10,000 deep": lambda: "{" * 10_000,
    "braces with keys, 4,900 deep": lambda: "{a: " * 4_900,
    "brackets, one per line": lambda: "[\n" * 1_900_000,
    "brackets to 900 deep, again and again": lambda: filled("- " + "[" * 900 + "]" * 900 + "\n", ""),
    "dashes 9,000 deep": lambda: "- " * 9_000,
    "question marks 9,000 deep": lambda: "? " * 9_000,
    "keys 1,900 deep": lambda: "\n".join(" " * n + "a:" for n in range(1_900)),
    "lists in lists, 25 deep": lambda: filled("- " * 25 + "a\n", ""),
    "brackets, 20,000 on a line": lambda: "[" * 19_999,
    "one line of 4 MB": lambda: HEAD + "  - name: " + "a" * LIMIT,
    "a list on one line": lambda: HEAD + "  - [" + "a, " * 6_600 + "a]\n",
    "lists of 20,000 characters": lambda: filled("- [" + "a, " * 6_600 + "a]\n", "equipment:\n"),
    "a list over 1,000,000 lines": lambda: "equipment: [" + "a,\n" * 1_000_000 + "a]\n",
    "a list that never ends": lambda: "equipment: [" + "a,\n" * 1_000_000,
    "a mapping that never ends": lambda: "equipment: {" + "a: b,\n" * 600_000,
    "900,000 values": lambda: "equipment:\n" + "- a\n" * 900_000,
    "199,000 values": lambda: HEAD + HELD + "    equipment:\n" + "      - a\n" * 199_000,
    "100,000 keys": lambda: "".join(f"word{n}: 1\n" for n in range(100_000)),
    "100,000 keys in one exercise": lambda: HEAD + "  - name: A\n" + filled("    hold{n}: 1\n", ""),
    "100,000 words in say_as": lambda: (
        HEAD + "  - name: A\n    hold: 10 s\n    voice:\n      say_as:\n"
        + "".join(f"        word{n}: text\n" for n in range(100_000))
    ),
    "keys with blocks in one exercise": lambda: (
        HEAD + "  - name: A\n" + filled("    hodl{n}: {reps: 1}\n", "", 1_100_000)
    ),
    "misspelled lists of misspelled keys": lambda: filled(
        "  - name: A{n}\n    phazes:\n" + "      - {sya: a, fro: 3 s, breth: in}\n" * 40, size=1_000_000
    ),
    "headings": lambda: filled("day{n}:\n  - name: A\n    hold: 5 s\n", "format: 1\n", 900_000),
    "entries without a key": lambda: filled("  - Bridge {n}\n    hold: 10 s\n"),
    "lists without a key": lambda: filled("  - name: A\n    hold: 5 s\n    - say: Up\n"),
    "the same key 120,000 times": lambda: filled("title: T\n", "format: 1\n", 1_100_000),
    "keys that are lists": lambda: filled("? [a, b]\n: 1\n", ""),
    "keys in braces": lambda: filled("{a{n}: 1}: 2\n", ""),
    "a key of many lines": lambda: "? |\n" + "  ab ab ab\n" * 300_000 + ": 1\n",
    "a key of 20,000 letters": lambda: filled("a" * 19_990 + ": 1\n"),
    "a text of 2 MB": lambda: HEAD + "  - name: |\n" + "      ab ab ab\n" * 150_000,
    "a folded text of 4 MB": lambda: HEAD + "  - name: >\n" + "      ab ab ab\n" * 260_000,
    "a quoted text of 4 MB": lambda: 'title: "' + "ab ab\n  " * 480_000 + '"\n',
    "a quote that is never closed": lambda: 'title: "' + "ab ab\n  " * 480_000,
    "4 MB of plain text": lambda: "title:\n" + "  ab - ab\n" * 390_000,
    "4 MB of comments": lambda: filled("# nothing\n"),
    "4 MB of empty lines": lambda: "\n" * LIMIT,
    "4 MB of spaces": lambda: (" " * 19_000 + "\n") * 209,
    "4 MB of tabs": lambda: ("\t" * 19_000 + "\n") * 209,
    "tabs at 100,000 lines": lambda: filled("\t- name: A\n"),
    "4 MB of dashes": lambda: "---\n" * 900_000,
    "backslashes": lambda: HEAD + '  - name: "' + "\\x41" * 4_900 + '"\n',
    "escapes for a terminal": lambda: filled('  - name: "A\\e[2J{n}"\n    hold: 5 s\n'),
    "escape characters": lambda: filled("  - name: A\x1b[2J{n}\n"),
    "right-to-left text": lambda: filled("  - name: A\u202e{n}\n", size=2_000_000),
    "no-break spaces": lambda: filled("\u00a0\u00a0- name: A{n}\n", size=2_000_000),
    "tags": lambda: filled("  - !!python/object/apply:os.system [ls]\n"),
    "a tag directive": lambda: "%TAG ! tag:evil,2026:\n" * 180_000 + "---\n" + HEAD,
    "an unknown version of YAML": lambda: "%YAML 9.9\n---\n" + HEAD + HELD,
    "nearly too many values": lambda: filled(
        "  - name: A{n}\n    hold: 1\n    reps: ten\n    hodl: 3\n    rest: 2 cats\n", size=1_100_000
    ),
    "nearly too many, misspelled keys": lambda: filled(
        "  - nmae: A{n}\n    hodl: 10 s\n    repz: 3\n    sdie: left\n    cae: x\n", size=1_000_000
    ),
    "nearly too many, missing exercises": lambda: filled("  - use: bridge{n}\n", size=900_000),
    "nearly too many, unknown positions": lambda: filled(
        HELD + "    position: on you back {n}\n", size=1_200_000
    ),
    "nearly too many, signs": lambda: filled(HELD + "    care: Pain < 4 & > 2\n", size=1_200_000),
    "nearly too many, sides": lambda: filled(
        HELD + "    side: left\n    care: Lift the right leg\n", size=1_200_000
    ),
    "nearly too many, sides of one name": lambda: filled(
        "  - name: A\n    hold: 20 s\n    side: left\n", size=1_000_000
    ),
    "nearly too many, doubled keys": lambda: filled(
        "  - name: A{n}\n    hold: 5 s\n    hold: 6 s\n    hold: 7 s\n", size=1_000_000
    ),
    "nearly too many, library exercises": lambda: filled("  - use: cat-cow\n", size=300_000),
    "wrong values": lambda: filled("  - {name: A, hold: 1}\n"),
    "wrong values, one per line": lambda: filled("  - name: A{n}\n    hold: 1\n    reps: ten\n"),
    "misspelled keys": lambda: filled("  - nmae: A{n}\n    hodl: 10 s\n    repz: 3\n"),
    "keys in the wrong place": lambda: filled("  - name: A{n}\n    hold: 10 s\n    stop_if: x\n"),
    "unknown keys": lambda: filled("  zz{n}: 1\n"),
    "exercises that don't exist": lambda: filled("  - use: bridge{n}\n"),
    "long names that don't exist": lambda: filled("  - use: " + "bridge " * 280 + "{n}\n"),
    "exercises without a kind": lambda: filled("  - name: A{n}\n"),
    "unknown positions": lambda: filled(HELD + "    position: on you back {n}\n"),
    "signs in 60,000 texts": lambda: filled(HELD + "    care: Pain < 4 & > 2\n"),
    "a colon in each text": lambda: filled("  - name: A{n}\n    say: Breathe in: out\n"),
    "a syntax error per line": lambda: filled("  - name: 'Don't'\n    hold: 10 s\n"),
    "a stray bracket per line": lambda: filled("  - name: A{n}\n    hold: ]10 s\n"),
    "an apostrophe per line": lambda: filled("  - name: A{n}\n   hold: 10 s\n"),
    "a quote per line": lambda: filled('  - name: "A{n}\n    hold: 10 s\n'),
    "texts of 2,000 letters": lambda: filled(HELD + "    set_up: " + "Lift it. " * 220 + "\n"),
    "texts of 9,000 letters": lambda: filled(HELD + "    set_up: " + "Lift it. " * 1_000 + "\n"),
    "braces in texts": lambda: filled(HELD + "    care: " + "{a} " * 400 + "\n"),
    "steps of progress": lambda: (
        HEAD + HELD + "    progress:\n" + "".join(
            f"      - from_week: {n}\n        hold: {n} s\n" for n in range(1, 521)
        )
    ),
    "steps of progress, 60 times": lambda: HEAD + "".join(
        HELD.replace("{n}", str(e)) + "    set_up:\n" + "      - Lift your leg slowly.\n" * 100
        + "    progress:\n"
        + "".join(f"      - from_week: {n}\n        hold: {n} s\n" for n in range(1, 521))
        for e in range(60)
    ),
    "doses that multiply": lambda: HEAD + HELD + "    reps: 10000\n    sets: 10000\n",
    "rounds that multiply": lambda: (
        HEAD + "  - circuit: C\n    rounds: 10000\n    exercises:\n      - {name: A, hold: 5 s, reps: 10000}\n"
    ),
    "too many prompts": lambda: HEAD + HELD + "    reps: 9000\n    sets: 2\n",
    "nearly too many prompts, holds": lambda: HEAD + HELD + "    reps: 1660\n    sets: 2\n",
    "nearly too many prompts, a day": lambda: (
        HEAD + "  - name: A\n    for: 8 h\n    remind: {every: 1 s, say: Go on.}\n"
    ),
    "nearly too many prompts, counted": lambda: (
        HEAD + "  - name: A\n    phases:\n      - {say: Lift, for: 29900 s, count: down}\n"
    ),
    "nearly too many prompts, counted up": lambda: (
        HEAD + "  - name: A\n    reps: 290\n    phases:\n      - {say: Lift, for: 100 s, count: up}\n"
    ),
    "nearly too many prompts, rounds": lambda: (
        HEAD + "  - circuit: C\n    rounds: 1700\n    exercises:\n      - {name: A, hold: 5 s}\n"
    ),
    "nearly too many prompts, alternating": lambda: (
        HEAD + HELD + "    reps: 1660\n    side: alternating\n"
    ),
    "nearly too many prompts, respelled": lambda: (
        HEAD + "  - name: A\n    every: 1 s\n    reps: 7400\n    sets: 2\n    say: " + "ab " * 600
        + "\n    voice:\n      say_as:\n" + "".join(f"        word {n}: text\n" for n in range(200))
    ),
    "nearly too many prompts, long words": lambda: (
        HEAD + "  - name: A\n    for: 8 h\n    remind:\n      every: 1 s\n      say:\n"
        + "".join(f"        - {n} " + "ab " * 600 + "\n" for n in range(1_500))
    ),
    "nearly too many prompts, set-ups": lambda: (
        HEAD + "  - circuit: C\n    rounds: 14\n    exercises:\n      - name: A\n        hold: 5 s\n"
        "        set_up:\n" + "".join(f"          - Lift {n}.\n" for n in range(2_000))
    ),
    "a day of breaths": lambda: HEAD + "  - name: A\n    hold: 8000 breaths\n",
    "a wait of a day": lambda: (
        HEAD + "  - name: A\n    hold: 10 s\n    wait: until ready\n    at_most: 24 h\n"
    ),
    "a text that is slow to search": lambda: filled(
        HELD + "    care: " + "on your the left of the " * 80 + "\n"
    ),
    "times that are slow to search": lambda: filled(
        "  - name: A{n}\n    hold: " + "1 min and " * 70 + "x\n"
    ),
    "keys that are slow to search": lambda: filled(" " * 9_000 + "x" * 9_000 + ": 1\n"),
}  # fmt: skip


def make(name: str, path: Path) -> None:
    """Write a file in another process: making a large one here would count as the child's memory."""
    subprocess.run([sys.executable, __file__, "--make", name, str(path)], check=True)


def checked(path: Path) -> tuple[float, float, float, str]:
    """Check a file; return the seconds, the CPU seconds, the peak memory in MB and the first line."""
    with tempfile.TemporaryFile("w+") as out:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [*COACH, "check", str(path)], stdout=out, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        took_s = time.perf_counter() - begun
        out.seek(0)
        first = out.readline().strip()
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        first = f"EXIT {status}: {first}"
    return took_s, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, first


def main() -> None:
    """Measure and print."""
    over = 0
    most_s = most_mb = 0.0
    chosen = sys.argv[1:] or [*BYTES, *TEXTS]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "r.yaml")
        for name in chosen:
            make(name, path)
            took_s, cpu_s, peak_mb, first = checked(path)
            most_s, most_mb = max(most_s, cpu_s), max(most_mb, peak_mb)
            bad = cpu_s > SECONDS_AT_MOST or peak_mb > MB_AT_MOST or first.startswith("EXIT")
            over += bad
            said = first.replace(str(path), "").removeprefix(":")[:60]
            mark = "!" if bad else " "
            print(f"{mark} {name:38} {took_s:5.2f} s {cpu_s:5.2f} s {peak_mb:4.0f} MB  {said}")
    limits = f"{SECONDS_AT_MOST:g} s, {MB_AT_MOST} MB"
    print(
        f"{len(chosen)} files: at most {most_s:.2f} s of CPU, {most_mb:.0f} MB; over {limits}: {over}"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        which = sys.argv[2]
        made = BYTES[which]() if which in BYTES else TEXTS[which]().encode()
        Path(sys.argv[3]).write_bytes(made)
    else:
        main()
