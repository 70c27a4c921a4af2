"""A block: a set of words with values, and the reading of one that finds every slip in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any, Generic, TypeVar

from coach.format.fields import Fields, Found
from coach.format.leaflets import a_time, as_exercise
from coach.format.nodes import MAX_NODES, Mapping, Node, Scalar, Sequence
from coach.format.quantities import Wrong
from coach.format.synonyms import heading
from coach.format.values import MAX_VALUE, Lines, Report, Schema, Value, doubled, found
from coach.model.problems import Problem, Severity, close_to

T = TypeVar("T")

LEAST_LIKE = 0.65
"""How like a word must be, from 0 to 1: `muscles` is not `use`."""


@dataclass(frozen=True)
class Word:
    """One word of the format.

    Attributes:
        name: as it stands in the file.
        value: what it takes.
        says: what it means, one sentence for the reference and for editors.
        example: what to add where it is missing, if that is more than what it takes.
        required: whether a block is wrong without it.
    """

    name: str
    value: Value[Any]
    says: str
    required: bool = False
    example: str = ""


def _no_guess(_name: str, _value: Node, _block: Mapping) -> str:
    return ""


def _as_it_is(node: Node, _report: Report) -> Node | None:
    return node


@dataclass(frozen=True)
class Block:
    """A kind of block, such as an exercise.

    Attributes:
        name: with its article, such as ``an exercise``.
        meant: what authors write for a word, and the word.
        elsewhere: words that belong to another block, and that block's name.
        usual: the words that a hint names, where there are many.
        guess: a hint for a word that is told by its value or its neighbours; empty for none.
        shape: puts a block of another shape right; see `shapes`.
        rules: what its schema says beside its words.
    """

    name: str
    words: tuple[Word, ...]
    meant: dict[str, str] = field(default_factory=dict, hash=False)
    elsewhere: dict[str, str] = field(default_factory=dict, hash=False)
    usual: tuple[str, ...] = ()
    guess: Callable[[str, Node, Mapping], str] = field(default=_no_guess, hash=False)
    shape: Callable[[Node, Report], Node | None] = field(default=_as_it_is, hash=False)
    rules: Schema = field(default_factory=dict, hash=False)

    @property
    def expects(self) -> str:
        return f"{self.name}: a set of words such as `{self.words[0].name}:`"

    @cached_property
    def by_name(self) -> dict[str, Word]:
        """The words by their names."""
        return {word.name: word for word in self.words}

    def read(self, node: Node, report: Report) -> Fields | None:  # noqa: C901 - a word's ways
        """Read a block; words that could not be read are left out and reported."""
        shaped = self.shape(node, report)
        if shaped is None:
            return None
        node = shaped
        if not isinstance(node, Mapping):
            names = ", ".join(f"`{w.name}:`" for w in self.words[:3])
            message = f"this should be {self.name} with words such as {names}, not {found(node)}"
            report.error(node, "wrong-value", message, self._hint(node))
            return None
        node = self._gathered(node, report)
        fields = Fields(node)
        first: dict[str, Node] = {}
        another = False
        for key, value in node.entries:
            if report.full:
                break
            if not isinstance(key, Scalar):
                report.error(key, "unknown-key", f"a word of {self.name} can't be {found(key)}")
                continue
            name = key.text
            if name in first:
                if not another:
                    doubled(name, first[name], key, report)
                # The words after a second name are the next exercise's: one problem, not five.
                another = another or name == "name"
                continue
            first[name] = key
            word = self.by_name.get(name)
            if word is None:
                meant = self._unknown(key, value, node, report)
                fields.meant.add(meant)
                if meant == "exercises":
                    self._more_exercises(fields, key, value, report)
                continue
            result = word.value.read(value, report)
            if result is not None and name == "exercises":
                result = (*fields.take(name, ()), *result)
            if result is not None:
                fields[name] = Found(result, key, value)
        self._missing(fields, first, report)
        return fields

    def _gathered(self, node: Mapping, report: Report) -> Mapping:
        """Tell of words that stand beside the empty word whose own they are; put them into it.

        As in ``remind:``, and right below it ``every: 12 s``, not indented.
        """
        if not any(isinstance(value, Scalar) and not value.text for _, value in node.entries):
            return node
        gathered: list[tuple[Node, Node]] = []
        inside: list[tuple[Node, Node]] = []
        inner: frozenset[str] = frozenset()
        for key, value in (*node.entries, (None, None)):
            name = key.text if isinstance(key, Scalar) else ""
            if inner and name in inner and key is not None and value is not None:
                inside.append((key, value))
                continue
            if inside:
                self._outside(gathered[-1][0], inside, report)
                owner, first = gathered[-1][0], inside[0][0]
                place = (first.source, first.line, first.column, first.end_column)
                gathered[-1] = owner, Mapping(*place, tuple(inside))
                inside = []
            if key is None or value is None:
                break
            gathered.append((key, value))
            word = self.by_name.get(name)
            empty = isinstance(value, Scalar) and not value.text and value.plain
            inner = inner_words(word.value) if word is not None and empty else frozenset()
        return (
            node if len(gathered) == len(node.entries) else replace(node, entries=tuple(gathered))
        )

    def _outside(self, owner: Node, inside: list[tuple[Node, Node]], report: Report) -> None:
        name = owner.text if isinstance(owner, Scalar) else ""
        names = [f"`{key.text}`" for key, _ in inside if isinstance(key, Scalar)]
        belong, them = ("belongs", "it") if len(names) == 1 else ("belong", "them")
        message = f"{joined(names)} {belong} to the `{name}` above, and must be indented below it"
        hint = f"put two more spaces before {them}"
        report.error(inside[0][0], "indentation", message, hint)

    def _missing(self, fields: Fields, first: dict[str, Node], report: Report) -> None:
        """Report the words that are needed and neither stand there nor seem to be meant."""
        for word in self.words:
            if word.required and word.name not in first and word.name not in fields.meant:
                message = f"{self.name} needs `{word.name}`"
                hint = f"add `{word.name}:`, {word.value.expects}"
                if word.example:
                    hint = f"add `{word.example}`"
                report.error(fields.at, "missing-key", message, hint)

    def _unknown(self, key: Scalar, value: Node, block: Mapping, report: Report) -> str:
        """Report a word that this block does not have; return the one that was meant, if any."""
        if report.full:
            return ""
        name = key.text[:60]
        empty = isinstance(value, Scalar) and not value.text
        if block.flow and empty:
            message = f"the comma before `{name}` starts a new word, as everywhere inside {{ }}"
            hint = "put the text that has the comma in quotes, or write each word on its own line"
            report.error(key, "comma", message, hint)
            return ""
        if shape := self._shape(name, value, block, report, key):
            return shape
        if hint := self.guess(_plain(name), value, block):
            report.error(key, "unknown-key", f"unknown key `{name}`", hint)
            return self.meant.get(_plain(name), "")
        meant = self.meant.get(_plain(name)) or self._near(name)
        if name in self.elsewhere and meant != name:
            message = f"`{name}` is no word of {self.name}"
            report.error(key, "unknown-key", message, f"it belongs to {self.elsewhere[name]}")
            return ""
        hint = f"did you mean `{meant}`?" if meant else self._known()
        inside: list[Problem] = []
        if meant in self.by_name and block.get(meant) is None and meant != "exercises":
            more, inside = self._meant(self.by_name[meant], value)
            hint += more
        report.error(key, "unknown-key", f"unknown key `{name}`", hint)
        for problem in inside:
            report.add(problem)
        return meant or ""

    def _more_exercises(self, fields: Fields, key: Node, value: Node, report: Report) -> None:
        """Read exercises that stand under another word, so that their own problems are told."""
        more = self.by_name["exercises"].value.read(value, report)
        if more is not None:
            fields["exercises"] = Found((*fields.take("exercises", ()), *more), key, value)

    def _meant(self, word: Word, value: Node) -> tuple[str, list[Problem]]:
        """Read a value as the word that was meant: what a hint goes on with, and its problems.

        So that who mends the word finds nothing more to mend below it.
        """
        report = Report()
        word.value.read(value, report)
        if not report.errors or not isinstance(value, Scalar):
            return "", report.problems
        doubts = [p for p in report.problems if p.severity is not Severity.ERROR]
        error = next(p for p in report.problems if p.severity is Severity.ERROR)
        return (f" then {error.hint}" if error.hint.startswith("write ") else ""), doubts

    def _shape(self, name: str, value: Node, block: Mapping, report: Report, key: Scalar) -> str:
        """Report a heading that stands where a word should; return the word that was meant."""
        if "exercises" in self.by_name and self.meant.get(_plain(name)) != "exercises":
            hint = heading(key, value, block)
            if hint:
                report.error(key, "unknown-key", f"unknown key `{name}`", hint)
                return "exercises"
        return ""

    def knows(self, name: str) -> bool:
        """Whether a word is one of this block, misspelled or of another block, and no name."""
        return bool(
            name in self.by_name
            or name in self.elsewhere
            or _plain(name) in self.meant
            or self._near(name)
        )

    def _known(self) -> str:
        """Say which words there are: all of a few, else the usual ones."""
        if not self.usual:
            return f"{self.name} knows {joined(f'`{w.name}`' for w in self.words)}"
        words = joined(f"`{word}`" for word in self.usual)
        where = "`docs/writing-routines.md` has the rest"
        if "note" in self.by_name:
            where += "; `note:` keeps what is only to be read"
        return f"the usual words of {self.name} are {words}; {where}"

    def _near(self, name: str) -> str | None:
        """Return the word that was meant by one that is misspelled, if any comes near."""
        words = [*(w.name for w in self.words), *self.meant]
        turned = (w for w in words if sorted(w) == sorted(name.casefold()))
        close = next(turned, None) or close_to(name, words)
        if close is None or SequenceMatcher(None, _plain(name), close).ratio() < LEAST_LIKE:
            return None
        return self.meant.get(close, close)

    def _hint(self, node: Node) -> str:
        if not isinstance(node, Scalar):
            return ""
        if match := re.match(r"([a-z_]+) ?= ?\S", node.text):
            return f"write `{match[1]}:` with a colon, and each word on a line of its own"
        if ":" in node.text:
            return "put a space after each colon: `name: Cat-Cow`"
        if node.text.casefold().startswith(("rest", "pause")) and "name" in self.by_name:
            return f"write `- rest: {a_time(node.text) or '30 s'}`"
        if node.text and "use" in self.by_name:
            heading = (
                ""
                if re.search(r"\d", node.text)
                else f"; or `# {node.text[:60]}` if it is a heading"
            )
            return f"write {as_exercise(node.text)}{heading}"
        return f"start it with a word and a colon, such as `{self.words[0].name}:`"

    def schema(self) -> Schema:
        schema: Schema = {
            "type": "object",
            "properties": {w.name: {**w.value.schema(), "description": w.says} for w in self.words},
            "additionalProperties": False,
            **self.rules,
        }
        required = [w.name for w in self.words if w.required]
        if required:
            schema["required"] = required
        return schema


def inner_words(value: Value[Any]) -> frozenset[str]:
    """Return the words that a value may consist of, where it is a block."""
    if isinstance(value, Block):
        return frozenset(value.by_name)
    if isinstance(value, Either):
        return frozenset().union(*(inner_words(kind) for kind in value.kinds))
    if isinstance(value, Lines):
        return inner_words(value.of)
    return frozenset(getattr(value, "inner", ()))


def joined(words: Iterable[str]) -> str:
    """Join words as people do: a, b and c."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def _plain(name: str) -> str:
    return "_".join(name.strip().casefold().replace("-", " ").split())


def each_of(items: Iterable[Node], value: Value[T], report: Report) -> Iterator[T]:
    """Yield what could be read of a list's entries, until there are too many errors."""
    for item in items:
        if report.full:
            return
        read = value.read(item, report)
        if read is not None:
            yield read


@dataclass(frozen=True)
class ListOf:
    """A list of blocks.

    `text_hint` is what to do with a text in its place, `slip` knows better of a block in its place,
    `most` is how many there may be, `told` knows better what to write for a text.
    """

    block: Block
    text_hint: str = ""
    slip: Callable[[Mapping], str] = field(default=lambda _: "", hash=False)
    most: int = MAX_NODES
    told: Callable[[str], str] = field(default=lambda _: "", hash=False)

    @property
    def expects(self) -> str:
        return f"a list, each entry {self.block.name}, starting with `- `"

    def read(self, node: Node, report: Report) -> tuple[Fields, ...] | None:
        if isinstance(node, Scalar) and not node.text:
            first = self.block.words[0].name
            hint = f"write the list below it, each entry starting with `- {first}:`"
            report.error(node, "empty", "there is nothing here", hint)
            return None
        if not isinstance(node, Sequence):
            first = self.block.words[0].name
            message = f"this should be a list, each entry {self.block.name}, not {found(node)}"
            hint = f"start each entry with `- {first}:`"
            if isinstance(node, Mapping):
                message = f"the dash before {self.block.name} is missing"
                hint = self.slip(node) or hint
            elif isinstance(node, Scalar) and (told := self.told(node.text[:MAX_VALUE])):
                hint = told
            elif self.text_hint and isinstance(node, Scalar) and node.text:
                hint += self.text_hint
            report.error(node, "wrong-value", message, hint)
            return None
        if not node.items:
            report.error(node, "empty", "this list is empty", f"add {self.block.name}")
            return None
        if len(node.items) > self.most:
            message = f"there are {len(node.items):,} entries; the most is {self.most}"
            report.error(node, "too-large", message, "leave some out")
            return None
        return tuple(each_of(node.items, self.block, report))

    def schema(self) -> Schema:
        return {"type": "array", "items": self.block.schema(), "minItems": 1}


def _as_text(node: Node) -> str:
    """Return a text with its white space folded, or the entries of a short list as one."""
    if isinstance(node, Sequence) and len(node.items) <= 20:  # noqa: PLR2004 - more are no slip
        return ", ".join(_as_text(item) for item in node.items)
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""


@dataclass(frozen=True)
class Meant(Generic[T]):
    """A value, with better answers for what people say in its place.

    `slips` is asked about a text that could not be read; None where it knows no better.
    """

    of: Value[T]
    slips: Callable[[str], Wrong | None]

    @property
    def expects(self) -> str:
        return self.of.expects

    def read(self, node: Node, report: Report) -> T | None:
        own = Report()
        value = self.of.read(node, own)
        wrong = None
        # The numbers of a list that lack their unit have been told of better.
        listed = isinstance(node, Sequence) and any(p.code == "no-unit" for p in own.problems)
        itself = not listed and any(problem.span == node.span for problem in own.problems)
        if value is None and itself and 0 < len(text := _as_text(node)) <= MAX_VALUE:
            wrong = self.slips(text)
        if wrong is not None:
            report.error(node, wrong.code or "wrong-value", wrong.message, wrong.hint)
        else:
            for problem in own.problems:
                report.add(problem)
        return value

    def schema(self) -> Schema:
        return self.of.schema()


@dataclass(frozen=True)
class Either:
    """One kind of value or another, told apart by the node's shape."""

    expects: str
    pick: Callable[[Node], Value[Any]]
    kinds: tuple[Value[Any], ...]

    def read(self, node: Node, report: Report) -> Any:
        return self.pick(node).read(node, report)

    def schema(self) -> Schema:
        return {"anyOf": [kind.schema() for kind in self.kinds]}
