"""How to get into an exercise: its name, the move, the set-up, care, and the time to get ready.

Rules and figures: `docs/writing-routines.md`, "What is heard".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coach.model.plan import Choices, Insert, Place, Prompt, Say, Slot
from coach.model.routine import STANDING, Exercise, Position, Side, Steps, Text
from coach.model.units import frames
from coach.planning.effort import SECOND, Speaking

GET_READY_S = 5.0
GET_READY_MOVED_S = 25.0
GET_READY_DOWN_S = 60.0
"""From standing or sitting to the floor (clinical)."""
SET_UP_STEP = 3 * SECOND
AIR = SECOND
"""Quiet between one thing said and another, where nothing else sets it (clinical: 1 to 2 s)."""
SHORT_AIR = SECOND // 2
BEGIN_IN_S = ((40, 45), (20, 30), (10, 15))
"""When the time left to get ready is said, each with the length from which it is: seconds."""
BEGIN_IN_QUIET = 4 * SECOND
WAIT_AT_MOST_S = 300.0
ASK_AGAIN = 60 * SECOND
"""How often a wait asks again."""


@dataclass(frozen=True)
class Turn:
    """An exercise's turn in the routine.

    Attributes:
        item: its place in the routine, from 0.
        round: of its circuit, from 1; None outside.
        rounds: of its circuit.
        opens_round: whether it is the first of its circuit.
        before: the position that the person is in; None before the first exercise.
        resumed: whether it is where an earlier session was stopped.
    """

    exercise: Exercise
    item: int
    round: int | None = None
    rounds: int = 1
    opens_round: bool = False
    before: Position | None = None
    resumed: bool = False

    @property
    def moved(self) -> bool:
        """Whether the position changes; at first it does, wherever the person is."""
        position = self.exercise.position
        return position is not None and position != self.before

    @property
    def get_ready_s(self) -> float:
        """The time to get ready, by the exercise's own words or the defaults."""
        if self.exercise.get_ready_s is not None:
            return self.exercise.get_ready_s
        position, before = self.exercise.position, self.before or STANDING
        if position is None or position == before:
            return GET_READY_S
        return GET_READY_DOWN_S if self.down else GET_READY_MOVED_S

    @property
    def down(self) -> bool:
        """Whether the person has to get down to the floor."""
        position, before = self.exercise.position, self.before or STANDING
        return position is not None and position.on_floor and before.known and not before.on_floor


@dataclass(frozen=True)
class Lead:
    """What stands before an exercise's first rep, and before its second side."""

    turn: Turn
    choices: Choices
    speaking: Speaking
    place: Place

    def slots(self, closing: tuple[Say, ...]) -> list[Slot]:
        """Return everything up to "Ready. Begin."; `closing` is said just before it."""
        exercise = self.turn.exercise
        says = [Say(Prompt("name", self._name(), self.place), AIR), *self._move(), *self._side()]
        care: tuple[Say, ...] = ()
        if self._explains:
            first = self._on_first_side()
            says += self._set_up(exercise.set_up, first)
            care = self._care(first, self._care_texts())
        if isinstance(exercise.kind, Steps) and exercise.kind.steps[0].wait:
            return [Slot(opening=(*says, *care))]  # it begins when the person says so
        ready = Say(Prompt("ready", self.speaking.phrases.say("ready"), self.place), SHORT_AIR)
        get_ready = self._get_ready(care)
        return [Slot(opening=tuple(says)), replace(get_ready, closing=closing), Slot(0, (ready,))]

    def other_side(self, place: Place) -> tuple[Say, ...]:
        """Return what the second side needs to hear: the texts that differ for it.

        In a later round that is nothing, as on the first side.
        """
        if not self._explains:
            return ()
        set_up = tuple(t for t in self.turn.exercise.set_up if t.differs)
        care = tuple(t for t in self._care_texts() if t.differs)
        return (*self._set_up(set_up, place), *self._care(place, care))

    @property
    def _explains(self) -> bool:
        """Whether set-up and care are said: in the first round, or where a session goes on."""
        return self.turn.round in {None, 1} or self.turn.resumed

    def wait(self, at_most_s: float | None, before: tuple[Say, ...], place: Place) -> Slot:
        """Return the slot in which the person takes their time; it asks again each minute.

        A file can't hear them: it says how long it waits, and when that is nearly over.
        """
        phrases = self.speaking.phrases
        cap_s = WAIT_AT_MOST_S if at_most_s is None else at_most_s
        if self.choices.for_file:
            words = (
                f"{phrases.say('wait_file', time=phrases.time(cap_s))} {phrases.say('pause_file')}"
            )
            says = (*before, Say(Prompt("wait", words, place), AIR))
            inserts = tuple(self._begin_in(cap_s, place))
            return Slot(frames(cap_s), says, inserts=inserts, kind="ready", waits=True)
        ask = Prompt("wait", phrases.say("wait", time=phrases.time(cap_s)), place)
        again = Prompt("wait", phrases.say("wait_again"), place)
        inserts = tuple(
            Insert(again, at, BEGIN_IN_QUIET)
            for at in range(ASK_AGAIN, frames(cap_s) - ASK_AGAIN // 2, ASK_AGAIN)
        )
        return Slot(
            frames(cap_s), (*before, Say(ask, AIR)), inserts=inserts, kind="ready", waits=True
        )

    def _name(self) -> str:
        name = self.turn.exercise.name
        return self.speaking.phrases.say("going_on", name=name) if self.turn.resumed else name

    def _move(self) -> list[Say]:
        position = self.turn.exercise.position
        if not self.turn.moved or position is None:
            return []
        phrases = self.speaking.phrases
        words = phrases.move(position)
        if self.turn.get_ready_s >= GET_READY_MOVED_S:
            words = f"{words} {phrases.say('take_your_time')}"
        return [Say(Prompt("move", words, self.place), AIR)]

    def _side(self) -> list[Say]:
        sides = self.turn.exercise.sides
        if sides is None:
            return []
        phrase = "side_only" if len(sides.order) == 1 else "side_first"
        place = self._on_first_side()
        words = self.speaking.phrases.by_side(phrase, sides.order[0])
        return [Say(Prompt("side", words, place), AIR)]

    def _on_first_side(self) -> Place:
        sides = self.turn.exercise.sides
        side: Side | None = sides.order[0] if sides else None
        return replace(self.place, side=side)

    def _set_up(self, texts: tuple[Text, ...], place: Place) -> list[Say]:
        says = [
            Say(Prompt("set_up", self.speaking.words(text, place), place, text.at), SET_UP_STEP)
            for text in texts
        ]
        return [*says[:-1], replace(says[-1], after=AIR)] if says else []

    def _care_texts(self) -> tuple[Text, ...]:
        """Return the easier or harder way, if it was chosen, and what to take care of."""
        exercise = self.turn.exercise
        ways = ((self.choices.easier, exercise.easier), (self.choices.harder, exercise.harder))
        chosen = (text for wanted, text in ways if text and exercise.name in wanted)
        return (*chosen, *exercise.care)

    def _care(self, place: Place, texts: tuple[Text, ...]) -> tuple[Say, ...]:
        return tuple(
            Say(Prompt("care", self.speaking.words(text, place), place, text.at), AIR)
            for text in texts
        )

    def _get_ready(self, care: tuple[Say, ...]) -> Slot:
        exercise = self.turn.exercise
        if exercise.wait:
            return self.wait(exercise.wait_at_most_s, care, self.place)
        length_s = self.turn.get_ready_s
        inserts = tuple(self._begin_in(length_s, self.place))
        at = None if exercise.get_ready_s is None else exercise.place("get_ready")
        return Slot(frames(length_s), care, inserts=inserts, kind="ready", at=at)

    def _begin_in(self, length_s: float, place: Place) -> Iterator[Insert]:
        """Yield how long is left, towards the end."""
        phrases = self.speaking.phrases
        for left_s, from_s in BEGIN_IN_S:
            if length_s >= from_s:
                words = phrases.say("begin_in", time=phrases.time(left_s))
                yield Insert(Prompt("remind", words, place), -left_s * SECOND, BEGIN_IN_QUIET)
