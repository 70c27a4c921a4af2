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
from coach.session import Announcements, SessionController
from coach.session.background_synthesis import BackgroundSynthesis
from coach.signals import SignalledError, interrupts_ignored, raise_pending, signals_as_exceptions
from coach.speech import SILENT
from coach.terminal import Screen, SessionState, create_screen
from coach.terminal.keyboard import CommandSource, KeyboardCommands

REDRAW_S = 1.0
SOON_S = 0.1
LOOKS_SOON = 5
"""How often it looks so soon after a key."""


@dataclass(frozen=True)
class Steering:
    """What a controller needs beside the player and the screen."""

    tempo: int
    plan_at: Callable[[int], Plan]
    preparation: BackgroundSynthesis
    announcements: Announcements
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
            signals_as_exceptions(),
            beside.session(),
            composition.open_speech(routine, voice, rate, faults) as speech,
            composition.background_synthesis(routine, speech, wake, rate) as preparation,
        ):
            with preparing() as progress:
                if fast:
                    begun = composition.prepare(routine, chosen, speech, rate, progress)
                    begun = replace(begun, timeline=without_waiting(begun.timeline))
                else:
                    begun = composition.prepare_start(
                        routine, chosen, speech, preparation, rate=rate, progress=progress
                    )
            if speech.cache_warning:
                click.echo(printable(f"coach: {speech.cache_warning}"), err=True)
            faults.say(lambda sentence: click.echo(printable(f"coach: {sentence}"), err=True))
            steering = Steering(
                chosen.tempo,
                lambda tempo: composition.make_plan(routine, replace(chosen, tempo=tempo), rate),
                preparation,
                Announcements(phrases.load(routine.language), preparation.announcement),
                faults,
            )
            return _play(begun, steering, wake, device, plain=plain, beside=beside)
    except SignalledError as ended:
        return 128 + ended.number


def _play(
    begun: composition.PreparedSession, steering: Steering, wake: threading.Event,
    device: str | None, *, plain: bool, beside: Beside,
) -> int:  # fmt: skip
    screen = create_screen(plain=plain, out=cast("TextIO", Outlasting(sys.stdout)))
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
    controller = SessionController(
        player,
        plan_at=steering.plan_at,
        speech=preparation,
        announcements=steering.announcements,
        clock=clock,
        tempo=steering.tempo,
        show_keys=screen.keys,
    )
    with KeyboardCommands(wake) as keys, player:
        _begin(player, fault)
        beside.began(player, fault)
        announcements = steering.announcements
        preparation.want_besides(
            announcements.texts(begun.timeline), announcements.urgent(begun.timeline)
        )
        try:
            screen.begin(keys=keys.listening)
            follow(player, keys, screen, controller, beside=beside, faults=steering.faults)
        except (KeyboardInterrupt, SignalledError):
            with interrupts_ignored():  # the fade is heard even if Ctrl-C comes again
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
    commands: CommandSource,
    screen: Screen,
    controller: SessionController,
    *,
    beside: Beside,
    faults: Faults,
) -> None:
    """Keep the screen with the sound and the sound with the commands, until the last frame."""
    looks_soon = 0
    while not player.done:
        raise_pending()
        beside.follow(player, controller.tempo)
        state = _moment(player, controller)
        screen.show(state)
        # What a key has changed is heard, and so to be shown, when the latency is over.
        player.wait(SOON_S if looks_soon else _until_next(state, screen))
        looks_soon = max(0, looks_soon - 1)
        while (command := commands.take()) is not None:
            controller.handle(command)
            looks_soon = LOOKS_SOON
        controller.update()
        faults.say(beside.fault(screen.say))
    screen.show(_moment(player, controller))


def _moment(player: Player, controller: SessionController) -> SessionState:
    timeline, ready_until = player.timeline, player.ready_until
    return SessionState(
        timeline, player.position, player.paused, controller.announcement,
        read=not player.audible, stopping=controller.stopping,
        ready_until=ready_until if ready_until < timeline.total else None,
    )  # fmt: skip


def _until_next(state: SessionState, screen: Screen) -> float:
    """Return the seconds until the screen has something new to show."""
    if state.paused or state.announcement:
        return REDRAW_S / 4
    left_s = (screen.next_change(state) - state.position) / FRAME_RATE
    return max(0.01, min(REDRAW_S, left_s))
