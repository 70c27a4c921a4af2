"""Tries each part that Coach needs of a computer, and says how to mend what does not work."""

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
from pathlib import Path
from typing import Literal

from coach.files import atomic_write
from coach.model.clip import Clip
from coach.model.problems import CoachError
from coach.model.units import FRAME_RATE, frames
from coach.playback.outputs.output import Opener, close_within
from coach.speech import Utterance, Voice

State = Literal["ok", "warning", "missing"]
WORDS = "Coach works."
THREAD = "coach-doctor"
SPEECH_S, SOUND_S, ELSE_S = 60.0, 10.0, 20.0
"""How long a part may take before it counts as stuck."""
_LOOK_S = 0.02
_LITTLE_BYTES = 100_000_000


@dataclass(frozen=True)
class Finding:
    """What was found of one part.

    Attributes:
        part: its name.
        state: `missing` for what does not work, `warning` for what a session can do without.
        found: a sentence without its full stop.
        mending: what to do, as a sentence; empty where there is nothing, or `found` says it.
    """

    part: str
    state: State
    found: str
    mending: str = ""


@dataclass(frozen=True)
class Probe:
    """One part, how it is tried, how many seconds that may take, and what mends it if it hangs."""

    part: str
    look: Callable[[], Finding]
    bound_s: float = ELSE_S
    unstick: str = "Start the computer again, and try once more."


def examine(probes: Sequence[Probe]) -> Iterator[Finding]:
    """Yield what each probe finds, as it is found. Nothing that a part does gets through."""
    for probe in probes:
        found: queue.SimpleQueue[Finding] = queue.SimpleQueue()
        threading.Thread(
            target=lambda probe=probe, found=found: found.put(_guarded(probe)),
            name=THREAD,
            daemon=True,
        ).start()
        try:
            yield found.get(timeout=probe.bound_s)
        except queue.Empty:
            said = f"it did not answer within {probe.bound_s:g} s"
            yield Finding(probe.part, "missing", said, probe.unstick)


def stuck() -> bool:
    """Whether a part still hangs; then even the end of the process could."""
    return any(thread.name == THREAD for thread in threading.enumerate())


def _guarded(probe: Probe) -> Finding:
    try:
        return probe.look()
    except CoachError as error:
        return Finding(probe.part, "missing", str(error).rstrip("."))
    except Exception as error:  # noqa: BLE001 - a doctor does not fall ill
        found = f"it failed ({type(error).__name__}: {error})"
        return Finding(
            probe.part, "missing", found, "This is a bug in Coach; please send this line."
        )


def speech(voice: Voice, keep: Callable[[Clip], None]) -> Finding:
    """Speak two words into a clip, whatever the cache holds.

    Raises:
        VoiceError: it can't.
    """
    began = time.monotonic()
    try:
        _, clip = next(iter(voice.render([Utterance(WORDS)])))
    finally:
        voice.close()
    keep(clip)
    took_s = time.monotonic() - began
    return Finding("speech", "ok", f"{voice.name} made two words in {took_s:.1f} s")


def sound(clip: Clip | None, opener: Opener, device: str) -> Finding:
    """Play two words, or two tones where there is no speech, to their end.

    Raises:
        CoachError: nothing can sound; says how to mend it.
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
    bound = began + length / FRAME_RATE + SOUND_S / 2
    while handed < length and not ended.wait(_LOOK_S) and time.monotonic() < bound:
        pass
    took_s = time.monotonic() - began
    error, underruns = output.error, output.underruns
    close_within(output)
    if error is not None:
        raise error
    words = "two words" if clip else "two tones"
    where = f"{device} ({output.name}, {output.latency_s:.2f} s ahead)"
    if handed < length:
        found = f"{where} took {handed / FRAME_RATE:.1f} s of {words} and no more"
        return Finding("sound", "missing", found, "Choose another device: `coach devices`.")
    hear = "If you heard nothing, turn the volume up or choose another device: `coach devices`."
    if took_s < len(pcm) / 2 / FRAME_RATE / 2:
        found = f"{where} took {words} faster than they can be heard"
        return Finding("sound", "warning", found, hear)
    holes = f", with {underruns} gaps" if underruns else ""
    return Finding("sound", "warning" if holes else "ok", f"{where} played {words}{holes}", hear)


def unstick_sound(system: str = sys.platform) -> str:
    """Return how a system's sound is started again when it hangs."""
    if system.startswith("linux"):
        command = "`systemctl --user restart pipewire pipewire-pulse` or `pulseaudio -k`"
        return f"Start the sound server again: {command}."
    if system == "darwin":
        return "Start the system's sound again: `sudo killall coreaudiod`."
    return "Pull the device out and plug it in again, or start the computer again."


def tones() -> Clip:
    """Return two soft tones of a third of a second, for where there are no words."""
    values = array("h")
    for hertz in (440, 660):
        for frame in range(FRAME_RATE // 3):
            values.append(round(4000 * math.sin(2 * math.pi * hertz * frame / FRAME_RATE)))
    if sys.byteorder == "big":
        values.byteswap()
    return Clip(values.tobytes())


def folder(part: str, path: Path, holds: str) -> Finding:
    """Write to a folder of Coach's own, and say how much is in it."""
    mending = "Free some room on the disk, or let Coach write there."
    try:
        path.mkdir(parents=True, exist_ok=True)
        trial = path / "doctor.tmp"
        with atomic_write(trial) as file:
            file.write(b"x" * 4096)
        trial.unlink()
        sizes = [entry.stat().st_size for entry in os.scandir(path) if entry.is_file()]
    except (CoachError, OSError) as error:
        why = str((error.strerror if isinstance(error, OSError) else None) or error)
        return Finding(part, "warning", f"{path} can't be used: {why}".rstrip("."), mending)
    found = f"{holds}: {len(sizes)}, {max(sum(sizes) / 1e6, 0.1 if sizes else 0):.1f} MB, in {path}"
    free = shutil.disk_usage(path).free
    if free < _LITTLE_BYTES:
        left = f"{found}; the disk has only {free / 1e6:.0f} MB left"
        return Finding(part, "warning", left, "Free some room on the disk.")
    return Finding(part, "ok", found)


def terminal() -> Finding:
    """Look at what the screen can show and whether keys arrive."""
    shows, hears = sys.stdout.isatty(), sys.stdin is not None and sys.stdin.isatty()
    size = shutil.get_terminal_size()
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    parts = [
        f"{size.columns} by {size.lines}" if shows else "not a terminal: a line a cue",
        "keys work" if hears else "no keys",
        "plain" if plain or not shows else "colours",
        str(sys.stdout.encoding),
    ]
    found = ", ".join(parts)
    if sys.stdout.encoding.lower().replace("-", "") != "utf8":
        return Finding("terminal", "warning", found, "Set PYTHONUTF8=1 to see every letter.")
    return Finding("terminal", "ok", found)


def awake() -> Finding:
    """Try to keep the machine awake, for a moment."""
    from coach.session.keep_awake import try_inhibitors  # noqa: PLC0415 - it loads slowly

    kept = try_inhibitors()
    if kept.by:
        return Finding("keep awake", "ok", kept.by)
    mending = (
        "Set the screen and the computer to stay on for long enough, in the system's settings."
    )
    return Finding("keep awake", "warning", f"no way ({'; '.join(kept.why_not)})", mending)


def routines() -> Finding:
    """Read every routine that there is."""
    from coach import library  # noqa: PLC0415 - the same

    found = library.entries()
    bad = [entry for entry in found if entry.origin != "this folder" and not _plays(entry.path)]
    own = sum(entry.origin == "yours" for entry in found)
    bundled = sum(entry.origin == "bundled" for entry in found)
    said = f"{bundled} with Coach, {own} of your own in {library.own_folder()}"
    if bad:
        files = " ".join(str(entry.path) for entry in bad)
        return Finding("routines", "warning", f"{said}; {len(bad)} can't be played",
                       f"See what is wrong: `coach check {files}`.")  # fmt: skip
    if not bundled:
        return Finding("routines", "missing", said, "Install Coach again: its routines are gone.")
    return Finding("routines", "ok", said)


def _plays(path: Path) -> bool:
    from coach import library  # noqa: PLC0415 - the same

    try:
        return library.read(path).routine is not None
    except CoachError:
        return False


def versions() -> Finding:
    """Say what this is, for whoever is asked to help."""
    from coach.speech.installed_versions import installed_version  # noqa: PLC0415 - the same

    system = f"{platform.system()} {platform.release()}"
    coach = installed_version("stretch-coach")
    return Finding("coach", "ok", f"{coach}, Python {platform.python_version()}, {system}")


def extras() -> Finding:
    """Say which optional parts are installed."""
    from importlib import metadata  # noqa: PLC0415 - 70 ms

    from coach.speech.installed_versions import installed_version  # noqa: PLC0415 - the same

    wanted: dict[str, list[str]] = {}
    for line in metadata.requires("stretch-coach") or []:
        name, extra = re.match(r"[\w.-]+", line), re.search(r"extra\s*==\s*['\"]([\w-]+)", line)
        if name and extra and extra[1] != "test":
            wanted.setdefault(extra[1], []).append(name[0])
    there = {
        extra: all(installed_version(name) != "none" for name in names)
        for extra, names in wanted.items()
    }
    said = [f"{extra}: {'installed' if all_ else 'not installed'}" for extra, all_ in there.items()]
    return Finding("extras", "ok", ", ".join(said) or "there are none")
