"""Pages of exercises, checked as `coach check` does, for the tests of the rules."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path

from tempo import HEAD

from coach import composition
from coach.model.problems import as_text


def reported(page: str, folder: Path) -> str:
    """Return what is reported for exercises (and an `after`) under a head without problems."""
    path = folder / "r.yaml"
    head = f"{HEAD}stop_if: It hurts.\nexercises:\n"
    path.write_text(f"{head}{textwrap.dedent(page)}", encoding="utf-8")
    found = "".join(f"{as_text(problem)}\n" for problem in composition.examine(path))
    return found.replace(f"{folder}{os.sep}", "")
