"""The export kinds: endings, documentation, help and extras."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coach.cli import run
from coach.export.kind import ExportKind, Extra
from coach.export.registry import KINDS, kind_of
from coach.model.problems import ChoiceError

DOCS = (Path(__file__).parents[2] / "docs" / "exporting.md").read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS, ids=[kind.ending for kind in KINDS])
def test_a_kind_is_selected_by_its_ending_in_any_case(kind: ExportKind) -> None:
    assert re.fullmatch(r"\.[a-z0-9]+", kind.ending)
    assert kind_of(Path(f"a{kind.ending}")) is kind_of(Path(f"a{kind.ending.upper()}")) is kind


def test_each_kind_has_a_row_in_the_documentation() -> None:
    rows = re.findall(r"^\| (`\.[^|]*)\| ([^|]*)\|", DOCS, re.MULTILINE)
    documented = {
        ending: text for endings, text in rows for ending in re.findall(r"`(\.\w+)`", endings)
    }
    assert set(documented) == {kind.ending for kind in KINDS}
    for kind in KINDS:
        text = documented[kind.ending]
        assert ("chapters" in text, "pip install" in text) == (
            kind.has_chapters, kind.extra is not None
        ), kind.ending  # fmt: skip


def test_the_help_lists_each_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "--help"]) == 0
    listed = capsys.readouterr().out.split("Kinds of file:\n")[1]
    assert re.findall(r"^  (\.\w+) ", listed, re.MULTILINE) == [kind.ending for kind in KINDS]
    assert re.search(r"\.mp3 +audio that plays everywhere, with chapters\n", listed)


def test_a_missing_extra_is_reported_with_its_install_command() -> None:
    kind = ExportKind(".x", "x", lambda _file, _job: None, extra=Extra("x-files", "no_such_module"))
    with pytest.raises(ChoiceError, match=r"`pip install 'stretch-coach\[x-files\]'`"):
        kind.check_available()
