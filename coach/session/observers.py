"""The observers of a session: its log, its bookmark, keeping the machine awake.

An observer that raises an exception doesn't stop the session.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Self

from coach.log import log_folder, session_log
from coach.session.bookmark import Bookmark, BookmarkStore, BookmarkTracker
from coach.session.keep_awake import keep_awake
from coach.session.screen import SessionState, SoundStatus
from coach.signals import SignalledError

LOG = logging.getLogger("coach.session")
AUTHORS_TEMPO = 100

Show = Callable[[str], None]
"""Shows a message on the session's screen."""


class SessionObserver:
    """Watches a session. Each method does nothing unless a subclass overrides it.

    All are called from the main thread: `open`, `start`, then `update` and `fault` any number of
    times, and `close`. A session that never starts to play is only opened and closed.
    """

    def open(self) -> None:
        """The session is about to be prepared."""

    def start(self, state: SessionState, show: Show) -> None:
        """The session has started to play; `show` shows a message on its screen."""

    def update(self, state: SessionState) -> None:
        """The session has moved on. Called at least once a second, so this must be quick."""

    def fault(self, message: str) -> None:
        """The person has been told of a fault."""

    def close(self) -> None:
        """The session is over, however it ended."""

    def summary(self) -> Iterable[str]:
        """Return lines for the person to read once the session is over and this is closed."""
        return ()


class Observers:
    """Several observers as one: a context manager that opens and closes them.

    If an observer raises an exception, it is logged, and the observer is closed and not called
    again.
    """

    def __init__(self, observers: Iterable[SessionObserver]) -> None:
        self._all = tuple(observers)
        self._active: list[SessionObserver] = []

    def __enter__(self) -> Self:
        for observer in self._all:
            self._active.append(observer)
            self._call(observer, observer.open)
        return self

    def __exit__(self, *_: object) -> None:
        with ExitStack() as closing:  # closes the others even if a signal arrives meanwhile
            for observer in self._active:
                closing.callback(self._call, observer, observer.close)

    def start(self, state: SessionState, show: Show) -> None:
        """Tell the observers that the session has started to play."""
        for observer in self._active[:]:
            self._call(observer, observer.start, state, show)

    def update(self, state: SessionState) -> None:
        """Tell the observers how far the session has got."""
        for observer in self._active[:]:
            self._call(observer, observer.update, state)

    def fault(self, message: str) -> None:
        """Tell the observers of a fault."""
        for observer in self._active[:]:
            self._call(observer, observer.fault, message)

    def summary(self) -> list[str]:
        """Return the lines of the observers that worked to the end."""
        lines: list[str] = []
        for observer in self._active[:]:
            self._call(observer, lambda observer=observer: lines.extend(observer.summary()))
        return lines

    def _call(self, observer: SessionObserver, method: Callable[..., None], *args: object) -> None:
        try:
            method(*args)
        except SignalledError:  # meant for the session: it only happened to arrive here
            raise
        except Exception:
            LOG.warning("%s failed and isn't used any more", type(observer).__name__, exc_info=True)
            self._active.remove(observer)
            if method != observer.close:
                self._close_failed(observer)

    def _close_failed(self, observer: SessionObserver) -> None:
        try:
            observer.close()
        except SignalledError:
            raise
        except Exception:
            LOG.warning("%s couldn't be closed either", type(observer).__name__, exc_info=True)


class SessionLog(SessionObserver):
    """Writes the log file while a session runs.

    Args:
        shown: called with each line of the log as it is written, if the person wants to see it;
            the summary then includes statistics of the sound.
    """

    def __init__(self, shown: Callable[[str], None] | None = None) -> None:
        self._shown = shown
        self._log = ExitStack()
        self._state: SessionState | None = None
        self._sound = SoundStatus()

    def open(self) -> None:
        self._log.enter_context(session_log(shown=self._shown))

    def start(self, state: SessionState, show: Show) -> None:  # noqa: ARG002 - shows nothing
        LOG.info("playing through %s", state.sound.output)
        self.update(state)

    def update(self, state: SessionState) -> None:
        sound, before = state.sound, self._sound
        if (sound.underruns, sound.stalls) != (before.underruns, before.stalls):
            LOG.warning("%s underruns, %s stalls so far", sound.underruns, sound.stalls)
        self._state = state
        self._sound = SoundStatus(sound.output or before.output, sound.underruns, sound.stalls)

    def fault(self, message: str) -> None:
        LOG.warning("%s", message)

    def close(self) -> None:
        with self._log:
            if self._state is not None:
                sound = self._sound
                LOG.info("ended; %s underruns, %s stalls", sound.underruns, sound.stalls)

    def summary(self) -> Iterable[str]:
        if self._state is None or self._shown is None:
            return
        yield f"output     {self._sound.output or 'none'}"
        yield f"underruns  {self._sound.underruns}"
        yield f"stalls     {self._sound.stalls}"
        if self._state.tempo != AUTHORS_TEMPO:
            yield f"tempo      {self._state.tempo} %"
        yield f"log        {log_folder()}"


class KeepAwake(SessionObserver):
    """Keeps the machine awake while a session plays."""

    def __init__(self) -> None:
        self._awake = ExitStack()

    def start(self, state: SessionState, show: Show) -> None:  # noqa: ARG002 - needs neither
        self._awake.enter_context(keep_awake())

    def close(self) -> None:
        self._awake.close()


class BookmarkKeeper(SessionObserver):
    """Keeps a bookmark at the current exercise, and says at the end how to resume there.

    Args:
        store: where bookmarks are kept.
        bookmark: the session's bookmark, still without a place.
        hint: returns a sentence that says how to resume from a bookmark.
    """

    def __init__(
        self, store: BookmarkStore, bookmark: Bookmark, hint: Callable[[Bookmark], str]
    ) -> None:
        self._store = store
        self._bookmark = bookmark
        self._hint = hint
        self._tracker: BookmarkTracker | None = None

    def start(self, state: SessionState, show: Show) -> None:
        self._tracker = BookmarkTracker(self._store, self._bookmark, show)
        self.update(state)

    def update(self, state: SessionState) -> None:
        if self._tracker is not None:
            self._tracker.update(state.timeline, state.position, state.tempo)

    def summary(self) -> Iterable[str]:
        if self._tracker is not None and self._tracker.saved is not None:
            yield self._hint(self._tracker.saved)
