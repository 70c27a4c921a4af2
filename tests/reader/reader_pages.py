"""Small pages of YAML as the tables of the tests write them, and what is said of them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from coach.format import Exercises, Reading, read_routine
from coach.model.problems import as_text
from coach.model.routine import Exercise

HEAD = "format: 1\ntitle: T\nlanguage: en-US\nexercises:\n"
"""The four lines above an exercise that a table gives alone."""


def page(text: str) -> str:
    """Return a whole page; one that starts with an exercise gets the lines above it."""
    text = textwrap.dedent(text)
    return HEAD + textwrap.indent(text, "  ") if text.startswith("- ") else text


def read(text: str | bytes, exercises: Exercises | None = None) -> Reading:
    data = text if isinstance(text, bytes) else page(text).encode()
    return read_routine(data, "r.yaml", exercises)


def printed(reading: Reading) -> str:
    return "".join(as_text(problem) + "\n" for problem in reading.problems)


def said_of(text: str | bytes, exercises: Exercises | None = None) -> str:
    """Return everything that is printed about a page."""
    return printed(read(text, exercises))


def exercises_of(text: str, exercises: Exercises | None = None) -> Sequence[Exercise]:
    """Return the exercises of a sound page."""
    reading = read(text, exercises)
    assert reading.routine is not None, printed(reading)
    return list(reading.routine.exercises())
