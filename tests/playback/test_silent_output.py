"""The silent output follows the clock."""

from __future__ import annotations

import threading
from itertools import pairwise

from coach.model.units import FRAME_RATE, frames
from coach.playback.outputs.silent import STEP_S, SilentOutput


class FastClock:
    """A clock that advances when someone waits for it."""

    def __init__(self) -> None:
        self.time = 50.0

    def now(self) -> float:
        return self.time

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        self.time += max(0.0, timeout_s)
        return event.is_set()


def play(clock: FastClock, until_s: float, sleep_at_s: float = -1) -> list[tuple[float, int]]:
    """Pull until a time; return each pull's time in seconds and the frames asked for before it."""
    ended = threading.Event()
    pulls: list[tuple[float, int]] = []
    asked = 0

    def pull(wanted: int) -> bytes:
        nonlocal asked
        pulls.append((clock.time - 50, asked))
        asked += wanted
        if 0 <= sleep_at_s <= asked / FRAME_RATE < sleep_at_s + STEP_S:
            clock.time += 100
        if asked >= frames(until_s):
            output.close()
        return bytes(2 * wanted)

    made = threading.Event()

    def pull_once_made(wanted: int) -> bytes:
        made.wait()
        return pull(wanted)

    output = SilentOutput(pull_once_made, ended.set, clock)
    made.set()
    assert ended.wait(10)
    output.close()
    assert not output.active
    return pulls


def test_an_hour_takes_an_hour() -> None:
    pulls = play(FastClock(), until_s=3600)
    assert max(abs(at - asked / FRAME_RATE) for at, asked in pulls) < 1e-3


def test_it_does_not_catch_up_after_the_machine_slept() -> None:
    pulls = play(FastClock(), until_s=20, sleep_at_s=5)
    gaps = [round(b - a, 3) for (a, _), (b, _) in pairwise(pulls)]
    assert sorted(set(gaps)) == [STEP_S, 100]


def test_an_error_in_the_pull_is_kept() -> None:
    ended = threading.Event()
    failure = ValueError("a bug")

    def pull(_: int) -> bytes:
        raise failure

    output = SilentOutput(pull, ended.set)
    assert ended.wait(10)
    output.close()
    assert output.error is failure
    assert not output.active
