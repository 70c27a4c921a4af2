"""`coach check --watch`: a new look at each save, below the timetable, Ctrl-C at the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from queue import Queue

from tempo import HEAD

RIGHT = HEAD + "stop_if: It hurts.\nexercises: [{name: Stretch, hold: 5 s}]\nafter: Rest.\n"


def test_watch_checks_at_each_save_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(RIGHT.replace("5 s", "5"), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "coach", "check", "--watch", str(path)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    lines: Queue[str] = Queue()
    assert process.stdout is not None
    reader = threading.Thread(target=lambda out: [*map(lines.put, out)], args=(process.stdout,))
    reader.start()
    try:
        assert "error: 5 what? [no-unit]" in until("Watching", lines)
        beside = path.with_suffix(".new")
        beside.write_text(RIGHT, encoding="utf-8")
        os.replace(beside, path)  # noqa: PTH105 - as editors save
        seen = until("Watching", lines)
        assert "no problems" in seen
        assert "Hold for five seconds." in seen
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
    finally:
        process.kill()
        process.wait()
        reader.join()
        process.stdout.close()


def test_watch_goes_on_when_a_voice_can_not_say_a_cue(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(RIGHT.replace("Rest.", '"[[Rest]]."'), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "coach", "check", "--watch", "--voice", "pyttsx3", str(path)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    lines: Queue[str] = Queue()
    assert process.stdout is not None
    reader = threading.Thread(target=lambda out: [*map(lines.put, out)], args=(process.stdout,))
    reader.start()
    try:
        assert "coach: the prompt '[[Rest]].' contains '[[Rest]]'" in until("Watching", lines)
        path.write_text(RIGHT, encoding="utf-8")
        assert "no problems" in until("Watching", lines)
    finally:
        process.kill()
        process.wait()
        reader.join()
        process.stdout.close()


def until(words: str, lines: Queue[str]) -> str:
    """Return what is printed up to a line with these words."""
    seen = ""
    while words not in seen.rsplit("\n", 2)[-2:][0]:
        seen += lines.get(timeout=20)
    return seen
