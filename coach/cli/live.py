"""A session as it is played: what the screen says, what the keys do, how it ends."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from types import FrameType

import click

from coach import session
from coach.cli.progress import preparing
from coach.cli.screen import Moment, Screen, screen_for
from coach.controls import Keys
from coach.mixer import Mixer
from coach.planner import Choices
from coach.player import Player, open_output, open_screen
from coach.problems import DeviceError, printable
from coach.routine import Routine
from coach.timeline import Timeline, without_waiting
from coach.transport import Command, ready_point
from coach.units import FRAME_RATE

REDRAW_S = 1.0


class SignalledError(Exception):
    """The system asked the session to end. Exit code 128 and the signal's number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"ended by {signal.Signals(number).name}")
        self.number = number


def play(
    routine: Routine,
    chosen: Choices,
    *,
    voice: str | None,
    rate: int | None,
    device: str | None,
    fast: bool = False,
    plain: bool = False,
) -> int:
    """Speak a routine from its first word to its last; returns the exit code.

    Raises:
        ChoiceError: a choice does not fit.
        VoiceError: a prompt could not be spoken.
    """
    try:
        with ended_by_signals(), session.open_speech(routine, voice, rate) as speech:
            with preparing() as progress:
                prepared = session.prepare(routine, chosen, speech, rate, progress)
            speech.rest()
            if speech.warning:
                click.echo(printable(f"coach: {speech.warning}"), err=True)
            if fast:
                prepared = replace(prepared, timeline=without_waiting(prepared.timeline))
            return _play(prepared, device, plain=plain)
    except SignalledError as ended:
        return 128 + ended.number


def _play(prepared: session.Session, device: str | None, *, plain: bool) -> int:
    wake = threading.Event()
    screen = screen_for(plain=plain)
    mixer = Mixer(prepared.timeline, prepared.clip)
    with Keys(wake) as keys, _sounding(mixer, screen, wake, device) as player:
        screen.begin(keys=keys.listening)
        try:
            _follow(player, keys, screen, prepared.timeline)
        except (KeyboardInterrupt, SignalledError):
            with not_interrupted():  # the fade is heard even if Ctrl-C comes again
                player.stop()
                screen.say("Stopped.")
            raise
        finally:
            screen.end()
    return 0


def _sounding(mixer: Mixer, screen: Screen, wake: threading.Event, device: str | None) -> Player:
    """Start to play; where nothing can sound, say so once and coach on the screen."""
    player = Player(mixer, partial(open_output, device=device), on_fault=screen.say, wake=wake)
    try:
        player.play()
    except DeviceError as error:
        screen.say(f"{error}. This session is on the screen.")
        player = Player(mixer, open_screen, on_fault=screen.say, wake=wake)
        player.play()
    return player


def _follow(player: Player, keys: Keys, screen: Screen, timeline: Timeline) -> None:
    """Keep the screen with the sound and the sound with the keys, until the last frame."""
    while not player.done:
        screen.show(_moment(player, timeline))
        player.wait(_until_next(player, screen, timeline))
        while (command := keys.take()) is not None:
            if command is Command.STOP:
                player.stop()
                screen.say("Stopped.")
                return
            if command is Command.READY:
                ready = ready_point(timeline, player.position)
                if ready is not None:
                    player.go_to(ready)
            elif player.paused:
                player.resume()
            else:
                player.pause()
    screen.show(Moment(timeline, timeline.total, read=not player.sounds))


def _moment(player: Player, timeline: Timeline) -> Moment:
    return Moment(timeline, player.position, player.paused, read=not player.sounds)


def _until_next(player: Player, screen: Screen, timeline: Timeline) -> float:
    """Return the seconds until the screen has something new to show."""
    if player.paused:
        return REDRAW_S
    moment = _moment(player, timeline)
    left_s = (screen.next_change(moment) - moment.position) / FRAME_RATE
    return max(0.01, min(REDRAW_S, left_s))


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP (a closed terminal) into a calm end."""
    numbers = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    before = {n: signal.signal(n, _end) for n in numbers if n is not None}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> None:
    raise SignalledError(number)


@contextmanager
def not_interrupted() -> Iterator[None]:
    """Keep Ctrl-C waiting for a moment."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
