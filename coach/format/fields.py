"""The words of one block as they were read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from coach.format.nodes import Mapping, Node, Scalar


@dataclass(frozen=True)
class Found:
    """A word as it was found: its value once read, and both nodes for later problems."""

    value: Any
    key: Node
    node: Node


class Fields(dict[str, Found]):
    """The words of one block that could be read.

    `at` is the block's own place; `meant` holds words that seem to be there misspelled.
    """

    def __init__(self, at: Mapping) -> None:
        super().__init__()
        self.at = at
        self.meant: set[str] = set()

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that stand there, read or not."""
        return frozenset(key.text for key, _ in self.at.entries if isinstance(key, Scalar))

    @property
    def name_node(self) -> Node:
        """The name in the author's own file, else the whole block."""
        for word in ("use", "name"):
            if word in self and self[word].node.source is self.at.source:
                return self[word].node
        return self.at

    def take(self, word: str, default: Any = None) -> Any:
        """Return a word's value, or the default where it was left out."""
        entry = self.get(word)
        return default if entry is None else entry.value

    def over(self, changes: Fields, at: Mapping) -> Fields:
        """Return these words with changes laid over them, as far as they stand in `at`."""
        changed = Fields(at)
        names = changed.names
        changed.meant = self.meant | changes.meant
        for word, entry in (*self.items(), *changes.items()):
            if word in names:
                changed[word] = entry
        return changed
