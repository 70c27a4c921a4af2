"""WAV: the samples as they are played, followed by the title and cue points for the chapters."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import BinaryIO

from coach.export.audio.tags import riff
from coach.export.job import ExportJob
from coach.export.kind import ExportKind
from coach.model.clip import SAMPLE_BYTES
from coach.model.problems import OutputError
from coach.model.units import FRAME_RATE

_MAX_BYTES = 2**32 - 100
_PCM = 1


def write_wav(file: BinaryIO, blocks: Iterable[bytes], frames: int, tags: bytes = b"") -> None:
    """Write mono 16-bit samples as WAV.

    Args:
        file: open for writing.
        blocks: the samples at `units.FRAME_RATE`.
        frames: how many there are in all.
        tags: RIFF chunks to put after the samples.

    Raises:
        OutputError: the sound is longer than a WAV file can be (about 12 hours).
    """
    size = frames * SAMPLE_BYTES
    if size + len(tags) > _MAX_BYTES:
        raise OutputError(
            "A WAV file can hold 12 hours at most. Export a part with `--from` or `--only`, or "
            "choose `.flac`."
        )
    rate, bits = FRAME_RATE, 8 * SAMPLE_BYTES
    form = struct.pack("<HHIIHH", _PCM, 1, rate, rate * SAMPLE_BYTES, SAMPLE_BYTES, bits)
    file.write(b"RIFF" + struct.pack("<I", 4 + 24 + 8 + size + len(tags)) + b"WAVE")
    file.write(b"fmt " + struct.pack("<I", len(form)) + form)
    file.write(b"data" + struct.pack("<I", size))
    file.writelines(blocks)
    file.write(tags)


def _write(file: BinaryIO, job: ExportJob) -> None:
    write_wav(file, job.blocks(), job.timeline.total, riff(job.metadata))


KIND = ExportKind(".wav", "lossless audio, uncompressed", _write, has_chapters=True)
