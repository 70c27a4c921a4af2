"""FLAC by libsndfile, with comments of Coach's own in place of the encoder's.

The file's head is "fLaC", then blocks of which the first, STREAMINFO, is written anew at the end
(RFC 9639, sections 6 to 8).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import BinaryIO

from coach.export.sound_file import encoded

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
    head = bytearray()
    theirs = 0
    for writings in encoded(blocks, format="FLAC", subtype="PCM_16"):
        for at, data in writings:
            if theirs and at >= theirs:
                file.seek(at - theirs + ours)
                file.write(data)
                continue
            head[at : at + len(data)] = data
            if not theirs and (theirs := _head_bytes(head)):
                file.write(head[theirs:])
    stream = head[len(_MARK) : len(_MARK) + _STREAMINFO_BYTES]
    stream[0] &= ~_LAST
    file.seek(0)
    file.write(_MARK + stream + tail)


def _head_bytes(head: bytearray) -> int:
    """Return the length of the encoder's own head; 0 while it is not all there."""
    at = len(_MARK)
    while at + 4 <= len(head):
        last = head[at] & _LAST
        at += 4 + int.from_bytes(head[at + 1 : at + 4], "big")
        if last and at <= len(head):
            return at
    return 0
