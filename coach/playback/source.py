"""What a stream pulls: the timeline's samples, asides while it stands, silence, short fades.

It runs in the sound thread, so it waits for nothing, and takes no lock but the shelf's of the
clips, under which nothing slow is done. The two sides talk by values that never change: the player
appends to `orders`, the feed assigns `mark`.
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
BREATH_FRAMES = frames(0.06)
"""The quiet between what is cut and an aside, so that they do not sound as one."""
STALL_S = 1.0
"""A stream that comes back later than this has stood: that counts as a pause."""
_WARM_UP_FRAMES = frames(1)
_CLOCK_SEGMENTS_KEPT = 8


class Mode(enum.Enum):
    """What is to sound."""

    PLAY = "the timeline"
    PAUSE = "silence, until it goes on"
    END = "silence for good"


@dataclass(frozen=True)
class PlaybackRequest:
    """What the player wants; obeyed once, when the stream next pulls.

    Attributes:
        mode: what is to sound from now on.
        position: the frame to go to first; None for where the feed is.
        mixer: another timeline, with the same past; None for the one there is.
        aside: samples that are said first, while the timeline stands.
        cut: whether what sounds now is faded out; else an aside is let finish.
    """

    mode: Mode
    position: int | None = None
    mixer: Mixer | None = None
    announcement: bytes = b""
    cut: bool = True


class ClockSegment(NamedTuple):
    """From this frame of the stream on, the timeline moves with it from `position`, or stands."""

    stream: int
    position: int
    moving: bool


class SourceStatus(NamedTuple):
    """How far the feed is, published after each pull.

    Attributes:
        handed: frames handed to the stream so far.
        at: when, on the player's clock.
        runs: the latest runs, oldest first; the first one holds for all before it too.
        last: the frame of the stream after which nothing sounds any more, once that is known.
        stands: the frame of the timeline that the feed is at.
        obeyed: how many orders it has obeyed.
        starved: whether it stands because speech is not ready yet.
        stalls: how often the stream has stood.
        stalled: whether it stands since then: nobody has said how to go on.
        stood_s: for how long it stood the last time.
        late: how often it came back so late that it must have run dry.
        ahead: how many frames the stream took in advance when it began.
    """

    handed: int
    at: float
    clock_segments: tuple[ClockSegment, ...]
    last: int | None
    stands: int
    applied: int
    starved: bool
    stalls: int
    stalled: bool
    stood_s: float
    late: int
    ahead: int

    def heard(self, now: float, latency_s: float) -> int:
        """Estimate the frame of the stream that is heard; never past what was handed over."""
        since = self.surely_heard(latency_s) + round((now - self.at) * FRAME_RATE)
        return max(0, min(self.handed, since))

    def surely_heard(self, latency_s: float) -> int:
        """Return the frame that was heard even if the stream died right after the pull.

        PortAudio states less latency than its buffer holds: what it took ahead is the proof.
        """
        return self.handed - max(self.ahead, frames(latency_s))

    def position(self, stream: int) -> int:
        """Return the frame of the timeline that stands at a frame of the stream."""
        segment = next(
            (segment for segment in reversed(self.clock_segments) if segment.stream <= stream),
            self.clock_segments[0],
        )
        return segment.position + (max(0, stream - segment.stream) if segment.moving else 0)


class PlaybackSource:
    """One stream's supply; a stream that is opened again gets a new one.

    Attributes:
        orders: what is wanted, oldest first; appended to by the player.
        mark: how far it is; assigned here.
        latency_s: the stream's own, once it is open; assigned by the player.
        gain: how loud it is to be, 1 as the clips are; assigned by the player.
    """

    def __init__(self, mixer: Mixer, clock: Clock, position: int, mode: Mode) -> None:
        self._mixer = mixer
        self._clock = clock
        self._position = position
        self._mode = mode
        self._pending = b""
        self._handed = 0
        self._last: int | None = None
        self._applied = 0
        self._starved = False
        self._stalls = 0
        self._stalled = False
        self._stood_s = 0.0
        self._late = 0
        self._clock_segments: tuple[ClockSegment, ...] = (
            ClockSegment(0, position, mode is Mode.PLAY),
        )
        self._pulled_frames = 0
        self._began_at: float | None = None
        self._ahead = 0
        self.latency_s = STALL_S
        self.gain = self._gain = 1.0
        self.requests: deque[PlaybackRequest] = deque()
        self.status = self._current_status(clock.now())

    def pull(self, frames: int) -> bytes:
        """Return the next frames; called by the stream."""
        now = self._clock.now()
        self._notice_gap(now)
        while self.requests:
            self._apply(self.requests.popleft())
            self._applied += 1
        pcm = self._loud(self._next(frames))
        self._handed += frames
        self._pulled_frames = frames
        self._measure_ahead(now)
        self.status = self._current_status(now)
        return pcm

    def _current_status(self, now: float) -> SourceStatus:
        return SourceStatus(
            handed=self._handed,
            at=now,
            clock_segments=self._clock_segments,
            last=self._last,
            stands=self._position,
            applied=self._applied,
            starved=self._starved,
            stalls=self._stalls,
            stalled=self._stalled,
            stood_s=self._stood_s,
            late=self._late,
            ahead=self._ahead,
        )

    def _measure_ahead(self, now: float) -> None:
        """See how far the stream is ahead of the clock, while the two can't have drifted apart."""
        if self._began_at is None:
            self._began_at = now
        if self._handed <= _WARM_UP_FRAMES:
            ahead = self._handed - round((now - self._began_at) * FRAME_RATE)
            self._ahead = max(self._ahead, ahead)

    def _notice_gap(self, now: float) -> None:
        """Find out whether the process or the machine stood still since the last pull.

        After a stall it stands: how to go on is the player's to say.
        """
        # A sleeping device takes its first buffer and then its time: nothing is lost by that.
        if self._handed < _WARM_UP_FRAMES:
            return
        gap_s = now - self.status.at - self._pulled_frames / FRAME_RATE
        if gap_s > self.latency_s:
            self._late += 1
        if gap_s > STALL_S and self._mode is Mode.PLAY:
            self._stalls += 1
            self._stalled = True
            self._stood_s = gap_s
            self._mode = Mode.PAUSE
            self._pending = b""
            self._stand()

    def _apply(self, request: PlaybackRequest) -> None:
        if self._mode is Mode.END and not request.cut:
            return
        ended, goes = self._mode is Mode.END, self._goes
        if request.cut:
            self._fade_out()
        if request.mixer is not None:
            self._mixer = request.mixer
        if self._stalled and request.mode is Mode.PLAY and request.position is None:
            return  # meant for a session that goes: where from is still to be said
        if request.announcement:
            self._pending += (
                bytes(BREATH_FRAMES * SAMPLE_BYTES) if self._pending else b""
            ) + request.announcement
        if ended:  # only what is said at the end can still be cut
            self._last = self._sounds_until
            return
        self._set(request, goes=goes)

    def _set(self, request: PlaybackRequest, *, goes: bool) -> None:
        """Be as an order says; `goes` says whether the timeline moved before."""
        self._stalled = False
        self._mode = request.mode
        if request.position is not None:
            self._position = request.position
        if request.mode is Mode.PLAY:
            # An order that changes nothing but the timeline leaves the run as it is.
            if request.cut or request.announcement or request.position is not None or not goes:
                self._go()
        else:
            self._stand()
        if request.mode is Mode.END:
            self._last = self._sounds_until

    @property
    def _goes(self) -> bool:
        """Whether the timeline moves, or will when an aside is over."""
        return self._mode is Mode.PLAY and not self._starved

    @property
    def _sounds_until(self) -> int:
        """The frame of the stream at which the fade or the aside in hand is over."""
        return self._handed + len(self._pending) // SAMPLE_BYTES

    def _fade_out(self) -> None:
        """Let what sounds now die away; a cue that would begin meanwhile does not."""
        if self._pending:
            self._pending = ramp(self._pending[: FADE_FRAMES * SAMPLE_BYTES], 1, 0)
        elif self._mode is Mode.PLAY:
            cue = cue_in_progress(self._mixer.timeline, self._position)
            if cue is not None:
                left = min(FADE_FRAMES, cue.end - self._position)
                self._pending = ramp(self._mixer.block(self._position, left), 1, 0)

    def _go(self) -> None:
        self._starved = False
        if self._pending:
            self._add_clock_segment(ClockSegment(self._handed, self._position, moving=False))
        self._add_clock_segment(ClockSegment(self._sounds_until, self._position, moving=True))

    def _stand(self) -> None:
        self._starved = False
        self._add_clock_segment(ClockSegment(self._handed, self._position, moving=False))

    def _next(self, frames: int) -> bytes:
        size = frames * SAMPLE_BYTES
        head, self._pending = self._pending[:size], self._pending[size:]
        wanted = frames - len(head) // SAMPLE_BYTES
        if self._mode is not Mode.PLAY or wanted == 0:
            return head + bytes(size - len(head))
        given = min(wanted, self._mixer.ready_until - self._position)
        starts = self._handed + frames - wanted
        if given > 0 and self._starved:
            self._starved = False
            self._add_clock_segment(ClockSegment(starts, self._position, moving=True))
        body = self._mixer.block(self._position, given) if given > 0 else b""
        self._position += max(0, given)
        if given < wanted:
            self._run_out(starts + max(0, given))
        return (head + body).ljust(size, b"\0")

    def _run_out(self, stream: int) -> None:
        """Stand at the end of the timeline, or of what has been spoken so far."""
        if self._position >= self._mixer.timeline.total:
            self._mode = Mode.END
            self._last = stream
        elif self._starved:
            return
        else:
            self._starved = True
        self._add_clock_segment(ClockSegment(stream, self._position, moving=False))

    def _loud(self, pcm: bytes) -> bytes:
        before, self._gain = self._gain, self.gain
        return scaled(pcm, before, self._gain)

    def _add_clock_segment(self, segment: ClockSegment) -> None:
        self._clock_segments = (*self._clock_segments[1 - _CLOCK_SEGMENTS_KEPT :], segment)
