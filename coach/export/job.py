"""What is exported: a routine with its timeline, its sound and its metadata."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coach import phrases
from coach.export.metadata import Metadata, metadata_of
from coach.export.timetable import Heading
from coach.model.clip import Clip
from coach.model.routine import Routine
from coach.model.timeline import Cue, Timeline
from coach.playback.mixer import BLOCK_FRAMES, Mixer

Progress = Callable[[int, int], None]
"""Receives the number of frames written, and their total."""


def _no_progress(_done: int, _total: int) -> None:
    pass


def _no_clip(cue: Cue) -> Clip:
    raise ValueError(f"a job without sound has no clip for {cue}")


@dataclass(frozen=True)
class ExportJob:
    """A session to be written to a file.

    Attributes:
        clips: returns a cue's clip.
        progress: called while audio is being written.
        silent: whether there is no sound; such a job can only become a handout.
        week: the week of the programme whose dose is printed; None for the routine's own dose.
    """

    routine: Routine
    timeline: Timeline
    heading: Heading
    clips: Callable[[Cue], Clip]
    progress: Progress = _no_progress
    silent: bool = False
    week: int | None = None

    @classmethod
    def without_sound(
        cls, routine: Routine, timeline: Timeline, heading: Heading, week: int | None = None
    ) -> ExportJob:
        """Return a job for which nothing has been synthesized."""
        return cls(routine, timeline, heading, _no_clip, silent=True, week=week)

    @property
    def metadata(self) -> Metadata:
        """The title, author, language and chapters that audio files carry."""
        return metadata_of(self.routine, self.timeline, phrases.load(self.routine.language))

    def blocks(self) -> Iterator[bytes]:
        """Yield the sound from frame 0 to the total: mono, 16-bit, at `units.FRAME_RATE`."""
        total = self.timeline.total
        mixer = Mixer(self.timeline, self.clips)
        for number, block in enumerate(mixer.blocks()):
            yield block
            self.progress(min(total, (number + 1) * BLOCK_FRAMES), total)
