"""`coach export`: one routine or many, as files."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from coach import batch, library
from coach.cli.options import choices, warn
from coach.cli.progress import ExportProgress
from coach.export.registry import ENDINGS, KINDS, check_target, kind_of
from coach.files import FileNames, make_folder
from coach.model.plan import Choices
from coach.model.problems import ChoiceError, printable
from coach.signals import SignalledError, signals_as_exceptions

MAX_JOBS = 64
DEFAULT_KIND = ".mp3"


class KindType(click.ParamType[str]):
    """The ending of a kind of file, with or without its point."""

    name = "KIND"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        ending = f".{str(value).strip().casefold().removeprefix('.')}"
        if ending in ENDINGS:
            return ending
        kinds = ", ".join(known.removeprefix(".") for known in ENDINGS)
        return self.fail(f"'{value}' is not a kind of file that Coach writes: {kinds}.", param, ctx)


class ExportCommand(click.Command):
    """The command, whose help lists the kinds of file."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_epilog(ctx, formatter)
        with formatter.section("Kinds of file"):
            formatter.write_dl([(kind.ending, kind.summary) for kind in KINDS])


@click.command(cls=ExportCommand)
@click.argument("routines", nargs=-1, metavar="ROUTINE...")
@choices
@click.option(
    "-o",
    "--output",
    "outputs",
    required=True,
    multiple=True,
    metavar="FILE|FOLDER",
    type=click.Path(path_type=Path),
    help="The file; its ending says which kind. Or a folder, for one file a routine.",
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=KindType(),
    metavar="KIND",
    help="What to write into a folder: mp3, vtt … May be given several times.",
)
@click.option("--all", "every", is_flag=True, help="All routines that `coach list` shows.")
@click.option("--no-audio", is_flag=True, help="For .html: the handout alone, without sound.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option("--jobs", type=click.IntRange(1, MAX_JOBS), metavar="N",
              help="How many files to write in parallel; by default one a core.")  # fmt: skip
def export(
    *, routines: tuple[str, ...], chosen: Choices, voice: str | None, rate: int | None,
    outputs: tuple[Path, ...], kinds: tuple[str, ...], every: bool, force: bool, jobs: int | None,
    no_audio: bool,
) -> int:  # fmt: skip
    """Write a routine to a file: audio, captions, a page, times.

    \b
    coach export lower-back -o lower-back.mp3
    coach export lower-back -o lower-back.mp3 -o lower-back.vtt
    coach export lower-back -o lower-back.html
    coach export --all -o folder --kind mp3 --kind vtt
    """  # noqa: D301 - click's mark for lines that stay as they are
    if every == bool(routines):
        raise click.UsageError("Name the routines to export, or give --all.")
    many = every or len(routines) > 1 or bool(kinds) or _is_folder(outputs[0])
    tasks = _into_folder(routines, every=every, outputs=outputs, kinds=kinds) if many else [
        _into_files(routines[0], outputs, force=force)
    ]  # fmt: skip
    if no_audio and not all(kind_of(file).has_handout for task in tasks for file in task.files):
        raise click.UsageError("--no-audio goes with pages: `-o FILE.html`, or `--kind html`.")
    for_file = replace(chosen, for_file=True)
    options = batch.ExportOptions(
        for_file, voice, rate, force=force, jobs=jobs or _cores(), silent=no_audio
    )
    files = sum(len(task.files) for task in tasks)
    try:
        with (
            signals_as_exceptions(),
            ExportProgress(files, name_routines=len(tasks) > 1) as progress,
        ):
            result = batch.export_all(tasks, options, progress)
    except SignalledError as ended:
        return 128 + ended.number
    if result.warning:
        warn(result.warning)
    if many:
        click.echo(_summary(len(tasks), len(result.written), files, outputs[0]), err=True)
    elif result.written and sys.stderr.isatty():  # where the line of progress has just gone
        written = " and ".join(f"`{file}`" for file in result.written)
        click.echo(printable(f"Wrote {written}."), err=True)
    return 1 if result.failed else 0


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _is_folder(output: Path) -> bool:
    """Whether an output is a folder; Path has dropped the slash at its end."""
    return output.is_dir() and output.suffix.casefold() not in ENDINGS


def _into_files(routine: str, outputs: tuple[Path, ...], *, force: bool) -> batch.ExportTask:
    """Return the task of one routine, after checking that its files can be written.

    Raises:
        CoachError: one of them can't be.
    """
    for output in outputs:
        check_target(output, force=force)
    return batch.ExportTask(routine, tuple(dict.fromkeys(outputs)))


def _into_folder(
    routines: tuple[str, ...], *, every: bool, outputs: tuple[Path, ...], kinds: tuple[str, ...]
) -> list[batch.ExportTask]:
    """Return the tasks of several routines, a file of each kind in a folder.

    Raises:
        OutputError: the folder can't be made.
    """
    if len(outputs) > 1:
        raise click.UsageError("Several routines or kinds go into one folder: give one -o FOLDER.")
    folder = outputs[0]
    make_folder(folder)
    if every:
        first = {entry.name.casefold(): entry for entry in reversed(library.entries())}
        routines = tuple(str(entry.path) for entry in reversed(first.values()))
    names = FileNames()
    tasks = []
    for routine in routines:
        name = names.unique(_stem(routine))
        files = [folder / f"{name}{kind}" for kind in dict.fromkeys(kinds or (DEFAULT_KIND,))]
        tasks.append(batch.ExportTask(routine, tuple(files)))
    return tasks


def _stem(routine: str) -> str:
    """Return the name of a routine's files: that of its own file."""
    try:
        return library.find(routine).stem
    except ChoiceError:  # reported when its turn comes
        return Path(routine).stem


def _summary(routines: int, written: int, files: int, folder: Path) -> str:
    count = "1 routine" if routines == 1 else f"{routines} routines"
    done = "1 file" if written == 1 else f"{written} files"
    missing = f"; {files - written} could not be written" if written < files else ""
    return printable(f"{count}: {done} in `{folder}`{missing}.")
