"""`coach cache`: its output, and what it removes."""

from __future__ import annotations

import pytest

from coach.cli import run
from coach.model.clip import Clip
from coach.settings import settings_file
from coach.speech import Utterance
from coach.speech.cache import ClipCache, cache_folder

CLIP = Clip(bytes(999_940))
"""With its file header, exactly a million bytes."""


def test_it_prints_the_folder_and_its_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cache"]) == 0
    assert capsys.readouterr().out == f"{cache_folder()}\n0 clips, 0.0 MB; 300 MB at most\n"
    ClipCache(cache_folder()).put("anna", Utterance("Hold"), CLIP)
    assert run(["cache"]) == 0
    assert capsys.readouterr().out == f"{cache_folder()}\n1 clip, 1.0 MB; 300 MB at most\n"


def test_clear_reports_what_it_removed_and_keeps_other_files(
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


def test_the_size_limit_comes_from_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    path = settings_file()
    path.parent.mkdir(parents=True)
    path.write_text("cache_mb: 5\n", encoding="utf-8")
    assert run(["cache"]) == 0
    assert capsys.readouterr().out == f"{cache_folder()}\n0 clips, 0.0 MB; 5 MB at most\n"
