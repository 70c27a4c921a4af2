"""Observers see a session from its preparation to its end, and can't fail it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from tempo import timeline_of

from coach.log import log_folder
from coach.planning import Choices
from coach.session.bookmark import Bookmark, BookmarkStore
from coach.session.observers import (
    BookmarkKeeper,
    Observers,
    SessionLog,
    SessionObserver,
    Show,
)
from coach.session.screen import SessionState, SoundStatus
from coach.signals import SignalledError

TIMELINE = timeline_of("exercises: [{name: Squat, hold: 5 s}, {name: Stretch, hold: 5 s}]\n")
STATE = SessionState(TIMELINE, 0, sound=SoundStatus("fake"))


def ignore(_message: str) -> None:
    """Show nothing."""


class Recorder(SessionObserver):
    """Records its calls, and fails in a given method."""

    def __init__(self, name: str, calls: list[str], fail: str = "") -> None:
        self.name, self.calls, self.fail_in = name, calls, fail
        self.error: Exception = ZeroDivisionError("odd")

    def note(self, what: str) -> None:
        self.calls.append(f"{self.name} {what}")
        if what == self.fail_in:
            raise self.error

    def open(self) -> None:
        self.note("open")

    def start(self, state: SessionState, show: Show) -> None:
        del state, show
        self.note("start")

    def update(self, state: SessionState) -> None:
        del state
        self.note("update")

    def fault(self, message: str) -> None:
        del message
        self.note("fault")

    def close(self) -> None:
        self.note("close")

    def summary(self) -> Iterable[str]:
        self.note("summary")
        return [f"{self.name} says goodbye"]


def observe_session(observers: Observers) -> list[str]:
    """Run observers through a session, and return their summary."""
    with observers:
        observers.start(STATE, ignore)
        observers.update(STATE)
        observers.fault("The sound is gone.")
    return observers.summary()


WHOLE = ["open", "start", "update", "fault", "close", "summary"]


def test_all_observers_are_called_and_closed_in_reverse_order() -> None:
    calls: list[str] = []
    summary = observe_session(Observers([Recorder("a", calls), Recorder("b", calls)]))
    assert calls == [
        "a open", "b open", "a start", "b start", "a update", "b update", "a fault", "b fault",
        "b close", "a close", "a summary", "b summary",
    ]  # fmt: skip
    assert summary == ["a says goodbye", "b says goodbye"]


@pytest.mark.parametrize("method", WHOLE)
def test_a_failing_observer_is_closed_and_left_out_and_the_others_go_on(
    method: str, caplog: pytest.LogCaptureFixture
) -> None:
    calls: list[str] = []
    caplog.set_level(logging.WARNING, "coach")
    summary = observe_session(Observers([Recorder("bad", calls, method), Recorder("good", calls)]))
    assert [call for call in calls if call.startswith("good")] == [f"good {m}" for m in WHOLE]
    methods = [call.partition(" ")[2] for call in calls if call.startswith("bad")]
    before = WHOLE[: WHOLE.index(method) + 1]
    assert methods == (before if method == "close" else [*before, "close"])
    assert summary == ["good says goodbye"]
    assert caplog.messages == ["Recorder failed and isn't used any more"]


def test_a_signal_in_an_observer_ends_the_session_and_closes_them_all() -> None:
    calls: list[str] = []
    struck = Recorder("struck", calls, "update")
    struck.error = SignalledError(15)
    with pytest.raises(SignalledError):
        observe_session(Observers([struck, Recorder("other", calls)]))
    assert calls[-2:] == ["other close", "struck close"]


def test_an_observer_need_not_do_anything() -> None:
    assert observe_session(Observers([SessionObserver()])) == []


def test_the_log_has_the_output_the_faults_and_the_end() -> None:
    shown: list[str] = []
    observers = Observers([SessionLog(shown.append)])
    with observers:
        observers.start(STATE, ignore)
        observers.update(SessionState(TIMELINE, 1, sound=SoundStatus("fake", underruns=2)))
        observers.fault("The sound is gone.")
        observers.update(SessionState(TIMELINE, 2, tempo=80, sound=SoundStatus("", underruns=2)))
    assert [line.split(" ", 2)[2] for line in shown] == [
        "INFO    playing through fake",
        "WARNING 2 underruns, 0 stalls so far",
        "WARNING The sound is gone.",
        "INFO    ended; 2 underruns, 0 stalls",
    ]
    assert observers.summary() == [
        "output     fake",
        "underruns  2",
        "stalls     0",
        "tempo      80 %",
        f"log        {log_folder()}",
    ]
    assert (log_folder() / "coach.log").read_text("utf-8").splitlines() == shown


def test_a_log_that_is_not_shown_has_no_summary() -> None:
    assert observe_session(Observers([SessionLog()])) == []


@pytest.fixture
def keeper(tmp_path: Path) -> Callable[[], BookmarkKeeper]:
    routine = tmp_path / "routine.yaml"
    routine.write_text("")
    bookmark = Bookmark(routine.resolve(), "Test", "digest", Choices())
    store = BookmarkStore(tmp_path / "state")
    return lambda: BookmarkKeeper(store, bookmark, lambda mark: f"go on at {mark.place.exercise}")


def at(exercise: str) -> SessionState:
    segment = next(s for s in TIMELINE.segments if s.exercise == exercise)
    return SessionState(TIMELINE, segment.start + 1)


def test_a_stopped_session_says_where_to_resume(
    keeper: Callable[[], BookmarkKeeper],
) -> None:
    observers = Observers([keeper()])
    with observers:
        observers.start(STATE, pytest.fail)
        observers.update(at("Stretch"))
    assert observers.summary() == ["go on at Stretch"]


def test_a_session_that_finished_or_never_began_says_nothing(
    keeper: Callable[[], BookmarkKeeper],
) -> None:
    finished = Observers([keeper()])
    with finished:
        finished.start(STATE, pytest.fail)
        finished.update(at("Stretch"))
        finished.update(SessionState(TIMELINE, TIMELINE.segments[-1].start))
    assert finished.summary() == []
    unprepared = Observers([keeper()])
    with unprepared:
        pass
    assert unprepared.summary() == []
