"""Small pages of YAML for the tests, and what Coach reports about them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from coach.format import Exercises, Reading, compose_file, read_routine
from coach.format.tree import Mapping
from coach.model.problems import as_text
from coach.model.routine import Exercise

HEAD = "format: 1\ntitle: T\nlanguage: en-US\nexercises:\n"
"""The lines to put above a page that starts with an exercise."""
NAME = "r.yaml"


class SmallLibrary:
    """A library of a few exercises."""

    table = {  # noqa: RUF012 - a constant
        "knee-to-chest": "name: Knee to chest\none_sided: yes\nhold: 20 s\nreps: 3\n",
        "bird-dog": (
            "name: Bird dog\nhold: 5 breaths\nbreathing: {in: 3 s, out: 5 s}\n"
            "reps_per_set: [3, 2]\n"
        ),
    }

    def find(self, name: str) -> Mapping | None:
        if name not in self.table:
            return None
        node, _, problems = compose_file(self.table[name].encode(), f"{name}.yaml")
        assert not problems
        return node

    def names(self) -> list[str]:
        return list(self.table)


def whole(text: str, head: str = HEAD) -> str:
    """Return a whole page; put the head above one that starts with an exercise."""
    return head + textwrap.indent(text, "  ") if text.startswith("- ") else text


def page(text: str) -> str:
    """Return a whole page like `whole`, from an indented text."""
    return whole(textwrap.dedent(text))


def read(text: str | bytes, exercises: Exercises | None = None) -> Reading:
    data = text if isinstance(text, bytes) else page(text).encode()
    return read_routine(data, NAME, exercises)


def printed(reading: Reading) -> str:
    return "".join(as_text(problem) + "\n" for problem in reading.problems)


def said_of(text: str | bytes, exercises: Exercises | None = None) -> str:
    """Return everything that Coach prints about a page."""
    return printed(read(text, exercises))


def places(text: str | bytes) -> list[str]:
    """Return each problem's line, column and code."""
    return [f"{p.span.line}:{p.span.column} {p.code}" for p in read(text).problems]


def exercises_of(text: str, exercises: Exercises | None = None) -> Sequence[Exercise]:
    """Return the exercises of a page without errors."""
    reading = read(text, exercises)
    assert reading.routine is not None, printed(reading)
    return list(reading.routine.exercises())


def suggested(hint: str) -> str:
    """Return what a hint says to write: its parts in backticks."""
    return " | ".join(part.strip() for part in re.findall(r"`([^`]*)`", hint))
