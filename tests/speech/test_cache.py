"""Clips on disk: whole or missing, whatever happens."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coach.clip import Clip
from coach.speech.cache import ClipCache, cache_folder
from coach.speech.voice import Utterance

HOLD = Utterance("Hold")
CLIP = Clip(bytes(range(256)) * 100)


def only_file(cache: ClipCache) -> Path:
    (path,) = cache._folder.iterdir()
    return path


def test_what_is_put_is_got_by_the_same_key_alone(cache: ClipCache) -> None:
    assert cache.get("anna", HOLD) is None
    assert cache.put("anna", HOLD, CLIP) == CLIP
    assert cache.get("anna", HOLD) == CLIP
    assert cache.get("anna", Utterance("Hold", 115)) is None
    assert cache.get("anna", Utterance("hold")) is None
    assert cache.get("berta", HOLD) is None
    assert cache.warning is None


def test_the_first_writer_wins(cache: ClipCache) -> None:
    cache.put("anna", HOLD, CLIP)
    assert ClipCache(cache._folder).put("anna", HOLD, Clip(b"other!")) == CLIP
    assert cache.get("anna", HOLD) == CLIP


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "another's"])
def test_a_damaged_file_is_missing_and_replaced(damage: str, cache: ClipCache) -> None:
    cache.put("anna", HOLD, CLIP)
    path = only_file(cache)
    data = bytearray(path.read_bytes())
    if damage == "cut":
        del data[-100:]
    elif damage == "changed":
        data[1000] ^= 1
    elif damage == "empty":
        data.clear()
    else:
        cache.put("anna", Utterance("Rest"), Clip(b"rest"))
        (rest,) = set(cache._folder.iterdir()) - {path}
        data = bytearray(rest.read_bytes())
    path.write_bytes(data)
    assert cache.get("anna", HOLD) is None
    again = Clip(b"made again")
    assert cache.put("anna", HOLD, again) == again
    assert cache.get("anna", HOLD) == again


def test_a_folder_that_can_not_be_made_is_told_once_and_costs_no_clip(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    cache = ClipCache(file / "clips")
    assert cache.get("anna", HOLD) is None
    assert cache.put("anna", HOLD, CLIP) == CLIP
    assert cache.warning == (
        f"spoken prompts can't be kept in {file / 'clips'} (Not a directory): "
        "each session will prepare them anew"
    )


def test_a_full_disk_leaves_nothing_half_written(cache: ClipCache) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, before[1]))
    try:
        assert cache.put("anna", HOLD, CLIP) == CLIP
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert cache.warning == (
        f"spoken prompts can't be kept in {cache._folder} (File too large): "
        "each session will prepare them anew"
    )
    assert list(cache._folder.iterdir()) == []
    assert cache.get("anna", HOLD) is None


def test_old_leftovers_are_cleared_and_young_ones_left(cache: ClipCache) -> None:
    cache._folder.mkdir()
    old, young = cache._folder / "a.clip.1-1.part", cache._folder / "b.clip.2-2.part"
    old.touch()
    young.touch()
    os.utime(old, (0, time.time() - 7200))
    cache.put("anna", HOLD, CLIP)
    assert not old.exists()
    assert young.exists()


WRITER = """
import sys, random
sys.path[:] = {paths!r}
from pathlib import Path
from coach.clip import Clip
from coach.speech.cache import ClipCache
from coach.speech.voice import Utterance
own = sys.argv[1].encode()
sys.stdout.write("go")
sys.stdout.flush()
while True:
    cache = ClipCache(Path(sys.argv[2]))
    for i in range(40):
        kept = cache.put("anna", Utterance(str(i)), Clip(own * 50_000))
        assert kept == cache.get("anna", Utterance(str(i)))
        if sys.argv[3] == "once" and i == 39:
            assert cache.warning is None
            sys.exit()
"""


def writer(mark: str, folder: Path, how: str) -> subprocess.Popen[bytes]:
    code = WRITER.format(paths=sys.path)
    command = [sys.executable, "-c", code, mark, str(folder), how]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.read(2) == b"go"
    return process


def test_two_writers_at_once_share_each_clip(cache: ClipCache) -> None:
    both = [writer(mark, cache._folder, "once") for mark in ("aa", "bb")]
    for process in both:
        process.communicate(timeout=20)
        assert process.returncode == 0
    assert len(list(cache._folder.iterdir())) == 40


def test_a_writer_killed_at_any_moment_leaves_whole_clips(tmp_path: Path) -> None:
    for turn in range(8):
        folder = tmp_path / str(turn)
        with writer("aa", folder, "on") as process:
            time.sleep(turn * 0.004)  # a moment of its own for each turn
            process.send_signal(signal.SIGKILL)
        cache = ClipCache(folder)
        assert {cache.get("anna", Utterance(str(i))) for i in range(40)} <= {
            None,
            Clip(b"aa" * 50_000),
        }
        assert len(list(folder.glob("*.clip"))) == sum(
            cache.get("anna", Utterance(str(i))) is not None for i in range(40)
        )
        cache.put("anna", HOLD, CLIP)
        assert cache.get("anna", HOLD) == CLIP


def test_the_folder_is_the_chosen_one_or_the_platform_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cache_folder() == tmp_path / "cache" / "clips"
    monkeypatch.delenv("COACH_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache_folder().parts[-2:] == ("coach", "clips")
