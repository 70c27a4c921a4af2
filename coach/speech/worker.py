"""The process that speaks: settings and prompts in on stdin, clips out on stdout.

A line of JSON each way, ASCII only. First the settings, answered by ``ready``, ``voices``,
``refused`` (no other process would do better) or ``failed``; then a prompt a line, each answered by
``failed`` or by ``clip`` with a number of bytes, which follow the line. The end of stdin ends the
process at once, even one that is stuck, so that it never outlives its parent.
"""

from __future__ import annotations

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
from typing import Any, BinaryIO, Protocol

from coach.problems import VoiceError
from coach.speech.catalogue import VoiceInfo, for_language, named
from coach.speech.recording import Recording
from coach.speech.system_engine import EngineError, SystemEngine
from coach.speech.voice import Utterance

Message = dict[str, Any]


class Engine(Protocol):
    """What a worker needs of an engine; see `SystemEngine`."""

    def voices(self) -> list[VoiceInfo]: ...

    def preferred(self) -> str | None: ...

    def use(self, voice: VoiceInfo, words_per_minute: int) -> None: ...

    def speak(self, text: str) -> Recording: ...


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


def main(open_engine: Callable[[Path], Engine] = SystemEngine) -> None:
    """Serve one parent until it closes stdin."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    channel = _Channel()
    settings: Message = json.loads(sys.stdin.buffer.readline() or b"null")
    if not settings:
        return
    folder = Path(settings["folder"])
    requests = _requests(folder)
    try:
        engine = open_engine(folder)
        if settings["do"] == "list":
            found = [[v.spec, v.name, v.languages] for v in engine.voices()]
            channel.send({"voices": found})
            return
        importing = threading.Thread(target=_import_polish, daemon=True)
        importing.start()  # beside the first prompt, which is mostly waiting
        voice = _chosen(engine, settings["voice"], settings["language"])
        heard = settings["words_per_minute"] * settings["pace"] / 100
        engine.use(voice, round(heard))
        importing.join()
        channel.send({"ready": voice.identifier})
    except VoiceError as error:
        channel.send({"refused": str(error)})
        return
    except Exception as error:  # noqa: BLE001 (the parent decides what a failure means)
        channel.send({"failed": _reason(error)})
        return
    _serve(engine, settings, requests, channel)


def _serve(
    engine: Engine, settings: Message, requests: SimpleQueue[bytes], channel: _Channel
) -> None:
    from coach.speech.polish import FaultyClipError, polish  # noqa: PLC0415 (imports numpy)

    while True:
        text: str = json.loads(requests.get())["text"]
        try:
            utterance = Utterance(text, settings["pace"])
            pcm = polish(engine.speak(text), utterance, settings["words_per_minute"])
        except FaultyClipError as error:
            channel.send({"failed": f"its sound is wrong: {error}"})
        except Exception as error:  # noqa: BLE001 (the parent decides what a failure means)
            channel.send({"failed": _reason(error)})
        else:
            channel.send({"clip": len(pcm)}, pcm)


def _chosen(engine: Engine, asked: str | None, language: str) -> VoiceInfo:
    voices = engine.voices()
    return named(voices, asked) if asked else for_language(voices, language, engine.preferred())


def _requests(folder: Path) -> SimpleQueue[bytes]:
    """Read stdin in a thread, which ends the process when the parent is gone."""
    lines: SimpleQueue[bytes] = SimpleQueue()

    def read() -> None:
        with suppress(OSError, ValueError):
            for line in sys.stdin.buffer:
                lines.put(line)
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return lines


def _import_polish() -> None:
    with suppress(ImportError):  # told by the import in _serve
        import coach.speech.polish  # noqa: F401, PLC0415


def _reason(error: Exception) -> str:
    if isinstance(error, EngineError):
        return str(error)
    return " ".join(f"{type(error).__name__}: {error}".split())


if __name__ == "__main__":
    main()
