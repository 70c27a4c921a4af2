"""Ogg pages: packets from pages, and pages from packets (RFC 3533)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

_HEADER = struct.Struct("<4sBBqIIIB")
_SEGMENT_COUNT_OFFSET = 26
_MAX_SEGMENTS = 255
_FULL_SEGMENT = 255
_CONTINUED, _FIRST, _LAST = 1, 2, 4
_REVERSED_BITS = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_NO_POSITION = -1
"""The position of a page on which no packet ends."""


class PageReader:
    """Takes a stream's bytes as they come, and yields its packets."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._packet = bytearray()

    def packets(self, data: bytes) -> Iterator[bytes]:
        """Add bytes, and yield the packets that they complete."""
        self._bytes += data
        while len(self._bytes) >= _HEADER.size:
            stream = self._bytes
            body = _HEADER.size + stream[_SEGMENT_COUNT_OFFSET]
            sizes = bytes(stream[_HEADER.size : body])
            if len(stream) < body + sum(sizes) or len(sizes) < stream[_SEGMENT_COUNT_OFFSET]:
                return
            at = body
            for size in sizes:
                self._packet += stream[at : at + size]
                at += size
                if size < _FULL_SEGMENT:
                    yield bytes(self._packet)
                    self._packet.clear()
            del stream[:at]


class PageWriter:
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
        self._position = _NO_POSITION
        self._continued = 0

    def put(self, packet: bytes, position: int) -> None:
        """Add a packet; `position` is the stream's position at its end."""
        full, rest = divmod(len(packet), _FULL_SEGMENT)
        at = 0
        for size in bytes([_FULL_SEGMENT]) * full + bytes([rest]):
            if len(self._sizes) == _MAX_SEGMENTS:
                self.end_page()
                self._continued = _CONTINUED if at else 0
            self._sizes.append(size)
            self._body += packet[at : at + size]
            at += size
        self._position = position

    def end_page(self, *, last: bool = False) -> None:
        """Write the packets added since the last page as a page."""
        kind = self._continued | (0 if self._number else _FIRST) | (_LAST if last else 0)
        header = _HEADER.pack(
            b"OggS", 0, kind, self._position, self._serial, self._number, 0, len(self._sizes)
        )
        page = bytearray(header + self._sizes + self._body)
        page[22:26] = _checksum(page)
        self._file.write(page)
        self._number += 1
        self._sizes.clear()
        self._body.clear()
        self._position = _NO_POSITION
        self._continued = 0


def _checksum(page: bytearray) -> bytes:
    """Return Ogg's CRC-32, which is zlib's with all bits in reverse order, from zero."""
    reversed_crc = zlib.crc32(page.translate(_REVERSED_BITS), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return reversed_crc.to_bytes(4, "big").translate(_REVERSED_BITS)
