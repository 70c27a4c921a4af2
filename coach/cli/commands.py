"""The commands, one function each; the work is in `session` and below."""

from __future__ import annotations

import click

from coach.cli import author
from coach.cli import export as exporting
from coach.cli.options import choices
from coach.planner.plan import Choices
from coach.problems import Problem, as_text, printable

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(package_name="stretch-coach", prog_name="coach")
def coach() -> None:
    """A voice-guided stretching coach that works offline.

    Start with `coach play lower-back`. Coach speaks an author's routine; it gives no medical
    advice. Stop when something hurts, and ask a doctor or physiotherapist.
    """


@coach.command()
@click.argument("routine")
@choices
@click.option("--dry-run", is_flag=True, help="Print the timetable at once; nothing is spoken.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: as JSON.")
@click.option("--fast", is_flag=True, help="Skip the waiting: hear every cue, one after another.")
@click.option("--device", metavar="NAME", help="Where to play; `coach devices` lists them.")
@click.option("--plain", is_flag=True, help="A line a cue: for screen readers and logs.")
def play(
    *, routine: str, chosen: Choices, voice: str | None, rate: int | None,
    dry_run: bool, as_json: bool, fast: bool, device: str | None, plain: bool,
) -> int:  # fmt: skip
    """Speak a routine, by its name or its file.

    Space pauses and goes on, q stops, Ctrl-C stops at once.
    """
    from coach import session  # noqa: PLC0415 - `coach --help` loads nothing that it does not need

    if as_json and not dry_run:
        raise click.UsageError("--json goes with --dry-run; `coach export -o FILE.json` measures.")
    opened = session.open_routine(routine)
    show_problems(opened.problems)
    if dry_run:
        from coach.export import timetable  # noqa: PLC0415 - the same
        from coach.timeline import without_waiting  # noqa: PLC0415 - the same

        timeline, heading = session.rehearse(opened.routine, chosen, rate)
        timeline = without_waiting(timeline) if fast else timeline
        table = timetable.as_json if as_json else timetable.as_table
        click.echo(table(timeline, heading), nl=False)
        return 0
    from coach.cli import live  # noqa: PLC0415 - the same

    return live.play(
        opened.routine, chosen, voice=voice, rate=rate, device=device, fast=fast, plain=plain
    )


@coach.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_routines(*, as_json: bool) -> int:
    """List the routines that Coach knows by name."""
    from coach.cli import pages  # noqa: PLC0415 - `coach --help` loads nothing needless

    click.echo(pages.routines(as_json=as_json), nl=False)
    return 0


@coach.command()
@click.argument("routine")
@choices
def show(
    *, routine: str, chosen: Choices, voice: str | None, rate: int | None  # noqa: ARG001 - shared
) -> int:  # fmt: skip
    """Show a routine as a page: exercises, dose, length, safety."""
    from coach import session  # noqa: PLC0415 - `coach --help` loads nothing needless
    from coach.cli import pages  # noqa: PLC0415 - the same

    opened = session.open_routine(routine)
    show_problems(opened.problems)
    timeline, _ = session.rehearse(opened.routine, chosen, rate)
    click.echo(pages.routine(opened.routine, chosen, timeline), nl=False)
    return 0


@coach.command()
@click.option("--language", metavar="TAG", help="Only the voices of this language, such as `es`.")
def voices(*, language: str | None) -> int:
    """List the voices that are here."""
    from coach.speech import list_voices  # noqa: PLC0415 - engines are loaded when they are wanted

    found = list_voices(language)
    width = max((len(v.spec) for v in found), default=0)
    for voice in found:
        spoken = ", ".join(voice.languages)
        click.echo(printable(f"{voice.spec:<{width}}  {spoken:<12}  {voice.name}"))
    if not found:
        click.echo(f"No voice speaks {language or 'anything'} here.", err=True)
    return 0 if found else 1


@coach.command()
def devices() -> int:
    """List what sound can come out of."""
    from coach.player.output import list_devices  # noqa: PLC0415 - sound libraries load slowly

    found = list_devices()
    for device in found:
        click.echo(printable(f"{'*' if device.default else ' '} {device.name}"))
    if not found:
        click.echo(
            "There is no sound device here. Plug one in, or start the sound server.", err=True
        )
    return 0 if found else 1


for command in (author.check, author.new, author.schema, exporting.export):
    coach.add_command(command)


def show_problems(problems: tuple[Problem, ...]) -> None:
    """Show what is doubtful about a routine's file; it is played all the same."""
    for problem in problems:
        click.echo(as_text(problem), err=True)
