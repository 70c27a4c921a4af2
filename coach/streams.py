"""Standard streams that may be closed, full or gone."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

OnFailure = Callable[[OSError], None]


class StreamError(Exception):
    """Standard output can't be written; `error` says why."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


class FailsafeStream:
    """A text stream that fails at most once.

    After the first failed write its file descriptor is redirected to the null device, so that text
    that is still buffered can't fail again when the interpreter exits.

    Args:
        stream: the stream to write to.
        on_failure: called with the first failed write's error; may raise another one.
    """

    def __init__(self, stream: TextIO, on_failure: OnFailure) -> None:
        self._stream = stream
        self._on_failure = on_failure
        self._failed = False

    def write(self, text: str) -> int:
        """Write text; once the stream has failed, do nothing."""
        if text == "":  # writing nothing may fail too, and click does it
            return 0
        with self._failing_once():
            return self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Write what is buffered; once the stream has failed, do nothing."""
        with self._failing_once():
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    @contextmanager
    def _failing_once(self) -> Iterator[None]:
        try:
            yield
        except (OSError, StreamError) as error:
            if self._failed:
                return
            self._failed = True
            self._discard_output()
            self._on_failure(error.error if isinstance(error, StreamError) else error)

    def _discard_output(self) -> None:
        with suppress(AttributeError, OSError, ValueError):  # not every stream has a descriptor
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, self._stream.fileno())
            os.close(null)


def failsafe(stream: TextIO, on_failure: OnFailure) -> TextIO:
    """Return a `FailsafeStream` for a stream."""
    return cast("TextIO", FailsafeStream(stream, on_failure))


def protect_standard_streams() -> None:
    """Make a failed write to standard output raise `StreamError`, and ignore one to standard error.

    Closed descriptors are replaced first, so that no file that is opened later can take the place
    of standard output; writing to a replaced standard output still fails.
    """
    for descriptor, mode in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(descriptor)
        except OSError:
            # The lowest free descriptor is taken: this one.
            os.set_inheritable(os.open(os.devnull, mode), True)  # noqa: FBT003
    sys.stdout = failsafe(sys.stdout or _writer(1), _raise)
    sys.stderr = failsafe(sys.stderr or _writer(2), _ignore)


def _writer(descriptor: int) -> TextIO:
    return io.TextIOWrapper(io.FileIO(descriptor, "w", closefd=False), write_through=True)


def _raise(error: OSError) -> None:
    if error.errno == errno.EBADF:
        error = OSError(error.errno, "it is closed")
    raise StreamError(error) from error


def _ignore(_error: OSError) -> None:
    """Do nothing: there is nowhere left to report an error."""
