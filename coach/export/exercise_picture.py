"""The picture of an exercise: one of Coach's drawings, or the author's own image file.

Like the routine, an image file may come from anyone, so it is checked: it must be in the folder of
the file that names it (after following symbolic links), small enough for a page, and an image by
its contents, whatever its name says.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coach import pictures
from coach.files import NotRegularFileError, open_regular
from coach.model.problems import Problem, Severity, Span, close_to
from coach.model.routine import Picture, Routine
from coach.model.rules import rule

MAX_BYTES = 2_000_000
MAX_PIXELS = 50_000_000
"""More than a phone's camera has; a small file can claim far more, and exhaust the memory."""
ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".svg", ".gif")
"""A name that ends in one of these means an image file, whatever the file contains."""
_MAKE_SMALLER = "make it smaller; 1,000 pixels across is enough"


@dataclass(frozen=True)
class ImageFile:
    """An author's own image: its media type, judged by its contents, and its bytes."""

    media_type: str
    data: bytes


class _PictureError(Exception):
    """A picture that can't be used: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def load_picture(picture: Picture) -> ImageFile | tuple[pictures.RenderedDrawing, ...]:
    """Return an image, or the drawings of an exercise; none if the picture can't be used."""
    try:
        return _load(picture)
    except _PictureError:
        return ()


@rule(
    "picture",
    "hold: 10 s\nsay: Round your back up.\npicture: cat-cowe",
    "hold: 10 s\nsay: Round your back up.\npicture: cat-cow",
)
def picture_problems(routine: Routine, line_of: Callable[[Span], str]) -> Iterator[Problem]:
    """The page and the handout can't show this picture.

    `picture:` names one of Coach's drawings, or a PNG, JPEG or WebP file of up to 2 MB in the
    routine's folder. What counts is the file's contents, not its name. An SVG can contain scripts:
    save it as PNG.
    """
    for exercise in (version for e in routine.exercises() for version in e.versions()):
        picture = exercise.picture
        if picture is None or picture.at is None:
            continue
        try:
            _load(picture)
        except _PictureError as error:
            yield Problem(
                picture.at,
                Severity.ERROR,
                "picture",
                error.message,
                error.hint,
                line_of(picture.at),
            )


def _load(picture: Picture) -> ImageFile | tuple[pictures.RenderedDrawing, ...]:
    name = picture.name
    if name.casefold().endswith(ENDINGS) or Path(name).suffix:
        return _load_file(Path(picture.at.file).parent if picture.at else Path(), name)
    drawings = pictures.drawings(name)
    if not drawings:
        close = close_to(name, pictures.names())
        hint = f"did you mean `{close}`?" if close else "name an image file such as `knee.png`"
        raise _PictureError(f"there is no drawing `{name}`", hint)
    return drawings


def _load_file(folder: Path, name: str) -> ImageFile:
    data = _read(folder, name)
    media_type = _media_type(data)
    if media_type is None:
        if _is_svg(data):
            message = f"`{name}` is an SVG, which can contain scripts"
        else:
            message = f"`{name}` is not an image that Coach can use"
        raise _PictureError(message, "save it as PNG, JPEG or WebP")
    try:
        width, height = _SIZES[media_type](data)
    except (struct.error, ValueError):
        raise _damaged(name) from None
    if not 0 < width * height <= MAX_PIXELS:
        raise _PictureError(f"`{name}` has {width} by {height} pixels", _MAKE_SMALLER)
    if not _is_complete(media_type, data):
        raise _damaged(name)
    return ImageFile(media_type, data)


def _damaged(name: str) -> _PictureError:
    return _PictureError(f"`{name}` is damaged or incomplete", "save it again")


def _read(folder: Path, name: str) -> bytes:
    """Return the bytes of a file in a folder, if it is small enough."""
    path = folder / name
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            raise _PictureError(
                f"`{name}` is a link to a file outside the routine's folder",
                "copy the file itself there",
            )
        with open_regular(path) as file:
            data = file.read(MAX_BYTES + 1)
    except NotRegularFileError:
        raise _PictureError(
            f"`{name}` is not a file", "name an image file next to the routine"
        ) from None
    except FileNotFoundError:
        raise _PictureError(
            f"there is no file `{name}` next to the routine", "put it there, or correct the name"
        ) from None
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _PictureError(
            f"`{name}` can't be read ({reason})", "copy it, or choose another one"
        ) from None
    if len(data) > MAX_BYTES:
        raise _PictureError(f"`{name}` is larger than {MAX_BYTES // 1_000_000} MB", _MAKE_SMALLER)
    return data


def _media_type(data: bytes) -> str | None:
    """Return the media type, judged by the first bytes, if it is one that every browser shows."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return None


def _png_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Skip segments up to the frame header, which has the size (SOF, ITU T.81)."""
    at = 2
    while True:
        prefix, marker, length = struct.unpack_from(">BBH", data, at)
        if prefix != 0xFF:  # noqa: PLR2004 - the first byte of every segment
            raise ValueError("not a segment")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 - SOF0 to 15
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length


def _webp_size(data: bytes) -> tuple[int, int]:
    """Read the size from the first chunk, which is one of three kinds (RFC 9649)."""
    if data[12:16] == b"VP8X":
        low, high, low2, high2 = struct.unpack_from("<HBHB", data, 24)
        return (high << 16 | low) + 1, (high2 << 16 | low2) + 1
    if data[12:16] == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


_SIZES: dict[str, Callable[[bytes], tuple[int, int]]] = {
    "image/png": _png_size,
    "image/jpeg": _jpeg_size,
    "image/webp": _webp_size,
}


def _is_complete(media_type: str, data: bytes) -> bool:
    """Whether an image has its end; browsers would show a partly copied image in part."""
    if media_type == "image/png":
        return b"IEND" in data
    if media_type == "image/jpeg":
        scan = data.rfind(b"\xff\xda")  # an embedded thumbnail ends before it
        return data.find(b"\xff\xd9", scan) > 0
    return int.from_bytes(data[4:8], "little") + 8 <= len(data)


def _is_svg(data: bytes) -> bool:
    return b"<svg" in data[:4_000].lower()
