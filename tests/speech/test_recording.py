"""Reading WAV and AIFF files, complete and cut short."""

from __future__ import annotations

import io
import struct
import wave

import pytest

from coach.speech.recording import Recording, RecordingError, parse

PCM = struct.pack("<6h", 1, -2, 300, -400, 32767, -32768)


def wav(pcm: bytes = PCM, width: int = 2) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(width)
        file.setframerate(22050)
        file.writeframes(pcm)
    return buffer.getvalue()


def aiff(kind: bytes = b"AIFF", compression: bytes = b"", bits: int = 16) -> bytes:
    little = compression == b"sowt"
    sound = PCM if little else struct.pack(">6h", *struct.unpack("<6h", PCM))
    rate = struct.pack(">HQ", 16383 + 14, 22050 << 49)
    common = struct.pack(">hLh", 1, 6, bits) + rate + compression
    chunks = b"COMM" + struct.pack(">L", len(common)) + common
    chunks += b"SSND" + struct.pack(">LLL", 8 + len(sound), 0, 0) + sound
    return b"FORM" + struct.pack(">L", 4 + len(chunks)) + kind + chunks


@pytest.mark.parametrize(
    "data", [wav(), aiff(), aiff(b"AIFC", b"NONE"), aiff(b"AIFC", b"sowt")],
)  # fmt: skip
def test_each_format_gives_the_same_samples(data: bytes) -> None:
    assert parse(data) == Recording(22050, 1, PCM)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"ID3 etc", "it is neither WAV nor AIFF"),
        (wav(b""), "it holds no sound"),
        (wav()[:-3], "it is cut short"),
        (wav()[:20], "its WAV header can't be read ()"),
        (wav(PCM, 3), "its samples have 24 bits, not 16"),
        (aiff()[:-3], "it is cut short"),
        (aiff()[:30], "its AIFF header can't be read"),
        (aiff(bits=24), "its samples have 24 bits, not 16"),
        (aiff(b"AIFC", b"ima4"), "its sound is compressed as ima4"),
    ],
)
def test_an_error_says_what_is_wrong_with_a_file(data: bytes, reason: str) -> None:
    with pytest.raises(RecordingError) as caught:
        parse(data)
    assert str(caught.value).startswith(reason)
