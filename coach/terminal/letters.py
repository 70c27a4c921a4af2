"""Words in large letters: drawn from quarters of a terminal's cells, as tall as they fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from coach.terminal.alphabet import ABOVE, BELOW, CAP, GAP, SPACE, Glyph, glyph, spelled

PITCHES = CAP + BELOW + 1, CAP + BELOW
"""From one line of letters to the next, in pixels: as it looks best, and as close as can be."""
_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""The cell for each set of quarters: upper left 1, upper right 2, lower left 4, lower right 8."""

Shape = tuple[int, int]
"""How wide and high two pixels are, in quarters: pixels are drawn with halves between sizes, and
the alphabet's strokes, two wide and mostly on even rows, come out even all the same."""
QUARTERED: tuple[Shape, ...] = tuple((n, n) for n in (12, 10, 8, 7, 6, 5, 4, 3, 2))
HALVED: tuple[Shape, ...] = ((12, 12), (8, 8), (4, 4), (4, 2))
"""For a terminal that has whole and half blocks alone, as the Linux console."""


def can_draw(text: str) -> bool:
    """Whether the alphabet has every character of a text."""
    return all(glyph(character) is not None for character in spelled(text))


@lru_cache(maxsize=32)
def draw(
    text: str, columns: int, rows: int, shapes: tuple[Shape, ...] = QUARTERED
) -> tuple[str, ...] | None:
    """Return words as lines of a terminal in the largest letters that fit, broken between words.

    None where even the smallest do not fit, and where a character is not in the alphabet.
    """
    words = spelled(text).split()
    if not words or not all(map(can_draw, words)):
        return None
    for shape in shapes:
        lines = _wrapped(words, 2 * columns, shape[0])
        for pitch in PITCHES if lines else ():
            above, below = _reach(lines or [])
            high = (len(lines or []) - 1) * pitch + CAP + above + below
            if _scaled(high, shape[1]) <= 2 * rows:
                return tuple(_cells(_picture(lines or [], shape, pitch, above, high)))
    return None


def _scaled(pixels: int, by: int) -> int:
    """Return the quarters that pixels take, halves rounded up."""
    return -(-pixels * by // 2)


def _length(word: str, wide: int) -> int:
    """Return a word's width in quarters."""
    gap = _scaled(GAP, wide)
    return sum(_scaled(len(_rows(character)[0]), wide) + gap for character in word) - gap


def _rows(character: str) -> Glyph:
    return glyph(character) or ("",) * (ABOVE + CAP + BELOW)


def _wrapped(words: Sequence[str], width: int, wide: int) -> list[str] | None:
    """Break into lines of at most so many quarters; None where a word alone is wider."""
    between = 2 * _scaled(GAP, wide) + _scaled(SPACE - GAP, wide)
    lines: list[str] = []
    used = width
    for word in words:
        length = _length(word, wide)
        if length > width:
            return None
        if used + between + length <= width:
            lines[-1] += f" {word}"
            used += between + length
        else:
            lines.append(word)
            used = length
    return lines


def _reach(lines: list[str]) -> tuple[int, int]:
    """Return what is needed above the first line's capitals and below the last line."""
    first = [_rows(character)[:ABOVE] for character in lines[0]]
    last = [_rows(character)[ABOVE + CAP :] for character in lines[-1]]
    above = ABOVE if any("#" in row for rows in first for row in rows) else 0
    below = BELOW if any("#" in row for rows in last for row in rows) else 0
    return above, below


def _picture(lines: list[str], shape: Shape, pitch: int, above: int, high: int) -> list[str]:
    """Return lines of words as rows of quarters."""
    pixels = [""] * high
    for number, line in enumerate(lines):
        stretched = [_stretched(character, shape[0]) for character in line]
        gap = "." * _scaled(GAP, shape[0])
        top = number * pitch + above - ABOVE
        for index, parts in enumerate(zip(*stretched, strict=True)):
            if 0 <= top + index < high:
                pixels[top + index] = _over(pixels[top + index], gap.join(parts))
    quarters = []
    for index, row in enumerate(pixels):
        times = _scaled(index - above + 1, shape[1]) - _scaled(index - above, shape[1])
        quarters += [row] * times
    return quarters


@lru_cache(maxsize=512)
def _stretched(character: str, wide: int) -> Glyph:
    """Return a glyph whose pixels are so many half quarters wide."""
    return tuple(
        "".join(
            pixel * (_scaled(column + 1, wide) - _scaled(column, wide))
            for column, pixel in enumerate(row)
        )
        for row in _rows(character)
    )


def _over(one: str, other: str) -> str:
    """Return two rows as one: an accent may stand beside the line above."""
    if not one:
        return other
    width = max(len(one), len(other))
    pairs = zip(one.ljust(width, "."), other.ljust(width, "."), strict=True)
    return "".join("#" if "#" in pair else "." for pair in pairs)


def _cells(quarters: list[str]) -> Iterable[str]:
    """Yield lines of cells, four quarters each."""
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
