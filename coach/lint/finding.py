"""What the checks share: a doubt about a place, to be printed like any other problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coach.model.problems import Problem, Severity, Span
from coach.model.routine import Exercise, Routine


@dataclass(frozen=True)
class Finding:
    """A doubt: nothing that stops a routine, but something that its author will want to know."""

    span: Span | None
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.WARNING

    def problem(self, file: str, line_of: Callable[[Span], str]) -> Problem:
        """Return the finding as a problem; one without a place stands at the top of the file."""
        span = self.span or Span(file, 1, 1, 2)
        return Problem(span, self.severity, self.code, self.message, self.hint, line_of(span))


def staged(routine: Routine) -> Iterator[Exercise]:
    """Yield every exercise as it stands at first and after each step of its progress."""
    for exercise in routine.exercises():
        yield exercise
        yield from (later for _, later in exercise.later)
