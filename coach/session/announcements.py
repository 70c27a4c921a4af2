"""What Coach says beside the routine, while the timeline stands: answers, faults, the ending."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from coach.model.clip import SAMPLE_BYTES, Clip
from coach.model.timeline import Cue, Timeline
from coach.model.units import FRAME_RATE, frames
from coach.phrases import Phrases

_AIR = frames(0.5)
_EXACT_MINUTES = 20
_ROUND_TO_MINUTES = 5
_ANSWERS = (
    "more", "no_more", "no_rest", "no_wait", "slower", "slowest", "faster", "fastest", "louder",
    "loudest", "softer", "softest", "left_last", "help",
)  # fmt: skip
_FAULTS = ("paused", "we_go_on", "held_up", "sound_back", "one_moment", "read_on")


@dataclass(frozen=True)
class Announcement:
    """Words and their sound: mono 16-bit samples, without those clips that are missing."""

    text: str
    pcm: bytes = b""

    @property
    def seconds(self) -> float:
        """How long it is heard."""
        return len(self.pcm) / SAMPLE_BYTES / FRAME_RATE


class Announcements:
    """Finds words and clips.

    Args:
        phrases: of the routine's language.
        clip: gives the clip of a text in Coach's own manner; None while there is none.
    """

    def __init__(self, phrases: Phrases, clip: Callable[[str], Clip | None]) -> None:
        self._phrases = phrases
        self._clip = clip

    def answer(self, phrase: str) -> Announcement:
        """Return a phrase that has no places to fill."""
        return self._joined([self._phrases.say(phrase)])

    def left(self, minutes: int) -> Announcement:
        """Say how many minutes are left; 0 for less than one."""
        return self._joined([self._left(minutes)])

    def ending(self, position: str | None) -> Announcement:
        """Say that it stops, how to get out of a position, and that there is time."""
        return self._joined(self._ending(position))

    def again(self, cues: Iterable[Cue], clip: Callable[[Cue], Clip]) -> Announcement:
        """Say cues of the routine once more."""
        cues = tuple(cues)
        air = bytes(_AIR * SAMPLE_BYTES)
        return Announcement(
            " ".join(cue.text for cue in cues), b"".join(clip(cue).pcm + air for cue in cues)
        )

    def set_up(
        self, cues: Iterable[Cue], begin: Cue | None, clip: Callable[[Cue], Clip], wait_s: float
    ) -> Announcement:
        """Say cues of the routine once more, wait, and say "Ready. Begin.", if that is given."""
        said, ready = self.again(cues, clip), self.again([begin] if begin else [], clip)
        wait = bytes(max(0, frames(wait_s) - _AIR) * SAMPLE_BYTES)
        return Announcement(said.text, said.pcm + wait + ready.pcm)

    def urgent(self, timeline: Timeline) -> Iterator[str]:
        """Yield what may have to be said in the first exercise already."""
        positions = [s.position for s in timeline.segments if s.position]
        yield from self._ending(positions[0] if positions else None)
        yield from map(self._phrases.say, ("paused", "we_go_on", "one_moment"))

    def texts(self, timeline: Timeline) -> Iterator[str]:
        """Yield all that may have to be said in a session, the most urgent first."""
        positions = dict.fromkeys(s.position for s in timeline.segments if s.position)
        for position in positions:
            yield from self._ending(position)
        yield from map(self._phrases.say, (*_FAULTS, *_ANSWERS))
        minutes = round(timeline.total / frames(60)) + 5
        yield from dict.fromkeys(map(self._left, range(1, minutes)))

    def _left(self, minutes: int) -> str:
        if not minutes:
            return self._phrases.say("left_last")
        if minutes > _EXACT_MINUTES:
            minutes = round(minutes / _ROUND_TO_MINUTES) * _ROUND_TO_MINUTES
        return self._phrases.say("left", time=self._phrases.time(60 * minutes))

    def _ending(self, position: str | None) -> list[str]:
        way_out = [self._phrases.get_out(position)] if position else []
        return [self._phrases.say("stopping"), *way_out, self._phrases.say("rest_now")]

    def _joined(self, texts: list[str]) -> Announcement:
        clips = [clip.pcm for text in texts if (clip := self._clip(text)) is not None]
        return Announcement(" ".join(texts), bytes(_AIR * SAMPLE_BYTES).join(clips))


def after(first: Announcement, second: Announcement) -> Announcement:
    """Return two announcements, one after the other."""
    if not first.pcm or not second.pcm:
        return Announcement(f"{first.text} {second.text}".strip(), first.pcm + second.pcm)
    air = bytes(_AIR * SAMPLE_BYTES)
    return Announcement(f"{first.text} {second.text}", first.pcm + air + second.pcm)
