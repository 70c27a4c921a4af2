"""Texts in another language than the routine says: they would be read in the wrong voice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from coach.lint.finding import Finding
from coach.model.language import primary_subtag
from coach.model.routine import Routine, Text

LEAST = 6
"""Words that tell a language, from which on a routine is doubted."""
_TIMES_OWN = 3
_LOOKED_AT = 4_000
"""Words that are looked at: enough to tell, whatever the file's size."""
_NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian",
    "pt": "Portuguese", "nl": "Dutch",
}  # fmt: skip
_TAGS = {"en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT",
         "pt": "pt-PT", "nl": "nl-NL"}  # fmt: skip
_COMMON = {
    "en": "the your you and with of to for is are then from as it up down keep hold feet slowly",
    "de": "der die das den dem und sie ihr ihre ihren nicht mit auf ein eine einen dann nach im zu "
    "wird halten sich",
    "fr": "le les la l des du et votre vos vous avec sur une dans puis au aux est les en pas",
    "es": "el la los las y de del su sus con una en al por que un lentamente hacia",
    "it": "il lo la gli le e di del della con una sul sulla verso i poi al le tuo tue",
    "pt": "o os a as e de do da com uma no na para seu sua em seus suas",
    "nl": "de het een en je uw met op van naar niet de dan is over voor",
}
"""Words that are in nearly every sentence of a language."""
_TELLS: dict[str, set[str]] = {tongue: set(words.split()) for tongue, words in _COMMON.items()}


def tongue(routine: Routine) -> Iterator[Finding]:
    """Yield a routine whose texts are in another language, as its commonest words tell."""
    own = primary_subtag(routine.language)
    if own not in _TELLS:
        return
    counted = Counter(_words(routine))
    hits = {
        name: sum(counted[word] for word in words if own == name or word not in _TELLS[own])
        for name, words in _TELLS.items()
    }
    likely = max(hits, key=lambda name: hits[name])
    if likely == own or hits[likely] < LEAST or hits[likely] < _TIMES_OWN * hits[own]:
        return
    message = f"these texts seem to be {_NAMES[likely]}, and the language is `{routine.language}`"
    hint = f"write `language: {_TAGS[likely]}`, so that they are read by a voice for it"
    yield Finding(routine.language_at, "language", message, hint)


def _words(routine: Routine) -> Iterator[str]:
    """Yield the words of what is spoken, in small letters, as many as tell a language."""
    left = _LOOKED_AT
    for text in _texts(routine):
        for word in re.findall(r"[^\W\d_]+", text[:2_000].casefold()):
            yield word
            left -= 1
            if not left:
                return


def _texts(routine: Routine) -> Iterator[str]:
    yield from (*routine.before, *routine.do_not_start_if, *routine.stop_if, *routine.after)
    for exercise in routine.exercises():
        file = routine.language_at.file if routine.language_at else ""
        for text in exercise.texts():
            if _own(text, file):
                yield text.left


def _own(text: Text, file: str) -> bool:
    """Whether a text is the author's, and not the library's."""
    return text.at is None or text.at.file == file
