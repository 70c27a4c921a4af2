"""What a rule gives: a problem and, where one is known, the edit that solves it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coach.format.source import Edit, Source
from coach.model.problems import MAX_PROBLEMS, Problem, Severity, one_too_many

if TYPE_CHECKING:
    from coach.format.tree import Mapping, Node, Scalar


@dataclass(frozen=True)
class Diagnosis:
    """One thing wrong, and the edit that solves it, in offsets of the text that the rule saw.

    `read_as` is how the text is read on where no edit is known that says what its author meant; the
    problem's line is left out by default.
    """

    problem: Problem
    edit: Edit | None = None
    read_as: Edit | None = None


@dataclass
class Report:
    """The diagnoses of a file so far, errors and doubts counted apart.

    `key`, `value` and `block` are what is being read just now; `kinds` are the keys of which the
    block has one.
    """

    diagnoses: list[Diagnosis] = field(default_factory=list)
    errors: int = 0
    doubts: int = 0
    key: Scalar | None = None
    value: Node | None = None
    block: Mapping | None = None
    kinds: frozenset[str] = frozenset()

    @property
    def problems(self) -> list[Problem]:
        """The problems alone."""
        return [diagnosis.problem for diagnosis in self.diagnoses]

    @property
    def full(self) -> bool:
        """Whether there are so many errors that reading on is of no use."""
        return self.errors > MAX_PROBLEMS

    def error(
        self, node: Node, code: str, message: str, hint: str = "", edit: Edit | None = None
    ) -> None:
        """Add an error at a node, with an edit in the offsets of the node's source."""
        if not self.full:
            self.add(Diagnosis(node.problem(code, message, hint), edit), node.source)

    def warning(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Add a warning at a node."""
        self.add(Diagnosis(node.problem(code, message, hint, Severity.WARNING)))

    def note(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Add a note at a node."""
        self.add(Diagnosis(node.problem(code, message, hint, Severity.NOTE)))

    def add(self, diagnosis: Diagnosis, source: Source | None = None) -> None:
        """Add a diagnosis, unless there are so many that nobody would read it.

        Args:
            diagnosis: the problem and its edit.
            source: what the offsets of the edit are of; the file itself where it is left out.
        """
        if source is not None and diagnosis.edit is not None:
            diagnosis = replace(diagnosis, edit=source.original(diagnosis.edit))
        if diagnosis.problem.severity is Severity.ERROR:
            self.errors += 1
            count = self.errors
        else:
            self.doubts += 1
            count = self.doubts
        if count <= MAX_PROBLEMS:
            self.diagnoses.append(diagnosis)
        elif count == MAX_PROBLEMS + 1:
            self.diagnoses.append(replace(diagnosis, problem=one_too_many(diagnosis.problem)))
