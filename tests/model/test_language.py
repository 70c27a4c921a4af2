"""Language tags are parsed the same way everywhere."""

from __future__ import annotations

import pytest

from coach.model.language import is_english, primary_subtag


@pytest.mark.parametrize(
    ("tag", "language"),
    [("en-US", "en"), ("pt_BR", "pt"), ("ES-419", "es"), ("de-CH-1996", "de"), ("tlh", "tlh")],
)
def test_the_primary_subtag_leaves_out_script_and_region(tag: str, language: str) -> None:
    assert primary_subtag(tag) == language


@pytest.mark.parametrize(("tag", "english"), [("EN", True), ("en-GB", True), ("enm", False)])
def test_only_english_tags_are_english(tag: str, english: bool) -> None:  # noqa: FBT001 - an expectation
    assert is_english(tag) is english
