"""flite: a small program with a few English voices, which is run once for each prompt."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from coach.speech.catalogue import VoiceInfo, find_by_name
from coach.speech.engines.engine import EngineDescriptor, EngineError
from coach.speech.installed_versions import file_version
from coach.speech.recording import Recording, RecordingError, parse

_NAME = "flite"
_RATE_AT_STRETCH_1 = 170
"""The rate that stands for a stretch of 1 in `select`: about its voices' words a minute."""
_PROMPT_TIMEOUT_S = 60.0
_LIST_TIMEOUT_S = 20.0
_VOICES = {
    "slt": ("Female, American", "en-us"),
    "rms": ("Male, American", "en-us"),
    "awb": ("Male, Scottish", "en-gb"),
    "kal": ("Male, American, of 1999", "en-us"),
    "kal16": ("Male, American, of 1999, 16 kHz", "en-us"),
}
"""The voices that flite is built with, except ``awb_time``, which only knows the time of day."""
_TO_ASCII = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-",
     "\u2026": "...", "\u00a0": " "}
)  # fmt: skip
"""flite spells out anything that isn't ASCII, letter by letter."""
_INSTALL = {
    "linux": "Install it with your package manager, as in `sudo apt install flite`.",
    "darwin": "Run `brew install flite`.",
}


class FliteEngine:
    """The program `flite` with one voice and one rate."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which(_NAME)
        if program is None:
            raise DESCRIPTOR.not_installed()
        self._program = program
        self._folder = folder
        self._count = 0
        self._arguments: list[str] = []

    def voices(self) -> list[VoiceInfo]:
        """Return those of the known voices that this flite was built with."""
        answer = self._run(["-lv"], _LIST_TIMEOUT_S)
        built_in = set(answer.partition(":")[2].split())
        return [
            VoiceInfo(f"{_NAME}:{name}", speaker, (language,))
            for name, (speaker, language) in _VOICES.items()
            if name in built_in
        ]

    def default_voice(self) -> str | None:
        return "slt"

    def find_voice(self, asked: str) -> VoiceInfo:
        # Only from the list: flite would silently use another voice, or load one from a URL.
        return find_by_name(self.voices(), asked)

    def select(self, voice: VoiceInfo, rate: float) -> None:
        stretch = _RATE_AT_STRETCH_1 / rate
        self._arguments = [
            "-voice", voice.identifier, "--setf", f"duration_stretch={stretch:.4f}",
        ]  # fmt: skip

    def speak(self, text: str) -> Recording:
        self._count += 1
        path = self._folder / f"{self._count}.wav"
        try:
            # As an argument: in a text file, flite 2.2 skips the first sentence if it is one word.
            words = text.translate(_TO_ASCII)
            self._run([*self._arguments, "-o", str(path), "-t", words], _PROMPT_TIMEOUT_S)
            return parse(path.read_bytes())
        except RecordingError as error:
            raise EngineError(f"its file is unusable: {error}") from error
        except OSError as error:
            raise EngineError(f"its file can't be read: {error.strerror}") from error
        finally:
            path.unlink(missing_ok=True)

    def _run(self, arguments: list[str], timeout_s: float) -> str:
        import subprocess  # noqa: PLC0415 (20 ms, which only a worker process needs)

        try:
            done = subprocess.run(  # noqa: S603 (a program found by its name, no shell)
                [self._program, *arguments],
                check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=timeout_s,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise EngineError(f"flite didn't answer within {timeout_s:.0f} s") from error
        except subprocess.CalledProcessError as error:
            raise EngineError(f"flite ended with code {error.returncode}") from error
        return done.stdout.decode("utf-8", "replace")


def _version() -> str:
    # Asking the program would take a process; a new version differs in size or date.
    program = shutil.which(_NAME)
    return f"flite {file_version(Path(program)) if program else 'none'}"


DESCRIPTOR = EngineDescriptor(
    name=_NAME,
    title="flite",
    summary="a small program for English, clearer than espeak-ng",
    licence="BSD-like; runs as a separate program",
    install=_INSTALL.get(sys.platform, "Put flite.exe into a folder on your PATH."),
    start=FliteEngine,
    version=_version,
    max_workers=lambda cores: min(4, cores),
    lexicon="flite",
    installed=lambda: shutil.which(_NAME) is not None,
    fallback_languages=frozenset({"en"}),
)
