"""What stands in a file before YAML: encodings, word processors, odd characters, size."""

# ruff: noqa: E501 - messages are asserted whole

from __future__ import annotations

import textwrap

import pytest
from reader_pages import HEAD, read, said_of

from coach.format.source import MAX_BYTES, MAX_LINE, Source, decode

PAGE = HEAD + "  - name: A\n    hold: 30 s\n    care: Don\u2019t strain.\n"
AS_TEXT = "  hint: open it in a text editor and save it as plain text, encoding UTF-8\n"
AS_TEXT_FROM_WORD = "  hint: open it with the program that wrote it, and save it as plain text, encoding UTF-8, with a name that ends in `.yaml`\n"


# Every way in which an editor saves Unicode with a mark, and every end of line, reads the same.
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old-mac"])
def test_encoding_that_is_read(encoding: str, end: str) -> None:
    reading = read(PAGE.replace("\n", end).encode(encoding))
    assert reading.problems == ()
    assert reading.routine == read(PAGE).routine


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old-mac"])
def test_windows_quote_is_found(end: str) -> None:
    assert said_of(PAGE.replace("\n", end).encode("cp1252")) == (
        "r.yaml:7:14: error: this character is not UTF-8 (in Windows-1252 it would be ’) [encoding]\n"  # noqa: RUF001 - a word processor's
        "        care: Don’t strain.\n"  # noqa: RUF001 - the same
        "                 ^\n" + AS_TEXT
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(
            PAGE.encode("utf-16-le"),
            "this file is UTF-16 without the mark that says so [encoding]\n" + AS_TEXT,
            id="utf-16-without-mark",
        ),
        pytest.param(
            PAGE.encode("utf-16")[:-1],
            "the file says that it is UTF-16, and is damaged [encoding]\n" + AS_TEXT,
            id="utf-16-damaged",
        ),
        pytest.param(
            b"PK\x03\x04\x14\x00\x06\x00",
            "this is a Word or zip file, whatever its name says [not-text]\n" + AS_TEXT_FROM_WORD,
            id="docx",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "this is an old Word file, whatever its name says [not-text]\n" + AS_TEXT_FROM_WORD,
            id="doc",
        ),
        pytest.param(
            rb"{\rtf1\ansi",
            "this is a rich-text file, whatever its name says [not-text]\n" + AS_TEXT_FROM_WORD,
            id="rtf",
        ),
        pytest.param(
            b"%PDF-1.7",
            "this is a PDF file, whatever its name says [not-text]\n" + AS_TEXT_FROM_WORD,
            id="pdf",
        ),
        pytest.param(
            b"\x89PNG\r\n\x1a\n\x00\x00", "this file is not text [encoding]\n" + AS_TEXT, id="png"
        ),
        pytest.param(
            b"",
            "this file is empty [empty]\n  hint: `coach new FILE` writes one to start from\n",
            id="empty",
        ),
        pytest.param(
            b"a" * (MAX_BYTES + 1),
            "the file has more than 4,000,000 bytes, the most that a routine may have [too-large]\n  hint: split it into several routines\n",
            id="too-large",
        ),
    ],
)
def test_file_that_is_no_text(data: bytes, said: str) -> None:
    assert said_of(data) == "r.yaml:1:1: error: " + said


@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            "- name: A\n\thold: 30 s\n",
            """\
            r.yaml:6:3: error: this line is indented with a Tab [tab]
                  →hold: 30 s
                  ^
              hint: indent with ordinary spaces only, two for each level
            """,
            id="tab-after-spaces",
        ),
        pytest.param(
            "format: 1\n\ttitle: T\n  \t language: en\n",
            """\
            r.yaml:2:1: error: this line is indented with a Tab [tab]
                →title: T
                ^
              hint: indent with ordinary spaces only, two for each level
            r.yaml:3:3: error: this line is indented with a Tab [tab]
                  → language: en
                  ^^
              hint: indent with ordinary spaces only, two for each level
            """,
            id="every-tab",
        ),
        pytest.param(
            "- name: A\n\u00a0\u00a0hold: 30 s\n",
            """\
            r.yaml:6:3: error: this line is indented with a space of another kind (U+00A0, no-break space) [odd-space]
                  \u00a0\u00a0hold: 30 s
                  ^^
              hint: indent with ordinary spaces only, two for each level
            """,
            id="no-break-spaces",
        ),
        pytest.param(
            "- name: A\x1b[31m\n  hold: 30 s\n",
            """\
            r.yaml:5:12: error: there is a hidden character here (U+001B, a control character) [hidden-character]
                  - name: A<U+001B>[31m
                           ^^^^^^^^
              hint: delete it; if nothing can be seen, type the word anew
            """,
            id="escape-code",
        ),
        pytest.param(
            '- name: "\\e[2JA"\n  hold: 30 s\n',
            """\
            r.yaml:5:11: error: a backslash in this text makes a hidden character (U+001B, a control character) [hidden-character]
                  - name: "\\e[2JA"
                          ^^^^^^^^
              hint: delete it, or write the text without double quotes
            """,
            id="escape-code-with-a-backslash",
        ),
        pytest.param(
            "- name: A\0\n  hold: 30 s\n",
            """\
            r.yaml:5:12: error: there is a hidden character here (U+0000, a control character) [hidden-character]
                  - name: A<U+0000>
                           ^^^^^^^^
              hint: delete it; if nothing can be seen, type the word anew
            """,
            id="nul",
        ),
        pytest.param(
            "- name: A\u202eB\n  hold: 30 s\n",
            """\
            r.yaml:5:12: error: there is a hidden character here (U+202E, right-to-left override) [hidden-character]
                  - name: A<U+202E>B
                           ^^^^^^^^
              hint: delete it; if nothing can be seen, type the word anew
            """,
            id="right-to-left",
        ),
    ],
)
def test_odd_character(page: str, said: str) -> None:
    assert said_of(page) == textwrap.dedent(said)


# A line end of Unicode's own would put every later place on another line than the editor's.
def test_line_separator() -> None:
    assert said_of((HEAD + "  - name: A\u2028B\n").encode()) == (
        "r.yaml:5:12: error: there is a hidden character here (U+2028, line separator) [hidden-character]\n"
        "      - name: A<U+2028>B\n"
        "               ^^^^^^^^\n"
        "  hint: delete it; if nothing can be seen, type the word anew\n"
    )


# A file full of Tabs is shown by its first twenty.
def test_tabs_are_bounded() -> None:
    assert len(read(b"\ttitle: T\n" * 1000).problems) == 20


# A line that no author writes is refused with its length; the longest one is read.
def test_long_line() -> None:
    assert decode(b"#" * MAX_LINE, "r.yaml").problems == []
    decoded = decode(b"a\n" + b"#" * (MAX_LINE + 1), "r.yaml")
    text, (problem,) = decoded.text, decoded.problems
    assert (text, problem.span.line, problem.message) == (
        None,
        2,
        "this line has 20,001 characters; the most is 20,000",
    )


# A line outside the file is an empty one, so that a place at its end can be shown.
@pytest.mark.parametrize(("number", "line"), [(0, ""), (1, "a"), (2, "b"), (3, "")])
def test_line(number: int, line: str) -> None:
    assert Source("r.yaml", ("a", "b")).line(number) == line
