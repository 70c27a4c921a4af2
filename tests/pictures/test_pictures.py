"""The drawings of the library's exercises."""

from __future__ import annotations

import math
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from coach import library, pictures
from coach.pictures.figure import (
    FOREARM,
    SHIN,
    THIGH,
    TORSO,
    UPPER_ARM,
    Angles,
    Pose,
    Reach,
    body_of,
)
from coach.pictures.poses import DRAWINGS

EXERCISES = library.bundled_folder() / "exercises"
EXPORTING = Path(__file__).parents[2] / "docs" / "exporting.md"


def length(a: tuple[float, float], b: tuple[float, float]) -> float:
    return math.dist(a, b)


def test_a_figure_given_by_angles_has_its_joints_at_those_angles() -> None:
    body = body_of(Pose((0, 88), 90, Angles(270, 0, 0), Angles(270, 270, 0)))
    assert body.shoulder == pytest.approx((0, 88 + TORSO))
    assert body.arm[1] == pytest.approx((0, 88 + TORSO - UPPER_ARM))
    assert body.arm[2] == pytest.approx((FOREARM, 88 + TORSO - UPPER_ARM))
    assert body.leg[2] == pytest.approx((0, 88 - THIGH - SHIN))


@pytest.mark.parametrize("bend", [1, -1])
def test_a_reaching_limb_keeps_the_length_of_its_bones(bend: int) -> None:
    body = body_of(Pose((0, 50), 90, Reach(20, 70, 0, bend), Reach(30, 6, 0, 1)))
    assert body.arm[2] == pytest.approx((20, 70))
    assert length(body.arm[0], body.arm[1]) == pytest.approx(UPPER_ARM)
    assert length(body.arm[1], body.arm[2]) == pytest.approx(FOREARM)


def test_a_limb_is_straight_if_its_target_is_too_far_away() -> None:
    body = body_of(Pose((0, 50), 90, Reach(900, 100, 0), Reach(30, 6, 0)))
    assert length(body.arm[0], body.arm[2]) == pytest.approx(UPPER_ARM + FOREARM, abs=0.1)


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_no_joint_is_below_the_floor_or_outside_the_picture(name: str) -> None:
    (box,) = re.findall(r'viewBox="([^"]*)"', pictures.drawings(name)[0].svg)
    left, _, width, _ = map(float, box.split())
    for drawing in DRAWINGS[name]:
        body = body_of(drawing.pose)
        points = [body.head, body.hip, *body.arm, *body.leg, *body.far_arm, *body.far_leg]
        assert min(y for _, y in points) > 2
        assert min(x for x, _ in points) > left
        assert max(x for x, _ in points) < left + width


@pytest.mark.parametrize("name", pictures.names())
def test_a_drawing_is_valid_xml_in_the_colour_of_the_text(name: str) -> None:
    for drawing in pictures.drawings(name):
        ET.fromstring(drawing.svg)  # noqa: S314 - Coach's own
        colours = set(re.findall(r'(?:stroke|fill)="([^"]*)"', drawing.svg))
        assert colours == {"currentColor", "none", "var(--picture-paper,#fff)"}
        assert " id=" not in drawing.svg
        assert len(drawing.svg) < 5_000


def test_every_drawing_has_an_alternative_text() -> None:
    assert all(1 <= len(drawings) <= 2 for drawings in DRAWINGS.values())
    for name, drawings in DRAWINGS.items():
        assert all(re.fullmatch(r"[A-Z].*\.", drawing.alt_text) for drawing in drawings), name


def test_each_drawing_belongs_to_a_library_exercise_that_names_it() -> None:
    for name in pictures.names():
        assert f"\npicture: {name}\n" in (EXERCISES / f"{name}.yaml").read_text("utf-8")


def test_the_documentation_lists_every_drawing() -> None:
    page = EXPORTING.read_text("utf-8")
    listed = re.search(r"drawings' names:\n\n(.*?)\.\n\n", page, re.DOTALL)
    assert listed is not None
    assert re.split(r",\s+", listed[1]) == pictures.names()
    assert f"Coach draws {len(pictures.names())} of" in page
