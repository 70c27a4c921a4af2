"""Rules as the documentation knows them: each is registered where it is written.

`docs/problems.md` is made from what is registered, and every example in it is a test.
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
        wrong: the lines of one exercise, or from `exercises:` on, that break it; empty where a
            page can't show them.
        right: the same as they should be.
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
    """Return an example as it stands in a routine, from `exercises:` on."""
    if example.startswith("exercises:"):
        return f"{example}\n"
    lines = "".join(f"    {line}\n" if line else "\n" for line in example.split("\n"))
    return f"exercises:\n  - name: Bridge\n{lines}"
