"""`coach play`: speaks a routine, or prints its timetable."""

from __future__ import annotations

from dataclasses import replace

import click

from coach import composition
from coach.cli import resume as resuming
from coach.cli.options import choices, show_problems, warn
from coach.export import timetable
from coach.model.plan import Choices
from coach.planning.choices import choice_notes
from coach.scheduling import without_waiting
from coach.session.bookmark import AudioOptions


@click.command()
@click.argument("routine")
@choices
@click.option("--dry-run", is_flag=True, help="Print the timetable at once, without speaking.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: print JSON.")
@click.option("--fast", is_flag=True, help="Skip the waiting: hear every cue, one after another.")
@click.option("--device", metavar="NAME", help="The sound device; `coach devices` lists them.")
@click.option("--plain", is_flag=True, help="One line per cue: for screen readers and logs.")
@click.option("--person", metavar="NAME", help="Who listens: each hears the full opening once.")
@click.option("--resume", is_flag=True, help="Pick up at the exercise where you stopped.")
@click.option("--verbose", is_flag=True, help="Show the log and statistics of the sound.")
def play(
    *, routine: str, chosen: Choices, voice: str | None, rate: int | None,
    dry_run: bool, as_json: bool, fast: bool, device: str | None, plain: bool,
    person: str, resume: bool, verbose: bool,
) -> int:  # fmt: skip
    """Speak a routine, given its name, title or file.

    The space bar pauses and resumes, q stops and says how to get out of the position, and h shows
    all the keys.
    """
    if as_json and not dry_run:
        raise click.UsageError(
            "`--json` needs `--dry-run`. For measured times, use `coach export -o FILE.json`."
        )
    opened = composition.open_routine(routine)
    show_problems(opened.problems)
    audio = AudioOptions(voice, rate, device)
    if resume or not dry_run:
        chosen, audio = resuming.choices_to_resume(opened, chosen, audio, wanted=resume)
    for note in choice_notes(opened.routine, chosen):
        warn(note)
    if dry_run:
        timeline, heading = composition.estimated_timeline(opened.routine, chosen, audio.rate)
        timeline = without_waiting(timeline) if fast else timeline
        text = timetable.as_json if as_json else timetable.as_table
        click.echo(text(timeline, heading), nl=False)
        return 0
    from coach.cli import live  # noqa: PLC0415 - a dry run doesn't need a player or a terminal

    if not (resume or fast):
        chosen = replace(chosen, stopped_in=resuming.stopped_in(opened, chosen))
    options = live.LiveOptions(fast=fast, plain=plain, verbose=verbose, person=person)
    return live.play(opened, chosen, audio, options)
