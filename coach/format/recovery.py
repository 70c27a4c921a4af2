"""Reading on: an edit that solves a problem is applied, and what it makes is read.

A whole file that YAML can't read is changed line by line until it can be, so that one slip hides no
other. What is found in a line that was written anew is not reported: its author has been told what
to write there. A block of another shape than it should have is changed and read again by itself.
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
"""Read again in all: a bound on what a hostile file can cost."""
MOST_IN_A_BLOCK = 20_000
"""Characters of a block that is read again."""
_FOLLOWING = {"missing-key", "no-kind", "doubled-key"}
"""What may come of a line that had to be left out altogether."""
_MORE = "; then check again, more may follow"

Explain = Callable[[Failure | StartMarkError, Source], Diagnosis]
"""Gives what an author most likely meant by what YAML can't read."""
Before = Callable[[Source], Iterable[Diagnosis]]
"""Gives what is wrong with a text that YAML reads, but not as it was meant."""


@dataclass
class Composed:
    """A file's nodes, with what is wrong with its lines.

    Attributes:
        draft: the text that is read, with its edits so far.
        node: its top node; None where nothing can be read.
        diagnoses: what was found on the way.
        touched: the lines of the file that an edit has changed, from 1.
        left_out: those that had to be left out.
    """

    draft: Draft
    node: Node | None = None
    diagnoses: list[Diagnosis] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    left_out: set[int] = field(default_factory=set)

    def own(self, diagnoses: Iterable[Diagnosis]) -> Iterator[Diagnosis]:
        """Yield the diagnoses that are the author's own: not of what was written anew here."""
        for diagnosis in diagnoses:
            problem = diagnosis.problem
            if problem.span.file != self.draft.source.name:
                yield replace(diagnosis, edit=None)
            elif problem.span.line not in self.draft.rewritten and not (
                self.left_out and problem.code in _FOLLOWING
            ):
                yield diagnosis

    def add(self, diagnosis: Diagnosis) -> None:
        """Keep what was found in the draft as it is now, if it is the author's own."""
        edit = diagnosis.edit and self.draft.original_edit(diagnosis.edit)
        self.diagnoses += self.own([replace(diagnosis, edit=edit)])

    def change(self, diagnosis: Diagnosis) -> bool:
        """Change the draft so that it can be read on; tell whether anything was changed."""
        number = diagnosis.problem.span.line
        if number in self.left_out:
            return False
        changed = number in self.touched | self.draft.rewritten
        edit = diagnosis.read_as if changed else diagnosis.edit or diagnosis.read_as
        empty = edit is None or not edit.text.strip()
        if changed and not empty:  # writing it anew once more would not help
            edit, empty = None, True
        if empty and (changed or diagnosis.read_as):
            self.left_out |= self.lines_of(edit or self._line(number))
        edit = edit or self._line(number)
        self.touched |= self.lines_of(edit)
        self.draft.rewritten |= self.lines_of(edit) if empty else set()
        self.draft.apply(self.draft.source.in_own_lines(edit))
        return True

    def _line(self, number: int) -> Edit:
        """Return the edit that empties a line of the file, as it is in the draft."""
        view = self.draft.view()
        start = self.draft.source.starts[number - 1]
        line = view.place(bisect_left(range(len(view.text)), start, key=self.draft.original))[0]
        return Edit(view.starts[line - 1], view.starts[line - 1] + len(view.line(line)), "")

    def lines_of(self, edit: Edit) -> set[int]:
        """Return the lines of the file that an edit of the draft touches."""
        source = self.draft.source
        first = source.place(self.draft.original(edit.start))[0]
        last = source.place(self.draft.original(max(edit.start, edit.end - 1)))[0]
        return set(range(first, last + 1))


def read_on(composed: Composed, explain: Explain, before: Before) -> None:
    """Compose a draft; apply the edit of whatever YAML can't read, and compose again.

    Args:
        composed: has the draft; receives the node and the diagnoses.
        explain: gives what an author meant by what YAML can't read.
        before: gives what YAML would read, and not as it was meant.
    """
    draft = composed.draft
    early = []
    for diagnosis in before(draft.view()):
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
            # What is wrong at the end has been reported where it starts.
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
    """Say that a problem which ended the reading may not be the only one."""
    problem = diagnosis.problem
    if problem.hint.endswith(_MORE):
        return diagnosis
    return replace(diagnosis, problem=replace(problem, hint=f"{problem.hint}{_MORE}"))


def reread(node: Node, edit: Edit) -> Node | None:
    """Return a node as an edit of its source makes it; None where that can't be read."""
    if node.end - node.start > MOST_IN_A_BLOCK:
        return None
    indent = node.column - 1
    draft = Draft(node.source, node.start, node.end, indent)
    moved = indent - node.start
    own = Edit(edit.start + moved, edit.end + moved, edit.text)
    draft.apply(node.source.in_own_lines(own), rewrites=False)
    read, found = compose(draft.view())
    return read if found is None else None
