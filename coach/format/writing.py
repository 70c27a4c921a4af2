"""How things are written in a hint or an edit: lists of words, texts in quotes, indentation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coach.format.tree import Node


def joined(words: Iterable[str], last: str = "and") -> str:
    """Join words as people do: a, b and c."""
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end


def one_of(words: Iterable[str]) -> str:
    """Join words as a choice: `a`, `b` or `c`."""
    return joined((f"`{word}`" for word in words), "or")


def quoted(text: str) -> str:
    """Return a text as YAML that keeps it, in double quotes; a word processor's own give way."""
    text = text.strip().removeprefix("\u201c").removesuffix("\u201d")
    return '"' + text.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'


def as_written(text: str) -> str:
    """Return a text as it is written after a key, in quotes where it needs them."""
    text = " ".join(text.split())
    return quoted(text) if re.search(r": |^[\W_]|:$| #", text) else text


def indent_at(node: Node) -> str:
    """Return the spaces that put a line below a node in line with it."""
    return " " * (node.column - 1)
