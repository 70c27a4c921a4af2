"""Atomic writes, safe reads, and file names."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coach.files import (
    FileNames,
    NotRegularFileError,
    atomic_write,
    check_writable,
    create_file,
    open_regular,
    replace_file,
)
from coach.model.problems import OutputError


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_the_file_is_replaced_at_the_end_of_the_block(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"old")
    with atomic_write(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert names_in(tmp_path) == ["a.wav"]


def write_and_fail(path: Path, error: BaseException) -> None:
    with atomic_write(path) as file:
        file.write(b"half")
        raise error


@pytest.mark.parametrize("error", [RuntimeError("stop"), KeyboardInterrupt()], ids=["fault", "key"])
def test_after_a_failure_only_the_old_file_is_there(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"old")
    with pytest.raises(type(error)):
        write_and_fail(path, error)
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["a.wav"]


# Neither another file's temporary files nor those still being written are removed.
@pytest.mark.skipif(os.name != "posix", reason="other systems protect open files")
def test_temporary_files_of_killed_processes_are_removed(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, check=True)  # fmt: skip
    number = int(gone.stdout)
    (tmp_path / f".a.wav.{number}.part").write_bytes(b"killed")
    (tmp_path / f".a.wav.{os.getpid()}.part").write_bytes(b"killed, with our process id")
    kept = {f".b.wav.{number}.part", f".a.wav.{os.getppid()}.part", ".a.wav.x.part"}
    for name in kept:
        (tmp_path / name).write_bytes(b"somebody's")
    with atomic_write(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"
    assert set(names_in(tmp_path)) == {"a.wav", *kept}


@pytest.mark.skipif(os.name != "posix", reason="other systems protect open files")
def test_files_that_another_machine_is_writing_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with atomic_write(path) as file:
        file.write(b"ours")
        (part,) = tmp_path.iterdir()
        other = part.rename(
            tmp_path / ".a.wav.999999999.part"
        )  # a process id that is not in use here
        with atomic_write(path) as again:
            again.write(b"new")
        assert other.exists()
        other.rename(part)


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "the disk is full; free some space, or choose another disk"),
        (errno.EACCES, "you don't have permission to write there; choose another folder"),
        (errno.EROFS, "that disk is read-only; choose another one"),
        (errno.EFBIG, "the file would be too large for that disk; choose another one"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
    ids=["full", "forbidden", "read-only", "too-large", "any-other"],
)
def test_a_disk_error_is_reported_with_what_to_do(tmp_path: Path, number: int, advice: str) -> None:
    path = tmp_path / "a.wav"
    with pytest.raises(OutputError) as raised, atomic_write(path):
        raise OSError(number, "as the system says it")
    assert str(raised.value) == f"`{path}` can't be written: {advice}."
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("folder", "that is a folder; give the name of a file"),
        ("nowhere/a.wav", "there is no such folder; make it first, or choose another one"),
        ("file/a.wav", "there is no such folder; make it first, or choose another one"),
    ],
)
def test_a_path_that_cannot_be_written_is_an_error(tmp_path: Path, name: str, advice: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    path = tmp_path / name
    with pytest.raises(OutputError) as raised:
        check_writable(path)
    assert str(raised.value) == f"`{path}` can't be written: {advice}."


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_permissions_follow_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with atomic_write(tmp_path / "a.wav") as file:
            file.write(b"x")
    finally:
        assert os.umask(before) == 0o027
    assert (tmp_path / "a.wav").stat().st_mode & 0o777 == 0o640


def test_a_file_name_can_have_the_maximum_length(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 251 + ".wav")
    with atomic_write(path) as file:
        file.write(b"x")
    assert path.read_bytes() == b"x"


def test_a_small_file_is_replaced_or_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert create_file(path, b"first")
    assert not create_file(path, b"second")
    assert path.read_bytes() == b"first"
    replace_file(path, b"second")
    assert path.read_bytes() == b"second"
    assert names_in(tmp_path) == ["a.json"]


def test_without_hard_links_the_last_writer_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(_source: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a.json"
    assert create_file(path, b"first")
    assert create_file(path, b"second")
    assert path.read_bytes() == b"second"
    assert names_in(tmp_path) == ["a.json"]


def test_a_small_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").touch()  # a folder that is not empty can't be replaced
    with pytest.raises(OSError, match="a"):
        replace_file(tmp_path / "a", b"data")
    assert names_in(tmp_path) == ["a"]


# Opening a named pipe for reading would wait for someone to write to it.
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(NotRegularFileError, match="not a regular file"):
        open_regular(pipe)


def test_a_regular_file_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"data")
    with open_regular(tmp_path / "a") as file:
        assert file.read() == b"data"
    with pytest.raises(FileNotFoundError):
        open_regular(tmp_path / "b")


# Names that Windows refuses, that mean a folder, or that are the same on a Mac.
@pytest.mark.parametrize(
    ("names", "given"),
    [
        (["lower-back"], ["lower-back"]),
        (['a<b>:"/\\|?*\x07c'], ["a-b-------- c".replace(" ", "-")]),
        (["nul", "COM1.x", "console"], ["nul-", "COM1.x-", "console"]),
        (["..", "  ", "end. "], ["routine", "routine-2", "end"]),
        (["Back", "back", "BACK"], ["Back", "back-2", "BACK-3"]),
        (["u\u0308ber", "\u00fcber"], ["\u00fcber", "\u00fcber-2"]),
        (["\u80cc" * 100], ["\u80cc" * 50]),
    ],
    ids=["plain", "forbidden", "reserved", "dots", "cases", "composed", "long"],
)
def test_file_names_that_every_system_accepts(names: list[str], given: list[str]) -> None:
    file_names = FileNames()
    assert [file_names.unique(name) for name in names] == given
