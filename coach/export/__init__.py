"""What a timeline becomes when it is not played; the file's ending says which."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from coach.export import captions, m4a, tags
from coach.export.flac import write_flac
from coach.export.m4a import write_m4a
from coach.export.mp3 import write_mp3
from coach.export.opus import write_opus
from coach.export.piece import Piece, Progress
from coach.export.timetable import as_json
from coach.export.wav import write_wav
from coach.files import atomic_write, check_writable
from coach.model.problems import ChoiceError, OutputError

__all__ = ["ENDINGS", "Piece", "Progress", "check_kind", "check_target", "export"]

Write = Callable[[BinaryIO, Piece], None]

_VENDOR = b"Coach"


def _wav(file: BinaryIO, piece: Piece) -> None:
    write_wav(file, piece.blocks(), piece.timeline.total, tags.riff(piece.about))


def _flac(file: BinaryIO, piece: Piece) -> None:
    write_flac(file, piece.blocks(), tags.vorbis_comments(piece.about, _VENDOR))


def _opus(file: BinaryIO, piece: Piece) -> None:
    write_opus(file, piece.blocks(), tags.vorbis_comments(piece.about, _VENDOR))


def _mp3(file: BinaryIO, piece: Piece) -> None:
    write_mp3(file, piece.blocks(), tag=tags.id3(piece.about))


def _m4a(file: BinaryIO, piece: Piece) -> None:
    write_m4a(file, piece.blocks(), piece.about)


def _vtt(file: BinaryIO, piece: Piece) -> None:
    file.write(captions.as_vtt(piece.timeline, piece.routine.language).encode())


def _srt(file: BinaryIO, piece: Piece) -> None:
    file.write(captions.as_srt(piece.timeline).encode())


def _json(file: BinaryIO, piece: Piece) -> None:
    file.write(as_json(piece.timeline, piece.heading).encode())


def _page(file: BinaryIO, piece: Piece) -> None:
    from coach.export.page import write_page  # noqa: PLC0415 - it loads tables that others do not

    write_page(file, piece)


_KINDS: dict[str, Write] = {
    ".mp3": _mp3,
    ".m4a": _m4a,
    ".opus": _opus,
    ".flac": _flac,
    ".wav": _wav,
    ".vtt": _vtt,
    ".srt": _srt,
    ".json": _json,
    ".html": _page,
}
ENDINGS = tuple(_KINDS)
"""The endings of the files that Coach writes."""
_NEEDS: dict[str, Callable[[], None]] = {".m4a": m4a.check_there}


def check_kind(path: Path) -> None:
    """See early that a file is of a kind that Coach writes, with all that it needs.

    Raises:
        ChoiceError: it isn't; says what there is, or what is missing.
    """
    ending = path.suffix.casefold()
    if ending not in _KINDS:
        *most, last = _KINDS
        found = f"ends in `{ending}`" if ending else "has no ending"
        folder = "" if ending else " For a folder, add `--kind`, such as `--kind mp3`."
        there = f"{', '.join(most)} and {last}"
        raise ChoiceError(f"`{path}` {found}; Coach writes {there} files.{folder}")
    _NEEDS.get(ending, lambda: None)()


def check_target(path: Path, *, force: bool) -> None:
    """See early that a file can be written, and that none is lost by it.

    Raises:
        ChoiceError: the ending is not one that Coach writes.
        OutputError: it can't be written there, or is there and `force` is not given.
    """
    check_kind(path)
    check_writable(path)
    if path.exists() and not force:
        raise OutputError(f"`{path}` is there already; choose another name, or add `--force`.")


def export(path: Path, piece: Piece) -> None:
    """Write a piece to a file, whole or not at all.

    Raises:
        ChoiceError: the ending is not one that Coach writes.
        OutputError: it can't be written.
    """
    check_kind(path)
    with atomic_write(path) as file:
        _KINDS[path.suffix.casefold()](file, piece)
