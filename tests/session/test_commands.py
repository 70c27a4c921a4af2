"""Several command sources share one queue, and one event to wait for."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

import pytest

from coach.playback.transport import Command
from coach.session.commands import Commands

Emit = Callable[[Command], None]


class Source:
    """Gives commands when a test tells it to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.emit: Emit
        self.error = error
        self.running = False

    def start(self, emit: Emit) -> None:
        if self.error is not None:
            raise self.error
        self.emit, self.running = emit, True

    def stop(self) -> None:
        self.running = False
        if self.error is not None:
            raise self.error


def test_commands_from_all_sources_arrive_in_order() -> None:
    keys, microphone = Source(), Source()
    with Commands([keys, microphone]) as commands:
        assert keys.running
        assert microphone.running
        keys.emit(Command.PAUSE)
        microphone.emit(Command.READY)
        keys.emit(Command.STOP)
        taken = [commands.take() for _ in range(4)]
    assert taken == [Command.PAUSE, Command.READY, Command.STOP, None]
    assert not keys.running
    assert not microphone.running


def test_a_command_from_any_thread_ends_the_wait() -> None:
    source, wake = Source(), threading.Event()
    with Commands([Source(), source], wake) as commands:
        threading.Timer(0.1, lambda: source.emit(Command.NEXT)).start()
        began = time.monotonic()
        assert wake.wait(10)
        assert commands.wait(10) is Command.NEXT
        assert 0.05 < time.monotonic() - began < 5
        assert commands.wait(0) is None


def test_a_source_that_fails_is_logged_and_the_others_work(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken, keys = Source(OSError("no microphone")), Source()
    caplog.set_level(logging.WARNING, "coach")
    with Commands([broken, keys]) as commands:
        keys.emit(Command.HELP)
        assert commands.take() is Command.HELP
    assert not keys.running
    assert caplog.messages == ["Source couldn't be started", "Source couldn't be stopped"]


def test_an_interrupt_while_sources_start_stops_those_that_have_started() -> None:
    keys = Source()

    class Interrupted(Source):
        def start(self, emit: Emit) -> None:
            del emit
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Commands([keys, Interrupted()]):
        pytest.fail("never entered")
    assert not keys.running


def test_without_sources_there_is_never_a_command() -> None:
    with Commands([]) as commands:
        assert commands.take() is None
        assert commands.wait(0.01) is None
