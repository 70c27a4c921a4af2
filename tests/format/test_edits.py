"""Each edit of a golden case, applied alone, solves its problem, causes no other and loses nothing.

Edits that fall short are listed in `tests/golden/edits.txt`, each with its reason; one that no
longer falls short must be removed from that list.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from golden_cases import CHECKS, Case, all_cases, diagnoses_of, exceptions, place
from sample_routines import NAME

from coach.format import read_routine
from coach.format.diagnosis import Diagnosis
from coach.format.source import Edit, Source
from coach.model.problems import Problem, Severity

EXCEPTIONS = exceptions()
REWORDED = {"unknown-exercise", "unknown-key", "wrong-value"}
"""Codes whose edits replace the author's words with the format's."""


def edits() -> list[tuple[Case, Diagnosis, Source]]:
    found = []
    for case in all_cases():
        if case.family == CHECKS:
            continue
        diagnoses, source = diagnoses_of(case, Path())
        found += [(case, diagnosis, source) for diagnosis in diagnoses if diagnosis.edit]
    return found


def key_of(case: Case, problem: Problem) -> str:
    return f"{case.id} {place(problem)} {problem.code}"


EDITS = edits()


@pytest.mark.parametrize(
    ("case", "diagnosis", "source"),
    [pytest.param(*edit, id=key_of(edit[0], edit[1].problem)) for edit in EDITS],
)
def test_an_edit_by_itself(case: Case, diagnosis: Diagnosis, source: Source) -> None:
    edit, problem = diagnosis.edit, diagnosis.problem
    assert edit is not None
    text = edit.apply(source.text)
    assert text[: edit.start] == source.text[: edit.start]
    assert text[edit.start + len(edit.text) :] == source.text[edit.end :]
    reading = read_routine(text.encode(), NAME, case.library)
    faults = [
        *remains(problem, edit, source, reading.problems, reading.source),
        *new_errors(diagnoses_of(case, Path())[0], source, reading.problems, reading.source),
        *lost(problem.code, source.text[edit.start : edit.end], edit.text),
    ]
    listed = key_of(case, problem) in EXCEPTIONS or case.id in EXCEPTIONS
    assert bool(faults) == listed, faults or "this edit is fine, but is listed as an exception"


def remains(
    problem: Problem, edit: Edit, before: Source, problems: tuple[Problem, ...], after: Source
) -> list[str]:
    """Return the problem if it is still there, in the changed text or in its old place."""
    moved = len(edit.text) - (edit.end - edit.start)

    def now(column: int) -> int:
        at = before.offset(problem.span.line, column)
        return at if at <= edit.start else at + moved if at >= edit.end else edit.start

    first = min(edit.start, now(problem.span.column))
    last = max(edit.start + len(edit.text), now(problem.span.end_column), first + 1)
    return [
        f"still there: {place(found)} {found.message}"
        for found in problems
        if found.code == problem.code
        and first <= after.offset(found.span.line, found.span.column) < last
    ]


def new_errors(
    known: list[Diagnosis], before: Source, problems: tuple[Problem, ...], after: Source
) -> list[str]:
    """Return the errors that were not there before, compared by code and marked words."""
    old = Counter(at(diagnosis.problem, before) for diagnosis in known)
    new = Counter(at(found, after) for found in problems if found.severity is Severity.ERROR)
    return [f"new: {code} at {words!r}" for code, words in new - old]


def at(problem: Problem, source: Source) -> tuple[str, str]:
    """Return a problem's code and the words that it points at."""
    line = source.line(problem.span.line)
    return problem.code, line[problem.span.column - 1 : problem.span.end_column - 1].strip()


def lost(code: str, old: str, new: str) -> list[str]:
    """Return the author's numbers and words that an edit loses."""
    numbers = {int(n) for n in re.findall(r"\d+", old)} - {int(n) for n in re.findall(r"\d+", new)}
    gone = [f"lost: {number}" for number in sorted(numbers)]
    if code not in REWORDED:
        words = Counter(re.findall(r"[^\W\d_]+", old)) - Counter(re.findall(r"[^\W\d_]+", new))
        gone += [f"lost: {word}" for word in words]
    return gone


def test_every_exception_names_an_edit_and_has_a_reason() -> None:
    keys = {key_of(case, diagnosis.problem) for case, diagnosis, _ in EDITS}
    keys |= {case.id for case, _, _ in EDITS}
    assert set(EXCEPTIONS) <= keys
    assert all(EXCEPTIONS.values())
