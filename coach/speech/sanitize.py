"""What of a prompt's text may go to an engine: traps are taken out, or refused with a reason."""

from __future__ import annotations

import re
import unicodedata

from coach.model.problems import VoiceError, printable

LONGEST = 4_000
"""Characters of one prompt; espeak takes 9 s over 10,000 of them and never ends 100,000."""

_SHOWN = 60
_MARKUP = re.compile(r"<[/!?]?[A-Za-z][^<>]*>|\[\[.*?\]\]", re.DOTALL)


def excerpt(text: str) -> str:
    """Return a prompt for a message: on one line, safe to print, and not too long."""
    line = " ".join(text.split())
    return printable(line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…")


def sanitize(text: str) -> str:
    """Return the text that an engine is given for a prompt.

    Control characters and lone surrogates become spaces: a NUL cuts a text short in espeak, a
    lone surrogate can't be sent. Markup is refused, not taken out: espeak reads ``<break>`` aloud,
    Windows obeys it, and macOS obeys ``[[rate 300]]``, so the author must hear of it.

    Raises:
        VoiceError: nothing is left to speak, it is too long, or it holds markup.
    """
    clean = " ".join(
        "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in text).split()
    )
    if not any(unicodedata.category(c)[0] in "LNS" for c in clean):
        raise VoiceError(
            f"the prompt '{excerpt(text)}' has nothing to speak in it: "
            "give it a word, or take it out"
        )
    if len(clean) > LONGEST:
        raise VoiceError(
            f"the prompt '{excerpt(text)}' has {len(clean)} characters: "
            f"split it into prompts of at most {LONGEST}"
        )
    if markup := _MARKUP.search(clean):
        raise VoiceError(
            f"the prompt '{excerpt(text)}' holds '{excerpt(markup.group())}', which a voice reads "
            "aloud or swallows: write plain words"
        )
    return clean
