"""From the bytes of a file to its text: encodings, word processors, odd characters.

Whatever stands here was e-mailed by somebody: it is bounded before it is looked at.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from coach.model.problems import Problem, Severity, Span

MAX_BYTES = 4_000_000
"""A routine of 5,000 exercises has about 3 MB."""
MAX_LINE = 20_000
"""Characters of one line; a text has 2,000 at most."""

READ_ON = 500_000
"""Characters up to which a text that is odd is read on."""

_NOT_TEXT = {
    b"PK\x03\x04": "a Word or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "a rich-text file",
    b"%PDF": "a PDF file",
}
_SAVE_AS_TEXT = "open it in a text editor and save it as plain text, encoding UTF-8"
_SAVE_FROM_WORD = (
    "open it with the program that wrote it, and save it as plain text, encoding UTF-8, "
    "with a name that ends in `.yaml`"
)
_MOST_OF_A_KIND = 20


@dataclass(frozen=True)
class Source:
    """A file's name and lines, for places and carets."""

    name: str
    lines: tuple[str, ...] = field(repr=False)

    def line(self, number: int) -> str:
        """Return a line by its number from 1; empty outside the file."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def problem(  # noqa: D417 - the rest are the fields of a Problem
        self,
        line: int,
        column: int,
        code: str,
        message: str,
        hint: str = "",
        *,
        end_column: int = 0,
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """Make a problem at a place in this file.

        Args:
            line: from 1, as `column` is.
            end_column: exclusive; one character when it is left out.
        """
        span = Span(self.name, line, column, max(end_column, column + 1))
        return Problem(span, severity, code, message, hint, self.line(line))


@dataclass
class Decoded:
    """A file as text.

    Attributes:
        shown: the text as an editor shows it, for places and carets.
        problems: what is wrong with it as a text.
        text: what can be read on from nevertheless; None where nothing can.
        lines: the numbers of lines in which `text` differs from `shown`.
    """

    shown: str
    problems: list[Problem]
    text: str | None = None
    lines: set[int] = field(default_factory=set)


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of a file and what is wrong with it as a text.

    UTF-8 with or without a byte-order mark and UTF-16 with one are read; anything else is
    refused, because a guess could change words that somebody will hear.
    """
    whole = Source(name, ())
    if len(data) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes, the most that a routine may have"
        hint = "split it into several routines"
        return Decoded("", [whole.problem(1, 1, "too-large", message, hint)])
    for magic, what in _NOT_TEXT.items():
        if data.startswith(magic):
            message = f"this is {what}, whatever its name says"
            return Decoded("", [whole.problem(1, 1, "not-text", message, _SAVE_FROM_WORD)])
    text, problem = _decoded(data, whole)
    problems = [] if problem is None else [problem]
    if text is None:
        return Decoded("", problems)
    if long := _long_line(text, whole):
        return Decoded(text, [*problems, *long])
    odd = odd_characters(text, name)
    if (odd or problems) and len(text) > READ_ON:
        return Decoded(text, [*problems, *odd])
    return Decoded(text, [*problems, *odd], *(_evened(text) if odd else (text, set())))


def _evened(text: str) -> tuple[str, set[int]]:
    """Return a text to read on from, without what is odd, and the lines that differ."""
    lines: list[str] = []
    odd: set[int] = set()
    for number, line in enumerate(split_lines(text), 1):
        indent = _INDENT.match(line)
        at = indent.end() if indent else 0
        spaces = _ODD_SPACE.sub(" ", line[:at].replace("\t", "  "))
        lines.append(spaces + _INVISIBLE.sub("", _ODD.sub("", line[at:])))
        if lines[-1] != line:
            odd.add(number)
    return "\n".join(lines), odd


def _long_line(text: str, whole: Source) -> list[Problem]:
    """Refuse a line of a length that no author writes, on which every look is slow."""
    lines = split_lines(text)
    if max(map(len, lines), default=0) <= MAX_LINE:
        return []
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            message = f"this line has {len(line):,} characters; the most is {MAX_LINE:,}"
            return [whole.problem(number, 1, "too-large", message, "write it in several lines")]
    return []


def _decoded(data: bytes, whole: Source) -> tuple[str | None, Problem | None]:
    """Return the text, None where it is none, and what is wrong with the encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), None
        except UnicodeDecodeError:
            message = "the file says that it is UTF-16, and is damaged"
            return None, whole.problem(1, 1, "encoding", message, _SAVE_AS_TEXT)
    if b"\x00" in data[:2]:
        message = "this file is UTF-16 without the mark that says so"
        return None, whole.problem(1, 1, "encoding", message, _SAVE_AS_TEXT)
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start, whole.name)


def _not_utf8(data: bytes, at: int, name: str) -> tuple[str | None, Problem]:
    """Return the text as Windows has it, to read on from, and the problem."""
    if b"\x00" in data:
        problem = Source(name, ()).problem(1, 1, "encoding", "this file is not text", _SAVE_AS_TEXT)
        return None, problem
    shown = data.decode("cp1252", errors="replace")  # a character for each byte
    source = Source(name, split_lines(shown))
    before = split_lines(shown[:at])
    line, column = len(before), len(before[-1]) + 1
    message = "this character is not UTF-8"
    if shown[at].isprintable() and shown[at] != "\ufffd":
        message += f" (in Windows-1252 it would be {shown[at]})"
    return shown, source.problem(line, column, "encoding", message, _SAVE_AS_TEXT)


def split_lines(text: str) -> tuple[str, ...]:
    """Split at line ends as YAML does, once odd characters have been refused."""
    return tuple(re.split(r"\r\n|\r|\n", text))


_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_INVISIBLE = re.compile("[\u00ad\u200b\u2060]")
"""What web pages and word processors put inside words: a soft hyphen, spaces of no width."""
_INDENT = re.compile(r"[\s\u200b]+(?=[^\s\u200b])")
_ODD_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]")


def odd_characters(text: str, name: str) -> list[Problem]:
    """Find control characters anywhere, and tabs or odd spaces in the indentation."""
    if not _ODD.search(text) and "\t" not in text and text.isascii():
        return []
    source = Source(name, split_lines(text))
    problems: list[Problem] = []
    for number, line in enumerate(source.lines, 1):
        problems += _odd_in_line(source, number, line)
        if len(problems) >= _MOST_OF_A_KIND:
            break
    return problems


def _odd_in_line(source: Source, number: int, line: str) -> list[Problem]:
    problems = []
    indent = _INDENT.match(line)
    inside = _INVISIBLE.search(line, indent.end() if indent else 0)
    if found := _ODD.search(line) or inside:
        column = found.start() + 1
        message = f"there is a hidden character here ({_name(found[0])})"
        hint = "delete it; if nothing can be seen, type the word anew"
        problems.append(source.problem(number, column, "hidden-character", message, hint))
    if indent and (odd := _ODD_SPACE.search(indent[0])):
        width, column = indent.end(), odd.start() + 1
        is_tab = "\t" in indent[0]
        what = "a Tab" if is_tab else f"a space of another kind ({_name(odd[0])})"
        problems.append(
            source.problem(
                number,
                column,
                "tab" if is_tab else "odd-space",
                f"this line is indented with {what}",
                "indent with ordinary spaces only, two for each level",
                end_column=width + 1,
            )
        )
    return problems


def hidden_character(text: str) -> str:
    """Name the first control or direction character in a text; empty where there is none."""
    odd = _ODD.search(text) or _INVISIBLE.search(text)
    return _name(odd[0]) if odd else ""


def _name(character: str) -> str:
    known = unicodedata.name(character, "a control character").lower()
    return f"U+{ord(character):04X}, {known}"
