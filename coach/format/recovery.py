"""Reads on after a problem: applies the edit that fixes it, and reads the result.

A file that YAML can't read is edited line by line until it can be read, so that one slip doesn't
hide others. Problems in rewritten lines aren't reported, because the author has already been told
what to write there. A block with the wrong shape is edited and read again by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from coach.format.diagnosis import Diagnosis
from coach.format.source import Draft, Edit, Source
from coach.format.tree import Failure, Node, StartMarkError, compose

MOST_EDITS = 20
MOST_CHARACTERS = 2_000_000
"""The most characters to read again in total, to limit what a hostile file can cost."""
MOST_IN_A_BLOCK = 20_000
"""The most characters that a block may have to be read again."""
_FOLLOWING = {"missing-key", "no-kind", "doubled-key"}
"""Codes of problems that leaving out a line can cause."""
_MORE = "; then check again, as there may be more problems"

Explain = Callable[[Failure | StartMarkError, Source], Diagnosis]
"""Returns what an author most likely meant by something that YAML can't read."""
Precheck = Callable[[Source], Iterable[Diagnosis]]
"""Returns mistakes that YAML accepts, but doesn't read as their author meant."""


@dataclass
class Composed:
    """A file's nodes, and the problems found while its text was made readable.

    Attributes:
        draft: the text that is read, with the edits so far.
        node: its top node; None if it can't be read.
        diagnoses: the problems found so far.
        touched: the numbers of the file's lines that an edit has changed, from 1.
        left_out: the numbers of the file's lines that had to be left out.
    """

    draft: Draft
    node: Node | None = None
    diagnoses: list[Diagnosis] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    left_out: set[int] = field(default_factory=set)

    def own(self, diagnoses: Iterable[Diagnosis]) -> Iterator[Diagnosis]:
        """Yield the diagnoses of what the author wrote, but not those that our edits caused."""
        for diagnosis in diagnoses:
            problem = diagnosis.problem
            if problem.span.file != self.draft.source.name:
                yield replace(diagnosis, edit=None)
            elif problem.span.line not in self.draft.rewritten and not (
                self.left_out and problem.code in _FOLLOWING
            ):
                yield diagnosis

    def add(self, diagnosis: Diagnosis) -> None:
        """Keep a diagnosis of the current draft, unless our edits caused it."""
        edit = diagnosis.edit and self.draft.original_edit(diagnosis.edit)
        self.diagnoses += self.own([replace(diagnosis, edit=edit)])

    def change(self, diagnosis: Diagnosis) -> bool:
        """Edit the draft so that reading can go on; return whether anything changed."""
        number = diagnosis.problem.span.line
        if number in self.left_out:
            return False
        changed = number in self.touched | self.draft.rewritten
        edit = diagnosis.read_as if changed else diagnosis.edit or diagnosis.read_as
        empty = edit is None or not edit.text.strip()
        if changed and not empty:  # rewriting the line again wouldn't help
            edit, empty = None, True
        if empty and (changed or diagnosis.read_as):
            self.left_out |= self.lines_of(edit or self._line(number))
        edit = edit or self._line(number)
        self.touched |= self.lines_of(edit)
        self.draft.rewritten |= self.lines_of(edit) if empty else set()
        self.draft.apply(self.draft.source.in_own_lines(edit))
        return True

    def _line(self, number: int) -> Edit:
        """Return the edit of the draft that empties a line, given by its number in the file."""
        view = self.draft.view()
        start = self.draft.source.starts[number - 1]
        line = view.place(bisect_left(range(len(view.text)), start, key=self.draft.original))[0]
        return Edit(view.starts[line - 1], view.starts[line - 1] + len(view.line(line)), "")

    def lines_of(self, edit: Edit) -> set[int]:
        """Return the numbers of the file's lines that an edit of the draft touches."""
        source = self.draft.source
        first = source.place(self.draft.original(edit.start))[0]
        last = source.place(self.draft.original(max(edit.start, edit.end - 1)))[0]
        return set(range(first, last + 1))


def read_on(composed: Composed, explain: Explain, precheck: Precheck) -> None:
    """Compose a draft; where YAML can't read it, apply an edit and compose it again.

    Args:
        composed: has the draft; receives the node and the diagnoses.
        explain: returns what the author most likely meant by something that YAML can't read.
        precheck: returns mistakes that YAML accepts, but doesn't read as their author meant.
    """
    draft = composed.draft
    early = []
    for diagnosis in precheck(draft.view()):
        lines = composed.lines_of(diagnosis.edit) if diagnosis.edit else set()
        if not lines & draft.rewritten:
            early.append(diagnosis)
            composed.add(diagnosis)
            composed.touched |= lines
    edits = (draft.source.in_own_lines(d.edit) for d in early if d.edit)
    draft.apply(*edits, rewrites=False)
    for times in range(1, MOST_EDITS + 2):
        view = draft.view()
        composed.node, found = compose(view)
        if found is None:
            return
        if isinstance(found, Diagnosis):
            composed.add(found)
            return
        diagnosis = explain(found, view)
        line = draft.source.line(diagnosis.problem.span.line)
        if diagnosis.problem.code == "yaml" and composed.diagnoses and not line.strip():
            # A problem at the end of the file has been reported where it starts.
            composed.diagnoses[-1] = _first_of_more(composed.diagnoses[-1])
        elif times <= MOST_EDITS and times * len(view.text) <= MOST_CHARACTERS:
            composed.add(diagnosis)
            if composed.change(diagnosis):
                continue
        else:
            composed.add(_first_of_more(diagnosis))
        composed.node = None
        return


def _first_of_more(diagnosis: Diagnosis) -> Diagnosis:
    """Add to the hint that more problems may follow, since reading stopped here."""
    problem = diagnosis.problem
    if problem.hint.endswith(_MORE):
        return diagnosis
    return replace(diagnosis, problem=replace(problem, hint=f"{problem.hint}{_MORE}"))


def reread(node: Node, edit: Edit) -> Node | None:
    """Return a node with an edit of its source applied; None if the result can't be read."""
    if node.end - node.start > MOST_IN_A_BLOCK:
        return None
    indent = node.column - 1
    draft = Draft(node.source, node.start, node.end, indent)
    moved = indent - node.start
    own = Edit(edit.start + moved, edit.end + moved, edit.text)
    draft.apply(node.source.in_own_lines(own), rewrites=False)
    read, found = compose(draft.view())
    return read if found is None else None
