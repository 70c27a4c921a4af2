"""The types of value that a key can have: how to read, describe and validate each.

A type reads one node. It returns the value, or adds a problem to the report and returns None, so
that one run finds all the problems of a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from coach.format import doses
from coach.format.diagnosis import Report
from coach.format.doses import Wrong, count, count_range, positive_duration, positive_range
from coach.format.forms import FORMAT, LOCAL_FILE, day, format_number, local_file
from coach.format.instead import instead
from coach.format.source import Edit
from coach.format.tree import Mapping, Node, Scalar, Sequence
from coach.format.writing import indent_at, joined, one_of, quoted
from coach.model.problems import close_to
from coach.model.rules import rule
from coach.model.units import Range

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Schema = dict[str, Any]

MAX_VALUE = 200
"""The most characters that a value such as a time may have; texts may be longer."""


class Value(Protocol[T_co]):
    """A type of value.

    Attributes:
        expects: what it takes, worded to follow "this should be".
    """

    @property
    def expects(self) -> str: ...

    def read(self, node: Node, report: Report) -> T_co | None: ...

    def schema(self) -> Schema: ...


def found(node: Node) -> str:
    """Describe a node for a message."""
    if isinstance(node, Mapping):
        first = node.keys[0] if node.keys else None
        return f"the key `{first[:60]}:`" if first is not None else "empty braces"
    if isinstance(node, Sequence):
        return "a list"
    assert isinstance(node, Scalar)  # noqa: S101 - there are three kinds of node
    text = " ".join(node.text[:MAX_VALUE].split())
    return f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`" if text else "nothing"  # noqa: PLR2004


_NULL = {"~", "null", "Null", "NULL"}
"""Spellings of an empty value in YAML, which would be read aloud here."""


def word_of(node: Node, report: Report, expects: str, most: int = MAX_VALUE) -> str | None:
    """Return a scalar's text with its white space folded; report anything else.

    A text of far more than `most` characters is refused before it is searched for anything.
    """
    if isinstance(node, Scalar) and len(node.text) <= 4 * most:
        text = node.folded
        if text and not (node.plain and text in _NULL):
            return text
        _report_empty(node, report, expects)
        return None
    hint, edit = _single(node)
    report.error(node, "wrong-value", f"this should be {expects}, not {found(node)}", hint, edit)
    return None


def _single(node: Node) -> tuple[str, Edit | None]:
    """Suggest what to write for a list or a block where a single value is needed."""
    one: Node | None = None
    if isinstance(node, Sequence) and len(node.items) == 1:
        one = node.items[0]
    elif isinstance(node, Mapping) and len(node.entries) == 1:
        one = node.entries[0][1]
    if isinstance(one, Scalar) and one.text:
        return f"write `{one.text[:MAX_VALUE]}`", node.replaced(one.written)
    if isinstance(node, Mapping) and node.get("left") and node.get("right"):
        return "split it into two exercises, with `side: left` and `side: right`", None
    return "", None


def _listed(node: Node) -> str:
    """Return a short list of texts as one text; empty for any other node."""
    if not isinstance(node, Sequence) or not 1 < len(node.items) <= 20:  # noqa: PLR2004 - no slip
        return ""
    texts = [item.folded for item in node.items if isinstance(item, Scalar)]
    return ", ".join(texts) if len(texts) == len(node.items) and len(str(texts)) < MAX_VALUE else ""


@rule("empty", "hold:", "hold: 10 s")
def _report_empty(node: Scalar, report: Report, expects: str) -> None:
    """A key needs a value after its colon, and a list needs an entry. Otherwise delete the key."""
    rest = node.source.line(node.line)[node.source.place(node.end)[1] - 1 :].strip()
    if re.match(r"#\S", rest):
        message = "`#` starts a comment, so there is no text here"
        report.error(node, "comment", message, f"put the text in quotes: {quoted(rest)}")
        return
    message = f"`{node.text}` is an empty value in YAML" if node.text else "there is nothing here"
    report.error(node, "empty", message, f"write {expects}, or delete the key")


@rule("doubled-key", "hold: 10 s\nreps: 3\nhold: 20 s", "hold: 10 s\nreps: 3")
def report_duplicate(name: str, first: Node, second: Node, report: Report) -> None:
    """A block can have each key only once; with two of them, nobody knows which one you mean."""
    message = f"`{name[:60]}` is already on line {first.span.line}"
    hint = "keep one of the two"
    if name == "name":
        hint += "; start the next exercise with `- name:`"
    if name == "exercises":
        hint = "keep the first, and put all exercises below it"
    report.error(second, "doubled-key", message, hint)


@dataclass(frozen=True)
class OneOrMany(Generic[T]):
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
            report.error(node, "empty", "this list is empty", "add an entry, or delete the key")
            return None
        values = [self.of.read(item, report) for item in node.items]
        return tuple(v for v in values if v is not None) if None not in values else None

    def schema(self) -> Schema:
        one = self.of.schema()
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


@dataclass(frozen=True)
class Choice:
    """One of a few words. `meant` returns a hint for other words that people write."""

    words: tuple[str, ...]
    meant: Callable[[str], str | None] = field(default=lambda _: None, hash=False)

    @property
    def expects(self) -> str:
        return one_of(self.words)

    def read(self, node: Node, report: Report) -> str | None:
        listed = _listed(node)
        word = listed or word_of(node, report, self.expects)
        if word is None:
            return None
        if word.casefold() in self.words and not listed:
            return word.casefold()
        hint = self.meant(word)
        if hint is None:
            close = close_to(word, self.words)
            hint = f"did you mean `{close}`?" if close else f"write {self.expects}"
        only = re.match(r"(?:write|did you mean) `([\w ]+)`\??$", hint)
        edit = node.replaced(only[1]) if only and only[1] in self.words else None
        one = "one of " if len(self.words) > 1 else ""
        message = f"`{word}` isn't {one}{', '.join(f'`{w}`' for w in self.words)}"
        report.error(node, "wrong-value", message, hint, edit)
        return None

    def schema(self) -> Schema:
        return {"enum": list(self.words)}


def words_for(**meant: str) -> Callable[[str], str | None]:
    """Return a choice's `meant`, given each hint with its words, separated by `|`."""
    table = {word: hint for hint, words in meant.items() for word in words.split("|")}
    return lambda word: table.get(word.casefold())


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    expects: str = "`yes` or `no`"

    def read(self, node: Node, report: Report) -> bool | None:
        word = word_of(node, report, self.expects)
        if word is None:
            return None
        for value, words in ((True, ("yes", "true", "on")), (False, ("no", "false", "off"))):
            if word.casefold() in words:
                return value
        message = f"`{word}` is neither yes nor no"
        report.error(node, "wrong-value", message, f"write {self.expects}")
        return None

    def schema(self) -> Schema:
        return {"enum": [True, False, "yes", "no"]}  # editors read YAML 1.2: `yes` is a text


def report_wrong(node: Node, text: str, wrong: Wrong, report: Report) -> None:
    """Report a value that couldn't be read, with what to write for this key instead."""
    whole = report.value is node
    name = report.key.text if report.key and (whole or isinstance(report.value, Sequence)) else ""
    if wrong.code not in {"no-unit", "too-large", "backwards"} and len(text) <= MAX_VALUE:
        wrong = instead(name, text) or wrong
    value = wrong.value or (wrong.write.get(name, "") if len(wrong.write) == 1 else "")
    if value:
        hint, edit = f"write `{value}`", None if wrong.loses else node.replaced(value)
    else:
        hint, edit = _in_keys(name, wrong), _in_other_keys(node, wrong, report) if whole else None
    report.error(node, wrong.code or "wrong-value", wrong.message, wrong.hint or hint, edit)


def _in_keys(name: str, wrong: Wrong) -> str:
    """Return the keys and values to write, as a hint."""
    if not wrong.write:
        return ""
    where = "" if name in wrong.write else f" instead of `{name}`"
    own_lines = ", each on its own line" if len(wrong.write) > 1 and not where else ""
    return f"write {joined(f'`{k}: {v}`' for k, v in wrong.write.items())}{where}{own_lines}"


def _in_other_keys(node: Node, wrong: Wrong, report: Report) -> Edit | None:
    """Return the edit that replaces a key and its value with several keys, if possible."""
    key, block = report.key, report.block
    if (
        not wrong.write
        or wrong.loses
        or key is None
        or block is None
        or node.source is not key.source
    ):
        return None
    others, there = set(wrong.write) - {key.text}, set(block.keys) - {key.text}
    if others & there or (others & report.kinds and there & report.kinds):
        return None
    lines = [f"{name}: {value}" for name, value in wrong.write.items()]
    between = ", " if block.flow else f"\n{indent_at(key)}"
    return Edit(key.start, node.end, between.join(lines))


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """A value that is written as one text, such as ``1 min 30 s`` or ``5 to 10``.

    Attributes:
        expects: what it takes, for messages.
        parse: returns the value, or what is wrong.
        pattern: a regular expression for editors to check the text with.
        bare: whether it may be a bare number, without a unit.
    """

    expects: str
    parse: Callable[[str], T | Wrong]
    pattern: str = ""
    bare: bool = False

    def read(self, node: Node, report: Report) -> T | None:
        if (listed := _listed(node)) and report.key and instead(report.key.text, listed):
            report_wrong(node, listed, Wrong(""), report)
            return None
        text = word_of(node, report, self.expects)
        if text is None:
            return None
        value = self.parse(text)
        if isinstance(value, Wrong):
            report_wrong(node, text, value, report)
            return None
        return value

    def schema(self) -> Schema:
        schema: Schema = {"type": ["string", "number"] if self.bare else "string"}
        if self.pattern:
            schema["pattern"] = self.pattern
        return schema


@dataclass(frozen=True)
class WholeNumber:
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
        hint = f"write {self.expects}"
        if re.fullmatch(r"-?\d{1,9}", word):
            low = int(word) < self.least
            hint = f"write `{self.least}` or more" if low else f"write `{self.most}` or less"
        report_wrong(node, word, Wrong(f"`{word}` isn't {self.expects}", hint), report)
        return None

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class HoldTime:
    """The value of `hold`: the times of the reps in seconds, or a number of breaths."""

    times_s: tuple[Range[float], ...] = ()
    breaths: int | None = None


_BARE = re.compile(r"\d{1,4}(?:\.\d)?")


@dataclass(frozen=True)
class Hold:
    """A time, a range, a list with a time for each rep, or breaths."""

    expects: str = "a time such as `30 s`, a range, a list with a time for each rep, or `5 breaths`"

    def read(self, node: Node, report: Report) -> HoldTime | None:
        if isinstance(node, Sequence):
            return self._listed(node, report)
        text = word_of(node, report, self.expects)
        if text is None:
            return None
        number, _, unit = text.rpartition(" ")
        if unit.casefold() in {"breath", "breaths"} and number.strip().isdecimal():
            breaths = count(number.strip())
            if isinstance(breaths, Wrong):
                report.error(node, "wrong-value", breaths.message, "write `5 breaths`")
                return None
            return HoldTime(breaths=breaths)
        time = TIMES.read(node, report)
        return None if time is None else HoldTime((time,))

    def _listed(self, node: Sequence, report: Report) -> HoldTime | None:
        bare = [i.text for i in node.items if isinstance(i, Scalar) and _BARE.fullmatch(i.text)]
        if len(bare) == len(node.items) > 1:
            listed = ", ".join(f"{number} s" for number in bare[:20])
            hint = f"write `[{listed}]`, with a unit after each time"
            edit = node.replaced(f"[{listed}]") if len(bare) <= 20 else None  # noqa: PLR2004
            message = f"the times in this list need units: {', '.join(bare[:20])}"
            report.error(node, "no-unit", message, hint, edit)
            return None
        times = OneOrMany(TIME).read(node, report)
        return None if times is None else HoldTime(tuple(Range(t, t) for t in times))

    def schema(self) -> Schema:
        times: Schema = {"type": "array", "items": TIME.schema(), "minItems": 1}
        pattern = f"{doses.RANGE_PATTERN}|{doses.BREATHS_PATTERN}"
        return {"anyOf": [{"type": "string", "pattern": pattern}, times]}


ANY_TIME = Parsed(
    "a time with its unit, such as `30 s`", doses.duration, doses.DURATION_PATTERN
)  # fmt: skip
TIME = Parsed("a time with its unit, such as `30 s`", positive_duration, doses.DURATION_PATTERN)
TIMES = Parsed(
    "a time such as `30 s`, or a range such as `30 to 60 s`", positive_range, doses.RANGE_PATTERN
)
COUNT = Parsed("a whole number, such as `5`", count, doses.COUNT_PATTERN, bare=True)
COUNTS = Parsed(
    "a whole number such as `5`, or a range such as `5 to 10`", count_range,
    doses.COUNTS_PATTERN, bare=True,
)  # fmt: skip
DATE = Parsed("a date such as `2026-11-01`", day)
FORMAT_NUMBER = Parsed(f"the format number, `{FORMAT}`", format_number, f"^{FORMAT}$", bare=True)
FILE_NAME = Parsed("a file name such as `knee.png`", local_file, LOCAL_FILE)
