"""Places and spellings of nodes; hostile files are refused quickly, in little memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sample_routines import HEAD, printed_problems, read

from coach.format.source import Source
from coach.format.tree import MAX_DEPTH, MAX_NODES, Mapping, Scalar, Sequence, compose, overlay


def mapping(text: str) -> Mapping:
    node, found = compose(Source("r.yaml", text))
    assert found is None
    assert isinstance(node, Mapping)
    return node


# Every value keeps its spelling, its quotes and its place, counted from 1.
def test_places_and_spellings() -> None:
    node = mapping("a: no\nb:\n  - 'it''s'\n  - 010\nc: {d: 1:30}\n")
    yes_no, entries, braces = (value for _, value in node.entries)
    assert isinstance(yes_no, Scalar)
    assert (yes_no.text, yes_no.plain, yes_no.start, yes_no.end) == ("no", True, 3, 5)
    assert (yes_no.line, yes_no.column, yes_no.written) == (1, 4, "no")
    assert isinstance(entries, Sequence)
    assert [
        (e.text, e.plain, e.line, e.column) for e in entries.items if isinstance(e, Scalar)
    ] == [
        ("it's", False, 3, 5),
        ("010", True, 4, 5),
    ]
    assert isinstance(braces, Mapping)
    assert (node.flow, braces.flow) == (False, True)
    clock = braces.get("d")
    assert isinstance(clock, Scalar)
    assert clock.text == "1:30"


# A duplicate key keeps both places, and its last value counts.
def test_duplicate_key() -> None:
    node = mapping("a: 1\na: 2\n")
    last = node.get("a")
    assert isinstance(last, Scalar)
    assert (len(node.entries), last.text, node.get("b")) == (2, "2", None)


# Overlaid keys replace others entirely, and come after those that stay.
def test_overlay() -> None:
    over = overlay(mapping("a: 1\nb: 2\nc: 3\n"), mapping("b: 5\nd: 6\n"), frozenset({"c"}))
    keys = [
        (k.text, v.text) for k, v in over.entries if isinstance(k, Scalar) and isinstance(v, Scalar)
    ]
    assert keys == [("a", "1"), ("b", "5"), ("d", "6")]


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


# YAML that is too deep or too large is refused where the excess begins.
@pytest.mark.parametrize(
    ("yaml", "place", "code"),
    [
        pytest.param("[" * 10_000, (1, MAX_DEPTH + 2), "too-deep", id="brackets-10000-deep"),
        pytest.param(
            "\n".join(" " * i + "a:" for i in range(1000)), (31, 31), "too-deep",
            id="keys-1000-deep",
        ),
        pytest.param(
            "a:\n" + "- b\n" * MAX_NODES, (MAX_NODES - 1, 3), "too-large", id="too-many-values"
        ),
    ],
)  # fmt: skip
def test_hostile_yaml(yaml: str, place: tuple[int, int], code: str) -> None:
    (problem,) = read(yaml).problems
    assert ((problem.span.line, problem.span.column), problem.code) == (place, code)


# Aliases of aliases: each anchor is reported, and no alias is ever followed.
def test_alias_bomb() -> None:
    said = printed_problems(BOMB)
    anchors = said.count("(an anchor, which routines never need)")
    assert said.count("error: ") == anchors == said.count("needs-quotes") == 9


HOSTILE = {
    "unknown-keys": HEAD + "".join(f"  zz{i}: 1\n" for i in range(120_000)),
    "many-values": "equipment:\n" + "- a\n" * 900_000,
    "lines-of-a-text": HEAD + "  - name: |\n" + "      ab ab ab\n" * 230_000,
    "line-of-tabs": "\t" * 3_900_000,
    "lines-of-tabs": ("\t" * 19_000 + "\n") * 200,
    "lines-of-entries": "equipment:\n" + ("- [" + "a, " * 6_000 + "a]\n") * 39,
    "brackets": "[" * 3_900_000,
    "nothing-but-lines": "\n" * 3_900_000,
    "explicit-key": "? |\n" + "  ab ab ab\n" * 300_000 + ": 1\n",
    "never-closed": 'a: "' + "ab ab\n  " * 400_000,
    "wrong-values": HEAD + "  - {name: A, hold: 1}\n" * 10_000,
}
MEASURE = """
import re, sys, time
from pathlib import Path
from coach.library import read
from coach.model.problems import as_text
limit = 200 * 2**20
before = time.process_time()
reading = read(Path(sys.argv[1]))
printed = "\\n".join(map(as_text, reading.problems))
seconds = time.process_time() - before
if sys.platform == "linux":  # getrusage would give the peak of the parent process
    peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024
else:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
bounded = len(reading.problems) <= 501, len(printed) < 400_000, peak < limit, seconds < 30
print(reading.routine is None, *bounded)
"""


# A hostile file is refused in bounded memory and time, and with few words; the time limit is
# generous, since the faults it guards against took minutes.
@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows does not report a process's peak memory"
)
@pytest.mark.parametrize("name", [*HOSTILE, "sparse-200-MB"])
def test_hostile_file_is_bounded(name: str, tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    if name == "sparse-200-MB":
        with path.open("wb") as file:
            file.truncate(200 * 2**20)
    else:
        path.write_text(HOSTILE[name], encoding="utf-8", newline="")
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr) == ("True True True True True\n", "")
