"""The kinds of file that Coach writes; a file's ending selects one."""

from __future__ import annotations

from pathlib import Path

from coach.export import captions, page, timetable
from coach.export.audio import flac, m4a, mp3, opus, wav
from coach.export.job import ExportJob
from coach.export.kind import ExportKind
from coach.files import atomic_write, check_writable
from coach.model.problems import ChoiceError, OutputError

KINDS: tuple[ExportKind, ...] = (
    mp3.KIND,
    m4a.KIND,
    opus.KIND,
    flac.KIND,
    wav.KIND,
    captions.VTT,
    captions.SRT,
    timetable.KIND,
    page.KIND,
)
"""In the order in which messages and the command's help list them."""
_BY_ENDING = {kind.ending: kind for kind in KINDS}
ENDINGS = tuple(_BY_ENDING)


def kind_of(path: Path) -> ExportKind:
    """Return the kind of file that a path's ending selects.

    Raises:
        ChoiceError: there is no such kind, or its extra isn't installed.
    """
    ending = path.suffix.casefold()
    kind = _BY_ENDING.get(ending)
    if kind is None:
        *most, last = ENDINGS
        found = f"ends in `{ending}`" if ending else "has no ending"
        folder = "" if ending else " For a folder, add `--kind`, such as `--kind mp3`."
        known = f"{', '.join(most)} and {last}"
        raise ChoiceError(f"`{path}` {found}; Coach writes {known} files.{folder}")
    kind.check_available()
    return kind


def check_target(path: Path, *, force: bool) -> None:
    """Check that a file can be written without losing an existing one, before doing any work.

    Raises:
        ChoiceError: there is no such kind of file, or its extra isn't installed.
        OutputError: the file can't be written, or it exists and `force` is false.
    """
    kind_of(path)
    check_writable(path)
    if path.exists() and not force:
        raise OutputError(f"`{path}` already exists; choose another name, or add `--force`.")


def export_file(path: Path, job: ExportJob) -> None:
    """Write a job to a file atomically, as the kind that the file's ending selects.

    Raises:
        ChoiceError: there is no such kind of file, or its extra isn't installed.
        OutputError: the file can't be written.
    """
    kind = kind_of(path)
    with atomic_write(path) as file:
        kind.write(file, job)
