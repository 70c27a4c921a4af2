"""What a sound output is, and how one is found and opened."""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from coach.model.problems import ChoiceError, DeviceError, printable

Pull = Callable[[int], bytes]
"""Returns exactly that many of the next frames: 16-bit mono samples at `units.FRAME_RATE`."""

Ended = Callable[[], None]
"""Called from any thread when a stream has ended, for whatever reason."""

LATENCY_S = 0.2
"""Seconds from the delivery of a sample until it is heard: enough next to two busy processes."""


CLOSE_S = 2.0
"""How long to wait for a stream to close: it hangs if the system's sound has died."""


class Output(Protocol):
    """An open stream, which pulls in its own thread until it is closed or dies.

    Attributes:
        name: the back end's name.
        audible: whether anything is heard; false for the silent output.
        latency_s: seconds from the delivery of a sample until it is heard, according to the system.
        active: false once the stream has died or was closed.
        underruns: how often the system reported that samples came too late.
        error: what a pull raised, if that ended the stream.
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
        """End the stream: at once, or with `drain` once everything delivered has been heard.

        It may hang if the system's sound has died: see `close_within`.
        """
        ...


def close_within(output: Output, seconds: float = CLOSE_S, *, drain: bool = False) -> bool:
    """Close a stream that may hang while it closes; return whether it closed in time."""
    thread = threading.Thread(
        target=output.close, kwargs={"drain": drain}, name="coach-close", daemon=True
    )
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()


Opener = Callable[[Pull, Ended], Output]
"""Opens a stream that starts to pull at once; raises DeviceError."""


@dataclass(frozen=True)
class DeviceInfo:
    """A sound device, as `coach devices` lists it."""

    name: str
    default: bool
    back_end: str


class NoLibraryError(DeviceError):
    """A back end's library is missing."""


class BackEnd(Protocol):
    """A module of this package that opens one kind of output."""

    def open_stream(self, pull: Pull, ended: Ended, device: str | None) -> Output:
        """Open the device with that name, or the system's default; raises DeviceError."""
        ...

    def devices(self) -> list[DeviceInfo]:
        """Return the devices; raises DeviceError if the library is missing."""
        ...


# In the order in which they are tried. PortAudio handles every system's sound best.
_BACK_ENDS = {
    "sounddevice": "coach.playback.outputs.portaudio",
    "miniaudio": "coach.playback.outputs.miniaudio",
}


def _back_end(name: str) -> BackEnd:
    """Load a back end only when it is needed: each takes a tenth of a second."""
    return cast("BackEnd", importlib.import_module(_BACK_ENDS[name]))


def open_output(
    pull: Pull, ended: Ended, device: str | None = None, back_end: str | None = None
) -> Output:
    """Open the first output that works.

    Args:
        pull: returns the samples.
        ended: called when the stream ends.
        device: a device's name as `list_devices` gives it, or a part of it that matches only one.
        back_end: the only one to try; None to try all.

    Raises:
        DeviceError: no output works; says what to do.
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
    raise DeviceError(no_sound_message(failures)) from failures[-1]


def _attempt(name: str, pull: Pull, ended: Ended, device: str | None) -> Output | DeviceError:
    try:
        return _back_end(name).open_stream(pull, ended, device)
    except DeviceError as failure:
        return failure


def list_devices(back_end: str | None = None) -> list[DeviceInfo]:
    """Return the devices of the first back end that has any; may be empty."""
    for name in [back_end] if back_end else _BACK_ENDS:
        try:
            found = _back_end(name).devices()
        except DeviceError:
            continue
        if found:
            return found
    return []


def _find(device: str, back_ends: list[str]) -> DeviceInfo:
    """Find a device by its name, or by a part that matches only one; raises ChoiceError."""
    known = [info for name in back_ends for info in list_devices(name)]
    wanted = device.casefold()
    exact = [info for info in known if info.name.casefold() == wanted]
    part = [info for info in known if wanted in info.name.casefold()]
    # The same device under two back ends is one device: the first back end gets it.
    if exact or len({info.name for info in part}) == 1:
        return (exact or part)[0]
    name = printable(device)
    if part:
        raise ChoiceError(
            f"More than one sound device has `{name}` in its name. Write more of the name; "
            "`coach devices` lists them."
        )
    raise ChoiceError(
        f"There is no sound device called `{name}`. `coach devices` lists those you have."
    )


def no_sound_message(failures: list[DeviceError]) -> str:
    """Return a message that says why there is no sound, and what to do about it.

    Args:
        failures: those of all back ends that were tried.
    """
    no_library = [isinstance(failure, NoLibraryError) for failure in failures]
    instead = "or make a file to listen to elsewhere with `coach export`"
    if all(no_library):
        steps = _install_portaudio()
        return f"No sound library works here. {steps[0].upper()}{steps[1:]}, {instead}."
    install = f"{_install_portaudio()}, " if any(no_library) else ""
    return f"No sound device works here. {_start_sound()}, {install}{instead}."


def _install_portaudio() -> str:
    if not sys.platform.startswith("linux"):
        return "run `pip install --force-reinstall sounddevice miniaudio`"
    # The package's name differs between Linux distributions; a file shows which one this is.
    commands = {
        "/etc/debian_version": "sudo apt install libportaudio2",
        "/etc/fedora-release": "sudo dnf install portaudio",
        "/etc/arch-release": "sudo pacman -S portaudio",
        "/etc/alpine-release": "sudo apk add portaudio",
    }
    for file, command in commands.items():
        if Path(file).exists():
            return f"install PortAudio with `{command}`"
    return "install PortAudio (the package is called portaudio or libportaudio2)"


def _start_sound() -> str:
    if sys.platform.startswith("linux"):
        return "Plug in headphones, start the sound server (PipeWire or PulseAudio)"
    return "Plug in headphones, select a speaker in the system's sound settings"
