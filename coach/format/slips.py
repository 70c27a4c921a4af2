"""What authors meant when YAML gave up: slips of the keyboard, said in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.format.lines import line_above, misplaced, parts, quoted
from coach.format.listing import going_on, nameless, other_mark, unheaded
from coach.format.source import Source
from coach.model.problems import Problem

if TYPE_CHECKING:
    import yaml

_STARTERS = {
    "*": "`*` at the start of a text means something else in YAML",
    "&": "`&` at the start of a text means something else in YAML",
    "!": "`!` at the start of a text means something else in YAML",
    "%": "a text can't start with `%` in YAML",
    "@": "a text can't start with `@` in YAML",
    "`": "a text can't start with a backtick in YAML",
    "?": "`?` at the start of a text means something else in YAML",
    "- ": "`- ` starts an entry of a list in YAML, and can't stand after a colon",
    ",": "a text can't start with a comma in YAML",
    "]": "a text can't start with `]` in YAML",
    "}": "a text can't start with `}` in YAML",
    "[": "`[` starts a list in YAML, and this one is not closed by `]`",
    "{": "`{` starts a set of words in YAML, and this one is not closed by `}`",
    "|": "`|` at the start of a text means something else in YAML",
    ">": "`>` at the start of a text means something else in YAML",
}


def marked_start(source: Source, place: tuple[int, int, int], mark: str) -> Problem:
    """Say that `*`, `&` or `!` started a text: an alias, anchor or tag, none of them ours."""
    line, column, end_column = place
    value = source.line(line)[column - 1 :].strip()
    if stars := re.fullmatch(r"\*\*([^*:#]+)\*\*\.?", value):
        hint = f"leave the stars out: {stars[1]}"
        return source.problem(
            line, column, "needs-quotes", _STARTERS["*"], hint, end_column=end_column
        )
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
        _open_above(source, line, said),
        _tab(source, line, column, said),
        _lone_colon(source, line),
        other_mark(source, line),
        nameless(source, line, said),
        unheaded(source, line, said),
        _starter(source, line, opened),
        _in_braces(source, line, column, said),
        _colon(source, line, said),
        going_on(source, line, said),
        _missing_space(source, line),
        _missing_colon(source, line, opened, said),
        misplaced(source, line, said),
    ):
        if problem is not None:
            return problem
    message = "YAML can't read this line"
    if "mapping values" in said:
        message = "this colon makes a word of what stands before it, and none is expected here"
    hint = "compare it with the lines around it: same indentation, `word: value`, text in quotes"
    return source.problem(line, column, "yaml", message, hint)


def _quotes(source: Source, line: int, opened: int, said: str) -> Problem | None:
    for number in dict.fromkeys((opened, line)):
        _, value, column = parts(source, number)
        if value[:1] not in {"'", '"'}:
            continue
        quote = value[0]
        inner = value[1:].removesuffix(quote)
        end = len(source.line(number)) + 1
        if value.count(quote) == 1:
            message = f"the quote {quote} that opens here is never closed"
            hint = f"close it: {quoted(inner)}"
        elif "expected" in said or "scanning a quoted" in said:
            message = f"the text ends at the second {quote}, and more follows"
            # Quotes round the whole text were meant as such; round a part, as words of it.
            text = inner if value.endswith(quote) else value
            text = re.sub(r'(?<=[a-z])"(?=[a-z]+\b)', "'", text)  # Don"t
            hint = f"write {_requoted(text)}"
        else:
            continue
        return source.problem(number, column, "quotes", message, hint, end_column=end)
    return None


def _open_above(source: Source, line: int, said: str) -> Problem | None:
    """Explain a quote that was opened some lines above, and swallowed all up to this one."""
    if "expected" not in said and "scanning" not in said:
        return None
    for number in range(line - 1, max(0, line - 30), -1):
        _, value, column = parts(source, number)
        quote = value[:1]
        if quote in {"'", '"'} and value.count(quote) == 1 and quote in source.line(line):
            message = f"the quote {quote} that opens here is never closed"
            end = len(source.line(number)) + 1
            hint = f"close it: {quoted(value[1:])}"
            return source.problem(number, column, "quotes", message, hint, end_column=end)
    return None


def _lone_colon(source: Source, line: int) -> Problem | None:
    """Explain a colon with no word before it."""
    match = re.match(r"^ *(?:- +)*(:) ?(.*)$", source.line(line))
    if match is None:
        return None
    column = match.start(1) + 1
    message = "there is no word before this colon"
    hint = "write the word, or delete the colon"
    return source.problem(line, column, "colon", message, hint)


def _requoted(text: str) -> str:
    """Put a text in the kind of quotes that it does not have."""
    return f"'{text}'" if '"' in text and "'" not in text else quoted(text)


def _tab(source: Source, line: int, column: int, said: str) -> Problem | None:
    text = source.line(line)
    if text[column - 1 : column] != "\t":
        if " tab " not in said or "\t" not in text:
            return None
        column = text.index("\t") + 1
    return source.problem(line, column, "tab", "there is a Tab here", "put a space in its place")


def _starter(source: Source, line: int, opened: int) -> Problem | None:
    for number in dict.fromkeys((line, opened)):
        _, value, column = parts(source, number)
        message = _STARTERS.get(value[:2]) or _STARTERS.get(value[:1])
        if message is None or (value[0] in "[{" and value[-1:] in "]}"):
            continue
        hint = f"put the text in quotes: {quoted(value)}"
        if stars := re.fullmatch(r"\*\*([^*:#]+)\*\*\.?", value):
            hint = f"leave the stars out: {stars[1]}"
        if value[0] == "[" and "]" in value:
            message = "`[` starts a list in YAML, and more follows its `]`"
        elif value[0] == "[":
            hint = f"close it with `]`, or put the text in quotes: {quoted(value)}"
        if value[:2] == "- ":
            hint = f"put each entry on a line of its own; put a text in quotes: {quoted(value)}"
        if value[0] == "{" and re.match(r"\{\w+\} ", value):
            message = "a text can't start with `{` in YAML"
        elif value[0] == "{":
            hint = "close it with `}`, or write each word on a line of its own"
        end = len(source.line(number)) + 1
        return source.problem(number, column, "needs-quotes", message, hint, end_column=end)
    return None


def _in_braces(source: Source, line: int, column: int, said: str) -> Problem | None:
    """Explain a text that ends too early inside braces or brackets."""
    if "{side}" in source.line(line) and re.search(r"[{\[].*\{side\}", source.line(line)):
        column = source.line(line).index("{side}") + 1
        message = "inside { } or [ ] a text with `{side}` in it needs quotes"
        hint = "put the text in quotes, or write each word on a line of its own"
        return source.problem(line, column, "needs-quotes", message, hint, end_column=column + 6)
    if "expected ',' or" not in said:
        return None
    before = source.line(line)[: column - 1]
    if source.line(line)[column - 1 : column] == ":":
        message = "this text has a colon in it, so YAML takes its first half for a word of its own"
        hint = "put the text in quotes, or write each word on its own line"
        return source.problem(line, column, "colon", message, hint)
    if before[-1:] in {"'", '"'}:
        quote = before[-1]
        other = '"' if quote == "'" else "'"
        message = f"the text ends at the second {quote}, and more follows"
        hint = f"write it between {other} and {other}"
        return source.problem(line, column - 1, "quotes", message, hint)
    return None


def _missing_space(source: Source, line: int) -> Problem | None:
    """Find a word without the space after its colon, or an entry without that after its dash."""
    above = line_above(source, line)
    for number in (line, above[0] if above else line):
        text = source.line(number)
        if odd := re.match(r"^ *(?:- +)*(\w+)(:)([\u00a0\u2007\u202f\u2009])(.*)$", text):
            kind = f"U+{ord(odd[3]):04X}"
            message = f"the space after the colon of `{odd[1]}` is of another kind ({kind})"
            hint = f"type an ordinary space: `{odd[1]}: {odd[4].strip()}`"
            return source.problem(number, odd.start(2) + 1, "no-space", message, hint)
        if match := re.match(r"^ *(?:- +)*([A-Za-z_]+)(:)[^ /](.*)$", text):
            rest = text[match.end(2) :].strip()
            message = f"there is no space after the colon of `{match[1]}`"
            hint = f"write `{match[1]}: {rest}`"
            return source.problem(number, match.start(2) + 1, "no-space", message, hint)
        if match := re.match(r"^ *(-)([^\s-].*)$", text):
            message = "there is no space after the dash"
            hint = f"write `- {match[2].strip()}`"
            return source.problem(number, match.start(1) + 1, "no-space", message, hint)
    return None


_WORDS_IN_A_ROW = re.compile(
    r"(?P<text>[^:]*?\w)[,;.]? (?P<rest>(?P<word>for|hold|reps|sets|side|say|short|breath|count"
    r"|position|every|rest): .+)"
)
"""Words of the format one after the other on a line, as in ``Squat, hold: 5 s, reps: 3``."""


def _colon(source: Source, line: int, said: str) -> Problem | None:
    match, value, column = parts(source, line)
    second = re.search(r":(?= |$)", value)
    if "mapping values" not in said or match["key"] is None or second is None:
        return None
    message = "this text has a colon in it, so YAML takes its first half for a word of its own"
    hint = f"put the text in quotes: {match['key']}: {quoted(value)}"
    if own := _WORDS_IN_A_ROW.fullmatch(value):
        message = f"`{own['word']}` is a word of its own here, and stands on the line of another"
        hint = f"write `{match['key']}: {own['text']}`, and below it "
        hint += " and ".join(
            f"`{one.strip()}`" for one in re.split(r"[,;] ?(?=\w+: )", own["rest"])
        )
    return source.problem(line, column + second.start(), "colon", message, hint)


def _missing_colon(source: Source, line: int, opened: int, said: str) -> Problem | None:
    if "could not find expected ':'" not in said and "expected ':'" not in said:
        return None
    alone = re.fullmatch(r" *[a-z_]+ *", source.line(opened))
    for number in (opened,) if alone else (line, line - 1):
        match, value, column = parts(source, number)
        if match["key"] is None and value and ":" not in value:
            end = len(source.line(number)) + 1
            if "|" in value:
                message = "a table can't be read here"
                hint = "write each row as an exercise: `- name: Bridge`, with `hold: 10 s` below it"
                return source.problem(number, column, "no-colon", message, hint, end_column=end)
            if not re.match(r"[a-z_]+\b", value):
                message = "this line is neither a word with a colon nor an entry of a list"
                hint = (
                    f"write `# {value}` if it is a heading or a remark; else put a word before it"
                )
                return source.problem(number, column, "no-colon", message, hint, end_column=end)
            word, _, rest = value.partition(" ")
            message = f"there is no colon after `{word}`"
            hint = f"write `{word}: {rest}`" if rest else f"write `{word}:`"
            return source.problem(
                number, column, "no-colon", message, hint, end_column=column + len(word)
            )
    return None
