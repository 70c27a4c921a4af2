"""Resumes a session that was stopped, and tells the person that they can."""

from __future__ import annotations

import shlex
import sys
from dataclasses import fields, replace

import click

from coach import library
from coach.cli.options import warn
from coach.composition import OpenedRoutine
from coach.model.problems import CoachError, printable
from coach.planning import Choices
from coach.playback.outputs.output import list_devices
from coach.session.bookmark import (
    AudioOptions,
    Bookmark,
    BookmarkStore,
    bookmark_folder,
    file_digest,
    relocate,
)


def choices_to_resume(
    opened: OpenedRoutine, chosen: Choices, audio: AudioOptions, *, wanted: bool
) -> tuple[Choices, AudioOptions]:
    """Return the stopped session's choices and audio options, with this command line's on top.

    Args:
        opened: the routine.
        chosen: the choices on this command line.
        audio: the audio options on this command line.
        wanted: whether to resume; otherwise the person is only told that they can.
    """
    bookmark = BookmarkStore(bookmark_folder()).get(opened.path.resolve())
    if not wanted:
        if bookmark is not None:
            warn(how_to_resume(bookmark))
        return chosen, audio
    if bookmark is None:
        title = opened.routine.title
        warn(f"There is nothing to resume in `{title}`. Starting from the beginning.")
        return chosen, audio
    kept, change = relocate(opened.routine, bookmark, file_digest(bookmark.path))
    if change:
        warn(change)
    given = _given()
    new = {f.name: getattr(chosen, f.name) for f in fields(Choices) if f.name in given}
    new_audio = {f.name: getattr(audio, f.name) for f in fields(AudioOptions) if f.name in given}
    if "skip_intro" in given:
        new["intro"] = chosen.intro
    if "start_at" in given:
        new["resume_at"] = None
    return replace(kept, **new), _available(replace(bookmark.audio, **new_audio), given)


def stopped_in(opened: OpenedRoutine, chosen: Choices) -> str | None:
    """Return the exercise in which the last session was stopped; None if there isn't one.

    Nor is there one for a command line that says where to start.
    """
    bookmark = BookmarkStore(bookmark_folder()).get(opened.path.resolve())
    if bookmark is None or chosen.start_at is not None or chosen.only is not None:
        return None
    kept, _ = relocate(opened.routine, bookmark, file_digest(bookmark.path))
    return kept.resume_at.exercise if kept.resume_at else None


def new_bookmark(opened: OpenedRoutine, chosen: Choices, audio: AudioOptions) -> Bookmark:
    """Return the bookmark of a new session, still without a place."""
    path = opened.path.resolve()
    return Bookmark(path, opened.routine.title, file_digest(path), chosen, audio)


def resumable() -> list[str]:
    """Return a sentence for each routine that can be resumed, latest first."""
    return [
        printable(
            f"You stopped in `{bookmark.title}` at `{bookmark.place.exercise}`. "
            f"To resume: {resume_command(bookmark)}"
        )
        for bookmark in BookmarkStore(bookmark_folder()).all()
    ]


def how_to_resume(bookmark: Bookmark) -> str:
    """Return where a session was stopped, and how to resume."""
    command = resume_command(bookmark)
    return f"You stopped at `{bookmark.place.exercise}`. To resume: {command}"


def resume_command(bookmark: Bookmark) -> str:
    """Return the command that resumes, with the routine's name if that works in every folder."""
    for entry in library.entries():
        if entry.origin != "this folder" and entry.path.resolve() == bookmark.path:
            if library.find(entry.name).resolve() == bookmark.path:
                return f"coach play {_quoted(entry.name)} --resume"
            break
    return f"coach play {_quoted(str(bookmark.path))} --resume"


def _quoted(word: str) -> str:
    if sys.platform == "win32":
        return f'"{word}"' if " " in word or "&" in word else word
    return shlex.quote(word)


def _given() -> set[str]:
    """Return the names of the options that are on this command line."""
    context = click.get_current_context()
    source = click.core.ParameterSource.COMMANDLINE
    return {name for name in context.params if context.get_parameter_source(name) is source}


def _available(audio: AudioOptions, given: set[str]) -> AudioOptions:
    """Drop the last session's device if it has gone, such as a headset with a flat battery."""
    if audio.device is None or "device" in given:
        return audio
    device = audio.device.casefold()
    try:
        if any(device in found.name.casefold() for found in list_devices()):
            return audio
    except CoachError:
        pass  # there is no sound at all, which playing will report
    warn(f"The device `{audio.device}` is gone. Using the system's default.")
    return replace(audio, device=None)
