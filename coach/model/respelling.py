"""Words respelled for a voice, so that it says them right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Thai, Lao, Burmese, Khmer, kana, ideographs: scripts without spaces between words."""

SayAs = tuple[tuple[str, str], ...]
"""Words, each with its respelling."""


def respeller(say_as: SayAs) -> Callable[[str], str]:
    """Return a function that respells these words in a text.

    Whole words are replaced, the longest first, in upper or lower case. A respelling isn't searched
    for words again. A straight apostrophe matches a curly one too, and one space matches several.
    """
    words = [(_composed(word), spelling) for word, spelling in say_as if word.strip()]
    if not words:
        return _composed
    longest_first = sorted(words, key=lambda pair: -len(pair[0]))
    pattern = re.compile(
        "|".join(f"({_whole_word(word)})" for word, _ in longest_first), re.IGNORECASE
    )

    def respelling(match: re.Match[str]) -> str:
        return longest_first[(match.lastindex or 1) - 1][1]

    return lambda text: pattern.sub(respelling, _composed(text))


def _composed(text: str) -> str:
    """Return a text with composed accents: engines stumble over combining ones."""
    return unicodedata.normalize("NFC", text)


def _whole_word(word: str) -> str:
    """Return a pattern for a word that isn't part of a longer one."""
    spelled = re.escape(" ".join(word.replace("\u2019", "'").split()))
    spelled = spelled.replace("'", "['\u2019]").replace(r"\ ", r"\s+")
    before = "" if re.match(rf"[{_WITHOUT_SPACES}]", word) else r"(?<!\w)"
    after = "" if re.match(rf"[{_WITHOUT_SPACES}]", word[-1:]) else r"(?!\w)"
    return f"{before}{spelled}{after}"
