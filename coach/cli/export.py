"""`coach export`: one routine or many, as files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from coach import batch, library
from coach.cli.export_progress import ExportProgress
from coach.cli.options import choices, warn
from coach.export.registry import ENDINGS, KINDS, check_target, kind_of
from coach.files import FileNames, make_folder
from coach.model.plan import Choices
from coach.model.problems import ChoiceError, printable
from coach.signals import SignalledError, signals_as_exceptions

MAX_JOBS = 64
DEFAULT_KIND = ".mp3"


class KindType(click.ParamType[str]):
    """The ending of a kind of file, with or without its dot."""

    name = "KIND"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        ending = f".{str(value).strip().casefold().removeprefix('.')}"
        if ending in ENDINGS:
            return ending
        kinds = ", ".join(known.removeprefix(".") for known in ENDINGS)
        message = f"Coach doesn't write `{value}` files. Choose from {kinds}."
        return self.fail(message, param, ctx)


@dataclass(frozen=True)
class Output:
    """Where to write; `is_folder` says that it is a folder, even if it doesn't exist yet."""

    path: Path
    is_folder: bool


class OutputType(click.ParamType[Output]):
    """A file, or a folder: one that exists, or any path that ends with a slash."""

    name = "FILE|FOLDER"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Output:
        del param, ctx
        text, path = str(value), Path(value)
        named = text.endswith(tuple({"/", os.sep}))
        found = path.is_dir() and path.suffix.casefold() not in ENDINGS
        return Output(path, named or found)


class ExportCommand(click.Command):
    """A command whose help lists the kinds of file."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_epilog(ctx, formatter)
        with formatter.section("Kinds of file"):
            formatter.write_dl([(kind.ending, kind.summary) for kind in KINDS])


@click.command(cls=ExportCommand)
@click.argument("routines", nargs=-1, metavar="ROUTINE...")
@choices
@click.option("-o", "--output", "outputs", required=True, multiple=True, type=OutputType(),
              metavar="FILE|FOLDER",
              help="The file to write; its ending selects the kind. Or a folder, for one file per "
              "routine; to create a new one, end its name with a slash.")  # fmt: skip
@click.option("--kind", "kinds", multiple=True, type=KindType(), metavar="KIND",
              help="The kind of file for a folder: mp3, vtt … Can be repeated.")  # fmt: skip
@click.option("--all", "every", is_flag=True, help="Export all routines that `coach list` shows.")
@click.option("--no-audio", is_flag=True, help="For .html: only the handout, without sound.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option("--skip-existing", is_flag=True, help="Skip files that exist.")
@click.option("--jobs", type=click.IntRange(1, MAX_JOBS), metavar="N",
              help="How many files to write in parallel; by default one per core.")  # fmt: skip
def export(
    *, routines: tuple[str, ...], chosen: Choices, voice: str | None, rate: int | None,
    outputs: tuple[Output, ...], kinds: tuple[str, ...], every: bool, force: bool,
    skip_existing: bool, jobs: int | None, no_audio: bool,
) -> int:  # fmt: skip
    """Write a routine to a file: audio, captions, page or timetable.

    \b
    coach export lower-back -o lower-back.mp3
    coach export lower-back -o lower-back.mp3 -o lower-back.vtt
    coach export lower-back -o lower-back.html
    coach export --all -o folder/ --kind mp3 --kind vtt
    """  # noqa: D301 - click's mark for lines that stay as they are
    if every == bool(routines):
        raise click.UsageError("Name the routines to export, or use `--all`.")
    if force and skip_existing:
        raise click.UsageError("Use `--force` or `--skip-existing`, not both.")
    several = every or len(routines) > 1
    tasks, folder = _tasks(_all_routines() if every else routines, outputs, kinds, several=several)
    if no_audio and not all(kind_of(file).has_handout for file in _files(tasks)):
        raise click.UsageError("`--no-audio` is only for `-o FILE.html` and `--kind html`.")
    _make_folders(tasks, folder)
    pending = _without_existing(tasks) if skip_existing else tasks
    if folder is None:
        for file in _files(pending):
            check_target(file, force=force)
    options = batch.ExportOptions(
        replace(chosen, controls="file"), voice, rate,
        force=force, jobs=jobs or _cores(), silent=no_audio,
    )  # fmt: skip
    try:
        result = _run(pending, options)
    except SignalledError as ended:
        return 128 + ended.number
    if result.warning:
        warn(result.warning)
    skipped = sorted({*_files(tasks)} - {*_files(pending)})
    if folder is None:
        _tell_files(result.written, skipped)
    else:
        counts = _Counts(len(tasks), len(_files(pending)), len(result.written), len(skipped))
        click.echo(printable(counts.summary(folder)), err=True)
    return 1 if result.failed else 0


def _tasks(
    routines: Sequence[str], outputs: Sequence[Output], kinds: Sequence[str], *, several: bool
) -> tuple[list[batch.ExportTask], Path | None]:
    """Return what to write, and the folder to write it into; None if the files were named.

    Raises:
        UsageError: several files would have the same name.
        ChoiceError: there is no such routine, or no such kind of file.
    """
    if not (several or kinds or outputs[0].is_folder):
        return [_into_files(routines[0], [output.path for output in outputs])], None
    if len(outputs) > 1:
        raise click.UsageError("Several routines or kinds need one folder: use one `-o FOLDER`.")
    return _into_folder(routines, outputs[0].path, kinds), outputs[0].path


def _run(tasks: list[batch.ExportTask], options: batch.ExportOptions) -> batch.ExportResult:
    progress = ExportProgress(len(_files(tasks)), options.choices, name_routines=len(tasks) > 1)
    with signals_as_exceptions(), progress:
        return batch.export_all(tasks, options, progress)


def _files(tasks: Iterable[batch.ExportTask]) -> list[Path]:
    return [file for task in tasks for file in task.files]


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _all_routines() -> tuple[str, ...]:
    """Return the routines that `coach list` shows, but only those that their names play."""
    first = {entry.name.casefold(): entry for entry in reversed(library.entries())}
    return tuple(str(entry.path) for entry in reversed(first.values()))


def _into_files(routine: str, files: Sequence[Path]) -> batch.ExportTask:
    """Return the task of writing one routine to files.

    Raises:
        ChoiceError: there is no such routine, or no such kind of file.
    """
    library.find(routine)
    for file in files:
        kind_of(file)
    return batch.ExportTask(routine, tuple(dict.fromkeys(files)))


def _into_folder(
    routines: Sequence[str], folder: Path, kinds: Sequence[str]
) -> list[batch.ExportTask]:
    """Return the tasks of writing a file of each kind for each routine."""
    names = FileNames()
    tasks = []
    for routine in routines:
        name = names.unique(_stem(routine))
        files = [folder / f"{name}{kind}" for kind in dict.fromkeys(kinds or (DEFAULT_KIND,))]
        tasks.append(batch.ExportTask(routine, tuple(files)))
    return tasks


def _stem(routine: str) -> str:
    """Return the name for a routine's exported files: that of its own file."""
    try:
        return library.find(routine).stem
    except ChoiceError:  # reported when its turn comes
        return Path(routine).stem


def _make_folders(tasks: Iterable[batch.ExportTask], folder: Path | None) -> None:
    """Create the folders that the files go into, unless they exist.

    Raises:
        OutputError: a folder can't be created.
    """
    if folder is not None:
        make_folder(folder)
        return
    for file in _files(tasks):
        if not file.parent.exists():
            make_folder(file.parent)


def _without_existing(tasks: list[batch.ExportTask]) -> list[batch.ExportTask]:
    """Return the tasks without the files that exist, and without tasks that have no files left."""
    pending = [
        replace(task, files=tuple(file for file in task.files if not file.exists()))
        for task in tasks
    ]
    return [task for task in pending if task.files]


def _tell_files(written: Sequence[Path], skipped: Sequence[Path]) -> None:
    """Say which files were skipped, and on a terminal which were written."""
    for file in skipped:
        warn(f"`{file}` already exists, so it was skipped.")
    if written and sys.stderr.isatty():  # where the progress line has just disappeared
        files = " and ".join(f"`{file}`" for file in written)
        click.echo(printable(f"Wrote {files}."), err=True)


@dataclass(frozen=True)
class _Counts:
    """The counts of an export into a folder; `files` counts those that were to be written."""

    routines: int
    files: int
    written: int
    skipped: int

    def summary(self, folder: Path) -> str:
        parts = [_count(self.written, "file") + f" in `{folder}`"]
        if self.skipped:
            parts.append(f"{self.skipped} already existed")
        if self.written < self.files:
            parts.append(f"{self.files - self.written} couldn't be written")
        return f"{_count(self.routines, 'routine')}: {'; '.join(parts)}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
