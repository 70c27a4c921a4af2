"""What goes on beside a session that plays: its log, its place, and keeping the machine awake."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

import click

from coach.log import log_folder, session_log
from coach.model.problems import CoachError, printable
from coach.playback import Player
from coach.session.bookmark import Bookmark, BookmarkStore, BookmarkTracker, bookmark_folder
from coach.session.keep_awake import keep_awake

_AUTHORS_TEMPO = 100
LOG = logging.getLogger("coach.composition")


class Beside:
    """The hooks of the live loop. Nothing in it can fail a session.

    Args:
        mark: the session's bookmark, without its place; None to keep none.
        verbose: whether the log is shown, and what was counted.
        plain: whether the screen is lines that nothing redraws.
    """

    def __init__(self, mark: Bookmark | None, *, verbose: bool, plain: bool) -> None:
        self._mark = mark
        self._verbose = verbose
        self._at_once = plain or not sys.stdout.isatty()
        self._tracker: BookmarkTracker | None = None
        self._player: Player | None = None
        self._output = ""
        self._counted = (0, 0)
        self._tempo = _AUTHORS_TEMPO
        self._later: list[str] = []
        self._until_the_end = ExitStack()

    @contextmanager
    def session(self) -> Iterator[None]:
        """Write a log within the block; then let the machine sleep, and tell what there is to tell.

        That is what was counted, and how to go on after a stop.
        """
        try:
            with session_log(shown=self._show if self._verbose else None):
                try:
                    with self._until_the_end:
                        yield
                finally:
                    self._sum_up()
                    self._tell_where()
        finally:
            with suppress(OSError):  # the terminal may have been closed
                click.echo("".join(f"{line}\n" for line in self._later), err=True, nl=False)

    def began(self, player: Player, say: Callable[[str], None]) -> None:
        """Keep the machine awake and the place kept, now that it sounds."""
        self._player = player
        if self._mark is not None:
            self._tracker = BookmarkTracker(BookmarkStore(bookmark_folder()), self._mark, say)
        LOG.info("playing through %s", player.output_name)
        self._until_the_end.enter_context(keep_awake())

    def follow(self, player: Player, tempo: int) -> None:
        """See how far it is and what has gone wrong; to be called whenever the loop turns."""
        self._output = player.output_name or self._output
        self._tempo = tempo
        counted = (player.underruns, player.stalls)
        if counted != self._counted:
            self._counted = counted
            LOG.warning("%s underruns, %s stalls so far", *counted)
        if self._tracker is not None:
            self._tracker.follow(player.timeline, player.position, tempo)

    def fault(self, say: Callable[[str], None]) -> Callable[[str], None]:
        """Return what logs a fault and says it."""

        def told(message: str) -> None:
            LOG.warning("%s", message)
            say(message)

        return told

    def _show(self, line: str) -> None:
        """Show a line of the log: at once, or after a screen that redraws itself."""
        if self._at_once:
            click.echo(printable(line), err=True)
        else:
            self._later.append(printable(line))

    def _sum_up(self) -> None:
        if self._player is None:
            return
        player = self._player
        LOG.info("ended; %s underruns, %s stalls", player.underruns, player.stalls)
        if self._verbose:
            self._later += [
                f"output     {self._output or 'none'}",
                f"underruns  {player.underruns}",
                f"stalls     {player.stalls}",
                *([f"tempo      {self._tempo} %"] if self._tempo != _AUTHORS_TEMPO else []),
                f"log        {log_folder()}",
            ]

    def _tell_where(self) -> None:
        """Say how to go on, where a session was stopped on the way."""
        mark = self._tracker.kept if self._tracker is not None else None
        if mark is not None:
            from coach.cli import resume  # noqa: PLC0415 - it looks through the library

            with suppress(CoachError, OSError, RuntimeError):  # a folder that has gone meanwhile
                self._later.append(printable(f"coach: {resume.stopped(mark)}"))
