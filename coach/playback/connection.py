"""An open stream and its source: what is heard of it, and whether it is still alive."""

from __future__ import annotations

import threading

from coach.model.units import FRAME_RATE, frames
from coach.playback.clock import Clock
from coach.playback.outputs.output import Opener, Output, close_within
from coach.playback.source import PlaybackRequest, PlaybackSource, SourceStatus

LOOK_S = 0.5
"""How often the stream is checked while the main thread waits."""
DEAD_AFTER_S = 3.0
"""A stream that has not pulled for so long is dead; less would call a busy machine dead."""
SETTLE_S = 0.1
"""What a sound server may hold beyond the stream's own latency: the last sound needs it too."""
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
        """The frames delivered when that last changed, and when it did."""
        self._checked_at = float("-inf")

    @classmethod
    def open(
        cls, opener: Opener, source: PlaybackSource, clock: Clock, wake: threading.Event
    ) -> Connection:
        """Open a stream that plays a source.

        Args:
            opener: opens the stream.
            source: what it plays; one of its own, so that an old stream that hangs can't interfere.
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
        """How far the source is."""
        return self._source.status

    @property
    def name(self) -> str:
        """The back end's name."""
        return self._output.name

    @property
    def audible(self) -> bool:
        """Whether anything is heard; false on the screen."""
        return self._output.audible

    @property
    def error(self) -> BaseException | None:
        """What was raised in the sound thread."""
        return self._output.error

    def send(self, request: PlaybackRequest) -> None:
        """Have a request applied when the stream next pulls."""
        self._source.requests.append(request)
        self._sent += 1

    def set_gain(self, gain: float) -> None:
        """Set the volume, 1 as the clips are."""
        self._source.gain = gain

    @property
    def settled(self) -> bool:
        """Whether all requests have been applied."""
        return self.status.applied >= self._sent

    def settle(self) -> int:
        """Wait until all requests have been applied, and return the frame that plays next.

        It waits for a second at most, and for no stream that has died.
        """
        never, until = threading.Event(), self._clock.now() + _APPLY_S
        while not self.settled and self._output.active and self._clock.now() < until:
            self._clock.wait(never, _APPLY_LOOK_S)
        return self.status.next_frame

    def wait_for_fade(self) -> None:
        """Wait until the fade at the end has been heard: for its latency and 0.2 s at most."""
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
        """Return the frame that is heard, or the one of a jump that is not heard yet."""
        position, latest = self.position, self.status.clock_segments[-1]
        return latest.position if self._latest_heard < latest.stream else position

    @property
    def certain_position(self) -> int:
        """The frame of the timeline up to which all was heard, even if the stream has died."""
        status = self.status
        return status.position_at(status.certainly_heard(self._output.latency_s))

    @property
    def ended(self) -> bool:
        """Whether all that is to sound has been heard."""
        status = self.status
        if status.ends_at is None:
            return False
        return self._heard(status) >= status.ends_at + frames(SETTLE_S)

    @property
    def starved(self) -> bool:
        """Whether it stands because its speech is not ready, whatever has been asked for."""
        return self.status.starved and self.settled

    @property
    def underruns(self) -> int:
        """How often the sound had a hole: as the system says or as the clock shows.

        Neither sees every hole, so the larger figure counts.
        """
        return max(self._output.underruns, self.status.late if self.audible else 0)

    def new_stall(self) -> bool:
        """Return whether the stream has stalled since this was last asked.

        Not while a request is still to be applied: it may say where to resume.
        """
        stalls = self.status.stalls
        if stalls == self._stalls_seen or not self.settled:
            return False
        self._stalls_seen = stalls
        return True

    def is_dead(self) -> bool:
        """Return whether the stream has ended, or has not pulled for long.

        Time in which this thread did not run itself does not count.
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
        """Close the stream; with `drain`, when all that was delivered has been heard."""
        close_within(self._output, drain=drain)

    def _heard(self, status: SourceStatus) -> int:
        return status.heard(self._clock.now(), self._output.latency_s)
