"""What a good colleague would point out in a routine that can be played."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from coach.lint.doses import doses, each_dose
from coach.lint.finding import Finding
from coach.lint.language import tongue
from coach.lint.texts import texts
from coach.lint.timing import heard
from coach.model.problems import MAX_PROBLEMS, Problem, Span, in_order, one_too_many
from coach.model.routine import Routine
from coach.model.timeline import Timeline

__all__ = ["check", "check_incomplete"]


def check(
    routine: Routine,
    timeline: Timeline,
    file: str,
    lines: tuple[str, ...],
    *,
    measured: bool = False,
) -> list[Problem]:
    """Return the doubts about a routine, in order of place.

    Args:
        routine: the routine, read without an error.
        timeline: its timeline.
        file: the routine's file, for doubts about the whole.
        lines: the file's lines, for the caret.
        measured: whether the timeline's times are a voice's.
    """
    findings = chain(
        tongue(routine), doses(routine), texts(routine), heard(routine, timeline, measured=measured)
    )
    return _problems(findings, file, lines)


def check_incomplete(routine: Routine, file: str, lines: tuple[str, ...]) -> list[Problem]:
    """Return the doubts about what could be read of a routine that has errors, each by itself."""
    return _problems(chain(each_dose(routine), texts(routine, rough=True)), file, lines)


def _problems(findings: Iterator[Finding], file: str, lines: tuple[str, ...]) -> list[Problem]:
    def line_of(span: Span) -> str:
        known = span.file == file and 0 < span.line <= len(lines)
        return lines[span.line - 1] if known else ""

    problems = [finding.problem(file, line_of) for finding in islice(findings, MAX_PROBLEMS)]
    if more := next(findings, None):
        problems.append(one_too_many(more.problem(file, line_of)))
    return in_order(problems)
