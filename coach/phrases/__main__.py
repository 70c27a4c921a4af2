# ruff: noqa: T201 (it prints)
"""Check phrase files, for those who translate them: python -m coach.phrases [FILE…].

What is wrong is told in sentences. What is right is shown with its places filled in, to be read
aloud. Ends with 1 if anything is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from gettext import c2py
from pathlib import Path

from coach.model.language import primary_subtag
from coach.model.problems import printable
from coach.phrases import Phrases
from coach.phrases.validation import UNITS, NoTableError, faults, read

_FOLDER = Path(__file__).parent
_TRIED = (1, 2, 3, 5, 11, 12, 20, 21, 22, 25, 31)
"""Numbers that languages treat in different ways."""


def main(names: list[str]) -> int:
    """Check the files named, or all that there are, and show one that was named."""
    english = read(_FOLDER / "en.yaml")
    wrong = False
    for path in map(Path, names or sorted(map(str, _FOLDER.glob("*.yaml")))):
        try:
            base = _FOLDER / f"{primary_subtag(path.stem)}.yaml"
            of_region = "-" in path.stem and base.is_file()
            table = (read(base) if of_region else {}) | read(path)
            found = list(faults(table, english))
        except NoTableError as error:
            found = [str(error)]
        for fault in found:
            print(printable(f"{path}: {fault}"))
        if not found:
            print(f"{path}: nothing is wrong.")
            if names:
                phrases = Phrases(path.stem, table, c2py(table["plural"]))
                print("".join(f"  {printable(line)}\n" for line in _shown(phrases)), end="")
        wrong = wrong or bool(found)
    return 1 if wrong else 0


def _shown(phrases: Phrases) -> Iterator[str]:
    """Yield what the ear should judge: numbers with their units, and the phrases with numbers."""
    for unit in UNITS:
        yield ", ".join(phrases.plural(unit, n) for n in _TRIED)
    yield " ".join(phrases.count(n) for n in (3, 2, 1))
    yield " ".join(phrases.count_up(n) for n in range(1, 11))
    for seconds in (1, 30, 61, 4 * 3600 + 21 * 60 + 2):
        time = phrases.time(seconds)
        for phrase in ("hold", "timed", "rest", "begin_in", "time_left", "from_now", "left"):
            yield phrases.say(phrase, time=time)
    for n in (1, 2, 3, 10):
        number, total = phrases.number(n), phrases.number(n + 2)
        for phrase in ("next_set", "round"):
            yield phrases.say(phrase, number=number, total=total)
        yield phrases.say("rep", number=number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
