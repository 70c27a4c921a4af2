"""What a stream pulls: the timeline's samples, silence while paused, a short fade between.

It runs in the sound thread, so it takes no lock and waits for nothing. The two sides talk by
single assignments of values that never change: the player assigns `order`, the feed `mark`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NamedTuple

from coach.clip import SAMPLE_BYTES
from coach.mixer import Mixer, ramp
from coach.player.clock import Clock
from coach.transport import cut_cue, resume_point
from coach.units import FRAME_RATE, frames

FADE_FRAMES = frames(0.02)
STALL_S = 1.0
"""A stream that comes back later than this has stood: that counts as a pause."""
_WARM_UP_FRAMES = frames(1)
_RUNS_KEPT = 8


class Mode(enum.Enum):
    """What is to sound."""

    GO = "the timeline"
    HOLD = "silence, until it goes on"
    END = "silence for good"


@dataclass(frozen=True)
class Order:
    """What the player wants; obeyed once, when the stream next pulls.

    Attributes:
        mode: what is to sound from now on.
        position: the frame to go to first; None for where the feed is.
    """

    mode: Mode
    position: int | None = None


class Run(NamedTuple):
    """From this frame of the stream on, the timeline moves with it from `position`, or stands."""

    stream: int
    position: int
    moving: bool


class Mark(NamedTuple):
    """How far the feed is, published after each pull.

    Attributes:
        handed: frames handed to the stream so far.
        at: when, on the player's clock.
        runs: the latest runs, oldest first; the first one holds for all before it too.
        last: the frame of the stream after which nothing sounds any more, once that is known.
        stalls: how often the stream has stood.
        late: how often it came back so late that it must have run dry.
        ahead: how many frames the stream took in advance when it began.
    """

    handed: int
    at: float
    runs: tuple[Run, ...]
    last: int | None
    stalls: int
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
        run = next((run for run in reversed(self.runs) if run.stream <= stream), self.runs[0])
        return run.position + (max(0, stream - run.stream) if run.moving else 0)


class Feed:
    """One stream's supply; a stream that is opened again gets a new one.

    Attributes:
        order: what is wanted; assigned by the player.
        mark: how far it is; assigned here.
        latency_s: the stream's own, once it is open; assigned by the player.
    """

    def __init__(self, mixer: Mixer, clock: Clock, position: int, mode: Mode) -> None:
        self._mixer = mixer
        self._clock = clock
        self._position = position
        self._mode = mode
        self._tail = b""
        self._handed = 0
        self._last: int | None = None
        self._stalls = 0
        self._late = 0
        self._runs: tuple[Run, ...] = (Run(0, position, mode is Mode.GO),)
        self._pulled_frames = 0
        self._began_at: float | None = None
        self._ahead = 0
        self.latency_s = STALL_S
        self.order = self._seen = Order(mode)
        self.mark = self._mark(clock.now())

    def pull(self, frames: int) -> bytes:
        """Return the next frames; called by the stream."""
        now = self._clock.now()
        self._notice_gap(now)
        order = self.order
        if order is not self._seen:
            self._seen = order
            self._obey(order)
        pcm = self._next(frames)
        self._handed += frames
        self._pulled_frames = frames
        self._measure_ahead(now)
        self.mark = self._mark(now)
        return pcm

    def _mark(self, now: float) -> Mark:
        return Mark(
            handed=self._handed,
            at=now,
            runs=self._runs,
            last=self._last,
            stalls=self._stalls,
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
        """Find out whether the process or the machine stood still since the last pull."""
        # A sleeping device takes its first buffer and then its time: nothing is lost by that.
        if self._handed < _WARM_UP_FRAMES:
            return
        gap_s = now - self.mark.at - self._pulled_frames / FRAME_RATE
        if gap_s > self.latency_s:
            self._late += 1
        if gap_s > STALL_S:
            self._stalls += 1
            if self._mode is Mode.GO:
                self._go_from(resume_point(self._mixer.timeline, self._position))

    def _obey(self, order: Order) -> None:
        if self._mode is Mode.END:
            return
        before, self._mode = self._mode, order.mode
        if before is Mode.GO and (order.mode is not Mode.GO or order.position is not None):
            self._fade_out()
        if order.position is not None:
            self._position = order.position
        if order.mode is Mode.GO:
            if order.position is None and before is Mode.HOLD:
                self._position = resume_point(self._mixer.timeline, self._position)
            if order.position is not None or before is Mode.HOLD:
                self._go_from(self._position)
        else:
            self._add_run(Run(self._handed, self._position, moving=False))
        if order.mode is Mode.END:
            self._last = self._handed + len(self._tail) // SAMPLE_BYTES

    def _fade_out(self) -> None:
        """Let the cue that sounds now die away; a cue that would begin meanwhile does not."""
        cue = cut_cue(self._mixer.timeline, self._position)
        if cue is not None:
            left = min(FADE_FRAMES, cue.end - self._position)
            self._tail = ramp(self._mixer.block(self._position, left), 1, 0)

    def _go_from(self, position: int) -> None:
        self._position = position
        self._add_run(Run(self._handed + len(self._tail) // SAMPLE_BYTES, position, moving=True))

    def _next(self, frames: int) -> bytes:
        size = frames * SAMPLE_BYTES
        head, self._tail = self._tail[:size], self._tail[size:]
        wanted = frames - len(head) // SAMPLE_BYTES
        if self._mode is not Mode.GO or wanted == 0:
            return head + bytes(size - len(head))
        body = self._mixer.block(self._position, wanted)
        self._position += wanted
        over = self._position - self._mixer.timeline.total
        if over >= 0:
            self._position = self._mixer.timeline.total
            self._mode = Mode.END
            self._last = self._handed + frames - over
            self._add_run(Run(self._last, self._position, moving=False))
        return head + body

    def _add_run(self, run: Run) -> None:
        self._runs = (*self._runs[1 - _RUNS_KEPT :], run)
