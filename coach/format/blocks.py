"""Blocks: sets of keys with values, and the code that reads them and reports every mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from coach.format.diagnosis import Diagnosis, Report
from coach.format.fields import Fields, Found
from coach.format.recovery import reread
from coach.format.tree import MAX_NODES, Mapping, Node, Scalar, Sequence
from coach.format.values import MAX_VALUE, OneOrMany, Schema, Value, found, report_duplicate

T = TypeVar("T")
Shape = Callable[[Node, "Block"], Diagnosis | None]
"""A rule about the shape of a block, which returns what is wrong with it, if anything.

With an edit (or `read_as`), reading goes on with the edited block; without, the block is skipped.
"""

MOST_EDITS = 5
"""How many times one rule may change the same block."""


@dataclass(frozen=True)
class Key:
    """Everything about one key of the format.

    Attributes:
        name: the key as authors write it.
        value: the type of its value.
        doc: what it means, in a sentence or two for the reference and for editors.
        field: its field in the block's model: `dose.rest_s` for one in a group, `facts` for one
            that is only printed, with the key as its label.
        required: whether every block needs it.
        example: what to add if it is missing, where `value.expects` isn't clear enough.
        aliases: what authors may write instead, in English and other languages; space-separated.
        kind: whether it sets the kind of an exercise.
        only_with: the kinds of exercise that use it, space-separated; empty for all of them.
    """

    name: str
    value: Value[Any]
    doc: str
    field: str = ""
    required: bool = False
    example: str = ""
    aliases: str = ""
    kind: bool = False
    only_with: str = ""


@dataclass(frozen=True)
class Block:
    """A type of block, such as an exercise.

    Attributes:
        id: what rules about its shape are registered under, such as ``phase``.
        name: its name with an article, such as ``a phase``.
        model: called with the values of its keys, by field name.
        where: a hint about where its keys belong, for when one is found in another block.
        usual: the keys that a hint names, if there are too many to name them all.
        needs: additional rules for its JSON Schema.
    """

    id: str
    name: str
    keys: tuple[Key, ...]
    model: Callable[..., Any] | None = None
    where: str = ""
    usual: tuple[str, ...] = ()
    needs: Schema = field(default_factory=dict, hash=False)

    @property
    def expects(self) -> str:
        return f"{self.name}: a set of keys such as `{self.keys[0].name}:`"

    @property
    def noun(self) -> str:
        """Its name without the article."""
        return self.name.removeprefix("a ").removeprefix("an ")

    @cached_property
    def by_name(self) -> dict[str, Key]:
        """The keys by their names."""
        return {key.name: key for key in self.keys}

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The keys of which a block has exactly one."""
        return frozenset(key.name for key in self.keys if key.kind)

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Each alias, with the key that it stands for."""
        return {alias: key.name for key in self.keys for alias in key.aliases.split()}

    def read(self, node: Node, report: Report) -> Fields | None:
        """Read a block; keys that can't be read are reported and left out."""
        shaped = self._shaped(node, report)
        if shaped is None:
            return None
        node = shaped
        if not isinstance(node, Mapping):
            names = ", ".join(f"`{key.name}:`" for key in self.keys[:3])
            message = f"this should be {self.name} with keys such as {names}, not {found(node)}"
            report.error(node, "wrong-value", message, HOOKS.non_block_hint(node, self))
            return None
        fields = Fields(node, self)
        outer = report.key, report.value, report.block, report.kinds
        for key, value in _once(node, report):
            known = self.by_name.get(key.text)
            report.key, report.value, report.block, report.kinds = key, value, node, self.kinds
            if known is None:
                fields.meant.add(HOOKS.unknown_key(key, value, fields, report))
                continue
            result = known.value.read(value, report)
            if result is not None and key.text in fields:
                result = (*fields.take(key.text), *result)
            if result is not None:
                fields[key.text] = Found(result, key, value)
        report.key, report.value, report.block, report.kinds = outer
        self._missing(fields, report)
        return fields

    def _shaped(self, node: Node, report: Report) -> Node | None:
        """Return a block as its author most likely meant it; None if there is no more to read."""
        for shape in SHAPES.get(self.id, ()):
            for _ in range(MOST_EDITS):
                diagnosis = None if report.full else shape(node, self)
                if diagnosis is None:
                    break
                report.add(diagnosis, node.source)
                edit = diagnosis.edit or diagnosis.read_as
                changed = edit and reread(node, edit)
                if not changed:
                    return None
                node = changed
        return node

    def _missing(self, fields: Fields, report: Report) -> None:
        """Report missing required keys, unless a misspelled key seems to be meant as one."""
        for key in self.keys:
            if key.required and key.name not in fields.names | fields.meant:
                hint = (
                    f"add `{key.example}`"
                    if key.example
                    else f"add `{key.name}:`, {key.value.expects}"
                )
                report.error(fields.at, "missing-key", f"{self.name} needs `{key.name}`", hint)

    def schema(self) -> Schema:
        schema: Schema = {
            "type": "object",
            "properties": {k.name: {**k.value.schema(), "description": k.doc} for k in self.keys},
            "additionalProperties": False,
            **self.needs,
        }
        required = [key.name for key in self.keys if key.required]
        if required:
            schema["required"] = required
        return schema


def _once(node: Mapping, report: Report) -> Iterator[tuple[Scalar, Node]]:
    """Yield each key of a block with its value; report duplicate keys."""
    first: dict[str, Node] = {}
    another = False
    for key, value in node.entries:
        if report.full:
            return
        if not isinstance(key, Scalar):
            report.error(key, "unknown-key", f"a key can't be {found(key)}")
        elif key.text in first:
            if not another:
                report_duplicate(key.text, first[key.text], key, report)
            # The keys after a second `name` belong to the next exercise: report them once only.
            another = another or key.text == "name"
        else:
            first[key.text] = key
            yield key, value


SHAPES: dict[str, list[Shape]] = {}
"""The rules about the shape of each block, in order, by the block's id."""


def shape(*blocks: str) -> Callable[[Shape], Shape]:
    """Register a rule about the shape of blocks, given by their ids."""

    def register(function: Shape) -> Shape:
        for block in blocks:
            SHAPES.setdefault(block, []).append(function)
        return function

    return register


class _Hooks:
    """Rules that are called while a block is read; the modules of the rules set them."""

    unknown_key: Callable[..., str]
    """Reports a key that a block doesn't have; returns the key its author meant, if any."""
    non_block_hint: Callable[[Node, Block], str]
    """Returns what to write where something else was found instead of a block."""
    non_list_hint: Callable[[Node, Block], str]
    """Returns what to write where something else was found instead of a list of blocks."""
    exercises: Callable[[Node, Report], list[Node]]
    """Returns the entries of a list of exercises, as their author most likely meant them."""
    side_hint: Callable[[str], str | None]
    """Returns what to write for a side that was described in other words, if known."""


HOOKS = _Hooks()


def each_of(items: Iterable[Node], value: Value[T], report: Report) -> Iterator[T]:
    """Yield the entries of a list that can be read, until there are too many errors."""
    for item in items:
        if report.full:
            return
        read = value.read(item, report)
        if read is not None:
            yield read


@dataclass(frozen=True)
class ListOf:
    """A list of at most `most` blocks."""

    block: Block
    most: int = MAX_NODES

    @property
    def expects(self) -> str:
        return f"a list with `- ` before each {self.block.noun}"

    def read(self, node: Node, report: Report) -> tuple[Fields, ...] | None:
        first = self.block.keys[0].name
        if isinstance(node, Scalar) and not node.text:
            hint = f"write the list below it, starting each entry with `- {first}:`"
            report.error(node, "empty", "there is nothing here", hint)
            return None
        if not isinstance(node, Sequence):
            message = f"this should be {self.expects}, not {found(node)}"
            if isinstance(node, Mapping):
                message = f"there is no dash before the {self.block.noun}"
            report.error(node, "wrong-value", message, HOOKS.non_list_hint(node, self.block))
            return None
        if not node.items:
            report.error(node, "empty", "this list is empty", f"add {self.block.name}")
            return None
        if len(node.items) > self.most:
            message = f"there are {len(node.items):,} entries; the limit is {self.most}"
            report.error(node, "too-large", message, "leave some out")
            return None
        return tuple(each_of(node.items, self.block, report))

    def schema(self) -> Schema:
        return {"type": "array", "items": self.block.schema(), "minItems": 1}


@dataclass(frozen=True)
class Either:
    """One of several types of value, chosen by the shape of the node."""

    expects: str
    pick: Callable[[Node], Value[Any]]
    kinds: tuple[Value[Any], ...]

    def read(self, node: Node, report: Report) -> Any:
        return self.pick(node).read(node, report)

    def schema(self) -> Schema:
        return {"anyOf": [kind.schema() for kind in self.kinds]}


def text_of(node: Node) -> str:
    """Return a scalar's text, cut to `MAX_VALUE` characters; empty for any other node."""
    return node.text[:MAX_VALUE] if isinstance(node, Scalar) else ""


def inner_keys(value: Value[Any]) -> frozenset[str]:
    """Return the keys that a value may have if it is a block."""
    if isinstance(value, Block):
        return frozenset(value.by_name)
    if isinstance(value, Either):
        return frozenset().union(*(inner_keys(kind) for kind in value.kinds))
    if isinstance(value, OneOrMany):
        return inner_keys(value.of)
    return frozenset(getattr(value, "inner", ()))
