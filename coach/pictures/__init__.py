"""Line drawings of the library's exercises, made from joint angles.

A routine names one by `picture: cat-cow`. Each has one or two positions.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.pictures.drawing import box_of, svg
from coach.pictures.poses import DRAWINGS
from coach.pictures.shown import SHOWN

__all__ = ["Position", "drawing", "names"]


@dataclass(frozen=True)
class Position:
    """One position of a drawing: its SVG, in English what it shows, and whether it is upright."""

    svg: str
    shows: str
    upright: bool


def names() -> list[str]:
    """Return the names of the drawings that there are."""
    return sorted(DRAWINGS)


def drawing(name: str) -> tuple[Position, ...]:
    """Return a drawing's positions, in the order in which they are taken; none without one."""
    drawings = DRAWINGS.get(name.strip().casefold(), ())
    if not drawings:
        return ()
    box = box_of(drawings)
    shown = SHOWN[name.strip().casefold()]
    left, bottom, right, top = box
    upright = top - bottom > right - left
    return tuple(Position(svg(d, box), s, upright) for d, s in zip(drawings, shown, strict=True))
