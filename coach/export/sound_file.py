"""libsndfile as an encoder whose bytes are taken out of its hands.

It can't write chapters, and what goes wrong inside its callbacks is only printed. So it writes to
memory, and whoever feeds it takes the bytes from there, a block at a time.
"""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING, Any

from coach.units import FRAME_RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def encoded(blocks: Iterable[bytes], **settings: Any) -> Iterator[list[Written]]:
    """Yield what libsndfile writes for each block of mono 16-bit samples, and at the end.

    Args:
        blocks: the samples at `units.FRAME_RATE`; libsndfile overflows the stack over huge ones.
        settings: for `soundfile.SoundFile`: format, subtype, compression.
    """
    import soundfile  # noqa: PLC0415 - only for these kinds of file

    memory = _Memory()
    with closing(soundfile.SoundFile(memory, "w", FRAME_RATE, 1, **settings)) as encoder:
        for block in blocks:
            encoder.buffer_write(block, "int16")
            yield memory.take()
    yield memory.take()
