"""A body and its props as an SVG drawing, in the colour of the text around it.

Near limbs are drawn over far ones, which are paler. The SVG has no ids and no scripts, so that it
can be put into a page more than once. `--picture-paper` is the colour of the background.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from coach.pictures.figure import Body, Point, Pose, body_of, step

PAPER = "var(--picture-paper,#fff)"
LINE = 2.4
FLOOR_LINE = 1.6
MARGIN = 12.0
FAR_OPACITY = 0.45
WIDTHS = {"torso": 23.0, "neck": 10.0, "upper arm": 10.0, "forearm": 8.0, "thigh": 16.0,
          "shin": 11.0, "foot": 7.0}  # fmt: skip
HEAD_LENGTH, HEAD_WIDTH, NOSE = 12.0, 10.5, 2.6


@dataclass(frozen=True)
class Prop:
    """An object such as a chair, a wall or a strap, as a line through points.

    Attributes:
        points: where the line runs.
        width: how thick it is drawn, with an outline; 0 for a plain line.
        behind: whether the body is drawn over it.
        arrow: whether it is an arrow to its last point.
    """

    points: tuple[Point, ...]
    width: float = 0.0
    behind: bool = True
    arrow: bool = False


@dataclass(frozen=True)
class Drawing:
    """One position of an exercise.

    Attributes:
        alt_text: what it shows, in English, for people who can't see it.
    """

    alt_text: str
    pose: Pose
    props: tuple[Prop, ...] = ()


class Box(NamedTuple):
    """The part of the plane that a drawing shows, in the figure's units."""

    left: float
    bottom: float
    right: float
    top: float


def svg(drawing: Drawing, box: Box, paper: str = PAPER) -> str:
    """Return a drawing as SVG; the page that embeds it adds the alternative text.

    Args:
        drawing: what to draw.
        box: the part of the plane to show.
        paper: the colour of everything except the lines.
    """
    body = body_of(drawing.pose)
    shapes = [
        _line([(box.left + 2, 0.0), (box.right - 2, 0.0)], FLOOR_LINE, opacity=0.6),
        *(_prop(prop, paper) for prop in drawing.props if prop.behind),
        *_body(body, paper),
        *(_prop(prop, paper) for prop in drawing.props if not prop.behind),
    ]
    width, height = box.right - box.left, box.top - box.bottom
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box.left:.0f} {-box.top:.0f} '
        f'{width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" fill="none" '
        f'stroke-linecap="round" stroke-linejoin="round">{"".join(shapes)}</svg>'
    )


def bounding_box(drawings: tuple[Drawing, ...]) -> Box:
    """Return the box that holds all drawings of an exercise."""
    points = [point for drawing in drawings for point in _extreme_points(drawing)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs) - MARGIN, -6.0, max(xs) + MARGIN, max(ys) + MARGIN)


def _extreme_points(drawing: Drawing) -> Iterator[Point]:
    body = body_of(drawing.pose)
    head_x, head_y = body.head
    yield from ((head_x - HEAD_LENGTH, head_y), (head_x + HEAD_LENGTH, head_y + HEAD_LENGTH))
    yield from (*body.arm, *body.leg, *body.far_arm, *body.far_leg, body.spine)
    for prop in drawing.props:
        yield from prop.points


def _body(body: Body, paper: str) -> Iterator[str]:
    far = [*_bones(body.far_leg, "thigh", "shin"), *_bones(body.far_arm, "upper arm", "forearm")]
    if far:
        yield f'<g opacity="{FAR_OPACITY}">{_outlined(far, paper)}</g>'
    torso = [body.hip, body.spine, body.shoulder]
    trunk = [("torso", torso), ("neck", [body.shoulder, step(body.neck, body.head_angle, 4)])]
    leg = _bones(body.leg, "thigh", "shin")
    yield _outlined(trunk if body.folded else [*trunk, *leg], paper, body)
    if body.folded:
        yield _outlined(leg, paper)
    yield _outlined(_bones(body.arm, "upper arm", "forearm"), paper)


Bone = tuple[str, list[Point]]
"""A bone's name in `WIDTHS`, and the points of its line."""


def _bones(limb: tuple[Point, ...], upper: str, lower: str) -> list[Bone]:
    if not limb:
        return []
    root, joint, end, tip = limb
    last = "foot" if lower == "shin" else "forearm"
    return [(upper, [root, joint]), (lower, [joint, end]), (last, [end, tip])]


def _outlined(bones: list[Bone], paper: str, head: Body | None = None) -> str:
    """Return bones with one outline: thick lines, then thinner ones on top in paper's colour."""
    outer = [_line(points, WIDTHS[name] + LINE) for name, points in bones]
    inner = [_line(points, WIDTHS[name] - LINE, paper) for name, points in bones]
    if head is not None:
        outer.append(_head(head, LINE / 2, "currentColor"))
        inner.append(_head(head, -LINE / 2, paper))
    return "".join(outer + inner)


def _head(body: Body, extra: float, colour: str) -> str:
    x, y = body.head
    nose = step(step(body.head, body.head_angle - 90, HEAD_WIDTH), body.head_angle, -1.5)
    return (
        f'<circle cx="{nose[0]:.1f}" cy="{-nose[1]:.1f}" r="{NOSE + extra:.1f}" fill="{colour}"/>'
        f'<ellipse cx="{x:.1f}" cy="{-y:.1f}" rx="{HEAD_LENGTH + extra:.1f}" '
        f'ry="{HEAD_WIDTH + extra:.1f}" fill="{colour}" '
        f'transform="rotate({-body.head_angle:.0f} {x:.1f} {-y:.1f})"/>'
    )


def _line(
    points: list[Point], width: float, colour: str = "currentColor", opacity: float = 1.0
) -> str:
    """Return a line through points; three points are a curve that bends towards the middle one."""
    (x, y), *others = [(px, -py) for px, py in points]
    if len(others) == 2:  # noqa: PLR2004 - the control point and the end
        (cx, cy), (ex, ey) = others
        path = f"M{x:.1f} {y:.1f}Q{cx:.1f} {cy:.1f} {ex:.1f} {ey:.1f}"
    else:
        path = f"M{x:.1f} {y:.1f}" + "".join(f"L{px:.1f} {py:.1f}" for px, py in others)
    pale = f' opacity="{opacity}"' if opacity < 1 else ""
    return f'<path d="{path}" stroke="{colour}" stroke-width="{width:.1f}"{pale}/>'


def _prop(prop: Prop, paper: str) -> str:
    points = list(prop.points)
    if prop.arrow:
        return _line(points, LINE) + _line(_arrowhead(points), LINE)
    if not prop.width:
        return _line(points, LINE, opacity=0.75)
    return _line(points, prop.width + LINE, opacity=0.75) + _line(points, prop.width - LINE, paper)


def _arrowhead(points: list[Point]) -> list[Point]:
    """Return the head of an arrow that ends at the last point."""
    (x, y), (tip_x, tip_y) = points[-2:]
    back = math.degrees(math.atan2(y - tip_y, x - tip_x))
    tip = (tip_x, tip_y)
    one, other = step(tip, back + 32, 7), step(tip, back - 32, 7)
    return [one, tip, tip, other]
