"""The words that pages, handouts and `coach show` print around the routine's own.

One file for each language; `coach.phrases` has what is spoken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from coach.model.language import primary_subtag
from coach.model.positions import Position
from coach.model.units import Range, plain

_FOLDER = Path(__file__).parent
FALLBACK = "en"
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True)
class Words:
    """The printed words of one language.

    Attributes:
        language: the language that they are in.
        requested: the language tag that they were asked for.
        table: the contents of the language's file.
    """

    language: str
    requested: str
    table: dict[str, Any] = field(hash=False, repr=False)

    @property
    def is_fallback(self) -> bool:
        """Whether they are in another language than the requested one."""
        return self.language != primary_subtag(self.requested)

    def __call__(self, key: str, **values: object) -> str:
        """Return the text for a key, its placeholders filled in."""
        return str(self.table[key]).format(**values)

    def pattern(self, key: str) -> str:
        """Return the text for a key with its placeholders."""
        return str(self.table[key])

    def position(self, position: Position) -> str:
        """Return a position's name; an unknown one as the author wrote it."""
        names = self.table["position"]
        return str(names[position.name]) if position.known else position.name

    def time(self, seconds: float) -> str:
        """Return a duration with the language's abbreviations: ``1 min 30 s``."""
        units = self.table["unit"]
        whole_minutes, rest = divmod(round(seconds, 3), 60)
        hours, minutes = divmod(int(whole_minutes), 60)
        parts = [f"{hours} {units['h']}"] if hours else []
        parts += [f"{minutes} {units['min']}"] if minutes else []
        if rest or not parts:
            parts.append(f"{plain(rest)} {units['s']}")
        return " ".join(parts)

    def times(self, times: Range[float]) -> str:
        """Return a duration or a range of durations."""
        low = self.time(times.low)
        return low if times.fixed else self("range", low=low, high=self.time(times.high))

    def counts(self, counts: Range[int]) -> str:
        """Return a number or a range of numbers."""
        return str(counts.low) if counts.fixed else self("range", low=counts.low, high=counts.high)


def languages() -> list[str]:
    """Return the languages that have a file."""
    return sorted(path.stem for path in _FOLDER.glob("*.yaml"))


def text_direction(language: str) -> str:
    """Return the direction in which a language is written: ``ltr`` or ``rtl``."""
    return "rtl" if primary_subtag(language) in RIGHT_TO_LEFT else "ltr"


@cache
def load(language: str) -> Words:
    """Return the words for a language tag, in English if its language has no file."""
    primary = primary_subtag(language)
    name = primary if primary in languages() else FALLBACK
    import yaml  # noqa: PLC0415 - only where a page is written or shown

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (_FOLDER / f"{name}.yaml").read_bytes()
    return Words(name, language, yaml.load(text, Loader=loader))  # noqa: S506 - the safe loader, in C
