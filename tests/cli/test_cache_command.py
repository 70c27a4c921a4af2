"""`coach cache`: what people read, and what is gone afterwards."""

from __future__ import annotations

import pytest

from coach.cli import run
from coach.model.clip import Clip
from coach.settings import settings_file
from coach.speech import Utterance
from coach.speech.cache import ClipCache, cache_folder

CLIP = Clip(bytes(999_940))
"""A million bytes with the head of its file."""


def test_it_says_where_and_how_much(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cache"]) == 0
    assert capsys.readouterr().out == f"{cache_folder()}\n0 clips, 0.0 MB; 300 MB at most\n"
    ClipCache(cache_folder()).put("anna", Utterance("Hold"), CLIP)
    assert run(["cache"]) == 0
    assert capsys.readouterr().out == f"{cache_folder()}\n1 clip, 1.0 MB; 300 MB at most\n"


def test_clearing_says_what_is_gone_and_leaves_other_files(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cache = ClipCache(cache_folder())
    for text in ("Hold", "Rest"):
        cache.put("anna", Utterance(text), CLIP)
    (cache.folder / "mine.txt").touch()
    assert run(["cache", "--clear"]) == 0
    assert capsys.readouterr().out == f"Removed 2 clips, 2.0 MB from {cache_folder()}.\n"
    assert [path.name for path in cache.folder.iterdir()] == ["mine.txt"]
    assert run(["cache", "--clear"]) == 0
    assert capsys.readouterr().out == f"Removed 0 clips, 0.0 MB from {cache_folder()}.\n"


def test_the_size_is_the_person_s_own(capsys: pytest.CaptureFixture[str]) -> None:
    path = settings_file()
    path.parent.mkdir(parents=True)
    path.write_text("cache_mb: 5\n", encoding="utf-8")
    assert run(["cache"]) == 0
    assert capsys.readouterr().out == f"{cache_folder()}\n0 clips, 0.0 MB; 5 MB at most\n"
