"""An author's own image files, which are checked before they are put into a page."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
from tempo import HEAD

from coach import checking
from coach.model.problems import as_text

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


def problems_of(picture: str, folder: Path) -> str:
    path = folder / "r.yaml"
    path.write_text(
        f"{HEAD}stop_if: It hurts.\nexercises:\n  - name: Knee\n    set_up: Sit.\n    hold: 10 s\n"
        f"    picture: {picture}\n",
        encoding="utf-8",
    )
    said = "\n".join(map(as_text, checking.check_file(path)))
    return said.replace(f"{folder}{os.sep}", "")


@pytest.mark.parametrize(("name", "data"), GOOD.items(), ids=list(GOOD))
def test_an_image_next_to_the_routine_is_fine(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / name).write_bytes(data)
    assert problems_of(name, tmp_path) == ""


HUGE = {
    "a.png": PNG[:16] + struct.pack(">II", 60_000, 60_000),
    "a.jpg": JPEG.replace(struct.pack(">HH", 480, 640), struct.pack(">HH", 60_000, 60_000)),
}


@pytest.mark.parametrize(("name", "data"), HUGE.items(), ids=list(HUGE))
def test_a_small_file_with_too_many_pixels_is_refused(
    name: str, data: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    assert f"`{name}` has 60000 by 60000 pixels [picture]" in problems_of(name, tmp_path)


@pytest.mark.parametrize("name", ["knee.png", "photos/knee.jpg", "lossless.webp"])
@pytest.mark.parametrize("kept", [15, -2], ids=["in-its-header", "near-its-end"])
def test_an_incomplete_image_is_refused(name: str, kept: int, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / name).write_bytes(GOOD[name][:kept])
    assert f"`{name}` is damaged or incomplete [picture]" in problems_of(name, tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "said", "hint"),
    [
        ("knee.png", None, "there is no file `knee.png` next to the routine",
         "put it there, or correct the name"),
        ("knee.png", b"GIF89a", "`knee.png` is not an image that Coach can use",
         "save it as PNG, JPEG or WebP"),
        ("knee.png", b"<svg onload='x'/>", "`knee.png` is an SVG, which can contain scripts",
         "save it as PNG, JPEG or WebP"),
        ("knee.png", PNG + bytes(2_000_000), "`knee.png` is larger than 2 MB",
         "make it smaller; 1,000 pixels across is enough"),
        ("cat-cowe", None, "there is no drawing `cat-cowe`", "did you mean `cat-cow`?"),
        ("xyz", None, "there is no drawing `xyz`", "name an image file such as `knee.png`"),
    ],
)  # fmt: skip
def test_an_unusable_picture_is_an_error_at_its_place(
    name: str, data: bytes | None, said: str, hint: str, tmp_path: Path
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    under = "^" * len(name)
    assert problems_of(name, tmp_path) == (
        f"r.yaml:9:14: error: {said} [picture]\n        picture: {name}\n"
        f"                 {under}\n  hint: {hint}"
    )


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    try:
        (inside / "knee.png").symlink_to(tmp_path / "secret.png")
    except OSError:
        pytest.skip("this user may not create symbolic links")
    said = problems_of("knee.png", inside).splitlines()[0]
    assert said == (
        "r.yaml:9:14: error: `knee.png` is a link to a file outside the routine's folder [picture]"
    )


def test_a_folder_or_a_pipe_is_refused(tmp_path: Path) -> None:
    (tmp_path / "knee.png").mkdir()
    assert "`knee.png` " in problems_of("knee.png", tmp_path)
    (tmp_path / "pipe").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe" / "knee.png")
        assert "`knee.png` is not a file" in problems_of("knee.png", tmp_path / "pipe")
