"""Checks pages of exercises as `coach check` does, for the tests of the rules."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path

from tempo import HEAD

from coach import checking
from coach.model.problems import as_text


def reported(page: str, folder: Path, code: str = "") -> str:
    """Return what is reported for exercises (and an `after`) below a head without problems.

    Args:
        page: the exercises, with or without `exercises:` above them.
        folder: where to write the routine.
        code: the code to look for; `no-stop-rule` is only reported without a `stop_if`.
    """
    path = folder / "r.yaml"
    head = HEAD if code == "no-stop-rule" else f"{HEAD}stop_if: It hurts.\n"
    page = textwrap.dedent(page)
    exercises = "" if page.startswith("exercises:") else "exercises:\n"
    path.write_text(f"{head}{exercises}{page}", encoding="utf-8")
    found = "".join(f"{as_text(problem)}\n" for problem in checking.check_file(path))
    return found.replace(f"{folder}{os.sep}", "")
