"""The sound of a prompt, ready to be mixed."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

SAMPLE_BYTES = 2


@dataclass(frozen=True)
class Clip:
    """One prompt as it sounds.

    Attributes:
        pcm: mono samples, signed 16-bit little-endian, at `units.FRAME_RATE`.
    """

    pcm: bytes

    def __post_init__(self) -> None:
        if len(self.pcm) % SAMPLE_BYTES:
            raise ValueError(f"{len(self.pcm)} bytes are not a whole number of 16-bit samples")

    @property
    def frames(self) -> int:
        """The length in frames, of one sample each."""
        return len(self.pcm) // SAMPLE_BYTES


def samples(pcm: bytes) -> array[int]:
    """Return 16-bit little-endian samples as numbers."""
    import sys  # noqa: PLC0415

    values = array("h")
    values.frombytes(pcm)
    if sys.byteorder == "big":
        values.byteswap()
    return values
