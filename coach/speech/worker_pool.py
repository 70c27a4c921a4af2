"""A pool of worker processes: it shares out prompts, kills stuck workers, replaces dead ones."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from coach.model.clip import Clip
from coach.model.problems import VoiceError
from coach.model.utterance import Utterance
from coach.speech.calibration import Calibration
from coach.speech.catalogue import VoiceInfo
from coach.speech.engines.engine import EngineDescriptor, Timeouts
from coach.speech.messages import (
    FindVoice,
    ListVoices,
    Measured,
    MeasureVoice,
    Ready,
    SelectVoice,
    StartEngine,
    Task,
    Voices,
)
from coach.speech.sanitize import excerpt, sanitize
from coach.speech.voice import PromptError
from coach.speech.worker_process import Expected, Worker, WorkerFailedError, worker_command

_POLL_S = 0.1
_PROMPTS_PER_WORKER = 16  # with fewer, starting another worker costs more than it saves
_MAX_IN_FLIGHT = 2  # a worker processes one recording while it speaks the next prompt
_MAX_ATTEMPTS = 2
_MAX_STARTS = 3
_LOW_DISK_BYTES = 4_000_000


class _StartFailedError(WorkerFailedError):
    """A worker that failed before it was given a prompt."""


class EngineWorkers:
    """A session's requests to the worker processes of an engine.

    Args:
        engine: its descriptor.
        command: starts a worker instead of the usual command; for tests.
        timeouts: how long a worker may take, by default the engine's own; for tests.

    Each method raises `VoiceError` if the engine is missing, fails twice, or has no such voice.
    """

    def __init__(
        self,
        engine: EngineDescriptor,
        command: Sequence[str] | None = None,
        timeouts: Timeouts | None = None,
    ) -> None:
        self._engine = engine
        self._command = command or worker_command()
        self._timeouts = timeouts or engine.timeouts

    def list_voices(self) -> tuple[VoiceInfo, ...]:
        """Return the engine's voices."""
        return self._pool(ListVoices()).ask(Voices).voices

    def find_voice(self, voice: str | None, language: str) -> VoiceInfo:
        """Return the voice with this name, or the one for the language if the name is None."""
        return self._pool(FindVoice(voice, language)).ask(Voices).voices[0]

    def measure_voice(self, voice: str | None, language: str) -> Calibration:
        """Measure the voice that `find_voice` would return."""
        return self._pool(MeasureVoice(voice, language)).ask(Measured).calibration

    def speaking(
        self,
        voice: str | None,
        language: str,
        words_per_minute: int,
        pace: int,
        calibration: Calibration,
    ) -> WorkerPool:
        """Return workers that speak with the voice that `find_voice` would return.

        Args:
            voice: its name, or None for the one for the language.
            language: the routine's language tag.
            words_per_minute: as heard.
            pace: per cent of that rate.
            calibration: the voice's.
        """
        return self._pool(SelectVoice(voice, language, words_per_minute, pace, calibration))

    def _pool(self, task: Task) -> WorkerPool:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        return WorkerPool(
            self._command,
            self._engine.name,
            task,
            self._timeouts,
            self._engine.max_workers(cores or 1),
        )


@dataclass
class _Job:
    """A prompt that a worker has, or is about to get.

    Attributes:
        utterance: what was asked for.
        text: its words, sanitized.
        sent: whether the worker has it.
        failures: how many attempts have failed.
    """

    utterance: Utterance
    text: str
    sent: bool = False
    failures: int = 0


@dataclass
class _Batch:
    """One call of `WorkerPool.render`: what is still to do, what is done, and whether to stop."""

    waiting: deque[Utterance]
    results: SimpleQueue[tuple[Utterance, Clip | Exception]] = field(default_factory=SimpleQueue)
    stopped: bool = False


class WorkerPool:
    """Workers for one task, started when first needed.

    Args:
        command: the command that starts a worker.
        engine: the name of its engine.
        task: what each worker does: answer a question, or speak with a voice.
        timeouts: how long a worker may take.
        max_workers: how many to run at most.
    """

    def __init__(
        self,
        command: Sequence[str],
        engine: str,
        task: Task,
        timeouts: Timeouts,
        max_workers: int,
    ) -> None:
        self._command = command
        self._engine = engine
        self._task = task
        self._timeouts = timeouts
        self._max_workers = max_workers
        self._lock = threading.Lock()
        self._workers: dict[int, Worker] = {}
        self._folder: Path | None = None

    def render(self, utterances: Sequence[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        """Speak each utterance, and yield the clips in the order in which they are done.

        Raises:
            PromptError: two workers failed at a prompt.
            VoiceError: the engine is missing, doesn't start, or refuses the voice.
        """
        count = max(1, min(self._max_workers, len(utterances) // _PROMPTS_PER_WORKER))
        batch = _Batch(deque(utterances))
        threads = [
            threading.Thread(target=self._work, args=(slot, batch), daemon=True)
            for slot in range(count)
        ]
        for thread in threads:
            thread.start()
        left = len(utterances)
        try:
            while left:
                self._kill_overdue()
                with suppress(Empty):
                    utterance, result = batch.results.get(timeout=_POLL_S)
                    if isinstance(result, Exception):
                        raise result
                    left -= 1
                    yield utterance, result
        finally:
            # Left early by an error, by Ctrl-C, or by a caller that wants no more clips.
            with self._lock:
                batch.stopped = True
                batch.waiting.clear()
                if left:
                    for worker in self._workers.values():
                        worker.kill()
            for thread in threads:
                thread.join()
            if left:
                self.close()

    def ask(self, expected: type[Expected]) -> Expected:
        """Return a worker's answer to the task, which is a question; make two attempts.

        Raises:
            VoiceError: the question was refused, or both attempts failed.
        """
        try:
            return self._ask_once(expected)
        except WorkerFailedError:
            try:
                return self._ask_once(expected)
            except WorkerFailedError as error:
                raise _start_error(error) from error

    def _ask_once(self, expected: type[Expected]) -> Expected:
        try:
            worker = self._start_worker(0, _Batch(deque()))
            answered = threading.Event()
            watcher = threading.Thread(target=_watch, args=(worker, answered), daemon=True)
            watcher.start()
            try:
                return worker.start(self._task, expected)
            finally:
                answered.set()
                watcher.join()
        finally:
            self.close()

    def close(self) -> None:
        """End all workers and remove their files; a later `render` starts new ones."""
        for slot in list(self._workers):
            self._drop(slot)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _kill_overdue(self) -> None:
        for worker in list(self._workers.values()):
            worker.kill_if_overdue()

    def _work(self, slot: int, batch: _Batch) -> None:
        """Have one worker speak prompts until there are none left; the body of a thread."""
        in_flight: deque[_Job] = deque()
        failed_starts = 0
        while self._fill(in_flight, batch):
            job = in_flight[0]
            try:
                clip = self._next_clip(slot, in_flight, batch)
            except WorkerFailedError as error:
                self._drop(slot)
                at_start = isinstance(error, _StartFailedError)
                failed_starts += at_start
                job.failures += not at_start
                if failed_starts == _MAX_STARTS or job.failures == _MAX_ATTEMPTS:
                    failure = _start_error(error) if at_start else _prompt_error(job, error)
                    batch.results.put((job.utterance, failure))
                    return
                for each in in_flight:
                    each.sent = False
            except Exception as error:  # noqa: BLE001 (raised again in the thread that waits)
                self._drop(slot)
                batch.results.put((job.utterance, error))
                return
            else:
                in_flight.popleft()
                failed_starts = 0
                batch.results.put((job.utterance, clip))

    def _fill(self, in_flight: deque[_Job], batch: _Batch) -> bool:
        """Top up the prompts of a worker; return False if there are none for it."""
        with suppress(IndexError):
            while len(in_flight) < _MAX_IN_FLIGHT:
                utterance = batch.waiting.popleft()
                in_flight.append(_Job(utterance, sanitize(utterance.text)))
        return bool(in_flight)

    def _next_clip(self, slot: int, in_flight: deque[_Job], batch: _Batch) -> Clip:
        worker = self._workers.get(slot)
        if worker is None:
            try:
                worker = self._start_worker(slot, batch)
                worker.start(self._task, Ready)
            except WorkerFailedError as error:
                raise _StartFailedError(*error.args) from error
        # One at a time after a failure: if a worker died at the second prompt, the first one would
        # be blamed again.
        for job in list(in_flight)[: 1 if in_flight[0].failures else _MAX_IN_FLIGHT]:
            if not job.sent:
                worker.speak(job.text)
                job.sent = True
        return worker.receive_clip(in_flight[0].text)

    def _start_worker(self, slot: int, batch: _Batch) -> Worker:
        with self._lock:
            if batch.stopped:
                raise WorkerFailedError("it was stopped")
            if self._folder is None:
                self._folder = _private_folder()
            engine = StartEngine(self._engine, tempfile.mkdtemp(dir=self._folder))
            try:
                worker = Worker(self._command, engine, self._timeouts)
            except OSError as error:
                raise WorkerFailedError(f"it can't be run: {error.strerror}") from error
            self._workers[slot] = worker
            return worker

    def _drop(self, slot: int) -> None:
        with self._lock:
            worker = self._workers.pop(slot, None)
        if worker is not None:
            worker.close()


def _watch(worker: Worker, answered: threading.Event) -> None:
    while not answered.wait(_POLL_S):
        worker.kill_if_overdue()


def _prompt_error(job: _Job, reason: Exception) -> PromptError:
    advice = "Try other words, or another voice (`coach voices` lists them)."
    with suppress(OSError):
        folder = tempfile.gettempdir()
        if shutil.disk_usage(folder).free < _LOW_DISK_BYTES:
            advice = f"The disk with `{folder}` is full, so free some space."
    text = job.utterance.text
    return PromptError(
        f"The voice failed twice at the prompt `{excerpt(text)}` ({reason}). {advice}",
        text,
        str(reason),
    )


def _start_error(reason: Exception) -> VoiceError:
    return VoiceError(
        f"The speech engine doesn't start ({reason}). Try again, or choose another voice "
        "(`coach voices` lists them)."
    )


def _private_folder() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="coach-speech-"))
    except OSError as error:
        raise VoiceError(
            f"The voice's temporary folder can't be made ({error.strerror}). Free some space in "
            "your temporary folder, or set `TMPDIR` to another one."
        ) from error
