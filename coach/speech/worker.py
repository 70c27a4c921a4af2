"""The process that speaks: settings and prompts in on stdin, clips out on stdout.

A line of JSON each way, ASCII only. First the settings, answered by ``ready``, ``voices``,
``figures`` (of a voice: see `Calibration`), ``refused`` (no other process would do better) or
``failed``; then a prompt a line, each answered by ``failed`` or by ``clip`` with a number of bytes,
which follow the line. The end of stdin ends the process at once, even one that is stuck, so that it
never outlives its parent.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from types import ModuleType
from typing import Any, BinaryIO, NoReturn

from coach.model.problems import VoiceError, printable
from coach.model.utterance import Utterance
from coach.speech.calibration import as_json, from_json
from coach.speech.catalogue import VoiceInfo, for_language, speaks
from coach.speech.engines.engine import Engine, EngineError, open_engine
from coach.speech.estimate import in_english
from coach.speech.recording import Recording

Message = dict[str, Any]


class _Channel:
    """The way to the parent. Whatever else is printed in this process goes to the null device."""

    def __init__(self) -> None:
        self._file: BinaryIO = os.fdopen(os.dup(1), "wb")
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.close(null)

    def send(self, message: Message, payload: bytes = b"") -> None:
        """Send one message and the bytes that follow it."""
        self._file.write(json.dumps(message).encode("ascii") + b"\n" + payload)
        self._file.flush()


def main(opener: Callable[[Path], Engine] | None = None) -> None:
    """Serve one parent until it closes stdin.

    Args:
        opener: opens an engine, in place of the one that the settings name; for tests.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    channel = _Channel()
    settings: Message = json.loads(sys.stdin.buffer.readline() or b"null")
    if not settings:
        return
    folder = Path(settings["folder"])
    requests = _requests(folder)
    try:
        engine = opener(folder) if opener else open_engine(settings["engine"], folder)
        if settings["do"] == "list":
            found = [[v.spec, v.name, v.languages] for v in engine.voices()]
            channel.send({"voices": found})
            return
        importing = threading.Thread(target=_try_import, daemon=True)
        if settings["do"] == "speak":
            importing.start()  # numpy, beside the first prompt, which is mostly waiting
        voice = _chosen(engine, settings["voice"], settings["language"])
        if settings["do"] == "which":
            channel.send({"voices": [[voice.spec, voice.name, voice.languages]]})
            return
        _check_language(voice, settings["language"])
        if settings["do"] == "calibrate":
            from coach.speech.measuring import measured  # noqa: PLC0415 (once for each voice)

            figures = measured(engine, voice, settings["language"])
            channel.send({"figures": as_json(figures)})
            return
        calibration = from_json(settings["figures"])
        heard = settings["words_per_minute"] * settings["pace"] / 100
        engine.use(voice, calibration.rate(heard))
        importing.join()
        polish = _import_polish()
        channel.send({"ready": voice.identifier})
    except VoiceError as error:
        channel.send({"refused": str(error)})
        return
    except Exception as error:  # noqa: BLE001 (the parent decides what a failure means)
        channel.send({"failed": _reason(error)})
        return
    spoken = voice.languages[0] if voice.languages else settings["language"]
    expected = in_english(settings["words_per_minute"], spoken)
    _serve(engine, requests, _Polisher(polish, settings, expected, channel))


class _Polisher:
    """Answers prompts in the order in which they were spoken.

    In a thread: one prompt is polished while the next is spoken, which is mostly waiting.
    """

    def __init__(
        self, polish: ModuleType, settings: Message, expected: int, channel: _Channel
    ) -> None:
        self._polish = polish
        self._pace: int = settings["pace"]
        self._expected = expected
        self._gain = from_json(settings["figures"]).gain
        self._channel = channel
        self._spoken: SimpleQueue[tuple[str, Recording | str]] = SimpleQueue()
        threading.Thread(target=self._run, daemon=True).start()

    def put(self, text: str, recording: Recording | str) -> None:
        """Take what was recorded for a prompt, or why nothing was."""
        self._spoken.put((text, recording))

    def _run(self) -> None:
        while True:
            text, recording = self._spoken.get()
            answer, pcm = self._answer(text, recording)
            self._channel.send(answer, pcm)

    def _answer(self, text: str, recording: Recording | str) -> tuple[Message, bytes]:
        if isinstance(recording, str):
            return {"failed": recording}, b""
        utterance = Utterance(text, self._pace)
        try:
            pcm = self._polish.polish(recording, utterance, self._expected, self._gain)
        except self._polish.FaultyClipError as error:
            return {"failed": f"its sound is wrong: {error}"}, b""
        except Exception as error:  # noqa: BLE001 (the parent decides what a failure means)
            return {"failed": _reason(error)}, b""
        return {"clip": len(pcm)}, pcm


def _serve(engine: Engine, requests: SimpleQueue[bytes], polisher: _Polisher) -> NoReturn:
    while True:
        text: str = json.loads(requests.get())["text"]
        try:
            recording: Recording | str = engine.speak(text)
        except Exception as error:  # noqa: BLE001 (the parent decides what a failure means)
            recording = _reason(error)
        polisher.put(text, recording)


def _chosen(engine: Engine, asked: str | None, language: str) -> VoiceInfo:
    if asked:
        return engine.named(asked)
    return for_language(engine.voices(), language, engine.preferred())


def _check_language(voice: VoiceInfo, language: str) -> None:
    """Refuse to read one language with the voice of another: nobody can follow that.

    Raises:
        VoiceError: the voice says that it speaks others.
    """
    told = [t for t in voice.languages if t[:1].isalpha()]  # Windows may tell a number
    if told and not speaks(voice, language):
        raise VoiceError(
            f"the voice '{printable(voice.spec)}' speaks {', '.join(told)}, and this is in "
            f"'{printable(language)}': choose one of 'coach voices --language {language}'"
        )


def _requests(folder: Path) -> SimpleQueue[bytes]:
    """Read stdin in a thread, which ends the process when the parent is gone."""
    lines: SimpleQueue[bytes] = SimpleQueue()

    def read() -> None:
        with suppress(OSError, ValueError):
            for line in sys.stdin.buffer:
                lines.put(line)
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            folder.parent.rmdir()  # the parent's, which it could not remove if it was killed
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return lines


def _import_polish() -> ModuleType:
    return importlib.import_module("coach.speech.post_processing")


def _try_import() -> None:
    with suppress(Exception):  # to be told by the second import, in the main thread
        _import_polish()


def _reason(error: Exception) -> str:
    if isinstance(error, EngineError):
        return str(error)
    return " ".join(f"{type(error).__name__}: {error}".split())


if __name__ == "__main__":
    main()
