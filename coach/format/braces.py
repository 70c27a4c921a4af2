"""`{side}` and other braces in an exercise's texts: what they stand for, and what they do not."""

from __future__ import annotations

import re

from coach.format.dose import says_side
from coach.format.fields import Fields
from coach.format.source import Source
from coach.format.values import Report
from coach.model.problems import Problem, Severity, Span
from coach.model.routine import Exercise, Text

_SIDED = {"leg", "arm", "hand", "foot", "knee", "hip", "elbow", "shoulder", "ankle", "wrist"}
_BRACES = re.compile(r"\{\w*\}")


def braces(exercise: Exercise, fields: Fields, report: Report) -> None:
    """Report `{side}` without sides, and braces that stand for nothing."""
    source = fields.at.source
    sided = exercise.sides is not None or says_side(fields) or fields.take("one_sided")
    for text in exercise.texts():
        for words in dict.fromkeys((text.left, text.right)):
            for brace in _BRACES.findall(words):
                if brace != "{side}":
                    _nothing(text, brace, source, report)
                elif not sided and text.at and text.at.file != source.name:
                    sided = True  # once, in the author's own file
                    message = "the library's words for this exercise name a side"
                    hint = "add `side: each` (or `left`, `right`, `alternating`)"
                    report.error(fields.name_node, "no-side", message, hint)
                elif not sided:
                    message = "`{side}` needs `side` in the exercise"
                    hint = "add `side: each`, or write the side"
                    report.add(_problem(_place(text), source, "no-side", message, hint))


def _nothing(text: Text, brace: str, source: Source, report: Report) -> None:
    """Report braces that stand for nothing, at their own place on a text's first line."""
    message = f"`{brace}` stands for nothing and would be read aloud"
    hint = "only `{side}` is filled in"
    if brace[1:-1] in _SIDED:
        hint += f": write `{{side}} {brace[1:-1]}`"
    span = _place(text)
    line = source.line(span.line) if span.file == source.name else ""
    at = line.find(brace, span.column - 1)
    if at >= 0:
        span = Span(span.file, span.line, at + 1, at + 1 + len(brace))
    report.add(_problem(span, source, "braces", message, hint))


def _place(text: Text) -> Span:
    assert text.at is not None  # noqa: S101 - a text that was read has its place
    return text.at


def _problem(span: Span, source: Source, code: str, message: str, hint: str) -> Problem:
    line = source.line(span.line) if span.file == source.name else ""
    return Problem(span, Severity.ERROR, code, message, hint, line)
