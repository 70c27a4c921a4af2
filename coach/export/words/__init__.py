"""What pages, handouts and `coach show` say beside the routine's own words, a file a language."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from coach.model.language import primary_subtag
from coach.model.routine import Position
from coach.model.units import Range, plain

_FOLDER = Path(__file__).parent
FALLBACK = "en"
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True)
class Words:
    """The words of one language.

    Attributes:
        language: the language that they are in.
        asked: the language tag that they were asked for.
        table: what the file says.
    """

    language: str
    asked: str
    table: dict[str, Any] = field(hash=False, repr=False)

    @property
    def fallen_back(self) -> bool:
        """Whether they are not in the language that was asked for."""
        return self.language != primary_subtag(self.asked)

    def __call__(self, word: str, **values: object) -> str:
        """Return a word with its places filled in."""
        return str(self.table[word]).format(**values)

    def pattern(self, word: str) -> str:
        """Return a word with its places not filled in."""
        return str(self.table[word])

    def position(self, position: Position) -> str:
        """Return a position's name; the author's own words as they stand."""
        names = self.table["position"]
        return str(names[position.name]) if position.known else position.name

    def time(self, seconds: float) -> str:
        """Return a duration with the language's own signs: ``1 min 30 s``."""
        units = self.table["unit"]
        whole_minutes, rest = divmod(round(seconds, 3), 60)
        hours, minutes = divmod(int(whole_minutes), 60)
        parts = [f"{hours} {units['h']}"] if hours else []
        parts += [f"{minutes} {units['min']}"] if minutes else []
        if rest or not parts:
            parts.append(f"{plain(rest)} {units['s']}")
        return " ".join(parts)

    def times(self, times: Range[float]) -> str:
        """Return a duration, or a range of them."""
        low = self.time(times.low)
        return low if times.fixed else self("range", low=low, high=self.time(times.high))

    def counts(self, counts: Range[int]) -> str:
        """Return a number, or a range of them."""
        return str(counts.low) if counts.fixed else self("range", low=counts.low, high=counts.high)


def languages() -> list[str]:
    """Return the languages that there are words in."""
    return sorted(path.stem for path in _FOLDER.glob("*.yaml"))


def direction_of(language: str) -> str:
    """Return which way a language is written: ``ltr`` or ``rtl``."""
    return "rtl" if primary_subtag(language) in RIGHT_TO_LEFT else "ltr"


@cache
def load(language: str) -> Words:
    """Return the words for a language tag, English ones where there are none."""
    base = primary_subtag(language)
    name = base if base in languages() else FALLBACK
    import yaml  # noqa: PLC0415 - only where a page is made or shown

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (_FOLDER / f"{name}.yaml").read_bytes()
    return Words(name, language, yaml.load(text, Loader=loader))  # noqa: S506 - the safe loader, in C
