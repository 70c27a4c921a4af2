"""Audio files as players decode them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import soundfile
import soxr

from coach.export.job import ExportJob
from coach.export.registry import KINDS
from coach.model.units import FRAME_RATE

Samples = Any
AUDIO = tuple(kind.ending for kind in KINDS if kind.has_chapters)


@dataclass(frozen=True)
class Decoded:
    """A file's sound from -1 to 1, its rate, and the chapters as (start in seconds, title)."""

    samples: Samples
    rate: int
    chapters: tuple[tuple[float, str], ...]


def by_ffmpeg(path: Path) -> Decoded:
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        parts = [frame.to_ndarray().reshape(-1) for frame in container.decode(stream)]
        chapters = tuple(
            (float(c["start"] * (c["time_base"] or 0)), c["metadata"]["title"])
            for c in container.chapters()
        )
        whole: Samples = np.concatenate(parts)
        scale = 2**15 if whole.dtype == np.int16 else 1
        return Decoded(whole / scale, stream.rate, chapters)


def by_libsndfile(path: Path) -> Decoded:
    samples, rate = soundfile.read(path)
    return Decoded(samples, rate, ())


def reference(job: ExportJob, rate: int = FRAME_RATE) -> Samples:
    """Return a job's sound at a sample rate."""
    mixed = np.frombuffer(b"".join(job.blocks()), "<i2") / 2**15
    return mixed if rate == FRAME_RATE else soxr.resample(mixed, FRAME_RATE, rate)


def lag(decoded: Samples, original: Samples) -> int:
    """Return how many samples late a decoded stretch is, compared with the original."""
    size = 1 << (len(decoded) + len(original)).bit_length()
    product = np.fft.rfft(decoded, size) * np.conj(np.fft.rfft(original, size))
    best = int(np.fft.irfft(product, size).argmax())
    return best if best < size // 2 else best - size
