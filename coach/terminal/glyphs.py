"""The glyphs of large text, as pictures: strokes are two pixels wide and one high."""

from __future__ import annotations

import unicodedata
from functools import cache

CAP = 7
"""The height of a capital, in pixels; small letters begin two pixels lower."""
BELOW = 2
"""How far a `g` reaches below the baseline, in pixels."""
ABOVE = 3
"""The height of an accent above a capital, in pixels."""
GAP = 2
"""The pixels between two letters."""
SPACE = 4

DOTLESS = "\N{LATIN SMALL LETTER DOTLESS I}"

Glyph = tuple[str, ...]
"""Rows of `#` and `.`, from the top of a capital down; missing rows are empty."""

# A line of characters, then their rows side by side.
_PICTURES = """
A      B      C      D      E      F      G      H      I    J
..##.. #####. .####. #####. ###### ###### .####. ##..## #### ....##
.####. ##..## ##..## ##..## ##.... ##.... ##..## ##..## .##. ....##
##..## ##..## ##.... ##..## ##.... ##.... ##.... ##..## .##. ....##
##..## #####. ##.... ##..## #####. #####. ##.### ###### .##. ....##
###### ##..## ##.... ##..## ##.... ##.... ##..## ##..## .##. ##..##
##..## ##..## ##..## ##..## ##.... ##.... ##..## ##..## .##. ##..##
##..## #####. .####. #####. ###### ##.... .####. ##..## #### .####.

K      L      M        N       O      P      Q      R      S      T
##..## ##.... ##....## ##...## .####. #####. .####. #####. .####. ######
##..## ##.... ###..### ###..## ##..## ##..## ##..## ##..## ##..## ..##..
##.##. ##.... ######## ####.## ##..## ##..## ##..## ##..## ##.... ..##..
####.. ##.... ##.##.## ##.#### ##..## #####. ##..## #####. .####. ..##..
##.##. ##.... ##....## ##..### ##..## ##.... ##..## ##.##. ....## ..##..
##..## ##.... ##....## ##...## ##..## ##.... ##..## ##..## ##..## ..##..
##..## ###### ##....## ##...## .####. ##.... .####. ##..## .####. ..##..
...... ...... ........ ....... ...... ...... ...##. ...... ...... ......

U      V      W          X      Y      Z
##..## ##..## ##......## ##..## ##..## ######
##..## ##..## ##......## ##..## ##..## ....##
##..## ##..## ##..##..## .####. ##..## ...##.
##..## ##..## ##..##..## ..##.. .####. ..##..
##..## ##..## ##..##..## .####. ..##.. .##...
##..## .####. ##..##..## ##..## ..##.. ##....
.####. ..##.. .########. ##..## ..##.. ######

a      b      c      d      e      f     g      h      i  j    k      l
...... ##.... ...... ....## ...... ..### ...... ##.... ## ..## ##.... ##.
...... ##.... ...... ....## ...... .##.. ...... ##.... .. .... ##.... ##.
.####. #####. .####. .##### .####. ##### .##### #####. ## ..## ##..## ##.
....## ##..## ##..## ##..## ##..## .##.. ##..## ##..## ## ..## ##.##. ##.
.##### ##..## ##.... ##..## ###### .##.. ##..## ##..## ## ..## ####.. ##.
##..## ##..## ##..## ##..## ##.... .##.. ##..## ##..## ## ..## ##.##. ##.
.##### #####. .####. .##### .####. .##.. .##### ##..## ## ..## ##..## .##
...... ...... ...... ...... ...... ..... ....## ...... .. ..## ...... ...
...... ...... ...... ...... ...... ..... .####. ...... .. ###. ...... ...

m          n      o      p      q      r     s      t     u      v
.......... ...... ...... ...... ...... ..... ...... ..... ...... ......
.......... ...... ...... ...... ...... ..... ...... .##.. ...... ......
#########. #####. .####. #####. .##### ##.## .##### ##### ##..## ##..##
##..##..## ##..## ##..## ##..## ##..## ###.. ##.... .##.. ##..## ##..##
##..##..## ##..## ##..## ##..## ##..## ##... .####. .##.. ##..## ##..##
##..##..## ##..## ##..## ##..## ##..## ##... ....## .##.. ##..## .####.
##..##..## ##..## .####. #####. .##### ##... #####. ..### .##### ..##..
.......... ...... ...... ##.... ....## ..... ...... ..... ...... ......
.......... ...... ...... ##.... ....## ..... ...... ..... ...... ......

w   x   y   z   ß   æ   ø   I-DOTLESS
.......... ...... ...... ...... .####. .......... ......  ..
.......... ...... ...... ...... ##..## .......... ......  ..
##..##..## ##..## ##..## ###### ##..## .########. .#####  ##
##..##..## .####. ##..## ...##. ##.##. ....##..## ##..##  ##
##..##..## ..##.. ##..## ..##.. ##..## .######### ##.###  ##
##..##..## .####. ##..## .##... ##..## ##..##.... ###.##  ##
.########. ##..## .##### ###### ##.##. .########. #####.  ##
.......... ...... ....## ...... ...... .......... ......  ..
.......... ...... .####. ...... ...... .......... ......  ..

0      1    2      3      4      5      6      7      8      9
.####. ..## .####. .####. ...### ###### .####. ###### .####. .####.
##..## .### ##..## ##..## ..#### ##.... ##..## ....## ##..## ##..##
##..## #### ....## ....## .##.## ##.... ##.... ...##. ##..## ##..##
##..## ..## ...##. ..###. ##..## #####. #####. ...##. .####. .#####
##..## ..## ..##.. ....## ###### ....## ##..## ..##.. ##..## ....##
##..## ..## .##... ##..## ....## ##..## ##..## ..##.. ##..## ##..##
.####. ..## ###### .####. ....## .####. .####. ..##.. .####. .####.

.  ,   :  ;   !  ?      '  "     -     DASH   (    )    /      +
.. ... .. ... ## .####. ## ##.## ..... ...... ..## ##.. ....## ......
.. ... .. ... ## ##..## ## ##.## ..... ...... .##. .##. ....## ..##..
.. ... ## .## ## ....## .. ..... ..... ...... ##.. ..## ...##. ..##..
.. ... ## .## ## ...##. .. ..... ##### ###### ##.. ..## ..##.. ######
.. ... .. ... ## ..##.. .. ..... ..... ...... ##.. ..## .##... ..##..
.. .## ## .## .. ...... .. ..... ..... ...... .##. .##. ##.... ..##..
## .## ## .## ## ..##.. .. ..... ..... ...... ..## ##.. ##.... ......
.. ##. .. ##. .. ...... .. ..... ..... ...... .... .... ...... ......

%   &   =   °   …   ¿   ¡  *   ½
##...## .###... ..... .###. .......... ..##.. ## ...... ##....##.
##..##. ##.##.. ..... ##.## .......... ...... .. ##..## ##...##..
...##.. ##.##.. ##### .###. .......... ..##.. ## .####. ##..##...
..##... .###... ..... ..... .......... .##... ## ###### ...##.##.
.##.... ##.#### ##### ..... .......... ##.... ## .####. ..##...##
##..### ##..##. ..... ..... .......... ##..## ## ##..## .##...##.
##..### .#####. ..... ..... ##..##..## .####. ## ...... ##...####
"""

_NAMES = {"I-DOTLESS": DOTLESS, "DASH": "\N{EN DASH}"}
_ACCENTS: dict[str, Glyph] = {
    "\N{COMBINING GRAVE ACCENT}": ("##..", ".##."),
    "\N{COMBINING ACUTE ACCENT}": ("..##", ".##."),
    "\N{COMBINING CIRCUMFLEX ACCENT}": (".##.", "#..#"),
    "\N{COMBINING TILDE}": (".##.#", "#.##."),
    "\N{COMBINING DIAERESIS}": ("......", "##..##"),
    "\N{COMBINING RING ABOVE}": (".##.", ".##."),
    "\N{COMBINING CARON}": ("#..#", ".##."),
    "\N{COMBINING MACRON}": ("....", "####"),
    "\N{COMBINING DOT ABOVE}": ("..", "##"),
}
_CEDILLAS = {
    "\N{COMBINING CEDILLA}": ("..##", ".##."),
    "\N{COMBINING OGONEK}": ("##..", ".##."),
}
_LOOKALIKES = str.maketrans(
    {
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{EM DASH}": "\N{EN DASH}",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{NO-BREAK SPACE}": " ",
    }
)


@cache
def _glyphs() -> dict[str, Glyph]:
    """Return the glyphs, parsed when the first one is needed."""
    letters: dict[str, Glyph] = {" ": ("." * (SPACE - GAP),)}
    for block in _PICTURES.strip().split("\n\n"):
        head, *rows = block.split("\n")
        pictures = zip(*(row.split() for row in rows), strict=True)
        names = (_NAMES.get(name, name) for name in head.split())
        letters |= dict(zip(names, pictures, strict=True))
    return letters


def normalized(text: str) -> str:
    """Return text in which characters without a glyph are replaced by look-alikes that have one."""
    return unicodedata.normalize("NFC", text.translate(_LOOKALIKES))


@cache
def glyph(character: str) -> Glyph | None:
    """Return a character's rows, from `ABOVE` a capital down; None if it has no glyph."""
    letters = _glyphs()
    if character in letters:
        return _padded(letters[character])
    base, *marks = list(unicodedata.normalize("NFD", character))
    if not marks or base not in letters:
        return None
    if base == "i" and any(mark in _ACCENTS for mark in marks):
        base = DOTLESS
    drawn: Glyph | None = _padded(letters[base])
    for mark in marks:
        drawn = _with_mark(drawn, mark, small=base.islower()) if drawn is not None else None
    return drawn


def _padded(rows: Glyph) -> Glyph:
    """Return a picture with empty rows added above and below."""
    empty = "." * len(rows[0])
    below = CAP + BELOW - len(rows)
    return (*[empty] * ABOVE, *rows, *[empty] * below)


def _with_mark(rows: Glyph, mark: str, *, small: bool) -> Glyph | None:
    if mark in _ACCENTS:
        picture, top = _ACCENTS[mark], 2 if small else 0
    elif mark in _CEDILLAS:
        picture, top = _CEDILLAS[mark], ABOVE + CAP
    else:
        return None
    width = max(len(rows[0]), len(picture[0]))
    drawn = [row.center(width, ".") for row in rows]
    for index, row in enumerate(picture, start=top):
        over = row.center(width, ".")
        drawn[index] = "".join(
            "#" if "#" in pair else "." for pair in zip(drawn[index], over, strict=True)
        )
    return tuple(drawn)
