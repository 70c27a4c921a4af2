"""A rule about texts that are in a different language from their routine's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from coach.lint.rule import CheckedRoutine, Finding, rule
from coach.model.language import primary_subtag
from coach.model.routine import Routine

MIN_HITS = 6
"""How many common words of another language it takes to report them."""
_TIMES_OWN = 3
"""How many times as many they must be as common words of the routine's own language."""
_MAX_WORDS = 4_000
"""How many words to look at: enough to tell, even in a large file."""
_NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian",
    "pt": "Portuguese", "nl": "Dutch",
}  # fmt: skip
_TAGS = {"en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT",
         "pt": "pt-PT", "nl": "nl-NL"}  # fmt: skip
_COMMON_WORDS = {
    language: set(words.split())
    for language, words in {
        "en": "the your you and with of to for is are then from as it up down keep hold feet "
        "slowly",
        "de": "der die das den dem und sie ihr ihre ihren nicht mit auf ein eine einen dann nach "
        "im zu wird halten sich",
        "fr": "le les la l des du et votre vos vous avec sur une dans puis au aux est les en pas",
        "es": "el la los las y de del su sus con una en al por que un lentamente hacia",
        "it": "il lo la gli le e di del della con una sul sulla verso i poi al le tuo tue",
        "pt": "o os a as e de do da com uma no na para seu sua em seus suas",
        "nl": "de het een en je uw met op van naar niet de dan is over voor",
    }.items()
}
"""Words that nearly every sentence of a language contains."""


@rule(
    "language",
)
def language(checked: CheckedRoutine) -> Iterator[Finding]:
    """The texts seem to be in a different language from the one in `language`.

    They would be read by the wrong voice. (Warning.)
    """
    routine = checked.routine
    own = primary_subtag(routine.language)
    if own not in _COMMON_WORDS:
        return
    counts = Counter(_words(routine))
    hits = {
        name: sum(counts[w] for w in words if own == name or w not in _COMMON_WORDS[own])
        for name, words in _COMMON_WORDS.items()
    }
    likely = max(hits, key=lambda name: hits[name])
    if likely == own or hits[likely] < MIN_HITS or hits[likely] < _TIMES_OWN * hits[own]:
        return
    name = _NAMES[likely]
    message = f"these texts seem to be in {name}, but the language is `{routine.language}`"
    hint = f"write `language: {_TAGS[likely]}`, so that a voice for {name} reads them"
    yield Finding(routine.language_at, message, hint)


def _words(routine: Routine) -> Iterator[str]:
    """Yield the spoken words in lower case, `_MAX_WORDS` at most."""
    left = _MAX_WORDS
    for text in _texts(routine):
        for word in re.findall(r"[^\W\d_]+", text[:2_000].casefold()):
            yield word
            left -= 1
            if not left:
                return


def _texts(routine: Routine) -> Iterator[str]:
    """Yield the spoken texts in the routine's own file, not those from the library."""
    yield from (*routine.before, *routine.do_not_start_if, *routine.stop_if, *routine.after)
    file = routine.language_at.file if routine.language_at else ""
    for exercise in routine.exercises():
        for text in exercise.texts():
            if text.at is None or text.at.file == file:
                yield text.left
