"""M4A, written by PyAV, an optional dependency: AAC, with chapters that Apple's players show."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import BinaryIO

from coach.export.job import ExportJob
from coach.export.kind import ExportKind, Extra
from coach.export.metadata import Metadata
from coach.model.clip import SAMPLE_BYTES
from coach.model.units import FRAME_RATE

BITS_PER_SECOND = 64_000


def write_m4a(file: BinaryIO, blocks: Iterable[bytes], metadata: Metadata) -> None:
    """Write mono 16-bit samples at `units.FRAME_RATE` as AAC in an MP4 file.

    Args:
        file: open for reading, writing and seeking.
        blocks: the samples.
        metadata: the file's title, author, language and chapters.
    """
    import av  # noqa: PLC0415 - an extra
    import numpy as np  # noqa: PLC0415 - only for this kind of file

    tags = {"title": metadata.title, "artist": metadata.author}
    frame_s = Fraction(1, FRAME_RATE)
    with av.open(file, "w", format="ipod") as container:
        container.metadata.update({name: _encodable(text) for name, text in tags.items() if text})
        container.set_chapters(
            [
                {
                    "id": number,
                    "start": chapter.start,
                    "end": chapter.end,
                    "time_base": frame_s,
                    "metadata": {"title": _encodable(chapter.title)},
                }
                for number, chapter in enumerate(metadata.chapters)
            ]
        )
        stream = container.add_stream(
            "aac", rate=FRAME_RATE, layout="mono", bit_rate=BITS_PER_SECOND
        )
        stream.options = {"aac_coder": "fast"}  # the other coder takes four times as long
        stream.metadata["language"] = metadata.language_alpha3
        at = 0
        for block in blocks:
            samples = np.frombuffer(block, "<i2").reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
            frame.sample_rate, frame.time_base, frame.pts = FRAME_RATE, frame_s, at
            at += len(block) // SAMPLE_BYTES
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _encodable(text: str) -> str:
    """Return text without lone surrogates, which UTF-8 can't hold."""
    return text.encode("utf-8", "replace").decode()


def _write(file: BinaryIO, job: ExportJob) -> None:
    write_m4a(file, job.blocks(), job.metadata)


KIND = ExportKind(
    ".m4a", "audio for Apple's players", _write, has_chapters=True, extra=Extra("m4a", "av")
)
