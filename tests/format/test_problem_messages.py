"""The most important messages as they are printed, in full: one of each kind.

They are in `tests/golden/messages.txt`, under the names of golden cases, which have the pages.
`python tests/format/test_problem_messages.py` regenerates them.
"""

from __future__ import annotations

import re

import pytest
from format_pages import printed, read
from golden_cases import CHECKS, FOLDER, Case, all_cases, shown

FILE = FOLDER.with_name("messages.txt")
CASES = {case.id: case for case in all_cases() if case.family != CHECKS}


def messages() -> dict[str, str]:
    """Return the messages by the names of their cases."""
    parts = re.split(r"^=== ", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    split = (part.split("\n", 1) for part in parts)
    return {name: text.rstrip("\n") + "\n" for name, text in split}


MESSAGES = messages()


def said(case: Case) -> str:
    return shown(printed(read(case.text.encode(), case.library)))


@pytest.mark.parametrize("name", MESSAGES)
def test_message(name: str) -> None:
    assert said(CASES[name]) == MESSAGES[name]


def test_each_code_has_a_whole_message() -> None:
    code = re.compile(r"^\d+:\d+-\d+ \w+ ([a-z-]+)", re.MULTILINE)
    codes = {one for case in CASES.values() for one in code.findall(case.found)}
    whole = {one for text in MESSAGES.values() for one in re.findall(r" \[(.*)\]\n", text)}
    assert codes == whole


if __name__ == "__main__":
    FILE.write_text(
        "\n".join(f"=== {name}\n{said(CASES[name])}" for name in MESSAGES), encoding="utf-8"
    )
