"""The commands for those who write routines: `check`, `new`, `schema`."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path

import click

from coach.cli import report
from coach.model.problems import ChoiceError, OutputError, Problem, VoiceError, printable

WATCH_S = 0.5
"""How often `--watch` looks at the files: sooner than a person notices."""


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(report.FORMATS), default="text",
              show_default=True, help="For people, for programs, or for GitHub.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Fail on a warning too.")
@click.option("--voice", metavar="ENGINE[:NAME]", help="Measure the cues with this voice.")
@click.option("--watch", is_flag=True, help="Check again at each save, and show the timetable.")
def check(
    *, files: tuple[str, ...], form: str, strict: bool, voice: str | None, watch: bool
) -> int:
    """Find every problem in routine files, or in all files of a folder."""
    if watch:
        _watch(files, strict=strict, voice=voice)
    return _check(files, form, strict=strict, voice=voice)


def _check(files: tuple[str, ...], form: str, *, strict: bool, voice: str | None) -> int:
    from coach import composition  # noqa: PLC0415 - `coach --help` loads nothing needless

    paths = _paths(files)
    problems: list[Problem] = []
    failures: list[VoiceError] = []
    for path in paths:
        try:
            problems += composition.examine(path, voice)
        except VoiceError as error:
            failures.append(error)
            if len(failures) == len(paths):  # it speaks none of them: that is all there is to say
                raise
            problems += composition.unmeasured(path, error)
    click.echo(report.report(problems, form), nl=False)
    if form == "text":
        click.echo(report.summary(problems, len(paths)), err=True)
    return 1 if report.fails(problems, strict=strict) else 0


def _paths(files: tuple[str, ...]) -> list[Path]:
    """Return the files meant, those of folders among them.

    Raises:
        ChoiceError: a folder has no routine in it, or a name is not known.
    """
    from coach import library  # noqa: PLC0415 - `coach --help` loads nothing needless

    paths: list[Path] = []
    for name in files:
        path = Path(name)
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if p.suffix.casefold() in library.ENDINGS]
            if not inside:
                raise ChoiceError(f"There is no .yaml file in `{path}`.")
            paths += inside
        else:
            paths.append(path if path.exists() else library.find(name))
    return paths


def _watch(files: tuple[str, ...], *, strict: bool, voice: str | None) -> None:
    """Check whenever a file has changed, until Ctrl-C."""
    from coach import library  # noqa: PLC0415 - `coach --help` loads nothing needless

    seen: dict[Path, tuple[int, int]] | None = None
    while True:
        now = _states(files)
        if now != seen:
            seen = now
            library.look_again()
            click.clear()
            _timetables(files)  # above, so that a long one does not hide what is to be mended
            try:
                _check(files, "text", strict=strict, voice=voice)
            except VoiceError as error:  # the next save may mend the words at which it failed
                click.echo(printable(f"coach: {error}"), err=True)
            click.echo(f"Watching {', '.join(files)}. Ctrl-C ends.", err=True)
        time.sleep(WATCH_S)


def _states(files: tuple[str, ...]) -> dict[Path, tuple[int, int]]:
    """Return what changes with a save; a file that is being replaced is left out.

    With the routines, those are the exercises that they may use.
    """
    from coach import library  # noqa: PLC0415 - `coach --help` loads nothing needless

    states = {}
    paths = _paths(files)
    for path in (*paths, *library.exercise_files({path.parent for path in paths})):
        with suppress(OSError):
            status = path.stat()
            states[path] = (status.st_mtime_ns, status.st_size)
    return states


def _timetables(files: tuple[str, ...]) -> None:
    from coach import composition  # noqa: PLC0415 - `coach --help` loads nothing needless
    from coach.export.timetable import as_table  # noqa: PLC0415 - the same
    from coach.model.plan import Choices  # noqa: PLC0415 - the same
    from coach.model.problems import CoachError  # noqa: PLC0415 - the same

    for path in _paths(files):
        try:
            opened = composition.open_routine(str(path))
            click.echo(as_table(*composition.estimated_timeline(opened.routine, Choices())))
        except CoachError:
            continue  # the check has said why


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "start", metavar="ROUTINE", help="Start from one that Coach knows.")
def new(*, file: Path, start: str | None) -> int:
    """Write a commented routine to start from."""
    from coach import library  # noqa: PLC0415 - `coach --help` loads nothing needless
    from coach.files import atomic_write  # noqa: PLC0415 - the same

    if file.suffix.casefold() not in library.ENDINGS:
        raise ChoiceError(f"A routine's file ends in .yaml: `{file.with_suffix('.yaml')}`.")
    if file.exists():
        raise OutputError(f"`{file}` is there already; choose another name.")
    text = library.read_bytes(library.find(start)) if start else library.template()
    if file.parent.absolute() == library.own_folder().absolute():
        with suppress(OSError):  # if it can't be made, writing into it says so
            file.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(file) as out:
        out.write(text)
    name = f'"{file}"' if " " in str(file) else str(file)
    click.echo(f"Wrote {file}. Change it in a text editor; `coach check {name}` looks it over.")
    if library.read(file).routine is None:
        click.echo("It has problems already, perhaps exercises that stand beside the other one.")
    return 0


@click.command()
@click.option("-o", "out", type=click.Path(path_type=Path), metavar="FILE",
              help="Write it to a file, replacing one that is there.")  # fmt: skip
def schema(*, out: Path | None) -> int:
    """Print the JSON Schema of routines, for editors."""
    from coach.files import atomic_write  # noqa: PLC0415 - `coach --help` needs it not
    from coach.format.reference import json_schema  # noqa: PLC0415 - the same

    text = json.dumps(json_schema(), ensure_ascii=False, indent=1)
    if out is None:
        click.echo(text)
    else:  # a shell's `>` may write UTF-16, which editors do not read
        with atomic_write(out) as file:
            file.write(f"{text}\n".encode())
        click.echo(f"Wrote {out}.")
    return 0
