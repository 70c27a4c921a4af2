"""What every sound output is, and which there are."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from coach.model.problems import ChoiceError, DeviceError, printable

Pull = Callable[[int], bytes]
"""Asks for the next frames: 16-bit mono samples at `units.FRAME_RATE`, exactly so many."""

Ended = Callable[[], None]
"""Told from any thread when a stream has come to its end, whatever the reason."""

LATENCY_S = 0.2
"""Seconds from a sample's handing over to its being heard: enough beside two busy processes."""


class Output(Protocol):
    """A stream that is open and pulls, in a thread of its own, until it is closed or dies.

    Attributes:
        name: the back end's name.
        audible: whether anything is heard (false on the screen).
        latency_s: seconds from handing a sample over to hearing it, as the system states it.
        active: false once the stream has died or was closed.
        underruns: how often the system reported that samples came too late.
        error: what the pull raised; the stream has then ended.
    """

    @property
    def name(self) -> str: ...
    @property
    def audible(self) -> bool: ...
    @property
    def latency_s(self) -> float: ...
    @property
    def active(self) -> bool: ...
    @property
    def underruns(self) -> int: ...
    @property
    def error(self) -> BaseException | None: ...

    def close(self, *, drain: bool = False) -> None:
        """End the stream: at once, or with `drain` when all that was handed over is heard.

        It may hang when the system's sound has died: call it with a bound, from a thread.
        """
        ...


Opener = Callable[[Pull, Ended], Output]
"""Opens a stream that begins to pull at once; raises DeviceError."""


@dataclass(frozen=True)
class DeviceInfo:
    """Something that can sound, as `coach devices` lists it."""

    name: str
    default: bool
    back_end: str


class NoLibraryError(DeviceError):
    """A back end's library is missing."""


class BackEnd(Protocol):
    """A module of this package that can open one kind of output."""

    def open_stream(self, pull: Pull, ended: Ended, device: str | None) -> Output:
        """Open the device of that name, or the system's own choice; raises DeviceError."""
        ...

    def devices(self) -> list[DeviceInfo]:
        """Return what can sound; raises DeviceError where the library is missing."""
        ...


# In the order in which they are tried. PortAudio first: it knows every system's sound best.
_BACK_ENDS = {
    "sounddevice": "coach.playback.outputs.portaudio",
    "miniaudio": "coach.playback.outputs.miniaudio",
}


def _back_end(name: str) -> BackEnd:
    """Load a back end when it is wanted and not before: each costs a tenth of a second."""
    return cast("BackEnd", importlib.import_module(_BACK_ENDS[name]))


def open_output(
    pull: Pull, ended: Ended, device: str | None = None, back_end: str | None = None
) -> Output:
    """Open the first output that works.

    Args:
        pull: gives the samples.
        ended: told when the stream ends.
        device: a device's name as `list_devices` gives it, or a part of it that fits one only.
        back_end: only this one.

    Raises:
        DeviceError: nothing can sound; one sentence that names the mending.
        ChoiceError: there is no such device.
    """
    names = [back_end] if back_end else list(_BACK_ENDS)
    if device is not None:
        found = _find(device, names)
        names, device = [found.back_end], found.name
    failures: list[DeviceError] = []
    for name in names:
        output = _attempt(name, pull, ended, device)
        if not isinstance(output, DeviceError):
            return output
        failures.append(output)
    raise DeviceError(_mending(failures)) from failures[-1]


def _attempt(name: str, pull: Pull, ended: Ended, device: str | None) -> Output | DeviceError:
    try:
        return _back_end(name).open_stream(pull, ended, device)
    except DeviceError as failure:
        return failure


def list_devices(back_end: str | None = None) -> list[DeviceInfo]:
    """Return what can sound, from the first back end that has any; may be empty."""
    for name in [back_end] if back_end else _BACK_ENDS:
        try:
            found = _back_end(name).devices()
        except DeviceError:
            continue
        if found:
            return found
    return []


def _find(device: str, back_ends: list[str]) -> DeviceInfo:
    """Look a device up by its name, or by a part that fits one only; raises ChoiceError."""
    known = [info for name in back_ends for info in list_devices(name)]
    wanted = device.casefold()
    exact = [info for info in known if info.name.casefold() == wanted]
    part = [info for info in known if wanted in info.name.casefold()]
    # The same device under two back ends is one: the first has it.
    if exact or len({info.name for info in part}) == 1:
        return (exact or part)[0]
    found = "more than one sound device is" if part else "there is no sound device"
    raise ChoiceError(f"{found} called '{printable(device)}': see 'coach devices'")


def _mending(failures: list[DeviceError]) -> str:
    """Say in one sentence why nothing sounds and what to do about it."""
    no_library = [isinstance(failure, NoLibraryError) for failure in failures]
    way_out = "or make a file to listen to elsewhere with 'coach export'"
    if all(no_library):
        return f"no sound library works here: {_install_portaudio()}, {way_out}"
    install = f"{_install_portaudio()}, " if any(no_library) else ""
    return f"no sound device works here: {_start_sound()}, {install}{way_out}"


def _install_portaudio() -> str:
    if not sys.platform.startswith("linux"):
        return "install Coach again with 'pip install --force-reinstall sounddevice miniaudio'"
    # The package's name differs between families; the file tells which family this is.
    commands = {
        "/etc/debian_version": "sudo apt install libportaudio2",
        "/etc/fedora-release": "sudo dnf install portaudio",
        "/etc/arch-release": "sudo pacman -S portaudio",
        "/etc/alpine-release": "sudo apk add portaudio",
    }
    for file, command in commands.items():
        if Path(file).exists():
            return f"install PortAudio with '{command}'"
    return "install PortAudio (the package is called portaudio or libportaudio2)"


def _start_sound() -> str:
    if sys.platform.startswith("linux"):
        return "plug in headphones, start the sound server (PipeWire or PulseAudio)"
    return "plug in headphones or switch a loudspeaker on in the system's sound settings"
