"""Generates parts of the documentation from the code: `python -m coach.reference`.

`docs/problems.md` comes from the rules; the tables of keys in `docs/writing-routines.md` come from
the table of the format.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from coach import checking, lint
from coach.format.reference import reference
from coach.model.rules import RULES, Rule, in_routine

DOCS = Path(__file__).parent.parent / "docs"
_RULE_MODULES = (checking, lint)
"""Imported to register their rules; they import those of the format."""

_HEAD = """\
# Problems in a routine

`coach check FILE` ends each message with a code in brackets. Look the code up here to find out what
it means and why it matters to somebody lying on the floor with their eyes shut, with examples of
what is wrong and what is right.

An *error* stops the routine, a *warning* is most likely a slip, and a *note* is up to you.
Each example is a whole routine except for its first lines: put `format: 1`, a `title:`, a
`language: en-US` and a `stop_if:` above it, and you can play it.
"""


def problems() -> str:
    """Return `docs/problems.md`, which has a section for each code with all of its rules."""
    by_code: dict[str, list[Rule]] = {}
    for rule in RULES:
        by_code.setdefault(rule.code, []).append(rule)
    sections = (f"\n## {code}\n{''.join(map(_rule, by_code[code]))}" for code in sorted(by_code))
    return f"{_HEAD}{''.join(sections)}"


def _rule(rule: Rule) -> str:
    examples = "".join(
        f"\n```yaml {kind}\n{in_routine(example)}```\n"
        for kind, example in (("wrong", rule.wrong), ("right", rule.right))
        if example
    )
    return f"\n{rule.text}\n{examples}"


def writing_routines(page: str) -> str:
    """Return `docs/writing-routines.md` with its tables of keys regenerated."""
    tables = f"<!-- reference -->\n{reference().strip()}\n<!-- /reference -->"
    return re.sub(
        r"<!-- reference -->.*<!-- /reference -->", lambda _: tables, page, flags=re.DOTALL
    )


PAGES: dict[str, Callable[[str], str]] = {
    "problems.md": lambda _: problems(),
    "writing-routines.md": writing_routines,
}
"""Each generated page, with the function that takes the page as it is and returns the new one."""


def main() -> None:
    """Regenerate the pages."""
    for name, make in PAGES.items():
        page = DOCS / name
        page.write_text(make(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
