"""What a clip is of: words at a pace, or a tone."""

from __future__ import annotations

from typing import Literal, NamedTuple

Tone = Literal["start", "end"]
"""Which end of a hold a tone marks."""

TONE_TEXT = "\u266a"
"""What is shown for a tone."""


class Utterance(NamedTuple):
    """What is heard in one go. Equal utterances have the same clip.

    Attributes:
        text: the words as the voice is given them; for a tone, what is shown.
        pace: per cent of the voice's words per minute; a tone has only one pace.
        tone: which tone it is; None for words.
    """

    text: str
    pace: int = 100
    tone: Tone | None = None
