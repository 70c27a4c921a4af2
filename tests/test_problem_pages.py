"""`docs/problems.md` has a section for every code, and its examples give what it promises."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tempo import HEAD

import coach
from coach import checking, reference
from coach.model.problems import Problem, Severity, VoiceError, as_text
from coach.model.rules import RULES

PACKAGE = Path(coach.__file__).parent
SOURCES = (
    PACKAGE / "model" / "problems.py", PACKAGE / "composition.py", PACKAGE / "checking.py",
    PACKAGE / "export" / "exercise_picture.py",
    *(PACKAGE / "format").rglob("*.py"), *(PACKAGE / "lint").glob("*.py"),
)  # fmt: skip
PAGE = (Path(__file__).parents[1] / "docs" / "problems.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^## (.*)$", PAGE, re.MULTILINE)
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
STOP_IF = "stop_if: Pain is sharp.\n"

MAKERS = {"error", "warning", "problem", "_problem", "_at", "rule", "Problem", "Wrong"}
"""Functions that make a problem; its code is their only argument that looks like a code."""
CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")

BY_BYTES: dict[str, bytes] = {
    "encoding": f"{HEAD}summary: caf\xe9\n".encode("latin-1"),
    "hidden-character": f"{HEAD}summary: Lower\u00ad back\n".encode(),
    "language": b"format: 1\ntitle: T\nlanguage: tlh\nexercises: [{name: A, hold: 10 s}]\n",
    "not-a-routine": b"- Bridge\n- Plank\n",
    "not-text": b"PK\x03\x04 and so on",
    "odd-space": f"{HEAD}exercises:\n\xa0\xa0- name: A\n".encode(),
    "tab": f"{HEAD}exercises:\n\t- name: A\n".encode(),
    "text-too-long": f"{HEAD}summary: {'long ' * 500}\nexercises: [{{rest: 5 s}}]\n".encode(),
    "too-deep": f"{HEAD}exercises: {'[' * 50}{']' * 50}\n".encode(),
    "too-many": f"{HEAD}exercises:\n{'  - rest: 5' + chr(10)}".encode() + b"  - rest: 5\n" * 600,
}
"""For codes that the page can't show, a file that gives them; `unreadable` has no file at all, and
`not-measured` needs a voice."""


def codes() -> Iterator[str]:
    """Yield each code in the source with which a problem is made."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name_of(node.func) in MAKERS:
                values = [*node.args, *(word.value for word in node.keywords)]
                for value in values:
                    either = (
                        (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,)
                    )
                    for one in either:
                        text = one.value if isinstance(one, ast.Constant) else None
                        if isinstance(text, str) and CODE.fullmatch(text):
                            yield text


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def examples(kind: str) -> list[object]:
    """Return the examples of a kind, each with its code."""
    fence = re.compile(rf"^```yaml {kind}\n(.*?)^```", re.MULTILINE | re.DOTALL)
    return [
        pytest.param(code, example, id=f"{code}-{number}")
        for code, section in SECTIONS.items()
        for number, example in enumerate(fence.findall(section))
    ]


def problems_of(code: str, example: str, folder: Path) -> list[Problem]:
    """Return the problems of an example below the head that the page describes."""
    path = folder / "routine.yaml"
    no_stop_if = code == "no-stop-rule"
    path.write_text(HEAD + ("" if no_stop_if else STOP_IF) + example, encoding="utf-8")
    return checking.check_file(path)


def shown(problems: list[Problem]) -> str:
    return "\n".join(map(as_text, problems))


def test_every_code_has_a_rule_and_every_rule_is_used() -> None:
    assert sorted({rule.code for rule in RULES} ^ set(codes())) == []


def test_the_page_is_generated_from_the_rules() -> None:
    assert reference.problems() == PAGE, "run `python -m coach.reference` to regenerate it"


def test_every_section_has_text_and_either_examples_or_a_file_here() -> None:
    for code, section in SECTIONS.items():
        fences = re.findall(r"^```(\S.*)$", section, re.MULTILINE)
        by_file = code in BY_BYTES or code in {"not-measured", "unreadable"}
        assert fences == ["yaml wrong", "yaml right"] * (len(fences) // 2), code
        assert fences or by_file, code
        for prose in re.split(r"^```yaml wrong\n.*?^```\n\n```yaml right\n.*?^```\n", section,
                              flags=re.MULTILINE | re.DOTALL)[:-1]:  # fmt: skip
            assert re.search(r"[.?)]$", prose.strip()), code


@pytest.mark.parametrize(("code", "example"), examples("wrong"))
def test_a_wrong_example_gives_its_code_and_no_other_error(
    code: str, example: str, tmp_path: Path
) -> None:
    found = problems_of(code, example, tmp_path)
    assert code in {p.code for p in found}, shown(found)
    others = [p for p in found if p.severity is Severity.ERROR and p.code != code]
    assert not others, shown(others)


@pytest.mark.parametrize(("code", "example"), examples("right"))
def test_a_right_example_gives_no_problem(code: str, example: str, tmp_path: Path) -> None:
    found = problems_of(code, example, tmp_path)
    assert not found, shown(found)


@pytest.mark.parametrize(("code", "data"), BY_BYTES.items(), ids=list(BY_BYTES))
def test_a_file_that_the_page_cannot_show_gives_its_code(
    code: str, data: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "routine.yaml"
    path.write_bytes(data)
    assert code in {p.code for p in checking.check_file(path)}


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    assert [p.code for p in checking.check_file(tmp_path / "none.yaml")] == ["unreadable"]


def test_a_routine_that_a_voice_cannot_speak_is_checked_with_estimated_times(
    tmp_path: Path,
) -> None:
    path = tmp_path / "routine.yaml"
    path.write_text(f"{HEAD}{STOP_IF}exercises: [{{name: Bridge}}]\n", encoding="utf-8")
    first, second = checking.check_unmeasured(path, VoiceError("No piper voice speaks `fr`."))
    assert as_text(first) == (
        f"{path}:1:1: error: this file was checked with estimated times: "
        "No piper voice speaks `fr` [not-measured]"
    )
    assert second.code == "no-kind"


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.NOTE])
def test_a_section_says_if_its_problem_is_a_warning_or_a_note(
    severity: Severity, tmp_path: Path
) -> None:
    for parameter in examples("wrong"):
        code, example = parameter.values  # type: ignore[attr-defined]
        found = [p for p in problems_of(code, example, tmp_path) if p.code == code]
        if {p.severity for p in found} == {severity}:
            prose = " ".join(SECTIONS[code].split("```")[0].split()).casefold()
            assert re.search(rf"\((?:an? )?{severity.value}\b", prose), code
