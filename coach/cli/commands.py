"""The commands, one function each; the work is in `session` and below."""

from __future__ import annotations

import click

from coach.cli import author, cache, doctor, voices
from coach.cli import export as exporting
from coach.cli.options import choices
from coach.model.plan import Choices
from coach.model.problems import Problem, as_text, printable

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT, invoke_without_command=True)
@click.version_option(package_name="stretch-coach", prog_name="coach")
@click.pass_context
def coach(context: click.Context) -> None:
    """A voice-guided stretching coach that works offline.

    Start with `coach play lower-back`. Coach speaks an author's routine; it gives no medical
    advice. A mild stretch or ache that settles is fine. Stop if pain is sharp, spreads, or gets
    worse, and ask a doctor or physical therapist.
    """
    if context.invoked_subcommand is None:
        from coach.cli import resume  # noqa: PLC0415 - `coach --help` loads nothing needless

        for sentence in resume.to_resume():
            click.echo(f"{sentence}\n")
        click.echo(context.get_help())


@coach.command()
@click.argument("routine")
@choices
@click.option("--dry-run", is_flag=True, help="Print the timetable at once; nothing is spoken.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: as JSON.")
@click.option("--fast", is_flag=True, help="Skip the waiting: hear every cue, one after another.")
@click.option("--device", metavar="NAME", help="Where to play; `coach devices` lists them.")
@click.option("--plain", is_flag=True, help="One line per cue: for screen readers and logs.")
@click.option("--resume", is_flag=True, help="Pick up at the exercise where you stopped.")
@click.option("--verbose", is_flag=True, help="Show the log, and how the sound went.")
def play(
    *, routine: str, chosen: Choices, voice: str | None, rate: int | None,
    dry_run: bool, as_json: bool, fast: bool, device: str | None, plain: bool,
    resume: bool, verbose: bool,
) -> int:  # fmt: skip
    """Speak a routine, by its name or its file.

    The space bar pauses and resumes, q stops and says how to get out of the position, and h shows
    all the keys.
    """
    from coach import composition  # noqa: PLC0415 - `coach --help` loads nothing that it does not need

    if as_json and not dry_run:
        raise click.UsageError("--json goes with --dry-run; `coach export -o FILE.json` measures.")
    opened = composition.open_routine(routine)
    show_problems(opened.problems)
    from coach.cli import resume as resuming  # noqa: PLC0415 - the same
    from coach.session.bookmark import AudioOptions  # noqa: PLC0415 - the same

    spoken = AudioOptions(voice, rate, device)
    if resume or not dry_run:
        chosen, spoken = resuming.pick_up(opened, chosen, spoken, wanted=resume)
    if dry_run:
        from coach.export import timetable  # noqa: PLC0415 - the same
        from coach.scheduling import without_waiting  # noqa: PLC0415 - the same

        timeline, heading = composition.estimated_timeline(opened.routine, chosen, spoken.rate)
        timeline = without_waiting(timeline) if fast else timeline
        table = timetable.as_json if as_json else timetable.as_table
        click.echo(table(timeline, heading), nl=False)
        return 0
    from coach.cli import beside, live  # noqa: PLC0415 - the same

    mark = None if fast else resuming.bookmark(opened, chosen, spoken)
    return live.play(
        opened.routine, chosen, voice=spoken.voice, rate=spoken.rate, device=spoken.device,
        fast=fast, plain=plain, beside=beside.Beside(mark, verbose=verbose, plain=plain),
    )  # fmt: skip


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
    from coach import composition  # noqa: PLC0415 - `coach --help` loads nothing needless
    from coach.cli import pages  # noqa: PLC0415 - the same

    opened = composition.open_routine(routine)
    show_problems(opened.problems)
    timeline, _ = composition.estimated_timeline(opened.routine, chosen, rate)
    click.echo(pages.routine(opened.routine, chosen, timeline), nl=False)
    return 0


@coach.command()
def devices() -> int:
    """List what sound can come out of."""
    from coach.playback.outputs.output import list_devices  # noqa: PLC0415 - sound libraries load slowly

    found = list_devices()
    for device in found:
        click.echo(printable(f"{'*' if device.default else ' '} {device.name}"))
    if not found:
        click.echo(
            "There is no sound device here. Plug one in, or start the sound server.", err=True
        )
    return 0 if found else 1


for command in (
    author.check, author.new, author.schema, cache.cache, doctor.doctor, exporting.export,
    voices.voices,
):  # fmt: skip
    coach.add_command(command)


def show_problems(problems: tuple[Problem, ...]) -> None:
    """Show what is doubtful about a routine's file; it is played all the same."""
    for problem in problems:
        click.echo(as_text(problem), err=True)
