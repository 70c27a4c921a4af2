"""The options that `play`, `show` and `export` share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click

from coach import settings
from coach.model.plan import Choices, Intro
from coach.model.problems import ChoiceError, Problem, as_text, printable
from coach.model.units import FASTEST_WORDS_PER_MINUTE, SLOWEST_WORDS_PER_MINUTE, Pick
from coach.speech import parse_voice_spec

Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_LEAD_IN_S = 1.5
MAX_REPS = 10_000
MAX_WEEK = 520


class RepsType(click.ParamType[Pick]):
    """`low`, `high` or a number."""

    name = "low|high|N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Pick:
        word = str(value).strip().casefold()
        if word in {"low", "high"}:
            return "low" if word == "low" else "high"
        if word.isdigit() and 0 < int(word) <= MAX_REPS:
            return int(word)
        message = f"`{value}` isn't `low`, `high` or a number from 1 to {MAX_REPS}."
        return self.fail(message, param, ctx)


_RATES = click.IntRange(SLOWEST_WORDS_PER_MINUTE, FASTEST_WORDS_PER_MINUTE)
_OPTIONS = (
    click.option("--voice", metavar="ENGINE[:NAME]", help="The voice; `coach voices` lists them."),
    click.option("--rate", type=_RATES, metavar="WPM", help="Words per minute."),
    click.option("--reps", type=RepsType(), default="low", help="How many reps of `5 to 10`."),
    click.option("--week", type=click.IntRange(1, MAX_WEEK), help="The week of the program."),
    click.option("--easier", multiple=True, metavar="EXERCISE", help="Do this one the easier way."),
    click.option("--harder", multiple=True, metavar="EXERCISE", help="Do this one the harder way."),
    click.option(
        "--from", "start_at", metavar="EXERCISE",
        help="Start with this exercise: its name, or its number in `coach show`.",
    ),
    click.option("--only", metavar="EXERCISE", help="Do only this exercise."),
    click.option(
        "--intro", type=click.Choice(get_args(Intro)),
        help="How much to say before the first exercise; `auto` is full until you've heard it.",
    ),
    click.option("--skip-intro", is_flag=True, help="Begin with the first exercise."),
    click.option(
        "--lead-in", "lead_in_s", type=click.FloatRange(0, settings.LEAD_IN_MOST_S),
        metavar="SECONDS", help=f"Silence before the first word.  [default: {DEFAULT_LEAD_IN_S}]",
    ),
)  # fmt: skip


def choices(command: Command) -> Command:
    """Add the shared options to a command, which receives `chosen`, `voice` and `rate`.

    Options that aren't on the command line come from the person's settings.
    """

    @functools.wraps(command)  # keeps the options that the command already has
    def with_choices(
        *, reps: Pick, week: int | None, easier: tuple[str, ...], harder: tuple[str, ...],
        start_at: str | None, only: str | None, intro: Intro | None, skip_intro: bool,
        lead_in_s: float | None,
        voice: str | None, rate: int | None, **others: Any,
    ) -> Any:  # fmt: skip
        if skip_intro and intro not in {None, "none"}:
            raise click.UsageError("Give --intro or --skip-intro, not both.")
        own = settings.load()
        opening: Any = "none" if skip_intro else intro or own.intro or "auto"
        lead_ins = (lead_in_s, own.lead_in_s, DEFAULT_LEAD_IN_S)
        chosen = Choices(
            reps, week, frozenset(easier), frozenset(harder), start_at, only, opening,
            next(s for s in lead_ins if s is not None), more_time=own.more_time or 1.0,
        )  # fmt: skip
        voice = _checked_voice(voice, own.voice)
        if "device" in others:
            others["device"] = others["device"] or own.device
        if "person" in others:
            others["person"] = others["person"] or own.person or ""
        return command(chosen=chosen, voice=voice, rate=rate or own.rate, **others)

    decorated: Any = with_choices
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    result: Command = decorated
    return result


def show_problems(problems: tuple[Problem, ...]) -> None:
    """Print the warnings and notes about a routine that can be played."""
    for problem in problems:
        click.echo(as_text(problem), err=True)


def warn(sentence: str) -> None:
    """Print a sentence to standard error."""
    click.echo(printable(f"coach: {sentence}"), err=True)


def _checked_voice(voice: str | None, own: str | None) -> str | None:
    """Return the voice from the command line, or else from the settings.

    Raises:
        ChoiceError: there is no such engine.
    """
    if voice is not None:
        parse_voice_spec(voice)
    elif own is not None:
        try:
            parse_voice_spec(own)
        except ChoiceError as error:
            settings_file = settings.settings_file()
            raise ChoiceError(f"{error} It is set as `voice` in {settings_file}.") from error
    return voice if voice is not None else own
