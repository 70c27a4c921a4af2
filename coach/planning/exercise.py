"""One exercise as a section: its sets, sides and reps, and the gaps between them.

Rules and figures: `docs/writing-routines.md`, "What is heard".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from coach.model.plan import (
    Choices,
    CueKind,
    Place,
    PlannedSegment,
    PlannedSlot,
    Prompt,
    SequencedPrompt,
)
from coach.model.routine import Hold, Open, Paced, Phases, Steps, Timed, VoiceChoices
from coach.model.units import frames
from coach.model.utterance import TONE_TEXT, Tone
from coach.phrases import Phrases
from coach.planning.effort import (
    FULL_REPS,
    SECOND,
    Wording,
    hold_slot,
    open_slot,
    paced_slot,
    phase_slots,
    step_slot,
    timed_slot,
)
from coach.planning.exercise_intro import PAUSE, SHORT_PAUSE, ExerciseIntro
from coach.planning.order import Occurrence

BREAK_BETWEEN_SETS_S = 30.0
CHANGE_SIDE_S = 10.0
CHANGE_SIDE_ALTERNATING_S = 3.0
GAP_S = 5.0
GAP_SHORT_S = 2.0
GAP_FROM_HOLD_S = 10.0
COUNTDOWN = 3
TONE_PAUSE = 3 * SECOND // 20
"""Between a tone and the words that belong to it."""
INTO_POSITION_AFTER_REST = 3 * SECOND
"""The time to get into position again after a rest between sets."""

Opens = Literal["exercise", "side", "set", "rep", "other half"]


@dataclass(frozen=True)
class Effort:
    """One rep, or one side of an alternating one.

    Attributes:
        place: which one it is.
        opens: what begins with it, for the gap before it.
        counted: whether its number is said.
    """

    place: Place
    opens: Opens
    counted: bool = True


def exercise_segment(
    occurrence: Occurrence, choices: Choices, phrases: Phrases, voice: VoiceChoices
) -> PlannedSegment:
    """Return an exercise as a section."""
    exercise = occurrence.exercise
    slots = _ExercisePlan(occurrence, choices, phrases, exercise.voice.over(voice)).slots()
    position = exercise.position.name if exercise.position else None
    cap = frames(exercise.kind.at_most_s) if isinstance(exercise.kind, Open) else None
    return PlannedSegment("exercise", tuple(slots), exercise.name, position, cap)


class _ExercisePlan:
    def __init__(
        self, occurrence: Occurrence, choices: Choices, phrases: Phrases, voice: VoiceChoices
    ) -> None:
        self.exercise = occurrence.exercise
        self.choices = choices
        self.phrases = phrases
        countdown = COUNTDOWN if voice.countdown is None else voice.countdown
        self.tones = bool(voice.tones)
        self.wording = Wording(self.exercise, phrases, countdown, voice.count_reps or "aloud")
        rounds = None if occurrence.round is None else occurrence.rounds
        self.place = Place(self.exercise.name, occurrence.item, occurrence.round, rounds=rounds)
        self.intro = ExerciseIntro(occurrence, choices, self.wording, self.place)
        self.alternating = occurrence.exercise.sides is not None and (
            occurrence.exercise.sides.rule == "alternating"
        )

    @property
    def _end(self) -> Literal["low", "high"]:
        """Which end of a range of times to take: a number picks counts alone."""
        return "high" if self.choices.reps == "high" else "low"

    def slots(self) -> list[PlannedSlot]:
        """Return the whole exercise. What ends one effort is said at the start of the next gap."""
        slots: list[PlannedSlot] = []
        ending: tuple[SequencedPrompt, ...] = ()
        for effort in self._efforts():
            if effort.opens == "exercise":
                slots += self.intro.slots(self._number(effort, SHORT_PAUSE))
            else:
                gap = self._gap(effort, ending)
                slots += [gap] if gap.frames or gap.opening or gap.closing else []
            slots += self._effort(effort)
            ending = self._ending(effort)
        return [*slots, PlannedSlot(opening=ending)] if ending else slots

    # -- which efforts there are ---------------------------------------------------------------

    def _efforts(self) -> Iterator[Effort]:
        sides = self.exercise.sides
        if sides is None or self.alternating:
            yield from self._sets(self.place, "exercise")
            return
        for index, side in enumerate(sides.order):
            yield from self._sets(replace(self.place, side=side), "side" if index else "exercise")

    def _sets(self, place: Place, opens: Opens) -> Iterator[Effort]:
        dose = self.exercise.dose
        sets = len(dose.reps) if len(dose.reps) > 1 else dose.sets.pick(self.choices.reps)
        for index in range(sets):
            reps = dose.reps[index if len(dose.reps) > 1 else 0].pick(self.choices.reps)
            here = replace(place, set=index + 1, sets=sets, reps=reps)
            for number in range(1, reps + 1):
                first = opens if index == 0 else "set"
                effort = Effort(replace(here, rep=number), first if number == 1 else "rep")
                yield from self._halves(effort) if self.alternating else (effort,)

    def _halves(self, effort: Effort) -> Iterator[Effort]:
        """Yield both sides of an alternating rep, or the one whose turn it is."""
        sides = self.exercise.sides
        assert sides is not None  # noqa: S101 - what alternates has sides
        if sides.count_separately:
            side = sides.order[((effort.place.rep or 1) - 1) % 2]
            yield replace(effort, place=replace(effort.place, side=side))
            return
        first, second = sides.order
        yield replace(effort, place=replace(effort.place, side=first))
        place = replace(effort.place, side=second)
        yield replace(effort, place=place, opens="other half", counted=False)

    # -- the gaps between them -----------------------------------------------------------------

    def _gap(self, effort: Effort, ending: tuple[SequencedPrompt, ...]) -> PlannedSlot:
        """Return the gap before an effort; one of no length and no words is none."""
        place = effort.place
        if effort.opens == "set":
            return self._rest(effort, ending)
        if effort.opens == "side":
            words = self.phrases.by_side("change_side", place.side or "left")
            prompts = (
                SequencedPrompt(Prompt("change_side", words, place), PAUSE),
                *self.intro.other_side(place),
            )
            return PlannedSlot(
                0, (*ending, *self._then(prompts)), self._number(effort, PAUSE), kind="change"
            )
        if self.alternating:
            return PlannedSlot(0) if self._on_the_beat(effort) else self._change(effort, ending)
        own = self.exercise.dose.rest_between_reps_s
        at = None if own is None else self.exercise.place("rest_between_reps")
        number = self._number(effort, PAUSE)
        return PlannedSlot(self._between_reps(place), ending, number, kind="rest", at=at)

    def _rest(self, effort: Effort, ending: tuple[SequencedPrompt, ...]) -> PlannedSlot:
        place = replace(effort.place, rep=None)
        own_s = self.exercise.dose.rest_between_sets_s
        rest_s = BREAK_BETWEEN_SETS_S if own_s is None else own_s
        rest = Prompt("rest", self.phrases.say("rest", time=self.phrases.time(rest_s)), place)
        number = self.phrases.number(place.set or 1)
        total = self.phrases.number(place.sets or 1)
        words = self.phrases.say("next_set", number=number, total=total)
        closing: tuple[SequencedPrompt, ...] = (
            SequencedPrompt(Prompt("next", words, place), PAUSE),
        )
        opening = (*ending, *((SequencedPrompt(rest, PAUSE),) if rest_s else ()))
        closing = (*closing, *self._number(effort, INTO_POSITION_AFTER_REST))
        at = None if own_s is None else self.exercise.place("rest_between_sets")
        return PlannedSlot(frames(rest_s), opening, closing, kind="rest", at=at)

    def _change(self, effort: Effort, ending: tuple[SequencedPrompt, ...]) -> PlannedSlot:
        """Return the change of sides within or between alternating reps."""
        place = effort.place
        prompts: tuple[SequencedPrompt, ...] = ()
        kind = self.exercise.kind
        says_it_itself = isinstance(kind, Phases) and kind.phases[0].say.differs
        if not says_it_itself:
            words = self.phrases.by_side("change_rep", place.side or "left")
            prompts = (SequencedPrompt(Prompt("change_side", words, place), PAUSE),)
        first_change = effort.opens == "other half" and (place.set, place.rep) == (1, 1)
        if first_change:
            prompts = (*prompts, *self.intro.other_side(place))
        number = self._number(effort, PAUSE)
        return (
            PlannedSlot(0, (*ending, *self._then(prompts)), number, kind="change")
            if prompts
            else PlannedSlot(frames(self._change_s), ending, number, kind="change")
        )

    def _on_the_beat(self, effort: Effort) -> bool:
        """Whether a side is changed within the pace of `every`, and said with the rep itself."""
        sides = self.exercise.sides
        if not isinstance(self.exercise.kind, Paced) or effort.opens not in {"rep", "other half"}:
            return False
        if sides is None or not self.alternating or sides.change_s is not None:
            return False
        first = effort.opens == "other half" and (effort.place.set, effort.place.rep) == (1, 1)
        return not (first and self.intro.other_side(effort.place))

    def _side_on_the_beat(self, effort: Effort) -> str:
        """Return the words for the side that a paced rep is for; empty where its own tell it."""
        early = (effort.place.rep or 1) <= FULL_REPS
        own = self.exercise.say if early else self.exercise.short
        if not self._on_the_beat(effort) or (own is not None and own.differs):
            return ""
        return self.phrases.by_side("change_rep", effort.place.side or "left")

    @property
    def _change_s(self) -> float:
        sides = self.exercise.sides
        if sides is not None and sides.change_s is not None:
            return sides.change_s
        return CHANGE_SIDE_ALTERNATING_S if self.alternating else CHANGE_SIDE_S

    def _then(self, prompts: tuple[SequencedPrompt, ...]) -> tuple[SequencedPrompt, ...]:
        """Return words with the time to change sides after them."""
        return (*prompts[:-1], replace(prompts[-1], after=frames(self._change_s)))

    def _number(self, effort: Effort, after: int) -> tuple[SequencedPrompt, ...]:
        """Return the number of a rep that does not say it itself, and the call into position."""
        if isinstance(self.exercise.kind, Phases | Paced):
            return ()
        place, parts = effort.place, []
        if effort.counted and (place.reps or 1) > 1:
            parts += self._count(effort)
        if effort.opens in {"set", "rep"} or (effort.opens == "side" and parts):
            parts.append(self.phrases.say("into_position"))
        return (SequencedPrompt(Prompt("rep", " ".join(parts), place), after),) if parts else ()

    def _count(self, effort: Effort) -> list[str]:
        place = effort.place
        if self.wording.count_reps != "aloud":
            words = self.wording.number_before(place, counting=True)
            return [words] if words else []
        number = self.phrases.number(place.rep or 1)
        if place.side is not None and not self.alternating:
            return [self.phrases.by_side("rep_side", place.side, number=number)]
        return [self.phrases.say("rep", number=number)]

    def _between_reps(self, place: Place) -> int:
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
        return times[min(rep, len(times)) - 1].pick(self._end)

    # -- the efforts themselves ----------------------------------------------------------------

    def _at_tempo(self, seconds: float) -> int:
        """Return the frames that a phase lasts at the tempo which the person chose."""
        return frames(seconds * 100 / self.choices.tempo)

    def _effort(self, effort: Effort) -> list[PlannedSlot]:
        kind, place, wording = self.exercise.kind, effort.place, self.wording
        if isinstance(kind, Phases):
            lengths = tuple(self._at_tempo(phase.for_s.pick(self._end)) for phase in kind.phases)
            counted = effort.counted
            return list(phase_slots(wording, kind.phases, lengths, place, counted=counted))
        if isinstance(kind, Paced):
            side, length = self._side_on_the_beat(effort), self._at_tempo(kind.every_s)
            return [paced_slot(wording, length, place, side, counted=effort.counted)]
        if isinstance(kind, Hold):
            rep = place.rep or 1
            held_s = self._hold_s(kind, rep)
            again = rep > 1 and self._hold_s(kind, rep - 1) == held_s
            slot = hold_slot(wording, kind, frames(held_s), place, again=again)
            return [replace(slot, opening=(*self._tone("start", place), *slot.opening))]
        if isinstance(kind, Timed):
            return [timed_slot(wording, frames(kind.for_s.pick(self._end)), place)]
        if isinstance(kind, Open):
            cap = frames(kind.at_most_s)
            slot = open_slot(wording, cap, place, for_file=self.choices.for_file)
            return [replace(slot, opening=(*self._tone("start", place), *slot.opening))]
        return list(self._steps(kind, place))

    def _steps(self, kind: Steps, place: Place) -> Iterator[PlannedSlot]:
        for index, step in enumerate(kind.steps):
            here = replace(place, phase=index + 1)
            if step.wait:
                words = Prompt("phase", self.wording.words(step.say, here), here, step.say.at)
                yield self.intro.wait(step.at_most_s, (SequencedPrompt(words, PAUSE),), here)
            yield step_slot(self.wording, step, here)

    def _ending(self, effort: Effort) -> tuple[SequencedPrompt, ...]:
        """Return what is said when an effort ends, at the start of the gap after it."""
        kind, own, place = self.exercise.kind, self.exercise.release, effort.place
        if isinstance(kind, Phases | Paced):
            return ()
        if own is not None:
            release = Prompt("release", self.wording.words(own, place), place, own.at)
        else:
            words = self.phrases.say("release" if isinstance(kind, Hold | Open) else "stop")
            release = Prompt("release", words, place)
        held = isinstance(kind, Hold | Open)
        return (*(self._tone("end", place) if held else ()), SequencedPrompt(release, PAUSE))

    def _tone(self, tone: Tone, place: Place) -> tuple[SequencedPrompt, ...]:
        """Return the tone at a hold's start or end, on its very frame, if the author wants one."""
        if not self.tones:
            return ()
        kind: CueKind = "hold" if tone == "start" else "release"
        return (SequencedPrompt(Prompt(kind, TONE_TEXT, place, tone=tone), TONE_PAUSE),)
