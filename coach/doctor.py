"""Tests each part of the system that Coach needs, and says how to fix what doesn't work."""

from __future__ import annotations

import math
import os
import platform
import queue
import re
import shutil
import sys
import threading
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from coach import library
from coach.files import atomic_write
from coach.model.clip import Clip
from coach.model.problems import CoachError
from coach.model.units import FRAME_RATE, frames
from coach.playback.outputs.output import Opener, close_within
from coach.session.keep_awake import try_inhibitors
from coach.speech import Utterance, Voice
from coach.speech.installed_versions import installed_version

State = Literal["ok", "warning", "missing"]
WORDS = "Coach works."
THREAD = "coach-doctor"
SPEECH_TIMEOUT_S, SOUND_TIMEOUT_S, TIMEOUT_S = 60.0, 10.0, 20.0
"""How long speech, sound and any other part may take before they count as hung."""
_POLL_S = 0.02
_LOW_SPACE_BYTES = 100_000_000


@dataclass(frozen=True)
class Finding:
    """The state of one part.

    Attributes:
        part: its name.
        state: `missing` if it doesn't work; `warning` if a session can do without it.
        found: what was found, as a sentence without its full stop.
        fix: what to do, as a sentence; empty if there is nothing to do, or if `found` says it.
    """

    part: str
    state: State
    found: str
    fix: str = ""


@dataclass(frozen=True)
class Probe:
    """The test of one part.

    Attributes:
        part: its name.
        run: tests it.
        timeout_s: how long that may take.
        fix: what to do if it hangs.
    """

    part: str
    run: Callable[[], Finding]
    timeout_s: float = TIMEOUT_S
    fix: str = "Restart the computer, and try again."


def run_probes(probes: Sequence[Probe]) -> Iterator[Finding]:
    """Yield what each probe finds, as it is found. One that fails or hangs doesn't stop others."""
    for probe in probes:
        found: queue.SimpleQueue[Finding] = queue.SimpleQueue()
        threading.Thread(
            target=lambda probe=probe, found=found: found.put(_guarded(probe)),
            name=THREAD,
            daemon=True,
        ).start()
        try:
            yield found.get(timeout=probe.timeout_s)
        except queue.Empty:
            hung = f"it didn't answer within {probe.timeout_s:g} s"
            yield Finding(probe.part, "missing", hung, probe.fix)


def is_any_hung() -> bool:
    """Whether a probe still hangs, so that the process could hang when it exits."""
    return any(thread.name == THREAD for thread in threading.enumerate())


def _guarded(probe: Probe) -> Finding:
    try:
        return probe.run()
    except CoachError as error:
        return Finding(probe.part, "missing", str(error).rstrip("."))
    except Exception as error:  # noqa: BLE001 - any failure is a finding
        found = f"it failed ({type(error).__name__}: {error})"
        return Finding(
            probe.part, "missing", found, "This is a bug in Coach. Please send us this line."
        )


def probe_speech(voice: Voice, keep: Callable[[Clip], None]) -> Finding:
    """Synthesize two words, without the cache.

    Args:
        voice: the voice to test; it is closed afterwards.
        keep: called with the clip.

    Raises:
        VoiceError: the voice can't speak.
    """
    began = time.monotonic()
    try:
        _, clip = next(iter(voice.render([Utterance(WORDS)])))
    finally:
        voice.close()
    keep(clip)
    took_s = time.monotonic() - began
    return Finding("speech", "ok", f"{voice.name} spoke two words in {took_s:.1f} s")


def probe_sound(clip: Clip | None, opener: Opener, device: str) -> Finding:
    """Play two words, or two tones if there is no speech, to the end.

    Raises:
        CoachError: no sound can be played; says how to fix it.
    """
    pcm = (clip or tones()).pcm
    handed = 0

    def pull(wanted: int) -> bytes:
        nonlocal handed
        part = pcm[2 * handed : 2 * (handed + wanted)]
        handed += wanted
        return part + bytes(2 * wanted - len(part))

    began, ended = time.monotonic(), threading.Event()
    output = opener(pull, ended.set)
    length = len(pcm) // 2 + frames(output.latency_s)
    bound = began + length / FRAME_RATE + SOUND_TIMEOUT_S / 2
    while handed < length and not ended.wait(_POLL_S) and time.monotonic() < bound:
        pass
    took_s = time.monotonic() - began
    error, underruns = output.error, output.underruns
    close_within(output)
    if error is not None:
        raise error
    words = "two words" if clip else "two tones"
    where = f"{device} ({output.name}, latency {output.latency_s:.2f} s)"
    another = "choose another device from `coach devices`"
    if handed < length:
        found = f"{where} stopped after {handed / FRAME_RATE:.1f} s of {words}"
        return Finding("sound", "missing", found, f"{another.capitalize()}.")
    hear = f"If you heard nothing, turn up the volume or {another}."
    if took_s < len(pcm) / 2 / FRAME_RATE / 2:
        found = f"{where} accepted {words} faster than they can be heard"
        return Finding("sound", "warning", found, hear)
    gaps = f", with {underruns} gap{'' if underruns == 1 else 's'}" if underruns else ""
    return Finding("sound", "warning" if gaps else "ok", f"{where} played {words}{gaps}", hear)


def hung_sound_fix(system: str = sys.platform) -> str:
    """Return what to do when a system's sound hangs."""
    if system.startswith("linux"):
        command = "`systemctl --user restart pipewire pipewire-pulse` or `pulseaudio -k`"
        return f"Restart the sound server: {command}."
    if system == "darwin":
        return "Restart the system's sound: `sudo killall coreaudiod`."
    return "Unplug the device and plug it in again, or restart the computer."


def tones() -> Clip:
    """Return two soft tones of a third of a second each."""
    values = array("h")
    for hertz in (440, 660):
        for frame in range(FRAME_RATE // 3):
            values.append(round(4000 * math.sin(2 * math.pi * hertz * frame / FRAME_RATE)))
    if sys.byteorder == "big":
        values.byteswap()
    return Clip(values.tobytes())


def probe_folder(part: str, path: Path, contents: str) -> Finding:
    """Write to one of Coach's own folders, and return how much is in it.

    Args:
        part: the part's name.
        path: the folder; it is created if it doesn't exist.
        contents: what its files are, in the plural.
    """
    fix = "Free up some disk space, or let Coach write there."
    try:
        path.mkdir(parents=True, exist_ok=True)
        trial = path / "doctor.tmp"
        with atomic_write(trial) as file:
            file.write(b"x" * 4096)
        trial.unlink()
        sizes = [entry.stat().st_size for entry in os.scandir(path) if entry.is_file()]
    except (CoachError, OSError) as error:
        reason = str((error.strerror if isinstance(error, OSError) else None) or error)
        return Finding(part, "warning", f"{path} can't be used: {reason}".rstrip("."), fix)
    size_mb = max(sum(sizes) / 1e6, 0.1 if sizes else 0)
    found = f"{contents}: {len(sizes)}, {size_mb:.1f} MB, in {path}"
    free = shutil.disk_usage(path).free
    if free < _LOW_SPACE_BYTES:
        low = f"{found}; the disk has only {free / 1e6:.0f} MB left"
        return Finding(part, "warning", low, "Free up some disk space.")
    return Finding(part, "ok", found)


def probe_terminal() -> Finding:
    """Return what the terminal can show, and whether there is a keyboard."""
    is_terminal = sys.stdout.isatty()
    has_keys = sys.stdin is not None and sys.stdin.isatty()
    size = shutil.get_terminal_size()
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    parts = [
        f"{size.columns} by {size.lines}" if is_terminal else "not a terminal: one line per cue",
        "keys work" if has_keys else "no keys",
        "plain" if plain or not is_terminal else "colours",
        str(sys.stdout.encoding),
    ]
    found = ", ".join(parts)
    if sys.stdout.encoding.lower().replace("-", "") != "utf8":
        return Finding("terminal", "warning", found, "Set `PYTHONUTF8=1` to see every letter.")
    return Finding("terminal", "ok", found)


def probe_keep_awake() -> Finding:
    """Try to keep the machine awake for a moment."""
    result = try_inhibitors()
    if result.inhibitor:
        return Finding("keep awake", "ok", result.inhibitor)
    fix = "In the system's settings, let the screen and the computer stay on for long enough."
    found = f"the computer can't be kept awake ({'; '.join(result.failures)})"
    return Finding("keep awake", "warning", found, fix)


def probe_routines() -> Finding:
    """Read every routine in Coach's folder and the person's own."""
    found = library.entries()
    bad = [entry for entry in found if entry.origin != "this folder" and not _plays(entry.path)]
    own = sum(entry.origin == "yours" for entry in found)
    bundled = sum(entry.origin == "bundled" for entry in found)
    count = f"{bundled} bundled with Coach, {own} of your own in {library.own_folder()}"
    if bad:
        files = " ".join(str(entry.path) for entry in bad)
        return Finding("routines", "warning", f"{count}; {len(bad)} can't be played",
                       f"See what is wrong: `coach check {files}`.")  # fmt: skip
    if not bundled:
        return Finding("routines", "missing", count, "Reinstall Coach: its routines are missing.")
    return Finding("routines", "ok", count)


def _plays(path: Path) -> bool:
    try:
        return library.read(path).routine is not None
    except CoachError:
        return False


def probe_versions() -> Finding:
    """Return the versions of Coach, Python and the system, to quote when asking for help."""
    system = f"{platform.system()} {platform.release()}"
    coach = installed_version("stretch-coach")
    return Finding("coach", "ok", f"{coach}, Python {platform.python_version()}, {system}")


def probe_extras() -> Finding:
    """Return which optional parts are installed."""
    requirements: dict[str, list[str]] = {}
    for line in metadata.requires("stretch-coach") or []:
        name, extra = re.match(r"[\w.-]+", line), re.search(r"extra\s*==\s*['\"]([\w-]+)", line)
        if name and extra and extra[1] != "test":
            requirements.setdefault(extra[1], []).append(name[0])
    installed = {
        extra: all(installed_version(name) != "none" for name in names)
        for extra, names in requirements.items()
    }
    states = [f"{extra}: {'' if all_ else 'not '}installed" for extra, all_ in installed.items()]
    return Finding("extras", "ok", ", ".join(states) or "none")
