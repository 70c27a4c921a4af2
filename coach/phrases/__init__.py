"""What Coach itself says: one file a language, chosen by the routine's language tag."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from coach.problems import ChoiceError
from coach.routine import Position, Side

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Phrases:
    """The phrases of one language. `table` is what its file says, checked by `load`."""

    language: str
    table: dict[str, Any] = field(hash=False)

    def say(self, phrase: str, **values: str) -> str:
        """Return a phrase with its places filled in."""
        return str(self.table[phrase]).format(**values)

    def by_side(self, phrase: str, side: Side, **values: str) -> str:
        """Return a phrase that has a text for each side."""
        return str(self.table[phrase][side]).format(**values)

    def several(self, phrase: str) -> tuple[str, ...]:
        """Return a phrase that is a list of texts."""
        return tuple(self.table[phrase])

    def number(self, n: int) -> str:
        """Return a number in words as far as the file goes, in digits beyond."""
        words = self.table["numbers"]
        return str(words[n - 1]) if 0 < n <= len(words) else str(n)

    def count(self, n: int) -> str:
        """Return a number as a prompt of its own, such as ``Three.`` with its full stop."""
        word = self.number(n)
        return f"{word[:1].upper()}{word[1:]}."

    def plural(self, unit: str, n: int) -> str:
        """Return a number of something: ``one second``, ``30 seconds``."""
        form = "one" if n == 1 else "other"
        return str(self.table[unit][form]).format(n=self.number(n))

    def time(self, seconds: float) -> str:
        """Return a time as it is said: ``one hour and twelve minutes``; to the second."""
        whole_minutes, rest = divmod(max(1, round(seconds)), 60)
        hours, minutes = divmod(whole_minutes, 60)
        parts = [
            self.plural(unit, n)
            for unit, n in (("hours", hours), ("minutes", minutes), ("seconds", rest))
            if n
        ]
        if len(parts) == 1:
            return parts[0]
        return self.say("and", a=", ".join(parts[:-1]), b=parts[-1])

    def sentence(self, phrase: str, **values: str) -> str:
        """Return a phrase that may begin with a value, with its first letter large."""
        said = self.say(phrase, **values)
        return f"{said[:1].upper()}{said[1:]}"

    def move(self, position: Position) -> str:
        """Say how to get into a position."""
        if position.known:
            return str(self.table["move"][position.name])
        return self.say("move_other", position=position.name)

    def get_out(self, position: str) -> str:
        """Say how to get out of a position, given by its name."""
        return str(self.table["get_out"].get(position, self.table["get_out_other"]))


def languages() -> list[str]:
    """Return the languages that there are phrases for."""
    return sorted(path.stem for path in _FOLDER.glob("*.yaml"))


@cache
def load(language: str) -> Phrases:
    """Return the phrases for a language tag: its own file, else its base language's.

    Raises:
        ChoiceError: there are none.
    """
    there = languages()
    for name in (language, language.split("-", maxsplit=1)[0]):
        if name in there:
            import yaml  # noqa: PLC0415 - only where something is said: `coach --help` is not

            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            text = (_FOLDER / f"{name}.yaml").read_bytes()
            return Phrases(name, yaml.load(text, Loader=loader))  # noqa: S506 - the safe loader, in C
    raise ChoiceError(
        f"Coach has no phrases of its own in `{language}` yet; it speaks {', '.join(there)}. "
        "Set `language:` to one of these."
    )
