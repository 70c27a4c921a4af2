"""One figure from the angles of its joints, seen from the side: where each joint is.

Lengths are in units of which a standing person is about 170 tall, shares of the body's height as
in Drillis and Contini (1966). x grows to the right, y upwards, the floor is y = 0. Angles are in
degrees, anticlockwise from pointing right. A figure that stands (torso at 90) faces right; turned
by 90 degrees it lies on its back, its head at the left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

NECK, HEAD = 9.0, 12.0
TORSO = 50.0
UPPER_ARM, FOREARM, HAND = 30.0, 26.0, 9.0
THIGH, SHIN, FOOT = 42.0, 41.0, 19.0

Point = tuple[float, float]


@dataclass(frozen=True)
class Angles:
    """A limb by the directions of its two bones and of its hand or foot.

    `seen` is the share of the bones' lengths that is seen where they point towards us.
    """

    upper: float
    lower: float
    end: float
    seen: tuple[float, float] = (1.0, 1.0)


@dataclass(frozen=True)
class Reach:
    """A limb by where its wrist or ankle is; `bend` 1 or -1 says to which side it is bent.

    Seen from the limb's root towards its end, 1 puts the elbow or knee to the left.
    """

    x: float
    y: float
    end: float
    bend: int = 1


Limb = Angles | Reach


@dataclass(frozen=True)
class Pose:
    """A body: where the hip is, how the trunk and head are held, and the limbs.

    Attributes:
        hip: where the hip joint is.
        torso: the direction from hip to shoulder.
        bend: how far the back bulges out between them; below zero, how far it sinks in.
        head: the direction from the shoulder to the head.
        arm, leg: the limbs nearer to us.
        far_arm, far_leg: those on the far side; None where they are hidden.
        folded: the near thigh lies on the trunk, and is drawn over it.
    """

    hip: Point
    torso: float
    arm: Limb
    leg: Limb
    far_arm: Limb | None = None
    far_leg: Limb | None = None
    bend: float = 0.0
    head: float | None = None
    folded: bool = False


@dataclass(frozen=True)
class Body:
    """A pose's joints. A limb is root, middle, end and the tip of its hand or foot."""

    hip: Point
    middle: Point
    shoulder: Point
    neck: Point
    head: Point
    head_turn: float
    folded: bool
    arm: tuple[Point, ...]
    leg: tuple[Point, ...]
    far_arm: tuple[Point, ...]
    far_leg: tuple[Point, ...]


def body_of(pose: Pose) -> Body:
    """Return where a pose's joints are."""
    shoulder = step(pose.hip, pose.torso, TORSO)
    halfway = step(pose.hip, pose.torso, TORSO * 0.5)
    middle = step(halfway, pose.torso + 90, 2 * pose.bend)
    turn = pose.torso if pose.head is None else pose.head
    neck = step(shoulder, turn, NECK)
    return Body(
        pose.hip,
        middle,
        shoulder,
        neck,
        step(neck, turn, HEAD),
        turn,
        pose.folded,
        _limb(shoulder, pose.arm, UPPER_ARM, FOREARM, HAND),
        _limb(pose.hip, pose.leg, THIGH, SHIN, FOOT),
        _limb(shoulder, pose.far_arm, UPPER_ARM, FOREARM, HAND) if pose.far_arm else (),
        _limb(pose.hip, pose.far_leg, THIGH, SHIN, FOOT) if pose.far_leg else (),
    )


def step(start: Point, angle: float, length: float) -> Point:
    """Return the point at a distance in a direction."""
    turned = math.radians(angle)
    return start[0] + length * math.cos(turned), start[1] + length * math.sin(turned)


def _limb(root: Point, limb: Limb, upper: float, lower: float, tip: float) -> tuple[Point, ...]:
    if isinstance(limb, Reach):
        middle, end = _bent(root, limb, upper, lower)
    else:
        middle = step(root, limb.upper, upper * limb.seen[0])
        end = step(middle, limb.lower, lower * limb.seen[1])
    return root, middle, end, step(end, limb.end, tip)


def _bent(root: Point, limb: Reach, upper: float, lower: float) -> tuple[Point, Point]:
    """Return the elbow or knee of a limb that reaches a point, and that point.

    What is out of reach is reached for with the limb straight.
    """
    far = math.hypot(limb.x - root[0], limb.y - root[1])
    towards = math.degrees(math.atan2(limb.y - root[1], limb.x - root[0]))
    far = min(max(far, abs(upper - lower) + 0.1), upper + lower - 0.01)
    cosine = (upper**2 + far**2 - lower**2) / (2 * upper * far)
    turn = math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
    return step(root, towards + limb.bend * turn, upper), step(root, towards, far)
