"""Reading any bytes at all gives problems, never an exception."""

from __future__ import annotations

import unicodedata
from contextlib import suppress

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sample_routines import HEAD, printed, read
from test_read_routine import FIRST, MORE, KneeToChest

from coach.format.source import Source
from coach.model.problems import Severity, in_order

MARKS = [*":'\"{}[],*&!%|>?\\é😀", ": ", " #", "- ", "---", "..."]
HIDDEN = [*"\t\r\x00\x1b\x85\u00a0\u2028\ufeff"]
TRICKY = st.sampled_from([*MARKS, *HIDDEN])
KEYS = st.sampled_from(
    ["hold", "reps", "sets", "side", "phases", "say", "for", "use", "progress", "exercises", "rest"]
)


def lines_of(data: bytes) -> tuple[str, ...]:
    """Return the lines as an editor shows them, whatever their encoding."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    with suppress(UnicodeDecodeError):
        return Source("", data.decode("utf-16" if marked else "utf-8-sig")).lines
    return Source("", data.decode("cp1252", errors="replace")).lines


def check(data: bytes) -> None:
    """Check what must be true of every reading."""
    reading = read(data, KneeToChest())
    lines = lines_of(data)
    for problem in reading.problems:
        span = problem.span
        assert span.file == "r.yaml"
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
        assert span.end_column > span.column
        assert problem.source in {"", lines[span.line - 1]}
    for diagnosis in reading.diagnoses:
        if edit := diagnosis.edit:
            assert 0 <= edit.start <= edit.end <= len(reading.source.text)
    assert list(reading.problems) == in_order(reading.problems)
    failed = any(p.severity is Severity.ERROR for p in reading.problems)
    assert (reading.routine is None) == failed
    shown = printed(reading)
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    check(data)


@settings(deadline=None)
@given(st.lists(st.text(max_size=12) | TRICKY | KEYS, max_size=25).map("".join))
def test_any_text(text: str) -> None:
    check(text.encode(errors="surrogatepass"))


# An exercise with any keys and values, which the other two tests hardly ever produce.
@settings(deadline=None)
@given(
    st.lists(st.tuples(KEYS, st.lists(st.text(max_size=6) | TRICKY | KEYS, max_size=5)), max_size=6)
)
def test_any_keys(keys: list[tuple[str, list[str]]]) -> None:
    lines = "".join(f"    {key}: {''.join(value)}\n" for key, value in keys)
    check((HEAD + "  - name: A\n" + lines).encode(errors="surrogatepass"))


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Draw a valid routine with lines or characters cut, doubled, swapped or inserted."""
    lines = draw(st.sampled_from([FIRST, MORE])).split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        to = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        cut = draw(st.integers(0, len(line)))
        slip = draw(st.sampled_from(["drop", "double", "swap", "cut", "put", "indent", "dedent"]))
        if slip == "drop" and len(lines) > 1:
            del lines[at]
        elif slip == "double":
            lines.insert(to, line)
        elif slip == "swap":
            lines[at], lines[to] = lines[to], lines[at]
        elif slip == "cut":
            lines[at] = line[:cut] + line[cut + draw(st.integers(1, 5)) :]
        elif slip == "put":
            lines[at] = line[:cut] + draw(TRICKY | st.characters(codec="utf-8")) + line[cut:]
        elif slip == "indent":
            lines[at] = " " * draw(st.integers(1, 3)) + line
        else:
            lines[at] = line.removeprefix(" ")
    return "\n".join(lines).encode()


DEDENTED_THEN_RENAMED = f"""{HEAD}\
  - name: A
    steps:
     - {{say: Pack on, for: 20 min}}
      - {{use: knee-to-chest, hold: 20 s}}
"""
"""Its last line is read with two edits, one within the other."""


@settings(deadline=None, max_examples=200)
@example(DEDENTED_THEN_RENAMED.encode())
@given(mutated())
def test_mutated_routine(data: bytes) -> None:
    check(data)
