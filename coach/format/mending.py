"""Reading on after a line that YAML can't read, so that it hides no other problem.

The line is told of, then mended as its author most likely meant it, and the whole is read again.
What is found in a mended line afterwards is not told: its author has been told what to write there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from coach.format import listing
from coach.format.lines import beside, entry_of, quoted
from coach.format.nodes import Node, compose
from coach.format.source import Source, split_lines
from coach.model.problems import Problem, Span

MOST_MENDINGS = 20
MOST_CHARACTERS = 2_000_000
"""Read again in all: a bound on what a hostile file can cost."""
_MENDED = {
    "tab", "bullet", "needs-quotes", "quotes", "colon", "no-space", "no-colon", "indentation",
    "yaml", "hidden-character",
}  # fmt: skip
_FOLLOWING = {"missing-key", "no-kind", "doubled-key"}
"""What may come of a line that had to be left out altogether."""


@dataclass
class Composed:
    """A file's nodes, with the problems of its lines.

    `lines` holds the numbers of those that were written anew, `moved` by how much others were
    moved to the right, `left_out` the numbers of those that were dropped.
    """

    source: Source
    node: Node | None
    problems: list[Problem]
    lines: set[int] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)

    def own(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield the problems that are the author's own, each at its place in the file."""
        for problem in problems:
            span = problem.span
            if span.file != self.source.name:
                yield problem
            elif span.line not in self.lines and not (self.left_out and problem.code in _FOLLOWING):
                yield replace(
                    problem,
                    span=self._own_span(span),
                    source=self.source.line(span.line) if problem.source else "",
                )

    def _own_span(self, span: Span) -> Span:
        by = self.moved.get(span.line, 0)
        column = max(1, min(span.column - by, len(self.source.line(span.line)) + 1))
        return replace(span, column=column, end_column=max(column + 1, span.end_column - by))


def compose_on(text: str, source: Source, lines: set[int] | None = None) -> Composed:
    """Read YAML text into nodes, mending lines that YAML can't read; see `nodes.compose`.

    Args:
        text: what is read.
        source: the file as it is, for places.
        lines: numbers of lines that differ from the file's already.
    """
    composed = Composed(source, None, [], set(lines or ()))
    current = list(split_lines(text)) if lines else list(source.lines)
    if moved := _indented_below_dashes(current, composed):
        text = moved
    for times in range(1, MOST_MENDINGS + 2):
        composed.node, problems = compose(text, replace(source, lines=tuple(current)))
        if not problems:
            return composed
        (problem,) = problems
        can_go_on = (
            problem.code in _MENDED
            and times <= MOST_MENDINGS
            and times * len(text) <= MOST_CHARACTERS
        )
        told = list(composed.own([problem]))
        if problem.code == "yaml" and composed.problems and not _text_at(source, problem.span.line):
            told = []  # what is wrong at the end has been told where it starts
            composed.problems[-1] = first_of_more(composed.problems[-1])
        mended = can_go_on and _mend(problem, current, composed)
        composed.problems += told if mended else map(first_of_more, told)
        if not mended:
            composed.node = None
            return composed
        text = "\n".join(current)
    return composed


def _text_at(source: Source, number: int) -> str:
    return source.line(number).strip() if number <= len(source.lines) else ""


def _indented_below_dashes(lines: list[str], composed: Composed) -> str:
    """Tell of exercises whose words stand in line with their dashes, and indent those words.

    Returns the text as it is then; empty where there is nothing to change.
    """
    exercises = [e for e in listing.outdented(lines) if not composed.lines & set(e)]
    for words in exercises[:MOST_MENDINGS]:
        first = words[0]
        indent = _indent(lines[first - 1])
        message = "the words of an exercise stand in line with its `name`, not with the dash"
        hint = "put two more spaces before this line"
        if len(words) > 1:
            hint += f" and before those down to line {words[-1]}"
        end = max(indent, 1) + 1
        composed.problems.append(
            composed.source.problem(first, 1, "indentation", message, hint, end_column=end)
        )
    for number in (number for words in exercises for number in words):
        lines[number - 1] = f"  {lines[number - 1]}"
        composed.moved[number] = 2
    return "\n".join(lines) if exercises else ""


def first_of_more(problem: Problem) -> Problem:
    """Say that a problem which ended the reading may not be the only one."""
    more = "; then check again, more may follow"
    if problem.code not in _MENDED or problem.hint.endswith(more):
        return problem
    return replace(problem, hint=f"{problem.hint}{more}")


def _mend(problem: Problem, lines: list[str], composed: Composed) -> bool:
    """Change the lines so that they can be read; tell whether anything was changed."""
    number = problem.span.line
    line = lines[number - 1]
    if number in composed.left_out:
        return False
    if problem.message.startswith("a list starts here") and line.startswith(" "):
        for below in listing.list_below(lines, number):
            lines[below - 1] = ""
            composed.lines.add(below)
            composed.left_out.add(below)
        return True
    if number not in composed.lines and number not in composed.moved:
        moved: dict[int, int] = {}
        if problem.code == "indentation":
            moved = _moved(lines, number)
        elif problem.code == "no-space" and problem.message.endswith("dash"):
            moved = _below(lines, number, problem.span.column, 1)
        for below, by in moved.items():
            lines[below - 1] = _by(lines[below - 1], by)
            composed.moved[below] = composed.moved.get(below, 0) + by
        if problem.code == "indentation" and moved:
            return True
        lines[number - 1] = _line(problem, lines)
        composed.lines.add(number)
        if lines[number - 1] != line:
            return True
    lines[number - 1] = ""
    composed.lines.add(number)
    composed.left_out.add(number)
    return True


def _line(problem: Problem, lines: list[str]) -> str:  # noqa: PLR0911 - one for each code
    """Return a line as it was most likely meant."""
    code, number = problem.code, problem.span.line
    line = lines[number - 1]
    if code == "no-colon" and (word := listing.entry_word(tuple(lines), number)):
        at = problem.span.column - 1
        value = "1" if word == "from_week" else quoted(line[at:])
        return f"{line[:at]}{word}: {value}"
    if code == "tab":
        return line.replace("\t", " ")
    if code == "bullet" and (bullet := re.match(r"^( *)(?:- +)?\S+ +(.*)$", line)):
        return f"{bullet[1]}- {quoted(bullet[2])}"
    if code == "no-space":
        at = problem.span.column
        return f"{line[:at]} {line[at:]}"
    if code == "no-colon" and problem.message.startswith("there is no colon"):
        at = problem.span.end_column - 1
        return f"{line[:at]}: {line[at:].strip()}"
    if code in {"needs-quotes", "quotes", "colon", "hidden-character"}:
        entry = entry_of(line)
        value = entry["value"].strip()
        bare = value[1:] if value[:1] in {"'", '"'} else value
        bare = bare[:-1] if bare[-1:] == value[:1] and bare != value else bare
        return line[: entry.start("value")] + quoted(bare)
    return ""


def _moved(lines: list[str], number: int) -> dict[int, int]:
    """Return by how much a line is moved to fit, and the words of its entry with it."""
    line = lines[number - 1]
    indent = _indent(line)
    above = beside(Source("", tuple(lines)), number, indent)
    by = (above[1] if above else 0) - indent
    if not by:
        return {}
    entry = re.match(r" *(?:- +)+", line)
    return {number: by, **(_below(lines, number, entry.end(), by) if entry else {})}


def _below(lines: list[str], number: int, aligned: int, by: int) -> dict[int, int]:
    """Return the lines below an entry to be moved with it, if they line up with its first word."""
    indent = _indent(lines[number - 1])
    if number >= len(lines) or _indent(lines[number]) != aligned:
        return {}
    moved = {}
    for below, text in enumerate(lines[number:], number + 1):
        if text.strip() and _indent(text) <= indent:
            break
        moved[below] = by
    return moved


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _by(line: str, by: int) -> str:
    return " " * by + line if by > 0 else line[-by:]
