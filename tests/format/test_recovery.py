"""A line that YAML can't read hides no problems below it, and causes no false ones."""

from __future__ import annotations

import pytest
from sample_routines import HEAD, dedented, places, read

MANY = """\
format: 1
title: Back: starter
language: en-US
exercises:
  - name: Cat-Cow
\tposition: hands and knees
    hold: 30
    say: *Slowly* lift
    care: 'Don't rush'
   reps: ten
  -name: Bridge
   hold 10 s
   reps: 10-5
  - name: "Plank
    hold: 20 s
    say: Remember: breathe
  - name: Bird dog
    hodl: 10 s
    set_up:
      - Lift.
       - Reach out.
after:
  - @ease
"""


# All fifteen slips are found in one run, though a YAML parser stops at eleven of them.
def test_all_problems_in_one_run() -> None:
    assert places(MANY) == [
        "2:12 colon",
        "6:1 tab",
        "7:11 no-unit",
        "8:10 needs-quotes",
        "9:11 quotes",
        "10:1 indentation",
        "10:10 wrong-value",
        "11:3 no-space",
        "12:4 no-colon",
        "13:10 backwards",
        "14:11 quotes",
        "16:18 colon",
        "18:5 unknown-key",
        "21:1 indentation",
        "23:5 needs-quotes",
    ]


# The lines below are read as if the line had been fixed: no false problem is reported.
@pytest.mark.parametrize(
    ("slip", "found"),
    [
        pytest.param("- name: A\n  hold: 5 s\n  say: In: out\n", ["7:12 colon"], id="colon"),
        pytest.param("- name: A\n  hold 5 s\n  reps: 2\n", ["6:5 no-colon"], id="no-colon"),
        pytest.param("- name: A\n  hold:5 s\n  reps: 2\n", ["6:9 no-space"], id="no-space"),
        pytest.param("- name: A\n   hold: 5 s\n  reps: 2\n", ["6:1 indentation"], id="key-off"),
        pytest.param(
            "- name: A\n  hold: 5 s\n - name: B\n   hold: 5 s\n   reps: 2\n",
            ["7:1 indentation"],
            id="entry-off-with-its-keys",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n-name: B\n hold: 5 s\n reps: 2\n", ["7:3 no-space"], id="dash"
        ),
        pytest.param("- name: 'A\n  hold: 5 s\n  reps: 2\n", ["5:11 quotes"], id="quote-open"),
        pytest.param("- name: A\n  hold: 5 s\n  say: &Lift\n", ["7:10 needs-quotes"], id="anchor"),
        pytest.param(
            '- name: A\n  hold: 5 s\n  say: "Lift\\eup"\n', ["7:10 hidden-character"], id="escape"
        ),
        pytest.param(
            "- name: A\n  phases:\n    - {say: 'Don't', for: 2 s}\n    - {say: Up, for: 2 s}\n",
            ["7:19 quotes"],
            id="in-braces",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  set_up:\n    * Lift.\n    * Lower.\n",
            ["8:7 bullet", "9:7 bullet"],
            id="bullets",
        ),
        pytest.param('- name: A\n  hold: 5 s\n  say: "a\\qb"\n', ["7:12 yaml"], id="unknown"),
    ],
)  # fmt: skip
def test_no_false_problem_follows(slip: str, found: list[str]) -> None:
    assert places(slip) == found


# Problems below a line that was moved have their places in the original file.
def test_places_are_those_of_the_original_file() -> None:
    assert places("- name: A\n  hold: 5 s\n - name: B\n   hold: 7\n") == [
        "7:1 indentation",
        "8:12 no-unit",
    ]


# An old encoding and odd spaces are reported, along with whatever else is wrong.
@pytest.mark.parametrize(
    ("first", "encoding", "found"),
    [
        ("  - name: caf\xe9", "latin-1", ["5:14 encoding", "6:11 no-unit"]),
        ("\xa0 - name: A", "utf-8", ["5:1 odd-space", "6:11 no-unit"]),
        ("  - name: A\u200bB", "utf-8", ["5:12 hidden-character", "6:11 no-unit"]),
    ],
)
def test_oddly_encoded_files_are_read_to_the_end(
    first: str, encoding: str, found: list[str]
) -> None:
    assert places(f"{HEAD}{first}\n    hold: 30\n".encode(encoding)) == found


# Reading on stops after twenty lines, and the last hint says that more may follow.
def test_reading_on_is_limited() -> None:
    problems = read(dedented("- name: A\n  hold: 5 s\n" + "  say: In: out\n" * 30)).problems
    assert len(problems) == 21
    assert problems[-1].hint.endswith('"In: out"; then check again, as there may be more problems')
