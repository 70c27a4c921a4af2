"""`coach new` and `coach schema`: a routine to start from, and help for editors."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import click

from coach import library
from coach.files import atomic_write
from coach.format.reference import json_schema
from coach.model.problems import ChoiceError, OutputError


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "start", metavar="ROUTINE", help="Start from a routine that Coach knows.")
def new(*, file: Path, start: str | None) -> int:
    """Write a commented routine to start from."""
    if file.suffix.casefold() not in library.ENDINGS:
        raise ChoiceError(f"A routine's file ends in .yaml: `{file.with_suffix('.yaml')}`.")
    if file.exists():
        raise OutputError(f"`{file}` already exists; choose another name.")
    text = library.read_bytes(library.find(start)) if start else library.template()
    if file.parent.absolute() == library.own_folder().absolute():
        with suppress(OSError):  # if this fails, writing the file says why
            file.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(file) as out:
        out.write(text)
    name = f'"{file}"' if " " in str(file) else str(file)
    click.echo(f"Wrote `{file}`. Edit it in a text editor, then check it: `coach check {name}`.")
    if library.read(file).routine is None:
        click.echo("It has problems. It may use exercises from the other routine's folder.")
    return 0


@click.command()
@click.option("-o", "out", type=click.Path(path_type=Path), metavar="FILE",
              help="Write it to this file, replacing it if it exists.")  # fmt: skip
def schema(*, out: Path | None) -> int:
    """Print the JSON Schema for routines, which editors can use."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=1)
    if out is None:
        click.echo(text)
    else:  # a shell's `>` may write UTF-16, which editors don't read
        with atomic_write(out) as file:
            file.write(f"{text}\n".encode())
        click.echo(f"Wrote `{out}`.")
    return 0
