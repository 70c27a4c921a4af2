"""The text of a file, its offsets as lines and columns, and edits to it.

Files come from strangers, by e-mail for instance, so their size is limited before they get here.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from coach.model.problems import Problem, Severity, Span

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Edit:
    """A change to a file's text: `text` replaces the characters from `start` to `end`.

    Offsets count characters of the decoded text from 0; `end` is exclusive.
    """

    start: int
    end: int
    text: str

    def apply(self, text: str) -> str:
        """Return a text with this edit applied; no other character changes."""
        return text[: self.start] + self.text + text[self.end :]


@dataclass(frozen=True)
class Source:
    """A file's name and text. For the text of a draft, `draft` maps offsets to the file itself."""

    name: str
    text: str = field(default="", repr=False)
    draft: Draft | None = field(default=None, repr=False, compare=False)

    @cached_property
    def starts(self) -> array[int]:
        """The offset at which each line starts."""
        return array("L", chain((0,), (found.end() for found in _LINE_END.finditer(self.text))))

    @cached_property
    def newline(self) -> str:
        """The line ending that it uses; the first one if they differ."""
        found = _LINE_END.search(self.text)
        return found[0] if found else "\n"

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their line endings."""
        return tuple(_LINE_END.split(self.text))

    def line(self, number: int) -> str:
        """Return a line by its number, from 1; empty outside the file."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, both from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column, both from 1."""
        return self.starts[line - 1] + column - 1

    def span(self, start: int, end: int) -> Span:
        """Return the place of a stretch in the file itself; of several lines, only the first."""
        if self.draft is not None:
            start, end = self.draft.original(start), self.draft.original(end)
            return self.draft.source.span(start, max(start, end))
        line, column = self.place(start)
        end_of_line = len(self.line(line).rstrip()) + 1
        last = column + end - start if end <= self.starts[line - 1] + end_of_line else end_of_line
        return Span(self.name, line, column, max(last, column + 1))

    def line_at(self, span: Span) -> str:
        """Return the line of a place in the file itself; empty for a place in another file."""
        if self.draft is not None:
            return self.draft.source.line_at(span)
        return self.line(span.line) if span.file == self.name else ""

    def problem(  # noqa: PLR0917 - a place is two numbers
        self, start: int, end: int, code: str, message: str, hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> Problem:  # fmt: skip
        """Return a problem at the stretch between two offsets."""
        span = self.span(start, end)
        return Problem(span, severity, code, message, hint, self.line_at(span))

    def original(self, edit: Edit) -> Edit | None:
        """Return an edit in offsets of the file itself; None if a draft differs from it there."""
        return self.in_own_lines(edit) if self.draft is None else self.draft.original_edit(edit)

    def in_own_lines(self, edit: Edit) -> Edit:
        """Return an edit with the line endings of the file."""
        return replace(edit, text=_LINE_END.sub(self.newline, edit.text))


class Draft:
    """A stretch of a file with edits applied, which knows where each part is in the file.

    Args:
        source: the file, or a draft of it.
        start, end: the stretch, as offsets; by default, the whole source.
        indent: spaces to put before it, so that its first line keeps its column in the file.

    Attributes:
        rewritten: the numbers of the file's lines in which more than the indentation has changed.
    """

    def __init__(
        self, source: Source, start: int = 0, end: int | None = None, indent: int = 0
    ) -> None:
        self.source = source
        self.text = " " * indent + source.text[start:end]
        self.rewritten: set[int] = set()
        # Runs of the text: where each starts here and in the source, and whether its characters
        # are those of the source.
        self._runs = [(0, start, False), (indent, start, True)] if indent else [(0, start, True)]

    def view(self) -> Source:
        """Return the draft as it is now, as a source to read."""
        return Source(self.source.name, self.text, self)

    def original(self, offset: int) -> int:
        """Return the offset in the source of a character of the draft."""
        here, there, moves = self._runs[bisect_right(self._runs, (offset, 1 << 60, True)) - 1]
        return there + offset - here if moves else there

    def original_edit(self, edit: Edit) -> Edit | None:
        """Return an edit of the draft as an edit of the file; None if the texts differ there."""
        start, end = self.original(edit.start), self.original(edit.end)
        if self.source.text[start:end] != self.text[edit.start : edit.end]:
            return None
        return self.source.original(Edit(start, end, edit.text))

    def apply(self, *edits: Edit, rewrites: bool = True) -> None:
        """Apply edits, line by line if they keep the number of lines, so that places stay exact.

        Args:
            edits: in offsets of the draft as it is now; they must not overlap.
            rewrites: whether to count lines as rewritten if more than white space changes.
        """
        text, at, size = self.text, 0, 0
        chunks: list[str] = []
        runs: list[tuple[int, int, bool]] = []
        parts = sorted((p for edit in edits for p in _parts(text, edit)), key=lambda p: p.start)
        for part in (*parts, Edit(len(text), len(text), "")):
            runs += self._kept(at, part.start, size)
            chunks += text[at : part.start], part.text
            size += part.start - at
            if part.text:
                runs.append((size, self.original(part.start), False))
            size += len(part.text)
            if rewrites and (text[part.start : part.end].strip() or part.text.strip()):
                self.rewritten.add(self.source.span(self.original(part.start), 0).line)
            at = part.end
        self._runs = [*runs, (size, self.original(at), True)]
        self.text = "".join(chunks)

    def _kept(self, start: int, end: int, at: int) -> Iterator[tuple[int, int, bool]]:
        """Yield the runs of an unchanged stretch, moved to start at the offset `at`."""
        index = bisect_right(self._runs, (start, 1 << 60, True)) - 1
        if start < end:
            yield at, self.original(start), self._runs[index][2]
        for here, there, moves in self._runs[index + 1 :]:
            if here >= end:
                return
            yield at + here - start, there, moves


def _parts(text: str, edit: Edit) -> Iterable[Edit]:
    """Split an edit into the smallest equivalent ones, one per line if the lines are kept."""
    old = text[edit.start : edit.end].splitlines(keepends=True)
    new = edit.text.splitlines(keepends=True)
    if len(old) != len(new):
        old, new = ["".join(old)], ["".join(new)]
    at = edit.start
    for before, after in zip(old, new, strict=True):
        most = min(len(before), len(after))
        same = next((i for i in range(most) if before[i] != after[i]), most)
        tail = next((i for i in range(most - same) if before[-1 - i] != after[-1 - i]), most - same)
        if before != after:
            yield Edit(at + same, at + len(before) - tail, after[same : len(after) - tail])
        at += len(before)
