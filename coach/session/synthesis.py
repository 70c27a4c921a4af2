"""The protocol for a session's speech while it plays; implemented by `BackgroundSynthesis`."""

from __future__ import annotations

from typing import Protocol

from coach.model.clip import Clip
from coach.model.timeline import Cue, Timeline
from coach.model.utterance import Utterance


class Synthesis(Protocol):
    """A session's speech, some of which may not exist yet."""

    def measure(self, utterance: Utterance) -> int:
        """Return the length of an utterance's clip in frames, estimated if there is none yet."""
        ...

    def clip(self, cue: Cue) -> Clip:
        """Return the clip of a cue that is ready."""
        ...

    def ready_until(self, timeline: Timeline, since: int) -> int:
        """Return the frame up to which all clips are ready, which is never before `since`."""
        ...

    def request(self, timeline: Timeline, position: int) -> None:
        """Synthesize a timeline's missing clips from a frame on."""
        ...

    def poll(self) -> bool:
        """Return whether clips have become ready since the last call."""
        ...
