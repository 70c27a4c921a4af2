"""Positions of the body: those that Coach knows by name, and what authors call them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Position:
    """Where the body is.

    Attributes:
        name: a known position's own name, else the author's words.
        known: whether Coach has words of its own for it.
        on_floor: whether it is on the floor.
        sided: whether the person lies on the side that is exercised: `on your {side} side`.
    """

    name: str
    known: bool = False
    on_floor: bool = False
    sided: bool = False

    @property
    def lying(self) -> bool:
        """Whether the person lies."""
        return self.known and self.name.startswith("on your ")


def _position(name: str, *, on_floor: bool) -> Position:
    return Position(name, known=True, on_floor=on_floor)


STANDING = _position("standing", on_floor=False)

_KNOWN: dict[Position, tuple[str, ...]] = {
    STANDING: ("stand", "upright", "standing up"),
    _position("sitting", on_floor=False): (
        "seated",
        "sit",
        "sitting on a chair",
        "in a chair",
        "on a chair",
        "sitting down",
    ),
    _position("sitting on the floor", on_floor=True): ("long sitting", "floor sitting"),
    _position("kneeling", on_floor=True): (
        "kneel",
        "tall kneeling",
        "half kneeling",
        "on your knees",
    ),
    _position("hands and knees", on_floor=True): (
        "on hands and knees",
        "on your hands and knees",
        "quadruped",
        "four-point",
        "four point",
        "four-point kneeling",
        "four point kneeling",
        "all fours",
        "on all fours",
    ),
    _position("on your back", on_floor=True): (
        "supine",
        "back",
        "lying on your back",
        "crook lying",
        "hook lying",
        "crook-lying",
        "hook-lying",
        "lying on back",
        "on back",
        "face up",
    ),
    _position("on your front", on_floor=True): (
        "prone",
        "front",
        "lying on your front",
        "on your stomach",
        "on your belly",
        "lying on your stomach",
        "on your tummy",
        "on front",
        "face down",
    ),
    _position("on your side", on_floor=True): (
        "side",
        "side lying",
        "side-lying",
        "lying on your side",
        "on side",
    ),
}

KNOWN_POSITIONS: dict[str, Position] = {
    spelling: position
    for position, spellings in _KNOWN.items()
    for spelling in (position.name, *spellings)
}
"""Every spelling of a known position, in lower case."""


ON_THAT_SIDE = Position("on your side", known=True, on_floor=True, sided=True)
SIDED = ("on your {side} side", "lying on your {side} side", "on {side} side")
"""How authors write that the person lies on the side that is exercised."""

_VAGUE = {"back", "front", "side", "upright", "quadruped"}
"""Spellings that mean something else in a longer text, such as `back against the wall`."""


def position_within(words: str) -> Position | None:
    """Return the first known position in an author's words, if there is one."""
    folded = " ".join(words.casefold().split())
    inside = [
        (match.start(), -len(spelling), position.name)
        for spelling, position in KNOWN_POSITIONS.items()
        if spelling not in _VAGUE and (match := re.search(rf"\b{re.escape(spelling)}\b", folded))
    ]
    return KNOWN_POSITIONS[min(inside)[2]] if inside else None


def position_of(words: str) -> Position:
    """Return the known position that an author's words mean, or else a position named by the words.

    A position named by the words is on the floor if the first known position in them is.
    """
    spelling = " ".join(words.casefold().split())
    known = KNOWN_POSITIONS.get(spelling)
    if known is not None:
        return known
    if spelling in SIDED:
        return ON_THAT_SIDE
    within = position_within(words[:200])
    return Position(words, on_floor=within is not None and within.on_floor)
