"""The group of all commands. Each is imported only when it is run."""

from __future__ import annotations

import click

from coach.cli.lazy import LazyGroup

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=LazyGroup, context_settings=CONTEXT, invoke_without_command=True)
@click.version_option(package_name="stretch-coach", prog_name="coach")
@click.pass_context
def coach(context: click.Context) -> None:
    """A voice-guided stretching coach that works offline.

    Start with `coach play lower-back`. Coach speaks what a routine's author wrote; it gives no
    medical advice. A mild stretch or ache that settles is fine. Stop if pain is sharp, spreads, or
    gets worse, and ask a doctor or physical therapist.
    """
    if context.invoked_subcommand is None:
        from coach.cli import resume  # noqa: PLC0415 - `coach --help` doesn't need it

        for sentence in resume.resumable():
            click.echo(f"{sentence}\n")
        click.echo(context.get_help())


for _name, _target, _summary in (
    ("cache", "cache:cache", "Show how many spoken prompts are kept, and where."),
    ("check", "check:check", "Find every problem in routine files, or in all files of a folder."),
    ("devices", "devices:devices", "List the sound devices."),
    ("doctor", "doctor:doctor", "Test each part, and say how to fix what doesn't work."),
    ("export", "export:export", "Write a routine to a file: audio, captions, page or timetable."),
    ("list", "routines:list_routines", "List the routines that Coach knows by name."),
    ("new", "authoring:new", "Write a commented routine to start from."),
    ("play", "play:play", "Speak a routine, given its name, title or file."),
    ("schema", "authoring:schema", "Print the JSON Schema for routines, which editors can use."),
    ("show", "routines:show", "Show a routine to read: exercises, doses, length, safety."),
    ("voices", "voices:voices", "List the voices that are installed, and how to get others."),
):
    coach.add_lazy_command(_name, f"coach.cli.{_target}", _summary)
