"""Reads the sound files that engines write: WAV or AIFF, told apart by their first bytes."""

from __future__ import annotations

import io
import struct
from array import array
from dataclasses import dataclass
from typing import NamedTuple


class RecordingError(Exception):
    """A file that isn't a complete recording, or isn't one yet; says why."""


@dataclass(frozen=True)
class Recording:
    """Sound as an engine made it.

    Attributes:
        rate: frames a second.
        channels: samples a frame.
        pcm: signed 16-bit little-endian samples.
    """

    rate: int
    channels: int
    pcm: bytes


def parse(data: bytes) -> Recording:
    """Read the bytes of a WAV or AIFF file.

    Raises:
        RecordingError: they are cut short, hold no sound, or are in another format.
    """
    if data[:4] == b"RIFF":
        recording = _wav(data)
    elif data[:4] == b"FORM":
        recording = _aiff(data)
    else:
        raise RecordingError("it is neither WAV nor AIFF" if data else "it is empty")
    if not recording.pcm:
        raise RecordingError("it holds no sound")
    return recording


def _wav(data: bytes) -> Recording:
    import wave  # noqa: PLC0415 (2 ms, which only a worker process needs)

    try:
        with wave.open(io.BytesIO(data)) as file:
            channels, width, rate, frames, *_ = file.getparams()
            pcm = file.readframes(frames)
    except (wave.Error, EOFError, struct.error) as error:
        raise RecordingError(f"its WAV header can't be read ({error})") from error
    if width != 2:  # noqa: PLR2004
        raise RecordingError(f"its samples have {8 * width} bits, not 16")
    if len(pcm) != frames * channels * width:
        raise RecordingError("it is cut short")
    return Recording(rate, channels, pcm)


class _Common(NamedTuple):
    """The fields of an AIFF file's COMM chunk."""

    channels: int
    frames: int
    bits: int
    rate: int
    big_endian: bool


def _aiff(data: bytes) -> Recording:
    common: _Common | None = None
    sound: bytes | None = None
    offset = 12
    try:
        while offset + 8 <= len(data):
            kind, size = struct.unpack_from(">4sL", data, offset)
            body = data[offset + 8 : offset + 8 + size]
            if kind == b"COMM":
                common = _parse_common(body)
            elif kind == b"SSND":
                (padding,) = struct.unpack_from(">L", body)
                sound = body[8 + padding :]
            offset += 8 + size + size % 2
    except (struct.error, OverflowError) as error:
        raise RecordingError(f"its AIFF header can't be read ({error})") from error
    if common is None or sound is None:
        raise RecordingError("it is cut short")
    size = common.frames * common.channels * 2
    if common.bits != 16:  # noqa: PLR2004
        raise RecordingError(f"its samples have {common.bits} bits, not 16")
    if len(sound) < size:
        raise RecordingError("it is cut short")
    samples = array("h", sound[:size])
    if common.big_endian:
        samples.byteswap()
    return Recording(common.rate, common.channels, samples.tobytes())


def _parse_common(body: bytes) -> _Common:
    channels, frames, bits, exponent, mantissa = struct.unpack_from(">hLhHQ", body)
    rate = round(mantissa * 2.0 ** (exponent - 16383 - 63))
    compression = body[18:22] or b"NONE"
    if compression not in {b"NONE", b"twos", b"sowt"}:
        raise RecordingError(f"its sound is compressed as {compression.decode('latin-1')}")
    return _Common(channels, frames, bits, rate, compression != b"sowt")
