"""The person's own settings: one small YAML file, read with the same care as a routine.

A choice on the command line beats a setting, a setting beats the routine, the routine beats what
Coach does by itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coach.model.problems import ChoiceError, Problem, RoutineError, close_to
from coach.model.units import FASTEST_WORDS_PER_MINUTE as FASTEST
from coach.model.units import SLOWEST_WORDS_PER_MINUTE as SLOWEST

if TYPE_CHECKING:
    from coach.format.nodes import Mapping, Scalar
    from coach.format.quantities import Wrong

FILE = "settings.yaml"
MOST_BYTES = 64_000
LEAD_IN_MOST_S = 60.0
_CACHE_MB = range(1, 100_001)
_LONGEST = 1_000


class SettingsError(RoutineError):
    """A settings file that can't be used, with all its problems."""


@dataclass(frozen=True)
class Settings:
    """What a person has chosen for good; None is no choice.

    Attributes:
        voice: as ``--voice`` takes it.
        rate: words a minute.
        lead_in_s: silence before the first word, in seconds.
        device: where to play, as ``--device`` takes it.
        cache_mb: the most that kept clips may take, in millions of bytes.
    """

    voice: str | None = None
    rate: int | None = None
    lead_in_s: float | None = None
    device: str | None = None
    cache_mb: int | None = None


def settings_file() -> Path:
    """Return where this person's settings are: in COACH_CONFIG_DIR, or the platform's place."""
    if chosen := os.environ.get("COACH_CONFIG_DIR"):
        return Path(chosen) / FILE
    import platformdirs  # noqa: PLC0415 (25 ms)

    return platformdirs.user_config_path("coach", appauthor=False) / FILE


def load(path: Path | None = None) -> Settings:
    """Read the person's settings; without a file there are none.

    Raises:
        SettingsError: the file says what Coach does not understand.
        ChoiceError: it can't be read.
    """
    path = path or settings_file()
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise ChoiceError(
            f"the settings in `{path}` can't be read ({error.strerror}): mend or delete that file"
        ) from error
    return parse(data, str(path))


def parse(data: bytes, name: str) -> Settings:
    """Read the bytes of a settings file.

    Raises:
        SettingsError: they say what Coach does not understand; carries every problem.
    """
    from coach.format.nodes import Mapping, compose  # noqa: PLC0415 (most people have no file)
    from coach.format.source import Source, decode, split_lines  # noqa: PLC0415 (the same)

    if len(data) > MOST_BYTES:
        message = f"the settings have over {MOST_BYTES:,} bytes"
        raise SettingsError([Source(name, ()).problem(1, 1, "too-large", message, _WORDS_ARE)])
    decoded = decode(data, name)
    text = decoded.shown
    if decoded.problems:
        raise SettingsError(decoded.problems)
    node, problems = compose(text, Source(name, split_lines(text)))
    if problems:
        raise SettingsError(problems)
    if node is None:
        return Settings()
    if not isinstance(node, Mapping):
        raise SettingsError([node.problem("no-settings", "these are no settings", _WORDS_ARE)])
    return _settings(node)


def _settings(top: Mapping) -> Settings:
    from coach.format.nodes import Scalar  # noqa: PLC0415 (as in `parse`)

    problems: list[Problem] = []
    values: dict[str, object] = {}
    seen: dict[str, int] = {}
    for key, value in top.entries:
        word = key.text if isinstance(key, Scalar) else ""
        if word not in _WORDS:
            close = close_to(word, _WORDS) if word else None
            hint = f"did you mean `{close}`?" if close else _WORDS_ARE
            problems.append(key.problem("unknown-word", f"there is no setting `{word}`", hint))
        elif word in seen:
            message = f"`{word}` stands here and in line {seen[word]}"
            problems.append(key.problem("twice", message, "delete one of them"))
        elif not isinstance(value, Scalar):
            problems.append(value.problem("not-a-text", f"`{word}` takes one value", _HINTS[word]))
        else:
            seen[word] = key.line
            field, read = _WORDS[word]
            found = read(value)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                values[field] = found
    if problems:
        raise SettingsError(problems)
    return Settings(**values)  # type: ignore[arg-type] # each reader gives its field's type


def _text(value: Scalar) -> str | Problem:
    text = value.text.strip()
    if 0 < len(text) <= _LONGEST and text.isprintable():
        return text
    return value.problem("no-value", "this is no name", "give one, or delete the line")


def _rate(value: Scalar) -> int | Problem:
    text = value.text.strip()
    if text.isascii() and text.isdigit() and SLOWEST <= int(text[:9]) <= FASTEST:
        return int(text)
    return value.problem("no-rate", f"`{text}` is no rate", _HINTS["rate"])


def _lead_in(value: Scalar) -> float | Problem:
    from coach.format.quantities import duration  # noqa: PLC0415 (as in `parse`)

    found: float | Wrong = duration(" ".join(value.text.split()))
    if isinstance(found, float) and found <= LEAD_IN_MOST_S:
        return found
    if isinstance(found, float):
        return value.problem("too-large", f"`{value.text}` is too long", _HINTS["lead_in"])
    return value.problem(found.code or "no-time", found.message, found.hint or _HINTS["lead_in"])


def _cache_mb(value: Scalar) -> int | Problem:
    text = value.text.strip()
    if text.isascii() and text.isdigit() and int(text[:9]) in _CACHE_MB:
        return int(text)
    return value.problem("no-size", f"`{text}` is no size", _HINTS["cache_mb"])


_WORDS: dict[str, tuple[str, Callable[[Scalar], object]]] = {
    "voice": ("voice", _text),
    "rate": ("rate", _rate),
    "lead_in": ("lead_in_s", _lead_in),
    "device": ("device", _text),
    "cache_mb": ("cache_mb", _cache_mb),
}
_WORDS_ARE = f"the settings are {', '.join(f'`{word}`' for word in _WORDS)}"
_HINTS = {
    "voice": "write a voice that `coach voices` lists, such as `voice: piper`",
    "rate": f"write words a minute, from {SLOWEST} to {FASTEST}, such as `rate: 130`",
    "lead_in": f"write a time up to {LEAD_IN_MOST_S:.0f} s, such as `lead_in: 2 s`",
    "device": "write a device that `coach devices` lists",
    "cache_mb": (
        f"write millions of bytes, from {_CACHE_MB.start} to {_CACHE_MB[-1]}, "
        "such as `cache_mb: 500`"
    ),
}
