"""A real sound server for tests: PulseAudio with a loudspeaker that only `parec` hears."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

RATE = 48_000
_PROGRAMS = ("pulseaudio", "parec", "pacat", "pactl")
_START_TIMEOUT_S = 10.0
_POLL_S = 0.02

# A server would outlive tests that are killed, and its recorder would fill the disk. This shell
# kills it as soon as the other end of the shell's standard input is closed.
_DIE_WITH_US = '"$@" & read -r _; kill -9 $!; wait'


def needs_sound_server() -> None:
    """Skip the test if PulseAudio is missing, or fail it in CI."""
    missing = [program for program in _PROGRAMS if shutil.which(program) is None]
    if not missing:
        return
    reason = f"not installed: {', '.join(missing)} (apt: pulseaudio pulseaudio-utils)"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@dataclass
class SoundServer:
    """A server that can be killed and started again on the same socket.

    Attributes:
        home: the server's own folder, with the socket in it.
    """

    home: Path
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _awake: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def env(self) -> dict[str, str]:
        """The environment in which a program finds the server."""
        return {
            **os.environ,
            "PULSE_SERVER": f"unix:{self.home}/native",
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home),
        }

    def start(self) -> None:
        """Start the server, and return when it accepts connections."""
        script = self.home / "server.pa"
        script.write_text(
            f"load-module module-native-protocol-unix socket={self.home}/native auth-anonymous=1\n"
            "load-module module-null-sink sink_name=speaker rate=48000 channels=2 format=s16le\n"
            "set-default-sink speaker\n"
        )
        self._process = subprocess.Popen(
            [
                *("sh", "-c", _DIE_WITH_US, "-"),
                "pulseaudio",
                "-n",
                "-F",
                str(script),
                "--daemonize=no",
                "--use-pid-file=no",
                "--exit-idle-time=-1",
                "--realtime=no",
                "--high-priority=no",
            ],
            env=self.env,
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + _START_TIMEOUT_S
        while self._pactl("info").returncode != 0:
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError("the sound server did not start")
            time.sleep(_POLL_S)
        # An idle null sink sleeps, and takes up to two seconds to wake.
        self._awake = subprocess.Popen(
            ["pacat", "-p", "-d", "speaker", "/dev/zero"], env=self.env, stderr=subprocess.DEVNULL
        )

    def kill(self) -> None:
        """End the server the hard way, as a crash does."""
        if self._process is not None:
            self._process.communicate()  # closes its standard input: see _DIE_WITH_US
        if self._awake is not None:
            self._awake.kill()
            self._awake.wait()
        self._awake = self._process = None
        (self.home / "native").unlink(missing_ok=True)

    def _pactl(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["pactl", *arguments], env=self.env, capture_output=True, check=False, timeout=10
        )

    def playing(self) -> int:
        """Count the streams that are playing, except the one that keeps the sink awake."""
        return len(self._pactl("list", "short", "sink-inputs").stdout.splitlines()) - 1

    @contextlib.contextmanager
    def recorded(self) -> Iterator[Recording]:
        """Record what the loudspeaker plays until the end of the block."""
        path = self.home / f"heard-{time.monotonic_ns()}.raw"
        with path.open("wb") as file:
            process = subprocess.Popen(
                [
                    "parec",
                    "-d",
                    "speaker.monitor",
                    "--rate=48000",
                    "--channels=1",
                    "--format=s16le",
                    "--raw",
                    "--latency-msec=20",
                ],
                env=self.env,
                stdout=file,
            )
            try:
                deadline = time.monotonic() + _START_TIMEOUT_S
                while not path.stat().st_size:
                    if time.monotonic() > deadline:
                        raise RuntimeError("nothing is recorded")
                    time.sleep(_POLL_S)
                yield Recording(path)
            finally:
                process.send_signal(signal.SIGINT)
                process.wait()


@dataclass(frozen=True)
class Recording:
    """What the loudspeaker played."""

    path: Path

    def samples(self) -> array[int]:
        """Return everything recorded so far, mono, at `RATE`."""
        data = self.path.read_bytes()
        values = array("h")
        values.frombytes(data[: len(data) // 2 * 2])
        return values

    def onsets(self, gap_s: float = 0.05) -> list[int]:
        """Return the frames at which sound begins after a silence of at least `gap_s`."""
        audible = np.flatnonzero(np.array(self.samples()))
        first = np.diff(audible, prepend=-RATE) > gap_s * RATE
        return [int(frame) for frame in audible[first]]

    def last_sound(self) -> int:
        """Return the frame after the last audible one."""
        audible = np.flatnonzero(np.array(self.samples()))
        return int(audible[-1]) + 1 if audible.size else 0


@contextlib.contextmanager
def sound_server() -> Iterator[SoundServer]:
    """Run a server for the length of the block."""
    with tempfile.TemporaryDirectory(prefix="coach-sound-") as folder:
        server = SoundServer(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.kill()


@contextlib.contextmanager
def busy(processes: int = 2) -> Iterator[None]:
    """Keep the processor busy while a test runs."""
    running = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()
