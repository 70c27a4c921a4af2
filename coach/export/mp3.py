"""MP3 by LAME, a block at a time; what stands on a frame of the timeline is heard there.

An MP3 encoder puts its delay before the sound and fills the last of its frames. The first frame,
which holds no sound, tells players how much of both to leave out: the "Info" frame of Xing, with
LAME's part (http://gabriel.mp3-tech.org/mp3infotag.html).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import BinaryIO

from coach.model.clip import SAMPLE_BYTES
from coach.model.units import FRAME_RATE

RATE = 24_000
"""Samples a second: voices have nothing above 12 kHz, and MPEG-2 makes the smaller files."""
KILOBITS = 48
"""Bits a second in thousands: speech without faults that can be heard, 360 kB a minute."""
SMALL_KILOBITS = 24
"""For what must be small: every word is clear, 180 kB a minute."""

_QUALITY = 5
_FRAME = 576
"""Samples in a frame of MPEG-2 layer III."""
_DELAY = 576
"""Samples that LAME puts before the sound; tested by decoding."""
_INFO_HEAD = bytes((0xFF, 0xF3, 0x84, 0xC4))
"""A frame's head: MPEG-2 layer III, no checksum, 64 kbit/s, 24 kHz, mono, original."""
_INFO_BYTES = 192
_INFO_AT = 4 + 9  # after the head and a mono frame's side information
_TOC = bytes(255 * step // 100 for step in range(100))
"""Where each hundredth of the time stands in the file: at a constant bit rate, in proportion."""


def write_mp3(
    file: BinaryIO, blocks: Iterable[bytes], *, kilobits: int = KILOBITS, tag: bytes = b""
) -> None:
    """Write mono 16-bit samples at `units.FRAME_RATE` as MP3 at a constant bit rate.

    Args:
        file: open for writing and seeking, at the place where the MP3 begins.
        blocks: the samples.
        kilobits: 1000 bits a second; 8, 16, 24, 32, 40, 48, 56 or 64.
        tag: what stands before the sound, such as ID3.
    """
    import lameenc  # noqa: PLC0415 - only for this kind of file

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(FRAME_RATE)
    encoder.set_out_sample_rate(RATE)
    encoder.set_bit_rate(kilobits)
    encoder.set_quality(_QUALITY)
    file.write(tag)
    begin = file.tell()
    file.write(bytes(_INFO_BYTES))
    heard = sound = 0
    for block in blocks:
        heard += len(block) // SAMPLE_BYTES
        sound += file.write(encoder.encode(block))
    sound += file.write(encoder.flush())
    file.seek(begin)
    file.write(_info(-(-heard * RATE // FRAME_RATE), sound, kilobits))
    file.seek(0, 2)


def _info(samples: int, sound_bytes: int, kilobits: int) -> bytes:
    """Return the first frame: how long the file is, and what of it is no sound."""
    frames = sound_bytes // (_FRAME // 8 * kilobits * 1000 // RATE)
    padding = frames * _FRAME - _DELAY - samples
    whole = _INFO_BYTES + sound_bytes
    xing = b"Info" + struct.pack(">III", 15, frames, whole) + _TOC + bytes(4)
    lame = b"LAME3.100" + bytes((1,)) + bytes(10) + bytes((kilobits,))  # 1: a constant bit rate
    lame += (_DELAY << 12 | padding).to_bytes(3, "big") + bytes(4)
    lame += whole.to_bytes(4, "big") + bytes(2)  # there is no checksum of the sound
    frame = _INFO_HEAD.ljust(_INFO_AT, b"\0") + xing + lame
    return (frame + _checksum(frame).to_bytes(2, "big")).ljust(_INFO_BYTES, b"\0")


def _checksum(data: bytes) -> int:
    """Return the CRC-16 of a LAME tag (polynomial 0x8005, lowest bit first, from zero)."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
