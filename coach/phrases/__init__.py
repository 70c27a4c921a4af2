"""The phrases that Coach itself speaks: one file for each language, chosen by the routine's tag.

`docs/languages.md` tells translators how to write a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from coach.model.language import primary_subtag
from coach.model.plan import Controls
from coach.model.positions import Position
from coach.model.problems import ChoiceError
from coach.model.routine import Side

_FOLDER = Path(__file__).parent
_DOTTED_I = {"tr", "az"}
"""Languages in which the capital of i is İ."""


class Numeral(str):
    """A number in words; the placeholder ``{number:feminine}`` takes its form of that name."""

    __slots__ = ("forms",)
    forms: Mapping[str, str]

    def __format__(self, form: str) -> str:
        return self.forms.get(form, str(self))


@dataclass(frozen=True)
class Phrases:
    """The phrases of one language.

    Attributes:
        language: the file's own tag, such as ``fr`` for a routine in ``fr-CA``.
        table: the contents of the file, which `validation` checks.
    """

    language: str
    table: dict[str, Any] = field(hash=False)
    _plural: Callable[[int], int] = field(hash=False, compare=False)

    def say(self, phrase: str, **values: str) -> str:
        """Return a phrase with its placeholders filled in, starting with a capital."""
        return self._capitalized(str(self.table[phrase]).format(**values))

    def say_part(self, phrase: str, **values: str) -> str:
        """Return a phrase that is part of a sentence, with its placeholders filled in."""
        return str(self.table[phrase]).format(**values)

    def told(self, phrase: str, controls: Controls, **values: str) -> str:
        """Return a phrase that depends on what the listener has at hand; empty if it has no text.

        With neither keys nor buttons it is what is said in a file.
        """
        texts = self.table[phrase]
        text = str(texts.get(controls, "" if controls == "page" else texts.get("file", "")))
        return self._capitalized(text.format(**values))

    def by_side(self, phrase: str, side: Side, **values: str) -> str:
        """Return one side's text of a phrase that has a text for each side."""
        return str(self.table[phrase][side]).format(**values)

    def several(self, phrase: str) -> tuple[str, ...]:
        """Return the texts of a phrase that is a list."""
        return tuple(self.table[phrase])

    def number(self, n: int) -> Numeral:
        """Return a number in words if the file has it, else in digits."""
        words = self.table["numbers"]
        numeral = Numeral(words[n - 1] if 0 < n <= len(words) else n)
        forms = self.table["forms"].items()
        numeral.forms = {name: str(words_of[n]) for name, words_of in forms if n in words_of}
        return numeral

    def count(self, n: int) -> str:
        """Return a number of a countdown as a sentence, such as ``Three.``, with its full stop."""
        return self._capitalized(f"{self.number(n)}.")

    def count_up(self, n: int) -> str:
        """Return a number that is counted up (reps, seconds) as a sentence."""
        return self._capitalized(f"{self.number(n):counting}.")

    def plural(self, unit: str, n: int) -> str:
        """Return a number with its unit: ``one second``, ``30 seconds``."""
        forms = list(self.table[unit].values())
        return str(forms[self._plural(n)]).format(n=self.number(n))

    def time(self, seconds: float) -> str:
        """Return a duration in words: ``one hour and twelve minutes``, ``two and a half seconds``.

        Below a minute it is exact to a tenth of a second, else to the second.
        """
        exact = seconds < 60 and round(seconds, 1) != round(seconds)  # noqa: PLR2004 - a minute
        if exact:
            return self._part_of_a_minute(round(seconds, 1))
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

    def _part_of_a_minute(self, seconds: float) -> str:
        """Return seconds with a fraction in words."""
        whole = int(seconds)
        if seconds - whole == 0.5:  # noqa: PLR2004 - a half
            if not whole:
                return str(self.table["half_second"])
            return self.plural("half_seconds", whole)
        digits = f"{seconds:.1f}".replace(".", self.table["decimal_sign"])
        return str(self.table["parts_of_seconds"]).format(n=digits)

    def sentence(self, *parts: str) -> str:
        """Return parts of a sentence, joined by commas, with a capital and a full stop."""
        return self._capitalized(f"{', '.join(parts)}.")

    def move(self, position: Position, side: Side | None = None) -> str:
        """Return how to get into a position, on a side where the position has one."""
        if position.sided and side is not None:
            return self.by_side("move_to_side", side)
        if position.known:
            return str(self.table["move"][position.name])
        return self.say("move_other", position=position.name)

    def get_out(self, position: str) -> str:
        """Return how to get out of a position, given by its name."""
        return str(self.table["get_out"].get(position, self.table["get_out_other"]))

    def _capitalized(self, words: str) -> str:
        first = words[:1]
        dotted = first == "i" and primary_subtag(self.language) in _DOTTED_I
        return f"{'İ' if dotted else first.upper()}{words[1:]}"


@cache
def languages() -> tuple[str, ...]:
    """Return the tags of the languages that have a file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def speaks(language: str) -> bool:
    """Whether there are phrases for a language tag."""
    return bool(_files(language))


@cache
def load(language: str) -> Phrases:
    """Return the phrases for a language tag; a region's file overrides its language's.

    Raises:
        ChoiceError: there are none.
    """
    files = _files(language)
    if not files:
        raise ChoiceError(
            f"Coach has no phrases of its own in `{language}` yet; it speaks "
            f"{', '.join(languages())}. Set `language:` to one of these."
        )
    from gettext import c2py  # noqa: PLC0415 - not needed for `coach --help`

    table: dict[str, Any] = {}
    for name in reversed(files):
        table |= _read(name)
    return Phrases(files[0], table, c2py(table["plural"]))


def _files(language: str) -> list[str]:
    """Return the files for a tag, the most specific first: ``pt-BR``, then ``pt``."""
    known = languages()
    parts = language.split("-")
    tags = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    return [tag for tag in tags if tag in known]


def _read(name: str) -> dict[str, Any]:
    import yaml  # noqa: PLC0415 - not needed for `coach --help`

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (_FOLDER / f"{name}.yaml").read_bytes()
    table: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506 - the safe loader, in C
    return table
