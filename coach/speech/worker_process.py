"""One worker process as the session sees it: what it is told, what it answers, how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from coach.model.clip import Clip
from coach.model.problems import VoiceError
from coach.speech.engines.engine import Timeouts
from coach.speech.messages import (
    ClipHeader,
    Failed,
    Measured,
    Message,
    Ready,
    Refused,
    SelectVoice,
    Speak,
    StartEngine,
    Task,
    Voices,
    decode,
    encode,
)

Expected = TypeVar("Expected", Voices, Measured, Ready, ClipHeader)


def worker_command() -> tuple[str, ...]:
    """Return the command that starts a worker with the same modules as this process."""
    # Isolated, so that no file in the current folder can pose as a module. The path is passed on
    # because Coach may have been found through PYTHONPATH or the user's own site-packages.
    paths = [str(Path(p or ".").absolute()) for p in sys.path]
    code = f"import sys; sys.path[:] = {paths!r}; from coach.speech.worker import main; main()"
    return (sys.executable, "-I", "-c", code)


class WorkerFailedError(Exception):
    """A worker that died, hung, or couldn't do something; another one may succeed."""


class Worker:
    """One process. One thread talks to it; another may call `kill` and `kill_if_overdue`."""

    def __init__(self, command: Sequence[str], engine: StartEngine, timeouts: Timeouts) -> None:
        self._engine = engine
        self._timeouts = timeouts
        self._timeout_s = 0.0
        self._deadline: float | None = None
        self._timed_out = False
        environment = dict(os.environ, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
        self._process = subprocess.Popen(  # noqa: S603 (our own command)
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            # Outside the terminal's group: Ctrl-C is for the parent, which ends its workers.
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def start(self, task: Task, expected: type[Expected]) -> Expected:
        """Start the engine, give it a task, and return the answer.

        Raises:
            VoiceError: the task was refused.
            WorkerFailedError: it failed.
        """
        self._send(self._engine, task)
        selects = isinstance(task, SelectVoice)
        timeout_s = self._timeouts.start_s if selects else self._timeouts.question_s
        answer, _ = self._receive(expected, timeout_s)
        return answer

    def speak(self, text: str) -> None:
        """Give the worker a prompt; it answers prompts in the order in which it gets them."""
        self._send(Speak(text))

    def receive_clip(self, text: str) -> Clip:
        """Return the clip of `text`, the oldest prompt that has no answer yet.

        Raises:
            WorkerFailedError: the worker failed at it.
        """
        timeout_s = self._timeouts.prompt_s + self._timeouts.character_s * len(text)
        _, pcm = self._receive(ClipHeader, timeout_s)
        return Clip(pcm)

    def kill(self) -> None:
        """End the process now, unless it has already ended."""
        self._process.kill()

    def kill_if_overdue(self) -> None:
        """End the process if its answer is overdue."""
        deadline = self._deadline  # read once: the thread that waits may clear it meanwhile
        if deadline is not None and time.monotonic() > deadline:
            self._timed_out = True
            self.kill()

    def close(self) -> None:
        """End the process and wait until it has ended."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _send(self, *messages: Message) -> None:
        stdin = self._process.stdin
        assert stdin is not None  # noqa: S101 (it is a pipe)
        # If the worker is gone, its missing answer shows that.
        with suppress(OSError, ValueError):
            stdin.write(b"".join(map(encode, messages)))
            stdin.flush()

    def _receive(self, expected: type[Expected], timeout_s: float) -> tuple[Expected, bytes]:
        """Return an answer of the expected type, and the bytes that follow it.

        Raises:
            VoiceError: the task was refused.
            WorkerFailedError: the answer says so, or it is late, missing or garbled.
        """
        stdout = self._process.stdout
        assert stdout is not None  # noqa: S101 (it is a pipe)
        self._timeout_s = timeout_s
        self._deadline = time.monotonic() + timeout_s
        answer: Message | None
        try:
            answer = decode(stdout.readline())
            size = answer.size if isinstance(answer, ClipHeader) else 0
            payload = stdout.read(size)
        except (OSError, ValueError):  # such as a `MessageError`, or a closed pipe
            answer, size, payload = None, 0, b""
        finally:
            self._deadline = None
        match answer:
            case Refused(reason):
                raise VoiceError(reason)
            case Failed(reason):
                raise WorkerFailedError(reason)
            case expected() if len(payload) == size:
                return answer, payload
        raise WorkerFailedError(self._end())

    def _end(self) -> str:
        """End the process, and say how it ended."""
        self.close()
        if self._timed_out:
            return f"it didn't answer within {self._timeout_s:.1f} s"
        return f"its process ended with code {self._process.returncode}"
