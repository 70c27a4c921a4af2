"""Short YAML routines for the tests, and their problems."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from coach.format import Exercises, Reading, compose_file, read_routine
from coach.format.tree import Mapping
from coach.model.problems import as_text
from coach.model.routine import Exercise

HEAD = "format: 1\ntitle: T\nlanguage: en-US\nexercises:\n"
"""The four lines that go above an exercise when a test gives only that."""
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


def complete(text: str, head: str = HEAD) -> str:
    """Return a complete routine; a text that starts with an exercise gets `head` above it."""
    return head + textwrap.indent(text, "  ") if text.startswith("- ") else text


def dedented(text: str) -> str:
    """Return a complete routine, as `complete` does, after removing common indentation."""
    return complete(textwrap.dedent(text))


def read(text: str | bytes, exercises: Exercises | None = None) -> Reading:
    data = text if isinstance(text, bytes) else dedented(text).encode()
    return read_routine(data, NAME, exercises)


def printed(reading: Reading) -> str:
    return "".join(as_text(problem) + "\n" for problem in reading.problems)


def printed_problems(text: str | bytes, exercises: Exercises | None = None) -> str:
    """Return a routine's problems as they are printed."""
    return printed(read(text, exercises))


def places(text: str | bytes) -> list[str]:
    """Return each problem's line, column and code."""
    return [f"{p.span.line}:{p.span.column} {p.code}" for p in read(text).problems]


def exercises_of(text: str, exercises: Exercises | None = None) -> Sequence[Exercise]:
    """Return the exercises of a valid routine."""
    reading = read(text, exercises)
    assert reading.routine is not None, printed(reading)
    return list(reading.routine.exercises())


def suggested(hint: str) -> str:
    """Return what a hint says to write: its parts in backticks."""
    return " | ".join(part.strip() for part in re.findall(r"`([^`]*)`", hint))
