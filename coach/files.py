"""Atomic file writes, safe reads, and file names that every system accepts.

A file is written under a temporary name in the same folder and then renamed, so that a killed
process leaves the old file or the new one, never half of one. Files aren't synced to the disk,
which would take longer than making them: anything lost in a power cut can be made again.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from coach.model.problems import OutputError

if sys.platform != "win32":
    import fcntl

_REASONS = {
    errno.ENOSPC: "the disk is full; free some space, or choose another disk",
    errno.EACCES: "you don't have permission to write there; choose another folder",
    errno.EPERM: "you don't have permission to write there; choose another folder",
    errno.EROFS: "that disk is read-only; choose another one",
    errno.ENOENT: "there is no such folder; make it first, or choose another one",
    errno.ENOTDIR: "there is no such folder; choose another one",
    errno.EISDIR: "that is a folder; give the name of a file",
    errno.EFBIG: "the file would be too large for that disk; choose another one",
}
if hasattr(errno, "EDQUOT"):
    _REASONS[errno.EDQUOT] = "your disk quota is used up; free some space, or choose another disk"


class NotRegularFileError(OSError):
    """A file to be opened that is a pipe, a device or the like."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "not a regular file", str(path))


def open_regular(path: Path) -> BinaryIO:
    """Open a file for reading, without waiting for a writer if it is a named pipe.

    Raises:
        NotRegularFileError: it is a pipe, a device or the like.
        OSError: it can't be opened.
    """
    file = open(path, "rb", opener=_open_without_blocking)  # noqa: SIM115 - the caller closes it
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise NotRegularFileError(path)
    return file


def _open_without_blocking(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def check_writable(path: Path) -> None:
    """Check that a file can be written, before the work for it is done.

    Raises:
        OutputError: it can't be; says why and what to do.
    """
    folder = path.parent
    if path.is_dir():
        raise _output_error(path, errno.EISDIR)
    if not folder.is_dir():
        raise _output_error(path, errno.ENOENT)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _output_error(path, errno.EACCES)


def _output_error(path: Path, number: int | None, otherwise: str = "") -> OutputError:
    reason = _REASONS.get(number or 0) or (os.strerror(number) if number else otherwise)
    return OutputError(f"`{path}` can't be written: {reason}.")


def make_private_folder(path: Path) -> None:
    """Create a folder that only this person can read, if it doesn't exist yet.

    Raises:
        OutputError: it can't be created.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"`{path}` can't be created ({reason}).") from error


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """Open a file that replaces `path` if the block succeeds, and is removed if it fails.

    Temporary files of `path` that killed processes left behind are removed first.

    Raises:
        OutputError: it can't be written; says why and what to do.
    """
    check_writable(path)
    for abandoned in _abandoned(path):
        with suppress(OSError):
            abandoned.unlink()
    temporary = path.with_name(f".{_short_name(path)}.{os.getpid()}.part")
    try:
        with temporary.open("xb+") as file:
            _lock(file)
            yield file
        temporary.replace(path)
    except OSError as error:
        raise _output_error(path, error.errno, str(error)) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def replace_file(path: Path, data: bytes) -> None:
    """Write a small file atomically, replacing an existing one.

    For files that Coach can do without: nothing is checked or cleaned up first.

    Raises:
        OSError: it can't be written.
    """
    with _temporary(path, data) as temporary:
        temporary.replace(path)


def create_file(path: Path, data: bytes) -> bool:
    """Write a small file atomically, unless one exists already.

    A file system without hard links can't tell; there the file is replaced.

    Returns:
        Whether it was written.

    Raises:
        OSError: it can't be written.
    """
    with _temporary(path, data) as temporary:
        try:
            os.link(temporary, path)
        except FileExistsError:
            return False
        except OSError:
            temporary.replace(path)
        return True


TEMPORARY_SUFFIX = r"\.\d+-\d+\.part"
"""A pattern for what `replace_file` and `create_file` add to a name while they write."""


@contextmanager
def _temporary(path: Path, data: bytes) -> Iterator[Path]:
    """Write a temporary file next to `path`, to be renamed or linked; it is always removed."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{time.monotonic_ns()}.part")
    try:
        temporary.write_bytes(data)
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


_PART_NAME = re.compile(r"\.(.*)\.(\d{1,9})\.part", re.DOTALL)


def _short_name(path: Path) -> str:
    return path.name[:80]


def _abandoned(path: Path) -> list[Path]:
    """Return the temporary files of `path` whose processes have ended."""
    found = []
    with suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            match = _PART_NAME.fullmatch(entry.name)
            if (
                match
                and match[1] == _short_name(path)
                and entry.is_file(follow_symlinks=False)
                and _is_abandoned(Path(entry.path), int(match[2]))
            ):
                found.append(Path(entry.path))
    return found


def _is_abandoned(temporary: Path, process: int) -> bool:
    """Whether nobody is writing a temporary file: no process here, and no other machine.

    A process may have the same number as one that was killed: the first one in a container does.
    """
    if sys.platform == "win32":
        return True  # an open file can't be removed there
    try:
        if process != os.getpid():
            os.kill(process, 0)
            return False
    except ProcessLookupError:
        pass
    except OSError:
        return False
    try:
        with temporary.open("rb+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _lock(file: BinaryIO) -> None:
    """Mark a file as being written, on file systems that have locks."""
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def make_folder(path: Path) -> None:
    """Make a folder and its parents, unless it exists.

    Raises:
        OutputError: it can't be made; says why and what to do.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError(f"`{path}` is a file; give a folder for several files.") from None
    except NotADirectoryError:
        raise OutputError(f"`{path}` can't be made: one of its parents is a file.") from None
    except OSError as error:
        raise _output_error(path, error.errno, str(error)) from error


# Names that Windows reserves, with any ending (learn.microsoft.com, "Naming files").
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_FORBIDDEN = frozenset('<>:"/\\|?*')
_MAX_NAME_BYTES = 150


class FileNames:
    """Gives out file names that every system accepts, each once, ignoring case."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def unique(self, name: str) -> str:
        """Return a file name without an ending that is as much like `name` as possible."""
        safe = _safe(name)
        chosen, number = safe, 1
        while chosen.casefold() in self._given:
            number += 1
            chosen = f"{safe}-{number}"
        self._given.add(chosen.casefold())
        return chosen


def _safe(name: str) -> str:
    composed = unicodedata.normalize("NFC", name)
    kept = "".join(
        "-" if c in _FORBIDDEN or unicodedata.category(c)[0] == "C" else c for c in composed
    )
    short = kept.encode("utf-8", "ignore")[:_MAX_NAME_BYTES].decode("utf-8", "ignore")
    safe = short.strip(" .") or "routine"
    return f"{safe}-" if _RESERVED.fullmatch(safe) else safe
