"""FLAC, encoded by libsndfile, with Coach's own comments in place of the encoder's.

The file's header is "fLaC" and then metadata blocks. The encoder rewrites the first of these,
STREAMINFO, at the end (RFC 9639, sections 6 to 8).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from coach.export.audio.libsndfile import Encoder, Write
from coach.export.audio.tags import vorbis_comments
from coach.export.job import ExportJob
from coach.export.kind import ExportKind

_STREAMINFO_BYTES = 4 + 34
_VORBIS_COMMENT = 4
_LAST_BLOCK = 0x80
_MARKER = b"fLaC"


def write_flac(file: BinaryIO, blocks: Iterable[bytes], comments: bytes) -> None:
    """Write mono 16-bit samples at `units.FRAME_RATE` as FLAC.

    Args:
        file: open for writing and seeking.
        blocks: the samples.
        comments: the body of a Vorbis comment block.
    """
    comment_block = (
        struct.pack(">I", (_LAST_BLOCK | _VORBIS_COMMENT) << 24 | len(comments)) + comments
    )
    header_size = len(_MARKER) + _STREAMINFO_BYTES + len(comment_block)
    file.write(bytes(header_size))
    encoder_header = _EncoderHeader()
    encoder = Encoder(format="FLAC", subtype="PCM_16")
    try:
        for block in blocks:
            _write_after_header(file, encoder.encode(block), encoder_header, header_size)
    finally:
        rest = encoder.close()
    _write_after_header(file, rest, encoder_header, header_size)
    stream_info = encoder_header.data[len(_MARKER) : len(_MARKER) + _STREAMINFO_BYTES]
    stream_info[0] &= ~_LAST_BLOCK
    file.seek(0)
    file.write(_MARKER + stream_info + comment_block)


@dataclass
class _EncoderHeader:
    """What the encoder writes before the sound.

    Attributes:
        data: its bytes so far.
        size: its length in bytes; 0 until that is known.
    """

    data: bytearray = field(default_factory=bytearray)
    size: int = 0

    def put(self, at: int, data: bytes) -> bytes:
        """Store bytes that begin within the header; return those that come after it."""
        self.data[at : at + len(data)] = data
        self.size = self.size or _header_size(self.data)
        after = bytes(self.data[self.size :]) if self.size else b""
        if self.size:
            del self.data[self.size :]
        return after


def _write_after_header(
    file: BinaryIO, writes: list[Write], encoder_header: _EncoderHeader, header_size: int
) -> None:
    """Write the encoder's sound where it belongs after Coach's header."""
    for at, data in writes:
        if encoder_header.size and at >= encoder_header.size:
            file.seek(at - encoder_header.size + header_size)
            file.write(data)
        else:
            file.write(encoder_header.put(at, data))


def _header_size(header: bytearray) -> int:
    """Return the length of the encoder's header; 0 while it is incomplete."""
    at = len(_MARKER)
    while at + 4 <= len(header):
        last = header[at] & _LAST_BLOCK
        at += 4 + int.from_bytes(header[at + 1 : at + 4], "big")
        if last and at <= len(header):
            return at
    return 0


def _write(file: BinaryIO, job: ExportJob) -> None:
    write_flac(file, job.blocks(), vorbis_comments(job.metadata))


KIND = ExportKind(".flac", "lossless audio, compressed", _write, has_chapters=True)
