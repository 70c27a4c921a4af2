"""How long an utterance would take to speak: for dry runs, and to detect faulty clips."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from coach.model.language import primary_subtag
from coach.model.tone import tone_clip
from coach.model.units import DEFAULT_WORDS_PER_MINUTE, FRAME_RATE

if TYPE_CHECKING:
    from coach.model.utterance import Utterance

FITTED_WORDS_PER_MINUTE = DEFAULT_WORDS_PER_MINUTE

# Milliseconds at that rate; whole numbers, so that the estimate is the same on every machine.
_BASE_MS = 203
_SYLLABLE_MS = 81
_LETTER_MS = 60
_COMMA_MS = 520
_STOP_MS = 386
_KANA_MS = 150
_IDEOGRAPH_MS = 250
_OTHER_LETTER_MS = 95
_SYMBOL_MS = 400

_PER_CENT = {
    "de": 95, "el": 74, "es": 85, "fr": 82, "it": 88, "nl": 98, "pl": 73, "pt": 84, "ru": 64,
    "sv": 90, "tr": 66,
}  # fmt: skip
"""How long the same syllables and letters take at the same number of words a minute, in per cent of
English: at 140 words a minute, a language with long words has more syllables to say.

Fitted to espeak-ng 1.52's voice for each language, at the engine's rate that gives 140 words a
minute over eleven translated cues: the length of those cues and of all phrases (103 texts, see
`tests/benchmarks/bench_languages.py`), divided by their estimate as English."""

_WORDS = re.compile(r"[a-z']+")
_NUMBERS = re.compile(r"\d+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_E = re.compile(r"[^aeiouy]e(?:d|s)?$")
_SPOKEN_E = re.compile(r"(?:[td]ed|[szxc]es|shes|ches)$")
# Normalising turns full-width marks into plain ones, which then have no space after them.
_INNER_COMMAS = re.compile(r"[,;:](?=\s|[^\x00-\x7f])|、")
_INNER_STOPS = re.compile(r"[.!?](?=\s|[^\x00-\x7f])|。")
_SPOKEN_SYMBOLS = frozenset("%&+=@#$€£<>/*°")
_LAST_SHORT_NUMBER = 12
_SEVEN = 7


def english_equivalent_rate(words_per_minute: int, language: str) -> int:
    """Return the rate at which English takes as long as a language does, for `estimate_frames`.

    Args:
        words_per_minute: the rate in that language.
        language: its tag.
    """
    per_cent = _PER_CENT.get(primary_subtag(language), 100)
    return round(100 * words_per_minute / per_cent)


def estimate_frames(utterance: Utterance, words_per_minute: int = FITTED_WORDS_PER_MINUTE) -> int:
    """Estimate the length of an utterance's trimmed clip in frames.

    A sum over syllables, letters and inner pauses, fitted by least squares to 95 trimmed clips of
    coaching prompts of one to twenty words, by espeak-ng 1.52, ``gmw/en-us``, at 140 words a
    minute. Leave-one-out error: median 8 %, nine out of ten within 19 %, 0.6 % of the total length.
    For another language, pass the rate from `english_equivalent_rate`. Scripts other than Latin are
    counted letter by letter; with that rate, the estimate fits Greek and Cyrillic too, but it
    hasn't been fitted to other scripts.
    """
    if utterance.tone is not None:
        return tone_clip(utterance.tone).frames
    text = unicodedata.normalize("NFKD", utterance.text).lower().replace("\u2019", "'")
    inner = text.rstrip(" .!?。")
    milliseconds = (
        _BASE_MS
        + _latin_ms(text)
        + _other_ms(text)
        + _COMMA_MS * len(_INNER_COMMAS.findall(inner))
        + _STOP_MS * len(_INNER_STOPS.findall(inner))
    )
    scaled = milliseconds * FRAME_RATE * FITTED_WORDS_PER_MINUTE * 100
    return scaled // (1000 * words_per_minute * utterance.pace)


def _latin_ms(text: str) -> int:
    plain = text if text.isascii() else "".join(c for c in text if not unicodedata.combining(c))
    words = _WORDS.findall(plain)
    numbers = _NUMBERS.findall(text)
    syllables = sum(map(_syllables, words)) + sum(map(_number_syllables, numbers))
    letters = sum(map(len, words)) + 4 * len(numbers)
    return syllables * _SYLLABLE_MS + letters * _LETTER_MS


@lru_cache(maxsize=4096)
def _syllables(word: str) -> int:
    count = len(_VOWELS.findall(word))
    if count > 1 and _SILENT_E.search(word) and not _SPOKEN_E.search(word):
        count -= 1
    return max(1, count)


def _number_syllables(digits: str) -> int:
    number = int(digits[:9])
    if number <= _LAST_SHORT_NUMBER and number != _SEVEN:
        return 1
    return 2 * len(digits) if number > 20 and number % 10 else 2  # noqa: PLR2004 (twenty-one)


def _other_ms(text: str) -> int:
    """Return the time for all but Latin letters and digits; accents and vowel signs take none."""
    if text.isascii():
        return _SYMBOL_MS * sum(map(text.count, _SPOKEN_SYMBOLS))
    total = 0
    for c in text:
        if c.isascii():
            total += _SYMBOL_MS if c in _SPOKEN_SYMBOLS else 0
        elif c in _SPOKEN_SYMBOLS:
            total += _SYMBOL_MS
        elif "぀" <= c <= "ヿ":
            total += _KANA_MS
        elif "㐀" <= c <= "鿿" or "豈" <= c <= "﫿":
            total += _IDEOGRAPH_MS
        elif c.isalpha():
            # NFKD has decomposed each syllable of Hangul into two or three of these.
            total += _OTHER_LETTER_MS
    return total
