"""The rules about routine files, each registered where it is defined.

`docs/problems.md` is generated from the registered rules, and every example in it is a test.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Function = TypeVar("Function", bound=Callable[..., object])


@dataclass(frozen=True)
class Rule:
    """A rule about routine files.

    Attributes:
        code: the code of its problems.
        text: what it means to an author, and why: the docstring of its function.
        wrong: lines that break it, of one exercise or from `exercises:` on; empty if a page can't
            show them.
        right: the same lines as they should be.
    """

    code: str
    text: str
    wrong: str
    right: str


RULES: list[Rule] = []
"""Every rule of the modules that have been imported."""


def rule(code: str, wrong: str = "", right: str = "") -> Callable[[Function], Function]:
    """Register a function as a rule; its docstring is the rule's documentation."""

    def register(function: Function) -> Function:
        RULES.append(Rule(code, inspect.getdoc(function) or "", wrong, right))
        return function

    return register


def in_routine(example: str) -> str:
    """Return an example as part of a routine, from `exercises:` on."""
    if example.startswith("exercises:"):
        return f"{example}\n"
    lines = "".join(f"    {line}\n" if line else "\n" for line in example.split("\n"))
    return f"exercises:\n  - name: Bridge\n{lines}"
