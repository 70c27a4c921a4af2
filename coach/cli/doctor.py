"""`coach doctor`: a line for each part, in words, with its mending."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

import click

from coach.model.problems import printable

if TYPE_CHECKING:
    from coach.doctor import Finding, Probe
    from coach.model.clip import Clip

NEEDED = frozenset({"speech", "sound"})
"""What a session can't do without."""
_COLOURS = {"ok": "green", "warning": "yellow", "missing": "red"}


@click.command("doctor")
@click.option("--voice", metavar="ENGINE[:NAME]", help="Try this voice.")
@click.option("--device", metavar="NAME", help="Try this device.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def doctor(*, voice: str | None, device: str | None, as_json: bool) -> int:
    """Try each part, and say how to mend what does not work.

    It speaks two words and plays them. The exit code is 1 if there is no speech or no sound.
    """
    from coach.doctor import examine, stuck  # noqa: PLC0415 - `coach --help` loads nothing needless

    findings: list[Finding] = []
    for finding in examine(_probes(voice, device)):
        findings.append(finding)
        if not as_json:
            click.echo(_line(finding))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=1))
    code = verdict(findings)
    if stuck():
        sys.stdout.flush()
        os._exit(code)
    return code


def verdict(findings: list[Finding]) -> int:
    """Return the exit code: 1 where a session could not be heard."""
    return int(any(f.state == "missing" and f.part in NEEDED for f in findings))


def _line(finding: Finding) -> str:
    """Return a finding as a line; its first word says how it is, with or without colour."""
    text = f"{finding.part:<11} {finding.found}."
    if finding.mending:
        text = f"{text} {finding.mending}"
    state = f"{finding.state:<8}"
    if "NO_COLOR" not in os.environ:  # click leaves colours out of pipes and files
        state = click.style(state, fg=_COLOURS[finding.state])
    return f"{state} {printable(text)}"


def _probes(voice: str | None, device: str | None) -> list[Probe]:
    from coach import doctor as parts  # noqa: PLC0415 - as above
    from coach.log import log_folder  # noqa: PLC0415 - the same
    from coach.playback.outputs.output import list_devices, open_output  # noqa: PLC0415 - the same
    from coach.session.bookmark import bookmark_folder  # noqa: PLC0415 - the same
    from coach.speech import open_voice  # noqa: PLC0415 - the same
    from coach.speech.cache import cache_folder  # noqa: PLC0415 - the same

    clips: list[Clip] = []

    def played() -> Finding:
        opener = partial(open_output, device=device)
        name = device or next((d.name for d in list_devices() if d.default), "the default device")
        return parts.sound(clips[0] if clips else None, opener, name)

    probe = parts.Probe
    return [
        probe("coach", parts.versions),
        probe("speech", lambda: parts.speech(open_voice(voice), clips.append), parts.SPEECH_S),
        probe("sound", played, parts.SOUND_S, parts.unstick_sound()),
        probe("clips", lambda: parts.folder("clips", cache_folder(), "spoken prompts")),
        probe("places", lambda: parts.folder("places", bookmark_folder(), "sessions to resume")),
        probe("log", lambda: parts.folder("log", log_folder(), "logs and reports")),
        probe("terminal", parts.terminal),
        probe("keep awake", parts.awake),
        probe("routines", parts.routines),
        probe("extras", parts.extras),
    ]
