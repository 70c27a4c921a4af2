"""Line drawings of the library's exercises, generated from joint angles.

A routine refers to one by its name, as in `picture: cat-cow`. Each has one or two positions.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.pictures.drawing import bounding_box, svg
from coach.pictures.poses import DRAWINGS

__all__ = ["RenderedDrawing", "drawings", "names"]


@dataclass(frozen=True)
class RenderedDrawing:
    """One position of an exercise.

    Attributes:
        svg: the drawing as SVG.
        alt_text: what it shows, in English.
        upright: whether it is taller than it is wide.
    """

    svg: str
    alt_text: str
    upright: bool


def names() -> list[str]:
    """Return the names of all drawings."""
    return sorted(DRAWINGS)


def drawings(name: str) -> tuple[RenderedDrawing, ...]:
    """Return an exercise's drawings in the order of its positions; empty if it has none."""
    found = DRAWINGS.get(name.strip().casefold(), ())
    if not found:
        return ()
    box = bounding_box(found)
    upright = box.top - box.bottom > box.right - box.left
    return tuple(RenderedDrawing(svg(drawing, box), drawing.alt_text, upright) for drawing in found)
