"""Opus, encoded by libsndfile: two encoders work in parallel, and skip long silences.

Most of a session is silence, which takes as long to encode as speech. Once an encoder and a
decoder have settled, a packet of silence leaves them unchanged: it may be repeated, and what
follows may come from another encoder that has settled. So the sound is cut at its long silences
and shared out among the encoders, and the last packet of each silence is repeated instead of
encoding the rest. All of this happens in whole packets, so every sound stays where it was, to the
sample (RFC 7845).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import BinaryIO

from coach.export.audio.libsndfile import Encoder, Write
from coach.export.audio.ogg import PageReader, PageWriter
from coach.export.audio.tags import vorbis_comments
from coach.export.job import ExportJob
from coach.export.kind import ExportKind
from coach.model.clip import SAMPLE_BYTES
from coach.model.units import FRAME_RATE

PACKET_FRAMES = 960
"""A packet lasts 20 ms."""

_COMPRESSION = 0.8
"""On libsndfile's scale: about 24 kbit/s for a session. From 0.85 on it is three times slower."""
_ENCODERS = 2
_MAX_QUEUED = 4
"""Blocks that may wait for an encoder."""
_PACKET_BYTES = PACKET_FRAMES * SAMPLE_BYTES
_SILENCE = bytes(_PACKET_BYTES)
_SETTLED_PACKETS = 25
"""Packets of silence in a row after which all are the same; the encoder takes up to 20."""
_HEADER_PACKETS = 2
_FLUSH_PACKETS = 3
"""Packets of silence after the sound, which flush what the encoder has delayed."""


def write_opus(file: BinaryIO, blocks: Iterable[bytes], comments: bytes) -> None:
    """Write mono 16-bit samples at `units.FRAME_RATE` as Ogg Opus.

    Args:
        file: open for writing.
        blocks: the samples.
        comments: the body of a Vorbis comment block.
    """
    with ExitStack() as stack:
        encoders = [_ThreadedEncoder() for _ in range(_ENCODERS)]
        for encoder in encoders:
            stack.callback(encoder.close)
        for encoder in encoders[1:]:
            encoder.settle()
        stream = _Stream(PageWriter(file), encoders, comments)
        frames = 0
        for block in blocks:
            frames += len(block) // SAMPLE_BYTES
            stream.put(block)
        stream.finish(frames)


class _ThreadedEncoder:
    """An encoder in its own thread, with the packets that it has produced.

    Attributes:
        assigned: how many packets of sound it has been given.
        packets: encoded packets that haven't been taken yet.
        headers: the stream's header packets.
    """

    def __init__(self) -> None:
        self.assigned = 0
        self.packets: deque[bytes] = deque()
        self.headers: deque[bytes] = deque()
        self._encoder = Encoder(format="OGG", subtype="OPUS", compression_level=_COMPRESSION)
        self._reader = PageReader()
        self._thread = ThreadPoolExecutor(1)
        self._queue: deque[Future[list[Write]]] = deque()
        self._to_skip = 0

    def settle(self) -> None:
        """Encode silence until the encoder has settled, and discard the packets."""
        self.encode(_SILENCE * _SETTLED_PACKETS)
        self._to_skip = _SETTLED_PACKETS

    def encode(self, sound: bytes) -> None:
        """Queue whole packets of sound; waits only while too much is queued."""
        self._queue.append(self._thread.submit(self._encoder.encode, sound))
        while len(self._queue) > _MAX_QUEUED or (self._queue and self._queue[0].done()):
            self._collect(self._queue.popleft())

    def finish(self) -> None:
        """Wait for all remaining packets."""
        self._queue.append(self._thread.submit(self._encoder.close))
        while self._queue:
            self._collect(self._queue.popleft())

    def close(self) -> None:
        """End the thread and the encoder, even if something is still queued."""
        self._thread.shutdown(cancel_futures=True)
        self._encoder.close()

    def _collect(self, future: Future[list[Write]]) -> None:
        for _, data in future.result():
            for packet in self._reader.packets(data):
                if len(self.headers) < _HEADER_PACKETS:
                    self.headers.append(packet)
                elif self._to_skip:
                    self._to_skip -= 1
                else:
                    self.packets.append(packet)


@dataclass
class _PendingPacket:
    """The encoder that the next packet to be written comes from, and how often it is repeated."""

    encoder: _ThreadedEncoder
    repeats: int = 0


class _Stream:
    """Shares the sound out among encoders, and writes their packets in order."""

    def __init__(
        self, writer: PageWriter, encoders: list[_ThreadedEncoder], comments: bytes
    ) -> None:
        self._writer = writer
        self._encoders = encoders
        self._comments = comments
        self._current = encoders[0]
        self._remainder = b""
        self._silent_packets = 0
        self._pending: deque[_PendingPacket] = deque()
        self._pre_skip = 0
        self._position = 0

    def put(self, block: bytes) -> None:
        """Add any number of samples."""
        data = self._remainder + block
        whole = len(data) - len(data) % _PACKET_BYTES
        self._remainder = data[whole:]
        self._assign(data[:whole])
        self._write(None)

    def finish(self, frames: int) -> None:
        """Write everything that is left; `frames` is the length of the sound."""
        self._assign(self._remainder.ljust(_PACKET_BYTES, b"\0") + _SILENCE * _FLUSH_PACKETS)
        for encoder in self._encoders:
            encoder.finish()
        self._write(frames)
        self._writer.end_page(last=True)

    def _assign(self, packets: bytes) -> None:
        """Give each packet to an encoder, or count it as a repetition of the one before."""
        sound = {id(encoder): bytearray() for encoder in self._encoders}
        for at in range(0, len(packets), _PACKET_BYTES):
            packet = packets[at : at + _PACKET_BYTES]
            if packet == _SILENCE:
                self._silent_packets += 1
                if self._silent_packets > _SETTLED_PACKETS:
                    self._pending[-1].repeats += 1
                    continue
            else:
                if self._silent_packets > _SETTLED_PACKETS:
                    self._current = min(self._encoders, key=lambda encoder: encoder.assigned)
                self._silent_packets = 0
            self._current.assigned += 1
            self._pending.append(_PendingPacket(self._current))
            sound[id(self._current)] += packet
        for encoder in self._encoders:
            if own := bytes(sound[id(encoder)]):
                encoder.encode(own)

    def _write(self, frames: int | None) -> None:
        """Write what is ready, in order; `frames` is the total once it is known."""
        headers = self._encoders[0].headers
        if self._position == 0 and not self._pre_skip and len(headers) == _HEADER_PACKETS:
            self._write_headers(*headers)
        while self._pending and self._pending[0].encoder.packets:
            if len(self._pending) == 1 and frames is None:
                return  # more repetitions may follow
            pending = self._pending.popleft()
            packet = pending.encoder.packets.popleft()
            for _ in range(1 + pending.repeats):
                self._write_packet(packet, frames)

    def _write_headers(self, header: bytes, _comments: bytes) -> None:
        """Write the encoder's identification header, and Coach's comments in place of its own."""
        self._pre_skip = int.from_bytes(header[10:12], "little")
        for packet in (header, b"OpusTags" + self._comments):
            self._writer.put(packet, 0)
            self._writer.end_page()

    def _write_packet(self, packet: bytes, frames: int | None) -> None:
        """Write a packet, unless the sound ends before it."""
        end = None if frames is None else self._pre_skip + frames
        if end is not None and self._position >= end:
            return
        if self._position and self._position % FRAME_RATE == 0:
            self._writer.end_page()
        self._position += PACKET_FRAMES
        self._writer.put(packet, self._position if end is None else min(self._position, end))


def _write(file: BinaryIO, job: ExportJob) -> None:
    write_opus(file, job.blocks(), vorbis_comments(job.metadata))


KIND = ExportKind(".opus", "the smallest audio, for newer players", _write, has_chapters=True)
