"""A session as it is played: what the screen says, what the keys do, how it ends."""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TextIO, cast

import click

from coach import composition, phrases
from coach.cli.beside import Beside
from coach.cli.progress import preparing
from coach.model.problems import ChoiceError, DeviceError, printable
from coach.model.routine import Routine
from coach.model.units import FRAME_RATE
from coach.planning import Choices, Plan
from coach.playback import Output, Player, open_output, open_silent
from coach.playback.clock import SystemClock
from coach.playback.mixer import Mixer
from coach.playback.outputs.output import Ended, Pull
from coach.scheduling import without_waiting
from coach.session import Asides, Conductor
from coach.session.background_synthesis import Preparation
from coach.signals import SignalledError, check, ended_by_signals, not_interrupted
from coach.speech import SILENT
from coach.terminal import Moment, Screen, screen_for
from coach.terminal.keyboard import Commands, Keys

REDRAW_S = 1.0
SOON_S = 0.1
LOOKS_SOON = 5
"""How often it looks so soon after a key."""


@dataclass(frozen=True)
class Steering:
    """What a conductor needs beside the player and the screen."""

    tempo: int
    plan_at: Callable[[int], Plan]
    preparation: Preparation
    asides: Asides
    faults: Faults


class Faults:
    """The voice's faults: told by the thread that prepares, said by the one that has the screen."""

    def __init__(self, wake: threading.Event) -> None:
        self._wake = wake
        self._told: deque[str] = deque()

    def __call__(self, sentence: str) -> None:
        """Keep a fault, to be said soon."""
        self._told.append(f"{sentence}.")
        self._wake.set()

    def say(self, say: Callable[[str], None]) -> None:
        """Say what has not been said yet."""
        while self._told:
            say(self._told.popleft())


def play(
    routine: Routine,
    chosen: Choices,
    *,
    voice: str | None,
    rate: int | None,
    device: str | None,
    fast: bool = False,
    plain: bool = False,
    beside: Beside,
) -> int:
    """Speak a routine from its first word to its last; returns the exit code.

    Raises:
        ChoiceError: a choice does not fit.
        VoiceError: a prompt could not be spoken.
    """
    wake = threading.Event()
    faults = Faults(wake)
    try:
        with (
            ended_by_signals(),
            beside.session(),
            composition.open_speech(routine, voice, rate, faults) as speech,
            composition.preparation(routine, speech, wake, rate) as preparation,
        ):
            with preparing() as progress:
                if fast:
                    begun = composition.prepare(routine, chosen, speech, rate, progress)
                    begun = replace(begun, timeline=without_waiting(begun.timeline))
                else:
                    begun = composition.begin(
                        routine, chosen, speech, preparation, rate=rate, progress=progress
                    )
            if speech.warning:
                click.echo(printable(f"coach: {speech.warning}"), err=True)
            faults.say(lambda sentence: click.echo(printable(f"coach: {sentence}"), err=True))
            steering = Steering(
                chosen.tempo,
                lambda tempo: composition.planned(routine, replace(chosen, tempo=tempo), rate),
                preparation,
                Asides(phrases.load(routine.language), preparation.aside),
                faults,
            )
            return _play(begun, steering, wake, device, plain=plain, beside=beside)
    except SignalledError as ended:
        return 128 + ended.number


def _play(
    begun: composition.Session, steering: Steering, wake: threading.Event, device: str | None,
    *, plain: bool, beside: Beside,
) -> int:  # fmt: skip
    screen = screen_for(plain=plain, out=cast("TextIO", Outlasting(sys.stdout)))
    fault = beside.fault(screen.say)
    preparation, clock = steering.preparation, SystemClock()
    ready_until = preparation.ready_until(begun.timeline)
    player = Player(
        Mixer(begun.timeline, preparation.clip, ready_until),
        open_silent if begun.heading.voice == SILENT else Opening(device),
        on_fault=fault,
        clock=clock,
        wake=wake,
    )
    conductor = Conductor(
        player,
        plan_at=steering.plan_at,
        readiness=preparation,
        asides=steering.asides,
        clock=clock,
        tempo=steering.tempo,
        show_keys=screen.keys,
    )
    with Keys(wake) as keys, player:
        _begin(player, fault)
        beside.began(player, fault)
        asides = steering.asides
        preparation.want_besides(asides.texts(begun.timeline), asides.urgent(begun.timeline))
        try:
            screen.begin(keys=keys.listening)
            follow(player, keys, screen, conductor, beside=beside, faults=steering.faults)
        except (KeyboardInterrupt, SignalledError):
            with not_interrupted():  # the fade is heard even if Ctrl-C comes again
                player.stop()
                screen.say("Stopped.")
            raise
        finally:
            screen.end()
    return 0


class Outlasting:
    """A terminal to write to, also when it is gone: the signal that says so is on its way."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        """Write text, unless the terminal is gone."""
        with self._unless_gone():
            return self._out.write(text)
        return len(text)

    def flush(self) -> None:
        """Send what was written, unless the terminal is gone."""
        with self._unless_gone():
            self._out.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._out, name)

    @contextmanager
    def _unless_gone(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            # What stands in its buffer would fail again when the process ends.
            self._out = sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


class Opening:
    """Opens the sound. A device that was named and has gone since is replaced by the default."""

    def __init__(self, device: str | None) -> None:
        self._device = device
        self._opened = False

    def __call__(self, pull: Pull, ended: Ended) -> Output:
        """Open a stream; see `open_output`."""
        try:
            output = open_output(pull, ended, self._device)
        except (ChoiceError, DeviceError):
            if self._device is None or not self._opened:
                raise
            output = open_output(pull, ended)
        self._opened = True
        return output


def _begin(player: Player, fault: Callable[[str], None]) -> None:
    """Start to play; where nothing can sound, say so once and coach on the screen."""
    try:
        player.play()
    except DeviceError as error:
        fault(f"{error}. This session is on the screen until there is a sound device.")
        player.play_silently()


def follow(
    player: Player,
    commands: Commands,
    screen: Screen,
    conductor: Conductor,
    *,
    beside: Beside,
    faults: Faults,
) -> None:
    """Keep the screen with the sound and the sound with the commands, until the last frame."""
    looks_soon = 0
    while not player.done:
        check()
        beside.follow(player, conductor.tempo)
        moment = _moment(player, conductor)
        screen.show(moment)
        # What a key has changed is heard, and so to be shown, when the latency is over.
        player.wait(SOON_S if looks_soon else _until_next(moment, screen))
        looks_soon = max(0, looks_soon - 1)
        while (command := commands.take()) is not None:
            conductor.obey(command)
            looks_soon = LOOKS_SOON
        conductor.attend()
        faults.say(beside.fault(screen.say))
    screen.show(_moment(player, conductor))


def _moment(player: Player, conductor: Conductor) -> Moment:
    timeline, ready_until = player.timeline, player.ready_until
    return Moment(
        timeline, player.position, player.paused, conductor.saying,
        read=not player.audible, stopping=conductor.stopping,
        ready_until=ready_until if ready_until < timeline.total else None,
    )  # fmt: skip


def _until_next(moment: Moment, screen: Screen) -> float:
    """Return the seconds until the screen has something new to show."""
    if moment.paused or moment.aside:
        return REDRAW_S / 4
    left_s = (screen.next_change(moment) - moment.position) / FRAME_RATE
    return max(0.01, min(REDRAW_S, left_s))
