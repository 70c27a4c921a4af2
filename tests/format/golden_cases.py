"""The golden cases: pages, and the problems in each of them without their wording.

    === entries-without-name
    - Bridge
      hold: 10 s
    ---
    5:5-11 error no-colon: - name: Bridge
      edit 5:5-5:11 -> "name: \"Bridge\""

A page that starts with an exercise gets four lines above it (in the family `checks` five, with
`stop_if`). Below the page is each problem: its line, its columns (the end is exclusive), its
severity, its code and what its hint says to write; then the edit that fixes it, if one is known.
Invisible characters are written by their number: `<U+00A0>`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from format_pages import HEAD, NAME, SmallLibrary, read, suggested, whole

from coach import checking
from coach.format import Reading
from coach.format.diagnosis import Diagnosis
from coach.format.source import Source
from coach.model.problems import Problem

FOLDER = Path(__file__).parents[1] / "golden" / "diagnoses"
EXCEPTIONS = FOLDER.with_name("edits.txt")
CHECKS = "checks"
"""The family of problems that all checks find together, with Coach's own library."""
HEAD_OF_CHECKS = HEAD.replace("exercises:", "stop_if: It hurts.\nexercises:")
LIBRARY = "library"
"""The family that is read with a library of two exercises."""
_UNSEEN = re.compile(r"<U\+([0-9A-F]{4,6})>")


@dataclass(frozen=True)
class Case:
    """A page and what should be found in it.

    Attributes:
        family: the file that it is in, without the ending.
        name: its name in that file.
        page: the page, as it is written there.
        found: the lines that describe what should be found.
    """

    family: str
    name: str
    page: str
    found: str

    @property
    def id(self) -> str:
        return f"{self.family}/{self.name}"

    @property
    def text(self) -> str:
        """The whole page, as it is read."""
        text = _UNSEEN.sub(lambda found: chr(int(found[1], 16)), self.page)
        return whole(text, HEAD_OF_CHECKS if self.family == CHECKS else HEAD)

    @property
    def library(self) -> SmallLibrary | None:
        return SmallLibrary() if self.family == LIBRARY else None


def cases_of(family: str) -> list[Case]:
    """Return the cases of one file."""
    text = (FOLDER / f"{family}.txt").read_text(encoding="utf-8")
    found = []
    for part in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        lines, _, below = rest.rpartition("---\n")
        found.append(Case(family, name, lines, below.rstrip("\n")))
    return found


FAMILIES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def all_cases() -> Iterator[Case]:
    """Yield the cases of all families."""
    for family in FAMILIES:
        yield from cases_of(family)


def diagnoses_of(case: Case, folder: Path) -> tuple[list[Diagnosis], Source]:
    """Return what is found in a case now, in order of place, and the source it is found in.

    Args:
        case: the case.
        folder: where to write the page if all checks are to run on it.
    """
    if case.family == CHECKS:
        path = folder / NAME
        path.write_text(case.text, encoding="utf-8")
        found = [Diagnosis(problem) for problem in checking.check_file(path)]
        return found, Source(NAME, case.text)
    return in_reading(read(case.text.encode(), case.library))


def in_reading(reading: Reading) -> tuple[list[Diagnosis], Source]:
    """Return what a reading found, each problem once, and its source."""
    by_problem: dict[Problem, Diagnosis] = {}
    for diagnosis in reading.diagnoses:
        if diagnosis.edit or diagnosis.problem not in by_problem:
            by_problem[diagnosis.problem] = diagnosis
    return [by_problem[problem] for problem in reading.problems], reading.source


def described(case: Case, folder: Path) -> str:
    """Return what is found in a case now, as its file has it."""
    return as_lines(*diagnoses_of(case, folder))


def as_lines(diagnoses: list[Diagnosis], source: Source) -> str:
    """Return diagnoses as a golden file has them."""
    lines = []
    for diagnosis in diagnoses:
        problem, edit = diagnosis.problem, diagnosis.edit
        where = f"{place(problem)}-{problem.span.end_column}"
        write = suggested(problem.hint)
        lines.append(
            f"{where} {problem.severity.value} {problem.code}{f': {write}' if write else ''}"
        )
        if edit is not None:
            (line, column), (last, end) = source.place(edit.start), source.place(edit.end)
            text = json.dumps(edit.text, ensure_ascii=False)
            lines.append(f"  edit {line}:{column}-{last}:{end} -> {text}")
    return shown("\n".join(lines))


def place(problem: Problem) -> str:
    return f"{problem.span.line}:{problem.span.column}"


def shown(text: str) -> str:
    """Return a text with invisible characters and trailing spaces written by their number."""
    text = re.sub(r" +$", lambda found: "<U+0020>" * len(found[0]), text, flags=re.MULTILINE)
    return "".join(
        f"<U+{ord(c):04X}>"
        if c not in "\n " and unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}
        else c
        for c in text
    )


def written(cases: list[Case]) -> str:
    """Return cases as a golden file has them."""
    return "\n".join(
        f"=== {case.name}\n{case.page}---\n" + (f"{case.found}\n" if case.found else "")
        for case in cases
    )


def exceptions() -> dict[str, str]:
    """Return the edits that don't do what they should, each with its reason."""
    lines = EXCEPTIONS.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return {key: reason for key, _, reason in pairs}
