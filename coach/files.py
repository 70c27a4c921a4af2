"""Files that are whole or not there: written beside, then renamed.

A killed process leaves the old file or the new one. They are not forced to the disk, which would
take longer than making them: what is lost with the power can be made again.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from coach.problems import OutputError

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

    Raises:
        OutputError: it can't be written; says why and what to do.
    """
    check_writable(path)
    beside = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    try:
        with beside.open("xb+") as file:
            yield file
        beside.replace(path)
    except OSError as error:
        raise _cannot(path, error.errno, str(error)) from error
    finally:
        with suppress(OSError):
            beside.unlink()
