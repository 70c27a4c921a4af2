"""A body as lines: an SVG picture in the colour of the text around it.

What is near is drawn over what is far, which is paler. Nothing in it is named or scripted, so that
it can be put into a page more than once. `--picture-paper` is the colour behind it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from coach.pictures.figure import Body, Point, Pose, body_of, step

PAPER = "var(--picture-paper,#fff)"
LINE = 2.4
FLOOR_LINE = 1.6
MARGIN = 12.0
PALE = 0.45
WIDTHS = {"torso": 23.0, "neck": 10.0, "upper arm": 10.0, "forearm": 8.0, "thigh": 16.0,
          "shin": 11.0, "foot": 7.0}  # fmt: skip
HEAD_LONG, HEAD_WIDE, NOSE = 12.0, 10.5, 2.6


@dataclass(frozen=True)
class Prop:
    """Something beside the body, as lines between points.

    `wide` ones have a body of their own; an `arrow` points to where its last point is.
    """

    points: tuple[Point, ...]
    wide: float = 0.0
    behind: bool = True
    arrow: bool = False


@dataclass(frozen=True)
class Drawing:
    """One position of an exercise."""

    pose: Pose
    props: tuple[Prop, ...] = ()


def svg(drawing: Drawing, box: tuple[float, float, float, float], paper: str = PAPER) -> str:
    """Return a drawing as SVG without a name: who embeds it says what it shows.

    Args:
        drawing: what is drawn.
        box: left, bottom, right and top of what is seen, in the figure's units.
        paper: the colour of what is not line.
    """
    left, bottom, right, top = box
    body = body_of(drawing.pose)
    shapes = [
        _line([(left + 2, 0.0), (right - 2, 0.0)], FLOOR_LINE, opacity=0.6),
        *(_prop(prop, paper) for prop in drawing.props if prop.behind),
        *_body(body, paper),
        *(_prop(prop, paper) for prop in drawing.props if not prop.behind),
    ]
    width, height = right - left, top - bottom
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {-top:.0f} {width:.0f} '
        f'{height:.0f}" width="{width:.0f}" height="{height:.0f}" fill="none" '
        f'stroke-linecap="round" stroke-linejoin="round">{"".join(shapes)}</svg>'
    )


def box_of(drawings: tuple[Drawing, ...]) -> tuple[float, float, float, float]:
    """Return the box that all of an exercise's drawings are seen in."""
    points = [point for drawing in drawings for point in _extent(drawing)]
    left, right = min(x for x, _ in points) - MARGIN, max(x for x, _ in points) + MARGIN
    top = max(y for _, y in points) + MARGIN
    return left, -6.0, right, top


def _extent(drawing: Drawing) -> Iterator[Point]:
    body = body_of(drawing.pose)
    head = body.head
    yield from ((head[0] - HEAD_LONG, head[1]), (head[0] + HEAD_LONG, head[1] + HEAD_LONG))
    yield from (*body.arm, *body.leg, *body.far_arm, *body.far_leg, body.middle)
    for prop in drawing.props:
        yield from prop.points


def _body(body: Body, paper: str) -> Iterator[str]:
    far = [*_bones(body.far_leg, "thigh", "shin"), *_bones(body.far_arm, "upper arm", "forearm")]
    if far:
        yield f'<g opacity="{PALE}">{_outlined(far, paper)}</g>'
    torso = [body.hip, body.middle, body.shoulder]
    trunk = [("torso", torso), ("neck", [body.shoulder, step(body.neck, body.head_turn, 4)])]
    leg = _bones(body.leg, "thigh", "shin")
    yield _outlined(trunk if body.folded else [*trunk, *leg], paper, body)
    if body.folded:
        yield _outlined(leg, paper)
    yield _outlined(_bones(body.arm, "upper arm", "forearm"), paper)


Bone = tuple[str, list[Point]]


def _bones(limb: tuple[Point, ...], upper: str, lower: str) -> list[Bone]:
    if not limb:
        return []
    root, middle, end, tip = limb
    last = "foot" if lower == "shin" else "forearm"
    return [(upper, [root, middle]), (lower, [middle, end]), (last, [end, tip])]


def _outlined(bones: list[Bone], paper: str, head: Body | None = None) -> str:
    """Return bones as one outline: all of them dark, then all a line's width narrower in paper."""
    outer = [_line(points, WIDTHS[name] + LINE) for name, points in bones]
    inner = [_line(points, WIDTHS[name] - LINE, paper) for name, points in bones]
    if head is not None:
        outer.append(_head(head, LINE / 2, "currentColor"))
        inner.append(_head(head, -LINE / 2, paper))
    return "".join(outer + inner)


def _head(body: Body, more: float, colour: str) -> str:
    x, y = body.head
    nx, ny = step(step(body.head, body.head_turn - 90, HEAD_WIDE), body.head_turn, -1.5)
    return (
        f'<circle cx="{nx:.1f}" cy="{-ny:.1f}" r="{NOSE + more:.1f}" fill="{colour}"/>'
        f'<ellipse cx="{x:.1f}" cy="{-y:.1f}" rx="{HEAD_LONG + more:.1f}" '
        f'ry="{HEAD_WIDE + more:.1f}" fill="{colour}" '
        f'transform="rotate({-body.head_turn:.0f} {x:.1f} {-y:.1f})"/>'
    )


def _line(
    points: list[Point], width: float, colour: str = "currentColor", opacity: float = 1.0
) -> str:
    """Return a line through points; three are a curve whose middle one it leans towards."""
    (x, y), *others = [(px, -py) for px, py in points]
    if len(others) == 2:  # noqa: PLR2004 - a curve has two ends and what it leans towards
        (cx, cy), (ex, ey) = others
        path = f"M{x:.1f} {y:.1f}Q{cx:.1f} {cy:.1f} {ex:.1f} {ey:.1f}"
    else:
        path = f"M{x:.1f} {y:.1f}" + "".join(f"L{px:.1f} {py:.1f}" for px, py in others)
    seen = f' opacity="{opacity}"' if opacity < 1 else ""
    return f'<path d="{path}" stroke="{colour}" stroke-width="{width:.1f}"{seen}/>'


def _prop(prop: Prop, paper: str) -> str:
    points = list(prop.points)
    if prop.arrow:
        return _line(points, LINE) + _line(_barbs(points), LINE)
    if not prop.wide:
        return _line(points, LINE, opacity=0.75)
    return _line(points, prop.wide + LINE, opacity=0.75) + _line(points, prop.wide - LINE, paper)


def _barbs(points: list[Point]) -> list[Point]:
    """Return the head of an arrow that ends where the points do."""
    (x, y), (tip_x, tip_y) = points[-2:]
    back = math.degrees(math.atan2(y - tip_y, x - tip_x))
    tip = (tip_x, tip_y)
    one, other = step(tip, back + 32, 7), step(tip, back - 32, 7)
    return [one, tip, tip, other]
