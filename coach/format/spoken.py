"""What the ear makes of a text: symbols that a voice swallows, words that are no sentence."""

from __future__ import annotations

import re

from coach.format.nodes import Scalar
from coach.model.problems import Problem, Severity

_SYMBOL = re.compile(
    r"(?P<of>\d+ ?/ ?\d+)|[<>=&^|~*_#/\\+@\u00d7\u2264\u2265\u00b1\u2248\u2190-\u2193\u21d2\u2022]"
)
_WORDS = {
    "<": "less than", ">": "more than", "=": "is", "&": "and", "+": "and", "^": "up", "~": "about",
    "#": "number", "/": "or", "@": "at", "\u00d7": "times", "\u2264": "at most",
    "\u2265": "at least", "\u00b1": "about", "\u2248": "about", "\u2190": "left", "\u2191": "up",
    "\u2192": "then", "\u21d2": "then", "\u2193": "down",
}  # fmt: skip


def symbol_in(node: Scalar) -> Problem | None:
    """Return a note on the first symbol of a spoken text."""
    found = _SYMBOL.search(node.text)
    if found is None:
        return None
    sign = found[0]
    if found["of"]:
        low, high = (part.strip() for part in sign.split("/"))
        hint = f"write words: `{low} out of {high}`, or `{low} to {high}`"
    elif re.match(r"</?[a-z]+ ?/?>|&[a-z]+;", node.text[found.start() :], re.IGNORECASE):
        hint = "leave the marks of a web page out"
    elif sign in _WORDS:
        hint = f"write words, such as `{_WORDS[sign]}`"
    else:
        hint = "leave it out, or write words"
    message = f"a voice reads `{sign}` aloud as a symbol, or swallows it"
    line = node.source.line(node.line)
    at = line.find(sign, node.column - 1)
    start, end = (at + 1, at + 1 + len(sign)) if at >= 0 else (node.column, node.end_column)
    return node.source.problem(
        node.line, start, "symbols", message, hint, end_column=end, severity=Severity.NOTE
    )


def is_scrap(text: str) -> bool:
    """Whether a text is a word or two rather than a sentence: `dizziness`, `chest pain`."""
    if any(c > "\u024f" and c.isalpha() for c in text):
        return False  # not in Latin letters: a sentence may have no spaces
    words = text.split()
    spoken_as_one = text[-1] in ".!?" or words[0].casefold() in {"it", "you", "you're"}
    return len(words) == 1 or (len(words) == 2 and not spoken_as_one)  # noqa: PLR2004 - a sentence has three
