"""Going on where an earlier session was stopped, and saying that one can."""

from __future__ import annotations

import shlex
import sys
from dataclasses import fields, replace

import click

from coach import library
from coach.composition import OpenedRoutine
from coach.model.problems import CoachError, printable
from coach.planning import Choices
from coach.session.bookmark import (
    AudioOptions,
    Bookmark,
    BookmarkStore,
    bookmark_folder,
    file_digest,
    relocate,
)


def pick_up(
    opened: OpenedRoutine, chosen: Choices, spoken: AudioOptions, *, wanted: bool
) -> tuple[Choices, AudioOptions]:
    """Return what to play with: as in the session that was stopped, but for what is given anew.

    `chosen` and `spoken` are what this command line says. Unless it is `wanted` to go on, it is
    only said that one could.
    """
    mark = BookmarkStore(bookmark_folder()).get(opened.path.resolve())
    if not wanted:
        if mark is not None:
            _say(stopped(mark))
        return chosen, spoken
    if mark is None:
        _say(
            f"There is nothing to resume in `{opened.routine.title}`; we start from the beginning."
        )
        return chosen, spoken
    kept, changed = relocate(opened.routine, mark, file_digest(mark.path))
    if changed:
        _say(changed)
    given = _given()
    anew = {f.name: getattr(chosen, f.name) for f in fields(Choices) if f.name in given}
    sounds = {f.name: getattr(spoken, f.name) for f in fields(AudioOptions) if f.name in given}
    if "start_at" in given:
        anew["resume_at"] = None
    return replace(kept, **anew), _that_sounds(replace(mark.spoken, **sounds), given)


def bookmark(opened: OpenedRoutine, chosen: Choices, spoken: AudioOptions) -> Bookmark:
    """Return the bookmark of a session that begins; its place is still missing."""
    path = opened.path.resolve()
    return Bookmark(path, opened.routine.title, file_digest(path), chosen, spoken)


def to_resume() -> list[str]:
    """Return a sentence for each routine that was stopped, the latest first."""
    return [
        printable(
            f"You stopped in `{mark.title}` at `{mark.place.exercise}`. "
            f"To go on from there: {command(mark)}"
        )
        for mark in BookmarkStore(bookmark_folder()).all()
    ]


def stopped(mark: Bookmark) -> str:
    """Return where a session was stopped, and how to go on."""
    return f"You stopped at `{mark.place.exercise}`. To go on from there: {command(mark)}"


def command(mark: Bookmark) -> str:
    """Return the command that goes on: with the routine's name where that works from anywhere."""
    for entry in library.entries():
        if entry.origin != "this folder" and entry.path.resolve() == mark.path:
            if library.find(entry.name).resolve() == mark.path:
                return f"coach play {_quoted(entry.name)} --resume"
            break
    return f"coach play {_quoted(str(mark.path))} --resume"


def _quoted(word: str) -> str:
    if sys.platform == "win32":
        return f'"{word}"' if " " in word or "&" in word else word
    return shlex.quote(word)


def _given() -> set[str]:
    """Return which options stand on this command line."""
    context = click.get_current_context()
    source = click.core.ParameterSource.COMMANDLINE
    return {name for name in context.params if context.get_parameter_source(name) is source}


def _that_sounds(spoken: AudioOptions, given: set[str]) -> AudioOptions:
    """Leave out a device that was asked for last time and is gone: a headset that ran flat."""
    if spoken.device is None or "device" in given:
        return spoken
    from coach.playback.outputs.output import list_devices  # noqa: PLC0415 - sound libraries load slowly

    wanted = spoken.device.casefold()
    try:
        if any(wanted in device.name.casefold() for device in list_devices()):
            return spoken
    except CoachError:
        pass  # no sound at all: playing says so
    _say(f"There is no device `{spoken.device}` now; we use the system's own choice.")
    return replace(spoken, device=None)


def _say(sentence: str) -> None:
    click.echo(printable(f"coach: {sentence}"), err=True)
