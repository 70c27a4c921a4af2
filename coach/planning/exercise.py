"""One exercise as a segment: its sets, sides and reps, and the gaps between them.

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
from coach.planning.exercise_intro import PAUSE, SHORT_PAUSE, ExerciseIntro
from coach.planning.order import Occurrence
from coach.planning.rep import (
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

REST_BETWEEN_SETS_S = 30.0
CHANGE_SIDE_S = 10.0
CHANGE_SIDE_ALTERNATING_S = 3.0
GAP_S = 5.0
GAP_SHORT_S = 2.0
GAP_FROM_HOLD_S = 10.0
"""From this length of a hold on, the gap after it is `GAP_S`."""
COUNTDOWN = 3
TONE_PAUSE = 3 * SECOND // 20
"""Between a tone and the words that belong to it."""
INTO_POSITION_AFTER_REST = 3 * SECOND
"""The time to get into position again after a rest between sets."""

Starts = Literal["exercise", "side", "set", "rep", "other side"]


@dataclass(frozen=True)
class Rep:
    """One rep, or one of its sides where sides alternate.

    Attributes:
        place: which one it is.
        starts: what starts with it, which decides on the gap before it.
        counted: whether its number is said.
    """

    place: Place
    starts: Starts
    counted: bool = True

    @property
    def number(self) -> int:
        """Which rep of its set it is, from 1."""
        return self.place.rep or 1

    @property
    def first_change(self) -> bool:
        """Whether sides are changed within the very first rep."""
        return self.starts == "other side" and (self.place.set, self.place.rep) == (1, 1)


def exercise_segment(
    occurrence: Occurrence, choices: Choices, phrases: Phrases, voice: VoiceChoices
) -> PlannedSegment:
    """Return an exercise as a segment."""
    exercise = occurrence.exercise
    slots = _ExercisePlan(occurrence, choices, phrases, exercise.voice.over(voice)).slots()
    position = exercise.position.name if exercise.position else None
    cap = frames(exercise.kind.at_most_s) if isinstance(exercise.kind, Open) else None
    return PlannedSegment("exercise", tuple(slots), exercise.name, position, cap)


class _ExercisePlan:
    """Makes the slots of one exercise."""

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
        """Which end of a range of times applies: a chosen number is one of reps only."""
        return "high" if self.choices.reps == "high" else "low"

    def slots(self) -> list[PlannedSlot]:
        """Return the whole exercise. What ends a rep is said at the start of the gap after it."""
        slots: list[PlannedSlot] = []
        ending: tuple[SequencedPrompt, ...] = ()
        for rep in self._reps():
            if rep.starts == "exercise":
                slots += self.intro.slots(self._number(rep, SHORT_PAUSE))
            else:
                gap = self._gap(rep, ending)
                slots += [gap] if gap.frames or gap.opening or gap.closing else []
            slots += self._rep_slots(rep)
            ending = self._ending(rep)
        return [*slots, PlannedSlot(opening=ending)] if ending else slots

    # -- which reps there are ------------------------------------------------------------------

    def _reps(self) -> Iterator[Rep]:
        sides = self.exercise.sides
        if sides is None or self.alternating:
            yield from self._sets(self.place, "exercise")
            return
        for index, side in enumerate(sides.order):
            yield from self._sets(replace(self.place, side=side), "side" if index else "exercise")

    def _sets(self, place: Place, starts: Starts) -> Iterator[Rep]:
        dose = self.exercise.dose
        sets = len(dose.reps) if len(dose.reps) > 1 else dose.sets.pick(self._end)
        for index in range(sets):
            reps = dose.reps[index if len(dose.reps) > 1 else 0].pick(self.choices.reps)
            here = replace(place, set=index + 1, sets=sets, reps=reps)
            for number in range(1, reps + 1):
                first = starts if index == 0 else "set"
                rep = Rep(replace(here, rep=number), first if number == 1 else "rep")
                yield from self._sides(rep) if self.alternating else (rep,)

    def _sides(self, rep: Rep) -> Iterator[Rep]:
        """Yield both sides of a rep, or the next one where each side counts as a rep."""
        sides = self.exercise.sides
        assert sides is not None  # noqa: S101 - what alternates has sides
        if sides.count_separately:
            side = sides.order[(rep.number - 1) % 2]
            yield replace(rep, place=replace(rep.place, side=side))
            return
        first, second = sides.order
        yield replace(rep, place=replace(rep.place, side=first))
        place = replace(rep.place, side=second)
        yield replace(rep, place=place, starts="other side", counted=False)

    # -- the gaps between them -----------------------------------------------------------------

    def _gap(self, rep: Rep, ending: tuple[SequencedPrompt, ...]) -> PlannedSlot:
        """Return the gap before a rep; without length and words there is none."""
        place = rep.place
        if rep.starts == "set":
            return self._rest(rep, ending)
        if rep.starts == "side":
            words = self.phrases.by_side("change_side", place.side or "left")
            change = Prompt("change_side", words, place).then(PAUSE)
            prompts = self._with_time_to_change((change, *self.intro.other_side(place)))
            return PlannedSlot(0, (*ending, *prompts), self._number(rep, PAUSE), kind="change")
        if self.alternating:
            return PlannedSlot(0) if self._on_the_beat(rep) else self._change(rep, ending)
        own = self.exercise.dose.rest_between_reps_s
        at = None if own is None else self.exercise.place("rest_between_reps")
        number = self._number(rep, PAUSE)
        return PlannedSlot(self._between_reps(place), ending, number, kind="rest", at=at)

    def _rest(self, rep: Rep, ending: tuple[SequencedPrompt, ...]) -> PlannedSlot:
        place = replace(rep.place, rep=None)
        own_s = self.exercise.dose.rest_between_sets_s
        rest_s = REST_BETWEEN_SETS_S if own_s is None else own_s
        rest = Prompt("rest", self.phrases.say("rest", time=self.phrases.time(rest_s)), place)
        number = self.phrases.number(place.set or 1)
        total = self.phrases.number(place.sets or 1)
        words = self.phrases.say("next_set", number=number, total=total)
        next_set = Prompt("next", words, place).then(PAUSE)
        opening = (*ending, *((rest.then(PAUSE),) if rest_s else ()))
        closing = (next_set, *self._number(rep, INTO_POSITION_AFTER_REST))
        at = None if own_s is None else self.exercise.place("rest_between_sets")
        return PlannedSlot(frames(rest_s), opening, closing, kind="rest", at=at)

    def _change(self, rep: Rep, ending: tuple[SequencedPrompt, ...]) -> PlannedSlot:
        """Return the change of sides within or between alternating reps."""
        place = rep.place
        prompts: tuple[SequencedPrompt, ...] = ()
        kind = self.exercise.kind
        names_its_side = isinstance(kind, Phases) and kind.phases[0].say.differs
        if not names_its_side:
            words = self.phrases.by_side("change_rep", place.side or "left")
            prompts = (Prompt("change_side", words, place).then(PAUSE),)
        if rep.first_change:
            prompts = (*prompts, *self.intro.other_side(place))
        number = self._number(rep, PAUSE)
        if not prompts:
            return PlannedSlot(frames(self._change_s), ending, number, kind="change")
        prompts = self._with_time_to_change(prompts)
        return PlannedSlot(0, (*ending, *prompts), number, kind="change")

    def _on_the_beat(self, rep: Rep) -> bool:
        """Whether sides are changed within the pace of `every`, and named with the rep itself."""
        sides = self.exercise.sides
        if not isinstance(self.exercise.kind, Paced) or rep.starts not in {"rep", "other side"}:
            return False
        if sides is None or not self.alternating or sides.change_s is not None:
            return False
        return not (rep.first_change and self.intro.other_side(rep.place))

    def _side_on_the_beat(self, rep: Rep) -> str:
        """Return the words for a paced rep's side; empty where the author's words name it."""
        early = rep.number <= FULL_REPS
        own = self.exercise.say if early else self.exercise.short
        if not self._on_the_beat(rep) or (own is not None and own.differs):
            return ""
        return self.phrases.by_side("change_rep", rep.place.side or "left")

    @property
    def _change_s(self) -> float:
        sides = self.exercise.sides
        if sides is not None and sides.change_s is not None:
            return sides.change_s
        return CHANGE_SIDE_ALTERNATING_S if self.alternating else CHANGE_SIDE_S

    def _with_time_to_change(
        self, prompts: tuple[SequencedPrompt, ...]
    ) -> tuple[SequencedPrompt, ...]:
        """Return prompts with the time to change sides after the last one."""
        return (*prompts[:-1], replace(prompts[-1], pause=frames(self._change_s)))

    def _number(self, rep: Rep, pause: int) -> tuple[SequencedPrompt, ...]:
        """Return a rep's number, unless its own words have it, and the call into position."""
        if isinstance(self.exercise.kind, Phases | Paced):
            return ()
        place, parts = rep.place, []
        if rep.counted and (place.reps or 1) > 1:
            parts += self._count(rep)
        if rep.starts in {"set", "rep"} or (rep.starts == "side" and parts):
            parts.append(self.phrases.say("into_position"))
        return (Prompt("rep", " ".join(parts), place).then(pause),) if parts else ()

    def _count(self, rep: Rep) -> list[str]:
        place = rep.place
        if self.wording.count_reps != "aloud":
            words = self.wording.number_before(place, counting=True)
            return [words] if words else []
        number = self.phrases.number(rep.number)
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

    # -- the reps themselves -------------------------------------------------------------------

    def _at_tempo(self, seconds: float) -> int:
        """Return the frames of a phase at the tempo that the person chose."""
        return frames(seconds * 100 / self.choices.tempo)

    def _rep_slots(self, rep: Rep) -> list[PlannedSlot]:
        kind, place, wording = self.exercise.kind, rep.place, self.wording
        if isinstance(kind, Phases):
            lengths = tuple(self._at_tempo(phase.for_s.pick(self._end)) for phase in kind.phases)
            counted = rep.counted
            return list(phase_slots(wording, kind.phases, lengths, place, counted=counted))
        if isinstance(kind, Paced):
            side, length = self._side_on_the_beat(rep), self._at_tempo(kind.every_s)
            return [paced_slot(wording, length, place, side, counted=rep.counted)]
        if isinstance(kind, Hold):
            held_s = self._hold_s(kind, rep.number)
            again = rep.number > 1 and self._hold_s(kind, rep.number - 1) == held_s
            slot = hold_slot(wording, kind, frames(held_s), place, again=again)
            return [self._started_by_tone(slot, place)]
        if isinstance(kind, Timed):
            return [timed_slot(wording, frames(kind.for_s.pick(self._end)), place)]
        if isinstance(kind, Open):
            cap = frames(kind.at_most_s)
            slot = open_slot(wording, cap, place, for_file=self.choices.for_file)
            return [self._started_by_tone(slot, place)]
        return list(self._steps(kind, place))

    def _steps(self, kind: Steps, place: Place) -> Iterator[PlannedSlot]:
        for index, step in enumerate(kind.steps):
            here = place.in_phase(index + 1)
            if step.wait:
                words = Prompt("phase", self.wording.text_for(step.say, here), here, step.say.at)
                yield self.intro.wait(step.at_most_s, (words.then(PAUSE),), here)
            yield step_slot(self.wording, step, here)

    def _ending(self, rep: Rep) -> tuple[SequencedPrompt, ...]:
        """Return what is said when a rep ends, at the start of the gap after it."""
        kind, own, place = self.exercise.kind, self.exercise.release, rep.place
        if isinstance(kind, Phases | Paced):
            return ()
        if own is not None:
            release = Prompt("release", self.wording.text_for(own, place), place, own.at)
        else:
            words = self.phrases.say("release" if isinstance(kind, Hold | Open) else "stop")
            release = Prompt("release", words, place)
        held = isinstance(kind, Hold | Open)
        return (*(self._tone("end", place) if held else ()), release.then(PAUSE))

    def _started_by_tone(self, slot: PlannedSlot, place: Place) -> PlannedSlot:
        tone = self._tone("start", place)
        return replace(slot, opening=(*tone, *slot.opening)) if tone else slot

    def _tone(self, tone: Tone, place: Place) -> tuple[SequencedPrompt, ...]:
        """Return the tone on the first or the last frame of a hold, if the author wants one."""
        if not self.tones:
            return ()
        kind: CueKind = "hold" if tone == "start" else "release"
        return (Prompt(kind, TONE_TEXT, place, tone=tone).then(TONE_PAUSE),)
