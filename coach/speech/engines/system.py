"""The system's own speech through pyttsx3, with its traps guarded. Loaded in the worker alone.

pyttsx3 returns before a file is there, loses properties without a word, prints, and can hang.
Here every prompt is waited for, every property is checked after use; the worker's parent has the
watch that ends a hang, because nothing inside a stuck process can.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from coach.model.problems import VoiceError
from coach.speech.catalogue import VoiceInfo, named, tag
from coach.speech.engines.engine import EngineError
from coach.speech.recording import Recording, RecordingError, parse

ENGINE = "pyttsx3"
_SLOWEST, _FASTEST = 80, 450
"""What drivers take for a rate; they clamp without a word."""
_ESPEAK_SLOWEST, _ESPEAK_FASTEST = 85, 449
"""espeak speaks no slower below the first, and in another way, a third faster, beyond the last."""
_SLOWER_MS = 52_500
"""By how much a word of espeak's is longer for a difference of 1 between inverse rates."""
_GAP_MS = 25
"""What a unit of espeak's word gap adds to a word at its slowest rate."""
_FIRST_GAP = 0.6
"""By how much the first unit adds more. All three fit the voices of our twelve languages, so that
each is heard within 5 % of what is asked, from 80 words a minute on."""
_WARM_UP = "1, 2, 3"  # digits are spoken in every language
_FILE_LATE_S = 3.0
_LOOK_AGAIN_S = 0.005
_IDLE_LATE_S = 1.0
_NAP_S = 0.001
_SETTLE_S = 0.05
_ESPEAK_RATE_PARAMETER = 1
_ESPEAK_WORD_GAP_PARAMETER = 7
_ESPEAK_ABSOLUTE = 0
_ESPEAK_CURRENT_VALUE = 1

_MENDING = {
    "Linux": "run 'pip install espeakng-loader', or install espeak-ng with your package manager",
    "Darwin": "run 'pip install --upgrade pyttsx3 pyobjc'",
    "Windows": "run 'pip install --upgrade pyttsx3 pywin32 comtypes'",
}


def no_engine(reason: object) -> VoiceError:
    """Return the error for a computer without speech; it names the mending for this platform."""
    mending = _MENDING.get(platform.system(), _MENDING["Linux"])
    return VoiceError(f"there is no speech engine on this computer ({reason}): {mending}")


class SystemEngine:
    """pyttsx3 with one voice and one rate, one prompt at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self._voice = ""
        self._rate = 0
        self._errors: list[object] = []
        self._finished = threading.Event()
        _bring_espeak()
        try:
            import pyttsx3  # noqa: PLC0415 (after its library is there)

            self._engine: Any = pyttsx3.init()
        except Exception as error:
            raise no_engine(" ".join(str(error).split()) or type(error).__name__) from error
        _look_sooner()
        self._engine.connect("finished-utterance", self._on_finished)
        self._engine.connect("error", self._on_error)
        # Windows writes a file at once and tells nothing.
        self._tells = str(self._engine) != "sapi5"

    def voices(self) -> list[VoiceInfo]:
        """Return the engine's voices in its own order."""
        return [
            VoiceInfo(f"{ENGINE}:{v.id}", str(v.name or v.id), tuple(_tags(v.languages)))
            for v in self._engine.getProperty("voices")
        ]

    def preferred(self) -> str | None:
        """Return the identifier of the voice that the system would use by itself."""
        voice = self._engine.getProperty("voice")
        return None if voice is None else str(voice)

    def named(self, asked: str) -> VoiceInfo:
        """Return the voice with this identifier, name or language."""
        return named(self.voices(), asked)

    def use(self, voice: VoiceInfo, rate: float) -> None:
        """Set the voice and the rate, and speak a prompt for nothing.

        Raises:
            EngineError: the engine kept another voice or rate.
        """
        self._voice = voice.identifier
        slowest, fastest = _SLOWEST, _FASTEST
        if self._is_espeak:
            slowest, fastest = _ESPEAK_SLOWEST, _ESPEAK_FASTEST
        self._rate = max(slowest, min(fastest, round(rate)))
        # The first prompt of an engine is the one that comes late or with the old properties; it
        # is spoken for nothing, and again if it shows that the engine has not taken them.
        self._set_properties()
        try:
            self._spoken_once(_WARM_UP)
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
        """Speak one prompt and return what was recorded.

        A prompt that pyttsx3 cancels by mistake leaves a file without sound; the next try is good.

        Raises:
            EngineError: it reported an error, left no whole file, or lost a property, twice.
        """
        try:
            return self._spoken_once(text)
        except EngineError:
            time.sleep(_SETTLE_S)
            return self._spoken_once(text)

    def _spoken_once(self, text: str) -> Recording:
        self._count += 1
        path = self._folder / f"{self._count}.wav"
        _wait_for_espeak()
        self._finished.clear()
        self._errors.clear()
        self._engine.save_to_file(text, str(path))
        self._engine.runAndWait()
        if self._tells and not self._errors:
            self._finished.wait()
        recording = self._recorded(path)
        with suppress(OSError):
            path.unlink()
        self._check_properties()
        return recording

    def _recorded(self, path: Path) -> Recording:
        # espeak's file is closed before the end is told; what is wrong with it stays wrong.
        late = time.monotonic() + (0 if self._is_espeak else _FILE_LATE_S)
        while True:
            if self._errors:
                raise EngineError(f"it reported: {self._errors[0]}")
            try:
                return parse(path.read_bytes())
            except FileNotFoundError:
                reason = "it wrote no file"
            except RecordingError as error:
                reason = f"its file is no use: {error}"
            except OSError as error:
                reason = f"its file can't be read: {error.strerror}"
            if time.monotonic() > late:
                raise EngineError(reason)
            time.sleep(_LOOK_AGAIN_S)

    def _check_properties(self) -> None:
        voice = self.preferred()
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


def _bring_espeak() -> None:
    """Load espeak-ng from the wheel, so that pyttsx3 finds it by name; a system's own will do."""
    if platform.system() != "Linux":
        return
    try:
        import espeakng_loader  # noqa: PLC0415 (GPL: in the worker process alone)

        os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
        ctypes.CDLL(espeakng_loader.get_library_path())
    except (ImportError, OSError, RuntimeError):
        os.environ.pop("ESPEAK_DATA_PATH", None)


class _ShortNaps:
    """The `time` of pyttsx3's espeak driver, which naps 10 ms over a prompt that takes espeak 3."""

    @staticmethod
    def sleep(seconds: float) -> None:
        time.sleep(min(seconds, _NAP_S))


def _look_sooner() -> None:
    """Have pyttsx3 see sooner that a prompt is done: it halves the time of short prompts."""
    driver: Any = sys.modules.get("pyttsx3.drivers.espeak")
    if driver is not None:
        driver.time = _ShortNaps


def _espeak() -> Any:
    """Return the library that pyttsx3 has loaded, or None."""
    return getattr(sys.modules.get("pyttsx3.drivers._espeak"), "dll", None)


def _espeak_rate() -> int | None:
    """Return the rate in use; pyttsx3's own getter answers the default whatever was set."""
    library = _espeak()
    if library is None:
        return None
    return int(library.espeak_GetParameter(_ESPEAK_RATE_PARAMETER, _ESPEAK_CURRENT_VALUE))


def _set_word_gap(rate: float) -> None:
    """Have espeak pause after each word where it can't speak as slowly as a rate asks."""
    library = _espeak()
    if library is None:
        return
    more_ms = _SLOWER_MS * max(0.0, 1 / rate - 1 / _ESPEAK_SLOWEST)
    units = max(0, round(more_ms / _GAP_MS - _FIRST_GAP))
    library.espeak_SetParameter(_ESPEAK_WORD_GAP_PARAMETER, units, _ESPEAK_ABSOLUTE)


def _wait_for_espeak() -> None:
    """Wait until the last prompt is over for espeak too.

    Its end is told from within espeak's thread. A prompt that begins before that thread is done
    makes pyttsx3 cancel, and the end of the cancelled one ends the new one, without a sound.
    """
    library = _espeak()
    late = time.monotonic() + _IDLE_LATE_S
    while library is not None and library.espeak_IsPlaying() and time.monotonic() < late:
        time.sleep(_LOOK_AGAIN_S / 10)


def _tags(languages: object) -> list[str]:
    """Return tags from what drivers give: text, or bytes that begin with a priority."""
    if not isinstance(languages, (list, tuple)):
        return []
    texts = (
        x.lstrip(b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09").decode("utf-8", "ignore")
        if isinstance(x, bytes) else str(x or "")
        for x in languages
    )  # fmt: skip
    return [tag(t) for t in texts if t.strip()]
