"""What YAML can't read inside a line: quotes, special characters, colons, spaces and tabs."""

from __future__ import annotations

import re

from coach.format.diagnosis import Diagnosis
from coach.format.lines import Line, moved
from coach.format.parts import PHASE
from coach.format.schema import EXERCISE, KEYS
from coach.format.source import Edit, Source
from coach.format.tree import Failure, StartMarkError
from coach.format.writing import joined, quoted
from coach.model.rules import rule

_MARKS = {
    "*": "`*` at the start of a text means something else in YAML",
    "&": "`&` at the start of a text means something else in YAML",
    "!": "`!` at the start of a text means something else in YAML",
    "%": "a text can't start with `%` in YAML",
    "@": "a text can't start with `@` in YAML",
    "`": "a text can't start with a backtick in YAML",
    "?": "`?` at the start of a text means something else in YAML",
    "- ": "`- ` starts a list entry in YAML, and can't follow a colon",
    ",": "a text can't start with a comma in YAML",
    "]": "a text can't start with `]` in YAML",
    "}": "a text can't start with `}` in YAML",
    "[": "`[` starts a list in YAML, but this one isn't closed with `]`",
    "{": "`{` starts a set of keys in YAML, but this one isn't closed with `}`",
    "|": "`|` at the start of a text means something else in YAML",
    ">": "`>` at the start of a text means something else in YAML",
}
_STARS = re.compile(r"\*\*([^*:#]+)\*\*\.?")


def _in_quotes(line: Line) -> Edit:
    """Return the edit that puts a line's value in quotes, replacing any that it has."""
    value = line.value
    bare = value[1:] if value[:1] in {"'", '"'} else value
    bare = bare[:-1] if bare[-1:] == value[:1] and bare != value else bare
    return line.with_value(quoted(bare))


@rule(
    "needs-quotes",
    "set_up: !Lie on your back.\nhold: 10 s",
    'set_up: "!Lie on your back."\nhold: 10 s',
)
def start_mark(found: StartMarkError, source: Source) -> Diagnosis:
    """A text can't start with a character that means something else in YAML.

    These are `*`, `&`, `!`, `%`, `@`, a backtick and a few more. Put the text in double quotes.
    """
    number, column = source.place(found.start)
    line = Line(source, number)
    value = line.text[column - 1 :].strip()
    message = _MARKS[found.mark]
    hint = f"put the text in quotes: {quoted(value)}" if value else "put the text in quotes"
    edit = _in_quotes(line)
    if stars := _STARS.fullmatch(value):
        hint = f"leave the stars out: {stars[1]}"
        edit = Edit(found.start, line.end, stars[1])
    elif found.mark == "&":
        message += " (an anchor, which routines never need)"
    own, as_text = None if found.mark == "&" else edit, _in_quotes(line)
    return line.error("needs-quotes", message, hint, found.start, found.end, own, as_text)


@rule(
    "quotes",
    "set_up: 'Don't bend your knee.'\nhold: 10 s",
    'set_up: "Don\'t bend your knee."\nhold: 10 s',
)
def quotes(failure: Failure) -> Diagnosis | None:
    """A text in quotes ends at the next quote of the same kind.

    An apostrophe ends a text in single quotes: use double quotes, or none.
    """
    for number in dict.fromkeys((failure.opened, failure.line)):
        line = Line(failure.source, number)
        value = line.value
        if value[:1] not in {"'", '"'}:
            continue
        quote = value[0]
        if value.count(quote) == 1:
            message = f"the quote {quote} that opens here is never closed"
            hint, as_written = f"close it: {quoted(value[1:])}", quoted(value[1:])
        elif "expected" in failure.said or "scanning a quoted" in failure.said:
            message = f"the text ends at the second {quote}, but more follows"
            # Quotes around the whole text are meant as such; around part of it, they are text.
            text = value[1:].removesuffix(quote) if value.endswith(quote) else value
            text = re.sub(r'(?<=[a-z])"(?=[a-z]+\b)', "'", text)  # Don"t
            in_quotes = f"'{text}'" if '"' in text and "'" not in text else quoted(text)
            hint, as_written = f"write {in_quotes}", in_quotes
        else:
            continue
        edit = line.with_value(as_written)
        return line.error("quotes", message, hint, edit=edit)
    return None


def quote_above(failure: Failure) -> Diagnosis | None:
    """Find a quote that was opened some lines above and never closed."""
    if "expected" not in failure.said and "scanning" not in failure.said:
        return None
    here = Line(failure.source, failure.line)
    for number in range(failure.line - 1, max(0, failure.line - 30), -1):
        line = Line(failure.source, number)
        quote = line.value[:1]
        if quote in {"'", '"'} and line.value.count(quote) == 1 and quote in here.text:
            message = f"the quote {quote} that opens here is never closed"
            hint = f"close it: {quoted(line.value[1:])}"
            return line.error("quotes", message, hint, edit=_in_quotes(line))
    return None


def tab(failure: Failure) -> Diagnosis | None:
    """Find a Tab in the place of a space, other than in the indentation."""
    line = Line(failure.source, failure.line)
    at = failure.column - 1
    if line.text[at : at + 1] != "\t":
        if " tab " not in failure.said or "\t" not in line.text:
            return None
        at = line.text.index("\t")
    start = line.start + at
    edit = Edit(line.start, line.end, line.text.replace("\t", " "))
    hint = "replace it with a space"
    return line.error("tab", "there is a Tab here", hint, start, start + 1, edit)


def lone_colon(failure: Failure) -> Diagnosis | None:
    """Find a colon with no key before it."""
    line = Line(failure.source, failure.line)
    match = re.match(r"^ *(?:- +)*(:) ?(.*)$", line.text)
    if match is None:
        return None
    start = line.start + match.start(1)
    message = "there is no key before this colon"
    hint, as_text = "write the key, or delete the colon", line.with_value(quoted(line.value))
    return line.error("colon", message, hint, start, start + 1, read_as=as_text)


def special_start(failure: Failure) -> Diagnosis | None:
    """Find a text that starts with a character that means something else in YAML."""
    for number in dict.fromkeys((failure.line, failure.opened)):
        line = Line(failure.source, number)
        value = line.value
        message = _MARKS.get(value[:2]) or _MARKS.get(value[:1])
        if message is None or (value[0] in "[{" and value[-1:] in "]}"):
            continue
        hint, edit = f"put the text in quotes: {quoted(value)}", _in_quotes(line)
        if stars := _STARS.fullmatch(value):
            hint, edit = f"leave the stars out: {stars[1]}", line.with_value(stars[1])
        sure = value[0] not in "[{" and value[:2] != "- "
        if value[0] == "[" and "]" in value:
            message = "`[` starts a list in YAML, but more follows its `]`"
        elif value[0] == "[":
            hint = f"close it with `]`, or put the text in quotes: {quoted(value)}"
        if value[:2] == "- ":
            hint = f"put each entry on its own line, or put a text in quotes: {quoted(value)}"
        if value[0] == "{" and re.match(r"\{\w+\} ", value):
            message = "a text can't start with `{` in YAML"
        elif value[0] == "{":
            hint = "close it with `}`, or write each key on its own line"
        own = edit if sure else None
        return line.error("needs-quotes", message, hint, edit=own, read_as=_in_quotes(line))
    return None


def in_braces(failure: Failure) -> Diagnosis | None:
    """Find a text that ends too early inside braces or brackets."""
    line = Line(failure.source, failure.line)
    if re.search(r"[{\[].*\{side\}", line.text):
        start = line.start + line.text.index("{side}")
        message = "inside { } or [ ], a text with `{side}` in it needs quotes"
        hint = "put the text in quotes, or write each key on its own line"
        as_text = _in_quotes(line)
        return line.error("needs-quotes", message, hint, start, start + 6, read_as=as_text)
    if "expected ',' or" not in failure.said:
        return None
    at = failure.column - 1
    if line.text[at : at + 1] == ":":
        message = "the colon in this text makes YAML read its first half as a key"
        hint = "put the text in quotes, or write each key on its own line"
        start, as_text = line.start + at, _in_quotes(line)
        return line.error("colon", message, hint, start, start + 1, read_as=as_text)
    quote = line.text[at - 1 : at]
    if quote in {"'", '"'}:
        other = '"' if quote == "'" else "'"
        message = f"the text ends at the second {quote}, but more follows"
        hint = f"put {other} around it instead"
        start, as_text = line.start + at - 1, _in_quotes(line)
        return line.error("quotes", message, hint, start, start + 1, read_as=as_text)
    return None


_KEYS_IN_A_ROW = re.compile(
    r"(?P<text>[^:]*?\w)[,;.]? (?P<rest>"
    rf"(?P<key>{'|'.join({*EXERCISE.by_name, *PHASE.by_name} - {'use'})}): .+)"
)
"""Several keys of the format in a row on a line, as in ``Squat, hold: 5 s, reps: 3``."""


@rule(
    "colon",
    "hold: 30 s\nsay: Remember: breathe through your nose.",
    'hold: 30 s\nsay: "Remember: breathe through your nose."',
)
def second_colon(failure: Failure) -> Diagnosis | None:
    """A colon followed by a space ends a key such as `say`, even in the middle of a sentence.

    Put the text in double quotes, or leave the colon out.
    """
    line = Line(failure.source, failure.line)
    second = re.search(r":(?= |$)", line.value)
    if "mapping values" not in failure.said or line.key is None or second is None:
        return None
    message = "the colon in this text makes YAML read its first half as a key"
    hint, edit = f"put the text in quotes: {line.key}: {quoted(line.value)}", _in_quotes(line)
    if row := _KEYS_IN_A_ROW.fullmatch(line.value):
        message = f"`{row['key']}` is a separate key, so it needs its own line"
        rest = [one.strip() for one in re.split(r"[,;] ?(?=\w+: )", row["rest"])]
        below = joined(f"`{one}`" for one in rest)
        hint = f"write `{line.key}: {row['text']}`, and below it {below}"
        edit = line.with_value(f"\n{' ' * line.indent}".join((row["text"], *rest)))
    start = line.value_start + second.start()
    as_text = _in_quotes(line)
    return line.error("colon", message, hint, start, start + 1, edit, as_text)


def colon_in_continuation(failure: Failure) -> Diagnosis | None:
    """Find a colon in a text that continues from the line above."""
    line = Line(failure.source, failure.line)
    colon = re.search(r":(?= |$)", line.text)
    if "mapping values" not in failure.said or colon is None:
        return None
    before = line.text[: colon.start()].strip()
    if " " not in before or "- " in before[:2]:
        return None
    message = "this colon, in a text that continues from the line above, makes YAML expect a key"
    hint = "leave the colon out, or put the whole text in double quotes"
    start, as_text = line.start + colon.start(), _in_quotes(line)
    return line.error("colon", message, hint, start, start + 1, read_as=as_text)


_ODD_SPACE = re.compile(r"^ *(?:- +)*(\w+)(:)([\u00a0\u2007\u202f\u2009])(.*)$")
_NO_SPACE = re.compile(r"^ *(?:- +)*([A-Za-z_]+)(:)[^ /](.*)$")


@rule("no-space", "hold:10 s", "hold: 10 s")
def missing_space(failure: Failure) -> Diagnosis | None:
    """A key needs an ordinary space after its colon, and a list entry needs one after its dash."""
    line = Line(failure.source, failure.line)
    for near in (line, line.nearest_above() or line):
        start = near.start
        if odd := _ODD_SPACE.match(near.text):
            name = f"U+{ord(odd[3]):04X}"
            message = f"the space after `{odd[1]}:` isn't an ordinary one ({name})"
            hint = f"type an ordinary space: `{odd[1]}: {odd[4].strip()}`"
            edit = Edit(start + odd.start(3), start + odd.end(3), " ")
            return near.error("no-space", message, hint, start + odd.start(2), edit.start, edit)
        if match := _NO_SPACE.match(near.text):
            message = f"there is no space after `{match[1]}:`"
            hint = f"write `{match[1]}: {near.text[match.end(2) :].strip()}`"
            at = start + match.end(2)
            return near.error("no-space", message, hint, at - 1, at, Edit(at, at, " "))
        if match := re.match(r"^ *(-)([^\s-].*)$", near.text):
            hint = f"write `- {match[2].strip()}`"
            at = start + match.end(1)
            edit = _after_dash(near, match.end(1))
            return near.error(
                "no-space", "there is no space after the dash", hint, at - 1, at, edit
            )
    return None


def _after_dash(line: Line, column: int) -> Edit:
    """Return the edit that adds a space after a dash, and moves the keys below to match."""
    start, below = line.start + column, list(_aligned(line, column))
    if not below:
        return Edit(start, start, " ")
    indented = moved(below, 1)
    between = line.source.text[start : indented.start]
    return Edit(start, indented.end, f" {between}{indented.text}")


def _aligned(line: Line, column: int) -> list[Line]:
    """Return the rest of an entry's lines, if they line up with its first key."""
    found: list[Line] = []
    for below in line.below():
        if not found and below.spaces != column:
            break
        if below.text.strip() and below.spaces <= line.spaces:
            break
        found.append(below)
    return found


@rule("no-colon", "hold 10 s\nreps: 3", "hold: 10 s\nreps: 3")
def missing_colon(failure: Failure) -> Diagnosis | None:
    """A key is followed by a colon and a space, and a text needs a key before it.

    Start your own headings and comments with `# `.
    """
    if "could not find expected ':'" not in failure.said and "expected ':'" not in failure.said:
        return None
    alone = re.fullmatch(r" *[a-z_]+ *", failure.source.line(failure.opened))
    for number in (failure.opened,) if alone else (failure.line, failure.line - 1):
        line = Line(failure.source, number)
        value = line.value
        if line.key is not None or not value or ":" in value:
            continue
        if "|" in value:
            hint = "write each row as an exercise: `- name: Bridge`, with `hold: 10 s` below it"
            return line.error("no-colon", "Coach can't read a table", hint)
        if not re.match(r"[a-z_]+\b", value):
            message = "this line is neither a key with a colon nor a list entry"
            hint = (
                f"write `# {value}` if it is a heading or a comment; otherwise put a key before it"
            )
            return line.error("no-colon", message, hint)
        word, _, rest = value.partition(" ")
        rest = rest.removeprefix("= ")
        at = line.value_start + len(word)
        hint = f"write `{word}: {rest}`" if rest else f"write `{word}:`"
        known = word in KEYS  # otherwise the line may continue the text above
        edit = Edit(at, line.end, f": {rest.strip()}".rstrip())
        message = f"there is no colon after `{word}`"
        own = edit if known else None
        return line.error("no-colon", message, hint, line.value_start, at, own, edit)
    return None


@rule(
    "yaml",
    "hold: 10 s\nreps_per_set: [3, 2, 1]]",
    "hold: 10 s\nreps_per_set: [3, 2, 1]",
)
def unreadable(failure: Failure) -> Diagnosis:
    """Compare a line that YAML can't read with the lines around it.

    It should have the same indentation, a key and a colon, and a closing bracket for each opening
    one. A text with special characters needs quotes.
    """
    message = "YAML can't read this line"
    if "mapping values" in failure.said:
        message = "this colon makes a key of the text before it, but there can't be a key here"
    hint = "compare it with the lines around it: same indentation, `key: value`, text in quotes"
    start = failure.source.offset(failure.line, failure.column)
    line = Line(failure.source, failure.line)
    return line.error("yaml", message, hint, start, start + 1)
