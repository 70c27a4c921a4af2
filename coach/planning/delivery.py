"""How prompts are spoken: at which pace, and with which respelled words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from coach.model.plan import PlannedSegment, PlannedSlot, Prompt, SequencedPrompt
from coach.model.respelling import respeller
from coach.model.routine import Exercise, VoiceChoices
from coach.model.units import (
    DEFAULT_WORDS_PER_MINUTE,
    FASTEST_WORDS_PER_MINUTE,
    SLOWEST_WORDS_PER_MINUTE,
)


@dataclass(frozen=True)
class Delivery:
    """How a routine, or one exercise of it, is spoken.

    Attributes:
        routine: what the whole routine asks of the voice.
        rate: words per minute, if the person chose them.
        usual: words per minute of the language, where nobody has chosen.
        own: what the exercise asks of the voice.
    """

    routine: VoiceChoices
    rate: int | None = None
    usual: int = DEFAULT_WORDS_PER_MINUTE
    own: VoiceChoices = field(default_factory=VoiceChoices)

    def of(self, exercise: Exercise) -> Delivery:
        """Return how an exercise is spoken."""
        return replace(self, own=exercise.voice)

    @cached_property
    def pace(self) -> int:
        """Per cent of the session's rate, within the rates that voices can keep."""
        base = self.routine.words_per_minute or self.usual
        session = self.rate or base
        asked = session * (self.own.words_per_minute or base) / base
        kept = max(SLOWEST_WORDS_PER_MINUTE, min(FASTEST_WORDS_PER_MINUTE, asked))
        return round(100 * kept / session)

    @cached_property
    def respell(self) -> Callable[[str], str]:
        """Returns a text as the voice is given it."""
        return respeller(self.own.over(self.routine).say_as)

    def apply(self, segment: PlannedSegment) -> PlannedSegment:
        """Return a segment with its prompts as they are to be spoken."""
        if not (self.own.say_as or self.routine.say_as) and self.pace == 100:  # noqa: PLR2004 - per cent
            return segment
        return _each(segment, self._prompt)

    def apply_respelling(self, segment: PlannedSegment) -> PlannedSegment:
        """Return a segment with its words respelled, at the session's own pace."""
        return replace(self, own=replace(self.own, words_per_minute=None)).apply(segment)

    def _prompt(self, prompt: Prompt) -> Prompt:
        if prompt.tone is not None:
            return prompt
        spoken = self.respell(prompt.text)
        return replace(prompt, spoken="" if spoken == prompt.text else spoken, pace=self.pace)


def _each(segment: PlannedSegment, change: Callable[[Prompt], Prompt]) -> PlannedSegment:
    """Return a segment with every prompt changed."""

    def sequenced(before: tuple[SequencedPrompt, ...]) -> tuple[SequencedPrompt, ...]:
        return tuple(replace(each, prompt=change(each.prompt)) for each in before)

    def slot(before: PlannedSlot) -> PlannedSlot:
        return replace(
            before,
            opening=sequenced(before.opening),
            closing=sequenced(before.closing),
            timed=tuple(replace(each, prompt=change(each.prompt)) for each in before.timed),
            fill=tuple(change(prompt) for prompt in before.fill),
            alternatives=tuple(change(prompt) for prompt in before.alternatives),
        )

    return replace(segment, slots=tuple(slot(each) for each in segment.slots))
