"""pyttsx3: the speech of macOS and Windows, and espeak-ng on Linux.

pyttsx3 returns before its file is written, silently loses properties, prints to standard output,
and can hang. This module waits for every prompt and checks every property after use. The parent
process ends a hang, because nothing inside a stuck process can.

On Linux espeak-ng (GPL-3) comes with the package `espeakng-loader`: only a worker process loads it.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from coach.model.problems import VoiceError
from coach.speech.calibration import Calibration
from coach.speech.catalogue import VoiceInfo, find_by_name, normalized_tag
from coach.speech.engines.engine import BundledCalibration, EngineDescriptor, EngineError
from coach.speech.installed_versions import file_version, installed_version
from coach.speech.recording import Recording, RecordingError, parse

_NAME = "pyttsx3"
_SLOWEST, _FASTEST = 80, 450
"""The rates that drivers accept; they silently clamp others."""
_ESPEAK_SLOWEST, _ESPEAK_FASTEST = 85, 449
"""espeak gets no slower below the first; above the second, its method is a third faster."""
_SLOWER_MS = 52_500
"""How much longer espeak takes for a word if the inverse of the rate increases by 1."""
_GAP_MS = 25
"""How much one unit of word gap adds to a word at espeak's slowest rate."""
_FIRST_GAP = 0.6
"""How much more the first unit adds, in units. All three are fitted to the voices of our twelve
languages, so that each speaks within 5 % of the requested rate, from 80 words a minute up."""
_WARM_UP = "1, 2, 3"  # digits are spoken in every language
_FILE_TIMEOUT_S = 3.0
_POLL_S = 0.005
_IDLE_TIMEOUT_S = 1.0
_MAX_SLEEP_S = 0.001
_RETRY_DELAY_S = 0.05
_ESPEAK_RATE_PARAMETER = 1
_ESPEAK_WORD_GAP_PARAMETER = 7
_ESPEAK_ABSOLUTE = 0
_ESPEAK_CURRENT_VALUE = 1

_LIBRARY_FOLDERS = tuple(map(Path, ("/usr/local/lib", "/usr/lib", "/usr/lib64")))
_INSTALL = {
    "darwin": "Run `pip install --upgrade pyttsx3 pyobjc`.",
    "win32": "Run `pip install --upgrade pyttsx3 pywin32 comtypes`.",
}
_INSTALL_ESPEAK = (
    "Run `pip install espeakng-loader`, or install espeak-ng with your package manager."
)


class Pyttsx3Engine:
    """pyttsx3 with one voice at one rate."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self._voice = ""
        self._rate = 0
        self._errors: list[object] = []
        self._finished = threading.Event()
        _load_espeak()
        try:
            import pyttsx3  # noqa: PLC0415 (once its library is loaded)

            self._engine: Any = pyttsx3.init()
        except Exception as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise VoiceError(
                f"There is no speech engine on this computer ({reason}). {DESCRIPTOR.install}"
            ) from error
        _shorten_sleeps()
        self._engine.connect("finished-utterance", self._on_finished)
        self._engine.connect("error", self._on_error)
        # On Windows the file is written at once, and nothing is reported.
        self._reports_end = str(self._engine) != "sapi5"

    def voices(self) -> list[VoiceInfo]:
        return [
            VoiceInfo(f"{_NAME}:{v.id}", str(v.name or v.id), tuple(_tags(v.languages)))
            for v in self._engine.getProperty("voices")
        ]

    def default_voice(self) -> str | None:
        """Return the identifier of the voice in use, at first the system's own choice."""
        voice = self._engine.getProperty("voice")
        return None if voice is None else str(voice)

    def find_voice(self, asked: str) -> VoiceInfo:
        return find_by_name(self.voices(), asked)

    def select(self, voice: VoiceInfo, rate: float) -> None:
        """Set the voice and the rate, and speak a first prompt that is thrown away."""
        self._voice = voice.identifier
        slowest, fastest = _SLOWEST, _FASTEST
        if self._is_espeak:
            slowest, fastest = _ESPEAK_SLOWEST, _ESPEAK_FASTEST
        self._rate = max(slowest, min(fastest, round(rate)))
        # An engine's first prompt may come late or with the old properties, so it is thrown away;
        # if it shows that the engine didn't accept them, they are set again.
        self._set_properties()
        try:
            self._speak_once(_WARM_UP)
        except EngineError:
            self._set_properties()
            self.speak(_WARM_UP)
        if self._is_espeak:
            _set_word_gap(rate)

    @property
    def _is_espeak(self) -> bool:
        return str(self._engine) == "espeak"

    def _set_properties(self) -> None:
        self._engine.setProperty("voice", self._voice)
        self._engine.setProperty("rate", self._rate)

    def speak(self, text: str) -> Recording:
        """Speak one prompt, in two attempts.

        pyttsx3 sometimes cancels a prompt by mistake, which leaves a file without sound; the next
        attempt works.

        Raises:
            EngineError: twice, it reported an error, wrote no complete file, or lost a property.
        """
        try:
            return self._speak_once(text)
        except EngineError:
            time.sleep(_RETRY_DELAY_S)
            return self._speak_once(text)

    def _speak_once(self, text: str) -> Recording:
        self._count += 1
        path = self._folder / f"{self._count}.wav"
        _wait_for_espeak()
        self._finished.clear()
        self._errors.clear()
        self._engine.save_to_file(text, str(path))
        self._engine.runAndWait()
        if self._reports_end and not self._errors:
            self._finished.wait()
        recording = self._read_recording(path)
        with suppress(OSError):
            path.unlink()
        self._check_properties()
        return recording

    def _read_recording(self, path: Path) -> Recording:
        # espeak closes its file before it reports the end, so waiting wouldn't complete it.
        deadline = time.monotonic() + (0 if self._is_espeak else _FILE_TIMEOUT_S)
        while True:
            if self._errors:
                raise EngineError(f"it reported: {self._errors[0]}")
            try:
                return parse(path.read_bytes())
            except FileNotFoundError:
                reason = "it wrote no file"
            except RecordingError as error:
                reason = f"its file is unusable: {error}"
            except OSError as error:
                reason = f"its file can't be read: {error.strerror}"
            if time.monotonic() > deadline:
                raise EngineError(reason)
            time.sleep(_POLL_S)

    def _check_properties(self) -> None:
        voice = self.default_voice()
        rate = _espeak_rate() if self._is_espeak else None
        if rate is None:
            rate = round(float(self._engine.getProperty("rate")))
        if voice != self._voice:
            raise EngineError(f"it used the voice '{voice}' instead of '{self._voice}'")
        if rate != self._rate:
            raise EngineError(f"it used the rate {rate} instead of {self._rate}")

    def _on_finished(self, **_: object) -> None:
        self._finished.set()

    def _on_error(self, exception: object = None, **_: object) -> None:
        self._errors.append(exception)
        self._finished.set()


def _load_espeak() -> None:
    """Load espeak-ng from its package for pyttsx3, which otherwise finds the system's own."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 (only a worker process needs it)

    try:
        import espeakng_loader  # noqa: PLC0415 (GPL-3: only in a worker process)

        os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
        ctypes.CDLL(espeakng_loader.get_library_path())
    except (ImportError, OSError, RuntimeError):
        os.environ.pop("ESPEAK_DATA_PATH", None)


class _ShortSleeps:
    """Replaces `time` in pyttsx3's espeak driver, which sleeps 10 ms over a prompt that takes 3."""

    @staticmethod
    def sleep(seconds: float) -> None:
        time.sleep(min(seconds, _MAX_SLEEP_S))


def _shorten_sleeps() -> None:
    """Make pyttsx3 notice sooner that a prompt is done, which halves the time of short ones."""
    driver: Any = sys.modules.get("pyttsx3.drivers.espeak")
    if driver is not None:
        driver.time = _ShortSleeps


def _espeak() -> Any:
    """Return the espeak library that pyttsx3 has loaded, or None."""
    return getattr(sys.modules.get("pyttsx3.drivers._espeak"), "dll", None)


def _espeak_rate() -> int | None:
    """Return the rate in use; pyttsx3's own getter always returns the default."""
    library = _espeak()
    if library is None:
        return None
    return int(library.espeak_GetParameter(_ESPEAK_RATE_PARAMETER, _ESPEAK_CURRENT_VALUE))


def _set_word_gap(rate: float) -> None:
    """Make espeak pause after each word if it can't speak as slowly as a rate requires."""
    library = _espeak()
    if library is None:
        return
    more_ms = _SLOWER_MS * max(0.0, 1 / rate - 1 / _ESPEAK_SLOWEST)
    units = max(0, round(more_ms / _GAP_MS - _FIRST_GAP))
    library.espeak_SetParameter(_ESPEAK_WORD_GAP_PARAMETER, units, _ESPEAK_ABSOLUTE)


def _wait_for_espeak() -> None:
    """Wait until espeak itself has finished the last prompt.

    The end of a prompt is reported from within espeak's thread. If the next prompt starts before
    that thread has finished, pyttsx3 cancels, and the end of the cancelled prompt silently ends the
    new one.
    """
    library = _espeak()
    deadline = time.monotonic() + _IDLE_TIMEOUT_S
    while library is not None and library.espeak_IsPlaying() and time.monotonic() < deadline:
        time.sleep(_POLL_S / 10)


def _tags(languages: object) -> list[str]:
    """Return the tags that a driver gives as text, or as bytes that begin with a priority."""
    if not isinstance(languages, (list, tuple)):
        return []
    texts = (
        x.lstrip(b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09").decode("utf-8", "ignore")
        if isinstance(x, bytes) else str(x or "")
        for x in languages
    )  # fmt: skip
    return [normalized_tag(t) for t in texts if t.strip()]


def system_espeak_version(folders: Iterable[Path] = _LIBRARY_FOLDERS) -> str:
    """Return a text that changes with the version of the system's own espeak-ng."""
    for folder in folders:
        for found in (*folder.glob("libespeak-ng.so*"), *folder.glob("*/libespeak-ng.so*")):
            return f"espeak-ng {file_version(found)}"
    return "espeak-ng none"


def _version() -> str:
    if sys.platform == "linux":
        version = installed_version("espeakng-loader")
        own = f"; {system_espeak_version()}" if version == "none" else ""
        return f"espeakng-loader {version}{own}"
    import platform  # noqa: PLC0415 (imports subprocess, 20 ms)

    return f"{platform.system()} {platform.release()}"


def lexicon_on(platform: str) -> str | None:
    """Return the lexicon for a platform's speech, which is espeak-ng only on Linux."""
    return "espeak" if platform == "linux" else None


DESCRIPTOR = EngineDescriptor(
    name=_NAME,
    title="pyttsx3",
    summary="the default: the speech of macOS and Windows, espeak-ng on Linux; many languages",
    licence="MPL-2; espeak-ng is GPL-3",
    install=_INSTALL.get(sys.platform, _INSTALL_ESPEAK),
    start=Pyttsx3Engine,
    version=_version,
    python_package="pyttsx3",
    # Two even on one core: pyttsx3 sleeps during each prompt.
    max_workers=lambda cores: min(4, max(2, cores)),
    deterministic=False,
    lexicon=lexicon_on(sys.platform),
    fallback_languages=None,
    bundled_calibrations=(
        BundledCalibration(
            "espeakng-loader 0.2.4",
            frozenset({"en", "en-us", "gmw/en-us"}),
            Calibration(((92.0, 99.0), (140.0, 152.7), (183.0, 200.0), (275.0, 303.0)), gain=0.918),
        ),
    ),
)
