"""Plays a session in the terminal."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass, replace

import click

from coach import live
from coach.cli import resume
from coach.cli.options import warn
from coach.cli.progress import preparation_progress
from coach.composition import OpenedRoutine
from coach.model.problems import printable
from coach.planning import Choices
from coach.session.bookmark import AudioOptions, Bookmark, BookmarkStore, bookmark_folder
from coach.session.observers import (
    BookmarkKeeper,
    KeepAwake,
    Observers,
    SessionLog,
    SessionObserver,
)
from coach.session.openings import HeardOpenings, OpeningKeeper
from coach.session.other_sessions import OtherSessions, SessionLock
from coach.session.resume_offer import ResumeOffer
from coach.speech import SILENT, parse_voice_spec
from coach.streams import failsafe
from coach.terminal import create_screen
from coach.terminal.keyboard import KeyboardCommands

LOG = logging.getLogger("coach.session")


@dataclass(frozen=True)
class LiveOptions:
    """How to play a session.

    Attributes:
        fast: whether to leave out the waiting; if so, no bookmark is kept.
        plain: whether to show one line per cue.
        verbose: whether to show the log, and statistics of the sound.
        person: who listens; empty for everybody who uses this machine.
    """

    fast: bool
    plain: bool
    verbose: bool
    person: str = ""


def play(opened: OpenedRoutine, choices: Choices, audio: AudioOptions, options: LiveOptions) -> int:
    """Play a session, or go on with the stopped one if the person accepts; return the exit code."""
    offer = ResumeOffer()
    code = _play(opened, choices, audio, options, offer)
    if offer.accepted:
        choices, audio = resume.choices_to_resume(opened, choices, audio, wanted=True)
        code = _play(opened, choices, audio, options, ResumeOffer())
    return code


def _play(
    opened: OpenedRoutine,
    choices: Choices,
    audio: AudioOptions,
    options: LiveOptions,
    offer: ResumeOffer,
) -> int:
    """Play a session, then print its observers' summaries; return the exit code."""
    keyboard = KeyboardCommands()
    heard = HeardOpenings(person=options.person)
    opening = choices.intro
    if opening == "auto":
        opening = "short" if heard.lately(opened.routine) else "full"
    choices = replace(choices, intro=opening, controls="keys" if keyboard.available else "none")
    silent = audio.voice is not None and parse_voice_spec(audio.voice)[0] == SILENT
    with_sound = not (options.fast or silent)
    full_screen = sys.stdout.isatty() and not options.plain
    log = _LogLines(at_once=not full_screen)
    observers = Observers(
        [
            OtherSessions(SessionLock(), warn, again=full_screen),
            SessionLog(log if options.verbose else None),
            KeepAwake(),
            *_bookmark_keeper(opened, choices, audio, options),
            *([OpeningKeeper(heard, opened.routine)] if opening == "full" and with_sound else []),
        ]
    )
    front_end = live.FrontEnd(
        screen=create_screen(plain=options.plain, out=failsafe(sys.stdout, _screen_failed)),
        sources=[keyboard],
        has_keys=keyboard.available,
        observers=observers,
        warn=warn,
        progress=preparation_progress,
        offer=offer,
    )
    try:
        return live.play(opened.routine, choices, audio, front_end, fast=options.fast)
    finally:
        lines = [*log.deferred, *observers.summary()]
        click.echo("".join(f"{printable(line)}\n" for line in lines), err=True, nl=False)


def _bookmark_keeper(
    opened: OpenedRoutine, choices: Choices, audio: AudioOptions, options: LiveOptions
) -> list[SessionObserver]:
    if options.fast:
        return []
    bookmark = resume.new_bookmark(opened, choices, audio)
    return [BookmarkKeeper(BookmarkStore(bookmark_folder()), bookmark, _hint)]


def _hint(bookmark: Bookmark) -> str:
    return f"coach: {resume.how_to_resume(bookmark)}"


def _screen_failed(error: OSError) -> None:
    """Log the failure: a session can continue without a screen."""
    LOG.warning("the screen can't be written: %s", error)


class _LogLines:
    """Prints lines of the log, at once or after the screen has been closed.

    Args:
        at_once: whether other lines can be printed while the screen is open.
    """

    def __init__(self, *, at_once: bool) -> None:
        self._at_once = at_once
        self.deferred: list[str] = []

    def __call__(self, line: str) -> None:
        if self._at_once:
            click.echo(printable(line), err=True)
        else:
            self.deferred.append(line)
