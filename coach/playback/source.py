"""What a stream plays: the timeline, announcements while it stands, silence, and short fades.

It runs in the sound thread, so it never blocks: the only lock that it takes is the clip store's,
which is never held for long. The two threads exchange immutable values: the player appends to
`requests`, and the source assigns `status`.
"""

from __future__ import annotations

import enum
from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

from coach.model.clip import SAMPLE_BYTES
from coach.model.units import FRAME_RATE, frames
from coach.playback.clock import Clock
from coach.playback.mixer import Mixer, ramp, scaled
from coach.playback.transport import cue_in_progress

FADE_FRAMES = frames(0.02)
GAP_FRAMES = frames(0.06)
"""The silence between a sound that was cut off and an announcement, to tell them apart."""
STALL_S = 1.0
"""A stream that pulls this late has stalled, which counts as a pause."""
_WARM_UP_FRAMES = frames(1)
_CLOCK_SEGMENTS_KEPT = 8


class Mode(enum.Enum):
    """What plays."""

    PLAY = "the timeline"
    PAUSE = "silence, until playback resumes"
    END = "silence for good"


@dataclass(frozen=True)
class PlaybackRequest:
    """What the player asks of its source, which applies it when the stream next pulls.

    Attributes:
        mode: what plays from now on.
        position: the frame of the timeline to go to; None to stay.
        mixer: another timeline with the same past; None to keep the current one.
        announcement: samples that are played first, while the timeline stands.
        cut: whether to fade out what plays now; if not, an announcement is played to its end first.
    """

    mode: Mode
    position: int | None = None
    mixer: Mixer | None = None
    announcement: bytes = b""
    cut: bool = True


class ClockSegment(NamedTuple):
    """How the stream and the timeline relate from a frame of the stream on.

    Attributes:
        stream: the frame of the stream.
        position: the frame of the timeline.
        moving: whether the timeline advances with the stream; otherwise it stands.
    """

    stream: int
    position: int
    moving: bool


class SourceStatus(NamedTuple):
    """How far a source has got, published after each pull.

    Attributes:
        delivered: frames delivered to the stream so far.
        at: the time of that pull on the player's clock, in seconds.
        clock_segments: the latest ones, oldest first; the first one also applies to all before it.
        ends_at: the frame of the stream after which all is silent, once that is known.
        next_frame: the frame of the timeline that is delivered next.
        applied: how many requests have been applied.
        starved: whether the timeline stands because its speech isn't ready yet.
        stalls: how often the stream has stalled.
        stalled: whether it has stalled and hasn't been told where to resume.
        stall_s: how long the latest stall was, in seconds.
        late: how many pulls came so late that the stream must have run dry.
        prefetched: how many frames the stream took in advance when it began.
    """

    delivered: int
    at: float
    clock_segments: tuple[ClockSegment, ...]
    ends_at: int | None
    next_frame: int
    applied: int
    starved: bool
    stalls: int
    stalled: bool
    stall_s: float
    late: int
    prefetched: int

    def heard(self, now: float, latency_s: float) -> int:
        """Estimate the frame of the stream that is heard now; never past what was delivered."""
        since = self.certainly_heard(latency_s) + round((now - self.at) * FRAME_RATE)
        return max(0, min(self.delivered, since))

    def certainly_heard(self, latency_s: float) -> int:
        """Return the frame that was heard even if the stream died right after the pull.

        PortAudio reports less latency than its buffer holds; what it took in advance shows more.
        """
        return self.delivered - max(self.prefetched, frames(latency_s))

    def position_at(self, stream: int) -> int:
        """Return the frame of the timeline that belongs to a frame of the stream."""
        earlier = (s for s in reversed(self.clock_segments) if s.stream <= stream)
        segment = next(earlier, self.clock_segments[0])
        return segment.position + (max(0, stream - segment.stream) if segment.moving else 0)


class PlaybackSource:
    """What one stream plays; a stream that is reopened gets a new source.

    Attributes:
        requests: what the player asks for, oldest first; the player appends to it.
        status: how far it has got; the source assigns it.
        latency_s: the stream's own, once it is open; the player assigns it.
        gain: the volume, where 1 leaves the clips as they are; the player assigns it.
    """

    def __init__(self, mixer: Mixer, clock: Clock, position: int, mode: Mode) -> None:
        self._mixer = mixer
        self._clock = clock
        self._position = position
        self._mode = mode
        self._pending = b""  # a fade, an announcement: what is played before anything else
        self._delivered = 0
        self._ends_at: int | None = None
        self._applied = 0
        self._starved = False
        self._stalls = 0
        self._stalled = False
        self._stall_s = 0.0
        self._late = 0
        self._clock_segments: tuple[ClockSegment, ...] = (
            ClockSegment(0, position, mode is Mode.PLAY),
        )
        self._pulled_frames = 0
        self._began_at: float | None = None
        self._prefetched = 0
        self.latency_s = STALL_S
        self.gain = self._gain = 1.0
        self.requests: deque[PlaybackRequest] = deque()
        self.status = self._status(clock.now())

    def pull(self, frames: int) -> bytes:
        """Return the next frames; called by the stream."""
        now = self._clock.now()
        self._notice_gap(now)
        while self.requests:
            self._apply(self.requests.popleft())
            self._applied += 1
        before, self._gain = self._gain, self.gain
        pcm = scaled(self._next(frames), before, self._gain)
        self._delivered += frames
        self._pulled_frames = frames
        self._measure_prefetch(now)
        self.status = self._status(now)
        return pcm

    def _status(self, now: float) -> SourceStatus:
        return SourceStatus(
            delivered=self._delivered,
            at=now,
            clock_segments=self._clock_segments,
            ends_at=self._ends_at,
            next_frame=self._position,
            applied=self._applied,
            starved=self._starved,
            stalls=self._stalls,
            stalled=self._stalled,
            stall_s=self._stall_s,
            late=self._late,
            prefetched=self._prefetched,
        )

    def _measure_prefetch(self, now: float) -> None:
        """Measure how far the stream is ahead of the clock, before the two can drift apart."""
        if self._began_at is None:
            self._began_at = now
        if self._delivered <= _WARM_UP_FRAMES:
            ahead = self._delivered - round((now - self._began_at) * FRAME_RATE)
            self._prefetched = max(self._prefetched, ahead)

    def _notice_gap(self, now: float) -> None:
        """Find out whether the process or the machine has stalled since the last pull.

        After a stall the timeline stands until the player says where to resume.
        """
        # A sleeping device takes its first buffer, and then its time; nothing is lost by that.
        if self._delivered < _WARM_UP_FRAMES:
            return
        gap_s = now - self.status.at - self._pulled_frames / FRAME_RATE
        if gap_s > self.latency_s:
            self._late += 1
        if gap_s > STALL_S and self._mode is Mode.PLAY:
            self._stalls += 1
            self._stalled = True
            self._stall_s = gap_s
            self._mode = Mode.PAUSE
            self._pending = b""
            self._stand()

    def _apply(self, request: PlaybackRequest) -> None:
        if self._mode is Mode.END and not request.cut:
            return
        ended, moved = self._mode is Mode.END, self._moves
        if request.cut:
            self._fade_out()
        if request.mixer is not None:
            self._mixer = request.mixer
        if self._stalled and request.mode is Mode.PLAY and request.position is None:
            return  # it was meant for a moving timeline, and doesn't say where to resume
        if request.announcement:
            gap = bytes(GAP_FRAMES * SAMPLE_BYTES) if self._pending else b""
            self._pending += gap + request.announcement
        if ended:  # only the closing words can still be cut off
            self._ends_at = self._audible_until
            return
        self._change_mode(request, moved=moved)

    def _change_mode(self, request: PlaybackRequest, *, moved: bool) -> None:
        """Adopt a request's mode and position.

        Args:
            request: the request.
            moved: whether the timeline was moving before.
        """
        self._stalled = False
        self._mode = request.mode
        if request.position is not None:
            self._position = request.position
        if request.mode is not Mode.PLAY:
            self._stand()
        elif request.cut or request.announcement or request.position is not None or not moved:
            self._move()  # a request that changes only the timeline leaves the clock as it is
        if request.mode is Mode.END:
            self._ends_at = self._audible_until

    @property
    def _moves(self) -> bool:
        """Whether the timeline moves, or will after an announcement."""
        return self._mode is Mode.PLAY and not self._starved

    @property
    def _audible_until(self) -> int:
        """The frame of the stream at which the pending fade and announcement are over."""
        return self._delivered + len(self._pending) // SAMPLE_BYTES

    def _fade_out(self) -> None:
        """Fade out what plays now, but not a cue that is only about to begin."""
        if self._pending:
            self._pending = ramp(self._pending[: FADE_FRAMES * SAMPLE_BYTES], 1, 0)
        elif self._mode is Mode.PLAY:
            cue = cue_in_progress(self._mixer.timeline, self._position)
            if cue is not None:
                left = min(FADE_FRAMES, cue.end - self._position)
                self._pending = ramp(self._mixer.block(self._position, left), 1, 0)

    def _move(self) -> None:
        self._starved = False
        if self._pending:
            self._add_clock_segment(self._delivered, moving=False)
        self._add_clock_segment(self._audible_until, moving=True)

    def _stand(self) -> None:
        self._starved = False
        self._add_clock_segment(self._delivered, moving=False)

    def _next(self, frames: int) -> bytes:
        size = frames * SAMPLE_BYTES
        head, self._pending = self._pending[:size], self._pending[size:]
        wanted = frames - len(head) // SAMPLE_BYTES
        if self._mode is not Mode.PLAY or wanted == 0:
            return head + bytes(size - len(head))
        given = min(wanted, self._mixer.ready_until - self._position)
        start = self._delivered + frames - wanted
        if given > 0 and self._starved:
            self._starved = False
            self._add_clock_segment(start, moving=True)
        body = self._mixer.block(self._position, given) if given > 0 else b""
        self._position += max(0, given)
        if given < wanted:
            self._run_out(start + max(0, given))
        return (head + body).ljust(size, b"\0")

    def _run_out(self, stream: int) -> None:
        """Stand at the end of the timeline, or of what has been spoken so far."""
        if self._position >= self._mixer.timeline.total:
            self._mode = Mode.END
            self._ends_at = stream
        elif self._starved:
            return
        else:
            self._starved = True
        self._add_clock_segment(stream, moving=False)

    def _add_clock_segment(self, stream: int, *, moving: bool) -> None:
        segment = ClockSegment(stream, self._position, moving)
        self._clock_segments = (*self._clock_segments[1 - _CLOCK_SEGMENTS_KEPT :], segment)
