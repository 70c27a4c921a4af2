"""The timeline as an audio file, in blocks, the same samples as are played."""

from __future__ import annotations

import wave
from collections.abc import Iterable
from typing import BinaryIO

from coach.clip import SAMPLE_BYTES
from coach.problems import OutputError
from coach.units import FRAME_RATE

WAV_MOST_BYTES = 2**32 - 100


def write_wav(file: BinaryIO, blocks: Iterable[bytes], frames: int) -> None:
    """Write blocks of mono 16-bit samples as WAV.

    Args:
        file: open for writing and seeking.
        blocks: the samples at `units.FRAME_RATE`.
        frames: how many there are in all.

    Raises:
        OutputError: it is longer than a WAV file can be (about 12 hours).
    """
    if frames * SAMPLE_BYTES > WAV_MOST_BYTES:
        raise OutputError(
            "A WAV file holds 12 hours at most. Export a part with `--from` or `--only`."
        )
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(SAMPLE_BYTES)
        wav.setframerate(FRAME_RATE)
        wav.setnframes(frames)
        for block in blocks:
            wav.writeframesraw(block)
