"""The parts of the documentation that are made from the code: `python -m coach.reference`.

`docs/problems.md` comes from the rules, the tables of keys in `docs/writing-routines.md` from the
table of the format.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from coach import checking, lint
from coach.format.reference import reference
from coach.model.rules import RULES, Rule, in_routine

DOCS = Path(__file__).parent.parent / "docs"
_MADE_FROM = (checking, lint)
"""What registers rules besides the format, which comes with them."""

_HEAD = """\
# What Coach says about a routine

`coach check FILE` ends each message with a code in brackets. Look it up here: what it means, why it
matters to somebody who lies on the floor with their eyes shut, and examples, wrong and right.

An *error* stops the routine, a *warning* is most likely a slip, and a *note* is for you to weigh.
Each example is a whole routine but for its head; put `format: 1`, a `title:`, a `language: en-US`
and a `stop_if:` above it, and it can be played.
"""


def problems() -> str:
    """Return `docs/problems.md`: a section for each code, with all of its rules."""
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
    """Return `docs/writing-routines.md` with its tables of keys made anew."""
    tables = f"<!-- reference -->\n{reference().strip()}\n<!-- /reference -->"
    return re.sub(
        r"<!-- reference -->.*<!-- /reference -->", lambda _: tables, page, flags=re.DOTALL
    )


PAGES: dict[str, Callable[[str], str]] = {
    "problems.md": lambda _: problems(),
    "writing-routines.md": writing_routines,
}
"""Each page that is made from the code, with what makes it from the page as it is."""


def main() -> None:
    """Write the pages anew."""
    for name, make in PAGES.items():
        page = DOCS / name
        page.write_text(make(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
