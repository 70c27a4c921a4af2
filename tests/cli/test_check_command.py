"""`coach check --watch`: checks again at each save, with the timetable, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

from tempo import HEAD

RIGHT = HEAD + "stop_if: It hurts.\nexercises: [{name: Stretch, hold: 5 s}]\nafter: Rest.\n"
NO_PROBLEM = "no problems"


class Watch:
    """A running `coach check --watch` and its output."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: Queue[str] = Queue()

    def until(self, words: str) -> str:
        """Return the output up to a line with these words."""
        seen = ""
        while words not in seen.rsplit("\n", 2)[-2:][0]:
            seen += self.lines.get(timeout=20)
        return seen


@contextmanager
def watching(path: Path, *more: str) -> Iterator[Watch]:
    """Run the command on a routine while the test uses it."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "coach", "check", "--watch", *more, str(path)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    watch = Watch(process)
    out = process.stdout
    assert out is not None
    reader = threading.Thread(target=lambda: [*map(watch.lines.put, out)])
    reader.start()
    try:
        yield watch
    finally:
        process.kill()
        process.wait()
        reader.join()
        out.close()


def test_watch_checks_at_each_save_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(RIGHT.replace("5 s", "5"), encoding="utf-8")
    with watching(path) as watch:
        assert "[no-unit]" in watch.until("Watching")
        replacement = path.with_suffix(".new")
        replacement.write_text(RIGHT, encoding="utf-8")
        os.replace(replacement, path)  # noqa: PTH105 - as editors save
        seen = watch.until("Watching")
        assert NO_PROBLEM in seen
        assert "Hold for five seconds." in seen
        watch.process.send_signal(signal.SIGINT)
        assert watch.process.wait(10) == 130


# An exercise that the routine uses is checked again when it's saved, just like the routine.
def test_watch_rereads_a_used_exercise_when_it_is_saved(tmp_path: Path) -> None:
    path, owl = tmp_path / "mine.yaml", tmp_path / "exercises" / "owl.yaml"
    path.write_text(RIGHT.replace("{name: Stretch, hold: 5 s}", "use: owl"), encoding="utf-8")
    owl.parent.mkdir()
    owl.write_text("name: The owl\nhold: 5\n", encoding="utf-8")
    with watching(path) as watch:
        seen = watch.until("Watching")
        assert f"{owl}:2:7: error" in seen
        assert "[no-unit]" in seen
        owl.write_text("name: The owl\nhold: 5 s\n", encoding="utf-8")
        seen = watch.until("Watching")
        assert NO_PROBLEM in seen
        assert "The owl" in seen
        owl.write_text("name: The owl\nhold: [5 s\n", encoding="utf-8")
        assert "[unknown-exercise]" in watch.until("Watching")


def test_watch_continues_when_a_voice_cannot_say_a_cue(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(RIGHT.replace("Rest.", '"[[Rest]]."'), encoding="utf-8")
    with watching(path, "--voice", "pyttsx3") as watch:
        assert "coach: The prompt `[[Rest]].` contains `[[Rest]]`" in watch.until("Watching")
        path.write_text(RIGHT, encoding="utf-8")
        assert NO_PROBLEM in watch.until("Watching")
