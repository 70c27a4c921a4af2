"""Every rule has documentation, and examples that do what it says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from format_pages import printed
from golden_cases import CHECKS, all_cases

import coach.format
from coach.format import Reading, read_routine
from coach.library import ExerciseLibrary
from coach.model.problems import Severity
from coach.model.rules import RULES, Rule, in_routine

HEAD = "format: 1\ntitle: T\nlanguage: en-US\n"
COUNTED = {"too-many"}
"""The code that replaces problems beyond the limit; no rule reports it."""


def calls() -> Iterator[ast.Call]:
    """Yield every call in the source of the format."""
    for path in Path(coach.format.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield node


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


REGISTERED = [
    tuple(ast.literal_eval(argument) for argument in call.args)
    for call in calls()
    if name_of(call.func) == "rule" and isinstance(call.args[0], ast.Constant)
]
"""The code and the examples of each rule in the source of the format."""
OWN = [r for r in RULES if (r.code, r.wrong, r.right) in REGISTERED or (r.code,) in REGISTERED]
"""The rules of the format; tests/test_problem_pages.py and tests/lint test the others."""
WITH_EXAMPLES = [rule for rule in OWN if rule.wrong or rule.right]
CODES = {rule.code for rule in OWN}


def example(text: str) -> Reading:
    """Read an example below the head of a routine."""
    return read_routine((HEAD + in_routine(text)).encode(), "r.yaml", ExerciseLibrary(Path("none")))


def ids(rules: list[Rule]) -> list[str]:
    return [f"{rule.code}-{number}" for number, rule in enumerate(rules)]


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=ids(WITH_EXAMPLES))
def test_the_wrong_example_gives_its_code_and_no_other_error(rule: Rule) -> None:
    found = example(rule.wrong)
    assert rule.code in {problem.code for problem in found.problems}, printed(found)
    errors = {p.code for p in found.problems if p.severity is Severity.ERROR}
    assert errors <= {rule.code}, printed(found)


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=ids(WITH_EXAMPLES))
def test_the_right_example_gives_no_problem(rule: Rule) -> None:
    found = example(rule.right)
    assert printed(found) == ""
    assert found.routine is not None


def test_every_rule_of_the_source_is_registered() -> None:
    known = {(rule.code, rule.wrong, rule.right) for rule in OWN}
    assert {(*one, "", "")[:3] for one in REGISTERED} <= known
    assert len(REGISTERED) > 30


@pytest.mark.parametrize("rule", OWN, ids=ids(OWN))
def test_a_rule_says_what_it_means_in_whole_sentences(rule: Rule) -> None:
    assert re.match(r"[A-Z`]", rule.text)
    assert re.search(r"[.?)]$", rule.text)
    assert bool(rule.wrong) == bool(rule.right)


def test_every_code_of_a_golden_case_has_a_rule() -> None:
    found = re.compile(r"^\d+:\d+-\d+ \w+ ([a-z-]+)", re.MULTILINE)
    codes = {
        code for case in all_cases() if case.family != CHECKS for code in found.findall(case.found)
    }
    assert codes - CODES == set()


MAKERS = {"error", "warning", "note", "problem", "Problem", "Wrong", "_at", "replace"}
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+|empty|braces|colon|comma|quotes|bullet|tab|yaml")


def test_every_code_in_the_source_has_a_rule() -> None:
    codes = {code for call in calls() if name_of(call.func) in MAKERS for code in codes_of(call)}
    assert len(codes) > 30
    assert codes - CODES - COUNTED == set()


def codes_of(call: ast.Call) -> list[str]:
    """Return the arguments of a call that are spelled like codes."""
    values: list[ast.expr] = [*call.args, *(word.value for word in call.keywords)]
    choices = [value for value in values if isinstance(value, ast.IfExp)]
    either = [value for choice in choices for value in (choice.body, choice.orelse)]
    return [
        value.value
        for value in (*values, *either)
        if isinstance(value, ast.Constant)
        and isinstance(value.value, str)
        and CODE.fullmatch(value.value)
    ]
