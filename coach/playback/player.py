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
from coach.playback.outputs.silent import open_screen
from coach.playback.reconnect import Line, Mender, close_within
from coach.playback.resume_point import (
    SOUND_BACK,
    SOUND_GIVEN_UP,
    SOUND_LOST,
    Going,
    Interruption,
)
from coach.playback.source import Feed, Mode, Order
from coach.playback.transport import resume_point

LOOK_S = 0.5
"""How often the stream is looked after while the main thread waits."""
SILENT_S = 3.0
"""A stream that has not pulled for so long is dead; less would call a busy machine dead."""
_STOP_EXTRA_S = 0.2
_STOP_LOOK_S = 0.02
_OBEY_S = 1.0
_OBEY_LOOK_S = 0.005
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
        self.after: Callable[[Interruption], Going] = self._resumed
        self._opener = opener
        self._on_fault = on_fault
        self._clock = clock or SystemClock()
        self._line: Line | None = None
        self._mender: Mender | None = None
        self._wanted: Mode | None = None
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

    def play_on_screen(self, position: int = 0) -> None:
        """Play for the eyes alone, and look for something that sounds meanwhile."""
        self._start(open_screen, position)
        self._mender = self._seek(None)

    def _start(self, opener: Opener, position: int) -> None:
        if self._wanted is not None:
            raise RuntimeError("it plays already")
        self._standing = position
        self._adopt(self._connect(opener, Mode.GO))
        self._wanted = Mode.GO

    def pause(self, aside: bytes = b"") -> None:
        """Fade out, say an aside, and be silent; the stream goes on."""
        self._want(Order(Mode.HOLD, aside=aside))

    def settle(self) -> int:
        """Wait until all that was asked for has begun, and return the frame that is next.

        At most a second: a stream that has died meanwhile is found by `wait`.
        """
        if self._line is None:
            return self._standing
        never, feed, output = threading.Event(), self._line.feed, self._line.output
        bound = self._clock.now() + _OBEY_S
        while feed.mark.obeyed < self._sent and output.active and self._clock.now() < bound:
            self._clock.wait(never, _OBEY_LOOK_S)
        return feed.mark.stands

    def place(self) -> int:
        """Return the frame that is heard; soon after a jump, the one that it went to.

        For two keys pressed quickly: the second one comes before the first one is heard.
        """
        stands, position = self.settle(), self.position
        if self._line is None:
            return stands
        last = self._line.feed.mark.runs[-1]
        return last.position if self._heard < last.stream else position

    def resume(self) -> None:
        """Go on from `transport.resume_point`."""
        self.go_on(resume_point(self.timeline, self.settle()))

    def go_on(self, position: int, aside: bytes = b"", mixer: Mixer | None = None) -> None:
        """Go on from a frame when what is being said beside the timeline is over."""
        self._want(Order(Mode.GO, position, mixer, aside, cut=False))

    def stay(self, position: int, aside: bytes = b"", mixer: Mixer | None = None) -> None:
        """Stay paused, at a frame, after what is being said beside the timeline and an aside."""
        self._want(Order(Mode.HOLD, position, mixer, aside, cut=False))

    def go_to(self, position: int, mixer: Mixer | None = None) -> None:
        """Go on from a frame of the timeline, or of another one, with a short fade."""
        self._want(Order(Mode.GO, position, mixer))

    def say(self, aside: bytes) -> None:
        """Say something as soon as what is being said beside the timeline is over."""
        self._want(Order(self._wanted or Mode.GO, aside=aside, cut=False))

    def replace(self, mixer: Mixer) -> None:
        """Play another timeline from here on: one with the same past."""
        self._want(Order(self._wanted or Mode.GO, mixer=mixer, cut=False))

    def end(self, aside: bytes = b"") -> None:
        """Fade out, say an aside, and be done when that was heard; without sound, read."""
        self._seek_no_more()  # what is found now would only cut the ending off
        if self._line is None:
            self._close(drain=False)
            self._adopt(self._connect(open_screen, Mode.HOLD))
        self._want(Order(Mode.END, aside=aside))

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
        if self._line is not None:
            self._line.feed.gain = gain

    @property
    def starved(self) -> bool:
        """Whether it stands because the next words have not been spoken yet."""
        mark = None if self._line is None else self._line.feed.mark
        return mark is not None and mark.starved and mark.obeyed == self._sent

    @property
    def paused(self) -> bool:
        """Whether a pause was asked for, and no going on since."""
        return self._wanted is Mode.HOLD

    def stop(self) -> None:
        """Fade out, wait until that was heard (at most latency + 0.2 s), and close."""
        self._want(Order(Mode.END))
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
        if self._line is None or self.paused:
            return LOOK_S
        return _SETTLE_S + (self.timeline.total - self.position) / FRAME_RATE

    def _want(self, order: Order) -> None:
        self._wanted = order.mode
        self._mixer = order.mixer or self._mixer
        if self._line is not None:
            self._line.feed.orders.append(order)
            self._sent += 1
        elif order.position is not None:  # the sound is away: it will go on there
            # What is to be said when it is back holds for as long as nobody goes elsewhere.
            if self._cut is not None and order.position != self._standing:
                self._cut = None
            self._standing = order.position

    def _connect(self, opener: Opener, mode: Mode) -> Line:
        """Open a stream with a feed of its own, so that an old one that hangs can't meddle."""
        feed = Feed(self._mixer, self._clock, self._standing, mode)
        feed.gain = self._gain
        output = opener(feed.pull, self.wake.set)
        if output.sounds:
            feed.latency_s = output.latency_s
        return Line(feed, output)

    def _adopt(self, line: Line) -> None:
        self._line = line
        self._sent = 0
        self._heard = 0
        self._stalls_seen = 0
        self._pulled = (0, self._clock.now())

    def _look(self) -> bool:
        """Look after the stream; return whether the sound went or came."""
        if self._mender is not None and self._look_at_mender(self._mender):
            return True
        if self._line is None:
            return False
        error = self._line.output.error
        if error is not None:
            self._close(drain=False)
            raise error
        if self._look_at_stalls(self._line) or self._began_to_starve():
            return True
        if self.done or (self._line.output.active and not self._silent(self._line)):
            return False
        self._lose(self._line)
        return True

    def _look_at_stalls(self, line: Line) -> bool:
        """Go on after a stall, if there was one and the person has not said otherwise."""
        mark = line.feed.mark
        if mark.stalls == self._stalls_seen or mark.obeyed < self._sent:
            return False  # an order that is on its way may say how to go on
        self._stalls_seen = mark.stalls
        if self._wanted is Mode.GO and mark.stalled:
            self._go_on_after(Interruption("stall", mark.stands, mark.stood_s))
        return True

    def _began_to_starve(self) -> bool:
        before, self._starving = self._starving, self.starved
        return self._starving and not before

    def _go_on_after(self, interruption: Interruption) -> None:
        going = self.after(interruption)
        self._want(Order(Mode.GO, going.position, self._mixer, going.aside))

    def _resumed(self, interruption: Interruption) -> Going:
        return Going(resume_point(self.timeline, interruption.position))

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
        self._standing = resume_point(self.timeline, position)
        self._cut = Interruption("sound", self._standing, 0)
        self._lost_at = self._clock.now()
        self._count(line)
        self._line = None
        self._mender = self._seek(line.output)
        self._on_fault(SOUND_LOST)

    def _seek(self, dead: Output | None) -> Mender:
        return Mender(
            dead=dead,
            # Silent until it is adopted: the person may pause or stop meanwhile.
            connect=lambda opener: self._connect(opener, Mode.HOLD),
            opener=self._opener,
            clock=self._clock,
            wake=self.wake,
        )

    def _look_at_mender(self, mender: Mender) -> bool:
        if mender.failure is not None:
            self._mender = None
            raise mender.failure
        line = mender.take()
        if line is None:
            return False
        if line.output.sounds:
            self._mender = None
        if self._line is not None:  # the screen has stood in meanwhile
            self._standing = self.position
            self._cut = Interruption("sound", self._standing, 0)
            self._lost_at = self._clock.now()
            close_within(self._line.output)
        self._adopt(line)
        self._on_fault(SOUND_BACK if line.output.sounds else SOUND_GIVEN_UP)
        cut, self._cut = self._cut, None
        if self._wanted is Mode.GO and cut is not None:
            away_s = self._clock.now() - self._lost_at
            self._go_on_after(Interruption("sound", cut.position, away_s))
        elif self._wanted is not None:
            # With the place: the person may have gone elsewhere since the line was made.
            self._want(Order(self._wanted, self._standing, self._mixer))
        return True

    def _seek_no_more(self) -> None:
        if self._mender is not None:
            self._mender.give_up()
            self._mender = None

    def _close(self, *, drain: bool) -> None:
        self._seek_no_more()
        if self._line is not None:
            self._standing = self.position
            line, self._line = self._line, None
            self._count(line)
            close_within(line.output, drain=drain)

    def _count(self, line: Line) -> None:
        """Keep a stream's figures, which end with it."""
        self._underruns_before += _underruns(line)
        self._stalls_before += line.feed.mark.stalls


def _underruns(line: Line) -> int:
    """Count by two witnesses, since neither sees every hole."""
    output: Output = line.output
    return max(output.underruns, line.feed.mark.late if output.sounds else 0)
