"""Plays a timeline through one unbroken stream, clocked by the samples that it takes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from coach.mixer import Mixer
from coach.player.clock import Clock, SystemClock
from coach.player.feed import Feed, Mode, Order
from coach.player.mend import Line, Mender, close_within
from coach.player.output import Opener, Output, open_output
from coach.transport import resume_point
from coach.units import FRAME_RATE, frames

if TYPE_CHECKING:
    from typing_extensions import Self

LOOK_S = 0.5
"""How often the stream is looked after while the main thread waits."""
SILENT_S = 3.0
"""A stream that has not pulled for so long is dead; less would call a busy machine dead."""
_STOP_EXTRA_S = 0.2
_STOP_LOOK_S = 0.02
_SETTLE_S = 0.1
"""What a sound server may hold beside the stream's own latency: what is heard last needs it too."""

SOUND_LOST = "The sound is gone. Trying to get it back."
SOUND_BACK = "The sound is back."
SOUND_GIVEN_UP = "The sound did not come back. Coaching goes on here on the screen."


def _ignore(_message: str) -> None:
    """Tell nobody about a fault."""


class Player:
    """One session's sound. Use it from one thread, and with `with`, so that it is closed.

    Attributes:
        wake: set when something has happened; give it to whatever else the main thread waits for
            (a key), and wait by `wait`.

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
        on_fault: Callable[[str], None] = _ignore,
        clock: Clock | None = None,
        wake: threading.Event | None = None,
    ) -> None:
        self.wake = wake or threading.Event()
        self._mixer = mixer
        self._opener = opener
        self._on_fault = on_fault
        self._clock = clock or SystemClock()
        self._line: Line | None = None
        self._mender: Mender | None = None
        self._wanted: Mode | None = None
        self._standing = 0
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
        if self._wanted is not None:
            raise RuntimeError("it plays already")
        self._standing = position
        self._adopt(self._connect(self._opener, Mode.GO))
        self._wanted = Mode.GO

    def pause(self) -> None:
        """Fade out and be silent; the stream goes on."""
        self._want(Mode.HOLD)

    def resume(self) -> None:
        """Go on from `transport.resume_point`."""
        self._want(Mode.GO)

    def go_to(self, position: int) -> None:
        """Go on from a frame of the timeline, with a short fade."""
        self._wanted = Mode.GO
        self._standing = position
        if self._line is not None:
            self._line.feed.order = Order(Mode.GO, position)

    @property
    def paused(self) -> bool:
        """Whether a pause was asked for, and no going on since."""
        return self._wanted is Mode.HOLD

    def stop(self) -> None:
        """Fade out, wait until that was heard (at most latency + 0.2 s), and close."""
        self._want(Mode.END)
        if self._line is not None:
            never = threading.Event()
            output = self._line.output
            latency_s = max(output.latency_s, self._line.feed.mark.ahead / FRAME_RATE)
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
        if self._line is None:
            return self._standing
        mark = self._line.feed.mark
        heard = mark.heard(self._clock.now(), self._line.output.latency_s)
        self._heard = max(self._heard, heard)
        return mark.position(self._heard)

    @property
    def done(self) -> bool:
        """Whether all is over: the timeline's last frame has been heard, or it was stopped."""
        if self._line is not None and not self._done:
            mark = self._line.feed.mark
            heard = mark.heard(self._clock.now(), self._line.output.latency_s)
            self._done = mark.last is not None and heard >= mark.last + frames(_SETTLE_S)
        return self._done

    @property
    def sounds(self) -> bool:
        """Whether there is a device; false on the screen and while the sound is gone."""
        return self._line is not None and self._line.output.sounds

    @property
    def output_name(self) -> str:
        """The back end that plays; empty while there is none."""
        return self._line.output.name if self._line is not None else ""

    @property
    def underruns(self) -> int:
        """How often the sound had a hole: as the system says, or as the clock shows."""
        return self._underruns_before + (_underruns(self._line) if self._line else 0)

    @property
    def stalls(self) -> int:
        """How often the process or machine stood for over a second, which counts as a pause."""
        return self._stalls_before + (self._line.feed.mark.stalls if self._line else 0)

    def wait(self, timeout_s: float) -> bool:
        """Wait until something has happened or the time is over, and look after the stream.

        Returns true if `wake` was set (a key, a fault), the timeline is done or the sound came
        or went; false when the time was over.

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
        if self._line is None or self.paused:
            return LOOK_S
        return _SETTLE_S + (self._mixer.timeline.total - self.position) / FRAME_RATE

    def _want(self, mode: Mode) -> None:
        self._wanted = mode
        if self._line is not None:
            self._line.feed.order = Order(mode)

    def _connect(self, opener: Opener, mode: Mode) -> Line:
        """Open a stream with a feed of its own, so that an old one that hangs can't meddle."""
        feed = Feed(self._mixer, self._clock, self._standing, mode)
        output = opener(feed.pull, self.wake.set)
        if output.sounds:
            feed.latency_s = output.latency_s
        return Line(feed, output)

    def _adopt(self, line: Line) -> None:
        self._line = line
        self._heard = 0
        self._pulled = (0, self._clock.now())

    def _look(self) -> bool:
        """Look after the stream; return whether the sound went or came."""
        if self._mender is not None:
            return self._look_at_mender(self._mender)
        if self._line is None:
            return False
        error = self._line.output.error
        if error is not None:
            self._close(drain=False)
            raise error
        if self.done or (self._line.output.active and not self._silent(self._line)):
            return False
        self._lose(self._line)
        return True

    def _silent(self, line: Line) -> bool:
        """Whether the stream has not pulled for long, while this thread itself was awake."""
        now = self._clock.now()
        handed, since = self._pulled
        asleep = now - self._looked > SILENT_S - LOOK_S
        self._looked = now
        if line.feed.mark.handed != handed or asleep:
            self._pulled = (line.feed.mark.handed, now)
            return False
        return now - since > SILENT_S

    def _lose(self, line: Line) -> None:
        """Take the sound for gone: stand where it was cut, and have it sought."""
        mark = line.feed.mark
        position = mark.position(mark.surely_heard(line.output.latency_s))
        self._standing = resume_point(self._mixer.timeline, position)
        self._underruns_before += _underruns(line)
        self._stalls_before += mark.stalls
        self._line = None
        self._mender = Mender(
            dead=line.output,
            # Silent until it is adopted: the person may pause or stop meanwhile.
            connect=lambda opener: self._connect(opener, Mode.HOLD),
            opener=self._opener,
            clock=self._clock,
            wake=self.wake,
        )
        self._on_fault(SOUND_LOST)

    def _look_at_mender(self, mender: Mender) -> bool:
        if mender.failure is not None:
            self._mender = None
            raise mender.failure
        if mender.line is None:
            return False
        self._mender = None
        self._adopt(mender.line)
        if self._wanted is not None:
            # With the place: the person may have gone elsewhere since the line was made.
            mender.line.feed.order = Order(self._wanted, self._standing)
        self._on_fault(SOUND_BACK if mender.line.output.sounds else SOUND_GIVEN_UP)
        return True

    def _close(self, *, drain: bool) -> None:
        if self._mender is not None:
            self._mender.give_up()
            self._mender = None
        if self._line is not None:
            self._standing = self.position
            line, self._line = self._line, None
            self._underruns_before += _underruns(line)
            self._stalls_before += line.feed.mark.stalls
            close_within(line.output, drain=drain)


def _underruns(line: Line) -> int:
    """Count by two witnesses, since neither sees every hole."""
    output: Output = line.output
    return max(output.underruns, line.feed.mark.late if output.sounds else 0)
