"""MP3, encoded by LAME a block at a time, in step with the timeline.

An MP3 encoder puts a delay before the sound and pads its last frame. The first frame, which holds
no sound, tells players how much of each to skip: Xing's "Info" frame with LAME's extension
(http://gabriel.mp3-tech.org/mp3infotag.html).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import BinaryIO

from coach.export.audio.tags import id3
from coach.export.job import ExportJob
from coach.export.kind import ExportKind
from coach.model.clip import SAMPLE_BYTES
from coach.model.units import FRAME_RATE

RATE = 24_000
"""Samples per second: voices have nothing above 12 kHz, and MPEG-2 makes smaller files."""
KILOBITS = 48
"""Kilobits per second: speech without audible artefacts, 360 kB per minute."""
SMALL_KILOBITS = 24
"""For files that must be small: every word is clear, 180 kB per minute."""

_QUALITY = 5
_FRAME_SAMPLES = 576
"""Samples in a frame of MPEG-2 layer III."""
_DELAY_SAMPLES = 576
"""Samples that LAME puts before the sound; the tests verify it by decoding."""
_INFO_HEADER = bytes((0xFF, 0xF3, 0x84, 0xC4))
"""A frame header: MPEG-2 layer III, no checksum, 64 kbit/s, 24 kHz, mono, original."""
_INFO_BYTES = 192
_INFO_OFFSET = 4 + 9  # after the header and a mono frame's side information
_SEEK_TABLE = bytes(255 * step // 100 for step in range(100))
"""Where each hundredth of the time is in the file: in proportion, as the bit rate is constant."""


def write_mp3(
    file: BinaryIO, blocks: Iterable[bytes], *, kilobits: int = KILOBITS, tag: bytes = b""
) -> None:
    """Write mono 16-bit samples at `units.FRAME_RATE` as MP3 at a constant bit rate.

    Args:
        file: open for writing and seeking, positioned where the MP3 should start.
        blocks: the samples.
        kilobits: kilobits per second: 8, 16, 24, 32, 40, 48, 56 or 64.
        tag: what to put before the sound, such as ID3.
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
    info_at = file.tell()
    file.write(bytes(_INFO_BYTES))
    frames = sound_bytes = 0
    for block in blocks:
        frames += len(block) // SAMPLE_BYTES
        sound_bytes += file.write(encoder.encode(block))
    sound_bytes += file.write(encoder.flush())
    file.seek(info_at)
    file.write(_info_frame(-(-frames * RATE // FRAME_RATE), sound_bytes, kilobits))
    file.seek(0, 2)


def _info_frame(samples: int, sound_bytes: int, kilobits: int) -> bytes:
    """Return the first frame, which says how long the file is and how much of it to skip."""
    frames = sound_bytes // (_FRAME_SAMPLES // 8 * kilobits * 1000 // RATE)
    padding = frames * _FRAME_SAMPLES - _DELAY_SAMPLES - samples
    file_bytes = _INFO_BYTES + sound_bytes
    xing = b"Info" + struct.pack(">III", 15, frames, file_bytes) + _SEEK_TABLE + bytes(4)
    lame = b"LAME3.100" + bytes((1,)) + bytes(10) + bytes((kilobits,))  # 1: a constant bit rate
    lame += (_DELAY_SAMPLES << 12 | padding).to_bytes(3, "big") + bytes(4)
    lame += file_bytes.to_bytes(4, "big") + bytes(2)  # no checksum of the sound
    frame = _INFO_HEADER.ljust(_INFO_OFFSET, b"\0") + xing + lame
    return (frame + _crc16(frame).to_bytes(2, "big")).ljust(_INFO_BYTES, b"\0")


def _crc16(data: bytes) -> int:
    """Return the CRC-16 of a LAME tag (polynomial 0x8005, lowest bit first, from zero)."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def _write(file: BinaryIO, job: ExportJob) -> None:
    write_mp3(file, job.blocks(), tag=id3(job.metadata))


KIND = ExportKind(".mp3", "audio that plays everywhere", _write, has_chapters=True)
