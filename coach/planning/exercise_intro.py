"""The way into an exercise: down to the floor, its name and dose, the move, the set-up.

Rules and figures: `docs/writing-routines.md`, "What is heard".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coach.model.plan import (
    Choices,
    CueKind,
    Place,
    PlannedSlot,
    Prompt,
    SequencedPrompt,
    TimedPrompt,
)
from coach.model.routine import Hold, Open, Side, Steps, Text
from coach.model.units import frames
from coach.phrases import Phrases
from coach.planning.dose import dose_sentence
from coach.planning.order import (
    DOWN_LIVE_S,
    DOWN_S,
    SIT_UP_S,
    STAND_UP_S,
    Occurrence,
)
from coach.planning.rep import SECOND, Wording

SET_UP_STEP = 3 * SECOND
"""The pause after a step of the set-up that has no time of its own."""
PAUSE = SECOND
"""The pause between two prompts, unless something else sets it (clinical: 1 to 2 s)."""
SHORT_PAUSE = SECOND // 2
TIME_LEFT_S = 20
"""How long before its end a wait on the way in says so."""
TIME_LEFT_FROM_S = 25.0
WAIT_AT_MOST_S = 300.0
ASK_AGAIN = 60 * SECOND
"""How often a wait asks whether the person is ready."""
QUIET = 4 * SECOND
"""The silence that a word within a wait needs on both sides."""
_CHAIRS = ("chair", "stuhl", "sessel", "silla", "chaise", "sedia", "stoel", "krzes", "cadeira",
           "stol", "sandalye", "стул", "καρέκλα")  # fmt: skip
"""What a chair is called in the languages that Coach speaks."""


@dataclass(frozen=True)
class ExerciseIntro:
    """What is said before an exercise's first rep, and before its second side."""

    occurrence: Occurrence
    choices: Choices
    wording: Wording
    place: Place
    equipment: tuple[str, ...] = ()

    def slots(self) -> list[PlannedSlot]:
        """Return all slots up to the effort; what starts it (`Ready, and begin.`) is not in them.

        In a hold, the last step of the set-up takes up the position, and leads straight into it;
        so what else is to be said comes before the set-up.
        """
        time_to_move = frames(self.occurrence.time_to_move_s(self.choices.more_time))
        pause = 0 if time_to_move else PAUSE
        move, set_up = [*self._move(pause)], self._set_up(self._on_first_side())
        care: list[SequencedPrompt] = []
        if self.held and not any(each.prompt.kind == "set_up" for each in set_up):
            care, set_up = set_up, []  # the move takes up the position, so it comes last
        opening = [*self._round(), *self._name(), *care, *move]
        if care and not move and not time_to_move:  # the time to get ready follows
            opening[-1] = replace(opening[-1], pause=0)
        slots = [*self._floor(), PlannedSlot(opening=tuple(opening))]
        if time_to_move:
            own = self.occurrence.own_time_to_move_s is not None
            at = self.occurrence.exercise.place("time_to_move") if own else None
            slots.append(PlannedSlot(time_to_move, kind="move", at=at))
        if set_up:  # the time to get ready follows
            set_up[-1] = replace(set_up[-1], pause=0)
            slots.append(PlannedSlot(opening=tuple(set_up)))
        return [slot for slot in slots if slot.frames or slot.opening]

    @property
    def held(self) -> bool:
        """Whether the effort is a position that is held."""
        return isinstance(self.occurrence.exercise.kind, Hold | Open)

    @property
    def starts_by_itself(self) -> bool:
        """Whether the person starts it: its first step waits until they are ready."""
        kind = self.occurrence.exercise.kind
        return isinstance(kind, Steps) and kind.steps[0].wait

    def other_side(self, place: Place) -> list[SequencedPrompt]:
        """Return the set-up and care of the second side: the texts that differ for it."""
        return self._set_up(place, only_differing=True)

    def get_ready(self) -> PlannedSlot:
        """Return the time between the set-up and the effort, or the wait in its place."""
        exercise = self.occurrence.exercise
        if exercise.wait:
            return self.wait(exercise.wait_at_most_s, (), self.place)
        own = exercise.get_ready_s is not None
        at = exercise.place("get_ready") if own else None
        return PlannedSlot(frames(self.occurrence.get_ready_s), kind="ready", at=at)

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
        controls, phrases = self.choices.controls, self._phrases
        cap_s = WAIT_AT_MOST_S if at_most_s is None else at_most_s
        ask = phrases.told("wait", controls, time=phrases.time(cap_s))
        if controls == "file":
            ask = f"{ask} {phrases.say('pause_file')}"
        opening = (*before, Prompt("wait", ask, place).then(PAUSE))
        timed = tuple(self._during_a_wait(cap_s, place))
        return PlannedSlot(frames(cap_s), opening, timed=timed, kind="ready", waits=True)

    def change_of_side(self, place: Place) -> str:
        """Return the words for changing to a side."""
        position, side = self.occurrence.exercise.position, place.side or "left"
        if position is not None and position.sided:
            change = self._phrases.say("change_side_move")
            return f"{change} {self._phrases.move(position, side)}"
        return self._phrases.by_side("change_side", side)

    @property
    def _phrases(self) -> Phrases:
        return self.wording.phrases

    # -- down to the floor, and up -------------------------------------------------------------

    def _floor(self) -> Iterator[PlannedSlot]:
        """Yield the way down to the floor or up from it, a step of its own that ends in rest."""
        step, exercise = self.occurrence.floor_step, self.occurrence.exercise
        if step is None:
            return
        own = exercise.move
        words = None if own is None else self._prompt("move", own, self._on_first_side())
        if step == "down":
            yield self._down(words or Prompt("move", self._phrases.say("down"), self.place))
            return
        more_time, before = self.choices.more_time, self.occurrence.before
        sit_up_s = SIT_UP_S if before is not None and before.lying else 0.0
        if words is not None:
            own_s = self.occurrence.own_time_to_move_s
            usual_s = (sit_up_s + STAND_UP_S) * more_time
            at = None if own_s is None else exercise.place("time_to_move")
            length = frames(usual_s if own_s is None else own_s)
            yield PlannedSlot(length, (words.then(PAUSE),), kind="move", at=at)
            return
        if sit_up_s:
            yield self._up("sit up", sit_up_s * more_time)
        chair = any(word in thing.casefold() for thing in self.equipment for word in _CHAIRS)
        yield self._up("stand with a chair" if chair else "stand", STAND_UP_S * more_time)

    def _down(self, words: Prompt) -> PlannedSlot:
        """Return the time to get down to the floor; live until the person says that they are."""
        own_s = self.occurrence.own_time_to_move_s
        live = self.choices.can_say_ready
        length_s = (DOWN_LIVE_S if live else DOWN_S) * self.choices.more_time
        at = None
        if own_s is not None and self.occurrence.exercise.move is not None and not live:
            length_s, at = own_s, self.occurrence.exercise.place("time_to_move")
        opening = [words.then(PAUSE)]
        if live:
            there = self._phrases.told("when_there", self.choices.controls)
            opening.append(Prompt("wait", there, self.place).then(PAUSE))
        timed = tuple(self._during_a_wait(length_s, self.place))
        return PlannedSlot(
            frames(length_s), tuple(opening), timed=timed, kind="move", waits=live, at=at
        )

    def _up(self, phrase: str, length_s: float) -> PlannedSlot:
        words = Prompt("move", self._phrases.table["up"][phrase], self.place)
        return PlannedSlot(frames(length_s), (words.then(PAUSE),), kind="move")

    def _during_a_wait(self, length_s: float, place: Place) -> Iterator[TimedPrompt]:
        """Yield what is said in a wait, so that its silence isn't taken for a fault."""
        if length_s > TIME_LEFT_FROM_S:
            words = self._phrases.say("more_time", time=self._phrases.time(TIME_LEFT_S))
            yield TimedPrompt(Prompt("wait", words, place), -TIME_LEFT_S * SECOND, QUIET)
        if not self.choices.can_say_ready:
            return
        again = self._phrases.told("wait_again", self.choices.controls)
        for offset in range(ASK_AGAIN, frames(length_s) - ASK_AGAIN // 2, ASK_AGAIN):
            yield TimedPrompt(Prompt("wait", again, place), offset, QUIET)

    # -- name, dose, move, set-up --------------------------------------------------------------

    def _round(self) -> Iterator[SequencedPrompt]:
        here = self.occurrence
        if not here.opens_round or here.round in {None, 1}:
            return
        words = self._phrases.say("last_round")
        if here.round != here.rounds:
            number, total = self._phrases.number(here.round or 1), self._phrases.number(here.rounds)
            words = self._phrases.say("round", number=number, total=total)
        yield Prompt("next", words, self.place).then(PAUSE)

    def _name(self) -> Iterator[SequencedPrompt]:
        """Yield the name and the dose, each once; a long rest has said the name already."""
        name, order = self.occurrence.exercise.name, self.occurrence.order
        if self.occurrence.resumed:
            words = self._phrases.say("going_on", name=name)
        else:
            words = name if order == "only" else self._phrases.say(f"name_{order}", name=name)
        if not self.occurrence.announced or self.occurrence.resumed:
            yield Prompt("name", words, self.place).then(SHORT_PAUSE)
        if self.occurrence.first_round:
            dose = dose_sentence(self.occurrence.exercise, self.choices, self._phrases)
            if dose:
                yield Prompt("dose", dose, self.place).then(PAUSE)

    def _move(self, pause: int) -> Iterator[SequencedPrompt]:
        exercise, place = self.occurrence.exercise, self._on_first_side()
        if exercise.move is not None:
            said = self.occurrence.floor_step is not None
            if self.occurrence.moved and not said:
                yield self._prompt("move", exercise.move, place).then(pause)
        elif self.occurrence.moved and exercise.position is not None:
            words = self._phrases.move(exercise.position, place.side)
            yield Prompt("move", words, self.place).then(pause)

    def _on_first_side(self) -> Place:
        sides = self.occurrence.exercise.sides
        side: Side | None = sides.order[0] if sides else None
        return replace(self.place, side=side)

    def _set_up(self, place: Place, *, only_differing: bool = False) -> list[SequencedPrompt]:
        """Return set-up and care on a side; in a later round the steps that name the side."""
        exercise = self.occurrence.exercise
        first_round = self.occurrence.first_round
        only_differing = only_differing or not first_round
        care = [
            self._prompt("care", text, place).then(SET_UP_STEP)
            for text in (self._care_texts() if first_round else ())
            if text.differs or not only_differing
        ]
        steps = [
            SequencedPrompt(
                self._prompt("set_up", step.say, place),
                SET_UP_STEP if step.for_s is None else 0,
                frames(step.for_s or 0),
            )
            for step in exercise.set_up
            if (place.side and step.say.differs) or not only_differing
        ]
        return [*care, *steps] if self.held else [*steps, *care]

    def _care_texts(self) -> tuple[Text, ...]:
        """Return the easier or harder way, if one was chosen, and what to take care of."""
        exercise = self.occurrence.exercise
        ways = ((self.choices.easier, exercise.easier), (self.choices.harder, exercise.harder))
        chosen = (text for wanted, text in ways if text and exercise.name in wanted)
        return (*chosen, *exercise.care)

    def _prompt(self, kind: CueKind, text: Text, place: Place) -> Prompt:
        return Prompt(kind, self.wording.text_for(text, place), place, text.at)
