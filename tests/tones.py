"""A voice for tests that instantly speaks in tones, and export jobs made with it."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from tempo import routine_of

from coach import composition
from coach.export.job import ExportJob
from coach.model.clip import Clip
from coach.model.problems import VoiceError
from coach.model.routine import Routine
from coach.model.units import FRAME_RATE
from coach.planning import Choices
from coach.speech import Utterance
from coach.speech.cache import ClipCache
from coach.speech.clip_store import ClipStore
from coach.speech.session_speech import SessionSpeech

SHORT = """
author: A. Author
exercises:
  - name: Reach up
    get_ready: 2 s
    position: standing
    set_up: Reach up with both arms, as high as is easy, and look straight ahead.
    reps: 2
    phases:
      - {say: Breathe in and grow long, for: 2 s}
      - {say: Breathe out, for: 2 s, count: down}
    rest: 4 s
  - {name: Wait here, get_ready: 1 s, hold: 5 s, release: Let go.}
"""


class ToneVoice:
    """Speaks 0.25 s a word, each text at its own pitch; records what it spoke.

    Args:
        refuses: a text that it can't speak.
    """

    name = "tones"
    slow = False

    def __init__(self, refuses: str | None = None, name: str = "tones") -> None:
        self.fingerprint = name
        self.refuses = refuses
        self.spoken: list[Utterance] = []

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        for utterance in utterances:
            if utterance.text == self.refuses:
                raise VoiceError(f"the voice failed twice at '{utterance.text}'")
            self.spoken.append(utterance)
            yield utterance, tone(utterance)

    def close(self) -> None:
        pass


def tone(utterance: Utterance) -> Clip:
    frames = round(FRAME_RATE / 4 * len(utterance.text.split()) * 100 / utterance.pace)
    step = 2 * math.pi * (300 + sum(utterance.text.encode()) % 700) / FRAME_RATE
    values = (round(12_000 * math.sin(step * (i + 1))) or 1 for i in range(frames))
    return Clip(struct.pack(f"<{frames}h", *values))


def speech_of(
    voice: ToneVoice, cache: Path | None = None, store: ClipStore | None = None
) -> SessionSpeech:
    return SessionSpeech(voice, ClipCache(cache) if cache else None, store=store)


def job_of(routine: Routine | None = None, choices: Choices | None = None) -> ExportJob:
    """Return an export job for a routine, by default for `SHORT`."""
    made = routine or routine_of(SHORT)
    chosen = choices or Choices(intro="none", lead_in_s=0.5, controls="file")
    prepared = composition.prepare(made, chosen, speech_of(ToneVoice()))
    return ExportJob(made, prepared.timeline, prepared.heading, prepared.clip)


def names_in(folder: Path) -> list[str]:
    with suppress(FileNotFoundError):
        return sorted(path.name for path in folder.iterdir())
    return []
