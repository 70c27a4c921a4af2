"""Warnings and notes about a routine that can be played: what a good colleague would point out.

Each module has one family of rules. To add a rule, write it in one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice

from coach.lint import doses, language, positions, sides, timing, whole_routine, wording
from coach.lint.rule import CheckedRoutine, LintRule, Needs
from coach.model.problems import MAX_PROBLEMS, Problem, Span, in_order, one_too_many
from coach.model.routine import Routine
from coach.model.timeline import Timeline

__all__ = ["RULES", "LintRule", "check", "check_incomplete"]

RULES: tuple[LintRule, ...] = tuple(
    value
    for module in (doses, language, positions, sides, timing, whole_routine, wording)
    for value in vars(module).values()
    if isinstance(value, LintRule)
)


def check(
    routine: Routine,
    timeline: Timeline,
    file: str,
    lines: tuple[str, ...],
    *,
    measured: bool = False,
) -> list[Problem]:
    """Return the warnings and notes about a routine, in order of place.

    Args:
        routine: a routine that was read without errors.
        timeline: its timeline.
        file: the routine's file, for findings about the whole routine.
        lines: the file's lines, to draw carets below.
        measured: whether the timeline's times were measured with a voice.
    """
    rules = (r for r in RULES if not (routine.alone and r.needs is Needs.WHOLE_ROUTINE))
    return _problems(rules, CheckedRoutine(routine, timeline, measured), file, lines)


def check_incomplete(routine: Routine, file: str, lines: tuple[str, ...]) -> list[Problem]:
    """Return the warnings and notes about the readable part of a file with errors."""
    rules = (r for r in RULES if r.needs is Needs.EXERCISES)
    return _problems(rules, CheckedRoutine(routine), file, lines)


def _problems(
    rules: Iterable[LintRule], checked: CheckedRoutine, file: str, lines: tuple[str, ...]
) -> list[Problem]:
    def line_of(span: Span) -> str:
        known = span.file == file and 0 < span.line <= len(lines)
        return lines[span.line - 1] if known else ""

    found = chain.from_iterable(rule.problems(checked, file, line_of) for rule in rules)
    problems = list(islice(found, MAX_PROBLEMS))
    if more := next(found, None):
        problems.append(one_too_many(more))
    return in_order(problems)
