"""Several routines into several files, side by side; no clip is made twice.

One thread has everything spoken, routine by routine, so that what one has made the next finds.
Others write the files meanwhile. A routine that fails does not stop the others.
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
from coach.export import Piece, check_target, export
from coach.model.problems import CoachError
from coach.model.routine import Routine
from coach.planning import Choices
from coach.signals import raise_pending
from coach.speech.session_speech import SessionSpeech

_LOOK_S = 0.1
"""How often a wait looks up, so that Ctrl-C is heard on every system."""


@dataclass(frozen=True)
class Task:
    """A routine, by name or path, and the files to be made of it."""

    routine: str
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Wish:
    """What holds for all tasks. `silent` leaves the sound out, and has nothing spoken."""

    chosen: Choices
    voice: str | None = None
    rate: int | None = None
    force: bool = False
    jobs: int = 1
    silent: bool = False


class Watcher(Protocol):
    """Is told how it goes, from several threads."""

    def opened(self, opened: composition.OpenedRoutine) -> None:
        """Tell of a routine that can be played, with what is doubtful about it."""

    def speaking(self, done: int, of: int) -> None:
        """Tell how many of how many prompts of a routine are ready."""

    def writing(self, file: Path, done: int, of: int) -> None:
        """Tell how many of how many frames of a file are written."""

    def written(self, file: Path) -> None:
        """Tell that a file is there."""

    def failed(self, task: Task, error: CoachError) -> None:
        """Tell why a routine, or one of its files, was not made."""


@dataclass
class Outcome:
    """What came of it: files that are there now, and how many tasks failed in part or whole."""

    written: list[Path] = field(default_factory=list)
    failed: set[Task] = field(default_factory=set)
    warning: str | None = None


OpenSpeech = Callable[[Routine, str | None, int | None], SessionSpeech]


class _StoppedError(Exception):
    """The person has had enough."""


def run(
    tasks: Iterable[Task],
    wish: Wish,
    watcher: Watcher,
    open_speech: OpenSpeech = composition.open_speech,
) -> Outcome:
    """Make all files; returns when they are there, or have failed.

    Raises:
        KeyboardInterrupt, SignalledError: files that were begun are not there then.
    """
    return _Batch(wish, watcher, open_speech).run(tasks)


class _Batch:
    def __init__(self, wish: Wish, watcher: Watcher, open_speech: OpenSpeech) -> None:
        self.wish = wish
        self.watcher = watcher
        self.open_speech = open_speech
        self.outcome = Outcome()
        self.stopped = False
        self.speeches: dict[tuple[str, int], SessionSpeech] = {}
        # Being written, and ready to be: what is in memory at once.
        self.room = threading.Semaphore(wish.jobs + 1)

    def run(self, tasks: Iterable[Task]) -> Outcome:
        pool = ThreadPoolExecutor(self.wish.jobs)
        try:
            writings = [writing for task in tasks for writing in self._start(task, pool)]
            while wait(writings, timeout=_LOOK_S).not_done:
                raise_pending()
        finally:
            self.stopped = True
            pool.shutdown(cancel_futures=True)
            self._close()
        for writing in writings:
            writing.result()  # a bug is raised here
        return self.outcome

    def _close(self) -> None:
        for speech in self.speeches.values():
            self.outcome.warning = self.outcome.warning or speech.cache_warning
            speech.close()

    def _start(self, task: Task, pool: ThreadPoolExecutor) -> Iterator[Future[None]]:
        """Have a routine spoken, and yield the writing of its files."""
        raise_pending()
        with self._told(task):
            for file in task.files:
                check_target(file, force=self.wish.force)
            piece = self._piece(task)
            for file in task.files:
                while not self.room.acquire(timeout=_LOOK_S):
                    raise_pending()
                yield pool.submit(self._write, task, file, piece)

    def _piece(self, task: Task) -> Piece:
        wish = self.wish
        opened = composition.open_routine(task.routine)
        self.watcher.opened(opened)
        routine = opened.routine
        if wish.silent:
            timeline, heading = composition.estimated_timeline(routine, wish.chosen, wish.rate)
            return Piece.without_sound(routine, timeline, heading, wish.chosen.week)
        key = (routine.language, composition.speech_rate(routine, wish.rate))
        if key not in self.speeches:
            self.speeches[key] = self.open_speech(routine, wish.voice, wish.rate)
        speech = self.speeches[key]
        made = composition.prepare(routine, wish.chosen, speech, wish.rate, self.watcher.speaking)
        return Piece(
            routine,
            made.timeline,
            made.heading,
            lambda cue: speech.clip(cue.utterance),
            week=wish.chosen.week,
        )

    def _write(self, task: Task, file: Path, piece: Piece) -> None:
        """Write one file; in a thread of the pool."""
        try:
            with self._told(task), suppress(_StoppedError):
                export(file, replace(piece, progress=partial(self._progress, file)))
                self.outcome.written.append(file)
                self.watcher.written(file)
        finally:
            self.room.release()

    def _progress(self, file: Path, done: int, of: int) -> None:
        if self.stopped:
            raise _StoppedError
        self.watcher.writing(file, done, of)

    @contextmanager
    def _told(self, task: Task) -> Iterator[None]:
        """Tell of what a person can mend, and go on with the next."""
        try:
            yield
        except CoachError as error:
            self.outcome.failed.add(task)
            self.watcher.failed(task, error)
