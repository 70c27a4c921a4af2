"""The lines of a file: taken apart, and how far in they stand."""

from __future__ import annotations

import re

from coach.format.source import Source
from coach.model.problems import Problem

_ENTRY = re.compile(
    r"^(?P<indent> *)(?P<dashes>(?:- +)*)(?:(?P<key>[\w ]+?):(?: +|$))?(?P<value>.*)$"
)


def entry_of(line: str) -> re.Match[str]:
    """Take a line apart: `indent`, `dashes`, `key` (or None) and `value`."""
    match = _ENTRY.match(line)
    assert match is not None  # noqa: S101 - the pattern matches any line
    return match


def parts(source: Source, line: int) -> tuple[re.Match[str], str, int]:
    """Return a line taken apart, its value without spaces, and the value's column."""
    match = entry_of(source.line(line))
    return match, match["value"].strip(), match.start("value") + 1


def quoted(text: str) -> str:
    """Return a text as YAML that keeps it, in double quotes; a word processor's own give way."""
    text = text.strip().removeprefix("\u201c").removesuffix("\u201d")
    return '"' + text.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'


def misplaced(source: Source, line: int, said: str) -> Problem | None:
    """Explain a line that stands too far in, or not far enough."""
    expected = (
        "mapping values",
        "expected key",
        "expected <block end>",
        "block collection",
        "block mapping",
        "'-' indicator",
        "block sequence entries",
        "block entry",
        "document start",
    )
    if not any(words in said for words in expected):
        return None
    text = source.line(line)
    if not text.strip():
        return None
    indent = len(text) - len(text.lstrip(" "))
    if not indent and (first := _first_far_in(source, line)):
        return first
    above = beside(source, line, indent)
    if above is None:
        return None
    number, above_indent = above
    is_entry = text.lstrip().startswith("- ")
    entries = (source.line(n).lstrip().startswith("- ") for n in range(1, line))
    if is_entry and not any(entries):
        message = "a list starts here, and no word above says what it is"
        hint = "write `exercises:` on a line of its own above it"
        return source.problem(line, 1, "indentation", message, hint, end_column=len(text) + 1)
    message = (
        f"the indentation does not fit: this line starts with {spaces(indent)}, "
        f"line {number} above it has {above_indent}"
    )
    hint = f"give it {spaces(above_indent)} if it belongs beside line {number}"
    if text.lstrip().startswith("- ") or source.line(number).lstrip().startswith("- "):
        hint += "; the words of a list entry line up after its `- `"
    return source.problem(line, 1, "indentation", message, hint, end_column=indent + 1)


def _first_far_in(source: Source, line: int) -> Problem | None:
    """Explain a file whose first line starts too far in, so that all others seem not to fit."""
    numbers = (n for n in range(1, line) if re.match(r" *[^ #]", source.line(n)))
    number = next(numbers, line)
    first = source.line(number)
    indent = len(first) - len(first.lstrip(" "))
    if not indent:
        return None
    message = (
        f"the indentation does not fit: this line starts with {spaces(indent)}, "
        f"line {line} below it has 0"
    )
    hint = "give it no space: the words of a routine start at the very left"
    return source.problem(number, 1, "indentation", message, hint, end_column=indent + 1)


def beside(source: Source, line: int, indent: int) -> tuple[int, int] | None:
    """Return the line above beside which a line was most likely meant, and its indentation.

    An entry belongs beside an entry, a word beside a word; the one that is off by least.
    """
    is_entry = source.line(line).lstrip().startswith("- ")
    nearest = line_above(source, line)
    if nearest is not None and nearest[1] == indent:
        return None  # it stands right below its like: something else is wrong with it
    best: tuple[int, int] | None = None
    for number in range(line - 1, 0, -1):
        match = _ENTRY.match(source.line(number))
        if match is None or (not match["dashes"] if is_entry else match["key"] is None):
            continue
        lead = len(match["indent"]) + (0 if is_entry else len(match["dashes"]))
        off = abs(lead - indent)
        if off and (best is None or off < abs(best[1] - indent)):
            best = number, lead
    return best or nearest


def line_above(source: Source, line: int) -> tuple[int, int] | None:
    """Return the nearest line above with text, and where its first word starts."""
    for number in range(line - 1, 0, -1):
        text = source.line(number)
        if text.strip() and not text.lstrip().startswith("#"):
            match = entry_of(text)
            lead = len(match["indent"])
            if not source.line(line).lstrip().startswith("- "):
                lead += len(match["dashes"])
            return number, lead
    return None


def spaces(count: int) -> str:
    """Say how many spaces there are."""
    return "no space" if count == 0 else "1 space" if count == 1 else f"{count} spaces"
