"""Reads YAML text into a `Routine`, or reports all of its problems."""

from __future__ import annotations

from dataclasses import dataclass

from coach.format import rules
from coach.format.build import Builder, Exercises, NoExercises
from coach.format.decoding import decode
from coach.format.diagnosis import Diagnosis, Report
from coach.format.languages import language_tag
from coach.format.recovery import Composed, read_on
from coach.format.schema import KINDS
from coach.format.source import Source
from coach.format.tree import Mapping, Node, Scalar
from coach.model.problems import Problem, Severity, Span, in_order
from coach.model.routine import Routine
from coach.model.rules import rule

__all__ = ["Exercises", "NoExercises", "Reading", "compose_file", "read_routine"]


@dataclass(frozen=True)
class Reading:
    """The result of reading a file.

    Attributes:
        routine: None if any of the problems is an error.
        diagnoses: the problems in order of place, each with the edit that fixes it, if known.
        source: the file's text, which the offsets of edits refer to.
        partial: the readable part of a routine with errors, so that its words can be checked.
    """

    routine: Routine | None
    diagnoses: tuple[Diagnosis, ...]
    source: Source
    partial: Routine | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems without their edits or duplicates, in order of place."""
        return tuple(in_order(diagnosis.problem for diagnosis in self.diagnoses))

    def line_of(self, span: Span) -> str:
        """Return the line at a place, to draw the caret below; empty for another file."""
        return self.source.line_at(span)


def read_routine(data: bytes, name: str, exercises: Exercises | None = None) -> Reading:
    """Read a routine from a file's bytes. Bad input gives problems, never an exception.

    Args:
        data: the contents of the file.
        name: the file's name, for the places of problems.
        exercises: where `use` looks exercises up.
    """
    composed, source, found = _composed(data, name)
    node = composed.node if composed else None
    if composed is None or not isinstance(node, Mapping):
        return Reading(None, tuple(found), source)
    report = Report()
    builder = Builder(report, exercises or NoExercises(), source)
    routine = builder.library_exercise(node) if _is_exercise(node) else builder.routine(node)
    found += composed.own(report.diagnoses)
    if not any(d.problem.severity is Severity.ERROR for d in found):
        return Reading(routine, tuple(found), source)
    changed = composed.draft.rewritten | composed.touched
    readable = (
        e for e in builder.exercises if not any(t.at and t.at.line in changed for t in e.texts())
    )
    tag, at = _language(node)
    partial = Routine("", tag, tuple(readable), language_at=at)
    return Reading(None, tuple(found), source, partial)


def _language(node: Mapping) -> tuple[str, Span | None]:
    """Return a routine's language and its place; if it has none, English and None."""
    language = node.get("language")
    tag = language_tag(language.folded) if isinstance(language, Scalar) else None
    return (tag, language.span) if isinstance(tag, str) and language else ("en", None)


def _is_exercise(node: Mapping) -> bool:
    """Whether a file is a library exercise rather than a routine."""
    names = set(node.keys)
    return (
        bool(names & {"name", "use"})
        and bool(names & set(KINDS))
        and not names & {"exercises", "format"}
    )


def compose_file(data: bytes, name: str) -> tuple[Mapping | None, Source, list[Problem]]:
    """Return the top-level block of a file (None if it has none), its source and its problems."""
    composed, source, found = _composed(data, name)
    node = composed.node if composed else None
    return node if isinstance(node, Mapping) else None, source, [d.problem for d in found]


def _composed(data: bytes, name: str) -> tuple[Composed | None, Source, list[Diagnosis]]:
    """Read a file's bytes into nodes; report it if its top level isn't a block."""
    decoded = decode(data, name)
    if decoded.readable is None:
        return None, decoded.source, decoded.diagnoses
    composed = Composed(decoded.readable)
    read_on(composed, rules.explain, rules.precheck)
    found = [*decoded.diagnoses, *composed.diagnoses]
    if (composed.node is not None and not isinstance(composed.node, Mapping)) or (
        composed.node is None and not found
    ):
        found += composed.own([_no_routine(composed.node, decoded.source)])
    return composed, decoded.source, found


@rule("not-a-routine")
def _no_routine(node: Node | None, source: Source) -> Diagnosis:
    """A routine file has keys such as `title:` at its top level.

    `coach new FILE` writes a routine to start from.
    """
    if node is None:
        hint = "`coach new FILE` writes a routine to start from"
        return Diagnosis(source.problem(0, 0, "empty", "this file is empty", hint))
    message = "this file has no keys such as `title:` at its top level"
    hint = "`coach new FILE` writes a routine to start from"
    return Diagnosis(node.problem("not-a-routine", message, hint))
