# ruff: noqa: T201 (it prints)
"""Check phrase files: python -m coach.phrases [FILE…].

For translators. Problems are printed as sentences. A file without problems is shown with examples
in place of its placeholders, to be read aloud. Exits with 1 if there are problems.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from gettext import c2py
from pathlib import Path
from typing import Any

from coach.model.language import primary_subtag
from coach.model.problems import printable
from coach.phrases import Phrases
from coach.phrases.validation import UNITS, PhraseFileError, problems, read

_FOLDER = Path(__file__).parent
_SAMPLE_NUMBERS = (1, 2, 3, 5, 11, 12, 20, 21, 22, 25, 31)
"""Numbers that languages treat in different ways."""
_WITH_TIME = (
    "hold", "timed", "rest", "more_time", "time_left", "from_now", "left", "left_in_all",
    "left_of_hold", "left_of_rest", "sound_gone_for", "held_up_for",
)  # fmt: skip


def main(names: list[str]) -> int:
    """Check the named files, or all that there are, and show those that were named."""
    english = read(_FOLDER / "en.yaml")
    failed = False
    for path in map(Path, names or sorted(map(str, _FOLDER.glob("*.yaml")))):
        table = {}
        try:
            table = _table(path)
            found = list(problems(table, english))
        except PhraseFileError as error:
            found = [str(error)]
        for problem in found or ["no problems found"]:
            print(printable(f"{path}: {problem}"))
        if names and not found:
            phrases = Phrases(path.stem, table, c2py(table["plural"]))
            print("".join(f"  {printable(line)}\n" for line in _examples(phrases)), end="")
        failed = failed or bool(found)
    return 1 if failed else 0


def _table(path: Path) -> dict[str, Any]:
    """Return the contents of a file; of a region's file together with its language's.

    Raises:
        PhraseFileError: one of them can't be read.
    """
    base = _FOLDER / f"{primary_subtag(path.stem)}.yaml"
    is_region = "-" in path.stem and base.is_file()
    return (read(base) if is_region else {}) | read(path)


def _examples(phrases: Phrases) -> Iterator[str]:
    """Yield what is best judged by ear: numbers with their units, and phrases with numbers."""
    for unit in UNITS:
        yield ", ".join(phrases.plural(unit, n) for n in _SAMPLE_NUMBERS)
    yield " ".join(phrases.count(n) for n in (3, 2, 1))
    yield " ".join(phrases.count_up(n) for n in range(1, 11))
    for seconds in (1, 30, 61, 4 * 3600 + 21 * 60 + 2):
        time = phrases.time(seconds)
        for phrase in _WITH_TIME:
            yield phrases.say(phrase, time=time)
    for n in (1, 2, 3, 10):
        number, total = phrases.number(n), phrases.number(n + 2)
        for phrase in ("next_set", "round", "number_of"):
            yield phrases.say(phrase, number=number, total=total)
    each = phrases.say_part("each", time=phrases.time(30))
    sides = phrases.by_side("sides_each", "left")
    for n in (1, 2, 5):
        yield phrases.sentence(phrases.plural("sets", 2), phrases.plural("times", n), sides)
        yield phrases.sentence(phrases.plural("holds", n), each)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
