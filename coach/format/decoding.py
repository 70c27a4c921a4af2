"""Turns the bytes of a file into text: encodings, word-processor files, unusual characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from coach.format.diagnosis import Diagnosis
from coach.format.source import Draft, Edit, Source
from coach.model.rules import rule

MAX_BYTES = 4_000_000
"""A routine of 5,000 exercises has about 3,000,000 bytes."""
MAX_LINE = 20_000
"""Characters in one line; a text may have at most 2,000."""
READ_ON = 500_000
"""The most characters a file with problems may have for the rest of it to be read."""

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
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_INVISIBLE = re.compile("[\u00ad\u200b\u2060]")
"""What web pages and word processors put inside words: soft hyphens, zero-width spaces."""
_INDENT = re.compile(r"[\s\u200b]+(?=[^\s\u200b])")
_ODD_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]")


@dataclass
class Decoded:
    """A file as text.

    Attributes:
        source: the text as an editor shows it.
        diagnoses: what is wrong with its encoding or its characters.
        readable: the text to parse, without unusual characters; None if it can't be parsed.
    """

    source: Source
    diagnoses: list[Diagnosis] = field(default_factory=list)
    readable: Draft | None = None


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of a file, and what is wrong with its encoding or its characters.

    UTF-8 is read with or without a byte-order mark, and UTF-16 with one. Anything else is refused,
    because a wrong guess could change words that somebody will hear.
    """
    decoded = Decoded(Source(name))
    if refused := _too_large(data, decoded.source) or _not_text(data, decoded.source):
        decoded.diagnoses.append(refused)
        return decoded
    text, wrong = _text_of(data, name)
    decoded.diagnoses += [wrong] if wrong else []
    if text is None:
        return decoded
    decoded.source = source = Source(name, text)
    if long := _long_line(source):
        decoded.diagnoses.append(long)
        return decoded
    odd = list(odd_characters(source))
    decoded.diagnoses += odd
    if decoded.diagnoses and len(text) > READ_ON:
        return decoded
    decoded.readable = Draft(source)
    if odd:
        _remove_odd(source, decoded.readable)
    return decoded


def encode(text: str, data: bytes) -> bytes:
    """Return an edited text as bytes, in the encoding of the file that it came from."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return mark + text.encode(encoding)
    mark = b"\xef\xbb\xbf"
    return (mark if data.startswith(mark) else b"") + text.encode()


@rule("too-large", "every: 4 s\nreps: 20000", "every: 4 s\nreps: 20")
def _too_large(data: bytes, source: Source) -> Diagnosis | None:
    """A file, a line, a list or a number is larger than any routine needs."""
    if len(data) <= MAX_BYTES:
        return None
    message = f"the file is larger than {MAX_BYTES:,} bytes, the limit for a routine"
    hint = "split it into several routines"
    return Diagnosis(source.problem(0, 0, "too-large", message, hint))


@rule("not-text")
def _not_text(data: bytes, source: Source) -> Diagnosis | None:
    """A word processor's file isn't plain text, whatever its name says. Save it as plain text."""
    for magic, what in _NOT_TEXT.items():
        if data.startswith(magic):
            message = f"this is {what}, whatever its name says"
            return Diagnosis(source.problem(0, 0, "not-text", message, _SAVE_FROM_WORD))
    return None


@rule("encoding")
def _text_of(data: bytes, name: str) -> tuple[str | None, Diagnosis | None]:
    """Save routines as UTF-8: a wrong guess at another encoding could change spoken words.

    Most editors let you choose the encoding under "Save as".
    """
    whole = Source(name)

    def wrong(message: str) -> Diagnosis:
        return Diagnosis(whole.problem(0, 0, "encoding", message, _SAVE_AS_TEXT))

    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), None
        except UnicodeDecodeError:
            return None, wrong("this file is marked as UTF-16, but is damaged")
    if b"\x00" in data[:2]:
        return None, wrong("this file is UTF-16 without a byte-order mark")
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            return None, wrong("this file isn't text")
        at = error.start
    shown = data.decode("cp1252", errors="replace")  # a character for each byte
    message = "this character isn't UTF-8"
    if shown[at].isprintable() and shown[at] != "\ufffd":
        message += f" (in Windows-1252 it would be {shown[at]})"
    source = Source(name, shown)
    return shown, Diagnosis(source.problem(at, at + 1, "encoding", message, _SAVE_AS_TEXT))


def _long_line(source: Source) -> Diagnosis | None:
    """Reject a line longer than any author writes, since every search of it would be slow."""
    if max(map(len, source.lines), default=0) <= MAX_LINE:
        return None
    number = next(n for n, line in enumerate(source.lines, 1) if len(line) > MAX_LINE)
    message = f"this line has {len(source.line(number)):,} characters; the limit is {MAX_LINE:,}"
    start = source.offset(number, 1)
    hint = "split it over several lines"
    return Diagnosis(source.problem(start, start + 1, "too-large", message, hint))


def odd_characters(source: Source) -> Iterator[Diagnosis]:
    """Yield control characters anywhere, and tabs or unusual spaces in the indentation."""
    text = source.text
    if not _ODD.search(text) and "\t" not in text and text.isascii():
        return
    count = 0
    for start, line in zip(source.starts, source.lines, strict=True):
        for diagnosis in (*_hidden(source, start, line), *_odd_indentation(source, start, line)):
            yield diagnosis
            count += 1
        if count >= _MOST_OF_A_KIND:
            return


@rule("hidden-character")
def _hidden(source: Source, start: int, line: str) -> Iterator[Diagnosis]:
    """Delete invisible characters: control characters, soft hyphens, zero-width spaces.

    They get in when text is pasted, and turn a word that looks right into a different one.
    """
    indent = _INDENT.match(line)
    found = _ODD.search(line) or _INVISIBLE.search(line, indent.end() if indent else 0)
    if found:
        message = f"there is a hidden character here ({_name(found[0])})"
        hint = "delete it; if you can't see it, type the word again"
        at = start + found.start()
        problem = source.problem(at, at + 1, "hidden-character", message, hint)
        yield Diagnosis(problem, Edit(at, at + 1, ""))


@rule("tab")
@rule("odd-space")
def _odd_indentation(source: Source, start: int, line: str) -> Iterator[Diagnosis]:
    """Indent with ordinary spaces, two for each level; a Tab or another kind of space won't do."""
    indent = _INDENT.match(line)
    odd = _ODD_SPACE.search(indent[0]) if indent else None
    if indent is None or odd is None:
        return
    tab = "\t" in indent[0]
    what = "a Tab" if tab else f"an unusual space ({_name(odd[0])})"
    hint = "indent with ordinary spaces only, two for each level"
    place = start + odd.start(), start + indent.end()
    edit = Edit(start, start + indent.end(), _evened(indent[0]))
    message = f"this line is indented with {what}"
    yield Diagnosis(source.problem(*place, "tab" if tab else "odd-space", message, hint), edit)


def _evened(indent: str) -> str:
    return _ODD_SPACE.sub(" ", indent.replace("\t", "  "))


def _remove_odd(source: Source, draft: Draft) -> None:
    """Remove unusual characters from a draft; later problems on those lines aren't reported."""
    edits = []
    for number, (start, line) in enumerate(zip(source.starts, source.lines, strict=True), 1):
        indent = _INDENT.match(line)
        at = indent.end() if indent else 0
        even = _evened(line[:at]) + _INVISIBLE.sub("", _ODD.sub("", line[at:]))
        if even != line:
            edits.append(Edit(start, start + len(line), even))
            draft.rewritten.add(number)
    draft.apply(*edits, rewrites=False)


def hidden_character(text: str) -> str:
    """Return the name of the first hidden character; empty if there is none."""
    odd = _ODD.search(text) or _INVISIBLE.search(text)
    return _name(odd[0]) if odd else ""


def _name(character: str) -> str:
    known = unicodedata.name(character, "a control character").lower()
    return f"U+{ord(character):04X}, {known}"
