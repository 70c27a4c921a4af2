"""A sound card in virtual time, which advances whenever someone waits: exact and fast."""

from __future__ import annotations

import threading
from array import array

from coach.model.clip import Clip
from coach.model.plan import Place
from coach.model.problems import DeviceError
from coach.model.timeline import Cue, ScheduledSegment, Timeline
from coach.model.units import FRAME_RATE, frames
from coach.playback.outputs.output import Ended, Output, Pull

BLOCK = 2400
STEP_S = 0.01
LEVEL = 1000


class Card:
    """An output that takes a block whenever its buffer has room."""

    name = "virtual"
    audible = True

    def __init__(self, world: World, pull: Pull, ended: Ended) -> None:
        self.latency_s = 0.2
        self.underruns = 0
        self.error: BaseException | None = None
        self.active = True
        self.frozen = False
        self.closed: list[bool] = []
        self.got = bytearray()
        self._world = world
        self._pull = pull
        self._ended = ended
        self._began = world.now()

    def tick(self) -> None:
        """Play until now, and take as much as the buffer has room for."""
        if self.frozen or not self.active:
            return
        played = round((self._world.now() - self._began) * FRAME_RATE)
        while self.active and len(self.got) // 2 + BLOCK <= played + frames(self.latency_s):
            try:
                pcm = self._pull(BLOCK)
            except BaseException as error:  # noqa: BLE001 - as a real one does
                self.error = error
                self.die()
                return
            assert len(pcm) == 2 * BLOCK
            self.got += pcm

    def thaw(self) -> None:
        """Continue after a stall, as when a laptop is opened again."""
        self._began = self._world.now() - len(self.got) / 2 / FRAME_RATE + self.latency_s
        self.frozen = False

    def die(self) -> None:
        self.active = False
        self._ended()

    def close(self, *, drain: bool = False) -> None:
        self.closed.append(drain)
        self.active = False

    def levels(self) -> array[int]:
        return array("h", bytes(self.got))


class World:
    """The clock, and the cards that follow it. `failures` is how many of the next openings fail."""

    def __init__(self) -> None:
        self.cards: list[Card] = []
        self.failures = 0.0
        self.begun = True
        self._now = 1000.0
        self._lock = threading.RLock()

    def now(self) -> float:
        return self._now

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        until = self._now + timeout_s
        while not event.is_set() and self._now < until:
            self.leap(min(STEP_S, until - self._now))
        return event.is_set()

    def leap(self, by_s: float) -> None:
        with self._lock:
            self._now += by_s
            for card in self.cards:
                card.tick()

    def open(self, pull: Pull, ended: Ended) -> Output:
        if self.failures > 0:
            self.failures -= 1
            raise DeviceError("No sound device works here.")
        card = Card(self, pull, ended)
        self.cards.append(card)
        card.tick()
        return card

    @property
    def card(self) -> Card:
        return self.cards[-1]


def timeline(*cues: Cue, total_s: float) -> Timeline:
    total = frames(total_s)
    return Timeline(cues, (ScheduledSegment(0, total, "exercise"),), total)


def cue(start_s: float, end_s: float, rep: int | None = None) -> Cue:
    return Cue(frames(start_s), frames(end_s), "phase", "tone", Place(item=0, rep=rep))


def clip(cue: Cue) -> Clip:
    """Return a clip that sounds from its first sample to its last."""
    return Clip(array("h", [LEVEL] * (cue.end - cue.start)).tobytes())


def sounding(levels: array[int]) -> list[tuple[float, float]]:
    """Return the stretches with sound, in seconds rounded to milliseconds, end exclusive."""
    found: list[tuple[float, float]] = []
    start: int | None = None
    for frame, level in enumerate([*levels, 0]):
        if level and start is None:
            start = frame
        elif not level and start is not None:
            found.append((round(start / FRAME_RATE, 3), round(frame / FRAME_RATE, 3)))
            start = None
    return found
