"""What laptops do to a session: a real terminal, a real sound server, real faults."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pty_terminal import Terminal, terminal
from sound_server import RATE, Recording, SoundServer, needs_sound_server, sound_server
from tempo import HEAD

from coach.playback.player import SOUND_BACK, SOUND_LOST

ROUTINE = (
    HEAD
    + """
exercises:
  - name: Stretch
    move: Stand with your feet apart.
    time_to_move: 1 s
    get_ready: 1 s
    set_up: Reach up.
    reps: 39
    phases:
      - {say: Breathe in and reach a little further up, for: 4 s}
      - {say: Breathe out and let your arms come down, for: 4 s}
after: Sit down for a moment.
"""
)
IN, OUT = "Breathe in and reach a little further up", "Breathe out and let your arms come down"
COACH = (sys.executable, "-m", "coach")


pytestmark = pytest.mark.usefixtures("shared_cache")


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    path = tmp_path / "stretch.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    return path


@pytest.fixture
def server() -> Iterator[SoundServer]:
    needs_sound_server()
    with sound_server() as running:
        yield running


@contextlib.contextmanager
def session(routine: Path, server: SoundServer, **env: str) -> Iterator[Terminal]:
    """Play a routine in a terminal, with one line per cue."""
    command = (*COACH, "play", str(routine), "--skip-intro", "--lead-in", "0", "--plain")
    # The server's environment was copied before this test had its own folders.
    with terminal(*command, env={**os.environ, **sound_of(server), **env}) as person:
        yield person


@dataclass(frozen=True)
class Stopped:
    """A session whose process has been stopped since a time (on the monotonic clock)."""

    person: Terminal
    since: float


@pytest.fixture(scope="module", autouse=True)
def stopped(shared_clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stopped]:
    """Stop a session before all tests here, so that its minute passes beside theirs."""
    needs_sound_server()
    routine = tmp_path_factory.mktemp("stopped") / "stretch.yaml"
    routine.write_text(ROUTINE, encoding="utf-8")
    env = {
        "COACH_CACHE_DIR": str(shared_clips),
        "COACH_STATE_DIR": str(tmp_path_factory.mktemp("state")),
    }
    with (
        sound_server() as server,
        session(routine, server, **env) as person,
    ):
        assert person.shows(OUT, within_s=40)
        person.process.send_signal(signal.SIGSTOP)
        yield Stopped(person, time.monotonic())


def sound_of(server: SoundServer) -> dict[str, str]:
    return {"PULSE_SERVER": server.env["PULSE_SERVER"]}


def after(person: Terminal, sentence: str) -> str:
    """Return what was shown after a sentence."""
    return person.seen.partition(sentence)[2]


def sounds_again(recording: Recording, since: int) -> bool:
    """Wait until something is heard after a frame of a recording; return whether it was."""
    deadline = time.monotonic() + 20
    while not any(onset > since for onset in recording.onsets()):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_no_word_is_lost_when_the_server_dies_in_mid_cue_and_comes_back(
    routine: Path, server: SoundServer
) -> None:
    with session(routine, server) as person:
        assert person.shows(f"One. {IN}")
        assert person.shows(OUT)
        server.kill()
        assert person.shows(SOUND_LOST)
        server.start()
        with server.recorded() as recording:
            assert person.shows(SOUND_BACK)
            assert person.shows("The sound dropped out for a moment. Let's go on.")
            assert person.shows(f"Two. {IN}")
            assert sounds_again(recording, 0)
        person.type("q")
        assert person.shows("Stopping. Slowly ease out of it.")
        person.type("q")
        assert person.process.wait(10) == 0
    # The line of what is said again may come before or after the one that the sound is back.
    words = re.findall(f"{IN}|{OUT}", after(person, SOUND_LOST))
    assert words[-2:] == [OUT, IN]
    assert "Traceback" not in person.seen


def test_when_a_device_is_pulled_out_the_next_one_plays(routine: Path, server: SoundServer) -> None:
    pactl = ["pactl", "load-module", "module-null-sink", "sink_name=headset", "rate=48000"]
    subprocess.run(pactl, env=server.env, check=True, capture_output=True)
    subprocess.run(["pactl", "set-default-sink", "headset"], env=server.env, check=True)
    with session(routine, server) as person:
        assert person.shows(f"One. {IN}")
        with server.recorded() as recording:  # of the other device, which is silent now
            assert not recording.onsets()
            unload = ["pactl", "unload-module", "module-null-sink"]
            modules = subprocess.run(
                ["pactl", "list", "short", "modules"],
                env=server.env, check=True, capture_output=True, text=True,
            ).stdout  # fmt: skip
            number = next(r.split()[0] for r in modules.splitlines() if "headset" in r)
            subprocess.run([*unload[:2], number], env=server.env, check=True)
            assert sounds_again(recording, 0)
            assert person.shows(OUT)
        person.process.send_signal(signal.SIGTERM)
        assert person.process.wait(10) == 143
    assert "Traceback" not in person.seen


def test_without_a_device_it_plays_on_the_screen_until_there_is_one(
    routine: Path,
) -> None:
    needs_sound_server()
    with sound_server() as server:
        server.kill()
        with session(routine, server) as person:
            assert person.shows("The session runs on the screen until there is a sound device.")
            assert person.shows(f"One. {IN}")
            server.start()
            with server.recorded() as recording:
                assert person.shows(SOUND_BACK)
                assert sounds_again(recording, 0)
            person.type("\x03")
            assert person.process.wait(10) == 130


def test_a_killed_speech_worker_is_replaced(
    routine: Path, server: SoundServer, tmp_path: Path
) -> None:
    with terminal(
        *COACH, "play", str(routine), "--plain", "--lead-in", "0",
        env={**os.environ, **sound_of(server), "COACH_CACHE_DIR": str(tmp_path / "cold")},
    ) as person:  # fmt: skip
        killed = 0
        deadline = time.monotonic() + 20
        while not killed:
            assert time.monotonic() < deadline
            for worker in children(person.process.pid):
                os.kill(worker, signal.SIGKILL)
                killed += 1
        assert person.shows("Press the space bar to pause")
        person.type("qq")
        assert person.process.wait(10) == 0
    assert "Traceback" not in person.seen


def children(pid: int) -> list[int]:
    """Return a process's child processes (Linux only)."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def test_closing_the_terminal_ends_it_smoothly(routine: Path, server: SoundServer) -> None:
    with server.recorded() as recording, session(routine, server) as person:
        assert person.shows(f"One. {IN}")
        person.hang_up()
        assert person.process.wait(10) == 129
        last = recording.last_sound()
        fade = [abs(value) for value in recording.samples()[last - RATE // 100 : last]]
        assert max(fade[-48:]) <= max(fade)


def test_keys_do_what_they_say(routine: Path, server: SoundServer) -> None:
    with session(routine, server) as person:
        assert person.shows("Space pauses and resumes")
        assert person.shows(f"One. {IN}")
        for key, shown in (
            ("?", "About five minutes left."),
            ("]", "A little faster."),
            ("[", "A little slower."),
            ("+", "Only a hold or a rest can be made longer."),
            ("h", "ten seconds more"),
            (" ", "Paused."),
            (" ", "Resumed."),
            ("\x1b[C", "Sit down for a moment."),
        ):
            person.type(key)
            assert person.shows(re.escape(shown)), key
        person.type("\x1b[D")
        assert person.shows("  Stretch", times=2)
        person.type("q")
        assert person.shows("Stopping. Slowly ease out of it.")
        person.type("q")
        assert person.process.wait(3) == 0


DELAYED = "There was a short delay. Let's go on."


def test_after_5_seconds_stopped_it_repeats_the_interrupted_words(
    routine: Path, server: SoundServer
) -> None:
    with session(routine, server) as person:
        assert person.shows(OUT, within_s=40)
        person.process.send_signal(signal.SIGSTOP)
        time.sleep(5)
        person.process.send_signal(signal.SIGCONT)
        assert person.shows(DELAYED)
        assert person.shows(f"Two. {IN}", within_s=40)
        person.process.send_signal(signal.SIGTERM)
        assert person.process.wait(10) == 143
    assert "Reach up." not in after(person, DELAYED)


def test_after_a_minute_stopped_it_repeats_the_set_up_and_the_rep(
    stopped: Stopped,
) -> None:
    person = stopped.person
    time.sleep(max(0, stopped.since + 60 - time.monotonic()))
    person.process.send_signal(signal.SIGCONT)
    assert person.shows(DELAYED)
    assert person.shows(f"One. {IN}", 2, within_s=40)
    person.process.send_signal(signal.SIGTERM)
    assert person.process.wait(10) == 143
    set_up = after(person, DELAYED).partition("\n")[0]
    assert set_up.strip() == "Stretch Stand with your feet apart. Reach up."
