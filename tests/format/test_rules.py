"""Every rule has its documentation, and examples that give what it says."""

from __future__ import annotations

import ast
import re
import textwrap
from pathlib import Path

import pytest
from format_pages import HEAD, printed
from golden_cases import CHECKS, all_cases

import coach.format
from coach import library
from coach.format import Reading, read_routine
from coach.format.diagnosis import RULES, Rule
from coach.model.problems import Severity

TOP = "format: 1\ntitle: T\nlanguage: en-US\n"
WITH_EXAMPLES = [rule for rule in RULES if rule.wrong or rule.right]
CODES = {rule.code for rule in RULES}
COUNTED = {"too-many"}
"""What stands for more problems than anybody reads; no rule finds it."""


def example(text: str) -> Reading:
    """Read an example: a list of exercises, or keys of one exercise."""
    if text.startswith("exercises:"):
        whole = TOP + text + "\n"
    else:
        whole = f"{HEAD}  - name: Bridge\n{textwrap.indent(text, '    ')}\n"
    return read_routine(whole.encode(), "r.yaml", library.Shelf(Path("nowhere")))


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


@pytest.mark.parametrize("rule", RULES, ids=ids(RULES))
def test_a_rule_says_what_it_means_in_whole_sentences(rule: Rule) -> None:
    assert re.match(r"[A-Z`]", rule.text)
    assert re.search(r"[.?)]$", rule.text)
    assert bool(rule.wrong) == bool(rule.right)


def test_every_code_of_a_golden_case_has_a_rule() -> None:
    found = re.compile(r"^\d+:\d+-\d+ \w+ ([a-z-]+)", re.MULTILINE)
    codes = {
        code
        for case in all_cases()
        if case.family != CHECKS
        for code in found.findall(case.found)
    }
    assert codes - CODES == set()


MAKERS = {"error", "warning", "note", "problem", "Problem", "Wrong", "_at", "replace"}
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+|empty|braces|colon|comma|quotes|bullet|tab|yaml")


def test_every_code_in_the_source_has_a_rule() -> None:
    folder = Path(coach.format.__file__).parent
    codes = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name_of(node.func) in MAKERS:
                codes |= set(codes_of(node))
    assert len(codes) > 30
    assert codes - CODES - COUNTED == set()


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def codes_of(call: ast.Call) -> list[str]:
    """Return what is spelled like a code among the arguments of what makes a problem."""
    values: list[ast.expr] = [*call.args, *(word.value for word in call.keywords)]
    either = [v for value in values if isinstance(value, ast.IfExp) for v in (value.body, value.orelse)]
    return [
        value.value
        for value in (*values, *either)
        if isinstance(value, ast.Constant)
        and isinstance(value.value, str)
        and CODE.fullmatch(value.value)
    ]
