"""Files that are whole or not there: written beside, then renamed.

A killed process leaves the old file or the new one. They are not forced to the disk, which would
take longer than making them: what is lost with the power can be made again.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from coach.model.problems import OutputError

if sys.platform != "win32":
    import fcntl

_MENDING = {
    errno.ENOSPC: "the disk is full; free some room, or choose another disk",
    errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: "your share of the disk is full",
    errno.EACCES: "you may not write there; choose another folder",
    errno.EPERM: "you may not write there; choose another folder",
    errno.EROFS: "that disk can only be read; choose another one",
    errno.ENOENT: "there is no such folder; make it first, or choose another one",
    errno.ENOTDIR: "there is no such folder; choose another one",
    errno.EISDIR: "it is a folder; give a file's name",
    errno.EFBIG: "the file would be too large for that disk; choose another one",
}


def check_writable(path: Path) -> None:
    """See early that a file can be written, before the work for it is done.

    Raises:
        OutputError: it can't; says why and what to do.
    """
    folder = path.parent
    if path.is_dir():
        raise _cannot(path, errno.EISDIR)
    if not folder.is_dir():
        raise _cannot(path, errno.ENOENT)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _cannot(path, errno.EACCES)


def _cannot(path: Path, number: int | None, otherwise: str = "") -> OutputError:
    reason = _MENDING.get(number or 0) or (os.strerror(number) if number else otherwise)
    return OutputError(f"`{path}` can't be written: {reason}.")


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes `path`'s place when the block ends well, and vanishes otherwise.

    What a killed process left of an earlier try is cleared away first.

    Raises:
        OutputError: it can't be written; says why and what to do.
    """
    check_writable(path)
    for left in _left_behind(path):
        with suppress(OSError):
            left.unlink()
    beside = path.with_name(f".{_short(path)}.{os.getpid()}.part")
    try:
        with beside.open("xb+") as file:
            _lock(file)
            yield file
        beside.replace(path)
    except OSError as error:
        raise _cannot(path, error.errno, str(error)) from error
    finally:
        with suppress(OSError):
            beside.unlink()


_PART = re.compile(r"\.(.*)\.(\d{1,9})\.part", re.DOTALL)


def _short(path: Path) -> str:
    return path.name[:80]


def _left_behind(path: Path) -> list[Path]:
    """Return what processes that are no more have left of a file."""
    parts = []
    with suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            found = _PART.fullmatch(entry.name)
            if (
                found
                and found[1] == _short(path)
                and entry.is_file(follow_symlinks=False)
                and _is_nobodys(Path(entry.path), int(found[2]))
            ):
                parts.append(Path(entry.path))
    return parts


def _is_nobodys(part: Path, process: int) -> bool:
    """Whether nobody writes to it: its process is gone from here, and no other machine's has it.

    A process can also have the number of one that was killed, as the first one in a container.
    """
    if sys.platform == "win32":
        return True  # what is open can't be removed there
    try:
        if process != os.getpid():
            os.kill(process, 0)
            return False
    except ProcessLookupError:
        pass
    except OSError:
        return False
    try:
        with part.open("rb+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _lock(file: BinaryIO) -> None:
    """Tell others that this file is being written, where the disk knows locks."""
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def make_folder(path: Path) -> None:
    """Make a folder, with those that it is in, unless it is there.

    Raises:
        OutputError: it can't be made; says why and what to do.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError(f"`{path}` is a file; give a folder for several files.") from None
    except NotADirectoryError:
        raise OutputError(f"`{path}` can't be made: a part of it is a file.") from None
    except OSError as error:
        raise _cannot(path, error.errno, str(error)) from error


# What no file of Windows may be called, whatever its ending (learn.microsoft.com, "Naming files").
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_FORBIDDEN = frozenset('<>:"/\\|?*')
_MOST_NAME_BYTES = 150


class FileNames:
    """Names for files that every system takes, each given once; upper and lower case are one."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, name: str) -> str:
        """Return a file's name, without an ending, that is like `name`."""
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
    short = kept.encode("utf-8", "ignore")[:_MOST_NAME_BYTES].decode("utf-8", "ignore")
    safe = short.strip(" .") or "routine"
    return f"{safe}-" if _RESERVED.fullmatch(safe) else safe
