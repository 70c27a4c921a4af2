"""Formats parts of hints and edits: lists of words, quoted texts, indentation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coach.format.tree import Node


def joined(words: Iterable[str], last: str = "and") -> str:
    """Join words as in a sentence: a, b and c."""
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end


def one_of(words: Iterable[str]) -> str:
    """Join words as a choice: `a`, `b` or `c`."""
    return joined((f"`{word}`" for word in words), "or")


def quoted(text: str) -> str:
    """Return a text as YAML in double quotes, without a word processor's quotes around it."""
    text = text.strip().removeprefix("\u201c").removesuffix("\u201d")
    return '"' + text.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'


def as_written(text: str) -> str:
    """Return a text as YAML after a key, in double quotes if it needs them."""
    text = " ".join(text.split())
    return quoted(text) if re.search(r": |^[\W_]|:$| #", text) else text


def indent_at(node: Node) -> str:
    """Return the spaces that align a new line with the start of a node."""
    return " " * (node.column - 1)
