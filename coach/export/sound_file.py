"""libsndfile as an encoder whose bytes are taken out of its hands.

It can't write chapters, and what goes wrong inside its callbacks is only printed. So it writes to
memory, and whoever feeds it takes the bytes from there, a block at a time.
"""

from __future__ import annotations

import io
from typing import Any

from coach.model.units import FRAME_RATE

Written = tuple[int, bytes]
"""Bytes, and the place in the file where they belong."""


class _Memory:
    """A file for libsndfile: it may seek and write; it has nothing to read."""

    def __init__(self) -> None:
        self.at = 0
        self.size = 0
        self.written: list[Written] = []

    def write(self, data: bytes) -> int:
        self.written.append((self.at, bytes(data)))
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

    def take(self) -> list[Written]:
        taken, self.written = self.written, []
        return taken


class Encoder:
    """Encodes mono 16-bit samples at `units.FRAME_RATE`; to be closed, whatever happens.

    Args:
        settings: for `soundfile.SoundFile`: format, subtype, compression.
    """

    def __init__(self, **settings: Any) -> None:
        import soundfile  # noqa: PLC0415 - only for these kinds of file

        self._memory = _Memory()
        self._file = soundfile.SoundFile(self._memory, "w", FRAME_RATE, 1, **settings)

    def encode(self, block: bytes) -> list[Written]:
        """Return what comes of a block; libsndfile overflows the stack over huge ones."""
        self._file.buffer_write(block, "int16")
        return self._memory.take()

    def close(self) -> list[Written]:
        """Return what was left."""
        self._file.close()
        return self._memory.take()
