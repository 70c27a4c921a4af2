"""Decoding a file before YAML sees it: encodings, word processors, odd characters, size."""

from __future__ import annotations

from dataclasses import replace

import pytest
from golden_cases import CHECKS, Case, all_cases, as_lines, in_reading
from sample_routines import HEAD, read

from coach.format.decoding import MAX_BYTES, MAX_LINE, decode
from coach.format.diagnosis import Diagnosis

ROUTINE = HEAD + "  - name: A\n    hold: 30 s\n    care: Don\u2019t strain.\n"
ENDS = pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old-mac"])


# Every Unicode encoding that editors save, and every line ending, reads the same.
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@ENDS
def test_encodings_that_are_read(encoding: str, end: str) -> None:
    reading = read(ROUTINE.replace("\n", end).encode(encoding))
    assert reading.problems == ()
    assert reading.routine == read(ROUTINE).routine


# So does every golden case, with its edits in the same places.
@pytest.mark.parametrize(
    ("encoding", "end"),
    [
        pytest.param("utf-8-sig", "\n", id="bom"),
        pytest.param("utf-8", "\r\n", id="windows"),
        pytest.param("utf-8", "\r", id="old-mac"),
        pytest.param("utf-16", "\r\n", id="utf-16"),
    ],
)
@pytest.mark.parametrize(
    "case", [case for case in all_cases() if case.family != CHECKS], ids=lambda case: case.id
)
def test_golden_case_in_another_encoding(case: Case, encoding: str, end: str) -> None:
    data = case.text.replace("\n", end).encode(encoding)
    diagnoses, source = in_reading(read(data, case.library))
    assert as_lines([with_plain_ends(one) for one in diagnoses], source) == case.found


def with_plain_ends(diagnosis: Diagnosis) -> Diagnosis:
    """Return a diagnosis whose edit has the golden cases' line endings."""
    edit = diagnosis.edit
    if edit is None:
        return diagnosis
    text = edit.text.replace("\r\n", "\n").replace("\r", "\n")
    return replace(diagnosis, edit=replace(edit, text=text))


@ENDS
def test_windows_1252_quote_is_reported(end: str) -> None:
    (problem,) = read(ROUTINE.replace("\n", end).encode("cp1252")).problems
    assert (problem.span.line, problem.span.column, problem.code) == (7, 14, "encoding")
    assert "in Windows-1252 it would be \u2019" in problem.message
    assert problem.source == "    care: Don\u2019t strain."


@pytest.mark.parametrize(
    ("data", "code", "named"),
    [
        pytest.param(ROUTINE.encode("utf-16-le"), "encoding", "UTF-16", id="utf-16-without-bom"),
        pytest.param(ROUTINE.encode("utf-16")[:-1], "encoding", "damaged", id="utf-16-damaged"),
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00", "not-text", "a Word or zip file", id="docx"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1", "not-text", "an old Word file", id="doc"),
        pytest.param(rb"{\rtf1\ansi", "not-text", "a rich-text file", id="rtf"),
        pytest.param(b"%PDF-1.7", "not-text", "a PDF file", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", "encoding", "isn't text", id="png"),
        pytest.param(b"", "empty", "empty", id="empty"),
        pytest.param(b"a" * (MAX_BYTES + 1), "too-large", "4,000,000 bytes", id="too-large"),
    ],
)
def test_file_that_is_not_text(data: bytes, code: str, named: str) -> None:
    (problem,) = read(data).problems
    assert (problem.span.line, problem.span.column, problem.code) == (1, 1, code)
    assert named in problem.message
    assert problem.hint
    assert problem.source == ""


# For a file full of tabs, only the first twenty problems are reported.
def test_problems_with_tabs_are_limited() -> None:
    assert len(read(b"\ttitle: T\n" * 1000).problems) == 20


# A longer line than any author writes is refused with its length; one at the limit is read.
def test_long_line() -> None:
    assert decode(b"#" * MAX_LINE, "r.yaml").diagnoses == []
    decoded = decode(b"a\n" + b"#" * (MAX_LINE + 1), "r.yaml")
    (diagnosis,) = decoded.diagnoses
    problem = diagnosis.problem
    assert (decoded.readable, problem.span.line, problem.code) == (None, 2, "too-large")
    assert "20,001" in problem.message
    assert "20,000" in problem.message


# A regular expression that restarts at each character of such lines would take minutes here.
@pytest.mark.parametrize("run", [" ", "\t", "- ", "a ", "a:"])
def test_long_repetitive_lines_are_read(run: str) -> None:
    line = run * (MAX_LINE // len(run) - 1)
    assert read(f"{line}\n" * (MAX_BYTES // (len(line) + 1))).problems
