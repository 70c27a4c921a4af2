"""FLAC by libsndfile, with comments of Coach's own in place of the encoder's.

The file's head is "fLaC", then blocks of which the first, STREAMINFO, is written anew at the end
(RFC 9639, sections 6 to 8).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from coach.export.sound_file import Encoder, Written

_STREAMINFO_BYTES = 4 + 34
_COMMENTS = 4
_LAST = 0x80
_MARK = b"fLaC"


def write_flac(file: BinaryIO, blocks: Iterable[bytes], comments: bytes) -> None:
    """Write mono 16-bit samples at `units.FRAME_RATE` as FLAC.

    Args:
        file: open for writing and seeking.
        blocks: the samples.
        comments: a Vorbis comment block's body.
    """
    tail = struct.pack(">I", (_LAST | _COMMENTS) << 24 | len(comments)) + comments
    ours = len(_MARK) + _STREAMINFO_BYTES + len(tail)
    file.write(bytes(ours))
    head = _Head()
    encoder = Encoder(format="FLAC", subtype="PCM_16")
    try:
        for block in blocks:
            _write(file, encoder.encode(block), head, ours)
    finally:
        left = encoder.close()
    _write(file, left, head, ours)
    stream = head.data[len(_MARK) : len(_MARK) + _STREAMINFO_BYTES]
    stream[0] &= ~_LAST
    file.seek(0)
    file.write(_MARK + stream + tail)


@dataclass
class _Head:
    """What the encoder writes before the sound, and its length once that is known."""

    data: bytearray = field(default_factory=bytearray)
    size: int = 0

    def put(self, at: int, data: bytes) -> bytes:
        """Take what is written into the head; return what comes after it."""
        self.data[at : at + len(data)] = data
        self.size = self.size or _head_bytes(self.data)
        rest = bytes(self.data[self.size :]) if self.size else b""
        if self.size:
            del self.data[self.size :]
        return rest


def _write(file: BinaryIO, writings: list[Written], head: _Head, ours: int) -> None:
    """Write the encoder's bytes where they belong behind a head of our own."""
    for at, data in writings:
        if head.size and at >= head.size:
            file.seek(at - head.size + ours)
            file.write(data)
        else:
            file.write(head.put(at, data))


def _head_bytes(head: bytearray) -> int:
    """Return the length of the encoder's own head; 0 while it is not all there."""
    at = len(_MARK)
    while at + 4 <= len(head):
        last = head[at] & _LAST
        at += 4 + int.from_bytes(head[at + 1 : at + 4], "big")
        if last and at <= len(head):
            return at
    return 0
