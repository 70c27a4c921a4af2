# ruff: noqa: T201 (it prints)
"""What a session costs while it plays: CPU time for a minute, memory for three hours.

    python tests/benchmarks/bench_long.py [--seconds 60] [--hours 3]

The minute is a real one: `coach play` in a terminal with its full screen, pyttsx3's clips and
PulseAudio (pulseaudio, pulseaudio-utils). The hours run on a fast clock, with the same loop,
screen, controller and log, and a sound card that takes samples as fast as they come; every ten
minutes, somebody pauses, seeks, asks for more time and changes the tempo.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))


from coach import composition, library, phrases  # noqa: E402
from coach.model.routine import Routine  # noqa: E402
from coach.model.units import FRAME_RATE, frames  # noqa: E402
from coach.planning import Choices  # noqa: E402
from coach.playback import Player  # noqa: E402
from coach.playback.mixer import Mixer  # noqa: E402
from coach.playback.outputs.output import Ended, Output, Pull  # noqa: E402
from coach.playback.transport import Command  # noqa: E402
from coach.session.announcements import Announcements  # noqa: E402
from coach.session.controller import SessionController  # noqa: E402
from coach.session.loop import SessionLoop, VoiceFaults  # noqa: E402
from coach.session.observers import KeepAwake, Observers, SessionLog  # noqa: E402
from coach.speech import Utterance  # noqa: E402
from coach.terminal import create_screen  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
HEAD = "format: 1\ntitle: Three hours\nlanguage: en-US\nstop_if: It hurts.\nexercises:\n"
CIRCUIT = "  - circuit: All\n    rounds: {rounds}\n    exercises:\n"
LATENCY_S = 0.2
BLOCK = 2400
STEERED_S = 600.0
LONGER = 1.6  # because the commands also skip some of it
HALF_AN_HOUR_S = 1800.0
STEERING = (
    Command.PAUSE, Command.PAUSE, Command.NEXT, Command.MORE, Command.SLOWER, Command.AGAIN,
    Command.FASTER, Command.TIME_LEFT, Command.REPEAT,
)  # fmt: skip


class FastCard:
    """A clock that only advances while somebody waits, and a sound card that runs on it."""

    name = "fast"
    audible = True
    latency_s = LATENCY_S
    underruns = 0
    error: BaseException | None = None
    active = True

    def __init__(self) -> None:
        self._now = 0.0
        self._pull: Pull | None = None
        self._began = 0.0
        self._taken = 0

    def now(self) -> float:
        return self._now

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        until = self._now + timeout_s
        while not event.is_set() and self._now < until:
            self._now = min(until, self._now + BLOCK / FRAME_RATE)
            self._take()
        return event.is_set()

    def open(self, pull: Pull, ended: Ended) -> Output:
        del ended
        self._pull, self._began = pull, self._now
        self._take()
        return self

    def close(self, *, drain: bool = False) -> None:
        del drain
        self.active = False

    def _take(self) -> None:
        ahead_s = LATENCY_S + self._now - self._began
        while self._pull is not None and self._taken + BLOCK <= frames(ahead_s):
            assert len(self._pull(BLOCK)) == 2 * BLOCK
            self._taken += BLOCK


class NullTerminal(io.StringIO):
    """A terminal that discards what is written to it."""

    written = 0

    def write(self, text: str) -> int:
        self.written += len(text)
        return len(text)

    def isatty(self) -> bool:
        return True


class Keyboard:
    """Somebody who gives commands every ten minutes, and notes the memory each time."""

    def __init__(self, clock: FastCard, until_s: float) -> None:
        self._clock = clock
        self._until_s = until_s
        self._next_s = STEERED_S
        self._typed: list[Command] = []
        self.notes: list[tuple[float, float]] = []

    def take(self) -> Command | None:
        if self._clock.now() > self._next_s:
            self._next_s += STEERED_S
            self._typed = list(STEERING)
            self.notes.append((self._clock.now(), memory_mb(os.getpid())))
        if self._clock.now() > self._until_s:
            self._until_s = float("inf")
            return Command.STOP
        return self._typed.pop(0) if self._typed else None


def memory_mb(process: int, line: str = "VmRSS") -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(row.split()[1]) / 1024 for row in status if row.startswith(line))


def cpu_s(process: int) -> float:
    """Return the CPU seconds that a process has used, with all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def a_real_minute(seconds: float, busy_count: int) -> None:
    """Play in a terminal, and print what that costs once the first words are out."""
    from pty_terminal import terminal  # noqa: PLC0415 (as below)
    from sound_server import busy, sound_server  # noqa: PLC0415 (keeps pytest out of the hours)

    with sound_server() as server, tempfile.TemporaryDirectory() as folder:
        env = {
            **server.env,
            "TERM": "xterm-256color",
            "COACH_STATE_DIR": folder,
            "COACH_CACHE_DIR": f"{folder}/cache",
        }
        command = [sys.executable, "-m", "coach", "play", "lower-back"]
        subprocess.run(
            [*command[:-2], "export", "lower-back", "-o", f"{folder}/warm.wav"],
            env={**env, "PYTHONPATH": str(TESTS.parent)},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        with busy(busy_count), terminal(*command, env=env) as screen:
            assert screen.shows("space: pause", within_s=30)  # it plays: starting isn't measured
            before, began = cpu_s(screen.process.pid), time.monotonic()
            time.sleep(seconds)
            took, lasted = cpu_s(screen.process.pid) - before, time.monotonic() - began
            most = memory_mb(screen.process.pid, "VmHWM")
            screen.type("q")
            screen.type("q")
    print(f"playing for {lasted:.0f} s on the full screen, next to {busy_count} busy processes")
    print(f"  CPU           {took / lasted:.2%} of a core (at most 3 %)")
    print(f"  peak memory   {most:.1f} MB (at most 100)")


def uses(path: Path) -> list[str]:
    """Return every exercise of the library as a circuit uses it, for each side if it has sides."""
    found = []
    for exercise in sorted((library.bundled_folder() / "exercises").glob("*.yaml")):
        use = f"      - use: {exercise.stem}\n"
        for entry in (use, f"{use}        side: each\n"):
            path.write_text(HEAD + CIRCUIT.format(rounds=1) + entry, encoding="utf-8")
            if library.read(path).routine is not None:
                found.append(entry)
                break
    return found


def long_routine(path: Path, least_s: float) -> Routine:
    """Return a circuit of all exercises of the library, with enough rounds to last `least_s`."""
    exercises = "".join(uses(path))
    rounds = 1
    while True:
        path.write_text(HEAD + CIRCUIT.format(rounds=rounds) + exercises, encoding="utf-8")
        routine = composition.open_routine(str(path)).routine
        if composition.estimated_timeline(routine, Choices())[0].total / FRAME_RATE >= least_s:
            return routine
        rounds += 1


def hours(wanted: float) -> None:
    """Play for hours on a fast clock, and print the memory every ten minutes."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["COACH_STATE_DIR"] = name
        read = long_routine(Path(name, "long.yaml"), LONGER * wanted * 3600)
        clock, wake, began = FastCard(), threading.Event(), time.monotonic()
        faults = VoiceFaults(wake)
        with (
            composition.open_speech(read, None, None, faults) as speech,
            composition.background_synthesis(read, speech, wake, None) as preparation,
        ):
            begun = composition.prepare_start(read, Choices(), speech, preparation)
            announcements = Announcements(
                phrases.load(read.language), preparation.announcement_clip
            )
            # Speech is made in real time, which would all fall into the first simulated hour.
            words = dict.fromkeys(cue.utterance for cue in begun.timeline.cues)
            speech.prepare(words)
            spoken_s = sum(map(speech.frames, words)) / FRAME_RATE
            speech.prepare(map(Utterance, announcements.texts(begun.timeline)))
            terminal, keyboard = NullTerminal(), Keyboard(clock, wanted * 3600)
            screen = create_screen(
                plain=False,
                out=terminal,
                env={"TERM": "xterm", "LANG": "C.UTF-8"},
                size=lambda: (100, 30),
            )
            player = Player(
                Mixer(begun.timeline, preparation.clip, preparation.ready_until(begun.timeline)),
                clock.open,
                clock=clock,
                wake=wake,
            )
            controller = SessionController(
                player,
                plan_at=lambda tempo: composition.make_plan(read, Choices(tempo=tempo)),
                speech=preparation,
                announcements=announcements,
                clock=clock,
                show_keys=screen.toggle_keys,
            )
            with Observers([SessionLog(), KeepAwake()]) as observers, player:
                player.play()
                screen.open(keys=True)
                SessionLoop(
                    player,
                    controller,
                    take_command=keyboard.take,
                    screen=screen,
                    observers=observers,
                    faults=faults,
                ).run()
                screen.close()
            played_s = clock.now()
    took_s = time.monotonic() - began
    print(f"{played_s / 3600:.2f} h played in {took_s:.0f} s")
    print(f"  {len(words)} unique prompts, {spoken_s / 60:.0f} minutes of speech")
    print("  memory in MB every ten minutes:")
    later = [size for at, size in keyboard.notes if at > HALF_AN_HOUR_S]
    sizes = [size for _, size in keyboard.notes]
    print("  " + " ".join(f"{size:.1f}" for size in sizes))
    print(f"  peak memory   {memory_mb(os.getpid(), 'VmHWM'):.1f} MB (at most 100)")
    print(f"  range         {max(later) - min(later):.1f} MB after half an hour (at most 4)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--hours", type=float, default=3)
    parser.add_argument("--busy", type=int, default=2)
    arguments = parser.parse_args()
    if arguments.seconds:
        a_real_minute(arguments.seconds, arguments.busy)
    if arguments.hours:
        hours(arguments.hours)


if __name__ == "__main__":
    main()
