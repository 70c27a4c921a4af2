"""A timeline and its clips as one unbroken sound: the same samples for a speaker and a file.

Cues never overlap, so mixing is copying. Samples are signed 16-bit little-endian, mono, at
`units.FRAME_RATE`. It doesn't use numpy, so that a session starts within half a second.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterator

from coach.model.clip import SAMPLE_BYTES, Clip, samples
from coach.model.timeline import Cue, Timeline

BLOCK_FRAMES = 48_000
_TOP = 32_767


class Mixer:
    """Turns any part of a timeline into samples.

    Args:
        timeline: what is heard, and when.
        clips: returns a cue's clip. While a session plays it is called from the sound thread, so
            it must not block.
        ready_until: the frame up to which there are clips; by default the timeline's total.

    Raises:
        ValueError: the timeline's cues overlap, are out of order or end after its total.
    """

    def __init__(
        self, timeline: Timeline, clips: Callable[[Cue], Clip], ready_until: int | None = None
    ) -> None:
        self.timeline = timeline
        self.ready_until = timeline.total if ready_until is None else ready_until
        self._clips = clips
        before = 0
        for cue in timeline.cues:
            if not before <= cue.start <= cue.end <= timeline.total:
                raise ValueError(f"no room on the timeline for {cue}")
            before = cue.end

    def block(self, start: int, frames: int) -> bytes:
        """Return `frames` frames, beginning at frame `start`; past the total there is silence.

        Raises:
            ValueError: `start` is negative, or a clip isn't as long as its cue.
        """
        if start < 0:
            raise ValueError(f"a block can't start at frame {start}")
        end = start + frames
        parts: list[bytes] = []
        at = start
        for cue in self.timeline.cues_heard(start, end):
            parts.append(bytes(max(0, cue.start - at) * SAMPLE_BYTES))
            begin, until = max(cue.start, at), min(cue.end, end)
            parts.append(self._cut(cue, begin, until))
            at = until
        parts.append(bytes((end - at) * SAMPLE_BYTES))
        return b"".join(parts)

    def blocks(self, frames_per_block: int = BLOCK_FRAMES) -> Iterator[bytes]:
        """Yield the whole timeline from frame 0 to its total; the last block may be shorter."""
        total = self.timeline.total
        for start in range(0, total, frames_per_block):
            yield self.block(start, min(frames_per_block, total - start))

    def _cut(self, cue: Cue, begin: int, until: int) -> bytes:
        clip = self._clips(cue)
        if clip.frames != cue.end - cue.start:
            raise ValueError(f"the clip has {clip.frames} frames, which isn't the length of {cue}")
        return clip.pcm[(begin - cue.start) * SAMPLE_BYTES : (until - cue.start) * SAMPLE_BYTES]


def ramp(pcm: bytes, begin: float, end: float) -> bytes:
    """Return 16-bit samples with their gain changed linearly from `begin` to `end`.

    The first sample is at `begin`; the one after the last would be at `end`. With a gain above 1,
    samples are clipped. It is used for the few milliseconds around a pause or a stop, which would
    click otherwise, and where the volume changes.
    """
    values = samples(pcm)
    step = (end - begin) / max(1, len(values))
    if max(begin, end) <= 1:
        shaped = [round(value * (begin + step * i)) for i, value in enumerate(values)]
    else:
        shaped = [
            max(-_TOP, min(_TOP, round(value * (begin + step * i))))
            for i, value in enumerate(values)
        ]
    loud = array("h", shaped)
    if sys.byteorder == "big":
        loud.byteswap()
    return loud.tobytes()


def scaled(pcm: bytes, before: float, gain: float) -> bytes:
    """Return a block of samples at `gain`, with a ramp from the gain of the block before."""
    if before == gain == 1 or not pcm.strip(b"\0"):
        return pcm
    return ramp(pcm, before, gain)
