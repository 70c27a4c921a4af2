"""Sound through PortAudio, using the library sounddevice."""

from __future__ import annotations

import atexit
from array import array
from typing import Any

from coach.model.problems import DeviceError
from coach.model.units import FRAME_RATE
from coach.playback.outputs.output import LATENCY_S, DeviceInfo, Ended, NoLibraryError, Output, Pull
from coach.playback.stderr_silencer import C_STDERR, stderr_silenced

NAME = "sounddevice"

try:
    with stderr_silenced():  # the import starts PortAudio, which looks for devices
        import sounddevice as sd
except (ImportError, OSError) as error:  # OSError: the library is there, but PortAudio isn't
    sd = None
    _missing = str(error)


class _Library:
    """The state of PortAudio as a whole, which the process shares.

    Attributes:
        stale: whether a stream has failed or ended. PortAudio lists devices only once, so it must
            be restarted to see a server that came back or a headset that was plugged in.
        streams: how many are open. While one is, even if it hangs while it closes, PortAudio must
            not be restarted.
    """

    stale = False
    streams = 0


def open_stream(pull: Pull, ended: Ended, device: str | None) -> Output:
    """Open the device with that name, or the system's default.

    Raises:
        DeviceError: PortAudio is missing, has no device, or the device didn't open.
    """
    library = _library()
    if _Library.streams:
        raise DeviceError("PortAudio still holds the earlier device")
    with stderr_silenced():
        if _Library.stale:
            _restart(library)
        try:
            return _PortAudioOutput(pull, ended, device)
        except (library.PortAudioError, ValueError) as error:
            _Library.stale = True
            raise DeviceError(f"PortAudio: {error}") from error


def devices() -> list[DeviceInfo]:
    """Return the devices that PortAudio can play to; raises DeviceError if it is missing."""
    library = _library()
    with stderr_silenced():
        if _Library.stale and not _Library.streams:
            _restart(library)
        try:
            default = library.query_devices(kind="output")["index"]
        except library.PortAudioError:
            default = -1
        found = library.query_devices()
    return [
        DeviceInfo(entry["name"], entry["index"] == default, NAME)
        for entry in found
        if entry["max_output_channels"] > 0
    ]


def _library() -> Any:
    if sd is None:
        raise NoLibraryError(f"sounddevice: {_missing}")
    return sd


def _restart(library: Any) -> None:
    """Make PortAudio look for devices again. The library has no public function for that."""
    library._terminate()  # noqa: SLF001
    library._initialize()  # noqa: SLF001
    _Library.stale = False


class _PortAudioOutput:
    """One raw stream. The callback zero-fills, copies and counts, and does nothing else."""

    name = NAME
    audible = True

    def __init__(self, pull: Pull, ended: Ended, device: str | None) -> None:
        self.underruns = 0
        self.error: BaseException | None = None
        self._pull = pull
        self._channels = 1
        self._closed = False
        try:
            self._stream = self._open(ended, device)
        except sd.PortAudioError:  # some cards play stereo only
            self._channels = 2
            self._stream = self._open(ended, device)
        self.latency_s = float(self._stream.latency)
        _Library.streams += 1
        C_STDERR.stream_opened()
        try:
            self._stream.start()
        except sd.PortAudioError:
            self.close()
            raise

    def _open(self, ended: Ended, device: str | None) -> Any:
        return sd.RawOutputStream(
            samplerate=FRAME_RATE,
            channels=self._channels,
            dtype="int16",
            device=device,
            latency=LATENCY_S,
            blocksize=0,  # the system's own choice, so that PortAudio need not buffer again
            callback=self._fill,
            finished_callback=ended,
        )

    @property
    def active(self) -> bool:
        """Whether the stream still pulls; it dies without an exception."""
        return not self._closed and bool(self._stream.active)

    def _fill(self, outdata: Any, frames: int, _time: Any, status: Any) -> None:
        outdata[:] = bytes(len(outdata))
        if status.output_underflow:
            self.underruns += 1
        try:
            mono = self._pull(frames)
            outdata[:] = mono if self._channels == 1 else stereo(mono)
        except BaseException as error:
            # sounddevice would only print it: keep it for the main thread.
            self.error = error
            raise sd.CallbackAbort from error

    def close(self, *, drain: bool = False) -> None:
        """End the stream; see `Output.close`."""
        if self._closed:
            return
        self._closed = True
        # The library ends PortAudio when Python exits, which would hang too if this close hangs.
        at_exit = sd._exit_handler  # noqa: SLF001
        atexit.unregister(at_exit)
        if drain:
            self._stream.stop()
        else:
            self._stream.abort()
        self._stream.close()
        atexit.register(at_exit)
        C_STDERR.stream_closed()
        _Library.streams -= 1
        _Library.stale = True


def stereo(mono: bytes) -> bytes:
    """Return 16-bit mono samples as stereo samples, the same on both sides."""
    values = array("h", mono)
    both = array("h", bytes(2 * len(mono)))
    both[::2] = values
    both[1::2] = values
    return both.tobytes()
