"""Which safety lines a person has heard to their end, so that they hear them in short each day.

They are heard in full once for each person, again when they change, and once a week.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from coach.files import atomic_write, make_private_folder
from coach.model.problems import OutputError
from coach.model.routine import Routine
from coach.model.units import frames
from coach.session.bookmark import state_folder
from coach.session.observers import SessionObserver, Show
from coach.session.screen import SessionState

FULL_AGAIN_S = 7 * 24 * 3600.0
"""So long after they were heard in full, the safety lines are heard in full again."""
FORMAT = 1
_GAP = frames(3)
"""The longest stretch between two looks at a session that still counts as heard."""


class HeardOpenings:
    """Remembers, in one folder, whose safety lines were heard when. No name is kept in clear.

    Args:
        folder: where it is kept.
        person: who listens; empty for everybody who uses this machine.
        now: the time in seconds since 1970.
    """

    def __init__(
        self, folder: Path | None = None, person: str = "", now: Callable[[], float] = time.time
    ) -> None:
        self._folder = folder or state_folder() / "openings"
        self._person = person
        self._now = now

    def lately(self, routine: Routine) -> bool:
        """Whether a routine's safety lines, as they are now, were heard in the last week."""
        try:
            row = json.loads(self._file(routine).read_bytes())
            age_s = self._now() - float(row["heard_at"])
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return False
        return 0 <= age_s < FULL_AGAIN_S

    def record(self, routine: Routine) -> None:
        """Remember that a routine's safety lines were heard now.

        Raises:
            OutputError: it can't be written.
        """
        make_private_folder(self._folder)
        row = {"format": FORMAT, "heard_at": self._now()}
        with atomic_write(self._file(routine)) as file:
            file.write(json.dumps(row).encode())

    def _file(self, routine: Routine) -> Path:
        lines = (routine.before, routine.emergency_if, routine.do_not_start_if, routine.stop_if)
        key = json.dumps([self._person.casefold(), *lines])
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"


class OpeningKeeper(SessionObserver):
    """Remembers that the opening was heard to its end, with sound.

    Args:
        heard: where it is remembered.
        routine: whose opening is played in full.
    """

    def __init__(self, heard: HeardOpenings, routine: Routine) -> None:
        self._heard = heard
        self._routine = routine
        self._position = 0
        self._done = False

    def start(self, state: SessionState, show: Show) -> None:  # noqa: ARG002 - shows nothing
        self.update(state)

    def update(self, state: SessionState) -> None:
        if self._done:
            return
        if state.silent or state.position - self._position > _GAP:
            self._done = True  # it was not heard, or part of it was left out
            return
        self._position = max(self._position, state.position)
        opening = state.timeline.cues_of(state.timeline.segments[0])
        if not opening or opening[0].kind != "intro":
            self._done = True  # a resumed session has none
        elif self._position >= opening[-1].end:
            self._done = True
            with suppress(OutputError):  # then it is heard in full again
                self._heard.record(self._routine)
