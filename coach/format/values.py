"""The kinds of value that a word can have: how each is read, described and put in a schema.

A kind reads one node. It returns its value, or None when it has added a problem to the report:
so a file's problems are all found in one run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from coach.format.lines import quoted
from coach.format.nodes import Mapping, Node, Scalar, Sequence
from coach.format.quantities import (
    DURATION_SCHEMA,
    RANGE_SCHEMA,
    Wrong,
    count,
    count_range,
    duration,
    positive,
    positive_range,
)
from coach.model.problems import MAX_PROBLEMS, Problem, Severity, close_to, one_too_many

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Schema = dict[str, Any]

MAX_VALUE = 200
"""Characters of a value that is not a text, such as a time."""


@dataclass
class Report:
    """The problems found so far, errors and doubts counted apart."""

    problems: list[Problem] = field(default_factory=list)
    errors: int = 0
    doubts: int = 0

    @property
    def full(self) -> bool:
        """Whether there are so many errors that reading on is of no use."""
        return self.errors > MAX_PROBLEMS

    def error(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Add an error at a node."""
        if not self.full:
            self.add(node.problem(code, message, hint))

    def warning(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Add a warning at a node."""
        self.add(node.problem(code, message, hint, Severity.WARNING))

    def add(self, problem: Problem) -> None:
        """Add a problem, unless there are so many that nobody would read it."""
        if problem.severity is Severity.ERROR:
            self.errors += 1
            count = self.errors
        else:
            self.doubts += 1
            count = self.doubts
        if count <= MAX_PROBLEMS:
            self.problems.append(problem)
        elif count == MAX_PROBLEMS + 1:
            self.problems.append(one_too_many(problem))


class Value(Protocol[T_co]):
    """A kind of value.

    Attributes:
        expects: what it takes, to stand after "this should be".
    """

    @property
    def expects(self) -> str: ...

    def read(self, node: Node, report: Report) -> T_co | None: ...

    def schema(self) -> Schema: ...


def found(node: Node) -> str:
    """Say what stands at a node, for a message."""
    if isinstance(node, Mapping):
        first = node.entries[0][0] if node.entries else None
        return f"the word `{first.text[:60]}:`" if isinstance(first, Scalar) else "empty braces"
    if isinstance(node, Sequence):
        return "a list"
    assert isinstance(node, Scalar)  # noqa: S101 - there are three kinds of node
    text = " ".join(node.text[:MAX_VALUE].split())
    return f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`" if text else "nothing"  # noqa: PLR2004


_NULL = {"~", "null", "Null", "NULL"}
"""What stands for nothing in YAML, and would be read aloud here."""


def word_of(node: Node, report: Report, expects: str, most: int = MAX_VALUE) -> str | None:
    """Return a scalar's text with its white space folded, or report what stands there.

    A text of far more than `most` characters is refused before anything looks through it.
    """
    if isinstance(node, Scalar) and len(node.text) <= 4 * most:
        text = " ".join(node.text.split())
        if text and not (node.plain and text in _NULL):
            return text
        _nothing(node, report, expects)
        return None
    report.error(node, "wrong-value", f"this should be {expects}, not {found(node)}", _one_of(node))
    return None


def _one_of(node: Node) -> str:
    """Return what to write for a list or a block where one value is taken."""
    if isinstance(node, Sequence) and len(node.items) == 1 and isinstance(node.items[0], Scalar):
        return f"write `{node.items[0].text[:MAX_VALUE]}`"
    if isinstance(node, Mapping) and len(node.entries) == 1:
        value = node.entries[0][1]
        if isinstance(value, Scalar) and value.text:
            return f"write `{value.text[:MAX_VALUE]}`"
    if isinstance(node, Mapping) and node.get("left") and node.get("right"):
        return "make two exercises of it, with `side: left` and `side: right`"
    return ""


def _nothing(node: Node, report: Report, expects: str) -> None:
    rest = node.source.line(node.line)[node.end_column - 1 :].strip()
    if re.match(r"#\S", rest):
        message = "`#` starts a comment, so there is no text here"
        report.error(node, "comment", message, f"put the text in quotes: {quoted(rest)}")
        return
    blank = isinstance(node, Scalar) and node.text
    message = f"`{blank}` stands for nothing" if blank else "there is nothing here"
    report.error(node, "empty", message, f"write {expects}, or delete the word")


def doubled(name: str, first: Node, second: Node, report: Report) -> None:
    """Report a word that stands twice in one block."""
    message = f"`{name[:60]}` stands here again; it stands on line {first.line} already"
    hint = "keep one of the two"
    if name == "name":
        hint += "; start the next exercise with `- name:`"
    if name == "exercises":
        hint = "keep the first, and put all exercises below it"
    report.error(second, "doubled-key", message, hint)


@dataclass(frozen=True)
class Lines(Generic[T]):
    """One value or a list of them."""

    of: Value[T]

    @property
    def expects(self) -> str:
        return f"{self.of.expects}, or a list of them"

    def read(self, node: Node, report: Report) -> tuple[T, ...] | None:
        if not isinstance(node, Sequence):
            value = self.of.read(node, report)
            return None if value is None else (value,)
        if not node.items:
            report.error(node, "empty", "this list is empty", "add an entry, or delete the word")
            return None
        values = [self.of.read(item, report) for item in node.items]
        return tuple(v for v in values if v is not None) if None not in values else None

    def schema(self) -> Schema:
        one = self.of.schema()
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


@dataclass(frozen=True)
class Choice:
    """One of a few words. `not_words` says what to write for words that people try."""

    words: tuple[str, ...]
    not_words: tuple[tuple[str, str], ...] = ()

    @property
    def expects(self) -> str:
        return one_of(self.words)

    def read(self, node: Node, report: Report) -> str | None:
        word = word_of(node, report, self.expects)
        if word is None:
            return None
        if word.casefold() in self.words:
            return word.casefold()
        hint = dict(self.not_words).get(word.casefold())
        if hint is None:
            close = close_to(word, self.words)
            hint = f"did you mean `{close}`?" if close else f"write {self.expects}"
        one = "one of " if len(self.words) > 1 else ""
        message = f"`{word}` is not {one}{', '.join(f'`{w}`' for w in self.words)}"
        report.error(node, "wrong-value", message, hint)
        return None

    def schema(self) -> Schema:
        return {"enum": list(self.words)}


def one_of(words: Iterable[str]) -> str:
    """Join words as a choice: `a`, `b` or `c`."""
    *most, last = (f"`{word}`" for word in words)
    return f"{', '.join(most)} or {last}" if most else last


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    expects: str = "`yes` or `no`"

    def read(self, node: Node, report: Report) -> bool | None:
        word = word_of(node, report, self.expects)
        if word is None:
            return None
        folded = word.casefold()
        if folded in {"yes", "true", "on"}:
            return True
        if folded in {"no", "false", "off"}:
            return False
        report.error(
            node, "wrong-value", f"`{word}` is neither yes nor no", f"write {self.expects}"
        )
        return None

    def schema(self) -> Schema:
        return {"enum": [True, False, "yes", "no"]}  # editors read YAML 1.2: `yes` is a text


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """A value that is written as one text, such as ``1 min 30 s`` or ``5 to 10``.

    `parse` returns the value, or a (message, hint) that says what is wrong. `pattern` is what an
    editor holds it against; `bare` says that it may be a number alone.
    """

    expects: str
    parse: Callable[[str], T | Wrong]
    pattern: str = ""
    code: str = "wrong-value"
    bare: bool = False

    def read(self, node: Node, report: Report) -> T | None:
        text = word_of(node, report, self.expects)
        if text is None:
            return None
        value = self.parse(text)
        if isinstance(value, Wrong):
            report.error(node, value.code or self.code, value.message, value.hint)
            return None
        return value

    def schema(self) -> Schema:
        schema: Schema = {"type": ["string", "number"] if self.bare else "string"}
        if self.pattern:
            schema["pattern"] = self.pattern
        return schema


@dataclass(frozen=True)
class Between:
    """A whole number with limits."""

    least: int
    most: int

    @property
    def expects(self) -> str:
        return f"a whole number from {self.least} to {self.most}"

    def read(self, node: Node, report: Report) -> int | None:
        word = word_of(node, report, self.expects)
        if word is None:
            return None
        if re.fullmatch(r"\d{1,9}", word) and self.least <= int(word) <= self.most:
            return int(word)
        message = f"`{word}` is not {self.expects}"
        hint = f"write {self.expects}"
        if re.fullmatch(r"-?\d{1,9}", word):
            low = int(word) < self.least
            hint = f"write `{self.least}` or more" if low else f"write `{self.most}` or less"
        report.error(node, "wrong-value", message, hint)
        return None

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


DURATION = Parsed("a time with its unit, such as `30 s`", duration, DURATION_SCHEMA)
PERIOD = Parsed("a time with its unit, such as `30 s`", positive(duration), DURATION_SCHEMA)
PERIOD_RANGE = Parsed(
    "a time such as `30 s`, or a range such as `30 to 60 s`", positive_range, RANGE_SCHEMA
)
COUNT = Parsed("a whole number, such as `5`", count, r"^[0-9]+$", bare=True)
COUNT_RANGE = Parsed(
    "a whole number such as `5`, or a range such as `5 to 10`",
    count_range,
    r"^[0-9]+( *(to|-|–) *[0-9]+)?$",  # noqa: RUF001 - authors type every dash
    bare=True,
)
