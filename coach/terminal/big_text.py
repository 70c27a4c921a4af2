"""Text in large letters, drawn from quarters of terminal cells, as large as will fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from coach.terminal.glyphs import ABOVE, BELOW, CAP, GAP, SPACE, Glyph, glyph, normalized

PITCHES = CAP + BELOW + 1, CAP + BELOW
"""The distance between two lines, in pixels: the one that looks best, and the smallest."""
_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""The cell for each set of quarters: upper left 1, upper right 2, lower left 4, lower right 8."""

Scale = tuple[int, int]
"""The width and height of two pixels, in quarters of a cell.

A pixel can thus be one and a half quarters wide; strokes still come out even, because they are two
pixels wide and mostly on even rows.
"""
QUARTER_SCALES: tuple[Scale, ...] = tuple((n, n) for n in (12, 10, 8, 7, 6, 5, 4, 3, 2))
HALF_SCALES: tuple[Scale, ...] = ((12, 12), (8, 8), (4, 4), (4, 2))
"""For a terminal that has only whole and half blocks, such as the Linux console."""


def can_draw(text: str) -> bool:
    """Whether every character of a text has a glyph."""
    return all(glyph(character) is not None for character in normalized(text))


@lru_cache(maxsize=32)
def draw(
    text: str, columns: int, rows: int, scales: tuple[Scale, ...] = QUARTER_SCALES
) -> tuple[str, ...] | None:
    """Return text as terminal lines in the largest letters that fit, wrapped between words.

    Args:
        text: the text to draw.
        columns: the width, in cells.
        rows: the height, in cells.
        scales: the sizes that the terminal can show, largest first.

    Returns:
        The lines; None if even the smallest letters don't fit, or a character has no glyph.
    """
    words = normalized(text).split()
    if not words or not all(map(can_draw, words)):
        return None
    for scale in scales:
        lines = _wrapped(words, 2 * columns, scale[0])
        for pitch in PITCHES if lines else ():
            above, below = _overhang(lines or [])
            height = (len(lines or []) - 1) * pitch + CAP + above + below
            if _scaled(height, scale[1]) <= 2 * rows:
                return tuple(_cells(_picture(lines or [], scale, pitch, above, height)))
    return None


def _scaled(pixels: int, scale: int) -> int:
    """Return how many quarters a number of pixels takes, rounded up."""
    return -(-pixels * scale // 2)


def _length(word: str, scale: int) -> int:
    """Return a word's width in quarters."""
    gap = _scaled(GAP, scale)
    return sum(_scaled(len(_rows(character)[0]), scale) + gap for character in word) - gap


def _rows(character: str) -> Glyph:
    return glyph(character) or ("",) * (ABOVE + CAP + BELOW)


def _wrapped(words: Sequence[str], width: int, scale: int) -> list[str] | None:
    """Wrap words to a width in quarters; None if a single word is wider."""
    between = 2 * _scaled(GAP, scale) + _scaled(SPACE - GAP, scale)
    lines: list[str] = []
    used = width
    for word in words:
        length = _length(word, scale)
        if length > width:
            return None
        if used + between + length <= width:
            lines[-1] += f" {word}"
            used += between + length
        else:
            lines.append(word)
            used = length
    return lines


def _overhang(lines: list[str]) -> tuple[int, int]:
    """Return the pixels above the first line's capitals and below the last line."""
    first = [_rows(character)[:ABOVE] for character in lines[0]]
    last = [_rows(character)[ABOVE + CAP :] for character in lines[-1]]
    above = ABOVE if any("#" in row for rows in first for row in rows) else 0
    below = BELOW if any("#" in row for rows in last for row in rows) else 0
    return above, below


def _picture(lines: list[str], scale: Scale, pitch: int, above: int, height: int) -> list[str]:
    """Return lines of text as rows of quarters."""
    pixels = [""] * height
    for number, line in enumerate(lines):
        stretched = [_stretched(character, scale[0]) for character in line]
        gap = "." * _scaled(GAP, scale[0])
        top = number * pitch + above - ABOVE
        for index, parts in enumerate(zip(*stretched, strict=True)):
            if 0 <= top + index < height:
                pixels[top + index] = _overlaid(pixels[top + index], gap.join(parts))
    quarters = []
    for index, row in enumerate(pixels):
        times = _scaled(index - above + 1, scale[1]) - _scaled(index - above, scale[1])
        quarters += [row] * times
    return quarters


@lru_cache(maxsize=512)
def _stretched(character: str, scale: int) -> Glyph:
    """Return a glyph with its columns stretched to a scale."""
    return tuple(
        "".join(
            pixel * (_scaled(column + 1, scale) - _scaled(column, scale))
            for column, pixel in enumerate(row)
        )
        for row in _rows(character)
    )


def _overlaid(one: str, other: str) -> str:
    """Return two rows merged into one: an accent can reach into the line above."""
    if not one:
        return other
    width = max(len(one), len(other))
    pairs = zip(one.ljust(width, "."), other.ljust(width, "."), strict=True)
    return "".join("#" if "#" in pair else "." for pair in pairs)


def _cells(quarters: list[str]) -> Iterable[str]:
    """Yield lines of cells, each of them four quarters."""
    width = max(map(len, quarters))
    width += width % 2
    padded = [row.ljust(width, ".") for row in quarters]
    if len(padded) % 2:
        padded.append("." * width)
    for upper, lower in zip(padded[::2], padded[1::2], strict=True):
        line = "".join(
            _QUARTERS[
                (upper[x] == "#")
                + 2 * (upper[x + 1] == "#")
                + 4 * (lower[x] == "#")
                + 8 * (lower[x + 1] == "#")
            ]
            for x in range(0, width, 2)
        )
        yield line.rstrip()
