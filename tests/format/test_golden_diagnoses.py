"""What is found in hundreds of small pages: place, code, suggestion and edit, but no wording.

`python tests/format/test_golden_diagnoses.py` regenerates the golden files.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from golden_cases import FAMILIES, FOLDER, Case, all_cases, cases_of, described, written

CASES = list(all_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_golden_diagnoses(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert described(case, Path()) == case.found


def test_each_page_appears_once() -> None:
    assert len({(case.text, case.library is None) for case in CASES}) == len(CASES)
    assert len({case.id for case in CASES}) == len(CASES)


def regenerate() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["COACH_ROUTINES_DIR"] = folder
        for family in FAMILIES:
            cases = [replace(case, found=described(case, Path())) for case in cases_of(family)]
            (FOLDER / f"{family}.txt").write_text(written(cases), encoding="utf-8")


if __name__ == "__main__":
    regenerate()
