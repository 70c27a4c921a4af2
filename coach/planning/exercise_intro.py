"""What is said before an exercise: its name, the move, the set-up, care, time to get ready.

Rules and figures: `docs/writing-routines.md`, "What is heard".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coach.model.plan import Choices, Place, PlannedSlot, Prompt, SequencedPrompt, TimedPrompt
from coach.model.routine import Side, Steps, Text
from coach.model.units import frames
from coach.planning.order import GET_READY_MOVED_S, Occurrence
from coach.planning.rep import SECOND, Wording

SET_UP_STEP = 3 * SECOND
PAUSE = SECOND
"""The pause between two prompts, unless something else sets it (clinical: 1 to 2 s)."""
SHORT_PAUSE = SECOND // 2
BEGIN_IN_S = ((40, 45), (20, 30), (10, 15))
"""When the time left to get ready is said, each with the least length for it; in seconds."""
BEGIN_IN_QUIET = 4 * SECOND
WAIT_AT_MOST_S = 300.0
ASK_AGAIN = 60 * SECOND
"""How often a wait asks whether the person is ready."""


@dataclass(frozen=True)
class ExerciseIntro:
    """What is said before an exercise's first rep, and before its second side."""

    occurrence: Occurrence
    choices: Choices
    wording: Wording
    place: Place

    def slots(self, closing: tuple[SequencedPrompt, ...]) -> list[PlannedSlot]:
        """Return all slots up to "Ready. Begin.".

        Args:
            closing: what is said just before that.
        """
        exercise = self.occurrence.exercise
        prompts = [
            Prompt("name", self._name(), self.place).then(PAUSE),
            *self._move(),
            *self._side(),
        ]
        care: tuple[SequencedPrompt, ...] = ()
        if self._explains:
            first = self._on_first_side()
            prompts += self._set_up(exercise.set_up, first)
            care = self._care(first, self._care_texts())
        if isinstance(exercise.kind, Steps) and exercise.kind.steps[0].wait:
            return [PlannedSlot(opening=(*prompts, *care))]  # it starts when the person says so
        ready = Prompt("ready", self.wording.phrases.say("ready"), self.place)
        return [
            PlannedSlot(opening=tuple(prompts)),
            replace(self._get_ready(care), closing=closing),
            PlannedSlot(opening=(ready.then(SHORT_PAUSE),)),
        ]

    def other_side(self, place: Place) -> tuple[SequencedPrompt, ...]:
        """Return what is said before the second side: the texts that differ for it.

        In a later round that is nothing, as for the first side.
        """
        if not self._explains:
            return ()
        set_up = tuple(t for t in self.occurrence.exercise.set_up if t.differs)
        care = tuple(t for t in self._care_texts() if t.differs)
        return (*self._set_up(set_up, place), *self._care(place, care))

    @property
    def _explains(self) -> bool:
        """Whether set-up and care are said: in the first round, and where a session resumes."""
        return self.occurrence.round in {None, 1} or self.occurrence.resumed

    def wait(
        self, at_most_s: float | None, before: tuple[SequencedPrompt, ...], place: Place
    ) -> PlannedSlot:
        """Return the slot in which the person takes their time; it asks again each minute.

        A file can't hear them: it says how long it waits, and when the wait is nearly over.

        Args:
            at_most_s: the cap in seconds; None for the default.
            before: what is said first.
            place: where the wait is.
        """
        phrases = self.wording.phrases
        cap_s = WAIT_AT_MOST_S if at_most_s is None else at_most_s
        if self.choices.for_file:
            how_long = phrases.say("wait_file", time=phrases.time(cap_s))
            words = f"{how_long} {phrases.say('pause_file')}"
            prompts = (*before, Prompt("wait", words, place).then(PAUSE))
            timed = tuple(self._begin_in(cap_s, place))
            return PlannedSlot(frames(cap_s), prompts, timed=timed, kind="ready", waits=True)
        ask = Prompt("wait", phrases.say("wait", time=phrases.time(cap_s)), place)
        again = Prompt("wait", phrases.say("wait_again"), place)
        timed = tuple(
            TimedPrompt(again, offset, BEGIN_IN_QUIET)
            for offset in range(ASK_AGAIN, frames(cap_s) - ASK_AGAIN // 2, ASK_AGAIN)
        )
        return PlannedSlot(
            frames(cap_s),
            (*before, ask.then(PAUSE)),
            timed=timed,
            kind="ready",
            waits=True,
        )

    def _name(self) -> str:
        name = self.occurrence.exercise.name
        return self.wording.phrases.say("going_on", name=name) if self.occurrence.resumed else name

    def _move(self) -> list[SequencedPrompt]:
        position = self.occurrence.exercise.position
        if not self.occurrence.moved or position is None:
            return []
        phrases = self.wording.phrases
        words = phrases.move(position)
        if self.occurrence.get_ready_s >= GET_READY_MOVED_S:
            words = f"{words} {phrases.say('take_your_time')}"
        return [Prompt("move", words, self.place).then(PAUSE)]

    def _side(self) -> list[SequencedPrompt]:
        sides = self.occurrence.exercise.sides
        if sides is None:
            return []
        phrase = "side_only" if len(sides.order) == 1 else "side_first"
        place = self._on_first_side()
        words = self.wording.phrases.by_side(phrase, sides.order[0])
        return [Prompt("side", words, place).then(PAUSE)]

    def _on_first_side(self) -> Place:
        sides = self.occurrence.exercise.sides
        side: Side | None = sides.order[0] if sides else None
        return replace(self.place, side=side)

    def _set_up(self, texts: tuple[Text, ...], place: Place) -> list[SequencedPrompt]:
        prompts = [
            Prompt("set_up", self.wording.text_for(text, place), place, text.at).then(SET_UP_STEP)
            for text in texts
        ]
        return [*prompts[:-1], replace(prompts[-1], pause=PAUSE)] if prompts else []

    def _care_texts(self) -> tuple[Text, ...]:
        """Return the easier or harder way, if one was chosen, and what to take care of."""
        exercise = self.occurrence.exercise
        ways = ((self.choices.easier, exercise.easier), (self.choices.harder, exercise.harder))
        chosen = (text for wanted, text in ways if text and exercise.name in wanted)
        return (*chosen, *exercise.care)

    def _care(self, place: Place, texts: tuple[Text, ...]) -> tuple[SequencedPrompt, ...]:
        return tuple(
            Prompt("care", self.wording.text_for(text, place), place, text.at).then(PAUSE)
            for text in texts
        )

    def _get_ready(self, care: tuple[SequencedPrompt, ...]) -> PlannedSlot:
        exercise = self.occurrence.exercise
        if exercise.wait:
            return self.wait(exercise.wait_at_most_s, care, self.place)
        length_s = self.occurrence.get_ready_s
        timed = tuple(self._begin_in(length_s, self.place))
        at = None if exercise.get_ready_s is None else exercise.place("get_ready")
        return PlannedSlot(frames(length_s), care, timed=timed, kind="ready", at=at)

    def _begin_in(self, length_s: float, place: Place) -> Iterator[TimedPrompt]:
        """Yield how much time is left, towards the end."""
        phrases = self.wording.phrases
        for left_s, from_s in BEGIN_IN_S:
            if length_s >= from_s:
                words = phrases.say("begin_in", time=phrases.time(left_s))
                yield TimedPrompt(Prompt("remind", words, place), -left_s * SECOND, BEGIN_IN_QUIET)
