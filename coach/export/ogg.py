"""Ogg: pages in, packets out, and back again (RFC 3533)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

_HEAD = struct.Struct("<4sBBqIIIB")
_MOST_SEGMENTS = 255
_FULL = 255
_CONTINUED, _FIRST, _LAST = 1, 2, 4
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_NOWHERE = -1
"""The position of a page on which no packet ends."""


class Unpacker:
    """Takes a stream's bytes as they come, and gives its packets."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._packet = bytearray()

    def packets(self, data: bytes) -> Iterator[bytes]:
        """Yield the packets that are whole now."""
        self._bytes += data
        while len(self._bytes) >= _HEAD.size:
            taken = self._bytes
            body = _HEAD.size + taken[26]
            sizes = bytes(taken[_HEAD.size : body])
            if len(taken) < body + sum(sizes) or len(sizes) < taken[26]:
                return
            at = body
            for size in sizes:
                self._packet += taken[at : at + size]
                at += size
                if size < _FULL:
                    yield bytes(self._packet)
                    self._packet.clear()
            del taken[:at]


class Packer:
    """Writes packets as a stream of pages.

    Args:
        file: open for writing.
        serial: the stream's number.
    """

    def __init__(self, file: BinaryIO, serial: int = 1) -> None:
        self._file = file
        self._serial = serial
        self._number = 0
        self._sizes = bytearray()
        self._body = bytearray()
        self._position = _NOWHERE
        self._continued = 0

    def put(self, packet: bytes, position: int) -> None:
        """Add a packet; `position` is the stream's position at its end."""
        sizes = bytes([_FULL]) * (len(packet) // _FULL) + bytes([len(packet) % _FULL])
        at = 0
        for size in sizes:
            if len(self._sizes) == _MOST_SEGMENTS:
                self.end_page()
                self._continued = _CONTINUED if at else 0
            self._sizes.append(size)
            self._body += packet[at : at + size]
            at += size
        self._position = position

    def end_page(self, *, last: bool = False) -> None:
        """Write what was added as a page."""
        kind = self._continued | (0 if self._number else _FIRST) | (_LAST if last else 0)
        head = _HEAD.pack(
            b"OggS", 0, kind, self._position, self._serial, self._number, 0, len(self._sizes)
        )
        page = bytearray(head + self._sizes + self._body)
        page[22:26] = _checksum(page)
        self._file.write(page)
        self._number += 1
        self._sizes.clear()
        self._body.clear()
        self._position = _NOWHERE
        self._continued = 0


def _checksum(page: bytearray) -> bytes:
    """Return Ogg's CRC-32: that of zlib with all bits the other way round, from zero."""
    turned = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return turned.to_bytes(4, "big").translate(_MIRRORED)
