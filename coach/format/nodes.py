"""YAML text as nodes that keep their place and their spelling.

The nodes are put together from PyYAML's events rather than by `yaml.compose`, because the C
composer recurses: a file nested 10,000 deep would end the process. Here depth and number are
bounded, and anchors, aliases and tags, which a routine never needs, are refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from coach.format import slips
from coach.format.source import Source, hidden_character
from coach.model.problems import Problem, Severity, Span

MAX_DEPTH = 30
MAX_NODES = 200_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """Any node. Lines and columns count from 1; `end_column` is exclusive, on the first line."""

    source: Source = field(repr=False)
    line: int
    column: int
    end_column: int

    def problem(
        self, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR
    ) -> Problem:
        """Make a problem at this node."""
        return Problem(self.span, severity, code, message, hint, self.source.line(self.line))

    @property
    def span(self) -> Span:
        """The node's place."""
        return Span(self.source.name, self.line, self.column, self.end_column)


@dataclass(frozen=True, slots=True)
class Scalar(Node):
    """A text as it was spelled. `plain` means without quotes, where YAML's guesses live."""

    text: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    """A list."""

    items: tuple[Node, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mapping(Node):
    """Words with their values, in file order, doubled ones included."""

    entries: tuple[tuple[Node, Node], ...] = field(repr=False)
    flow: bool = False

    def get(self, word: str) -> Node | None:
        """Return the value of a word, the last one where it stands twice."""
        found = None
        for key, value in self.entries:
            if isinstance(key, Scalar) and key.text == word:
                found = value
        return found


def overlay(base: Mapping, over: Mapping, without: frozenset[str] = frozenset()) -> Mapping:
    """Lay one mapping over another: its words replace the base's, whole.

    Args:
        base: what is replaced in.
        over: what replaces; the result stands at its place.
        without: words of the base that are left out beside.
    """
    replaced = {key.text for key, _ in over.entries if isinstance(key, Scalar)} | without
    kept = tuple(
        (key, value)
        for key, value in base.entries
        if not (isinstance(key, Scalar) and key.text in replaced)
    )
    return Mapping(
        over.source, over.line, over.column, over.end_column, (*kept, *over.entries), over.flow
    )


def compose(text: str, source: Source) -> tuple[Node | None, list[Problem]]:
    """Read YAML text into nodes; on a problem that YAML can't go on from, there is no node."""
    if place := _too_deep(text):
        line, column = place
        end = len(source.line(line).rstrip()) + 1
        return None, [
            source.problem(
                line, column, "too-deep", _TOO_DEEP, "a routine needs about ten", end_column=end
            )
        ]
    try:
        return _Composer(text, source).document()
    except yaml.MarkedYAMLError as error:
        return None, [slips.explain(error, source)]
    except yaml.YAMLError as error:
        return None, [source.problem(1, 1, "yaml", f"this is not YAML: {error}")]


_TOO_DEEP = f"this is nested over {MAX_DEPTH} levels deep"
_MANY_OPEN = 300
"""More open brackets than any text has in it, and fewer than YAML's own parsers give up at."""


def _too_deep(text: str) -> tuple[int, int] | None:
    """Return the place of the bracket that is too deep in a text full of open ones.

    It is looked for before YAML is: its parser looks ahead over all of them, and takes long or
    gives up, with another word in each version.
    """
    if text.count("[") + text.count("{") <= _MANY_OPEN:
        return None
    opened: list[int] = []
    for bracket in re.finditer(r"[\[{}\]]", text):
        if bracket[0] in "[{":
            opened.append(bracket.start())
        elif opened:
            opened.pop()
        if len(opened) > _MANY_OPEN:
            at = opened[MAX_DEPTH + 1]
            line = text.count("\n", 0, at) + 1
            return line, at - text.rfind("\n", 0, at)
    return None


class _Refused(Exception):  # noqa: N818 - a way out, not an error that anyone sees
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass(slots=True)
class _OpenNode:
    event: Any
    children: list[Node]


class _Composer:
    """Events to nodes, without recursion."""

    def __init__(self, text: str, source: Source) -> None:
        self.source = source
        self.events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
        self.count = 0

    def document(self) -> tuple[Node | None, list[Problem]]:
        root: Node | None = None
        try:
            for event in self.events:
                if isinstance(event, yaml.DocumentStartEvent):
                    self._only_one(event, root)
                    root = self._tree()
        except _Refused as refused:
            return None, [refused.problem]
        return root, []

    def _only_one(self, event: Any, root: Node | None) -> None:
        if root is not None:
            message = "a second document starts here, after `---`"
            raise _Refused(
                self._problem(
                    self._place(event), "two-documents", message, "keep one routine a file"
                )
            )

    def _tree(self) -> Node:
        stack: list[_OpenNode] = []
        for event in self.events:
            self._check(event, len(stack))
            if isinstance(event, yaml.CollectionStartEvent):
                stack.append(_OpenNode(event, []))
                continue
            if isinstance(event, yaml.CollectionEndEvent):
                node = self._collection(stack.pop())
            else:
                node = self._scalar(event)
            if not stack:
                return node
            stack[-1].children.append(node)
        raise AssertionError("YAML's events ended inside a document")

    def _check(self, event: Any, depth: int) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            place = self._place(event)
            message = f"there are over {MAX_NODES:,} values in this file"
            raise _Refused(self._problem(place, "too-large", message, "split the routine"))
        if depth > MAX_DEPTH:
            place = self._place(event)
            hint = "a routine needs about ten"
            raise _Refused(self._problem(place, "too-deep", _TOO_DEEP, hint))
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(slips.marked_start(self.source, self._place(event), "*"))
        if getattr(event, "anchor", None):
            raise _Refused(slips.marked_start(self.source, self._place(event), "&"))
        if getattr(event, "tag", None):
            raise _Refused(slips.marked_start(self.source, self._place(event), "!"))

    def _problem(self, place: tuple[int, int, int], code: str, message: str, hint: str) -> Problem:
        line, column, end_column = place
        return self.source.problem(line, column, code, message, hint, end_column=end_column)

    def _place(self, event: Any) -> tuple[int, int, int]:
        start, end = event.start_mark, event.end_mark
        line, column = start.line + 1, start.column + 1
        if line > len(self.source.lines):  # what is left out at the end of a file, after `---`
            line = len(self.source.lines)
            column = len(self.source.line(line)) + 1
            return line, column, column + 1
        if isinstance(event, yaml.CollectionStartEvent) or end.line != start.line:
            # A collection's own end is not known yet: the caret goes under its first line.
            end_column = len(self.source.line(line).rstrip()) + 1
        else:
            end_column = end.column + 1
        return line, column, max(end_column, column + 1)

    def _scalar(self, event: Any) -> Scalar:
        # The file's own characters have been looked at; only a backslash can make one of these.
        if hidden := event.style == '"' and hidden_character(event.value):
            message = f"a backslash in this text makes a hidden character ({hidden})"
            hint = "delete it, or write the text without double quotes"
            raise _Refused(self._problem(self._place(event), "hidden-character", message, hint))
        # libyaml writes the style of a plain scalar as '', PyYAML's own parser as None.
        return Scalar(self.source, *self._place(event), event.value, not event.style)

    def _collection(self, opened: _OpenNode) -> Node:
        place = self._place(opened.event)
        children = opened.children
        if isinstance(opened.event, yaml.SequenceStartEvent):
            return Sequence(self.source, *place, tuple(children))
        pairs = tuple(zip(children[::2], children[1::2], strict=True))
        return Mapping(self.source, *place, pairs, bool(opened.event.flow_style))
