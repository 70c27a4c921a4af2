"""What is written to a file: a routine's timeline, its title and its sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coach import phrases
from coach.export.chapters import About, about
from coach.export.timetable import Heading
from coach.model.clip import Clip
from coach.model.routine import Routine
from coach.model.timeline import Cue, Timeline
from coach.playback.mixer import BLOCK_FRAMES, Mixer

Progress = Callable[[int, int], None]
"""Told how many of how many frames are written."""


def _nobody(_done: int, _of: int) -> None:
    """Tell nobody."""


def _nothing(cue: Cue) -> Clip:
    """Have nothing to give: a piece without sound asks for none."""
    raise ValueError(f"nothing was spoken for {cue}")


@dataclass(frozen=True)
class Piece:
    """A session as it goes into a file.

    Attributes:
        clips: gives a cue's clip.
        progress: told how far the writing is, by the kinds that take a while.
        silent: leave the sound out of what can do without.
        week: the week of the programme whose dose is printed.
    """

    routine: Routine
    timeline: Timeline
    heading: Heading
    clips: Callable[[Cue], Clip]
    progress: Progress = _nobody
    silent: bool = False
    week: int | None = None

    @classmethod
    def without_sound(
        cls, routine: Routine, timeline: Timeline, heading: Heading, week: int | None = None
    ) -> Piece:
        """Return a piece for what can do without sound: nothing has been spoken for it."""
        return cls(routine, timeline, heading, _nothing, silent=True, week=week)

    @property
    def about(self) -> About:
        """What an audio file says of itself."""
        return about(self.routine, self.timeline, phrases.load(self.routine.language))

    def blocks(self) -> Iterator[bytes]:
        """Yield the sound from frame 0 to the total: mono, 16-bit, at `units.FRAME_RATE`."""
        total = self.timeline.total
        mixer = Mixer(self.timeline, self.clips)
        for number, block in enumerate(mixer.blocks()):
            yield block
            self.progress(min(total, (number + 1) * BLOCK_FRAMES), total)
