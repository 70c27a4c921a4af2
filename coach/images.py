"""The picture of an exercise: one of Coach's drawings, or an author's image file, checked.

A file comes from whoever wrote the routine: it must stand in the folder of the file that names it
(its links followed), be no larger than a page can carry, and be what its first bytes say.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coach import pictures
from coach.files import NotRegularFileError, open_regular
from coach.model.problems import Problem, Severity, Span, close_to
from coach.model.routine import Exercise, Picture, Routine

MOST_BYTES = 2_000_000
MOST_PIXELS = 50_000_000
"""More than any phone's camera takes; a small file can claim far more, and fill the memory."""
ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".svg", ".gif")
"""A name with one of these is a file's, whatever the file is."""


@dataclass(frozen=True)
class Image:
    """An author's own image: its media type by its bytes, and the bytes."""

    media_type: str
    data: bytes


class _UnfitError(Exception):
    """Why a picture can't be used, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def load(picture: Picture) -> Image | tuple[pictures.Position, ...]:
    """Return an image, or a drawing's positions; nothing where `problems` has something to say."""
    try:
        return _load(picture)
    except _UnfitError:
        return ()


def problems(routine: Routine, line_of: Callable[[Span], str]) -> Iterator[Problem]:
    """Yield what is wrong with a routine's pictures, each at its place.

    Args:
        routine: the routine.
        line_of: gives the line of a place, for the caret.
    """
    for exercise in _staged(routine):
        picture = exercise.picture
        if picture is None or picture.at is None:
            continue
        try:
            _load(picture)
        except _UnfitError as error:
            yield Problem(
                picture.at,
                Severity.ERROR,
                "picture",
                error.message,
                error.hint,
                line_of(picture.at),
            )


def _staged(routine: Routine) -> Iterator[Exercise]:
    for exercise in routine.exercises():
        yield exercise
        yield from (later for _, later in exercise.later)


def _load(picture: Picture) -> Image | tuple[pictures.Position, ...]:
    name = picture.name
    if not name.casefold().endswith(ENDINGS) and not Path(name).suffix:
        drawing = pictures.drawing(name)
        if not drawing:
            close = close_to(name, pictures.names())
            hint = f"did you mean `{close}`?" if close else "name an image file such as `knee.png`"
            raise _UnfitError(f"there is no drawing `{name}`", hint)
        return drawing
    data = _read(Path(picture.at.file).parent if picture.at else Path(), name)
    media_type = _media_type(data)
    if media_type is None:
        what = "an SVG, which can carry scripts" if _is_svg(data) else "no image that Coach knows"
        raise _UnfitError(f"`{name}` is {what}", "save it as PNG, JPEG or WebP")
    try:
        width, height = _SIZES[media_type](data)
    except (struct.error, ValueError):
        raise _UnfitError(f"`{name}` is damaged or cut off", "save it anew") from None
    if not 0 < width * height <= MOST_PIXELS:
        raise _UnfitError(
            f"`{name}` has {width} by {height} pixels",
            "make it smaller; 1,000 pixels across are enough",
        )
    if not _is_whole(media_type, data):
        raise _UnfitError(f"`{name}` is damaged or cut off", "save it anew")
    return Image(media_type, data)


def _read(folder: Path, name: str) -> bytes:
    """Return a file's bytes, if it is a file in this folder and not too large."""
    path = folder / name
    try:
        inside = path.resolve(strict=True).is_relative_to(folder.resolve())
        if not inside:
            raise _UnfitError(
                f"`{name}` is a link that leaves the routine's folder", "put the file itself there"
            )
        with open_regular(path) as file:
            data = file.read(MOST_BYTES + 1)
    except NotRegularFileError:
        raise _UnfitError(
            f"`{name}` is not a file", "name an image file beside the routine"
        ) from None
    except FileNotFoundError:
        raise _UnfitError(
            f"there is no file `{name}` beside the routine", "put it there, or mend its name"
        ) from None
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _UnfitError(
            f"`{name}` can't be read ({reason})", "copy it, or choose another one"
        ) from None
    if len(data) > MOST_BYTES:
        raise _UnfitError(
            f"`{name}` is larger than {MOST_BYTES // 1_000_000} MB",
            "make it smaller; 1,000 pixels across are enough",
        )
    return data


def _media_type(data: bytes) -> str | None:
    """Return what a file is by its first bytes, as far as every browser shows it."""
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
    """Go from segment to segment to the one that says the size (SOF, ITU T.81)."""
    at = 2
    while True:
        mark, kind, length = struct.unpack_from(">BBH", data, at)
        if mark != 0xFF:  # noqa: PLR2004 - what each segment begins with
            raise ValueError("no segment begins here")
        if 0xC0 <= kind <= 0xCF and kind not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 - SOF0 to 15
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length


def _webp_size(data: bytes) -> tuple[int, int]:
    """Read the size from the first chunk, of whichever of three kinds it is (RFC 9649)."""
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


def _is_whole(media_type: str, data: bytes) -> bool:
    """Whether an image's end is there: a browser shows the half of what was copied by half."""
    if media_type == "image/png":
        return b"IEND" in data
    if media_type == "image/jpeg":
        scan = data.rfind(b"\xff\xda")  # the end of a thumbnail stands before
        return data.find(b"\xff\xd9", scan) > 0
    return int.from_bytes(data[4:8], "little") + 8 <= len(data)


def _is_svg(data: bytes) -> bool:
    return b"<svg" in data[:4_000].lower()
