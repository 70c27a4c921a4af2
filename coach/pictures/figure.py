"""A figure seen from the side: where each joint is, from the angles of its bones.

A standing person is about 170 units tall, with the proportions of Drillis and Contini (1966). x
grows to the right and y upwards; the floor is at y = 0. Angles are in degrees, counterclockwise
from pointing right. A standing figure (torso at 90) faces right; turned by another 90 degrees, it
lies on its back with its head on the left.
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
    """A limb given by the directions of its two bones and of its hand or foot."""

    upper: float
    lower: float
    end: float


@dataclass(frozen=True)
class Reach:
    """A limb given by the position of its wrist or ankle.

    Attributes:
        x, y: the position.
        end: the direction of the hand or foot.
        bend: the side to which the elbow or knee points, seen from the limb's root towards its
            end: 1 for left, -1 for right.
    """

    x: float
    y: float
    end: float
    bend: int = 1


Limb = Angles | Reach


@dataclass(frozen=True)
class Pose:
    """How a body is held.

    Attributes:
        hip: where the hip joint is.
        torso: the direction from hip to shoulder.
        arm, leg: the limbs nearer to the viewer.
        far_arm, far_leg: those on the far side; None where they are hidden.
        bend: how far the back bulges between hip and shoulder; negative if it sinks in.
        head: the direction from the shoulder to the head; None for the torso's.
        folded: whether the near thigh lies on the trunk and is drawn over it.
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
    """A pose's joints.

    Attributes:
        spine: the control point of the back's curve.
        head_angle: the direction from the neck to the head.
        arm, leg, far_arm, far_leg: root, joint, end and tip of each limb; empty if hidden.
    """

    hip: Point
    spine: Point
    shoulder: Point
    neck: Point
    head: Point
    head_angle: float
    folded: bool
    arm: tuple[Point, ...]
    leg: tuple[Point, ...]
    far_arm: tuple[Point, ...]
    far_leg: tuple[Point, ...]


def body_of(pose: Pose) -> Body:
    """Return the positions of a pose's joints."""
    shoulder = step(pose.hip, pose.torso, TORSO)
    midpoint = step(pose.hip, pose.torso, TORSO * 0.5)
    spine = step(midpoint, pose.torso + 90, 2 * pose.bend)
    head_angle = pose.torso if pose.head is None else pose.head
    neck = step(shoulder, head_angle, NECK)
    return Body(
        hip=pose.hip,
        spine=spine,
        shoulder=shoulder,
        neck=neck,
        head=step(neck, head_angle, HEAD),
        head_angle=head_angle,
        folded=pose.folded,
        arm=_limb(shoulder, pose.arm, UPPER_ARM, FOREARM, HAND),
        leg=_limb(pose.hip, pose.leg, THIGH, SHIN, FOOT),
        far_arm=_limb(shoulder, pose.far_arm, UPPER_ARM, FOREARM, HAND) if pose.far_arm else (),
        far_leg=_limb(pose.hip, pose.far_leg, THIGH, SHIN, FOOT) if pose.far_leg else (),
    )


def step(start: Point, angle: float, length: float) -> Point:
    """Return the point at a distance in a direction."""
    radians = math.radians(angle)
    return start[0] + length * math.cos(radians), start[1] + length * math.sin(radians)


def _limb(root: Point, limb: Limb, upper: float, lower: float, tip: float) -> tuple[Point, ...]:
    if isinstance(limb, Reach):
        joint, end = _reach(root, limb, upper, lower)
    else:
        joint = step(root, limb.upper, upper)
        end = step(joint, limb.lower, lower)
    return root, joint, end, step(end, limb.end, tip)


def _reach(root: Point, limb: Reach, upper: float, lower: float) -> tuple[Point, Point]:
    """Return the elbow or knee of a limb that reaches for a point, and the wrist or ankle.

    If the point is too far away, the limb is straight and points towards it.
    """
    distance = math.hypot(limb.x - root[0], limb.y - root[1])
    direction = math.degrees(math.atan2(limb.y - root[1], limb.x - root[0]))
    distance = min(max(distance, abs(upper - lower) + 0.1), upper + lower - 0.01)
    cosine = (upper**2 + distance**2 - lower**2) / (2 * upper * distance)
    angle = math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
    return step(root, direction + limb.bend * angle, upper), step(root, direction, distance)
