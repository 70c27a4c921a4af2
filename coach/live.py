"""Puts a live session together and plays it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from coach import composition, phrases
from coach.model.problems import ChoiceError, DeviceError
from coach.model.routine import Routine
from coach.planning import Choices
from coach.playback import Output, Player, open_output, open_silent
from coach.playback.clock import SystemClock
from coach.playback.mixer import Mixer
from coach.playback.outputs.output import Ended, Pull
from coach.scheduling import without_waiting
from coach.session.announcements import Announcements
from coach.session.background_synthesis import BackgroundSynthesis
from coach.session.bookmark import AudioOptions
from coach.session.commands import Commands, CommandSource
from coach.session.controller import SessionController
from coach.session.loop import SessionLoop, VoiceFaults
from coach.session.observers import Observers
from coach.session.resume_offer import ResumeOffer
from coach.session.screen import Screen
from coach.signals import SignalledError, signals_as_exceptions
from coach.speech import SILENT


@dataclass(frozen=True)
class FrontEnd:
    """How a live session communicates with the person.

    Attributes:
        screen: shows the session.
        sources: where commands come from.
        has_keys: whether one of them is a keyboard, so that the screen names the keys.
        observers: watch the session.
        warn: shows the person a sentence before the session plays.
        progress: returns a context manager that yields a progress function for the preparation.
        offer: takes the person's answer if the opening offers to go on where they stopped.
    """

    screen: Screen
    sources: Sequence[CommandSource]
    has_keys: bool
    observers: Observers
    warn: Callable[[str], None]
    progress: Callable[[], AbstractContextManager[composition.Progress]]
    offer: ResumeOffer = field(default_factory=ResumeOffer)


def play(
    routine: Routine, choices: Choices, audio: AudioOptions, front_end: FrontEnd, *, fast: bool
) -> int:
    """Play a routine from beginning to end, unless the person accepts the front end's offer.

    Args:
        routine: the routine to play.
        choices: the person's choices.
        audio: how it should sound.
        front_end: shows the session and takes commands.
        fast: whether to leave out the waiting.

    Returns:
        The exit code.

    Raises:
        ChoiceError: a choice doesn't fit the routine.
        VoiceError: a prompt can't be spoken.
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    wake = threading.Event()
    faults = VoiceFaults(wake)
    try:
        with (
            signals_as_exceptions(),
            front_end.observers,
            composition.open_speech(routine, audio.voice, audio.rate, faults) as speech,
            composition.background_synthesis(routine, speech, wake, audio.rate) as synthesis,
        ):
            with front_end.progress() as progress:
                if fast:
                    session = composition.prepare(routine, choices, speech, audio.rate, progress)
                    session = replace(session, timeline=without_waiting(session.timeline))
                else:
                    session = composition.prepare_start(
                        routine, choices, speech, synthesis, rate=audio.rate, progress=progress
                    )
            if speech.cache_warning:
                front_end.warn(speech.cache_warning)
            faults.show(front_end.warn)
            _Live(routine, choices, audio, front_end, wake).run(session, synthesis, faults)
    except SignalledError as ended:
        return 128 + ended.number
    return 0


class _Live:
    """Plays a session that has been prepared."""

    def __init__(
        self,
        routine: Routine,
        choices: Choices,
        audio: AudioOptions,
        front_end: FrontEnd,
        wake: threading.Event,
    ) -> None:
        self._routine = routine
        self._choices = choices
        self._audio = audio
        self._screen = front_end.screen
        self._observers = front_end.observers
        self._has_keys = front_end.has_keys
        self._offer = front_end.offer
        self._commands = Commands(front_end.sources, wake)
        self._wake = wake
        self._clock = SystemClock()

    def run(
        self,
        session: composition.PreparedSession,
        synthesis: BackgroundSynthesis,
        faults: VoiceFaults,
    ) -> None:
        player = self._player(session, synthesis)
        announcements = Announcements(
            phrases.load(self._routine.language), synthesis.announcement_clip
        )
        controller = SessionController(
            player,
            plan_at=lambda tempo: composition.make_plan(
                self._routine, replace(self._choices, tempo=tempo), self._audio.rate
            ),
            speech=synthesis,
            announcements=announcements,
            clock=self._clock,
            show_keys=self._screen.toggle_keys,
            tempo=self._choices.tempo,
        )
        loop = SessionLoop(
            player,
            controller,
            take_command=lambda: self._offer.filtered(self._commands.take(), player),
            screen=self._screen,
            observers=self._observers,
            faults=faults,
        )
        with self._commands, player:
            self._start(player)
            self._observers.start(controller.state(), self._show_fault)
            synthesis.request_announcements(
                announcements.texts(session.timeline), announcements.urgent_texts(session.timeline)
            )
            try:
                self._screen.open(keys=self._has_keys)
                loop.run()
            finally:
                self._screen.close()

    def _player(
        self, session: composition.PreparedSession, synthesis: BackgroundSynthesis
    ) -> Player:
        silent = session.heading.voice == SILENT
        ready_until = synthesis.ready_until(session.timeline)
        return Player(
            Mixer(session.timeline, synthesis.clip, ready_until),
            open_silent if silent else DeviceOpener(self._audio.device),
            on_fault=self._show_fault,
            clock=self._clock,
            wake=self._wake,
        )

    def _start(self, player: Player) -> None:
        """Start playing; if there is no sound device, say so and use only the screen."""
        try:
            player.play()
        except DeviceError as error:
            self._show_fault(
                f"{error} The session runs on the screen until there is a sound device."
            )
            player.play_silently()

    def _show_fault(self, message: str) -> None:
        self._observers.fault(message)
        self._screen.show_message(message)


class DeviceOpener:
    """Opens the sound output.

    If the chosen device disappears after it has been opened, the default device is used instead.

    Args:
        device: as ``--device`` takes it; None for the default.
    """

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
