"""The keys of one block, as they were read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coach.format.tree import Mapping, Node

if TYPE_CHECKING:
    from coach.format.blocks import Block


@dataclass(frozen=True)
class Found:
    """A key that was read: its value, and the nodes of both for later problems."""

    value: Any
    key: Node
    node: Node


class Fields(dict[str, Found]):
    """The keys of one block that could be read.

    Attributes:
        at: the block's node.
        block: the type of block, which says what keys it may have.
        meant: the keys that misspelled ones seem to stand for.
    """

    def __init__(self, at: Mapping, block: Block) -> None:
        super().__init__()
        self.at = at
        self.block = block
        self.meant: set[str] = set()

    @cached_property
    def names(self) -> frozenset[str]:
        """The keys that are written in the block, whether they could be read or not."""
        return frozenset(self.at.keys)

    @property
    def name_node(self) -> Node:
        """The name, if it is in the author's own file; otherwise the whole block."""
        for word in ("use", "name"):
            if word in self and self.is_own(word):
                return self[word].node
        return self.at

    def is_own(self, name: str) -> bool:
        """Whether a key is in the same file as the block, rather than in the library's."""
        return self[name].node.source.name == self.at.source.name

    def unread(self, name: str) -> bool:
        """Whether a key is there, or seems to be meant, but couldn't be read."""
        return name not in self and (name in self.names or name in self.meant)

    def take(self, name: str, default: Any = None) -> Any:
        """Return a key's value, or the default if it was left out."""
        entry = self.get(name)
        return default if entry is None else entry.value

    def over(self, changes: Fields, at: Mapping) -> Fields:
        """Return these keys with changes applied, limited to the keys that `at` has."""
        changed = Fields(at, self.block)
        names = changed.names
        changed.meant = self.meant | changes.meant
        for name, entry in (*self.items(), *changes.items()):
            if name in names:
                changed[name] = entry
        return changed

    def of_model(self, group: str = "") -> dict[str, Any]:
        """Return the model's fields by name, or only those of a group such as `dose`."""
        return dict(self._of_model(group))

    def _of_model(self, group: str) -> Iterator[tuple[str, Any]]:
        for key in self.block.keys:
            of, _, name = key.field.rpartition(".")
            if of == group and name and key.name in self:
                yield name, built(self[key.name].value)


def built(value: Any) -> Any:
    """Return a value with its blocks turned into the model; None for a block that lacks a key."""
    if isinstance(value, Fields):
        if value.block.model is None or any(
            key.required and key.name not in value for key in value.block.keys
        ):
            return None
        return value.block.model(**value.of_model())
    if isinstance(value, tuple) and any(isinstance(one, Fields) for one in value):
        return tuple(built(one) for one in value)
    return value
