"""Plays a timeline through one unbroken stream, clocked by the samples that it takes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from coach.model.timeline import Timeline
from coach.model.units import FRAME_RATE, frames
from coach.playback.clock import Clock, SystemClock
from coach.playback.mixer import Mixer
from coach.playback.outputs.output import Opener, Output, open_output
from coach.playback.outputs.silent import open_silent
from coach.playback.reconnect import Connection, Reconnector, close_within
from coach.playback.resume_point import (
    SOUND_BACK,
    SOUND_GIVEN_UP,
    SOUND_LOST,
    Interruption,
    ResumePoint,
)
from coach.playback.source import Mode, PlaybackRequest, PlaybackSource
from coach.playback.transport import resume_point

LOOK_S = 0.5
"""How often the stream is looked after while the main thread waits."""
SILENT_S = 3.0
"""A stream that has not pulled for so long is dead; less would call a busy machine dead."""
_STOP_EXTRA_S = 0.2
_STOP_LOOK_S = 0.02
_APPLY_S = 1.0
_APPLY_LOOK_S = 0.005
_SETTLE_S = 0.1
"""What a sound server may hold beside the stream's own latency: what is heard last needs it too."""


def _ignore(_message: str) -> None:
    """Tell nobody about a fault."""


class Player:
    """One session's sound. Use it from one thread, and with `with`, so that it is closed.

    Attributes:
        wake: set when something has happened; give it to whatever else the main thread waits for
            (a key), and wait by `wait`.
        after: asked in `wait` how to go on after an interruption; by itself the player goes on at
            `transport.resume_point`.

    Args:
        mixer: the timeline and its clips.
        opener: opens the stream; again after it died.
        on_fault: told in `wait` when the sound goes and comes, a sentence for the person.
        clock: the machine's own, but for tests.
        wake: an event to share.
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
        self._mixer = mixer
        self.on_interruption: Callable[[Interruption], ResumePoint] = self._resumed
        self._opener = opener
        self._on_fault = on_fault
        self._clock = clock or SystemClock()
        self._connection: Connection | None = None
        self._reconnector: Reconnector | None = None
        self._mode: Mode | None = None
        self._gain = 1.0
        self._sent = 0
        self._standing = 0
        self._cut: Interruption | None = None
        self._lost_at = 0.0
        self._stalls_seen = 0
        self._starving = False
        self._heard = 0
        self._pulled = (0, 0.0)
        self._looked = float("-inf")
        self._done = False
        self._underruns_before = 0
        self._stalls_before = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def play(self, position: int = 0) -> None:
        """Open the stream and play from a frame of the timeline on.

        Raises:
            DeviceError: nothing can sound; one sentence that names the mending.
        """
        self._start(self._opener, position)

    def play_silently(self, position: int = 0) -> None:
        """Play for the eyes alone, and look for something that sounds meanwhile."""
        self._start(open_silent, position)
        self._reconnector = self._reconnect(None)

    def _start(self, opener: Opener, position: int) -> None:
        if self._mode is not None:
            raise RuntimeError("it plays already")
        self._standing = position
        self._adopt(self._connect(opener, Mode.PLAY))
        self._mode = Mode.PLAY

    def pause(self, announcement: bytes = b"") -> None:
        """Fade out, say an aside, and be silent; the stream goes on."""
        self._request(PlaybackRequest(Mode.PAUSE, announcement=announcement))

    def settle(self) -> int:
        """Wait until all that was asked for has begun, and return the frame that is next.

        At most a second: a stream that has died meanwhile is found by `wait`.
        """
        if self._connection is None:
            return self._standing
        never, source, output = threading.Event(), self._connection.source, self._connection.output
        bound = self._clock.now() + _APPLY_S
        while source.status.applied < self._sent and output.active and self._clock.now() < bound:
            self._clock.wait(never, _APPLY_LOOK_S)
        return source.status.stands

    def effective_position(self) -> int:
        """Return the frame that is heard; soon after a jump, the one that it went to.

        For two keys pressed quickly: the second one comes before the first one is heard.
        """
        stands, position = self.settle(), self.position
        if self._connection is None:
            return stands
        last = self._connection.source.status.clock_segments[-1]
        return last.position if self._heard < last.stream else position

    def resume(self) -> None:
        """Go on from `transport.resume_point`."""
        self.resume_from(resume_point(self.timeline, self.settle()))

    def resume_from(
        self, position: int, announcement: bytes = b"", mixer: Mixer | None = None
    ) -> None:
        """Go on from a frame when what is being said beside the timeline is over."""
        self._request(PlaybackRequest(Mode.PLAY, position, mixer, announcement, cut=False))

    def stay_paused_at(
        self, position: int, announcement: bytes = b"", mixer: Mixer | None = None
    ) -> None:
        """Stay paused, at a frame, after what is being said beside the timeline and an aside."""
        self._request(PlaybackRequest(Mode.PAUSE, position, mixer, announcement, cut=False))

    def seek(self, position: int, mixer: Mixer | None = None) -> None:
        """Go on from a frame of the timeline, or of another one, with a short fade."""
        self._request(PlaybackRequest(Mode.PLAY, position, mixer))

    def announce(self, announcement: bytes) -> None:
        """Say something as soon as what is being said beside the timeline is over."""
        self._request(
            PlaybackRequest(self._mode or Mode.PLAY, announcement=announcement, cut=False)
        )

    def replace(self, mixer: Mixer) -> None:
        """Play another timeline from here on: one with the same past."""
        self._request(PlaybackRequest(self._mode or Mode.PLAY, mixer=mixer, cut=False))

    def finish(self, announcement: bytes = b"") -> None:
        """Fade out, say an aside, and be done when that was heard; without sound, read."""
        self._stop_reconnecting()  # what is found now would only cut the ending off
        if self._connection is None:
            self._close(drain=False)
            self._adopt(self._connect(open_silent, Mode.PAUSE))
        self._request(PlaybackRequest(Mode.END, announcement=announcement))

    @property
    def timeline(self) -> Timeline:
        """What is played."""
        return self._mixer.timeline

    @property
    def ready_until(self) -> int:
        """The frame up to which there is speech to play."""
        return self._mixer.ready_until

    @property
    def gain(self) -> float:
        """How loud it is, 1 as the clips are."""
        return self._gain

    @gain.setter
    def gain(self, gain: float) -> None:
        self._gain = gain
        if self._connection is not None:
            self._connection.source.gain = gain

    @property
    def starved(self) -> bool:
        """Whether it stands because the next words have not been spoken yet."""
        status = None if self._connection is None else self._connection.source.status
        return status is not None and status.starved and status.applied == self._sent

    @property
    def paused(self) -> bool:
        """Whether a pause was asked for, and no going on since."""
        return self._mode is Mode.PAUSE

    def stop(self) -> None:
        """Fade out, wait until that was heard (at most latency + 0.2 s), and close."""
        self._request(PlaybackRequest(Mode.END))
        if self._connection is not None:
            never = threading.Event()
            output = self._connection.output
            latency_s = max(output.latency_s, self._connection.source.status.ahead / FRAME_RATE)
            bound = self._clock.now() + latency_s + _STOP_EXTRA_S
            while not self.done and output.active and self._clock.now() < bound:
                self._clock.wait(never, _STOP_LOOK_S)
        self._close(drain=False)
        self._done = True  # whatever became of the fade: nothing more will be heard

    def close(self) -> None:
        """End the stream; when the timeline was played to its end, all of it is heard first."""
        self._close(drain=self.done)

    @property
    def position(self) -> int:
        """The frame of the timeline that is heard now. It goes back only where the sound does."""
        if self._connection is None:
            return self._standing
        status = self._connection.source.status
        heard = status.heard(self._clock.now(), self._connection.output.latency_s)
        self._heard = max(self._heard, heard)
        return status.position(self._heard)

    @property
    def done(self) -> bool:
        """Whether all is over: the timeline's last frame has been heard, or it was stopped."""
        if self._connection is not None and not self._done:
            status = self._connection.source.status
            heard = status.heard(self._clock.now(), self._connection.output.latency_s)
            self._done = status.last is not None and heard >= status.last + frames(_SETTLE_S)
        return self._done

    @property
    def audible(self) -> bool:
        """Whether there is a device; false on the screen and while the sound is gone."""
        return self._connection is not None and self._connection.output.audible

    @property
    def output_name(self) -> str:
        """The back end that plays; empty while there is none."""
        return self._connection.output.name if self._connection is not None else ""

    @property
    def underruns(self) -> int:
        """How often the sound had a hole: as the system says, or as the clock shows."""
        return self._underruns_before + (_underruns(self._connection) if self._connection else 0)

    @property
    def stalls(self) -> int:
        """How often the process or machine stood for over a second, which counts as a pause."""
        return self._stalls_before + (
            self._connection.source.status.stalls if self._connection else 0
        )

    def wait(self, timeout_s: float) -> bool:
        """Wait until something has happened or the time is over, and look after the stream.

        Returns true if `wake` was set (a key, a fault), the timeline is done, the sound came or
        went, or speech is not ready; false when the time was over.

        Raises:
            Exception: whatever was raised in the sound thread: a bug.
        """
        until = self._clock.now() + timeout_s
        while True:
            if self._look() or self.done:
                return True
            left = min(until - self._clock.now(), LOOK_S, self._left_s())
            woken = self._clock.wait(self.wake, max(0.0, left))
            # First cleared, then looked at what it was set for: nothing is missed.
            self.wake.clear()
            if woken:
                self._look()
                return True
            if self._clock.now() >= until:
                return self._look() or self.done

    def _left_s(self) -> float:
        """Return how long it is at least until the last frame has been heard."""
        if self._connection is None or self.paused:
            return LOOK_S
        return _SETTLE_S + (self.timeline.total - self.position) / FRAME_RATE

    def _request(self, request: PlaybackRequest) -> None:
        self._mode = request.mode
        self._mixer = request.mixer or self._mixer
        if self._connection is not None:
            self._connection.source.requests.append(request)
            self._sent += 1
        elif request.position is not None:  # the sound is away: it will go on there
            # What is to be said when it is back holds for as long as nobody goes elsewhere.
            if self._cut is not None and request.position != self._standing:
                self._cut = None
            self._standing = request.position

    def _connect(self, opener: Opener, mode: Mode) -> Connection:
        """Open a stream with a feed of its own, so that an old one that hangs can't meddle."""
        source = PlaybackSource(self._mixer, self._clock, self._standing, mode)
        source.gain = self._gain
        output = opener(source.pull, self.wake.set)
        if output.audible:
            source.latency_s = output.latency_s
        return Connection(source, output)

    def _adopt(self, connection: Connection) -> None:
        self._connection = connection
        self._sent = 0
        self._heard = 0
        self._stalls_seen = 0
        self._pulled = (0, self._clock.now())

    def _look(self) -> bool:
        """Look after the stream; return whether the sound went or came."""
        if self._reconnector is not None and self._look_at_reconnector(self._reconnector):
            return True
        if self._connection is None:
            return False
        error = self._connection.output.error
        if error is not None:
            self._close(drain=False)
            raise error
        if self._look_at_stalls(self._connection) or self._began_to_starve():
            return True
        if self.done or (self._connection.output.active and not self._silent(self._connection)):
            return False
        self._lose(self._connection)
        return True

    def _look_at_stalls(self, connection: Connection) -> bool:
        """Go on after a stall, if there was one and the person has not said otherwise."""
        status = connection.source.status
        if status.stalls == self._stalls_seen or status.applied < self._sent:
            return False  # an order that is on its way may say how to go on
        self._stalls_seen = status.stalls
        if self._mode is Mode.PLAY and status.stalled:
            self._go_on_after(Interruption("stall", status.stands, status.stood_s))
        return True

    def _began_to_starve(self) -> bool:
        before, self._starving = self._starving, self.starved
        return self._starving and not before

    def _go_on_after(self, interruption: Interruption) -> None:
        going = self.on_interruption(interruption)
        self._request(PlaybackRequest(Mode.PLAY, going.position, self._mixer, going.announcement))

    def _resumed(self, interruption: Interruption) -> ResumePoint:
        return ResumePoint(resume_point(self.timeline, interruption.position))

    def _silent(self, connection: Connection) -> bool:
        """Whether the stream has not pulled for long, while this thread itself was awake."""
        now = self._clock.now()
        handed, since = self._pulled
        asleep = now - self._looked > SILENT_S - LOOK_S
        self._looked = now
        if connection.source.status.handed != handed or asleep:
            self._pulled = (connection.source.status.handed, now)
            return False
        return now - since > SILENT_S

    def _lose(self, connection: Connection) -> None:
        """Take the sound for gone: stand where it was cut, and have it sought."""
        status = connection.source.status
        position = status.position(status.surely_heard(connection.output.latency_s))
        self._standing = resume_point(self.timeline, position)
        self._cut = Interruption("sound", self._standing, 0)
        self._lost_at = self._clock.now()
        self._count(connection)
        self._connection = None
        self._reconnector = self._reconnect(connection.output)
        self._on_fault(SOUND_LOST)

    def _reconnect(self, dead: Output | None) -> Reconnector:
        return Reconnector(
            dead=dead,
            # Silent until it is adopted: the person may pause or stop meanwhile.
            connect=lambda opener: self._connect(opener, Mode.PAUSE),
            opener=self._opener,
            clock=self._clock,
            wake=self.wake,
        )

    def _look_at_reconnector(self, reconnector: Reconnector) -> bool:
        if reconnector.failure is not None:
            self._reconnector = None
            raise reconnector.failure
        connection = reconnector.take()
        if connection is None:
            return False
        if connection.output.audible:
            self._reconnector = None
        if self._connection is not None:  # the screen has stood in meanwhile
            self._standing = self.position
            self._cut = Interruption("sound", self._standing, 0)
            self._lost_at = self._clock.now()
            close_within(self._connection.output)
        self._adopt(connection)
        self._on_fault(SOUND_BACK if connection.output.audible else SOUND_GIVEN_UP)
        cut, self._cut = self._cut, None
        if self._mode is Mode.PLAY and cut is not None:
            away_s = self._clock.now() - self._lost_at
            self._go_on_after(Interruption("sound", cut.position, away_s))
        elif self._mode is not None:
            # With the place: the person may have gone elsewhere since the line was made.
            self._request(PlaybackRequest(self._mode, self._standing, self._mixer))
        return True

    def _stop_reconnecting(self) -> None:
        if self._reconnector is not None:
            self._reconnector.cancel()
            self._reconnector = None

    def _close(self, *, drain: bool) -> None:
        self._stop_reconnecting()
        if self._connection is not None:
            self._standing = self.position
            connection, self._connection = self._connection, None
            self._count(connection)
            close_within(connection.output, drain=drain)

    def _count(self, connection: Connection) -> None:
        """Keep a stream's figures, which end with it."""
        self._underruns_before += _underruns(connection)
        self._stalls_before += connection.source.status.stalls


def _underruns(connection: Connection) -> int:
    """Count by two witnesses, since neither sees every hole."""
    output: Output = connection.output
    return max(output.underruns, connection.source.status.late if output.audible else 0)
