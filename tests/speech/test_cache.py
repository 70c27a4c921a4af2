"""The clip cache: clips are intact or missing, whatever happens."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coach.model.clip import Clip
from coach.model.utterance import Utterance
from coach.speech.cache import CacheUsage, ClipCache, _digest, cache_folder

HOLD = Utterance("Hold")
CLIP = Clip(bytes(range(256)) * 100)


def only_file(cache: ClipCache) -> Path:
    (path,) = cache.folder.iterdir()
    return path


def test_a_clip_is_found_only_by_its_own_key(cache: ClipCache) -> None:
    assert cache.get("anna", HOLD) is None
    assert cache.put("anna", HOLD, CLIP) == CLIP
    assert cache.get("anna", HOLD) == CLIP
    assert cache.get("anna", Utterance("Hold", 115)) is None
    assert cache.get("anna", Utterance("hold")) is None
    assert cache.get("berta", HOLD) is None
    assert cache.warning is None


def test_the_first_writer_wins(cache: ClipCache) -> None:
    cache.put("anna", HOLD, CLIP)
    assert ClipCache(cache.folder).put("anna", HOLD, Clip(b"other!")) == CLIP
    assert cache.get("anna", HOLD) == CLIP


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "another's"])
def test_a_damaged_file_counts_as_missing_and_is_replaced(damage: str, cache: ClipCache) -> None:
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
        (rest,) = set(cache.folder.iterdir()) - {path}
        data = bytearray(rest.read_bytes())
    path.write_bytes(data)
    assert cache.get("anna", HOLD) is None
    again = Clip(b"made again")
    assert cache.put("anna", HOLD, again) == again
    assert cache.get("anna", HOLD) == again


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has such files")
@pytest.mark.parametrize("what", ["pipe", "link", "link to nothing", "huge", "folder"])
def test_pipes_links_and_folders_are_neither_waited_for_nor_written_to(
    what: str, cache: ClipCache, tmp_path: Path
) -> None:
    cache.put("anna", HOLD, CLIP)
    path = only_file(cache)
    path.unlink()
    secret = tmp_path / "secret"
    secret.write_bytes(b"mine")
    if what == "pipe":
        os.mkfifo(path)
    elif what == "huge":
        with path.open("wb") as file:
            file.truncate(2**40)
    elif what == "folder":
        path.mkdir()
    else:
        path.symlink_to(secret if what == "link" else tmp_path / "nothing")
    assert cache.get("anna", HOLD) is None
    assert cache.put("anna", HOLD, CLIP) == CLIP
    assert (cache.get("anna", HOLD) == CLIP) is (what != "folder")
    assert secret.read_bytes() == b"mine"
    assert not (tmp_path / "nothing").exists()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files can't be listed here")
def test_a_folder_in_place_of_a_clip_leaves_no_file_open(cache: ClipCache) -> None:
    cache.put("anna", HOLD, CLIP)
    path = only_file(cache)
    path.unlink()
    path.mkdir()
    before = len(list(Path("/proc/self/fd").iterdir()))
    assert [cache.get("anna", HOLD) for _ in range(50)] == [None] * 50
    assert len(list(Path("/proc/self/fd").iterdir())) < before + 50


def test_every_changed_bit_is_detected(cache: ClipCache) -> None:
    cache.put("anna", HOLD, Clip(b"abcd" * 8))
    path = only_file(cache)
    whole = path.read_bytes()
    for at in range(len(whole)):
        damaged = bytearray(whole)
        damaged[at] ^= 1 << at % 8
        path.write_bytes(damaged)
        assert cache.get("anna", HOLD) is None, at


def test_a_folder_that_cannot_be_created_is_a_warning_and_loses_no_clip(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    cache = ClipCache(file / "clips")
    assert cache.get("anna", HOLD) is None
    assert cache.put("anna", HOLD, CLIP) == CLIP
    assert cache.warning == (
        f"Spoken prompts can't be kept in `{file / 'clips'}` (Not a directory). "
        "Each session will prepare them again."
    )


def test_a_full_disk_leaves_no_partial_file(cache: ClipCache) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, before[1]))
    try:
        assert cache.put("anna", HOLD, CLIP) == CLIP
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert cache.warning == (
        f"Spoken prompts can't be kept in `{cache.folder}` (File too large). "
        "Each session will prepare them again."
    )
    assert list(cache.folder.iterdir()) == []
    assert cache.get("anna", HOLD) is None


def test_only_old_temporary_files_are_removed(cache: ClipCache) -> None:
    cache.folder.mkdir()
    names = [f"{40 * 'a'}.clip.1-1.part", f"{40 * 'b'}.clip.2-2.part", "notes.clip.part"]
    old, young, other = (cache.folder / name for name in names)
    for path in (old, young, other):
        path.touch()
    for path in (old, other):
        os.utime(path, (0, time.time() - 7200))
    cache.put("anna", HOLD, CLIP)
    assert not old.exists()
    assert young.exists()
    assert other.exists()


def age(cache: ClipCache, text: str, days: float) -> None:
    """Set a clip's last use to this many days ago."""
    used = time.time() - days * 86_400
    os.utime(cache._path(_digest("anna", Utterance(text))), (used, used))


def test_the_least_recently_used_clips_are_removed_first(cache: ClipCache) -> None:
    for days, text in enumerate("abcdef"):
        cache.put("anna", Utterance(text), CLIP)
        age(cache, text, days + 2)
    each = cache.usage().size_bytes // 6
    session = ClipCache(cache.folder, max_bytes=4 * each)
    assert session.get("anna", Utterance("f"))  # the oldest, but used now
    session.put("anna", HOLD, CLIP)
    session.trim()
    assert session.usage() == CacheUsage(3, 3 * each)  # nine tenths of the limit of four
    kept = [text for text in "abcdef" if ClipCache(cache.folder).get("anna", Utterance(text))]
    assert kept == ["a", "f"]


def test_clips_of_the_current_session_are_never_removed(cache: ClipCache) -> None:
    session = ClipCache(cache.folder, max_bytes=10)
    for text in "abc":
        session.put("anna", Utterance(text), CLIP)
    session.trim()
    assert session.usage().clips == 3
    later = ClipCache(cache.folder, max_bytes=10)
    later.trim()  # it has added nothing, so it does not look
    assert later.usage().clips == 3
    later.put("anna", HOLD, CLIP)
    later.trim()
    assert later.usage().clips == 1


def test_use_is_recorded_once_a_day(cache: ClipCache) -> None:
    path = cache.folder / cache._path(_digest("anna", HOLD)).name
    cache.put("anna", HOLD, CLIP)
    for days, noted in ((0.5, False), (1.5, True), (-3, True)):  # the clock was wrong
        age(cache, "Hold", days)
        before = path.stat().st_mtime
        assert cache.get("anna", HOLD) == CLIP
        assert (path.stat().st_mtime != before) == noted


def test_clearing_removes_only_clips(cache: ClipCache) -> None:
    assert cache.clear() == CacheUsage(0, 0)
    cache.put("anna", HOLD, CLIP)
    cache.put("anna", Utterance("Rest"), CLIP)
    mine = cache.folder / "holiday.clip"
    mine.touch()
    being_written = cache.folder / f"{40 * 'b'}.clip.2-2.part"
    being_written.touch()
    (cache.folder / f"{40 * 'c'}.clip").symlink_to(mine)
    size = cache.usage().size_bytes
    assert cache.clear() == CacheUsage(2, size)
    assert {path.name for path in cache.folder.iterdir()} == {
        "holiday.clip", being_written.name, f"{40 * 'c'}.clip",
    }  # fmt: skip


WRITER = """
import sys, random
sys.path[:] = {paths!r}
from pathlib import Path
from coach.model.clip import Clip
from coach.speech.cache import ClipCache
from coach.model.utterance import Utterance
own = sys.argv[1].encode()
sys.stdout.write("go")
sys.stdout.flush()
while True:
    cache = ClipCache(Path(sys.argv[2]), int(sys.argv[4]))
    trims = sys.argv[3] == "trims"
    for i in random.sample(range(40), 5) if trims else range(40):
        kept = cache.put("anna", Utterance(str(i)), Clip(own * 50_000))
        assert trims or kept == cache.get("anna", Utterance(str(i)))
        if sys.argv[3] == "once" and i == 39:
            assert cache.warning is None
            sys.exit()
    cache.trim()
"""


def writer(mark: str, folder: Path, how: str, max_bytes: int = 10**9) -> subprocess.Popen[bytes]:
    code = WRITER.format(paths=sys.path)
    command = [sys.executable, "-c", code, mark, str(folder), how, str(max_bytes)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.read(2) == b"go"
    return process


def test_two_writers_at_once_share_each_clip(cache: ClipCache) -> None:
    both = [writer(mark, cache.folder, "once") for mark in ("aa", "bb")]
    for process in both:
        process.communicate(timeout=20)
        assert process.returncode == 0
    assert len(list(cache.folder.iterdir())) == 40


def test_a_writer_killed_at_any_moment_leaves_only_complete_clips(tmp_path: Path) -> None:
    for turn in range(8):
        folder = tmp_path / str(turn)
        with writer("aa", folder, "on") as process:
            time.sleep(turn * 0.004)  # a different moment each turn
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


def test_writers_killed_while_trimming_leave_only_complete_clips(tmp_path: Path) -> None:
    moments = random.Random(20)  # noqa: S311 - nothing secret
    for turn in range(4):
        folder = tmp_path / str(turn)
        both = [writer(mark, folder, "trims", 500_000) for mark in ("aa", "bb")]
        with both[0] as one, both[1] as two:
            for process in (one, two):
                time.sleep(moments.uniform(0, 0.06))
                assert process.poll() is None
                process.kill()
        cache = ClipCache(folder, 500_000)
        assert {cache.get("anna", Utterance(str(i))) for i in range(40)} <= {
            None, Clip(b"aa" * 50_000), Clip(b"bb" * 50_000),
        }  # fmt: skip
        fresh = ClipCache(folder, 500_000)
        fresh.put("anna", HOLD, CLIP)
        fresh.trim()
        assert sum(path.stat().st_size for path in folder.glob("*.clip")) <= 500_000
        assert fresh.get("anna", HOLD) == CLIP


def test_the_folder_comes_from_the_environment_or_the_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cache_folder() == tmp_path / "cache" / "clips"
    monkeypatch.delenv("COACH_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache_folder().parts[-2:] == ("coach", "clips")
