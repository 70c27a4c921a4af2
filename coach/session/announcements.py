"""What Coach says outside the routine: answers to commands, faults, the closing words.

The timeline's clock stands still while an announcement plays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from coach.model.clip import SAMPLE_BYTES, Clip
from coach.model.timeline import Cue, Timeline
from coach.model.units import FRAME_RATE, frames
from coach.phrases import Phrases

_GAP = frames(0.5)
"""The silence between two clips, in frames."""
_EXACT_MINUTES = 20
_ROUND_TO_MINUTES = 5
_ANSWERS = (
    "more", "no_more", "no_rest", "no_wait", "last_exercise", "slower", "slowest", "faster",
    "fastest", "louder", "loudest", "softer", "softest", "left_last", "help",
)  # fmt: skip
_INTERRUPTIONS = ("paused", "we_go_on", "held_up", "sound_back", "one_moment", "read_on")


@dataclass(frozen=True)
class Announcement:
    """Words to show, and their sound.

    Attributes:
        text: the words.
        pcm: mono 16-bit samples; clips that don't exist yet are left out.
    """

    text: str
    pcm: bytes = b""

    @property
    def seconds(self) -> float:
        """How long the sound lasts."""
        return len(self.pcm) / SAMPLE_BYTES / FRAME_RATE

    def then(self, other: Announcement) -> Announcement:
        """Return this announcement followed by another one."""
        gap = _silence(_GAP) if self.pcm and other.pcm else b""
        return Announcement(f"{self.text} {other.text}".strip(), self.pcm + gap + other.pcm)


class Announcements:
    """Makes announcements from phrases and clips.

    Args:
        phrases: Coach's own words in the routine's language.
        clip: returns the clip for a text, or None if there is none yet.
    """

    def __init__(self, phrases: Phrases, clip: Callable[[str], Clip | None]) -> None:
        self._phrases = phrases
        self._clip = clip

    def phrase(self, name: str) -> Announcement:
        """Announce a phrase that has no placeholders."""
        return self._joined([self._phrases.say(name)])

    def time_left(self, minutes: int) -> Announcement:
        """Announce how many minutes are left; 0 means less than one."""
        return self._joined([self._time_left(minutes)])

    def closing(self, position: str | None) -> Announcement:
        """Announce that the session is stopping, and how to get out of a body position."""
        return self._joined(self._closing(position))

    def repeat(self, cues: Iterable[Cue], clip: Callable[[Cue], Clip]) -> Announcement:
        """Say cues of the routine again."""
        cues = tuple(cues)
        return Announcement(
            " ".join(cue.text for cue in cues),
            b"".join(clip(cue).pcm + _silence(_GAP) for cue in cues),
        )

    def repeat_set_up(
        self,
        cues: Iterable[Cue],
        begin: Cue | None,
        clip: Callable[[Cue], Clip],
        *,
        move_s: float,
        wait_s: float,
    ) -> Announcement:
        """Say an exercise's set-up again.

        Args:
            cues: the set-up.
            begin: the cue "Ready. Begin.", if it should be said too.
            clip: returns a cue's clip.
            move_s: the time after the last move, in seconds.
            wait_s: the time after the set-up, in seconds.
        """
        cues = tuple(cues)
        first = max((n for n, cue in enumerate(cues, 1) if cue.kind == "move"), default=0)
        moves, others = self.repeat(cues[:first], clip), self.repeat(cues[first:], clip)
        ready = self.repeat([begin] if begin else [], clip)
        waits = [_silence(max(0, frames(length_s) - _GAP)) for length_s in (move_s, wait_s)]
        if not moves.pcm:
            waits[0] = b""
        return Announcement(
            f"{moves.text} {others.text}".strip(),
            moves.pcm + waits[0] + others.pcm + waits[1] + ready.pcm,
        )

    def urgent_texts(self, timeline: Timeline) -> Iterator[str]:
        """Yield the texts that may be needed as early as the first exercise."""
        positions = [s.position for s in timeline.segments if s.position]
        yield from self._closing(positions[0] if positions else None)
        yield from map(self._phrases.say, ("paused", "we_go_on", "one_moment"))

    def texts(self, timeline: Timeline) -> Iterator[str]:
        """Yield every text that may be needed in a session, the most urgent first."""
        positions = dict.fromkeys(s.position for s in timeline.segments if s.position)
        for position in positions:
            yield from self._closing(position)
        yield from map(self._phrases.say, (*_INTERRUPTIONS, *_ANSWERS))
        minutes = round(timeline.total / frames(60)) + 5
        yield from dict.fromkeys(map(self._time_left, range(1, minutes)))

    def _time_left(self, minutes: int) -> str:
        if not minutes:
            return self._phrases.say("left_last")
        if minutes > _EXACT_MINUTES:
            minutes = round(minutes / _ROUND_TO_MINUTES) * _ROUND_TO_MINUTES
        return self._phrases.say("left", time=self._phrases.time(60 * minutes))

    def _closing(self, position: str | None) -> list[str]:
        get_out = [self._phrases.get_out(position)] if position else []
        return [self._phrases.say("stopping"), *get_out, self._phrases.say("rest_now")]

    def _joined(self, texts: list[str]) -> Announcement:
        clips = [clip.pcm for text in texts if (clip := self._clip(text)) is not None]
        return Announcement(" ".join(texts), _silence(_GAP).join(clips))


def _silence(length: int) -> bytes:
    """Return silence; `length` is in frames."""
    return bytes(length * SAMPLE_BYTES)
