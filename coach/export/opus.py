"""Opus by libsndfile, on two cores, at the pace of the words.

A session is silence for the most part, and Opus takes long over it as over words. A packet of
silence leaves the encoder and the decoder as it found them once they have settled, so that it may
stand again, and what comes next may come from another encoder that has settled. So the sound is
cut at its long silences and dealt to encoders side by side, and what is left out of a silence is
put back as repetitions of its last packet. All of it happens on the grid of packets: every sound
stays where it was, to the sample (RFC 7845).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import BinaryIO

from coach.export.ogg import Packer, Unpacker
from coach.export.sound_file import Encoder, Written
from coach.model.clip import SAMPLE_BYTES
from coach.model.units import FRAME_RATE

PACKET_FRAMES = 960
"""20 ms."""

_COMPRESSION = 0.8
"""libsndfile's scale: about 24 kbit/s for a session. From 0.85 on it is three times slower."""
_LANES = 2
_IN_HAND = 4
"""Blocks that a lane may be behind."""
_PACKET_BYTES = PACKET_FRAMES * SAMPLE_BYTES
_SILENCE = bytes(_PACKET_BYTES)
_SETTLED = 25
"""Packets of silence in a row after which all are alike; the encoder takes up to 20."""
_HEAD_PACKETS = 2
_AFTER = 3
"""Packets of silence after the sound, which bring out the encoder's delay."""


def write_opus(file: BinaryIO, blocks: Iterable[bytes], tags: bytes) -> None:
    """Write mono 16-bit samples at `units.FRAME_RATE` as Ogg Opus.

    Args:
        file: open for writing.
        blocks: the samples.
        tags: a Vorbis comment block's body.
    """
    with ExitStack() as stack:
        lanes = [_Lane() for _ in range(_LANES)]
        for lane in lanes:
            stack.callback(lane.close)
        for lane in lanes[1:]:
            lane.settle()
        stream = _Stream(Packer(file), lanes, tags)
        frames = 0
        for block in blocks:
            frames += len(block) // SAMPLE_BYTES
            stream.put(block)
        stream.end(frames)


class _Lane:
    """An encoder in a thread of its own, and the packets that have come out of it."""

    def __init__(self) -> None:
        self.given = 0
        self.packets: deque[bytes] = deque()
        self.heads: deque[bytes] = deque()
        self._encoder = Encoder(format="OGG", subtype="OPUS", compression_level=_COMPRESSION)
        self._unpacker = Unpacker()
        self._thread = ThreadPoolExecutor(1)
        self._coming: deque[Future[list[Written]]] = deque()
        self._skip = 0

    def settle(self) -> None:
        """Hear silence, of which nothing is to come out."""
        self.encode(_SILENCE * _SETTLED)
        self._skip = _SETTLED

    def encode(self, sound: bytes) -> None:
        """Be given whole packets; does not wait, unless too much is waiting already."""
        self._coming.append(self._thread.submit(self._encoder.encode, sound))
        while len(self._coming) > _IN_HAND or (self._coming and self._coming[0].done()):
            self._take(self._coming.popleft())

    def finish(self) -> None:
        """Bring out all packets."""
        self._coming.append(self._thread.submit(self._encoder.close))
        while self._coming:
            self._take(self._coming.popleft())

    def close(self) -> None:
        """End the thread and the encoder, whatever is left in it."""
        self._thread.shutdown(cancel_futures=True)
        self._encoder.close()

    def _take(self, future: Future[list[Written]]) -> None:
        for _, data in future.result():
            for packet in self._unpacker.packets(data):
                if len(self.heads) < _HEAD_PACKETS:
                    self.heads.append(packet)
                elif self._skip:
                    self._skip -= 1
                else:
                    self.packets.append(packet)


@dataclass
class _Due:
    """A packet that is to be written next but some, and how often its like follows it."""

    lane: _Lane
    repeats: int = 0


class _Stream:
    """Deals the sound out to lanes, and writes what comes of it in order."""

    def __init__(self, packer: Packer, lanes: list[_Lane], tags: bytes) -> None:
        self._packer = packer
        self._lanes = lanes
        self._tags = tags
        self._lane = lanes[0]
        self._left = b""
        self._silent = 0
        self._due: deque[_Due] = deque()
        self._skipped = 0
        self._position = 0

    def put(self, block: bytes) -> None:
        """Take any number of samples."""
        data = self._left + block
        whole = len(data) - len(data) % _PACKET_BYTES
        self._left = data[whole:]
        self._deal(data[:whole])
        self._write(None)

    def end(self, frames: int) -> None:
        """Write all that is left; `frames` is how many there were."""
        self._deal(self._left.ljust(_PACKET_BYTES, b"\0") + _SILENCE * _AFTER)
        for lane in self._lanes:
            lane.finish()
        self._write(frames)
        self._packer.end_page(last=True)

    def _deal(self, packets: bytes) -> None:
        given = {id(lane): bytearray() for lane in self._lanes}
        for at in range(0, len(packets), _PACKET_BYTES):
            packet = packets[at : at + _PACKET_BYTES]
            if packet == _SILENCE:
                self._silent += 1
                if self._silent > _SETTLED:
                    self._due[-1].repeats += 1
                    continue
            else:
                if self._silent > _SETTLED:
                    self._lane = min(self._lanes, key=lambda lane: lane.given)
                self._silent = 0
            self._lane.given += 1
            self._due.append(_Due(self._lane))
            given[id(self._lane)] += packet
        for lane in self._lanes:
            if sound := bytes(given[id(lane)]):
                lane.encode(sound)

    def _write(self, frames: int | None) -> None:
        """Write what is there in order; `frames` once all of them are known."""
        if self._position == 0 and not self._skipped and len(self._lanes[0].heads) == _HEAD_PACKETS:
            self._write_heads(*self._lanes[0].heads)
        while self._due and self._due[0].lane.packets:
            if len(self._due) == 1 and frames is None:
                return  # how often it is repeated is not known yet
            due = self._due.popleft()
            packet = due.lane.packets.popleft()
            for _ in range(1 + due.repeats):
                self._write_packet(packet, frames)

    def _write_heads(self, head: bytes, _comments: bytes) -> None:
        """Write the stream's head as it is, and comments of our own for the encoder's."""
        self._skipped = int.from_bytes(head[10:12], "little")
        for packet in (head, b"OpusTags" + self._tags):
            self._packer.put(packet, 0)
            self._packer.end_page()

    def _write_packet(self, packet: bytes, frames: int | None) -> None:
        """Write a packet, unless the last frame is heard before it."""
        end = None if frames is None else self._skipped + frames
        if end is not None and self._position >= end:
            return
        if self._position and self._position % FRAME_RATE == 0:
            self._packer.end_page()
        self._position += PACKET_FRAMES
        self._packer.put(packet, self._position if end is None else min(self._position, end))
