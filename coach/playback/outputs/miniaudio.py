"""Sound through miniaudio, whose wheel needs nothing else: used if PortAudio is missing."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from coach.model.problems import DeviceError
from coach.model.units import FRAME_RATE
from coach.playback.outputs.output import LATENCY_S, DeviceInfo, Ended, NoLibraryError, Output, Pull
from coach.playback.stderr_silencer import C_STDERR, stderr_silenced

NAME = "miniaudio"
_NULL = "Null"
_PERIODS = 3

try:
    with stderr_silenced():
        import miniaudio
except (ImportError, OSError) as error:
    miniaudio = None
    _missing = str(error)


def open_stream(pull: Pull, ended: Ended, device: str | None) -> Output:
    """Open the device with that name, or the system's default.

    Raises:
        DeviceError: miniaudio is missing, has no device, or the device didn't open.
    """
    library = _library()
    with stderr_silenced():
        try:
            return _MiniaudioOutput(pull, ended, device)
        except library.MiniaudioError as error:
            raise DeviceError(f"miniaudio: {error}") from error


def devices() -> list[DeviceInfo]:
    """Return the devices that miniaudio can play to; raises DeviceError if it is missing."""
    library = _library()
    with stderr_silenced():
        try:
            found = _playbacks()
        except library.MiniaudioError:
            return []
    # It doesn't say which one is the default; the system lists it first.
    return [DeviceInfo(entry["name"], index == 0, NAME) for index, entry in enumerate(found)]


def _library() -> Any:
    if miniaudio is None:
        raise NoLibraryError(f"miniaudio: {_missing}")
    return miniaudio


def _real_back_ends() -> list[Any]:
    """Return all of miniaudio's back ends but the null one."""
    return [kind for kind in miniaudio.Backend if kind is not miniaudio.Backend.NULL]


def _playbacks() -> list[dict[str, Any]]:
    return list(miniaudio.Devices(_real_back_ends()).get_playbacks())


class _MiniaudioOutput:
    """One stream. Its callback asks a generator; miniaudio itself adds zeros where needed."""

    name = NAME
    audible = True
    underruns = 0  # miniaudio doesn't report them
    latency_s = (
        LATENCY_S * (_PERIODS - 1) / _PERIODS
    )  # all of its buffer except the period that plays now

    def __init__(self, pull: Pull, ended: Ended, device: str | None) -> None:
        self.error: BaseException | None = None
        self._pull = pull
        self._ended = ended
        self._closed = False
        self._stopped = False
        device_id = None
        if device is not None:
            device_id = next((d["id"] for d in _playbacks() if d["name"] == device), None)
            if device_id is None:
                raise DeviceError(f"miniaudio: there is no device {device}")
        self._device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=FRAME_RATE,
            buffersize_msec=round(LATENCY_S * 1000 / _PERIODS),
            callback_periods=_PERIODS,
            device_id=device_id,
            backends=_real_back_ends(),
        )
        if self._device.backend == _NULL:
            self._device.close()
            raise DeviceError("miniaudio: there is only the null device")
        self._device.stop_callback = self._on_stop
        source = self._pulled_blocks()
        next(source)
        C_STDERR.stream_opened()
        try:
            self._device.start(source)
        except miniaudio.MiniaudioError:
            self.close()
            raise

    @property
    def active(self) -> bool:
        """Whether the stream still pulls, as far as miniaudio knows: it may die unnoticed."""
        return not (self._closed or self._stopped)

    def _pulled_blocks(self) -> Generator[bytes, int, None]:
        frames = yield b""
        while True:
            try:
                pcm = self._pull(frames)
            except BaseException as error:  # noqa: BLE001 - kept for the main thread
                self.error = error
                self._stopped = True
                self._ended()
                return
            frames = yield pcm

    def _on_stop(self) -> None:
        self._stopped = True
        self._ended()

    def close(self, *, drain: bool = False) -> None:
        """End the stream; miniaudio always plays what it has received."""
        del drain
        if self._closed:
            return
        self._closed = True
        self._device.close()
        C_STDERR.stream_closed()
