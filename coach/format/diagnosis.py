"""What a rule reports: a problem and, if known, the edit that fixes it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coach.format.source import Edit, Source
from coach.model.problems import MAX_PROBLEMS, Problem, Severity, one_too_many

if TYPE_CHECKING:
    from coach.format.tree import Mapping, Node, Scalar


@dataclass(frozen=True)
class Diagnosis:
    """A problem, and edits in offsets of the text that the rule was given.

    Attributes:
        problem: what is wrong.
        edit: fixes the problem as its author meant; None if that isn't certain.
        read_as: if there is no `edit`, makes the rest of the file readable. Without either, the
            problem's line is left out.
    """

    problem: Problem
    edit: Edit | None = None
    read_as: Edit | None = None


@dataclass
class Report:
    """The diagnoses of a file so far.

    Attributes:
        diagnoses: errors, warnings and notes, in the order in which they were found.
        errors: how many errors there were, including any that weren't kept.
        warnings_and_notes: how many warnings and notes there were, including any that weren't kept.
        key, value, block: what is being read at the moment.
        kinds: the keys of which `block` has exactly one.
    """

    diagnoses: list[Diagnosis] = field(default_factory=list)
    errors: int = 0
    warnings_and_notes: int = 0
    key: Scalar | None = None
    value: Node | None = None
    block: Mapping | None = None
    kinds: frozenset[str] = frozenset()

    @property
    def problems(self) -> list[Problem]:
        """The problems without their edits."""
        return [diagnosis.problem for diagnosis in self.diagnoses]

    @property
    def full(self) -> bool:
        """Whether there are so many errors that there is no point in reading on."""
        return self.errors > MAX_PROBLEMS

    def error(
        self, node: Node, code: str, message: str, hint: str = "", edit: Edit | None = None
    ) -> None:
        """Add an error at a node, with an edit in offsets of the node's source."""
        if not self.full:
            self.add(Diagnosis(node.problem(code, message, hint), edit), node.source)

    def warning(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Add a warning at a node."""
        self.add(Diagnosis(node.problem(code, message, hint, Severity.WARNING)))

    def note(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Add a note at a node."""
        self.add(Diagnosis(node.problem(code, message, hint, Severity.NOTE)))

    def add(self, diagnosis: Diagnosis, source: Source | None = None) -> None:
        """Add a diagnosis, unless there are already more than anybody would read.

        Args:
            diagnosis: the problem and its edit.
            source: the source that the edit's offsets refer to; by default the file itself.
        """
        if source is not None and diagnosis.edit is not None:
            diagnosis = replace(diagnosis, edit=source.original(diagnosis.edit))
        if diagnosis.problem.severity is Severity.ERROR:
            self.errors += 1
            count = self.errors
        else:
            self.warnings_and_notes += 1
            count = self.warnings_and_notes
        if count <= MAX_PROBLEMS:
            self.diagnoses.append(diagnosis)
        elif count == MAX_PROBLEMS + 1:
            self.diagnoses.append(replace(diagnosis, problem=one_too_many(diagnosis.problem)))
