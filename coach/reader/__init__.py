"""YAML text in, a `Routine` or all of its problems out."""

from __future__ import annotations

from dataclasses import dataclass

from coach.problems import Problem, Severity, Span, in_order
from coach.reader.build import Builder, Exercises, NoExercises
from coach.reader.nodes import Mapping, Scalar, compose
from coach.reader.source import Source, decode, split_lines
from coach.reader.values import Report
from coach.reader.words import KINDS
from coach.routine import Routine

__all__ = ["Exercises", "NoExercises", "Reading", "compose_file", "read_routine"]


@dataclass(frozen=True)
class Reading:
    """What came of reading a file. `routine` is None when there is an error among the problems."""

    routine: Routine | None
    problems: tuple[Problem, ...]
    source: Source

    def line_of(self, span: Span) -> str:
        """Return the line of a place, for the caret; empty for a place in another file."""
        return self.source.line(span.line) if span.file == self.source.name else ""


def read_routine(data: bytes, name: str, exercises: Exercises | None = None) -> Reading:
    """Read a routine from a file's bytes. Nothing but problems comes of bad input.

    Args:
        data: the file as it is.
        name: the file's name, for the places of problems.
        exercises: where `use` looks.
    """
    node, source, problems = compose_file(data, name)
    if node is None:
        return Reading(None, tuple(in_order(problems)), source)
    report = Report(problems)
    builder = Builder(report, exercises or NoExercises(), source)
    routine = builder.alone(node) if _is_exercise(node) else builder.whole(node)
    found = in_order(report.problems)
    if any(p.severity is Severity.ERROR for p in found):
        routine = None
    return Reading(routine, tuple(found), source)


def _is_exercise(node: Mapping) -> bool:
    """Tell a library exercise, a file of its own, from a routine."""
    words = {key.text for key, _ in node.entries if isinstance(key, Scalar)}
    return (
        bool(words & {"name", "use"})
        and bool(words & set(KINDS))
        and not words & {"exercises", "format"}
    )


def compose_file(data: bytes, name: str) -> tuple[Mapping | None, Source, list[Problem]]:
    """Read a file's bytes into its top block; None when there is none, with the problem."""
    text, problems = decode(data, name)
    source = Source(name, split_lines(text))
    if problems:
        return None, source, problems
    node, problems = compose(text, source)
    if node is None and not problems:
        hint = "`coach new FILE` writes one to start from"
        problems = [source.problem(1, 1, "empty", "this file is empty", hint)]
    if node is not None and not isinstance(node, Mapping):
        message = "this file has no words such as `title:` at its top level"
        hint = "`coach new FILE` writes a routine to start from"
        return None, source, [node.problem("not-a-routine", message, hint)]
    return node, source, problems
