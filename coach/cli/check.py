"""`coach check`: every problem in routine files, for people, programs and GitHub."""

from __future__ import annotations

import json
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import click

from coach import checking, composition, library
from coach.export.timetable import as_table
from coach.model.plan import Choices
from coach.model.problems import (
    ChoiceError,
    CoachError,
    Problem,
    Severity,
    VoiceError,
    as_text,
    printable,
)

FORMATS = ("text", "json", "github")
POLL_S = 0.5
"""The time between two looks of `--watch` at the files, in seconds."""


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "output_format", type=click.Choice(FORMATS), default="text",
              show_default=True, help="For people, programs or GitHub.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--voice", metavar="ENGINE[:NAME]", help="Measure the cues with this voice.")
@click.option("--watch", is_flag=True, help="Check again after each save, and show the timetable.")
def check(
    *, files: tuple[str, ...], output_format: str, strict: bool, voice: str | None, watch: bool
) -> int:
    """Find every problem in routine files, or in all files of a folder."""
    if watch:
        _watch(files, strict=strict, voice=voice)
    return _check(files, output_format, strict=strict, voice=voice)


def _check(files: tuple[str, ...], output_format: str, *, strict: bool, voice: str | None) -> int:
    paths = _paths(files)
    problems: list[Problem] = []
    failures = 0
    for path in paths:
        try:
            problems += checking.check_file(path, voice)
        except VoiceError as error:
            failures += 1
            if failures == len(paths):  # it can't speak any of them: there is nothing else to say
                raise
            problems += checking.check_unmeasured(path, error)
    click.echo(report(problems, output_format), nl=False)
    if output_format == "text":
        click.echo(summary(problems, len(paths)), err=True)
    return 1 if is_failure(problems, strict=strict) else 0


def _paths(files: tuple[str, ...]) -> list[Path]:
    """Return the named files, and all routine files in the named folders.

    Raises:
        ChoiceError: a folder contains no routine, or there is no such routine.
    """
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


# -- what is printed -----------------------------------------------------------------------------


def report(problems: list[Problem], output_format: str) -> str:
    """Return problems in one of `FORMATS`."""
    if output_format == "json":
        return json.dumps([_row(p) for p in problems], ensure_ascii=False, indent=1) + "\n"
    line = _github_command if output_format == "github" else as_text
    return "".join(f"{line(problem)}\n" for problem in problems)


def summary(problems: list[Problem], files: int) -> str:
    """Return how many problems of each kind were found, as a sentence."""
    counts = Counter(problem.severity for problem in problems)
    checked = "1 file" if files == 1 else f"{files} files"
    parts = [
        f"{counts[severity]} {severity.value}{'s' if counts[severity] > 1 else ''}"
        for severity in Severity
        if counts[severity]
    ]
    return f"{checked}: {', '.join(parts) if parts else 'no problems'}."


def is_failure(problems: list[Problem], *, strict: bool) -> bool:
    """Whether the check fails: on errors, and if `strict` on warnings too."""
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in failing for problem in problems)


def _row(problem: Problem) -> dict[str, str | int]:
    span = problem.span
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_column": span.end_column,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def _github_command(problem: Problem) -> str:
    """Return a workflow command, which GitHub shows next to the line."""
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    span = problem.span
    text = problem.message + (f"\n{problem.hint}" if problem.hint else "")
    place = (
        f"file={_escaped(span.file, ':,')},line={span.line},col={span.column},"
        f"endColumn={span.end_column},title={_escaped(problem.code, ':,')}"
    )
    return f"::{kinds[problem.severity]} {place}::{_escaped(text)}"


def _escaped(text: str, also: str = "") -> str:
    for character in f"%\r\n{also}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


# -- watching ------------------------------------------------------------------------------------


def _watch(files: tuple[str, ...], *, strict: bool, voice: str | None) -> None:
    """Check whenever a file has changed, until Ctrl-C."""
    seen: dict[Path, tuple[int, int]] | None = None
    while True:
        states = _file_states(files)
        if states != seen:
            seen = states
            library.clear_exercise_cache()
            click.clear()
            _show_timetables(files)  # above the problems, so that a long one doesn't hide them
            try:
                _check(files, "text", strict=strict, voice=voice)
            except VoiceError as error:  # the next save may fix it
                click.echo(printable(f"coach: {error}"), err=True)
            click.echo(f"Watching {', '.join(files)}. Press Ctrl-C to stop.", err=True)
        time.sleep(POLL_S)


def _file_states(files: tuple[str, ...]) -> dict[Path, tuple[int, int]]:
    """Return the times and sizes of the files, and of the exercise files that they may use.

    A file that is being replaced is omitted.
    """
    states = {}
    paths = _paths(files)
    for path in (*paths, *library.exercise_files({path.parent for path in paths})):
        with suppress(OSError):
            status = path.stat()
            states[path] = (status.st_mtime_ns, status.st_size)
    return states


def _show_timetables(files: tuple[str, ...]) -> None:
    for path in _paths(files):
        with suppress(CoachError):  # the check says why
            opened = composition.open_routine(str(path))
            click.echo(as_table(*composition.estimated_timeline(opened.routine, Choices())))
