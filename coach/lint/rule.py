"""Lint rules: functions that each find one kind of slip in a routine that can be played.

A rule's code is stable; its docstring and its examples are its documentation, for authors.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coach.model import rules
from coach.model.language import is_english
from coach.model.problems import Problem, Severity, Span
from coach.model.routine import Exercise, Routine
from coach.model.timeline import Timeline


@dataclass(frozen=True)
class Finding:
    """Something that doesn't stop a routine, but that its author will want to know about.

    Attributes:
        span: the place in the file; None for the routine as a whole.
        message: what was found, as a sentence without a capital or a full stop.
        hint: what to do about it; may be empty.
        severity: warning or note.
    """

    span: Span | None
    message: str
    hint: str = ""
    severity: Severity = Severity.WARNING


_NO_TIMELINE = Timeline((), (), 0)


@dataclass(frozen=True)
class CheckedRoutine:
    """What the rules look at.

    Attributes:
        routine: the routine, or what could be read of it.
        timeline: its timeline; empty if the file has errors.
        measured: whether the timeline's times were measured with a voice, not estimated.
    """

    routine: Routine
    timeline: Timeline = _NO_TIMELINE
    measured: bool = False

    @property
    def is_english(self) -> bool:
        """Whether the routine is in English, for rules that look at words."""
        return is_english(self.routine.language)

    def exercise_versions(self) -> Iterator[Exercise]:
        """Yield every exercise as it is at first, and as it is after each step of its progress."""
        for exercise in self.routine.exercises():
            yield from exercise.versions()


class Needs(enum.Enum):
    """What a rule needs to give correct results."""

    EXERCISES = "exercises"
    """Any exercise that could be read, even if the file has errors."""
    ROUTINE = "routine"
    """A file without errors: a routine, or a library exercise by itself."""
    WHOLE_ROUTINE = "whole routine"
    """A routine without errors."""


Check = Callable[[CheckedRoutine], Iterator[Finding]]


@dataclass(frozen=True)
class LintRule:
    """A rule: its code, what it needs, and the function that checks it. See `rule`."""

    code: str
    needs: Needs
    check: Check

    def problems(
        self, checked: CheckedRoutine, file: str, line_of: Callable[[Span], str]
    ) -> Iterator[Problem]:
        """Yield the findings of the rule as problems.

        Args:
            checked: what to look at.
            file: the routine's file; findings about the whole routine go on its first line.
            line_of: returns the line at a place, to draw the caret below.
        """
        for finding in self.check(checked):
            span = finding.span or Span(file, 1, 1, 2)
            line = line_of(span)
            yield Problem(span, finding.severity, self.code, finding.message, finding.hint, line)


def rule(
    code: str, needs: Needs = Needs.ROUTINE, *, wrong: str = "", right: str = ""
) -> Callable[[Check], LintRule]:
    """Turn a function that yields findings into a rule, and register its documentation.

    Args:
        code: a short stable name, such as ``many-reps``, which every finding carries.
        needs: what the rule needs to run.
        wrong: an example that breaks the rule, as in `model.rules.Rule`.
        right: the same example, corrected.
    """

    def decorate(check: Check) -> LintRule:
        rules.rule(code, wrong, right)(check)
        return LintRule(code, needs, check)

    return decorate
