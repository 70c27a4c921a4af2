"""Worker processes side by side: prompts dealt out, the stuck killed, the dead replaced."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from coach.model.clip import Clip
from coach.model.problems import VoiceError
from coach.model.utterance import Utterance
from coach.speech.sanitize import shown, spoken
from coach.speech.voice import PromptError

Message = dict[str, Any]

_WATCH_S = 0.1
_PROMPTS_A_WORKER = 16  # fewer, and starting another worker costs more than it saves
_IN_HAND = 2  # a worker polishes one prompt while it speaks the next
_ATTEMPTS = 2
_STARTS = 3
_ROOM_BYTES = 4_000_000


def worker_command() -> tuple[str, ...]:
    """Return the command that starts a worker with the same modules that this process has."""
    # Isolated, so that no file in the current folder can pose as a module; the path is handed on
    # because Coach may have been found through PYTHONPATH or the person's own site-packages.
    paths = [str(Path(p or ".").absolute()) for p in sys.path]
    code = f"import sys; sys.path[:] = {paths!r}; from coach.speech.worker import main; main()"
    return (sys.executable, "-I", "-c", code)


@dataclass(frozen=True)
class Patience:
    """How long a worker may take, in seconds, before it counts as stuck.

    Attributes:
        start_s: from its start until it is ready.
        prompt_s: for a prompt, and `character_s` for each of its characters.
        question_s: for a list of voices, or a voice's figures.
    """

    start_s: float = 30.0
    prompt_s: float = 6.0
    character_s: float = 0.05
    question_s: float = 120.0


class WorkerFailedError(Exception):
    """A worker that died, hung or could not do a prompt; another may do better."""


class _NoStartError(WorkerFailedError):
    """A worker that failed before it was given a prompt."""


class Worker:
    """One process. One thread asks; another may call `kill` and `kill_if_late`."""

    def __init__(self, command: Sequence[str], settings: Message, patience: Patience) -> None:
        self._patience = patience
        self._deadline: float | None = None
        self._limit_s = 0.0
        self._late = False
        environment = dict(os.environ, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
        self._process = subprocess.Popen(  # noqa: S603 (our own command)
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            # Out of the terminal's group: Ctrl-C is for the parent, which ends its workers.
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._settings = settings

    def start(self) -> Message:
        """Send the settings and return the answer to them."""
        self._write(self._settings)
        speaks = self._settings["do"] == "speak"
        answer, _ = self._read(self._patience.start_s if speaks else self._patience.question_s)
        if "refused" in answer:
            raise VoiceError(answer["refused"])
        return answer

    def send(self, text: str) -> None:
        """Give the worker a prompt; it answers in the order in which it was given them."""
        self._write({"text": text})

    def receive(self, text: str) -> Clip:
        """Return the clip of the oldest prompt without an answer, which is `text`."""
        _, pcm = self._read(self._patience.prompt_s + self._patience.character_s * len(text))
        return Clip(pcm)

    def kill(self) -> None:
        """End the process now; harmless when it has ended."""
        self._process.kill()

    def kill_if_late(self) -> None:
        """End the process if its answer is overdue."""
        deadline = self._deadline  # once: the asking thread may clear it meanwhile
        if deadline is not None and time.monotonic() > deadline:
            self._late = True
            self.kill()

    def close(self) -> None:
        """End the process and wait for its end."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _write(self, message: Message) -> None:
        stdin = self._process.stdin
        assert stdin is not None  # noqa: S101 (it is a pipe)
        # A worker that is gone is told by the answer that does not come.
        with suppress(OSError, ValueError):
            stdin.write(json.dumps(message).encode("ascii") + b"\n")
            stdin.flush()

    def _read(self, limit_s: float) -> tuple[Message, bytes]:
        stdout = self._process.stdout
        assert stdout is not None  # noqa: S101 (it is a pipe)
        self._limit_s = limit_s
        self._deadline = time.monotonic() + limit_s
        try:
            line = stdout.readline()
            answer: Message = json.loads(line) if line.endswith(b"\n") else {}
            size = answer.get("clip", 0)
            pcm = stdout.read(size)
        except (OSError, ValueError):
            answer, size, pcm = {}, 0, b""
        finally:
            self._deadline = None
        if not answer or len(pcm) != size:
            raise WorkerFailedError(self._end())
        if "failed" in answer:
            raise WorkerFailedError(answer["failed"])
        return answer, pcm

    def _end(self) -> str:
        """Say how the process ended."""
        self.close()
        if self._late:
            return f"it gave no answer in {self._limit_s:.1f} s"
        return f"its process ended with code {self._process.returncode}"


@dataclass
class _Job:
    """A prompt in a worker's hand."""

    utterance: Utterance
    text: str
    sent: bool = False
    failures: int = 0


@dataclass
class _Round:
    """One call of `Crew.render`: what is to do, what is done, and whether to stop."""

    jobs: deque[Utterance]
    results: SimpleQueue[tuple[Utterance, Clip | Exception]] = field(default_factory=SimpleQueue)
    stopped: bool = False


class Crew:
    """Workers of one voice and one rate. They are started when first needed."""

    def __init__(
        self, command: Sequence[str], settings: Message, patience: Patience, most: int
    ) -> None:
        self._command = command
        self._settings = settings
        self._patience = patience
        self._lock = threading.Lock()
        self._most = most
        self._workers: dict[int, Worker] = {}
        self._folder: Path | None = None

    def render(self, utterances: Sequence[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        """Speak each utterance, in the order in which they are done."""
        count = max(1, min(self._most, len(utterances) // _PROMPTS_A_WORKER))
        around = _Round(deque(utterances))
        threads = [
            threading.Thread(target=self._work, args=(slot, around), daemon=True)
            for slot in range(count)
        ]
        for thread in threads:
            thread.start()
        try:
            left = len(utterances)
            while left:
                self._watch()
                with suppress(Empty):
                    utterance, result = around.results.get(timeout=_WATCH_S)
                    if isinstance(result, Exception):
                        raise result
                    left -= 1
                    yield utterance, result
        finally:
            # Left early: by an error, by Ctrl-C, or by a caller that has had enough.
            with self._lock:
                around.stopped = True
                around.jobs.clear()
                if left:
                    for worker in self._workers.values():
                        worker.kill()
            for thread in threads:
                thread.join()
            if left:
                self.close()

    def ask(self) -> Message:
        """Start a worker, return its answer to the settings, and end it; once more if it fails.

        Raises:
            VoiceError: it failed twice.
        """
        try:
            return self._asked()
        except WorkerFailedError:
            try:
                return self._asked()
            except WorkerFailedError as error:
                raise _no_start(error) from error

    def _asked(self) -> Message:
        try:
            worker = self._worker(0, _Round(deque()))
            ended = threading.Event()
            watch = threading.Thread(target=_watch_one, args=(worker, ended), daemon=True)
            watch.start()
            try:
                return worker.start()
            finally:
                ended.set()
                watch.join()
        finally:
            self.close()

    def close(self) -> None:
        """End all workers and remove their files; a later `render` starts new ones."""
        for slot in list(self._workers):
            self._drop(slot)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _watch(self) -> None:
        for worker in list(self._workers.values()):
            worker.kill_if_late()

    def _work(self, slot: int, around: _Round) -> None:
        """Take prompts until there are none; the body of a thread."""
        given: deque[_Job] = deque()
        starts = 0
        while self._took(given, around):
            job = given[0]
            try:
                clip = self._next_clip(slot, given, around)
            except WorkerFailedError as error:
                self._drop(slot)
                no_start = isinstance(error, _NoStartError)
                starts += no_start
                job.failures += not no_start
                if starts == _STARTS or job.failures == _ATTEMPTS:
                    failure = _no_start(error) if no_start else _failed_twice(job.utterance, error)
                    around.results.put((job.utterance, failure))
                    return
                for each in given:
                    each.sent = False
            except Exception as error:  # noqa: BLE001 (raised again where it is waited for)
                self._drop(slot)
                around.results.put((job.utterance, error))
                return
            else:
                given.popleft()
                starts = 0
                around.results.put((job.utterance, clip))

    def _took(self, given: deque[_Job], around: _Round) -> bool:
        """Fill a worker's hand; False when there is nothing left in it."""
        with suppress(IndexError):
            while len(given) < _IN_HAND:
                utterance = around.jobs.popleft()
                given.append(_Job(utterance, spoken(utterance.text)))
        return bool(given)

    def _next_clip(self, slot: int, given: deque[_Job], around: _Round) -> Clip:
        worker = self._workers.get(slot)
        if worker is None:
            try:
                worker = self._worker(slot, around)
                worker.start()
            except WorkerFailedError as error:
                raise _NoStartError(*error.args) from error
        # Alone after a failure: a worker that died at the second would be laid to the first again.
        for job in list(given)[: 1 if given[0].failures else _IN_HAND]:
            if not job.sent:
                worker.send(job.text)
                job.sent = True
        return worker.receive(given[0].text)

    def _worker(self, slot: int, around: _Round) -> Worker:
        with self._lock:
            if around.stopped:
                raise WorkerFailedError("it was stopped")
            if self._folder is None:
                self._folder = _private_folder()
            own = Path(tempfile.mkdtemp(dir=self._folder))
            settings = {**self._settings, "folder": str(own)}
            try:
                worker = Worker(self._command, settings, self._patience)
            except OSError as error:
                raise WorkerFailedError(f"no process: {error.strerror}") from error
            self._workers[slot] = worker
            return worker

    def _drop(self, slot: int) -> None:
        with self._lock:
            worker = self._workers.pop(slot, None)
        if worker is not None:
            worker.close()


def _watch_one(worker: Worker, ended: threading.Event) -> None:
    while not ended.wait(_WATCH_S):
        worker.kill_if_late()


def _failed_twice(utterance: Utterance, reason: Exception) -> VoiceError:
    mending = "try other words, or another voice ('coach voices' lists them)"
    head = f"the voice failed twice at the prompt '{shown(utterance.text)}' ({reason}): "
    with suppress(OSError):
        folder = tempfile.gettempdir()
        if shutil.disk_usage(folder).free < _ROOM_BYTES:
            mending = f"there is no room left in {folder}, so make some"
    return PromptError(f"{head}{mending}", utterance.text, str(reason))


def _no_start(reason: Exception) -> VoiceError:
    return VoiceError(
        f"the speech engine does not start ({reason}): try again, or choose another voice "
        "('coach voices' lists them)"
    )


def _private_folder() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="coach-speech-"))
    except OSError as error:
        raise VoiceError(
            f"there is no folder to speak into ({error.strerror}): make room in "
            "your temporary folder, or set TMPDIR to another one"
        ) from error
