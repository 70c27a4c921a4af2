"""A line of a file, split into its indentation, dashes, key and value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from coach.format.diagnosis import Diagnosis
from coach.format.source import Edit, Source

_LINE = re.compile(
    r"^(?P<indent> *)(?P<dashes>(?:- +)*)(?:(?P<key>[\w ]+?):(?: +|$))?(?P<value>.*)$"
)


@dataclass(frozen=True)
class Line:
    """A line of a source, by its number, from 1."""

    source: Source
    number: int

    @cached_property
    def text(self) -> str:
        """The line without its line ending; empty outside the file."""
        return self.source.line(self.number)

    @cached_property
    def _match(self) -> re.Match[str]:
        match = _LINE.match(self.text)
        assert match is not None  # noqa: S101 - the pattern matches any line
        return match

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return self.source.starts[self.number - 1]

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    @cached_property
    def spaces(self) -> int:
        """The number of spaces that it starts with."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def dashes(self) -> str:
        """The dashes of the list entries that start on it, with the spaces after them."""
        return self._match["dashes"]

    @property
    def indent(self) -> int:
        """The indentation of its first key, after any dashes, in columns."""
        return self._match.end("dashes")

    @property
    def key(self) -> str | None:
        """The key, if there is one."""
        return self._match["key"]

    @property
    def value(self) -> str:
        """What follows the key, or the whole text if there is no key."""
        return self._match["value"].strip()

    @property
    def value_start(self) -> int:
        """The offset of the value."""
        return self.start + self._match.start("value")

    @property
    def is_entry(self) -> bool:
        """Whether it starts a list entry."""
        return self.text.lstrip().startswith("- ")

    @property
    def blank(self) -> bool:
        """Whether it is empty but for white space or a comment."""
        return not self.text.strip() or self.text.lstrip().startswith("#")

    def above(self) -> Iterator[Line]:
        """Yield the lines above, the nearest first."""
        for number in range(self.number - 1, 0, -1):
            yield Line(self.source, number)

    def below(self) -> Iterator[Line]:
        """Yield the lines below, the nearest first."""
        for number in range(self.number + 1, len(self.source.lines) + 1):
            yield Line(self.source, number)

    def nearest_above(self) -> Line | None:
        """Return the nearest line above that isn't blank."""
        return next((line for line in self.above() if not line.blank), None)

    def indent_for(self, line: Line) -> int:
        """Return the indentation that another line needs to be at the same level as this one."""
        return self.spaces if line.is_entry else self.indent

    def error(  # noqa: PLR0917 - a place is two numbers
        self, code: str, message: str, hint: str = "", start: int | None = None,
        end: int | None = None, edit: Edit | None = None, read_as: Edit | None = None,
    ) -> Diagnosis:  # fmt: skip
        """Return a diagnosis of part of the line, by offsets; by default, of its value."""
        start = self.value_start if start is None else start
        problem = self.source.problem(start, self.end if end is None else end, code, message, hint)
        return Diagnosis(problem, edit, read_as)

    def with_value(self, text: str) -> Edit:
        """Return the edit that replaces the line's value."""
        return Edit(self.value_start, self.end, text)

    def indented(self, by: int) -> Edit:
        """Return the edit that moves the line right by this many columns; left if negative."""
        if by >= 0:
            return Edit(self.start, self.start, " " * by)
        return Edit(self.start, self.start - by, "")


def moved(lines: list[Line], by: int) -> Edit:
    """Return one edit that moves consecutive lines right by this many columns; left if negative."""
    source = lines[0].source
    start, end = lines[0].start, lines[-1].end
    text = source.text[start:end]
    for line in reversed(lines):
        if line.text.strip():
            edit = line.indented(max(by, -line.spaces))
            text = Edit(edit.start - start, edit.end - start, edit.text).apply(text)
    return Edit(start, end, text)


def without_list(line: Line) -> Edit:
    """Return the edit that blanks out the list that starts on a line."""
    inside = list(_list_below(line))
    start, end = inside[0].start, inside[-1].end
    return Edit(start, end, re.sub(r"[^\r\n]", "", line.source.text[start:end]))


def _list_below(line: Line) -> Iterator[Line]:
    """Yield the lines of the list that starts on a line, including everything in its entries."""
    yield line
    for below in line.below():
        indent = below.spaces
        if below.text.strip() and (
            indent < line.spaces or (indent == line.spaces and below.text[indent] != "-")
        ):
            return
        yield below


def spaces(count: int) -> str:
    """Return a number of spaces in words."""
    return "no spaces" if count == 0 else "1 space" if count == 1 else f"{count} spaces"
