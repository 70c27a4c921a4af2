"""Checks a prompt's text and cleans it up before an engine gets it."""

from __future__ import annotations

import re
import unicodedata

from coach.model.problems import VoiceError, printable

MAX_CHARACTERS = 4_000
"""Of one prompt; espeak takes 9 s for 10,000 characters, and never finishes 100,000."""

_EXCERPT_CHARACTERS = 60
_MARKUP = re.compile(r"<[/!?]?[A-Za-z][^<>]*>|\[\[.*?\]\]", re.DOTALL)


def excerpt(text: str) -> str:
    """Return a prompt as a message shows it: on one line, safe to print, and not too long."""
    line = " ".join(text.split())
    if len(line) > _EXCERPT_CHARACTERS:
        line = f"{line[: _EXCERPT_CHARACTERS - 1]}…"
    return printable(line)


def sanitize(text: str) -> str:
    """Return the text that an engine is given for a prompt.

    Control characters and lone surrogates become spaces: a NUL ends a text early in espeak, and a
    lone surrogate can't be encoded. Markup is refused rather than removed, so that the author hears
    of it: espeak reads ``<break>`` aloud, Windows obeys it, and macOS obeys ``[[rate 300]]``.

    Raises:
        VoiceError: nothing is left to speak, it is too long, or it contains markup.
    """
    clean = " ".join(
        "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in text).split()
    )
    if not any(unicodedata.category(c)[0] in "LNS" for c in clean):
        raise VoiceError(
            f"the prompt '{excerpt(text)}' has nothing to speak in it: "
            "give it a word, or take it out"
        )
    if len(clean) > MAX_CHARACTERS:
        raise VoiceError(
            f"the prompt '{excerpt(text)}' has {len(clean)} characters: "
            f"split it into prompts of at most {MAX_CHARACTERS}"
        )
    if markup := _MARKUP.search(clean):
        raise VoiceError(
            f"the prompt '{excerpt(text)}' contains '{excerpt(markup.group())}', which a voice "
            "reads aloud or swallows: write plain words"
        )
    return clean
