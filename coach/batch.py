"""Exports several routines to several files in parallel, without synthesizing any prompt twice.

One thread synthesizes the speech, routine by routine, so that each can reuse the clips of those
before it; other threads write the files. A routine that fails doesn't stop the others.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from coach import composition
from coach.export.job import ExportJob
from coach.export.registry import check_target, export_file, kind_of
from coach.model.plan import Controls
from coach.model.problems import CoachError
from coach.model.routine import Routine
from coach.planning import Choices
from coach.signals import raise_pending
from coach.speech.session_speech import SessionSpeech

_POLL_S = 0.1
"""How often a wait checks for signals, so that Ctrl-C works on every system."""


@dataclass(frozen=True)
class ExportTask:
    """A routine, given by name or path, and the files to export it to."""

    routine: str
    files: tuple[Path, ...]


@dataclass(frozen=True)
class ExportOptions:
    """The options for all tasks.

    Attributes:
        choices: the person's choices for the session.
        voice: the voice, as written after ``--voice``; None for the default.
        rate: words per minute; None for the routine's own rate or the default.
        force: whether to replace files that exist.
        jobs: how many files are written in parallel.
        silent: whether to leave out the sound.
    """

    choices: Choices
    voice: str | None = None
    rate: int | None = None
    force: bool = False
    jobs: int = 1
    silent: bool = False


class ExportObserver(Protocol):
    """Told how the export is going; its methods are called from several threads."""

    def opened(self, opened: composition.OpenedRoutine) -> None:
        """A routine has been read; it can be played, but may have warnings."""

    def speaking(self, done: int, total: int) -> None:
        """`done` of a routine's `total` prompts are ready."""

    def writing(self, file: Path, done: int, total: int) -> None:
        """`done` of a file's `total` frames have been written."""

    def written(self, file: Path) -> None:
        """A file is complete."""

    def failed(self, task: ExportTask, error: CoachError) -> None:
        """A routine, or one of its files, couldn't be exported."""


@dataclass
class ExportResult:
    """The files that were written, and the tasks that failed at least in part.

    Attributes:
        warning: why clips couldn't be cached; None if they could.
    """

    written: list[Path] = field(default_factory=list)
    failed: set[ExportTask] = field(default_factory=set)
    warning: str | None = None


OpenSpeech = Callable[[Routine, str | None, int | None], SessionSpeech]
"""Opens the voice for a routine, given the requested voice and rate."""


class _StoppedError(Exception):
    """The export was interrupted while a file was being written."""


def export_all(
    tasks: Iterable[ExportTask],
    options: ExportOptions,
    observer: ExportObserver,
    open_speech: OpenSpeech = composition.open_speech,
) -> ExportResult:
    """Write all files; returns when each of them is complete or has failed.

    Raises:
        KeyboardInterrupt, SignalledError: the export was interrupted; unfinished files are removed.
    """
    return _Batch(options, observer, open_speech).run(tasks)


class _Batch:
    def __init__(
        self, options: ExportOptions, observer: ExportObserver, open_speech: OpenSpeech
    ) -> None:
        self.options = options
        self.observer = observer
        self.open_speech = open_speech
        self.result = ExportResult()
        self.stopped = False
        self.speeches: dict[tuple[str, int], SessionSpeech] = {}
        # Limits the jobs in memory to those that are being written and one more.
        self.slots = threading.Semaphore(options.jobs + 1)

    def run(self, tasks: Iterable[ExportTask]) -> ExportResult:
        pool = ThreadPoolExecutor(self.options.jobs)
        try:
            writes = [write for task in tasks for write in self._start(task, pool)]
            while wait(writes, timeout=_POLL_S).not_done:
                raise_pending()
        finally:
            self.stopped = True
            pool.shutdown(cancel_futures=True)
            self._close_speeches()
        for write in writes:
            write.result()  # raises only if there is a bug
        return self.result

    def _close_speeches(self) -> None:
        for speech in self.speeches.values():
            self.result.warning = self.result.warning or speech.cache_warning
            speech.close()

    def _start(self, task: ExportTask, pool: ThreadPoolExecutor) -> Iterator[Future[None]]:
        """Synthesize a routine, then start writing its files and yield a future for each."""
        raise_pending()
        with self._reporting(task):
            for file in task.files:
                check_target(file, force=self.options.force)
            jobs: dict[Controls, ExportJob] = {}
            for file in task.files:
                controls = kind_of(file).controls
                if controls not in jobs:
                    jobs[controls] = self._job(task, controls, first=not jobs)
                while not self.slots.acquire(timeout=_POLL_S):
                    raise_pending()
                yield pool.submit(self._write, task, file, jobs[controls])

    def _job(self, task: ExportTask, controls: Controls, *, first: bool) -> ExportJob:
        """Have a routine spoken for a kind of player; the first time, tell of its problems."""
        options = self.options
        choices, rate = replace(options.choices, controls=controls), options.rate
        opened = composition.open_routine(task.routine)
        if first:
            self.observer.opened(opened)
        routine = opened.routine
        if options.silent:
            timeline, heading = composition.estimated_timeline(routine, choices, rate)
            return ExportJob.without_sound(routine, timeline, heading, choices.week)
        key = (routine.language, composition.speech_rate(routine, rate))
        if key not in self.speeches:
            self.speeches[key] = self.open_speech(routine, options.voice, rate)
        speech = self.speeches[key]
        session = composition.prepare(routine, choices, speech, rate, self.observer.speaking)
        return ExportJob(
            routine,
            session.timeline,
            session.heading,
            lambda cue: speech.clip(cue.utterance),
            week=choices.week,
        )

    def _write(self, task: ExportTask, file: Path, job: ExportJob) -> None:
        """Write one file; runs in a thread of the pool."""
        try:
            with self._reporting(task), suppress(_StoppedError):
                export_file(file, replace(job, progress=partial(self._progress, file)))
                self.result.written.append(file)
                self.observer.written(file)
        finally:
            self.slots.release()

    def _progress(self, file: Path, done: int, total: int) -> None:
        if self.stopped:
            raise _StoppedError
        self.observer.writing(file, done, total)

    @contextmanager
    def _reporting(self, task: ExportTask) -> Iterator[None]:
        """Report an error that the person can correct, and go on with the next task."""
        try:
            yield
        except CoachError as error:
            self.result.failed.add(task)
            self.observer.failed(task, error)
