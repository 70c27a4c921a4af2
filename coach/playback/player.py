"""Plays a timeline through one unbroken stream, clocked by the samples that it takes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from coach.model.timeline import Timeline
from coach.model.units import FRAME_RATE
from coach.playback.clock import Clock, SystemClock
from coach.playback.connection import LOOK_S, SETTLE_S, Connection
from coach.playback.mixer import Mixer
from coach.playback.outputs.output import Opener, open_output
from coach.playback.outputs.silent import open_silent
from coach.playback.reconnect import Reconnector
from coach.playback.source import Mode, PlaybackRequest, PlaybackSource
from coach.playback.transport import Interruption, ResumePoint, resume_point

SOUND_LOST = "The sound is gone. Trying to get it back."
SOUND_BACK = "The sound is back."
SOUND_GIVEN_UP = "The sound didn't come back. Coaching continues on the screen."


def _ignore(_message: str) -> None:
    """Ignore a fault."""


class Player:
    """One session's sound. Use it from one thread, and with `with`, so that it is closed.

    Attributes:
        wake: set when something has happened; share it with whatever else the main thread waits
            for (such as a key), and wait with `wait`.
        on_interruption: tells `wait` where to resume after an interruption; by default at
            `transport.resume_point`.

    Args:
        mixer: the timeline and its clips.
        opener: opens the stream, and opens it again if it dies.
        on_fault: called in `wait` when the sound goes or comes back, with sentences for the person.
        clock: the machine's own, except in tests.
        wake: the event for `wake`; by default a new one.
    """

    def __init__(
        self,
        mixer: Mixer,
        opener: Opener = open_output,
        *,
        on_fault: Callable[[str], None] = _ignore,
        clock: Clock | None = None,
        wake: threading.Event | None = None,
    ) -> None:
        self.wake = wake or threading.Event()
        self.on_interruption: Callable[[Interruption], ResumePoint] = self._default_resume_point
        self._mixer = mixer
        self._opener = opener
        self._on_fault = on_fault
        self._clock = clock or SystemClock()
        self._connection: Connection | None = None
        self._reconnector: Reconnector | None = None
        self._mode: Mode | None = None
        self._gain = 1.0
        self._standing = 0
        """The frame of the timeline to resume from, while there is no connection."""
        self._sound_lost: Interruption | None = None
        """Set while the sound is gone, unless the person has jumped elsewhere meanwhile."""
        self._lost_at = 0.0
        self._was_starved = False
        self._done = False
        self._earlier_underruns = 0
        self._earlier_stalls = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    # -- requests ------------------------------------------------------------------------------

    def play(self, position: int = 0) -> None:
        """Open the stream and play from a frame of the timeline.

        Raises:
            DeviceError: no output works; says what to do.
        """
        self._start(self._opener, position)

    def play_silently(self, position: int = 0) -> None:
        """Play on the screen only, and look for a device meanwhile."""
        self._start(open_silent, position)
        self._reconnect(None)

    def _start(self, opener: Opener, position: int) -> None:
        if self._mode is not None:
            raise RuntimeError("already playing")
        self._standing = position
        self._connection = self._connect(opener, Mode.PLAY)
        self._mode = Mode.PLAY

    def pause(self, announcement: bytes = b"") -> None:
        """Fade out, play an announcement, then stay silent; the stream stays open."""
        self._request(PlaybackRequest(Mode.PAUSE, announcement=announcement))

    def resume(self) -> None:
        """Resume at `transport.resume_point`."""
        self.resume_from(resume_point(self.timeline, self.settle()))

    def resume_from(
        self, position: int, announcement: bytes = b"", mixer: Mixer | None = None
    ) -> None:
        """Play from a frame, after the current announcement and then this one."""
        self._request(PlaybackRequest(Mode.PLAY, position, mixer, announcement, cut=False))

    def stay_paused_at(
        self, position: int, announcement: bytes = b"", mixer: Mixer | None = None
    ) -> None:
        """Move to a frame and stay paused, after the current announcement and then this one."""
        self._request(PlaybackRequest(Mode.PAUSE, position, mixer, announcement, cut=False))

    def seek(self, position: int, mixer: Mixer | None = None) -> None:
        """Jump to a frame of the timeline, or of another one, with a short fade."""
        self._request(PlaybackRequest(Mode.PLAY, position, mixer))

    def announce(self, announcement: bytes) -> None:
        """Play an announcement as soon as the one that is playing is over."""
        mode = self._mode or Mode.PLAY
        self._request(PlaybackRequest(mode, announcement=announcement, cut=False))

    def replace(self, mixer: Mixer) -> None:
        """Play another timeline, with the same past, from here on."""
        self._request(PlaybackRequest(self._mode or Mode.PLAY, mixer=mixer, cut=False))

    def finish(self, announcement: bytes = b"") -> None:
        """Fade out, play the closing words, and be done once they have been heard.

        Without sound, there is the same time to read them.
        """
        self._cancel_reconnecting()  # a device found now would only cut the words off
        if self._connection is None:
            self._connection = self._connect(open_silent, Mode.PAUSE)
        self._request(PlaybackRequest(Mode.END, announcement=announcement))

    def stop(self) -> None:
        """Fade out, wait until that has been heard (at most the latency plus 0.2 s), and close."""
        self._request(PlaybackRequest(Mode.END))
        if self._connection is not None and not self.done:
            self._connection.wait_for_fade()
        self._close(drain=False)
        self._done = True  # even if the fade failed, nothing more will be heard

    def close(self) -> None:
        """End the stream; if the timeline was played to its end, all of it is heard first."""
        self._close(drain=self.done)

    @property
    def gain(self) -> float:
        """The volume; 1 leaves the clips as they are."""
        return self._gain

    @gain.setter
    def gain(self, gain: float) -> None:
        self._gain = gain
        if self._connection is not None:
            self._connection.set_gain(gain)

    # -- state ---------------------------------------------------------------------------------

    @property
    def timeline(self) -> Timeline:
        """The timeline that is playing."""
        return self._mixer.timeline

    @property
    def ready_until(self) -> int:
        """The frame up to which there is speech to play."""
        return self._mixer.ready_until

    @property
    def position(self) -> int:
        """The frame of the timeline that is heard now. It goes back only when the sound does."""
        return self._standing if self._connection is None else self._connection.position

    def settle(self) -> int:
        """Wait until all requests have been applied, and return the frame that plays next.

        It waits for a second at most; `wait` finds out if the stream has died meanwhile.
        """
        return self._standing if self._connection is None else self._connection.settle()

    def effective_position(self) -> int:
        """Return the frame that is heard now; just after a jump, the frame that was jumped to.

        For two keys pressed quickly: the second one comes before the first one's effect is heard.
        """
        standing = self.settle()
        return standing if self._connection is None else self._connection.target()

    @property
    def paused(self) -> bool:
        """Whether it was paused and hasn't been resumed since."""
        return self._mode is Mode.PAUSE

    @property
    def starved(self) -> bool:
        """Whether the timeline stands because the next words haven't been synthesized yet."""
        return self._connection is not None and self._connection.starved

    @property
    def done(self) -> bool:
        """Whether playback is over: the last frame has been heard, or it was stopped."""
        if self._connection is not None and not self._done:
            self._done = self._connection.ended
        return self._done

    @property
    def audible(self) -> bool:
        """Whether there is a device; false for the silent output and while the sound is gone."""
        return self._connection is not None and self._connection.audible

    @property
    def output_name(self) -> str:
        """The back end that plays; empty while there is none."""
        return "" if self._connection is None else self._connection.name

    @property
    def underruns(self) -> int:
        """How often the sound had a gap, according to the system or to the clock."""
        now = 0 if self._connection is None else self._connection.underruns
        return self._earlier_underruns + now

    @property
    def stalls(self) -> int:
        """How often the process or the machine stalled for over a second."""
        now = 0 if self._connection is None else self._connection.status.stalls
        return self._earlier_stalls + now

    # -- waiting and monitoring ----------------------------------------------------------------

    def wait(self, timeout_s: float) -> bool:
        """Wait until something happens or the time is up, and monitor the stream meanwhile.

        Returns true if `wake` was set (a key, a fault), the timeline is done, the sound was lost or
        came back, or speech isn't ready; false when the time is up.

        Raises:
            Exception: whatever was raised in the sound thread, which is a bug.
        """
        until = self._clock.now() + timeout_s
        while True:
            if self._check() or self.done:
                return True
            left = min(until - self._clock.now(), LOOK_S, self._left_s())
            woken = self._clock.wait(self.wake, max(0.0, left))
            # Clear it before looking for what set it, so that nothing is missed.
            self.wake.clear()
            if woken:
                self._check()
                return True
            if self._clock.now() >= until:
                return self._check() or self.done

    def _left_s(self) -> float:
        """Return the least number of seconds until the last frame has been heard."""
        if self._connection is None or self.paused:
            return LOOK_S
        return SETTLE_S + (self.timeline.total - self.position) / FRAME_RATE

    def _request(self, request: PlaybackRequest) -> None:
        self._mode = request.mode
        self._mixer = request.mixer or self._mixer
        if self._connection is not None:
            self._connection.send(request)
        elif request.position is not None:  # the sound is gone: resume there later
            # After a jump, the interruption needn't be announced any more.
            if self._sound_lost is not None and request.position != self._standing:
                self._sound_lost = None
            self._standing = request.position

    def _connect(self, opener: Opener, mode: Mode) -> Connection:
        source = PlaybackSource(self._mixer, self._clock, self._standing, mode)
        source.gain = self._gain
        return Connection.open(opener, source, self._clock, self.wake)

    def _check(self) -> bool:
        """Check the stream; return whether something has changed."""
        if self._reconnector is not None and self._check_reconnector(self._reconnector):
            return True
        connection = self._connection
        if connection is None:
            return False
        error = connection.error
        if error is not None:
            self._close(drain=False)
            raise error
        if self._check_stall(connection) or self._began_to_starve():
            return True
        if self.done or not connection.is_dead():
            return False
        self._lose(connection)
        return True

    def _check_stall(self, connection: Connection) -> bool:
        """Resume after a stall, if there was one and the person hasn't asked for anything else."""
        if not connection.new_stall():
            return False
        status = connection.status
        if self._mode is Mode.PLAY and status.stalled:
            self._resume_after(Interruption("stall", status.next_frame, status.stall_s))
        return True

    def _began_to_starve(self) -> bool:
        before, self._was_starved = self._was_starved, self.starved
        return self._was_starved and not before

    def _resume_after(self, interruption: Interruption) -> None:
        point = self.on_interruption(interruption)
        self._request(PlaybackRequest(Mode.PLAY, point.position, self._mixer, point.announcement))

    def _default_resume_point(self, interruption: Interruption) -> ResumePoint:
        return ResumePoint(resume_point(self.timeline, interruption.position))

    # -- reconnecting --------------------------------------------------------------------------

    def _lose(self, connection: Connection) -> None:
        """Handle lost sound: stand where it was cut off, and look for another stream."""
        self._stand_at(resume_point(self.timeline, connection.certain_position))
        self._count(connection)
        self._connection = None
        self._reconnect(connection)
        self._on_fault(SOUND_LOST)

    def _stand_at(self, position: int) -> None:
        """Stand at a frame until there is another stream."""
        self._standing = position
        self._sound_lost = Interruption("sound", position, 0)
        self._lost_at = self._clock.now()

    def _reconnect(self, dead: Connection | None) -> None:
        self._reconnector = Reconnector(
            dead=dead,
            # Silent until it is taken: the person may pause or stop meanwhile.
            connect=lambda opener: self._connect(opener, Mode.PAUSE),
            opener=self._opener,
            clock=self._clock,
            wake=self.wake,
        )

    def _check_reconnector(self, reconnector: Reconnector) -> bool:
        """Use the connection that the reconnector has found; return whether there was one."""
        if reconnector.error is not None:
            self._reconnector = None
            raise reconnector.error
        connection = reconnector.take()
        if connection is None:
            return False
        if connection.audible:
            self._reconnector = None
        if self._connection is not None:  # the silent output stood in for it
            self._stand_at(self.position)
            self._connection.close()
        self._connection = connection
        connection.set_gain(self._gain)
        self._on_fault(SOUND_BACK if connection.audible else SOUND_GIVEN_UP)
        lost, self._sound_lost = self._sound_lost, None
        if self._mode is Mode.PLAY and lost is not None:
            away_s = self._clock.now() - self._lost_at
            self._resume_after(Interruption("sound", lost.position, away_s))
        elif self._mode is not None:
            # With the position: the person may have jumped elsewhere since the stream was opened.
            self._request(PlaybackRequest(self._mode, self._standing, self._mixer))
        return True

    def _cancel_reconnecting(self) -> None:
        if self._reconnector is not None:
            self._reconnector.cancel()
            self._reconnector = None

    def _close(self, *, drain: bool) -> None:
        self._cancel_reconnecting()
        if self._connection is not None:
            self._standing = self.position
            connection, self._connection = self._connection, None
            self._count(connection)
            connection.close(drain=drain)

    def _count(self, connection: Connection) -> None:
        """Add a stream's counts to those of the session before it is gone."""
        self._earlier_underruns += connection.underruns
        self._earlier_stalls += connection.status.stalls
