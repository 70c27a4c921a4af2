"""One exercise: how to get into it, its sets, sides and reps, and the gaps between them.

Rules and figures: `docs/writing-routines.md`, "What is heard".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from coach.phrases import Phrases
from coach.planner.effort import (
    SECOND,
    Speaking,
    hold_slot,
    open_slot,
    paced_slot,
    phase_slots,
    step_slot,
    timed_slot,
)
from coach.planner.plan import Choices, Insert, Place, Prompt, Say, Section, Slot
from coach.routine import (
    STANDING,
    Exercise,
    Hold,
    Open,
    Paced,
    Phases,
    Position,
    Side,
    Sides,
    Steps,
    Text,
    Timed,
    VoiceChoices,
)
from coach.units import frames

GET_READY_S = 5.0
GET_READY_MOVED_S = 25.0
GET_READY_DOWN_S = 60.0
SET_UP_STEP = 3 * SECOND
BREAK_BETWEEN_SETS_S = 30.0
CHANGE_SIDE_S = 10.0
CHANGE_SIDE_ALTERNATING_S = 3.0
GAP_S = 5.0
GAP_SHORT_S = 2.0
GAP_FROM_HOLD_S = 10.0
COUNTDOWN = 3
WAIT_AT_MOST_S = 300.0
AIR = SECOND
"""Quiet between one thing said and another, where nothing else sets it (clinical: 1 to 2 s)."""
SHORT_AIR = SECOND // 2
BEGIN_IN_S = ((40, 45), (20, 45), (10, 15))
"""When the time left to get ready is said, each with the length from which it is: seconds."""


@dataclass(frozen=True)
class Turn:
    """An exercise's turn in the routine.

    Attributes:
        item: its place in the routine, from 0.
        round: of its circuit, from 1; None outside.
        rounds: of its circuit.
        opens_round: whether it is the first of its circuit.
        before: the position that the person is in; None before the first exercise.
    """

    exercise: Exercise
    item: int
    round: int | None = None
    rounds: int = 1
    opens_round: bool = False
    before: Position | None = None

    @property
    def moved(self) -> bool:
        """Whether the position changes."""
        position = self.exercise.position
        return position is not None and position != (self.before or STANDING)

    @property
    def get_ready_s(self) -> float:
        """The time to get ready, by the exercise's own words or the defaults."""
        if self.exercise.get_ready_s is not None:
            return self.exercise.get_ready_s
        if not self.moved:
            return GET_READY_S
        position = self.exercise.position
        down = position is not None and position.on_floor and self.before is None
        return GET_READY_DOWN_S if down else GET_READY_MOVED_S


def exercise_section(
    turn: Turn, choices: Choices, phrases: Phrases, voice: VoiceChoices
) -> Section:
    """Return an exercise as a section."""
    exercise = turn.exercise
    slots = _ExercisePlan(turn, choices, phrases, exercise.voice.over(voice)).slots()
    position = exercise.position.name if exercise.position else None
    cap = frames(exercise.kind.at_most_s) if isinstance(exercise.kind, Open) else None
    return Section("exercise", tuple(slots), exercise.name, position, cap)


@dataclass
class _Joined:
    """Slots being joined: what ends one effort is said at the start of the gap after it."""

    slots: list[Slot] = field(default_factory=list)
    ending: tuple[Say, ...] = ()

    def add(self, slots: Iterator[Slot] | list[Slot]) -> None:
        self.slots += slots

    def gap(
        self, length: int, opening: tuple[Say, ...] = (), closing: tuple[Say, ...] = ()
    ) -> None:
        """Add the gap before an effort; without time or words there is none."""
        opening = (*self.ending, *opening)
        self.ending = ()
        if length or opening or closing:
            self.slots.append(Slot(length, opening, closing))


class _ExercisePlan:
    def __init__(self, turn: Turn, choices: Choices, phrases: Phrases, voice: VoiceChoices) -> None:
        self.turn = turn
        self.exercise = turn.exercise
        self.choices = choices
        self.phrases = phrases
        countdown = COUNTDOWN if voice.countdown is None else voice.countdown
        self.speaking = Speaking(self.exercise, phrases, countdown, voice.count_reps or "aloud")
        self.place = Place(self.exercise.name, turn.item, turn.round)

    @property
    def _end(self) -> Literal["low", "high"]:
        """Which end of a range of times to take: a number picks counts alone."""
        return "high" if self.choices.reps == "high" else "low"

    def slots(self) -> list[Slot]:
        sides = self.exercise.sides
        joined = _Joined(self._lead())
        if sides is None or sides.rule == "alternating":
            self._sets(joined, self.place)
        else:
            for index, side in enumerate(sides.order):
                here = replace(self.place, side=side)
                if index:
                    joined.gap(*self._change_of_side(sides, here))
                self._sets(joined, here)
        joined.gap(0)
        return joined.slots

    # -- getting into it ----------------------------------------------------------------------

    def _lead(self) -> list[Slot]:
        """Return name, move, set-up, care, the time to get ready, and "Ready. Begin."."""
        exercise, place, turn = self.exercise, self.place, self.turn
        first_round = turn.round in {None, 1}
        says = [Say(Prompt("name", exercise.name, place), AIR)]
        if turn.moved and exercise.position is not None:
            words = self.phrases.move(exercise.position)
            if turn.get_ready_s >= GET_READY_MOVED_S:
                words = f"{words} {self.phrases.say('take_your_time')}"
            says.append(Say(Prompt("move", words, place), AIR))
        if exercise.sides and exercise.sides.rule != "alternating":
            single = len(exercise.sides.order) == 1
            says.append(
                self._side("side_only" if single else "side_first", exercise.sides.order[0])
            )
        care: tuple[Say, ...] = ()
        if first_round:
            says += self._set_up(exercise.set_up)
            care = self._care()
        get_ready = self._wait_or_get_ready(care)
        ready = Say(Prompt("ready", self.phrases.say("ready"), place), AIR)
        return [Slot(opening=tuple(says)), get_ready, Slot(opening=(ready,))]

    def _side(self, phrase: str, side: Side) -> Say:
        words = self.phrases.by_side(phrase, side)
        return Say(Prompt("side", words, replace(self.place, side=side)), AIR)

    def _set_up(self, texts: tuple[Text, ...], place: Place | None = None) -> list[Say]:
        first = self.exercise.sides.order[0] if self.exercise.sides else None
        place = place or replace(self.place, side=first)
        says = [
            Say(Prompt("set_up", self.speaking.words(text, place), place, text.at), SET_UP_STEP)
            for text in texts
        ]
        return [*says[:-1], replace(says[-1], after=AIR)] if says else []

    def _care(self) -> tuple[Say, ...]:
        exercise = self.exercise
        texts = [t for name, t in (("easier", exercise.easier), ("harder", exercise.harder))
                 if t is not None and exercise.name in getattr(self.choices, name)]  # fmt: skip
        first = exercise.sides.order[0] if exercise.sides else None
        place = replace(self.place, side=first)
        return tuple(
            Say(Prompt("care", self.speaking.words(text, place), place, text.at), AIR)
            for text in (*texts, *exercise.care)
        )

    def _wait_or_get_ready(self, care: tuple[Say, ...]) -> Slot:
        if not self.exercise.wait:
            return self._get_ready(care)
        length, says = self._wait(self.exercise.wait_at_most_s, self.place)
        return Slot(length, (*care, *says))

    def _get_ready(self, care: tuple[Say, ...]) -> Slot:
        length_s = self.turn.get_ready_s
        inserts = tuple(
            Insert(
                Prompt(
                    "remind",
                    self.phrases.say("begin_in", time=self.phrases.time(left_s)),
                    self.place,
                ),
                -left_s * SECOND,
                4 * SECOND,
            )
            for left_s, from_s in BEGIN_IN_S
            if length_s >= from_s
        )
        return Slot(frames(length_s), care, inserts=inserts)

    def _change_of_side(self, sides: Sides, place: Place) -> tuple[int, tuple[Say, ...]]:
        assert place.side is not None  # noqa: S101 - a change of side is to a side
        words = self.phrases.by_side("change_side", place.side)
        change = Say(Prompt("change_side", words, place), AIR)
        differing = tuple(t for t in self.exercise.set_up if t.differs)
        length_s = CHANGE_SIDE_S if sides.change_s is None else sides.change_s
        return frames(length_s), (change, *self._set_up(differing, place))

    # -- sets and reps ------------------------------------------------------------------------

    def _sets(self, joined: _Joined, place: Place) -> None:
        dose = self.exercise.dose
        sets = len(dose.reps) if len(dose.reps) > 1 else dose.sets.pick(self.choices.reps)
        rest_s = (
            BREAK_BETWEEN_SETS_S if dose.rest_between_sets_s is None else dose.rest_between_sets_s
        )
        for index in range(sets):
            here = replace(place, set=index + 1)
            closing: tuple[Say, ...] = ()
            if index:
                rest = self.phrases.say("rest", time=self.phrases.time(rest_s))
                number, total = self.phrases.number(index + 1), self.phrases.number(sets)
                next_set = self.phrases.say("next_set", number=number, total=total)
                opening = (Say(Prompt("rest", rest, here), AIR),) if rest_s else ()
                closing = (Say(Prompt("next", next_set, here), AIR),)
                joined.gap(frames(rest_s), opening, closing)
            reps = dose.reps[index if len(dose.reps) > 1 else 0].pick(self.choices.reps)
            self._reps(joined, here, reps)

    def _reps(self, joined: _Joined, place: Place, reps: int) -> None:
        kind = self.exercise.kind
        sides = self.exercise.sides
        alternating = sides is not None and sides.rule == "alternating"
        for number in range(1, reps + 1):
            here = replace(place, rep=number)
            if not (alternating and sides):
                self._between(joined, here, reps)
                self._effort(joined, here, reps)
                continue
            order = sides.order
            if sides.count_separately:
                order = (order[(number - 1) % 2],)
            for index, side in enumerate(order):
                on_side = replace(here, side=side)
                first_of_all = number == 1 and index == 0
                self._between_sides(joined, on_side, reps, first=first_of_all, counted=index == 0)
                self._effort(joined, on_side, reps, counted=index == 0)
        if isinstance(kind, Phases | Paced) and reps:
            joined.ending = ()

    def _between(self, joined: _Joined, place: Place, reps: int) -> None:
        """Add the gap before a rep: what ends the last one, then the number of this one."""
        first = place.rep == 1
        said: tuple[Say, ...] = ()
        if isinstance(self.exercise.kind, Hold) and reps > 1 and self.speaking.count_reps != "off":
            said = (Say(self._rep_number(place, first=first), SHORT_AIR if first else AIR),)
        joined.gap(0 if first else self._gap(place), closing=said)

    def _between_sides(
        self, joined: _Joined, place: Place, reps: int, *, first: bool, counted: bool
    ) -> None:
        """Add the gap before one side of an alternating rep."""
        sides = self.exercise.sides
        assert sides is not None and place.side is not None  # noqa: S101, PT018 - alternating has them
        says: list[Say] = []
        if (
            isinstance(self.exercise.kind, Hold)
            and counted
            and reps > 1
            and self.speaking.count_reps != "off"
        ):
            says.append(Say(self._rep_number(place, first=True), SHORT_AIR))
        elif first:
            says.append(self._side("side_only", place.side))
        if not first:
            words = self.phrases.by_side("change_rep", place.side)
            says.insert(0, Say(Prompt("change_side", words, place), SHORT_AIR))
        change_s = CHANGE_SIDE_ALTERNATING_S if sides.change_s is None else sides.change_s
        length = 0 if first else max(frames(change_s), self._gap(place))
        joined.gap(length, closing=tuple(says))

    def _rep_number(self, place: Place, *, first: bool) -> Prompt:
        assert place.rep is not None  # noqa: S101 - a rep is always at a rep
        number = self.phrases.number(place.rep)
        if place.side is not None:
            return Prompt("rep", self.phrases.by_side("rep_side", place.side, number=number), place)
        return Prompt(
            "rep", self.phrases.say("rep" if first else "rep_again", number=number), place
        )

    def _gap(self, place: Place) -> int:
        """Return the frames between two reps."""
        own = self.exercise.dose.rest_between_reps_s
        if own is not None:
            return frames(own)
        kind = self.exercise.kind
        if isinstance(kind, Hold):
            held_s = self._hold_s(kind, (place.rep or 2) - 1)
            return frames(GAP_S if held_s >= GAP_FROM_HOLD_S else GAP_SHORT_S)
        return frames(GAP_S) if isinstance(kind, Timed | Steps | Open) else 0

    def _hold_s(self, kind: Hold, rep: int) -> float:
        times = kind.times_s
        time = times[min(rep, len(times)) - 1]
        return time.pick(self._end)

    def _effort(self, joined: _Joined, place: Place, reps: int, *, counted: bool = True) -> None:
        """Add one rep, and remember what ends it."""
        kind = self.exercise.kind
        ending = "release"
        if isinstance(kind, Phases):
            lengths = tuple(frames(p.for_s.pick(self._end)) for p in kind.phases)
            joined.add(
                phase_slots(self.speaking, kind.phases, lengths, place, reps, counted=counted)
            )
            return
        if isinstance(kind, Paced):
            joined.add([paced_slot(self.speaking, frames(kind.every_s), place, reps)])
            return
        if isinstance(kind, Hold):
            rep = place.rep or 1
            held_s = self._hold_s(kind, rep)
            again = rep > 1 and self._hold_s(kind, rep - 1) == held_s
            joined.add([hold_slot(self.speaking, kind, frames(held_s), place, again=again)])
        elif isinstance(kind, Timed):
            ending = "stop"
            joined.add([timed_slot(self.speaking, frames(kind.for_s.pick(self._end)), place)])
        elif isinstance(kind, Open):
            joined.add([open_slot(self.speaking, frames(kind.at_most_s), place)])
        else:
            ending = "stop"
            for index, step in enumerate(kind.steps):
                here = replace(place, phase=index + 1)
                if step.wait:
                    joined.gap(*self._wait(step.at_most_s, here))
                joined.add([step_slot(self.speaking, step, here)])
        joined.ending = (Say(self._release(place, ending), AIR),)

    def _wait(self, at_most_s: float | None, place: Place) -> tuple[int, tuple[Say, ...]]:
        cap_s = WAIT_AT_MOST_S if at_most_s is None else at_most_s
        return frames(cap_s), (Say(Prompt("wait", self.phrases.say("wait"), place), AIR),)

    def _release(self, place: Place, ending: str) -> Prompt:
        own = self.exercise.release
        if own is not None:
            return Prompt("release", self.speaking.words(own, place), place, own.at)
        return Prompt("release", self.phrases.say(ending), place)
