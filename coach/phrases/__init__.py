"""What Coach itself says: one file a language, chosen by the routine's language tag.

`docs/languages.md` tells translators how a file is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from coach.model.language import primary_subtag
from coach.model.problems import ChoiceError
from coach.model.routine import Position, Side

_FOLDER = Path(__file__).parent
_DOTTED_I = {"tr", "az"}
"""Languages in which the large letter of i is İ."""


class Numeral(str):
    """A number in words; ``{number:feminine}`` in a phrase takes its form of that name, if any."""

    __slots__ = ("forms",)
    forms: Mapping[str, str]

    def __format__(self, form: str) -> str:
        return self.forms.get(form, str(self))


@dataclass(frozen=True)
class Phrases:
    """The phrases of one language. `table` is what its file says, checked by the tests.

    Attributes:
        language: the file's own tag, such as ``fr`` for a routine in ``fr-CA``.
    """

    language: str
    table: dict[str, Any] = field(hash=False)
    _plural: Callable[[int], int] = field(hash=False, compare=False)

    def say(self, phrase: str, **values: str) -> str:
        """Return a phrase with its places filled in, and its first letter large."""
        return self._large(str(self.table[phrase]).format(**values))

    def by_side(self, phrase: str, side: Side, **values: str) -> str:
        """Return a phrase that has a text for each side."""
        return str(self.table[phrase][side]).format(**values)

    def several(self, phrase: str) -> tuple[str, ...]:
        """Return a phrase that is a list of texts."""
        return tuple(self.table[phrase])

    def number(self, n: int) -> Numeral:
        """Return a number in words as far as the file goes, in digits beyond."""
        words = self.table["numbers"]
        numeral = Numeral(words[n - 1] if 0 < n <= len(words) else n)
        forms = self.table["forms"].items()
        numeral.forms = {name: str(of[n]) for name, of in forms if n in of}
        return numeral

    def count(self, n: int) -> str:
        """Return a number that is counted down, such as ``Three.`` with its full stop."""
        return self._large(f"{self.number(n)}.")

    def count_up(self, n: int) -> str:
        """Return a number that is counted up: a rep's, or a second's."""
        return self._large(f"{self.number(n):counting}.")

    def plural(self, unit: str, n: int) -> str:
        """Return a number of something: ``one second``, ``30 seconds``."""
        forms = list(self.table[unit].values())
        return str(forms[self._plural(n)]).format(n=self.number(n))

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
        return str(self.table["and"]).format(a=", ".join(parts[:-1]), b=parts[-1])

    def move(self, position: Position) -> str:
        """Say how to get into a position."""
        if position.known:
            return str(self.table["move"][position.name])
        return self.say("move_other", position=position.name)

    def get_out(self, position: str) -> str:
        """Say how to get out of a position, given by its name."""
        return str(self.table["get_out"].get(position, self.table["get_out_other"]))

    def _large(self, words: str) -> str:
        first = words[:1]
        dotted = first == "i" and primary_subtag(self.language) in _DOTTED_I
        return f"{'İ' if dotted else first.upper()}{words[1:]}"


@cache
def languages() -> tuple[str, ...]:
    """Return the tags of the languages that there are phrases for."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def speaks(language: str) -> bool:
    """Whether there are phrases for a language tag."""
    return bool(_files(language))


@cache
def load(language: str) -> Phrases:
    """Return the phrases for a language tag: its base language's, under its own where it differs.

    Raises:
        ChoiceError: there are none.
    """
    files = _files(language)
    if not files:
        raise ChoiceError(
            f"Coach has no phrases of its own in `{language}` yet; it speaks "
            f"{', '.join(languages())}. Set `language:` to one of these."
        )
    from gettext import c2py  # noqa: PLC0415 - only where something is said: `coach --help` is not

    table: dict[str, Any] = {}
    for name in reversed(files):
        table |= _read(name)
    return Phrases(files[0], table, c2py(table["plural"]))


def _files(language: str) -> list[str]:
    """Return the files for a tag, its own first: ``pt-BR``, then ``pt``."""
    there = languages()
    parts = language.split("-")
    tags = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    return [tag for tag in tags if tag in there]


def _read(name: str) -> dict[str, Any]:
    import yaml  # noqa: PLC0415 - as above

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (_FOLDER / f"{name}.yaml").read_bytes()
    table: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506 - the safe loader, in C
    return table
