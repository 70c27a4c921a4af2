"""The choices that `play`, `show` and `export` share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from coach import settings
from coach.model.plan import Choices
from coach.model.problems import ChoiceError
from coach.model.units import FASTEST_WORDS_PER_MINUTE, SLOWEST_WORDS_PER_MINUTE, Pick

Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_LEAD_IN_S = 1.5

MOST_REPS = 10_000


def _checked(voice: str | None, own: str | None) -> str | None:
    """Return the voice that is chosen on the command line, else in the settings.

    Raises:
        ChoiceError: it is of no engine.
    """
    if voice is None and own is None:
        return None
    from coach.speech import parse_voice_spec  # noqa: PLC0415 - `coach --help` needs it not

    if voice is not None:
        parse_voice_spec(voice)
        return voice
    try:
        parse_voice_spec(own or "")
    except ChoiceError as error:
        raise ChoiceError(f"{error}; it stands as `voice` in {settings.settings_file()}") from error
    return own


class RepsType(click.ParamType[Pick]):
    """`low`, `high` or a number."""

    name = "low|high|N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Pick:
        word = str(value).strip().casefold()
        if word in {"low", "high"}:
            return "low" if word == "low" else "high"
        if word.isdigit() and 0 < int(word) <= MOST_REPS:
            return int(word)
        return self.fail(f"'{value}' is not `low`, `high` or a number from 1.", param, ctx)


_RATES = click.IntRange(SLOWEST_WORDS_PER_MINUTE, FASTEST_WORDS_PER_MINUTE)
_OPTIONS = (
    click.option("--voice", metavar="ENGINE[:NAME]", help="The voice; `coach voices` lists them."),
    click.option("--rate", type=_RATES, metavar="WPM", help="Words per minute."),
    click.option("--reps", type=RepsType(), default="low", help="What to play of `5 to 10`."),
    click.option("--week", type=click.IntRange(1, 520), help="The week of the program."),
    click.option("--easier", multiple=True, metavar="EXERCISE", help="Do it the easier way."),
    click.option("--harder", multiple=True, metavar="EXERCISE", help="Do it the harder way."),
    click.option("--from", "start_at", metavar="EXERCISE", help="Start with this exercise."),
    click.option("--only", metavar="EXERCISE", help="Do this exercise alone."),
    click.option("--skip-intro", is_flag=True, help="Begin with the first exercise."),
    click.option(
        "--lead-in", "lead_in_s", type=click.FloatRange(0, settings.LEAD_IN_MOST_S),
        metavar="SECONDS", help=f"Silence before the first word.  [default: {DEFAULT_LEAD_IN_S}]",
    ),
)  # fmt: skip


def choices(command: Command) -> Command:
    """Add the shared choices; the command receives `chosen`, `voice` and `rate`.

    What is not chosen on the command line is taken from the person's settings.
    """

    @functools.wraps(command)  # the options that the command has already come along
    def with_choices(
        *, reps: Pick, week: int | None, easier: tuple[str, ...], harder: tuple[str, ...],
        start_at: str | None, only: str | None, skip_intro: bool, lead_in_s: float | None,
        voice: str | None, rate: int | None, **others: Any,
    ) -> Any:  # fmt: skip
        own = settings.load()
        leads = (lead_in_s, own.lead_in_s, DEFAULT_LEAD_IN_S)
        chosen = Choices(
            reps, week, frozenset(easier), frozenset(harder), start_at, only, skip_intro,
            next(s for s in leads if s is not None),
        )  # fmt: skip
        voice = _checked(voice, own.voice)
        if "device" in others:
            others["device"] = others["device"] or own.device
        return command(chosen=chosen, voice=voice, rate=rate or own.rate, **others)

    decorated: Any = with_choices
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    result: Command = decorated
    return result
