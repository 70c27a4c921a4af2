"""What an audio file says of itself, in the three forms that files know: ID3, Vorbis, RIFF.

They are small and well described, and the library that writes chapters (mutagen) is GPL, so that
Coach writes them itself; the tests read them with mutagen and ffmpeg.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from coach.export.chapters import About
from coach.model.units import FRAME_RATE

MOST_ID3_CHAPTERS = 255
"""The table of contents counts its entries in one byte."""
MOST_VORBIS_CHAPTERS = 1000
"""Their number has three digits."""

_NO_OFFSET = b"\xff" * 8
_ORDERED_TOP = b"\x03"


def milliseconds(frames: int) -> int:
    """Return frames as whole milliseconds, to the nearest."""
    return (frames * 2000 + FRAME_RATE) // (2 * FRAME_RATE)


# -- ID3 (id3.org: ID3v2.3.0, and the chapter frame addendum 1.0) ----------------------------------


def id3(about: About) -> bytes:
    """Return an ID3v2.3 tag, which every player since 1999 reads, with CHAP and CTOC frames."""
    about = about.with_chapters(MOST_ID3_CHAPTERS)
    facts = {
        b"TIT2": about.title,
        b"TPE1": about.author,
        b"TLAN": about.long_language,
        b"TLEN": f"{milliseconds(about.total)}",
    }
    frames = [_id3_text(name, text) for name, text in facts.items() if text]
    frames += _id3_chapters(about)
    body = b"".join(frames)
    return b"ID3\x03\x00\x00" + _seven_bits(len(body)) + body


def _id3_chapters(about: About) -> Iterator[bytes]:
    names = [f"chapter{number}".encode() + b"\0" for number in range(len(about.chapters))]
    contents = b"contents\0" + _ORDERED_TOP + bytes((len(names),)) + b"".join(names)
    yield _id3_frame(b"CTOC", contents)
    for name, chapter in zip(names, about.chapters, strict=True):
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


def _seven_bits(number: int) -> bytes:
    """Return a number in four bytes of seven bits each."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


# -- Vorbis comments (xiph.org/vorbis/doc/v-comment.html; wiki.xiph.org/Chapter_Extension) ---------


def vorbis_comments(about: About, vendor: bytes) -> bytes:
    """Return the comments of FLAC and Opus, with CHAPTERnnn; `vendor` is the encoder's name."""
    about = about.with_chapters(MOST_VORBIS_CHAPTERS)
    facts = [("TITLE", about.title), ("ARTIST", about.author), ("LANGUAGE", about.language)]
    for number, chapter in enumerate(about.chapters):
        facts.append((f"CHAPTER{number:03d}", _clock(chapter.start)))
        facts.append((f"CHAPTER{number:03d}NAME", chapter.title))
    lines = [f"{name}={text}".encode("utf-8", "replace") for name, text in facts if text]
    parts = [_counted(vendor), struct.pack("<I", len(lines)), *map(_counted, lines)]
    return b"".join(parts)


def _counted(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data


def _clock(frames: int) -> str:
    seconds, rest = divmod(milliseconds(frames), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{rest:03d}"


# -- RIFF (Microsoft's Multimedia Programming Interface and Data Specifications 1.0) ---------------


def riff(about: About) -> bytes:
    """Return the chunks of a WAV file that name it and mark its chapters."""
    facts = {b"INAM": about.title, b"IART": about.author, b"ILNG": about.language}
    named = b"".join(_chunk(name, _string(text)) for name, text in facts.items() if text)
    points = b"".join(
        struct.pack("<II4sIII", number, chapter.start, b"data", 0, 0, chapter.start)
        for number, chapter in enumerate(about.chapters, start=1)
    )
    labels = b"".join(
        _chunk(b"labl", struct.pack("<I", number) + _string(chapter.title))
        for number, chapter in enumerate(about.chapters, start=1)
    )
    return (
        _chunk(b"LIST", b"INFO" + named)
        + _chunk(b"cue ", struct.pack("<I", len(about.chapters)) + points)
        + _chunk(b"LIST", b"adtl" + labels)
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def _string(text: str) -> bytes:
    return text.replace("\0", " ").encode("utf-8", "replace") + b"\0"
