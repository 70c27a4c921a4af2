"""What a timeline becomes when it is not played; the file's ending says which."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from coach.export.audio import write_wav
from coach.export.mp3 import write_mp3
from coach.export.piece import Piece
from coach.export.timetable import as_json
from coach.files import check_writable, replacing
from coach.problems import ChoiceError

__all__ = ["Piece", "export", "kind_of"]

Write = Callable[[BinaryIO, Piece], None]


def _wav(file: BinaryIO, piece: Piece) -> None:
    write_wav(file, piece.blocks(), piece.timeline.total)


def _mp3(file: BinaryIO, piece: Piece) -> None:
    write_mp3(file, piece.blocks())


def _json(file: BinaryIO, piece: Piece) -> None:
    file.write(as_json(piece.timeline, piece.heading).encode())


_KINDS: dict[str, Write] = {
    ".wav": _wav,
    ".mp3": _mp3,
    ".json": _json,
}


def kind_of(path: Path) -> str:
    """Return the ending that says a file's kind, having seen that the file can be written.

    Raises:
        ChoiceError: the ending is not one that Coach writes.
        OutputError: the file can't be written there.
    """
    ending = path.suffix.casefold()
    if ending not in _KINDS:
        *most, last = _KINDS
        endings = f"{', '.join(most)} or {last}"
        raise ChoiceError(f"`{path}` ends in `{ending}`; Coach writes {endings} files.")
    check_writable(path)
    return ending


def export(path: Path, piece: Piece) -> None:
    """Write a piece to a file, whole or not at all.

    Raises:
        ChoiceError: the ending is not one that Coach writes.
        OutputError: it can't be written.
    """
    write = _KINDS[kind_of(path)]
    with replacing(path) as file:
        write(file, piece)
