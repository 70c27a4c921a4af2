"""A block: a set of keys with values, and the reading of one that finds every slip in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from coach.format.diagnosis import Diagnosis, Report
from coach.format.fields import Fields, Found
from coach.format.recovery import reread
from coach.format.tree import MAX_NODES, Mapping, Node, Scalar, Sequence
from coach.format.values import MAX_VALUE, OneOrMany, Schema, Value, doubled, found

T = TypeVar("T")
Shape = Callable[[Node, "Block"], Diagnosis | None]
"""A rule about the shape of a block. It gives what is wrong: with an edit (or `read_as`), the block
is read on as that makes it; without, not at all."""

MOST_EDITS = 5
"""How often one rule may change one block."""


@dataclass(frozen=True)
class Key:
    """One key of the format: all that is known of it.

    Attributes:
        name: as it stands in the file.
        value: what it takes.
        doc: what it means, one sentence for the reference and for editors.
        field: its field in the block's model, `dose.rest_s` for one in a group; `facts` for what is
            only printed, with the key as its label.
        required: whether a block is wrong without it.
        example: what to add where it is missing, if that is more than what it takes.
        aliases: what authors write for it, in English and other languages.
        kind: whether it is one of those that say what an exercise is.
        only_with: the kinds of exercise in which it is heard; in the others it does nothing.
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
        id: what rules about its shape are registered for, such as ``phase``.
        name: with its article, such as ``a phase``.
        model: what its keys make, by their fields.
        where: how to write a key of it that stands in another block.
        usual: the keys that a hint names, where there are many.
        needs: what its schema says beside its keys.
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

    @cached_property
    def by_name(self) -> dict[str, Key]:
        """The keys by their names."""
        return {key.name: key for key in self.keys}

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The keys of which it has exactly one."""
        return frozenset(key.name for key in self.keys if key.kind)

    @cached_property
    def aliases(self) -> dict[str, str]:
        """What authors write for a key, and the key."""
        return {alias: key.name for key in self.keys for alias in key.aliases.split()}

    def read(self, node: Node, report: Report) -> Fields | None:
        """Read a block; keys that could not be read are left out and reported."""
        shaped = self._shaped(node, report)
        if shaped is None:
            return None
        node = shaped
        if not isinstance(node, Mapping):
            names = ", ".join(f"`{key.name}:`" for key in self.keys[:3])
            message = f"this should be {self.name} with keys such as {names}, not {found(node)}"
            report.error(node, "wrong-value", message, RULES_ON.of_no_block(node, self))
            return None
        fields = Fields(node, self)
        outer = report.key, report.value, report.block, report.kinds
        for key, value in _once(node, report):
            known = self.by_name.get(key.text)
            report.key, report.value, report.block, report.kinds = key, value, node, self.kinds
            if known is None:
                fields.meant.add(RULES_ON.unknown(key, value, fields, report))
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
        """Return a block as it was most likely meant; None where there is nothing more to read."""
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
        """Report the keys that are needed and neither stand there nor seem to be meant."""
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
    """Yield the keys of a block with their values, each once; the others are reported."""
    first: dict[str, Node] = {}
    another = False
    for key, value in node.entries:
        if report.full:
            return
        if not isinstance(key, Scalar):
            report.error(key, "unknown-key", f"a key can't be {found(key)}")
        elif key.text in first:
            if not another:
                doubled(key.text, first[key.text], key, report)
            # The keys after a second name are the next exercise's: one problem, not five.
            another = another or key.text == "name"
        else:
            first[key.text] = key
            yield key, value


SHAPES: dict[str, list[Shape]] = {}
"""The rules about the shape of each block, by the block's id, in order."""


def shape(*blocks: str) -> Callable[[Shape], Shape]:
    """Register a rule about the shape of some blocks."""

    def register(function: Shape) -> Shape:
        for block in blocks:
            SHAPES.setdefault(block, []).append(function)
        return function

    return register


class _RulesOn:
    """The rules that are asked while a block is read; their modules set them."""

    unknown: Callable[..., str]
    """Reports a key that a block doesn't have, and returns the one that was meant, if any."""
    of_no_block: Callable[[Node, Block], str]
    """Returns what to write for something else in a block's place."""
    of_no_list: Callable[[Node, Block], str]
    """The same in the place of a list of blocks."""
    exercises: Callable[[Node, Report], list[Node]]
    """Returns the entries of a list of exercises, as they were most likely meant."""
    side: Callable[[str], str | None]
    """Returns what to write for a side in other words, or for a person's own side."""


RULES_ON = _RulesOn()


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
    """A list of blocks, `most` of them at most."""

    block: Block
    most: int = MAX_NODES

    @property
    def expects(self) -> str:
        return f"a list, each entry {self.block.name}, starting with `- `"

    def read(self, node: Node, report: Report) -> tuple[Fields, ...] | None:
        first = self.block.keys[0].name
        if isinstance(node, Scalar) and not node.text:
            hint = f"write the list below it, each entry starting with `- {first}:`"
            report.error(node, "empty", "there is nothing here", hint)
            return None
        if not isinstance(node, Sequence):
            message = f"this should be a list, each entry {self.block.name}, not {found(node)}"
            if isinstance(node, Mapping):
                message = f"the dash before {self.block.name} is missing"
            report.error(node, "wrong-value", message, RULES_ON.of_no_list(node, self.block))
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


@dataclass(frozen=True)
class Either:
    """One type of value or another, told apart by the node's shape."""

    expects: str
    pick: Callable[[Node], Value[Any]]
    kinds: tuple[Value[Any], ...]

    def read(self, node: Node, report: Report) -> Any:
        return self.pick(node).read(node, report)

    def schema(self) -> Schema:
        return {"anyOf": [kind.schema() for kind in self.kinds]}


def text_of(node: Node) -> str:
    """Return a scalar's text, cut to the length of a value; empty for any other node."""
    return node.text[:MAX_VALUE] if isinstance(node, Scalar) else ""


def inner_keys(value: Value[Any]) -> frozenset[str]:
    """Return the keys that a value may consist of, where it is a block."""
    if isinstance(value, Block):
        return frozenset(value.by_name)
    if isinstance(value, Either):
        return frozenset().union(*(inner_keys(kind) for kind in value.kinds))
    if isinstance(value, OneOrMany):
        return inner_keys(value.of)
    return frozenset(getattr(value, "inner", ()))
