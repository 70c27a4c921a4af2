"""Drawings of exercises, and an author's own image files."""

from __future__ import annotations

import math
import os
import re
import struct
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tempo import HEAD

from coach import checking, pictures
from coach.model.problems import as_text
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
from coach.pictures.shown import SHOWN

EXERCISES = Path(__file__).parents[1] / "routines" / "exercises"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 480) + bytes(20) + b"IEND"
JPEG = (
    b"\xff\xd8\xff\xe0\0\x04\xff\xd9\xff\xc0\0\x11\x08" + struct.pack(">HH", 480, 640) + bytes(20)
    + b"\xff\xda\0\x02ab\xff\xd9"
)  # fmt: skip
WEBP = b"RIFF\x10\0\0\0WEBP"
WEBPS = {
    "lossy.webp": b"VP8 \0\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 640, 480),
    "lossless.webp": b"VP8L\0\0\0\0\x2f" + struct.pack("<I", 639 | 479 << 14),
    "extended.webp": b"VP8X\0\0\0\0\0\0\0\0" + struct.pack("<HBHB", 639, 0, 479, 0),
}
GOOD = {"knee.png": PNG, "photos/knee.jpg": JPEG, **{n: WEBP + d for n, d in WEBPS.items()}}


def length(a: tuple[float, float], b: tuple[float, float]) -> float:
    return math.dist(a, b)


def test_a_figure_of_angles_has_its_joints_where_they_say() -> None:
    body = body_of(Pose((0, 88), 90, Angles(270, 0, 0), Angles(270, 270, 0)))
    assert body.shoulder == pytest.approx((0, 88 + TORSO))
    assert body.arm[1] == pytest.approx((0, 88 + TORSO - UPPER_ARM))
    assert body.arm[2] == pytest.approx((FOREARM, 88 + TORSO - UPPER_ARM))
    assert body.leg[2] == pytest.approx((0, 88 - THIGH - SHIN))


@pytest.mark.parametrize("bend", [1, -1])
def test_a_limb_that_reaches_keeps_the_length_of_its_bones(bend: int) -> None:
    body = body_of(Pose((0, 50), 90, Reach(20, 70, 0, bend), Reach(30, 6, 0, 1)))
    assert body.arm[2] == pytest.approx((20, 70))
    assert length(body.arm[0], body.arm[1]) == pytest.approx(UPPER_ARM)
    assert length(body.arm[1], body.arm[2]) == pytest.approx(FOREARM)


def test_what_is_out_of_reach_is_reached_for_with_a_straight_limb() -> None:
    body = body_of(Pose((0, 50), 90, Reach(900, 100, 0), Reach(30, 6, 0)))
    assert length(body.arm[0], body.arm[2]) == pytest.approx(UPPER_ARM + FOREARM, abs=0.1)


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_no_part_of_a_body_is_under_the_floor_or_out_of_the_picture(name: str) -> None:
    (box,) = re.findall(r'viewBox="([^"]*)"', pictures.drawing(name)[0].svg)
    left, _, width, _ = map(float, box.split())
    for drawing in DRAWINGS[name]:
        body = body_of(drawing.pose)
        points = [body.head, body.hip, *body.arm, *body.leg, *body.far_arm, *body.far_leg]
        assert min(y for _, y in points) > 2
        assert min(x for x, _ in points) > left
        assert max(x for x, _ in points) < left + width


@pytest.mark.parametrize("name", pictures.names())
def test_a_drawing_is_whole_xml_in_the_colour_of_the_text(name: str) -> None:
    for position in pictures.drawing(name):
        ET.fromstring(position.svg)  # noqa: S314 - it is our own
        colours = set(re.findall(r'(?:stroke|fill)="([^"]*)"', position.svg))
        assert colours == {"currentColor", "none", "var(--picture-paper,#fff)"}
        assert " id=" not in position.svg
        assert len(position.svg) < 5_000


def test_every_drawing_says_what_each_of_its_positions_shows() -> None:
    assert {n: len(d) for n, d in DRAWINGS.items()} == {n: len(s) for n, s in SHOWN.items()}
    assert all(1 <= len(drawings) <= 2 for drawings in DRAWINGS.values())


def test_each_drawing_is_that_of_an_exercise_of_the_library_which_names_it() -> None:
    for name in pictures.names():
        assert f"\npicture: {name}\n" in (EXERCISES / f"{name}.yaml").read_text("utf-8")


def test_the_documentation_lists_every_drawing() -> None:
    page = (EXERCISES.parents[1] / "docs" / "exporting.md").read_text("utf-8")
    listed = re.search(r"drawings' names:\n\n(.*?)\.\n\n", page, re.DOTALL)
    assert listed is not None
    assert re.split(r",\s+", listed[1]) == pictures.names()
    assert f"Coach draws {len(pictures.names())} of" in page


def examined(picture: str, folder: Path) -> str:
    path = folder / "r.yaml"
    path.write_text(
        f"{HEAD}stop_if: It hurts.\nexercises:\n  - name: Knee\n    set_up: Sit.\n    hold: 10 s\n"
        f"    picture: {picture}\n",
        encoding="utf-8",
    )
    said = "\n".join(map(as_text, checking.check_file(path)))
    return said.replace(f"{folder}{os.sep}", "")


@pytest.mark.parametrize(("name", "data"), GOOD.items(), ids=list(GOOD))
def test_an_image_beside_the_routine_is_no_problem(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / name).write_bytes(data)
    assert examined(name, tmp_path) == ""


HUGE = {
    "a.png": PNG[:16] + struct.pack(">II", 60_000, 60_000),
    "a.jpg": JPEG.replace(struct.pack(">HH", 480, 640), struct.pack(">HH", 60_000, 60_000)),
}


@pytest.mark.parametrize(("name", "data"), HUGE.items(), ids=list(HUGE))
def test_a_small_file_that_would_fill_the_memory_is_refused(
    name: str, data: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    assert f"`{name}` has 60000 by 60000 pixels [picture]" in examined(name, tmp_path)


@pytest.mark.parametrize("name", ["knee.png", "photos/knee.jpg", "lossless.webp"])
@pytest.mark.parametrize("kept", [15, -2], ids=["in-its-head", "near-its-end"])
def test_an_image_that_is_cut_off_is_refused(name: str, kept: int, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / name).write_bytes(GOOD[name][:kept])
    assert f"`{name}` is damaged or cut off [picture]" in examined(name, tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "said", "hint"),
    [
        ("knee.png", None, "there is no file `knee.png` beside the routine",
         "put it there, or mend its name"),
        ("knee.png", b"GIF89a", "`knee.png` is no image that Coach knows",
         "save it as PNG, JPEG or WebP"),
        ("knee.png", b"<svg onload='x'/>", "`knee.png` is an SVG, which can carry scripts",
         "save it as PNG, JPEG or WebP"),
        ("knee.png", PNG + bytes(2_000_000), "`knee.png` is larger than 2 MB",
         "make it smaller; 1,000 pixels across are enough"),
        ("cat-cowe", None, "there is no drawing `cat-cowe`", "did you mean `cat-cow`?"),
        ("xyz", None, "there is no drawing `xyz`", "name an image file such as `knee.png`"),
    ],
)  # fmt: skip
def test_a_picture_that_can_not_be_used_is_told_at_its_place(
    name: str, data: bytes | None, said: str, hint: str, tmp_path: Path
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    under = "^" * len(name)
    assert examined(name, tmp_path) == (
        f"r.yaml:9:14: error: {said} [picture]\n        picture: {name}\n"
        f"                 {under}\n  hint: {hint}"
    )


def test_a_link_that_leaves_the_folder_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    try:
        (inside / "knee.png").symlink_to(tmp_path / "secret.png")
    except OSError:
        pytest.skip("this system has no links for this person")
    said = examined("knee.png", inside).splitlines()[0]
    assert said == (
        "r.yaml:9:14: error: `knee.png` is a link that leaves the routine's folder [picture]"
    )


def test_a_folder_or_a_pipe_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "knee.png").mkdir()
    assert "`knee.png` " in examined("knee.png", tmp_path)
    (tmp_path / "pipe").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe" / "knee.png")
        assert "`knee.png` is not a file" in examined("knee.png", tmp_path / "pipe")
