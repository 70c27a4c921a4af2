"""What a timeline becomes when it is not played; the file's ending says which."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from coach.clip import Clip
from coach.export.audio import write_wav
from coach.export.timetable import Heading, as_json
from coach.files import check_writable, replacing
from coach.mixer import Mixer
from coach.problems import ChoiceError
from coach.timeline import Cue, Timeline

__all__ = ["export", "kind_of"]

Clips = Callable[[Cue], Clip]
Write = Callable[[BinaryIO, Timeline, Heading, Clips], None]


def _wav(file: BinaryIO, timeline: Timeline, _heading: Heading, clips: Clips) -> None:
    write_wav(file, Mixer(timeline, clips).blocks(), timeline.total)


def _json(file: BinaryIO, timeline: Timeline, heading: Heading, _clips: Clips) -> None:
    file.write(as_json(timeline, heading).encode())


_KINDS: dict[str, Write] = {".wav": _wav, ".json": _json}


def kind_of(path: Path) -> str:
    """Return the ending that says a file's kind, having seen that the file can be written.

    Raises:
        ChoiceError: the ending is not one that Coach writes.
        OutputError: the file can't be written there.
    """
    ending = path.suffix.casefold()
    if ending not in _KINDS:
        endings = " or ".join(_KINDS)
        raise ChoiceError(f"`{path}` ends in `{ending}`; Coach writes {endings} files.")
    check_writable(path)
    return ending


def export(path: Path, timeline: Timeline, heading: Heading, clips: Clips) -> None:
    """Write a timeline to a file, whole or not at all.

    Raises:
        ChoiceError: the ending is not one that Coach writes.
        OutputError: it can't be written.
    """
    write = _KINDS[kind_of(path)]
    with replacing(path) as file:
        write(file, timeline, heading, clips)
