"""Opus by libsndfile, at the pace of the words: its long silences are encoded once.

A session is silence for the most part, and Opus takes as long over it as over words. A packet of
silence leaves the encoder and the decoder as it found them, so that it may be said again. What the
encoder is given is therefore the sound with its long silences cut short, and what is cut is put
back as repetitions of a packet. All of it happens on the grid of packets, so that every sound
stays where it was, to the sample (RFC 7845).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from coach.clip import SAMPLE_BYTES
from coach.export.ogg import Packer, Unpacker
from coach.export.sound_file import encoded
from coach.units import FRAME_RATE

PACKET_FRAMES = 960
"""20 ms."""

_COMPRESSION = 0.8
"""libsndfile's scale: about 24 kbit/s for a session. From 0.85 on it is three times slower."""
_PACKET_BYTES = PACKET_FRAMES * SAMPLE_BYTES
_SILENCE = bytes(_PACKET_BYTES)
_SETTLED = 25
"""Packets of silence in a row after which all are alike; the encoder takes up to 20."""
_HEAD_PACKETS = 2
_AFTER = 3
"""Packets of silence after the sound, which bring out the encoder's delay."""


class _Shortened:
    """The sound, packet by packet, without what is repeated.

    Attributes:
        repeats: for each packet given to the encoder, how often its like follows it.
    """

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = blocks
        self.repeats: deque[int] = deque()
        self.frames = 0

    def blocks(self) -> Iterator[bytes]:
        """Yield what the encoder is to be given, and at the end silence that brings all out."""
        silent = 0
        for packets in self._whole():
            given = bytearray()
            for at in range(0, len(packets), _PACKET_BYTES):
                packet = packets[at : at + _PACKET_BYTES]
                silent = silent + 1 if packet == _SILENCE else 0
                if silent > _SETTLED:
                    self.repeats[-1] += 1
                else:
                    self.repeats.append(0)
                    given += packet
            yield bytes(given)

    def _whole(self) -> Iterator[bytes]:
        """Yield the blocks in whole packets, and some silence after the last."""
        left = b""
        for block in self._blocks:
            self.frames += len(block) // SAMPLE_BYTES
            data = left + block
            whole = len(data) - len(data) % _PACKET_BYTES
            left = data[whole:]
            yield data[:whole]
        yield left.ljust(_PACKET_BYTES, b"\0") + _SILENCE * _AFTER


def write_opus(file: BinaryIO, blocks: Iterable[bytes], tags: bytes) -> None:
    """Write mono 16-bit samples at `units.FRAME_RATE` as Ogg Opus.

    Args:
        file: open for writing.
        blocks: the samples.
        tags: a Vorbis comment block's body.
    """
    shortened = _Shortened(blocks)
    unpacker = Unpacker()
    packer = Packer(file)
    stream = _Stream(packer, shortened, tags)
    for writings in encoded(
        shortened.blocks(), format="OGG", subtype="OPUS", compression_level=_COMPRESSION
    ):
        for _, data in writings:
            stream.packets.extend(unpacker.packets(data))
        stream.write()
    stream.write(last=True)


class _Stream:
    """The packets as they come from the encoder, and as they go into the file."""

    def __init__(self, packer: Packer, shortened: _Shortened, tags: bytes) -> None:
        self.packets: deque[bytes] = deque()
        self._packer = packer
        self._shortened = shortened
        self._tags = tags
        self._heads = 0
        self._skipped = 0
        self._position = 0

    def write(self, *, last: bool = False) -> None:
        """Write the packets whose repetitions are known: all but the last that was given."""
        repeats = self._shortened.repeats
        while self.packets and self._heads < _HEAD_PACKETS:
            self._write_head(self.packets.popleft())
        while self.packets and len(repeats) > (0 if last else 1):
            packet = self.packets.popleft()
            for _ in range(1 + repeats.popleft()):
                self._write_sound(packet)
        if last:
            self._packer.end_page(last=True)

    def _write_head(self, packet: bytes) -> None:
        """Write the stream's head as it is, and comments of our own for the encoder's."""
        if not self._heads:
            self._skipped = int.from_bytes(packet[10:12], "little")
        self._packer.put(b"OpusTags" + self._tags if self._heads else packet, 0)
        self._packer.end_page()
        self._heads += 1

    def _write_sound(self, packet: bytes) -> None:
        """Write a packet, unless the last frame is heard before it."""
        end = self._skipped + self._shortened.frames
        if self._position >= end:
            return
        if self._position and self._position % FRAME_RATE == 0:
            self._packer.end_page()
        self._position += PACKET_FRAMES
        self._packer.put(packet, min(self._position, end))
