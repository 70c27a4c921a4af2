"""libsndfile as an encoder whose output stays in memory until it is taken.

libsndfile can't write chapters, and errors in its callbacks are only printed. So it writes to
memory, and the caller takes the bytes from there and writes them to the file.
"""

from __future__ import annotations

import io
from typing import Any

from coach.model.units import FRAME_RATE

Write = tuple[int, bytes]
"""The offset in the file where bytes belong, and the bytes."""


class _WriteLog:
    """A write-only file object for libsndfile that records what is written where."""

    def __init__(self) -> None:
        self.at = 0
        self.size = 0
        self.writes: list[Write] = []

    def write(self, data: bytes) -> int:
        self.writes.append((self.at, bytes(data)))
        self.seek(len(data), io.SEEK_CUR)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        self.at = base + offset
        self.size = max(self.size, self.at)
        return self.at

    def tell(self) -> int:
        return self.at

    def read(self, _count: int = -1) -> bytes:
        return b""

    def take(self) -> list[Write]:
        taken, self.writes = self.writes, []
        return taken


class Encoder:
    """Encodes mono 16-bit samples at `units.FRAME_RATE`; must always be closed.

    Args:
        settings: passed to `soundfile.SoundFile`: format, subtype, compression.
    """

    def __init__(self, **settings: Any) -> None:
        import soundfile  # noqa: PLC0415 - only for kinds that need it

        self._log = _WriteLog()
        self._file = soundfile.SoundFile(self._log, "w", FRAME_RATE, 1, **settings)

    def encode(self, block: bytes) -> list[Write]:
        """Return the output for a block; a huge block would overflow libsndfile's stack."""
        self._file.buffer_write(block, "int16")
        return self._log.take()

    def close(self) -> list[Write]:
        """Return the remaining output."""
        self._file.close()
        return self._log.take()
