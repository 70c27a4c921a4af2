"""Places and spellings of nodes, and what is refused: hostile files, quickly, in little memory."""

# ruff: noqa: E501 - messages are asserted whole

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from reader_pages import HEAD, said_of

from coach.format.nodes import Mapping, Scalar, Sequence, compose, overlay
from coach.format.source import Source, split_lines


def mapping(text: str) -> Mapping:
    node, problems = compose(text, Source("r.yaml", split_lines(text)))
    assert problems == []
    assert isinstance(node, Mapping)
    return node


# Every value keeps its spelling, its quotes and its place, counted from 1.
def test_places_and_spellings() -> None:
    node = mapping("a: no\nb:\n  - 'it''s'\n  - 010\nc: {d: 1:30}\n")
    yes_no, entries, braces = (value for _, value in node.entries)
    assert isinstance(yes_no, Scalar)
    assert (yes_no.text, yes_no.plain, yes_no.line, yes_no.column, yes_no.end_column) == (
        "no",
        True,
        1,
        4,
        6,
    )
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


# A doubled word keeps both places, and its last value counts.
def test_doubled_word() -> None:
    node = mapping("a: 1\na: 2\n")
    last = node.get("a")
    assert isinstance(last, Scalar)
    assert (len(node.entries), last.text, node.get("b")) == (2, "2", None)


# Words laid over others replace them whole, and stand after those that stay.
def test_overlay() -> None:
    over = overlay(mapping("a: 1\nb: 2\nc: 3\n"), mapping("b: 5\nd: 6\n"), frozenset({"c"}))
    words = [
        (k.text, v.text) for k, v in over.entries if isinstance(k, Scalar) and isinstance(v, Scalar)
    ]
    assert words == [("a", "1"), ("b", "5"), ("d", "6")]


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            "- name: A\n  hold: 5 s\n  care: *a\n",
            """\
            r.yaml:7:11: error: `*` at the start of a text means something else in YAML [needs-quotes]
                    care: *a
                          ^^
              hint: put the text in quotes: "*a"
            """,
            id="alias",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  care: !!python/object/apply:os.system [ls]\n",
            """\
            r.yaml:7:11: error: `!` at the start of a text means something else in YAML [needs-quotes]
                    care: !!python/object/apply:os.system [ls]
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: put the text in quotes: "!!python/object/apply:os.system [ls]"
            """,
            id="tag-of-python",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  care: !!str lift\n",
            """\
            r.yaml:7:11: error: `!` at the start of a text means something else in YAML [needs-quotes]
                    care: !!str lift
                          ^^^^^^^^^^
              hint: put the text in quotes: "!!str lift"
            """,
            id="tag-of-yaml",
        ),
        pytest.param(
            "[" * 10_000,
            f"""\
            r.yaml:1:32: error: this is nested over 30 levels deep [too-deep]
                {"[" * 100}…
                {" " * 31}{"^" * 69}
              hint: a routine needs about ten
            """,
            id="brackets-10000-deep",
        ),
        pytest.param(
            "\n".join(" " * i + "a:" for i in range(1000)),
            f"""\
            r.yaml:31:31: error: this is nested over 30 levels deep [too-deep]
                {" " * 30}a:
                {" " * 30}^
              hint: a routine needs about ten
            """,
            id="words-1000-deep",
        ),
    ],
)
def test_hostile_page(page: str, said: str) -> None:
    assert said_of(page) == textwrap.dedent(said)


# Aliases of aliases: each anchor is told of, and none is ever followed.
def test_alias_bomb() -> None:
    said = said_of(BOMB)
    assert said.startswith(
        """\
r.yaml:1:4: error: `&` at the start of a text means something else in YAML (an anchor), and routines have none [needs-quotes]
    a: &a [x, x]
       ^^^^^^^^^
  hint: put the text in quotes: "&a [x, x]"
"""
    )
    assert said.count("error: ") == said.count("(an anchor)") == 9


HOSTILE = {
    "unknown-words": HEAD + "".join(f"  zz{i}: 1\n" for i in range(120_000)),
    "many-values": "equipment:\n" + "- a\n" * 900_000,
    "words-of-a-text": HEAD + "  - name: |\n" + "      ab ab ab\n" * 230_000,
    "line-of-tabs": "\t" * 3_900_000,
    "lines-of-tabs": ("\t" * 19_000 + "\n") * 200,
    "lines-of-entries": "equipment:\n" + ("- [" + "a, " * 6_000 + "a]\n") * 39,
    "brackets": "[" * 3_900_000,
    "nothing-but-lines": "\n" * 3_900_000,
    "explicit-word": "? |\n" + "  ab ab ab\n" * 300_000 + ": 1\n",
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
if sys.platform == "linux":  # getrusage would tell the peak of the process that started this one
    peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024
else:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(reading.routine is None, len(reading.problems) <= 501, len(printed) < 400_000, peak < limit, seconds < 30)
"""


# A hostile file is refused in bounded memory and time, and with few words; the time allowed is
# generous, since what it guards against took minutes.
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak")
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
