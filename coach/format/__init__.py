"""YAML text in, a `Routine` or all of its problems out."""

from __future__ import annotations

from dataclasses import dataclass

from coach.format.build import Builder, Exercises, NoExercises
from coach.format.kinds import KINDS
from coach.format.mending import Composed, compose_on
from coach.format.nodes import Mapping, Scalar
from coach.format.source import Source, decode, split_lines
from coach.format.values import Report
from coach.model.problems import Problem, Severity, Span, in_order
from coach.model.routine import Routine

__all__ = ["Exercises", "NoExercises", "Reading", "compose_file", "read_routine"]


@dataclass(frozen=True)
class Reading:
    """What came of reading a file. `routine` is None when there is an error among the problems.

    `rough` holds what could be read of a routine with errors, for doubts about its words.
    """

    routine: Routine | None
    problems: tuple[Problem, ...]
    source: Source
    rough: Routine | None = None

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
    composed, source = _composed(data, name)
    node = composed.node
    if not isinstance(node, Mapping):
        return Reading(None, tuple(in_order(composed.problems)), source)
    report = Report()
    builder = Builder(report, exercises or NoExercises(), source)
    routine = builder.alone(node) if _is_exercise(node) else builder.whole(node)
    found = in_order([*composed.problems, *composed.own(report.problems)])
    if not any(p.severity is Severity.ERROR for p in found):
        return Reading(routine, tuple(found), source)
    language = node.get("language")
    tag = language.text if isinstance(language, Scalar) else "en"
    changed = composed.lines | set(composed.moved)
    built = (e for e in builder.built if not any(t.at and t.at.line in changed for t in e.texts()))
    return Reading(None, tuple(found), source, Routine("", tag, tuple(built)))


def _is_exercise(node: Mapping) -> bool:
    """Tell a library exercise, a file of its own, from a routine."""
    words = {key.text for key, _ in node.entries if isinstance(key, Scalar)}
    return (
        bool(words & {"name", "use"})
        and bool(words & set(KINDS))
        and not words & {"exercises", "format"}
    )


def compose_file(data: bytes, name: str) -> tuple[Mapping | None, Source, list[Problem]]:
    """Read a file's bytes into its top block; None when there is none, with the problems."""
    composed, source = _composed(data, name)
    node = composed.node
    return node if isinstance(node, Mapping) else None, source, composed.problems


def _composed(data: bytes, name: str) -> tuple[Composed, Source]:
    """Read a file's bytes into nodes; without a block at its top there is no node."""
    decoded = decode(data, name)
    source = Source(name, split_lines(decoded.shown))
    if decoded.text is None:
        return Composed(source, None, decoded.problems), source
    composed = compose_on(decoded.text, source, decoded.lines)
    composed.problems[:0] = decoded.problems
    node = composed.node
    if node is None and not composed.problems:
        hint = "`coach new FILE` writes one to start from"
        composed.problems.append(source.problem(1, 1, "empty", "this file is empty", hint))
    elif node is not None and not isinstance(node, Mapping):
        message = "this file has no words such as `title:` at its top level"
        hint = "`coach new FILE` writes a routine to start from"
        composed.problems += composed.own([node.problem("not-a-routine", message, hint)])
    return composed, source
