"""Measuring texts in a terminal's cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.model.problems import printable
from coach.terminal.text_width import pad, truncate, width, wrap

ACCENT = "\N{COMBINING ACUTE ACCENT}"
TEXTS = st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), max_size=40).map(
    printable
)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Hold", 4),
        ("", 0),
        (f"e{ACCENT}", 1),
        ("呼吸", 4),
        ("e\N{COMBINING CEDILLA}" + ACCENT, 1),
        ("😀", 2),
    ],
)
def test_wide_characters_take_two_cells_and_combining_marks_none(text: str, cells: int) -> None:
    assert width(text) == cells


def test_a_truncated_text_ends_with_an_ellipsis() -> None:
    assert truncate("Breathe out", 11) == "Breathe out"
    assert truncate("Breathe out", 9) == "Breathe…"
    assert truncate("呼吸呼吸", 6) == "呼吸…"
    assert truncate(f"e{ACCENT}e{ACCENT}e{ACCENT}", 2) == f"e{ACCENT}…"
    assert truncate("Breathe", 0) == ""


def test_lines_break_between_words_and_within_long_words() -> None:
    assert wrap("Breathe out and round your back", 12) == ["Breathe out", "and round", "your back"]
    assert wrap("Abcdefghij kl", 4) == ["Abcd", "efgh", "ij", "kl"]
    assert wrap("呼吸呼吸呼吸", 5) == ["呼吸", "呼吸", "呼吸"]
    assert wrap("", 5) == []


@given(TEXTS, st.integers(2, 30))
def test_truncated_and_wrapped_text_fits(text: str, columns: int) -> None:
    assert width(truncate(text, columns)) <= columns
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_padding_counts_cells() -> None:
    assert pad("呼吸", 6) == "呼吸  "
    assert pad("↑ ↓", 5) == "↑ ↓  "
