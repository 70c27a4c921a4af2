"""YAML text in, a `Routine` or all of its problems out."""

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
    """What came of reading a file.

    Attributes:
        routine: None when there is an error among the problems.
        diagnoses: the problems in order of place, each with the edit that solves it, if known.
        source: the file's text; the offsets of edits are of it.
        rough: what could be read of a routine with errors, for doubts about its words.
    """

    routine: Routine | None
    diagnoses: tuple[Diagnosis, ...]
    source: Source
    rough: Routine | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems alone, in order of place, the same problem at the same place once."""
        return tuple(in_order(diagnosis.problem for diagnosis in self.diagnoses))

    def line_of(self, span: Span) -> str:
        """Return the line of a place, for the caret; empty for a place in another file."""
        return self.source.line_at(span)


def read_routine(data: bytes, name: str, exercises: Exercises | None = None) -> Reading:
    """Read a routine from a file's bytes. Nothing but problems comes of bad input.

    Args:
        data: the file as it is.
        name: the file's name, for the places of problems.
        exercises: where `use` looks.
    """
    composed, source, found = _composed(data, name)
    node = composed.node if composed else None
    if composed is None or not isinstance(node, Mapping):
        return Reading(None, tuple(found), source)
    report = Report()
    builder = Builder(report, exercises or NoExercises(), source)
    routine = builder.alone(node) if _is_exercise(node) else builder.routine(node)
    found += composed.own(report.diagnoses)
    if not any(d.problem.severity is Severity.ERROR for d in found):
        return Reading(routine, tuple(found), source)
    changed = composed.draft.rewritten | composed.touched
    readable = (
        e for e in builder.exercises if not any(t.at and t.at.line in changed for t in e.texts())
    )
    tag, at = _language(node)
    rough = Routine("", tag, tuple(readable), language_at=at)
    return Reading(None, tuple(found), source, rough)


def _language(node: Mapping) -> tuple[str, Span | None]:
    """Return a routine's language and its place; English without a place if it has none."""
    language = node.get("language")
    tag = language_tag(language.folded) if isinstance(language, Scalar) else None
    return (tag, language.span) if isinstance(tag, str) and language else ("en", None)


def _is_exercise(node: Mapping) -> bool:
    """Tell a library exercise, a file of its own, from a routine."""
    names = set(node.keys)
    return (
        bool(names & {"name", "use"})
        and bool(names & set(KINDS))
        and not names & {"exercises", "format"}
    )


def compose_file(data: bytes, name: str) -> tuple[Mapping | None, Source, list[Problem]]:
    """Read a file's bytes into its top block; None when there is none, with the problems."""
    composed, source, found = _composed(data, name)
    node = composed.node if composed else None
    return node if isinstance(node, Mapping) else None, source, [d.problem for d in found]


def _composed(data: bytes, name: str) -> tuple[Composed | None, Source, list[Diagnosis]]:
    """Read a file's bytes into nodes; without a block at its top there is no node."""
    decoded = decode(data, name)
    if decoded.readable is None:
        return None, decoded.source, decoded.diagnoses
    composed = Composed(decoded.readable)
    read_on(composed, rules.explain, rules.before)
    found = [*decoded.diagnoses, *composed.diagnoses]
    if (composed.node is not None and not isinstance(composed.node, Mapping)) or (
        composed.node is None and not found
    ):
        found += composed.own([_no_routine(composed.node, decoded.source)])
    return composed, decoded.source, found


@rule("not-a-routine")
def _no_routine(node: Node | None, source: Source) -> Diagnosis:
    """A routine's file has keys such as `title:` at its top level.

    `coach new FILE` writes one to start from.
    """
    if node is None:
        hint = "`coach new FILE` writes one to start from"
        return Diagnosis(source.problem(0, 0, "empty", "this file is empty", hint))
    message = "this file has no keys such as `title:` at its top level"
    hint = "`coach new FILE` writes a routine to start from"
    return Diagnosis(node.problem("not-a-routine", message, hint))
