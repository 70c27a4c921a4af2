"""What authors meant when YAML gave up: slips of the keyboard, said in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.problems import Problem
from coach.reader.source import Source

if TYPE_CHECKING:
    import yaml

_ENTRY = re.compile(
    r"^(?P<indent> *)(?P<dashes>(?:- +)*)(?:(?P<key>[\w ]+?):(?: +|$))?(?P<value>.*)$"
)
_STARTERS = {
    "*": "`*` at the start of a text means something else in YAML",
    "&": "`&` at the start of a text means something else in YAML",
    "!": "`!` at the start of a text means something else in YAML",
    "%": "a text can't start with `%` in YAML",
    "@": "a text can't start with `@` in YAML",
    "`": "a text can't start with a backtick in YAML",
    "[": "`[` starts a list in YAML, and this one is not closed by `]`",
    "{": "`{` starts a set of words in YAML, and this one is not closed by `}`",
    "|": "`|` at the start of a text means something else in YAML",
    ">": "`>` at the start of a text means something else in YAML",
}


def quoted(text: str) -> str:
    """Return a text as YAML that keeps it, in double quotes."""
    return '"' + text.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'


def marked_start(source: Source, place: tuple[int, int, int], mark: str) -> Problem:
    """Say that `*`, `&` or `!` started a text: an alias, anchor or tag, none of them ours."""
    line, column, end_column = place
    value = source.line(line)[column - 1 :].strip()
    if mark == "*" and value.startswith("*"):
        message = _STARTERS["*"]
    elif mark == "&":
        message = _STARTERS["&"] + " (an anchor), and routines have none"
    else:
        message = _STARTERS.get(mark, "this means something else in YAML")
    hint = f"put the text in quotes: {quoted(value)}" if value else "put the text in quotes"
    return source.problem(line, column, "needs-quotes", message, hint, end_column=end_column)


def explain(error: yaml.MarkedYAMLError, source: Source) -> Problem:
    """Turn YAML's own error into what the author most likely meant."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    column = mark.column + 1 if mark else 1
    if line > len(source.lines):
        line, column = len(source.lines), 1
    said = f"{error.context or ''} {error.problem or ''}".lower()
    opened = error.context_mark.line + 1 if error.context_mark else line
    for problem in (
        _quotes(source, line, opened, said),
        _starter(source, line, opened),
        _colon(source, line, said),
        _missing_colon(source, line, said),
        _indentation(source, line, said),
    ):
        if problem is not None:
            return problem
    message = f"YAML can't read this line ({error.problem})"
    hint = "compare it with the lines around it: same indentation, `word: value`, text in quotes"
    return source.problem(line, column, "yaml", message, hint)


def _parts(source: Source, line: int) -> tuple[re.Match[str], str, int]:
    """Return a line taken apart, its value without spaces, and the value's column."""
    match = _ENTRY.match(source.line(line))
    assert match is not None  # noqa: S101 - the pattern matches any line
    return match, match["value"].strip(), match.start("value") + 1


def _quotes(source: Source, line: int, opened: int, said: str) -> Problem | None:
    for number in dict.fromkeys((opened, line)):
        _, value, column = _parts(source, number)
        if value[:1] not in {"'", '"'}:
            continue
        quote = value[0]
        inner = value[1:].rstrip(quote)
        end = len(source.line(number)) + 1
        if value.count(quote) == 1:
            message = f"the quote {quote} that opens here is never closed"
            hint = f"close it: {quoted(inner)}"
        elif "expected" in said or "scanning a quoted" in said:
            message = f"the text ends at the second {quote}, and more follows"
            whole = quoted(inner) if quote == "'" else "the whole text in one pair of quotes"
            hint = f"write {whole}"
        else:
            continue
        return source.problem(number, column, "quotes", message, hint, end_column=end)
    return None


def _starter(source: Source, line: int, opened: int) -> Problem | None:
    for number in dict.fromkeys((line, opened)):
        _, value, column = _parts(source, number)
        message = _STARTERS.get(value[:1])
        if message is None or (value[0] in "[{" and value[-1:] in "]}"):
            continue
        hint = f"put the text in quotes: {quoted(value)}"
        if value[0] == "{":
            hint = "close it with `}`, or write each word on a line of its own"
        end = len(source.line(number)) + 1
        return source.problem(number, column, "needs-quotes", message, hint, end_column=end)
    return None


def _colon(source: Source, line: int, said: str) -> Problem | None:
    match, value, column = _parts(source, line)
    second = re.search(r":(?= |$)", value)
    if "mapping values" not in said or match["key"] is None or second is None:
        return None
    message = "this text has a colon in it, so YAML takes its first half for a word of its own"
    hint = f"put the text in quotes: {match['key']}: {quoted(value)}"
    return source.problem(line, column + second.start(), "colon", message, hint)


def _missing_colon(source: Source, line: int, said: str) -> Problem | None:
    if "could not find expected ':'" not in said and "expected ':'" not in said:
        return None
    for number in (line, line - 1):
        match, value, column = _parts(source, number)
        if match["key"] is None and value and ":" not in value:
            word, _, rest = value.partition(" ")
            message = f"there is no colon after `{word}`"
            hint = f"write `{word}: {rest}`" if rest else f"write `{word}:`"
            return source.problem(
                number, column, "no-colon", message, hint, end_column=column + len(word)
            )
    return None


def _indentation(source: Source, line: int, said: str) -> Problem | None:
    expected = (
        "mapping values",
        "expected key",
        "expected <block end>",
        "block collection",
        "block mapping",
        "'-' indicator",
        "block sequence entries",
        "block entry",
    )
    if not any(words in said for words in expected):
        return None
    text = source.line(line)
    if not text.strip():
        return None
    indent = len(text) - len(text.lstrip(" "))
    above = _line_above(source, line)
    if above is None:
        return None
    number, above_indent = above
    message = (
        f"the indentation does not fit: this line starts with {_spaces(indent)}, "
        f"line {number} above it has {above_indent}"
    )
    hint = f"give it {_spaces(above_indent)} if it belongs beside line {number}"
    if text.lstrip().startswith("- ") or source.line(number).lstrip().startswith("- "):
        hint += "; the words of a list entry line up after its `- `"
    return source.problem(line, 1, "indentation", message, hint, end_column=indent + 1)


def _line_above(source: Source, line: int) -> tuple[int, int] | None:
    """Return the nearest line above with text, and where its first word starts."""
    for number in range(line - 1, 0, -1):
        text = source.line(number)
        if text.strip() and not text.lstrip().startswith("#"):
            match = _ENTRY.match(text)
            assert match is not None  # noqa: S101 - the pattern matches any line
            lead = len(match["indent"])
            if not source.line(line).lstrip().startswith("- "):
                lead += len(match["dashes"])
            return number, lead
    return None


def _spaces(count: int) -> str:
    return "no space" if count == 0 else "1 space" if count == 1 else f"{count} spaces"
