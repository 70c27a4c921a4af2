"""How `coach check` prints problems: for people, for programs, for GitHub."""

from __future__ import annotations

import json
from collections import Counter

from coach.model.problems import Problem, Severity, as_text

FORMATS = ("text", "json", "github")


def report(problems: list[Problem], form: str) -> str:
    """Return problems in one of `FORMATS`."""
    if form == "json":
        return json.dumps([_row(p) for p in problems], ensure_ascii=False, indent=1) + "\n"
    one = _github if form == "github" else as_text
    return "".join(f"{one(problem)}\n" for problem in problems)


def summary(problems: list[Problem], files: int) -> str:
    """Return a sentence that counts what was found."""
    counts = Counter(p.severity for p in problems)
    where = "1 file" if files == 1 else f"{files} files"
    parts = [
        f"{counts[severity]} {severity.value}{'s' if counts[severity] > 1 else ''}"
        for severity in Severity
        if counts[severity]
    ]
    return f"{where}: {', '.join(parts) if parts else 'nothing to mend'}."


def fails(problems: list[Problem], *, strict: bool) -> bool:
    """Whether the problems make the check fail: an error does, when strict a warning too."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(p.severity in bad for p in problems)


def _row(problem: Problem) -> dict[str, str | int]:
    span = problem.span
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_column": span.end_column,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def _github(problem: Problem) -> str:
    """Return a workflow command that GitHub shows beside the line."""
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    span = problem.span
    text = problem.message + (f"\n{problem.hint}" if problem.hint else "")
    place = (
        f"file={_escaped(span.file, ':,')},line={span.line},col={span.column},"
        f"endColumn={span.end_column},title={_escaped(problem.code, ':,')}"
    )
    return f"::{kinds[problem.severity]} {place}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
