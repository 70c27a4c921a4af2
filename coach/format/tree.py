"""YAML text as nodes that keep their place and their spelling.

The nodes are built from PyYAML's events rather than by `yaml.compose`, because the C composer is
recursive: a file nested 10,000 levels deep would crash the process. Here the depth and the number
of nodes are limited, and anchors, aliases and tags, which routines never need, are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from coach.format.decoding import hidden_character
from coach.format.diagnosis import Diagnosis
from coach.format.source import Edit, Source
from coach.model.problems import Problem, Severity, Span
from coach.model.rules import rule

MAX_DEPTH = 30
MAX_NODES = 200_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """A node of any type, from the offset `start` of its source's text to `end` (exclusive).

    A block ends where its last child does, not after the comments that follow it.
    """

    source: Source = field(repr=False)
    start: int
    end: int

    @property
    def line(self) -> int:
        """The line on which it starts, from 1, in its source."""
        return self.source.place(self.start)[0]

    @property
    def column(self) -> int:
        """The column at which it starts, from 1, in its source."""
        return self.source.place(self.start)[1]

    @property
    def span(self) -> Span:
        """The node's place in the file."""
        return self.source.span(self.start, self.end)

    @property
    def written(self) -> str:
        """The node as it is written in the text, quotes included."""
        return self.source.text[self.start : self.end]

    @property
    def rest_of_line(self) -> str:
        """The rest of its line, from its start on."""
        line, column = self.source.place(self.start)
        return self.source.line(line)[column - 1 :]

    def problem(
        self, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR
    ) -> Problem:
        """Return a problem at this node."""
        return self.source.problem(self.start, self.end, code, message, hint, severity)

    def replaced(self, text: str) -> Edit:
        """Return the edit that replaces this node with a text."""
        return Edit(self.start, self.end, text)


@dataclass(frozen=True, slots=True)
class Scalar(Node):
    """A single value as text. `plain` means without quotes, so YAML could take it for a number."""

    text: str
    plain: bool

    @property
    def folded(self) -> str:
        """The text with its white space folded."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    """A list."""

    items: tuple[Node, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mapping(Node):
    """Keys with their values, in file order, including duplicates."""

    entries: tuple[tuple[Node, Node], ...] = field(repr=False)
    flow: bool = False

    @property
    def keys(self) -> list[str]:
        """The keys that are texts, in order."""
        return [key.text for key, _ in self.entries if isinstance(key, Scalar)]

    def get(self, name: str) -> Node | None:
        """Return the value of a key, or None; if the key appears twice, the last value."""
        found = None
        for key, value in self.entries:
            if isinstance(key, Scalar) and key.text == name:
                found = value
        return found

    def key(self, name: str) -> Scalar:
        """Return the node of a key that is in the block."""
        return next(k for k, _ in self.entries if isinstance(k, Scalar) and k.text == name)


def keys_of(node: Node) -> list[str]:
    """Return a block's keys in order; an empty list for any other node."""
    return node.keys if isinstance(node, Mapping) else []


def overlay(base: Mapping, over: Mapping, without: frozenset[str] = frozenset()) -> Mapping:
    """Merge one block over another: its keys replace those of the base entirely.

    Args:
        base: the block whose keys are replaced.
        over: the block that replaces them; the result has its place.
        without: more keys of the base to leave out.
    """
    replaced = without.union(over.keys)
    kept = tuple(
        (key, value)
        for key, value in base.entries
        if not (isinstance(key, Scalar) and key.text in replaced)
    )
    return Mapping(over.source, over.start, over.end, (*kept, *over.entries), over.flow)


@dataclass(frozen=True)
class Failure:
    """A syntax error reported by YAML.

    Attributes:
        source: the text.
        line, column: where YAML gave up, from 1.
        opened: the line on which the failing construct starts, if YAML says so; else `line`.
        said: YAML's own message, in lower case.
    """

    source: Source
    line: int
    column: int
    opened: int
    said: str

    @classmethod
    def of(cls, error: yaml.MarkedYAMLError, source: Source) -> Failure:
        """Return YAML's own error with its place in a text."""
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if line > len(source.lines):
            line, column = len(source.lines), 1
        said = f"{error.context or ''} {error.problem or ''}".lower()
        opened = error.context_mark.line + 1 if error.context_mark else line
        return cls(source, line, column, opened, said)


class StartMarkError(Exception):
    """A text starts with a character that YAML reads as an anchor, an alias or a tag."""

    def __init__(self, start: int, end: int, mark: str) -> None:
        super().__init__(mark)
        self.start, self.end, self.mark = start, end, mark


def compose(text: Source) -> tuple[Node | None, Diagnosis | Failure | StartMarkError | None]:
    """Read YAML text into nodes; return None and the problem if it can't be read."""
    if refused := too_deep(text):
        return None, refused
    try:
        return _Composer(text).document(), None
    except yaml.MarkedYAMLError as error:
        return None, Failure.of(error, text)
    except yaml.YAMLError as error:
        return None, Diagnosis(text.problem(0, 0, "yaml", f"this isn't YAML: {error}"))
    except StartMarkError as found:
        return None, found
    except _Refused as refused_by:
        return None, refused_by.diagnosis


_TOO_DEEP = f"this is nested over {MAX_DEPTH} levels deep", "a routine needs about ten"
_MANY_OPEN = 300
"""More open brackets than any routine has, but fewer than make YAML's own parsers give up."""


@rule("too-deep")
def too_deep(source: Source) -> Diagnosis | None:
    """The file is nested over 30 levels deep; a routine needs about ten."""
    # YAML's parser looks ahead over all open brackets. With many of them it takes long or gives
    # up, with a different message in each version, so they are counted first.
    text = source.text
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
            return Diagnosis(source.problem(at, len(text), "too-deep", *_TOO_DEEP))
    return None


class _Refused(Exception):  # noqa: N818 - control flow; nobody sees it
    def __init__(self, diagnosis: Diagnosis) -> None:
        self.diagnosis = diagnosis


@dataclass(slots=True)
class _OpenNode:
    event: Any
    children: list[Node]


class _Composer:
    """Builds nodes from events, without recursion."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.events: Iterator[Any] = yaml.parse(source.text, Loader=_Loader)
        self.count = 0

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._two_documents(event)
                root = self._tree()
        return root

    @rule(
        "two-documents",
        "exercises:\n  - name: Bridge\n    hold: 10 s\n---\ntitle: Another",
        "exercises:\n  - name: Bridge\n    hold: 10 s",
    )
    def _two_documents(self, event: Any) -> None:
        """Keep one routine per file; a line of `---` starts another document."""
        message = "a second document starts here, after `---`"
        self._refuse(event, "two-documents", message, "keep one routine per file")

    def _tree(self) -> Node:
        stack: list[_OpenNode] = []
        for event in self.events:
            self._check(event, len(stack))
            if isinstance(event, yaml.CollectionStartEvent):
                stack.append(_OpenNode(event, []))
                continue
            if isinstance(event, yaml.CollectionEndEvent):
                node = self._collection(stack.pop(), event)
            else:
                node = self._scalar(event)
            if not stack:
                return node
            stack[-1].children.append(node)
        raise AssertionError("YAML's events ended inside a document")

    def _check(self, event: Any, depth: int) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            message = f"there are over {MAX_NODES:,} values in this file"
            self._refuse(event, "too-large", message, "split the routine")
        if depth > MAX_DEPTH:
            self._refuse(event, "too-deep", *_TOO_DEEP)
        if isinstance(event, yaml.AliasEvent):
            raise StartMarkError(*self._span(event), "*")
        if getattr(event, "anchor", None):
            raise StartMarkError(*self._span(event), "&")
        if getattr(event, "tag", None):
            raise StartMarkError(*self._span(event), "!")

    def _refuse(self, event: Any, code: str, message: str, hint: str) -> None:
        raise _Refused(Diagnosis(self.source.problem(*self._span(event), code, message, hint)))

    def _span(self, event: Any) -> tuple[int, int]:
        start = min(event.start_mark.index, len(self.source.text))
        if isinstance(event, yaml.CollectionStartEvent):  # its end is not known yet
            line = self.source.place(start)[0]
            return start, self.source.starts[line - 1] + len(self.source.line(line).rstrip())
        return start, event.end_mark.index

    def _scalar(self, event: Any) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        # The file itself has been checked for hidden characters; only an escape can add one.
        if event.style == '"' and "\\" in self.source.text[start:end]:
            self._escaped(event)
        if event.style in ("|", ">"):
            end = start + len(self.source.text[start:end].rstrip())
        # libyaml gives the style of a plain scalar as '', PyYAML's own parser as None.
        return Scalar(self.source, start, end, event.value, not event.style)

    def _escaped(self, event: Any) -> None:
        if hidden := hidden_character(event.value):
            message = f"a backslash in this text produces a hidden character ({hidden})"
            hint = "delete it, or write the text without double quotes"
            self._refuse(event, "hidden-character", message, hint)

    def _collection(self, opened: _OpenNode, event: Any) -> Node:
        start, children = opened.event.start_mark.index, opened.children
        closed = opened.event.flow_style or not children
        end = event.end_mark.index if closed else children[-1].end
        if isinstance(opened.event, yaml.SequenceStartEvent):
            return Sequence(self.source, start, end, tuple(children))
        pairs = tuple(zip(children[::2], children[1::2], strict=True))
        return Mapping(self.source, start, end, pairs, bool(opened.event.flow_style))
