"""An open stream and its source: what has been heard, and whether the stream is still alive."""

from __future__ import annotations

import threading

from coach.model.units import FRAME_RATE, frames
from coach.playback.clock import Clock
from coach.playback.outputs.output import Opener, Output, close_within
from coach.playback.source import PlaybackRequest, PlaybackSource, SourceStatus

LOOK_S = 0.5
"""The seconds between two checks of the stream while the main thread waits."""
DEAD_AFTER_S = 3.0
"""A stream that hasn't pulled for this long is dead; less would misjudge a busy machine."""
SETTLE_S = 0.1
"""How long a sound server may hold sound beyond the stream's latency; this delays the end too."""
_APPLY_S = 1.0
_APPLY_LOOK_S = 0.005
_FADE_EXTRA_S = 0.2
_FADE_LOOK_S = 0.02


class Connection:
    """A stream and its source, as the main thread sees them.

    Args:
        source: what the stream plays.
        output: the stream.
        clock: the player's.
    """

    def __init__(self, source: PlaybackSource, output: Output, clock: Clock) -> None:
        self._source = source
        self._output = output
        self._clock = clock
        self._sent = 0
        self._latest_heard = 0
        self._stalls_seen = 0
        self._pulled = (0, clock.now())
        """How many frames had been delivered when that last changed, and when it did."""
        self._checked_at = float("-inf")

    @classmethod
    def open(
        cls, opener: Opener, source: PlaybackSource, clock: Clock, wake: threading.Event
    ) -> Connection:
        """Open a stream that plays a source.

        Args:
            opener: opens the stream.
            source: what it plays; a new one, so that an old stream that hangs can't interfere.
            clock: the player's.
            wake: set when the stream ends.

        Raises:
            DeviceError: the stream can't be opened.
        """
        output = opener(source.pull, wake.set)
        if output.audible:
            source.latency_s = output.latency_s
        return cls(source, output, clock)

    @property
    def status(self) -> SourceStatus:
        """How far the source has got."""
        return self._source.status

    @property
    def name(self) -> str:
        """The back end's name."""
        return self._output.name

    @property
    def audible(self) -> bool:
        """Whether anything is heard; false for the silent output."""
        return self._output.audible

    @property
    def error(self) -> BaseException | None:
        """What was raised in the sound thread, if anything."""
        return self._output.error

    def send(self, request: PlaybackRequest) -> None:
        """Send a request, which is applied when the stream next pulls."""
        self._source.requests.append(request)
        self._sent += 1

    def set_gain(self, gain: float) -> None:
        """Set the volume; 1 leaves the clips as they are."""
        self._source.gain = gain

    @property
    def settled(self) -> bool:
        """Whether all requests have been applied."""
        return self.status.applied >= self._sent

    def settle(self) -> int:
        """Wait until all requests have been applied, and return the frame that plays next.

        It waits for a second at most, and not for a stream that has died.
        """
        never, until = threading.Event(), self._clock.now() + _APPLY_S
        while not self.settled and self._output.active and self._clock.now() < until:
            self._clock.wait(never, _APPLY_LOOK_S)
        return self.status.next_frame

    def wait_for_fade(self) -> None:
        """Wait until the final fade has been heard: for the latency plus 0.2 s at most."""
        never = threading.Event()
        latency_s = max(self._output.latency_s, self.status.prefetched / FRAME_RATE)
        until = self._clock.now() + latency_s + _FADE_EXTRA_S
        while not self.ended and self._output.active and self._clock.now() < until:
            self._clock.wait(never, _FADE_LOOK_S)

    @property
    def position(self) -> int:
        """The frame of the timeline that is heard now."""
        status = self.status
        self._latest_heard = max(self._latest_heard, self._heard(status))
        return status.position_at(self._latest_heard)

    def target(self) -> int:
        """Return the frame that is heard now, or the target of a jump that isn't heard yet."""
        position, latest = self.position, self.status.clock_segments[-1]
        return latest.position if self._latest_heard < latest.stream else position

    @property
    def certain_position(self) -> int:
        """The frame of the timeline up to which all was heard, even if the stream has died."""
        status = self.status
        return status.position_at(status.certainly_heard(self._output.latency_s))

    @property
    def ended(self) -> bool:
        """Whether everything has been heard to its end."""
        status = self.status
        if status.ends_at is None:
            return False
        return self._heard(status) >= status.ends_at + frames(SETTLE_S)

    @property
    def starved(self) -> bool:
        """Whether the timeline stands because its speech isn't ready, and no request is pending."""
        return self.status.starved and self.settled

    @property
    def underruns(self) -> int:
        """How often the sound had a gap, according to the system or to the clock.

        Neither notices every gap, so the larger number counts.
        """
        return max(self._output.underruns, self.status.late if self.audible else 0)

    def new_stall(self) -> bool:
        """Return whether the stream has stalled since this was last called.

        False while a request is still to be applied, because it may say where to resume.
        """
        stalls = self.status.stalls
        if stalls == self._stalls_seen or not self.settled:
            return False
        self._stalls_seen = stalls
        return True

    def is_dead(self) -> bool:
        """Return whether the stream has ended, or hasn't pulled for too long.

        Time during which this thread didn't run either doesn't count.
        """
        now = self._clock.now()
        delivered, since = self._pulled
        slept = now - self._checked_at > DEAD_AFTER_S - LOOK_S
        self._checked_at = now
        if not self._output.active:
            return True
        if self.status.delivered != delivered or slept:
            self._pulled = (self.status.delivered, now)
            return False
        return now - since > DEAD_AFTER_S

    def close(self, *, drain: bool = False) -> None:
        """Close the stream; with `drain`, once everything delivered has been heard."""
        close_within(self._output, drain=drain)

    def _heard(self, status: SourceStatus) -> int:
        return status.heard(self._clock.now(), self._output.latency_s)
