"""The player heard from outside: the recorded output of a real sound server."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sound_server import RATE, Recording, SoundServer, needs_sound_server, sound_server

DRIVER = Path(__file__).with_name("driver.py")
ROOT = Path(__file__).parents[2]
MS = RATE // 1000
SERVER_DELAY_MS = 60
"""The delay that the sound server and its recorder may add on a busy machine."""


class Driver:
    """The driver as a process, and its events as they arrive."""

    def __init__(self, env: dict[str, str], *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", str(DRIVER), *arguments],
            env={**env, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._events: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._events.put(json.loads(line))

    def wait_for(self, name: str, timeout_s: float = 30) -> dict[str, Any]:
        """Return the next event, which must have this name."""
        event = self._events.get(timeout=timeout_s)
        assert event["event"] == name, event
        return event

    def tell(self, command: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()

    def finish(self) -> None:
        """End the driver; anything on standard error would have been on the person's terminal."""
        assert self.process.stdin is not None
        assert self.process.stderr is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        try:
            self.process.wait(10)
        finally:
            self.process.kill()
            self.process.wait()
            self._listener.join()
            with self.process.stderr as file:
                errors = file.read()
        assert errors == ""


@contextlib.contextmanager
def driver(env: dict[str, str], *arguments: str) -> Iterator[Driver]:
    started = Driver(env, *arguments)
    try:
        yield started
    finally:
        started.finish()


def until_heard(recording: Recording, onsets: int, timeout_s: float = 20) -> None:
    """Wait until this many tones have begun."""
    deadline = time.monotonic() + timeout_s
    while len(recording.onsets()) < onsets:
        assert time.monotonic() < deadline, f"tone {onsets} was not heard"
        time.sleep(0.02)


def levels(recording: Recording) -> list[int]:
    """Return which cues were heard, in order, identified by their loudness."""
    samples = recording.samples()
    return [(abs(samples[onset]) - 1000) // 100 for onset in recording.onsets()]


def intervals(recording: Recording) -> list[int]:
    onsets = recording.onsets()
    return [after - before for before, after in pairwise(onsets)]


@pytest.mark.parametrize("back_end", ["sounddevice", "miniaudio"])
def test_every_cue_is_heard_once_in_order_and_on_time(server: SoundServer, back_end: str) -> None:
    # benchmarks/bench_player.py measures how exactly, even on a busy machine.
    arguments = ("--count", "8", "--every", "0.5", "--long", "0.2", "--back-end", back_end)
    with server.recorded() as recording, driver(server.env, *arguments) as player:
        assert player.wait_for("playing")["output"] == back_end
        done = player.wait_for("done")
    assert done["position"] == 4.5 * RATE
    assert levels(recording) == list(range(8))
    onsets = recording.onsets()
    late = [abs(onset - onsets[0] - i * RATE // 2) for i, onset in enumerate(onsets)]
    assert max(late) < SERVER_DELAY_MS * MS


def test_a_pause_silences_a_cue_and_resuming_repeats_it(server: SoundServer) -> None:
    with (
        server.recorded() as recording,
        driver(server.env, "--count", "3", "--long", "0.6") as player,
    ):
        player.wait_for("playing")
        until_heard(recording, 2)
        player.tell("pause")
        player.wait_for("pause")
        time.sleep(0.7)  # long enough for all of the second cue to be heard
        paused_at = recording.last_sound()
        cut_after = paused_at - recording.onsets()[1]
        player.tell("resume")
        player.wait_for("resume")
        player.wait_for("done")
    assert cut_after < 0.55 * RATE
    assert levels(recording) == [0, 1, 1, 2]
    assert abs(intervals(recording)[-1] - RATE) < SERVER_DELAY_MS * MS


def test_stop_fades_out_in_time(server: SoundServer) -> None:
    with (
        server.recorded() as recording,
        driver(server.env, "--count", "2", "--every", "3", "--long", "2.5") as player,
    ):
        player.wait_for("playing")
        until_heard(recording, 1)
        player.tell("stop")
        stopped = player.wait_for("stopped")
        player.wait_for("done")
    assert stopped["took_s"] <= 0.2 + 0.2 + 0.05
    samples = recording.samples()
    end = recording.last_sound()
    assert end - recording.onsets()[0] < 1.0 * RATE
    # The last 20 ms fall to nothing; without the fade the last sample would be at 1000.
    assert abs(samples[end - 1]) < 50
    assert abs(samples[end - 25 * MS]) == 1000


def test_the_position_matches_what_is_heard(server: SoundServer) -> None:
    with (
        server.recorded() as recording,
        driver(server.env, "--count", "1", "--every", "4", "--long", "3") as player,
    ):
        player.wait_for("playing")
        until_heard(recording, 1)
        time.sleep(1)
        player.tell("where")
        shown = player.wait_for("where")["position"]
        heard = len(recording.samples()) - recording.onsets()[0] + RATE // 2
        player.tell("stop")
        player.wait_for("stopped")
        player.wait_for("done")
    assert abs(shown - heard) < 150 * MS


def test_no_cue_is_lost_when_the_server_is_restarted(server: SoundServer) -> None:
    with driver(server.env, "--count", "4", "--long", "0.6") as player:
        with server.recorded() as before:
            player.wait_for("playing")
            until_heard(before, 2)
            server.kill()
        assert player.wait_for("fault")["text"] == "The sound is gone. Trying to get it back."
        server.start()
        with server.recorded() as after:
            assert player.wait_for("fault")["text"] == "The sound is back."
            done = player.wait_for("done")
    assert levels(before) == [0, 1]
    assert levels(after)[-3:] == [1, 2, 3]
    assert done["output"] in {"sounddevice", "miniaudio"}


def test_without_a_server_the_session_goes_on_silently() -> None:
    needs_sound_server()
    with sound_server() as server, driver(server.env, "--count", "3") as player:
        player.wait_for("playing")
        server.kill()
        assert player.wait_for("fault")["text"].startswith("The sound is gone.")
        text = player.wait_for("fault")["text"]
        assert text == "The sound didn't come back. Coaching continues on the screen."
        done = player.wait_for("done")
    assert done["output"] == "screen"
    assert done["position"] == 3.5 * RATE


def test_a_stalled_process_repeats_the_interrupted_cue(
    server: SoundServer,
) -> None:
    with (
        server.recorded() as recording,
        driver(server.env, "--count", "4", "--long", "0.6") as player,
    ):
        player.wait_for("playing")
        until_heard(recording, 3)
        os.kill(player.process.pid, signal.SIGSTOP)
        time.sleep(2)
        os.kill(player.process.pid, signal.SIGCONT)
        done = player.wait_for("done")
    assert done["stalls"] == 1
    assert done["underruns"] >= 1
    assert levels(recording) == [0, 1, 2, 2, 3]


@pytest.mark.parametrize("back_end", [(), ("--back-end", "miniaudio")], ids=["any", "miniaudio"])
def test_without_a_device_the_error_says_what_to_do(
    tmp_path: Path, back_end: tuple[str, ...]
) -> None:
    env = {**os.environ, "PULSE_SERVER": f"unix:{tmp_path}/none", "HOME": str(tmp_path)}
    with driver(env, *back_end) as player:
        error = player.wait_for("error")
    assert error["kind"] == "DeviceError"
    assert error["text"].startswith("No sound device works here. Plug in headphones, ")
    assert error["text"].endswith("`coach export`.")


def test_devices_are_listed_and_can_be_chosen(server: SoundServer) -> None:
    with driver(server.env, "--devices") as player:
        found = player.wait_for("devices")["found"]
    assert [default for _, default, _ in found].count(True) == 1
    with driver(server.env, "--count", "1", "--device", found[0][0].upper()) as player:
        player.wait_for("playing")
        player.wait_for("done")
    with driver(server.env, "--device", "no such") as player:
        assert player.wait_for("error") == {
            "event": "error",
            "kind": "ChoiceError",
            "text": (
                "There is no sound device called `no such`. `coach devices` lists those you have."
            ),
        }
