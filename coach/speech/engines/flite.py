"""flite's voices: a small program for English, run once a prompt. Loaded in the worker alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from coach.model.problems import VoiceError
from coach.speech.catalogue import VoiceInfo, named
from coach.speech.engines.engine import EngineError
from coach.speech.recording import Recording, RecordingError, parse

ENGINE = "flite"
PROGRAM = "flite"

_RATE_AT_STRETCH_1 = 170
"""What `use` calls the rate of a stretch of 1: about the words a minute of its voices."""
_PROMPT_S = 60.0
_LIST_S = 20.0
_SPEAKERS = {
    "slt": ("Female, American", "en-us"),
    "rms": ("Male, American", "en-us"),
    "awb": ("Male, Scottish", "en-gb"),
    "kal": ("Male, American, of 1999", "en-us"),
    "kal16": ("Male, American, of 1999, 16 kHz", "en-us"),
}
"""The voices that flite is built with; ``awb_time`` knows the words of a clock and no others."""
_PLAIN = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-",
     "\u2026": "...", "\u00a0": " "}
)  # fmt: skip
"""flite spells out, letter by letter, what is not ASCII."""


def missing() -> str:
    """Return the sentence for a computer without the program."""
    how = {
        "linux": "install it with your package manager, as in 'sudo apt install flite'",
        "darwin": "run 'brew install flite'",
    }.get(sys.platform, "put flite.exe into a folder of your PATH")
    return f"flite is not installed here: {how}"


class FliteEngine:
    """One voice and one rate of the program `flite`."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which(PROGRAM)
        if program is None:
            raise VoiceError(missing())
        self._program = program
        self._folder = folder
        self._count = 0
        self._arguments: list[str] = []

    def voices(self) -> list[VoiceInfo]:
        """Return those of the known voices that this flite was built with."""
        answer = self._run(["-lv"], _LIST_S)
        there = set(answer.partition(":")[2].split())
        return [
            VoiceInfo(f"{ENGINE}:{name}", speaker, (language,))
            for name, (speaker, language) in _SPEAKERS.items()
            if name in there
        ]

    def preferred(self) -> str | None:
        return "slt"

    def named(self, asked: str) -> VoiceInfo:
        # From the list alone: flite itself would take another voice without a word, or a URL.
        return named(self.voices(), asked)

    def use(self, voice: VoiceInfo, rate: float) -> None:
        stretch = _RATE_AT_STRETCH_1 / rate
        self._arguments = [
            "-voice", voice.identifier, "--setf", f"duration_stretch={stretch:.4f}",
        ]  # fmt: skip

    def speak(self, text: str) -> Recording:
        """Speak one prompt to a file of its own."""
        self._count += 1
        sound = self._folder / f"{self._count}.wav"
        try:
            # Not from a file: flite 2.2 leaves out a first sentence of one word that stands in one.
            plain = text.translate(_PLAIN)
            self._run([*self._arguments, "-o", str(sound), "-t", plain], _PROMPT_S)
            return parse(sound.read_bytes())
        except RecordingError as error:
            raise EngineError(f"its file is no use: {error}") from error
        except OSError as error:
            raise EngineError(f"its file can't be read: {error.strerror}") from error
        finally:
            sound.unlink(missing_ok=True)

    def _run(self, arguments: list[str], limit_s: float) -> str:
        try:
            done = subprocess.run(  # noqa: S603 (a program found by its name, no shell)
                [self._program, *arguments],
                check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=limit_s,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise EngineError(f"flite gave no answer in {limit_s:.0f} s") from error
        except subprocess.CalledProcessError as error:
            raise EngineError(f"flite ended with code {error.returncode}") from error
        return done.stdout.decode("utf-8", "replace")
