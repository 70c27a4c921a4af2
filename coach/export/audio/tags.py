"""Metadata in the three formats that audio files use: ID3, Vorbis comments, and RIFF chunks.

The formats are small and well documented, and the library that writes chapters (mutagen) is GPL, so
Coach writes them itself; the tests read them with mutagen and ffmpeg.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from coach.export.metadata import Metadata
from coach.model.units import milliseconds

MAX_ID3_CHAPTERS = 255
"""The table of contents counts its entries in one byte."""
MAX_VORBIS_CHAPTERS = 1000
"""Their numbers have three digits."""

_NO_OFFSET = b"\xff" * 8
_TOP_LEVEL_ORDERED = b"\x03"
_VENDOR = b"Coach"


# -- ID3 (id3.org: ID3v2.3.0, and the chapter frame addendum 1.0) ----------------------------------


def id3(metadata: Metadata) -> bytes:
    """Return an ID3v2.3 tag, which every player since 1999 reads, with CHAP and CTOC frames."""
    metadata = metadata.with_at_most(MAX_ID3_CHAPTERS)
    texts = {
        b"TIT2": metadata.title,
        b"TPE1": metadata.author,
        b"TLAN": metadata.language_alpha3,
        b"TLEN": f"{milliseconds(metadata.total)}",
    }
    frames = [_id3_text(name, text) for name, text in texts.items() if text]
    frames += _id3_chapters(metadata)
    body = b"".join(frames)
    return b"ID3\x03\x00\x00" + _synchsafe(len(body)) + body


def _id3_chapters(metadata: Metadata) -> Iterator[bytes]:
    names = [f"chapter{number}".encode() + b"\0" for number in range(len(metadata.chapters))]
    contents = b"contents\0" + _TOP_LEVEL_ORDERED + bytes((len(names),)) + b"".join(names)
    yield _id3_frame(b"CTOC", contents)
    for name, chapter in zip(names, metadata.chapters, strict=True):
        times = struct.pack(">II", milliseconds(chapter.start), milliseconds(chapter.end))
        title = _id3_text(b"TIT2", chapter.title)
        yield _id3_frame(b"CHAP", name + times + _NO_OFFSET + title)


def _id3_text(name: bytes, text: str) -> bytes:
    text = text.replace("\0", " ")
    if text.isascii():
        return _id3_frame(name, b"\0" + text.encode())
    return _id3_frame(name, b"\1\xff\xfe" + text.encode("utf-16-le", "replace"))


def _id3_frame(name: bytes, body: bytes) -> bytes:
    return name + struct.pack(">IH", len(body), 0) + body


def _synchsafe(number: int) -> bytes:
    """Return a number as four bytes of seven bits each."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


# -- Vorbis comments (xiph.org/vorbis/doc/v-comment.html; wiki.xiph.org/Chapter_Extension) ---------


def vorbis_comments(metadata: Metadata) -> bytes:
    """Return the body of the comment block of FLAC and Opus files, with CHAPTERnnn fields."""
    metadata = metadata.with_at_most(MAX_VORBIS_CHAPTERS)
    fields = [
        ("TITLE", metadata.title),
        ("ARTIST", metadata.author),
        ("LANGUAGE", metadata.language),
    ]
    for number, chapter in enumerate(metadata.chapters):
        fields.append((f"CHAPTER{number:03d}", _clock(chapter.start)))
        fields.append((f"CHAPTER{number:03d}NAME", chapter.title))
    comments = [f"{name}={text}".encode("utf-8", "replace") for name, text in fields if text]
    count = struct.pack("<I", len(comments))
    return b"".join([_sized(_VENDOR), count, *map(_sized, comments)])


def _sized(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data


def _clock(frames: int) -> str:
    seconds, ms = divmod(milliseconds(frames), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{ms:03d}"


# -- RIFF (Microsoft's Multimedia Programming Interface and Data Specifications 1.0) ---------------


def riff(metadata: Metadata) -> bytes:
    """Return the chunks of a WAV file that hold its title and mark its chapters."""
    texts = {b"INAM": metadata.title, b"IART": metadata.author, b"ILNG": metadata.language}
    info = b"".join(_chunk(name, _string(text)) for name, text in texts.items() if text)
    points = b"".join(
        struct.pack("<II4sIII", number, chapter.start, b"data", 0, 0, chapter.start)
        for number, chapter in enumerate(metadata.chapters, start=1)
    )
    labels = b"".join(
        _chunk(b"labl", struct.pack("<I", number) + _string(chapter.title))
        for number, chapter in enumerate(metadata.chapters, start=1)
    )
    return (
        _chunk(b"LIST", b"INFO" + info)
        + _chunk(b"cue ", struct.pack("<I", len(metadata.chapters)) + points)
        + _chunk(b"LIST", b"adtl" + labels)
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def _string(text: str) -> bytes:
    return text.replace("\0", " ").encode("utf-8", "replace") + b"\0"
