"""The width of text in terminal cells, and text truncated and wrapped to a width."""

from __future__ import annotations

import unicodedata

ELLIPSIS = "…"


def width(text: str) -> int:
    """Return the cells that printable text takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    import wcwidth  # noqa: PLC0415 - most texts don't need it

    cells = wcwidth.wcswidth(text)
    return cells if cells >= 0 else len(text)


def truncate(text: str, columns: int) -> str:
    """Return text cut to a width, with an ellipsis if anything is missing."""
    if width(text) <= columns:
        return text
    if columns < 1:
        return ""
    head, _ = _split(text, columns - 1)
    fits = width(head) < columns  # its first character may be too wide
    return f"{head.rstrip() if fits else ''}{ELLIPSIS}"


def wrap(text: str, columns: int) -> list[str]:
    """Wrap text to a width between words; break only words that are longer than a line."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width(joined) <= columns:
            line = joined
            continue
        if line:
            lines.append(line)
        while width(word) > columns:
            head, rest = _split(word, columns)
            if not rest:
                break
            lines.append(head)
            word = rest  # noqa: PLW2901 - the rest of the word is a word
        line = word
    return [*lines, line] if line else lines


def pad(text: str, columns: int) -> str:
    """Return text padded with spaces to a width."""
    return text + " " * (columns - width(text))


def _split(text: str, columns: int) -> tuple[str, str]:
    """Split before the first character that doesn't fit, without separating combining marks.

    The first part has at least one character, so that loops end.
    """
    end = used = 0
    while end < len(text):
        after = end + 1
        while after < len(text) and unicodedata.category(text[after])[0] == "M":
            after += 1
        here = width(text[end:after])
        if end and used + here > columns:
            break
        used += here
        end = after
    return text[:end], text[end:]
