"""Every text of a phrase file with its placeholders filled in, for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Iterator

from coach.model.routine import SIDES
from coach.phrases import Phrases

NOT_SAID = {
    "plural", "numbers", "forms", "seconds", "minutes", "hours", "breaths", "sets", "times",
    "holds", "half_seconds", "half_second", "parts_of_seconds", "decimal_sign", "and", "each",
    "up_to", "sides_each", "sides_alternating", "sides_one", "side_word",
    "chapter_intro", "chapter_finish",
}  # fmt: skip
"""Keys that describe the language; none of them is a prompt by itself."""


def texts(phrases: Phrases) -> Iterator[tuple[str, str]]:
    """Yield each phrase's name with its text, for every side, position and entry of a list."""
    values = {
        "time": phrases.time(12 * 60),
        "number": phrases.number(2),
        "total": phrases.number(3),
        "name": "Yoga",
        "position": "Yoga",
        "things": "mat, chair",
        "breaths": phrases.plural("breaths", 5),
    }
    for name, words in phrases.table.items():
        if name in NOT_SAID:
            continue
        if isinstance(words, list):
            yield from ((name, text) for text in phrases.several(name))
        elif not isinstance(words, dict):
            yield name, phrases.say(name, **values)
        elif set(words) == set(SIDES):
            yield from ((name, phrases.by_side(name, side, **values)) for side in SIDES)
        else:
            yield from ((name, text.format(**values)) for text in words.values())


def counted(phrases: Phrases, most: int = 20) -> Iterator[str]:
    """Yield the numbers as they are counted, down and up."""
    for n in range(1, most + 1):
        yield from dict.fromkeys((phrases.count(n), phrases.count_up(n)))
