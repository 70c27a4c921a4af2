"""How many cells of a terminal a text takes, and how it is cut and broken to a width."""

from __future__ import annotations

import unicodedata

ELLIPSIS = "…"


def width(text: str) -> int:
    """Return the cells that a printable text takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    import wcwidth  # noqa: PLC0415 - most texts do without

    cells = wcwidth.wcswidth(text)
    return cells if cells >= 0 else len(text)


def cut(text: str, columns: int) -> str:
    """Return a text that is at most so wide, with an ellipsis where something is left out."""
    if width(text) <= columns:
        return text
    if columns < 1:
        return ""
    head, _ = _split(text, columns - 1)
    fits = width(head) < columns  # its first character may be a wide one
    return f"{head.rstrip() if fits else ''}{ELLIPSIS}"


def wrap(text: str, columns: int) -> list[str]:
    """Break a text into lines of at most a width, between words; a longer word within itself."""
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


def filled(text: str, columns: int) -> str:
    """Return a text with blanks after it up to a width."""
    return text + " " * (columns - width(text))


def _split(text: str, columns: int) -> tuple[str, str]:
    """Split before the first character that does not fit, marks kept with what they stand on.

    At least one character comes first, so that a caller comes to an end.
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
