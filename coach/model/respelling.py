"""Words spelled for a voice as they sound."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Thai, Lao, Burmese, Khmer, kana, ideographs: no space says where a word begins there."""


SayAs = tuple[tuple[str, str], ...]
"""Words, each with its spelling for the voice."""


def respeller(say_as: SayAs) -> Callable[[str], str]:
    """Return what gives a text with some of its words spelled as they sound.

    Whole words are replaced, the longest first, in capitals or not. What stands in for a word is
    not looked through again. A typewriter's apostrophe stands for a printer's, one space for any.
    """
    words = [(_composed(word), spelling) for word, spelling in say_as if word.strip()]
    if not words:
        return _composed
    longest_first = sorted(words, key=lambda pair: -len(pair[0]))
    pattern = re.compile("|".join(f"({_whole(word)})" for word, _ in longest_first), re.IGNORECASE)

    def sound(found: re.Match[str]) -> str:
        return longest_first[(found.lastindex or 1) - 1][1]

    return lambda text: pattern.sub(sound, _composed(text))


def _composed(text: str) -> str:
    """Return a text whose accents are parts of their letters: engines stumble over loose ones."""
    return unicodedata.normalize("NFC", text)


def _whole(word: str) -> str:
    """Return the pattern of a word that is no part of a longer one."""
    spelled = re.escape(" ".join(word.replace("\u2019", "'").split()))
    spelled = spelled.replace("'", "['\u2019]").replace(r"\ ", r"\s+")
    before = "" if re.match(rf"[{_WITHOUT_SPACES}]", word) else r"(?<!\w)"
    after = "" if re.match(rf"[{_WITHOUT_SPACES}]", word[-1:]) else r"(?!\w)"
    return f"{before}{spelled}{after}"
