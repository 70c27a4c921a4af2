"""Checks a prompt's text and cleans it up before an engine gets it."""

from __future__ import annotations

import re
import unicodedata

from coach.model.problems import VoiceError, printable

MAX_CHARACTERS = 4_000
"""The most for one prompt; espeak takes 9 s for 10,000 characters, and never finishes 100,000."""

_EXCERPT_CHARACTERS = 60
_MARKUP = re.compile(r"<[/!?]?[A-Za-z][^<>]*>|\[\[.*?\]\]", re.DOTALL)


class UnspeakableError(VoiceError):
    """A prompt that no engine is given.

    Attributes:
        problem: what is wrong, as a sentence without a capital or a full stop.
        hint: what to do about it, as an action.
    """

    def __init__(self, problem: str, hint: str) -> None:
        super().__init__(f"{problem[0].upper()}{problem[1:]}. {hint[0].upper()}{hint[1:]}.")
        self.problem = problem
        self.hint = hint


def excerpt(text: str) -> str:
    """Return a prompt as messages show it: on one line, safe to print and not too long."""
    line = " ".join(text.split())
    if len(line) > _EXCERPT_CHARACTERS:
        line = f"{line[: _EXCERPT_CHARACTERS - 1]}…"
    return printable(line)


def sanitize(text: str) -> str:
    """Return the text that an engine is given for a prompt.

    Control characters and lone surrogates become spaces: a NUL ends a text early in espeak, and a
    lone surrogate can't be encoded. Markup is refused rather than removed, so that the author finds
    out: espeak reads ``<break>`` aloud, Windows obeys it, and macOS obeys ``[[rate 300]]``.

    Raises:
        UnspeakableError: nothing is left to speak, it is too long, or it contains markup.
    """
    clean = " ".join(
        "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in text).split()
    )
    if not any(unicodedata.category(c)[0] in "LNS" for c in clean):
        raise UnspeakableError(
            f"the prompt `{excerpt(text)}` has no words in it", "add a word, or remove the prompt"
        )
    if len(clean) > MAX_CHARACTERS:
        raise UnspeakableError(
            f"the prompt `{excerpt(text)}` has {len(clean)} characters",
            f"split it into prompts of at most {MAX_CHARACTERS}",
        )
    if markup := _MARKUP.search(clean):
        raise UnspeakableError(
            f"the prompt `{excerpt(text)}` contains `{excerpt(markup.group())}`, which a voice "
            "reads aloud or leaves out",
            "write plain words",
        )
    return clean
