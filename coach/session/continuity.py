"""From which frame on a session has played without standing still or jumping."""

from __future__ import annotations

from coach.model.units import frames

_SLACK = frames(0.25)
"""By how much a position may be ahead of the clock without a jump: positions are estimates."""


class Continuity:
    """Compares the frame that is heard with the clock, each time that it is asked."""

    def __init__(self) -> None:
        self._played_from = self._position = 0
        self._asked_at = 0.0

    def played_from(self, position: int, now_s: float, *, standing: bool) -> int:
        """Return the frame from which the session has played on; all words before it are past.

        Args:
            position: the frame that is heard now.
            now_s: the time on the clock, in seconds.
            standing: whether the timeline stands still now.
        """
        moved, elapsed = position - self._position, frames(now_s - self._asked_at)
        self._position, self._asked_at = position, now_s
        if standing or not 0 <= moved <= elapsed + _SLACK:
            self._played_from = position
        return self._played_from
