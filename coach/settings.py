"""The person's own settings: one small YAML file, checked as thoroughly as a routine.

An option on the command line overrides a setting, a setting overrides the routine, and the routine
overrides Coach's defaults.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from coach.model.plan import MOST_MORE_TIME, Intro
from coach.model.problems import ChoiceError, RoutineError
from coach.model.units import FASTEST_WORDS_PER_MINUTE as FASTEST
from coach.model.units import SLOWEST_WORDS_PER_MINUTE as SLOWEST

if TYPE_CHECKING:
    from coach.format.blocks import Block
    from coach.format.doses import Wrong

FILE = "settings.yaml"
MOST_BYTES = 64_000
LEAD_IN_MOST_S = 60.0


class SettingsError(RoutineError):
    """The settings file can't be used; carries all its problems."""


@dataclass(frozen=True)
class Settings:
    """The person's settings; None for those that aren't set.

    Attributes:
        voice: the voice, as written after ``--voice``.
        rate: words per minute.
        lead_in_s: silence before the first word, in seconds.
        intro: how much is said before the first exercise.
        more_time: by what the time to get down, up and into a position is multiplied.
        person: who listens, on a machine that several people use.
        device: the device to play on, as written after ``--device``.
        cache_mb: the largest size of the clip cache, in millions of bytes.
    """

    voice: str | None = None
    rate: int | None = None
    lead_in_s: float | None = None
    intro: str | None = None
    more_time: float | None = None
    person: str | None = None
    device: str | None = None
    cache_mb: int | None = None


def settings_file() -> Path:
    """Return the settings file: in COACH_CONFIG_DIR, or else the system's settings folder."""
    if chosen := os.environ.get("COACH_CONFIG_DIR"):
        return Path(chosen) / FILE
    import platformdirs  # noqa: PLC0415 (25 ms)

    return platformdirs.user_config_path("coach", appauthor=False) / FILE


def load(path: Path | None = None) -> Settings:
    """Read the person's settings; if there is no file, none are set.

    Raises:
        SettingsError: the file has problems.
        ChoiceError: the file can't be read.
    """
    path = path or settings_file()
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise ChoiceError(
            f"The settings in `{path}` can't be read ({error.strerror}). Fix or delete that file."
        ) from error
    return parse(data, str(path))


def parse(data: bytes, name: str) -> Settings:
    """Parse the bytes of a settings file, in the same way as a routine's.

    Raises:
        SettingsError: there are problems; carries all of them.
    """
    from coach.format import rules  # noqa: PLC0415 (most people have no file)
    from coach.format.decoding import decode  # noqa: PLC0415 (the same)
    from coach.format.diagnosis import Report  # noqa: PLC0415 (the same)
    from coach.format.recovery import Composed, read_on  # noqa: PLC0415 (the same)

    decoded = decode(data[: MOST_BYTES + 1], name)
    report = Report()
    if len(data) > MOST_BYTES:
        message = f"the file has over {MOST_BYTES:,} bytes"
        raise SettingsError([decoded.source.problem(0, 0, "too-large", message, "shorten it")])
    found = list(decoded.diagnoses)
    settings = Settings()
    if decoded.readable is not None:
        composed = Composed(decoded.readable)
        read_on(composed, rules.explain, rules.precheck)
        fields = _table().read(composed.node, report) if composed.node is not None else None
        found += [*composed.diagnoses, *composed.own(report.diagnoses)]
        settings = Settings(**fields.of_model()) if fields is not None else settings
    if found:
        raise SettingsError(diagnosis.problem for diagnosis in found)
    return settings


@cache
def _table() -> Block:
    """Return the table of the settings' keys, like that of a routine."""
    from coach.format.blocks import Block, Key  # noqa: PLC0415 (as in `parse`)
    from coach.format.values import Choice, Parsed, WholeNumber  # noqa: PLC0415 (the same)

    voice = Parsed("a voice that `coach voices` lists, such as `piper`", _name)
    device = Parsed("a device that `coach devices` lists", _name)
    lead_in = Parsed(f"a time up to {LEAD_IN_MOST_S:.0f} s, such as `2 s`", _lead_in)
    return Block(
        "settings",
        "the settings",
        (
            Key("voice", voice, "The voice, as written after `--voice`.", "voice"),
            Key("rate", WholeNumber(SLOWEST, FASTEST), "Words per minute.", "rate",
                aliases="words_per_minute speed wpm"),
            Key("lead_in", lead_in, "Silence before the first word.", "lead_in_s"),
            Key("intro", Choice(get_args(Intro)), "How much is said before the first exercise.",
                "intro"),
            Key("more_time", Parsed("a number from 1 to 4, such as `1.5`", _more_time),
                "How many times as long the time to get down, up and into a position is.",
                "more_time"),
            Key("person", Parsed("a name, such as `Ana`", _name),
                "Who listens, on a machine that several people use.", "person"),
            Key("device", device, "Where to play, as written after `--device`.", "device"),
            Key("cache_mb", WholeNumber(1, 100_000), "The largest size of the cache, in MB.",
                "cache_mb"),
        ),
        Settings,
    )  # fmt: skip


def _name(text: str) -> str | Wrong:
    from coach.format.doses import Wrong  # noqa: PLC0415 (as in `parse`)

    if text.isprintable():
        return text
    return Wrong("this isn't a name", "write a name, or delete the line")


def _more_time(text: str) -> float | Wrong:
    from coach.format.doses import Wrong  # noqa: PLC0415 (as in `parse`)

    number = text.replace(",", ".")
    if re.fullmatch(r"[0-9](\.[0-9]{1,2})?", number) and 1 <= float(number) <= MOST_MORE_TIME:
        return float(number)
    return Wrong(f"`{text}` is not a number from 1 to 4", "write a number such as `1.5`")


def _lead_in(text: str) -> float | Wrong:
    from coach.format.doses import Wrong, duration  # noqa: PLC0415 (as in `parse`)

    found = duration(text)
    if isinstance(found, float) and found > LEAD_IN_MOST_S:
        hint = f"write a time up to {LEAD_IN_MOST_S:.0f} s, such as `2 s`"
        return Wrong(f"`{text}` is too long", hint, "too-large")
    return found
