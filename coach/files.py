"""Files that are whole or not there: written beside, then renamed."""

from __future__ import annotations

import errno
import os
import tempfile
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
    beside: Path | None = None
    try:
        check_writable(path)
        handle, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.name[:80]}.", suffix=".part"
        )
        beside = Path(name)
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o666 & ~_umask())
        beside.replace(path)
        beside = None
    except OSError as error:
        raise _cannot(path, error.errno, str(error)) from error
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
