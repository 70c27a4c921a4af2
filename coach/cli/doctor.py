"""`coach doctor`: a line for each part, saying how to fix it if it doesn't work."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from coach import doctor as parts
from coach.doctor import Finding, Probe
from coach.log import log_folder
from coach.model.clip import Clip
from coach.model.problems import printable
from coach.playback.outputs.output import list_devices, open_output
from coach.session.bookmark import bookmark_folder
from coach.speech import open_voice
from coach.speech.cache import cache_folder

NEEDED = frozenset({"speech", "sound"})
"""The parts that a session can't do without."""
_COLOURS = {"ok": "green", "warning": "yellow", "missing": "red"}


@click.command("doctor")
@click.option("--voice", metavar="ENGINE[:NAME]", help="Test this voice.")
@click.option("--device", metavar="NAME", help="Test this device.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(*, voice: str | None, device: str | None, as_json: bool) -> int:
    """Test each part, and say how to fix what doesn't work.

    It speaks two words and plays them. The exit code is 1 if there is no speech or no sound.
    """
    findings: list[Finding] = []
    for finding in parts.run_probes(_probes(voice, device)):
        findings.append(finding)
        if not as_json:
            click.echo(_line(finding))
    if as_json:
        click.echo(json.dumps([_row(finding) for finding in findings], indent=1))
    code = exit_code(findings)
    if parts.is_any_hung():
        sys.stdout.flush()
        os._exit(code)
    return code


def exit_code(findings: Sequence[Finding]) -> int:
    """Return the exit code: 1 if a session couldn't be heard."""
    return int(any(f.state == "missing" and f.part in NEEDED for f in findings))


def _row(finding: Finding) -> dict[str, str]:
    return {
        "part": finding.part,
        "state": finding.state,
        "found": finding.found,
        "mending": finding.fix,
    }


def _line(finding: Finding) -> str:
    """Return a finding as a line, which begins with the state, perhaps in colour."""
    text = f"{finding.part:<11} {finding.found}."
    if finding.fix:
        text = f"{text} {finding.fix}"
    state = f"{finding.state:<8}"
    if "NO_COLOR" not in os.environ:  # click leaves colours out of pipes and files
        state = click.style(state, fg=_COLOURS[finding.state])
    return f"{state} {printable(text)}"


def _probes(voice: str | None, device: str | None) -> list[Probe]:
    clips: list[Clip] = []

    def sound() -> Finding:
        opener = partial(open_output, device=device)
        name = device or next((d.name for d in list_devices() if d.default), "the default device")
        return parts.probe_sound(clips[0] if clips else None, opener, name)

    def folder(part: str, path: Path, contents: str) -> Probe:
        return Probe(part, lambda: parts.probe_folder(part, path, contents))

    return [
        Probe("coach", parts.probe_versions),
        Probe(
            "speech",
            lambda: parts.probe_speech(open_voice(voice), clips.append),
            parts.SPEECH_TIMEOUT_S,
        ),
        Probe("sound", sound, parts.SOUND_TIMEOUT_S, parts.hung_sound_fix()),
        folder("clips", cache_folder(), "spoken prompts"),
        folder("places", bookmark_folder(), "sessions to resume"),
        folder("log", log_folder(), "logs and reports"),
        Probe("terminal", parts.probe_terminal),
        Probe("keep awake", parts.probe_keep_awake),
        Probe("routines", parts.probe_routines),
        Probe("extras", parts.probe_extras),
    ]
