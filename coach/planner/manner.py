"""How prompts are said: at which pace, and which words the voice is given spelled otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from coach.planner.plan import Insert, Prompt, Say, Section, Slot
from coach.routine import Exercise, VoiceChoices
from coach.units import (
    DEFAULT_WORDS_PER_MINUTE,
    FASTEST_WORDS_PER_MINUTE,
    SLOWEST_WORDS_PER_MINUTE,
)

_WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Thai, Lao, Burmese, Khmer, kana, ideographs: no space says where a word begins there."""


SayAs = tuple[tuple[str, str], ...]
"""Words, each with its spelling for the voice."""


def respeller(say_as: SayAs) -> Callable[[str], str]:
    """Return what gives a text with some of its words spelled as they sound.

    Whole words are replaced, the longest first, in capitals or not. What stands in for a word is
    not looked through again. A typewriter's apostrophe stands for a printer's, one space for any.
    """
    words = [pair for pair in say_as if pair[0].strip()]
    if not words:
        return lambda text: text
    longest_first = sorted(words, key=lambda pair: -len(pair[0]))
    pattern = re.compile("|".join(f"({_whole(word)})" for word, _ in longest_first), re.IGNORECASE)

    def sound(found: re.Match[str]) -> str:
        return longest_first[(found.lastindex or 1) - 1][1]

    return lambda text: pattern.sub(sound, text)


def _whole(word: str) -> str:
    """Return the pattern of a word that is no part of a longer one."""
    spelled = re.escape(" ".join(word.replace("\u2019", "'").split()))
    spelled = spelled.replace("'", "['\u2019]").replace(r"\ ", r"\s+")
    before = "" if re.match(rf"[{_WITHOUT_SPACES}]", word) else r"(?<!\w)"
    after = "" if re.match(rf"[{_WITHOUT_SPACES}]", word[-1:]) else r"(?!\w)"
    return f"{before}{spelled}{after}"


@dataclass(frozen=True)
class Manner:
    """How a routine, or one exercise of it, is spoken.

    Attributes:
        routine: what the whole routine asks of the voice.
        rate: words a minute, if the person chose them.
        usual: words a minute of the language, where nobody has chosen.
        own: what an exercise asks of the voice, beside it.
    """

    routine: VoiceChoices
    rate: int | None = None
    usual: int = DEFAULT_WORDS_PER_MINUTE
    own: VoiceChoices = field(default_factory=VoiceChoices)

    def of(self, exercise: Exercise) -> Manner:
        """Return how an exercise is spoken."""
        return replace(self, own=exercise.voice)

    @cached_property
    def pace(self) -> int:
        """Per cent of the session's rate; what comes out stays a rate that voices can keep."""
        base = self.routine.words_per_minute or self.usual
        session = self.rate or base
        asked = session * (self.own.words_per_minute or base) / base
        kept = max(SLOWEST_WORDS_PER_MINUTE, min(FASTEST_WORDS_PER_MINUTE, asked))
        return round(100 * kept / session)

    @cached_property
    def respell(self) -> Callable[[str], str]:
        """Give a text's words as the voice is to be given them."""
        return respeller(self.own.over(self.routine).say_as)

    def said(self, section: Section) -> Section:
        """Return a section's prompts as they are to be spoken."""
        if not (self.own.say_as or self.routine.say_as) and self.pace == 100:  # noqa: PLR2004 - per cent
            return section
        return _each(section, self._prompt)

    def words_of(self, section: Section) -> Section:
        """Return a section's prompts in these words, at the session's own pace."""
        return replace(self, own=replace(self.own, words_per_minute=None)).said(section)

    def _prompt(self, prompt: Prompt) -> Prompt:
        spoken = self.respell(prompt.text)
        return replace(prompt, spoken="" if spoken == prompt.text else spoken, pace=self.pace)


def _each(section: Section, change: Callable[[Prompt], Prompt]) -> Section:
    """Return a section with every prompt changed."""

    def says(before: tuple[Say, ...]) -> tuple[Say, ...]:
        return tuple(replace(say, prompt=change(say.prompt)) for say in before)

    def inserts(before: tuple[Insert, ...]) -> tuple[Insert, ...]:
        return tuple(replace(insert, prompt=change(insert.prompt)) for insert in before)

    def slot(before: Slot) -> Slot:
        return replace(
            before,
            opening=says(before.opening),
            closing=says(before.closing),
            inserts=inserts(before.inserts),
            fill=tuple(change(prompt) for prompt in before.fill),
        )

    return replace(section, slots=tuple(slot(each) for each in section.slots))
