"""What can go wrong, as values: where it is, what was found, what to write instead.

A `Problem` is found in a routine file; a `CoachError` stops a command. Separate functions print
them, so that every output (text, JSON, an editor) says the same.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from coach.model.rules import rule


class Severity(enum.Enum):
    """How bad a problem is: an error stops the routine, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, order=True)
class Span:
    """A place in a file. Lines and columns count from 1; `end_column` is exclusive."""

    file: str
    line: int
    column: int
    end_column: int


@dataclass(frozen=True)
class Problem:
    """One thing wrong at one place.

    Attributes:
        span: the place.
        severity: error, warning or note.
        code: a short stable name, such as ``unknown-word``.
        message: what was found, as a sentence without a capital or a full stop.
        hint: what to do about it, as an action; may be empty.
        source: the text of the line, for the caret; may be empty.
    """

    span: Span
    severity: Severity
    code: str
    message: str
    hint: str = ""
    source: str = field(default="", compare=False)


MAX_PROBLEMS = 500
"""The most errors, and the most warnings and notes, reported for a file: nobody reads more, and a
hostile file has 100,000."""


@rule("too-many")
def one_too_many(problem: Problem) -> Problem:
    """There are over 500 problems. Fix the first ones and check again: some cause others."""
    message = f"there are more than {MAX_PROBLEMS} problems"
    hint = "fix those that are shown, and check again"
    return Problem(problem.span, problem.severity, "too-many", message, hint)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems sorted by place, without duplicates."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.span, p.severity.value, p.code, p.message))


def printable(text: str) -> str:
    """Return text that is safe on a terminal: control and bidi characters shown as U+XXXX."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"<U+{ord(c):04X}>" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c
        for c in text
    )


def as_text(problem: Problem) -> str:
    """Return a problem as text: its place, what was found, the line with a caret, and the fix."""
    span = problem.span
    head = (
        f"{printable(span.file)}:{span.line}:{span.column}: {problem.severity.value}: "
        f"{printable(problem.message)} [{problem.code}]"
    )
    lines = [head]
    if problem.source.strip():
        shown, before, under = _excerpt(problem.source, span.column, span.end_column)
        lines += [f"    {shown}", f"    {' ' * before}{'^' * under}"]
    if problem.hint:
        lines.append(f"  hint: {printable(problem.hint)}")
    return "\n".join(lines)


_EXCERPT_COLUMNS = 100


def _excerpt(source: str, column: int, end_column: int) -> tuple[str, int, int]:
    """Cut a long line down to a window around the place; columns count from 1 in `source`."""
    source = source.replace("\t", "→")
    start = 0
    if column - 1 > _EXCERPT_COLUMNS * 3 // 4:
        start = column - 1 - _EXCERPT_COLUMNS // 2
    window = source[start : start + _EXCERPT_COLUMNS].rstrip()
    begin = column - 1 - start
    shown_before = _width(printable(window[:begin]))
    marked = window[begin : max(end_column - 1 - start, begin + 1)]
    under = max(1, _width(printable(marked)))
    ellipsis_before = "…" if start else ""
    ellipsis_after = "…" if len(source) > start + _EXCERPT_COLUMNS else ""
    return (
        ellipsis_before + printable(window) + ellipsis_after,
        shown_before + len(ellipsis_before),
        under,
    )


def _width(text: str) -> int:
    """Count the terminal cells that a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def close_to(word: str, words: Iterable[str]) -> str | None:
    """Return the word that was most likely meant, if any is close."""
    import difflib  # noqa: PLC0415 - only if something is misspelled

    by_fold = {_fold(w): w for w in words}
    close = difflib.get_close_matches(_fold(word), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def _fold(word: str) -> str:
    return re.sub(r"[\s_-]+", "_", word.strip().casefold())


class CoachError(Exception):
    """An error that stops a command with exit code 1. Its message says how to fix it."""


class RoutineError(CoachError):
    """A routine that can't be used, with all its problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(in_order(problems))
        super().__init__("\n".join(map(as_text, self.problems)))


class ChoiceError(CoachError):
    """A choice (a routine's name, a count, a voice) that doesn't exist or doesn't fit."""


class VoiceError(CoachError):
    """Speech that is missing or failed; names the prompt if there is one."""


class DeviceError(CoachError):
    """A sound device that is missing or failed."""


class OutputError(CoachError):
    """A file that can't be written."""
