"""Whole, real sessions: pyttsx3 speaks, PulseAudio plays, and its output is recorded."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from sound_server import SoundServer
from tempo import HEAD

from coach import composition
from coach.planning import Choices

SHORT = (
    HEAD
    + """
exercises:
  - name: Stretch
    get_ready: 1 s
    set_up: Reach up.
    reps: 2
    phases:
      - {say: Breathe in, for: 2 s}
      - {say: Breathe out, for: 2 s, count: down}
"""
)
BRIEF = HEAD + 'exercises: [{name: Stretch, get_ready: 1 s, set_up: "Reach up.", hold: 1 s}]\n'
COACH = [sys.executable, "-m", "coach"]


pytestmark = pytest.mark.usefixtures("shared_cache")


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    path = tmp_path / "short.yaml"
    path.write_text(SHORT, encoding="utf-8")
    return path


def coach(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COACH, *arguments], capture_output=True, text=True, check=False, timeout=60
    )


def exported(routine: Path, name: str, *more: str) -> Path:
    out = routine.with_name(name)
    result = coach("export", str(routine), "-o", str(out), *more)
    assert (result.returncode, result.stderr) == (0, "")
    return out


def samples(path: Path) -> array[int]:
    with wave.open(str(path)) as wav:
        assert (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) == (1, 2, 48_000)
        return array("h", wav.readframes(wav.getnframes()))


def test_the_exported_file_is_the_timeline_to_the_sample(routine: Path) -> None:
    audio = samples(exported(routine, "out.wav"))
    table = json.loads(exported(routine, "out.json").read_text(encoding="utf-8"))
    assert table["measured"]
    assert len(audio) == round(table["total_s"] * 48_000)
    read = composition.open_routine(str(routine)).routine
    at = 0
    with composition.open_speech(read, None) as speech:
        prepared = composition.prepare(read, Choices(controls="file"), speech)
        for row, cue in zip(table["cues"], prepared.timeline.cues, strict=True):
            start, end = (round(row[edge] * 48_000) for edge in ("start_s", "end_s"))
            assert (start, end, row["text"]) == (cue.start, cue.end, cue.text)
            assert not any(audio[at:start]), f"something sounds before {cue.text}"
            clip = array("h", prepared.clip(cue).pcm)
            assert audio[start:end] == clip
            assert any(clip)
            at = end
    assert not any(audio[at:])


def test_a_session_sounds_like_its_export_and_prints_one_line_per_cue(
    routine: Path, server: SoundServer
) -> None:
    choices = ("--skip-intro", "--lead-in", "0.5")
    audio = samples(exported(routine, "out.wav", *choices))
    with server.recorded() as recording:
        result = subprocess.run(
            [*COACH, "play", str(routine), *choices],
            env=server.env, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")
    heard = recording.samples()
    first = next(i for i, value in enumerate(audio) if value)
    first_heard = next(i for i, value in enumerate(heard) if value)
    last = recording.last_sound()
    assert heard[first_heard:last] == audio[first : first + last - first_heard]
    assert not any(audio[first + last - first_heard :])
    said = [line.split("  ")[-1].strip() for line in result.stdout.splitlines()]
    assert said == [
        "Stretch", "Two times.", "Reach up.", "Ready, and begin.", "Breathe in", "Breathe out",
        "One.", "Last one. Breathe in", "Breathe out", "One.", "That's all. Well done.",
    ]  # fmt: skip


@contextlib.contextmanager
def playing(routine: Path, env: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Play a routine, and continue once the first cue is on the screen."""
    process = subprocess.Popen(
        [*COACH, "play", str(routine), "--skip-intro", "--lead-in", "0"],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert "Stretch" in process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_it_promptly_without_a_traceback(
    routine: Path, server: SoundServer, number: signal.Signals, code: int
) -> None:
    with playing(routine, server.env) as process:
        sent = time.monotonic()
        process.send_signal(number)
        out, error = process.communicate(timeout=10)
        took_s = time.monotonic() - sent
    assert process.returncode == code
    assert out.splitlines()[-1] == "Stopped."
    assert "Traceback" not in error
    assert took_s < 2
    assert "Last one." not in out  # which comes six seconds later


def test_after_a_kill_the_next_session_plays(routine: Path, server: SoundServer) -> None:
    with playing(routine, server.env) as process:
        process.kill()
    with playing(routine, server.env) as process:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    assert process.returncode == 130


def test_without_sound_it_says_so_once_and_coaches_on_the_screen(routine: Path) -> None:
    routine.write_text(BRIEF, encoding="utf-8")
    env = {**os.environ, "PULSE_SERVER": "unix:/nowhere", "HOME": "/nowhere"}
    started = time.monotonic()
    result = subprocess.run(
        [*COACH, "play", str(routine), "--skip-intro", "--lead-in", "0", "--fast"],
        env=env, capture_output=True, text=True, check=False, timeout=90,
    )  # fmt: skip
    lines = result.stdout.splitlines()
    assert result.returncode == 0
    assert re.match(r"No sound (device|library) works here\. .*`coach export`", lines[0])
    assert [line for line in lines if "No sound" in line] == lines[:1]
    assert lines[-1].endswith("That's all. Well done.")
    assert time.monotonic() - started > 4  # in real time


def test_an_unspeakable_prompt_is_on_the_screen_but_fails_an_export(
    routine: Path,
) -> None:
    routine.write_text(BRIEF.replace("Reach up.", "Reach [[up]]."), encoding="utf-8")
    env = {**os.environ, "PULSE_SERVER": "unix:/nowhere", "HOME": "/nowhere"}
    fault = (
        "coach: The prompt `Reach [[up]].` contains `[[up]]`, which a voice reads aloud or "
        "leaves out. Write plain words."
    )
    played = subprocess.run(
        [*COACH, "play", str(routine), "--skip-intro", "--lead-in", "0", "--fast"],
        env=env, capture_output=True, text=True, check=False, timeout=90,
    )  # fmt: skip
    assert played.returncode == 0
    assert [line for line in played.stderr.splitlines() if line.startswith("coach: ")] == [
        f"{fault} Until then, it's only shown on the screen."
    ]
    assert "Reach [[up]]." in played.stdout
    written = coach("export", str(routine), "-o", str(routine.with_name("out.wav")))
    assert written.returncode == 1
    assert fault in written.stderr.splitlines()


def test_with_all_clips_cached_nothing_is_spoken_again(routine: Path) -> None:
    first, again = exported(routine, "first.wav"), routine.with_name("again.wav")
    script = (
        "import sys; from coach.cli import run\n"
        f"assert run(['export', {str(routine)!r}, '-o', {str(again)!r}]) == 0\n"
        "assert not {'subprocess', 'numpy', 'soxr', 'pyttsx3'} & {*sys.modules}"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, timeout=60)
    assert first.read_bytes() == again.read_bytes()


def test_a_full_disk_leaves_no_file_behind(routine: Path, tmp_path: Path) -> None:
    exported(routine, "first.wav")
    folder = tmp_path / "small"
    folder.mkdir()
    script = (
        "import resource, signal, sys; from coach.cli import run\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        f"sys.exit(run(['export', {str(routine)!r}, '-o', {str(folder / 'out.wav')!r}]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert result.returncode == 1
    assert result.stderr == (
        f"coach: `{folder / 'out.wav'}` can't be written: the file would be too large for that "
        "disk; choose another one.\n"
    )
    assert not list(folder.iterdir())


def test_the_full_screen_obeys_keys_and_restores_the_terminal(
    routine: Path, server: SoundServer
) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COACH, "play", str(routine), "--skip-intro", "--lead-in", "0"],
        env={**server.env, "TERM": "xterm"}, stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True, preexec_fn=_own_terminal,  # noqa: PLW1509 - no threads here
    )  # fmt: skip
    os.close(theirs)
    screen = Screen(ours)
    try:
        screen.wait_for(r"\x1b\[\?1049h\x1b\[\?25l")
        screen.wait_for("space: pause · h: keys · q: stop")
        screen.wait_for("rep 1 of 2")
        os.write(ours, b" ")
        screen.wait_for(r"Space resumes\.")
        os.write(ours, b" ")
        screen.wait_for(r"Next: Last one\. Breathe in")
        os.write(ours, b"q")
        screen.wait_for(r"\x1b\[\?25h\x1b\[\?1049l")
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _own_terminal() -> None:
    import fcntl  # noqa: PLC0415 - in the child
    import termios  # noqa: PLC0415 - the same

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Screen:
    """What a terminal was sent."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self.seen = ""
        self.at = 0

    def wait_for(self, pattern: str, timeout_s: float = 30) -> None:
        """Read until a pattern appears after the last one that was waited for."""
        deadline = time.monotonic() + timeout_s
        while not (match := re.search(pattern, self.seen[self.at :])):
            assert time.monotonic() < deadline, f"{pattern!r} not in {self.seen[self.at :]!r}"
            try:
                self.seen += os.read(self.fd, 4096).decode(errors="replace")
            except OSError:
                raise AssertionError(f"{pattern!r} not in {self.seen[self.at :]!r}") from None
        self.at += match.end()
