"""The process that speaks: tasks and prompts in on standard input, clips out on standard output.

`messages` defines the protocol. When standard input ends, so does the process, at once and even if
it is stuck, so that it never outlives its parent.
"""

from __future__ import annotations

import importlib
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
from typing import BinaryIO, NoReturn

from coach.model.problems import VoiceError, printable
from coach.model.utterance import Utterance
from coach.speech.catalogue import VoiceInfo, find_for_language
from coach.speech.engines import ENGINES
from coach.speech.engines.engine import Engine, EngineError
from coach.speech.estimate import english_equivalent_rate
from coach.speech.messages import (
    ClipHeader,
    Failed,
    FindVoice,
    ListVoices,
    Measured,
    MeasureVoice,
    Message,
    MessageError,
    Ready,
    Refused,
    SelectVoice,
    Speak,
    StartEngine,
    Voices,
    decode,
    encode,
)
from coach.speech.recording import Recording


class _Answers:
    """The channel to the parent. Anything else that this process prints is discarded."""

    def __init__(self) -> None:
        self._file: BinaryIO = os.fdopen(os.dup(1), "wb")
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.close(null)

    def send(self, message: Message, payload: bytes = b"") -> None:
        """Send a message and the bytes that follow it."""
        self._file.write(encode(message) + payload)
        self._file.flush()


def main(start: Callable[[Path], Engine] | None = None) -> None:
    """Serve one parent until it closes standard input.

    Args:
        start: starts an engine instead of the one that the parent names; for tests.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
    answers = _Answers()
    try:
        first = decode(sys.stdin.buffer.readline())
    except MessageError:  # the parent has gone already
        return
    assert isinstance(first, StartEngine)  # noqa: S101 (the parent sends nothing else)
    requests = _read_requests(Path(first.folder))
    try:
        task = requests.get()
        engine = (start or ENGINES[first.engine].start)(Path(first.folder))
        if not isinstance(task, SelectVoice):
            answers.send(_answer(engine, task))
            return
        post_processor = _select_voice(engine, task, answers)
        answers.send(Ready())
    except VoiceError as error:
        answers.send(Refused(str(error)))
        return
    except Exception as error:  # noqa: BLE001 (the parent decides what a failure means)
        answers.send(Failed(_reason(error)))
        return
    _speak_prompts(engine, requests, post_processor)


def _answer(engine: Engine, question: Message) -> Message:
    """Answer a question.

    Raises:
        VoiceError: there is no such voice, or it speaks another language.
        EngineError: the engine failed.
    """
    match question:
        case ListVoices():
            return Voices(tuple(engine.voices()))
        case FindVoice(voice, language):
            return Voices((_find_voice(engine, voice, language),))
        case MeasureVoice(voice, language):
            from coach.speech.measuring import calibrate  # noqa: PLC0415 (once for each voice)

            found = _find_voice(engine, voice, language)
            _check_language(found, language)
            return Measured(calibrate(engine, found, language))
    raise ValueError(f"not a question: {question}")


def _select_voice(engine: Engine, task: SelectVoice, answers: _Answers) -> _PostProcessor:
    """Set the engine's voice and rate, and return the post-processor of its recordings.

    Raises:
        VoiceError: there is no such voice, it can't be used, or it speaks another language.
        EngineError: the engine failed.
    """
    # numpy is imported while the engine speaks a first prompt, which is mostly waiting.
    importing = threading.Thread(target=_try_import, daemon=True)
    importing.start()
    voice = _find_voice(engine, task.voice, task.language)
    _check_language(voice, task.language)
    engine.select(voice, task.calibration.rate(task.words_per_minute * task.pace / 100))
    importing.join()
    language = voice.languages[0] if voice.languages else task.language
    rate = english_equivalent_rate(task.words_per_minute, language)
    return _PostProcessor(_import_post_processing(), task, rate, answers)


class _PostProcessor:
    """Turns recordings into clips and sends them, in the order in which they were spoken.

    It has its own thread: while one prompt is processed, the next one is spoken.

    Args:
        module: `post_processing`, which is imported late.
        task: has the pace and the voice's gain.
        words_per_minute: the rate, as `estimate_frames` takes it.
        answers: where the clips go.
    """

    def __init__(
        self, module: ModuleType, task: SelectVoice, words_per_minute: int, answers: _Answers
    ) -> None:
        self._module = module
        self._pace = task.pace
        self._gain = task.calibration.gain
        self._words_per_minute = words_per_minute
        self._answers = answers
        self._spoken: SimpleQueue[tuple[str, Recording | Failed]] = SimpleQueue()
        threading.Thread(target=self._run, daemon=True).start()

    def put(self, text: str, spoken: Recording | Failed) -> None:
        """Take the recording of a prompt, or the reason why there is none."""
        self._spoken.put((text, spoken))

    def _run(self) -> None:
        while True:
            text, spoken = self._spoken.get()
            if isinstance(spoken, Failed):
                self._answers.send(spoken)
            else:
                self._answers.send(*self._clip(text, spoken))

    def _clip(self, text: str, recording: Recording) -> tuple[Message, bytes]:
        utterance = Utterance(text, self._pace)
        try:
            pcm = self._module.post_process(
                recording, utterance, self._words_per_minute, self._gain
            )
        except self._module.FaultyClipError as error:
            return Failed(f"its recording is faulty: {error}"), b""
        except Exception as error:  # noqa: BLE001 (the parent decides what a failure means)
            return Failed(_reason(error)), b""
        return ClipHeader(len(pcm)), pcm


def _speak_prompts(
    engine: Engine, requests: SimpleQueue[Message], post_processor: _PostProcessor
) -> NoReturn:
    while True:
        prompt = requests.get()
        assert isinstance(prompt, Speak)  # noqa: S101 (the parent sends nothing else)
        try:
            spoken: Recording | Failed = engine.speak(prompt.text)
        except Exception as error:  # noqa: BLE001 (the parent decides what a failure means)
            spoken = Failed(_reason(error))
        post_processor.put(prompt.text, spoken)


def _find_voice(engine: Engine, asked: str | None, language: str) -> VoiceInfo:
    if asked:
        return engine.find_voice(asked)
    return find_for_language(engine.voices(), language, engine.default_voice())


def _check_language(voice: VoiceInfo, language: str) -> None:
    """Refuse to read a text with a voice for another language, which nobody could follow.

    Raises:
        VoiceError: the voice is for other languages.
    """
    known = [tag for tag in voice.languages if tag[:1].isalpha()]  # Windows may give a number
    if known and not voice.speaks(language):
        raise VoiceError(
            f"The voice `{printable(voice.spec)}` speaks {', '.join(known)}, but the text is in "
            f"`{printable(language)}`. Choose a voice that `coach voices --language {language}` "
            "lists."
        )


def _read_requests(folder: Path) -> SimpleQueue[Message]:
    """Read standard input in a thread, which ends the process once the parent is gone."""
    requests: SimpleQueue[Message] = SimpleQueue()

    def read() -> None:
        with suppress(OSError, ValueError):
            for line in sys.stdin.buffer:
                requests.put(decode(line))
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            folder.parent.rmdir()  # the parent couldn't remove its folder if it was killed
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return requests


def _import_post_processing() -> ModuleType:
    return importlib.import_module("coach.speech.post_processing")


def _try_import() -> None:
    with suppress(Exception):  # the main thread imports it again, and reports what is wrong
        _import_post_processing()


def _reason(error: Exception) -> str:
    if isinstance(error, EngineError):
        return str(error)
    return " ".join(f"{type(error).__name__}: {error}".split())


if __name__ == "__main__":
    main()
