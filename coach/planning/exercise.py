"""One exercise as a segment: its sets, sides and reps, and the gaps between them.

Rules and figures: `docs/writing-routines.md`, "What is heard".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from coach.model.plan import (
    Choices,
    CueKind,
    Place,
    PlannedSegment,
    PlannedSlot,
    Prompt,
    SequencedPrompt,
)
from coach.model.routine import (
    Hold,
    Open,
    OwnPace,
    Paced,
    Phases,
    Routine,
    Steps,
    Text,
    Timed,
)
from coach.model.units import Range, frames
from coach.model.utterance import TONE_TEXT, Tone
from coach.phrases import Phrases
from coach.planning.dose import picked_s, reps_of_sets
from coach.planning.exercise_intro import PAUSE, SHORT_PAUSE, ExerciseIntro
from coach.planning.order import Occurrence
from coach.planning.rep import (
    FULL_REPS,
    SECOND,
    Wording,
    hold_slot,
    hold_words,
    open_slot,
    own_pace_slot,
    paced_slot,
    phase_slots,
    step_slot,
    timed_slot,
)
from coach.planning.reps import Rep, reps_of

REST_BETWEEN_SETS_S = 30.0
CHANGE_SIDE_S = 8.0
"""The default time to change sides, beside its words."""
CHANGE_SIDE_ALTERNATING_S = 3.0
GAP_S = 10.0
GAP_SHORT_S = 3.0
LONG_HOLD_S = 10.0
"""From this length of the longest hold on, the gap between holds is `GAP_S`."""
COUNTDOWN = 3
TONE_PAUSE = 3 * SECOND // 20
"""Between a tone and the words that belong to it."""
INTO_POSITION = 3 * SECOND
"""The time to take up the position again, from the words for it to the clock."""
CLOCK_AT_ONCE_TO_S = 15.0
CLOCK_AFTER_WORDS = 2 * SECOND
"""After an author's own words, the clock of a hold over `CLOCK_AT_ONCE_TO_S` starts so much later:
the body needs as long to get there."""
BEFORE_OWN_WORDS = SECOND


def exercise_segment(
    occurrence: Occurrence, routine: Routine, choices: Choices, phrases: Phrases
) -> PlannedSegment:
    """Return an exercise as a segment."""
    exercise = occurrence.exercise
    made = _ExercisePlan(occurrence, routine, choices, phrases)
    position = exercise.position.name if exercise.position else None
    cap = frames(exercise.kind.at_most_s) if isinstance(exercise.kind, Open) else None
    if isinstance(exercise.kind, OwnPace):
        cap = frames(max(map(exercise.kind.cap_s, reps_of_sets(exercise, choices))))
    return PlannedSegment("exercise", tuple(made.slots()), exercise.name, position, cap)


class _ExercisePlan:
    """Makes the slots of one exercise."""

    def __init__(
        self, occurrence: Occurrence, routine: Routine, choices: Choices, phrases: Phrases
    ) -> None:
        self.exercise = occurrence.exercise
        self.choices = choices
        self.phrases = phrases
        voice = self.exercise.voice.over(routine.voice)
        countdown = COUNTDOWN if voice.countdown is None else voice.countdown
        self.tones = bool(voice.tones)
        self.wording = Wording(self.exercise, phrases, countdown, voice.count_reps or "aloud")
        rounds = None if occurrence.round is None else occurrence.rounds
        self.place = Place(self.exercise.name, occurrence.item, occurrence.round, rounds=rounds)
        self.intro = ExerciseIntro(occurrence, choices, self.wording, self.place, routine.equipment)
        self.explained = occurrence.first_round
        sides = self.exercise.sides
        self.alternating = sides is not None and sides.rule == "alternating"

    def slots(self) -> list[PlannedSlot]:
        """Return the whole exercise. What ends a rep is said at the start of the gap after it."""
        reps = list(reps_of(self.exercise, self.choices, self.place))
        slots = [*self.intro.slots(), *self._start(reps[0]), *self._rep_slots(reps[0])]
        for before, rep in pairwise(reps):
            ending = self._ending(before, ends_set=rep.starts in {"set", "side"})
            gap = self._gap(rep, ending)
            slots += [gap] if gap.frames or gap.opening or gap.closing else []
            slots += self._rep_slots(rep)
        ending = self._ending(reps[-1], ends_set=True)
        return [*slots, PlannedSlot(opening=ending)] if ending else slots

    # -- the start -----------------------------------------------------------------------------

    def _start(self, rep: Rep) -> list[PlannedSlot]:
        """Return the time to get ready, and the words that start the first effort."""
        if self.intro.starts_by_itself:
            own = self.exercise.get_ready_s is not None and self.explained
            return [self.intro.get_ready()] if own or self.exercise.wait else []
        if not self.explained and self.intro.held:
            lead = self._lead(rep, again=True)
            wait = [self.intro.get_ready()] if self.exercise.wait else []
            return [*wait, PlannedSlot(opening=lead)]
        ready = self.intro.get_ready()
        place = self.place
        if not self.intro.held:
            words = Prompt("ready", self.phrases.say("ready"), place)
            return [ready, PlannedSlot(opening=(words.then(SHORT_PAUSE),))]
        if self.exercise.say is None:
            return [ready]
        words = Prompt("ready", self.phrases.say("ready_hold"), place)
        own_words = self._own_words(self.exercise.say, rep)
        return [ready, PlannedSlot(opening=(words.then(BEFORE_OWN_WORDS), own_words))]

    def _own_words(self, text: Text, rep: Rep, before: str = "") -> SequencedPrompt:
        """Return an author's words that start a hold, with the time from them to the clock."""
        words = self.wording.text_for(text, rep.place)
        prompt = Prompt("hold", f"{before} {words}".strip(), rep.place, text.at)
        return prompt.then(0 if self._held_s(rep) <= CLOCK_AT_ONCE_TO_S else CLOCK_AFTER_WORDS)

    # -- the gaps between them -----------------------------------------------------------------

    def _gap(self, rep: Rep, ending: tuple[SequencedPrompt, ...]) -> PlannedSlot:
        """Return the gap before a rep, from effort to effort; its words are part of it."""
        if rep.starts == "set":
            return self._rest(rep, ending)
        if rep.starts == "side":
            return self._change(rep, ending)
        if self.alternating:
            return PlannedSlot(0) if self._on_the_beat(rep) else self._alternate(rep, ending)
        own = self.exercise.dose.rest_between_reps_s
        at = None if own is None else self.exercise.place("rest_between_reps")
        return PlannedSlot(self._between_reps(), ending, self._lead(rep), kind="rest", at=at)

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
        closing = (next_set, *self._lead(rep))
        at = None if own_s is None else self.exercise.place("rest_between_sets")
        return PlannedSlot(frames(rest_s), opening, closing, kind="rest", at=at)

    def _change(self, rep: Rep, ending: tuple[SequencedPrompt, ...]) -> PlannedSlot:
        """Return the change to the second side."""
        own_s = self._own_change_s
        words = Prompt("change_side", self.intro.change_of_side(rep.place), rep.place)
        set_up = self.intro.other_side(rep.place)
        slack = PAUSE if own_s is not None else frames(CHANGE_SIDE_S * self.choices.more_time)
        opening = (*ending, words.then(slack))
        closing = (*set_up, *self._lead(rep, set_up=bool(set_up)))
        at = None if own_s is None else self.exercise.place("change_side")
        return PlannedSlot(frames(own_s or 0), opening, closing, kind="change", at=at)

    def _alternate(self, rep: Rep, ending: tuple[SequencedPrompt, ...]) -> PlannedSlot:
        """Return the change of sides within or between alternating reps."""
        between_s = self.exercise.dose.rest_between_reps_s
        own_s, word = self._own_change_s, "change_side"
        if self._back_to_first_side(rep) and between_s is not None:
            own_s, word = between_s, "rest_between_reps"
        set_up = self.intro.other_side(rep.place) if rep.first_change else []
        lead = self._lead(rep, set_up=bool(set_up))
        closing = (*set_up, *lead)
        at = None if own_s is None else self.exercise.place(word)
        if own_s is not None:
            return PlannedSlot(frames(own_s), ending, closing, kind="change", at=at)
        slack = frames(CHANGE_SIDE_ALTERNATING_S)
        if not ending:
            return PlannedSlot(slack, (), closing, kind="change")
        opening = (*ending[:-1], replace(ending[-1], pause=slack))
        return PlannedSlot(0, opening, closing, kind="change")

    def _back_to_first_side(self, rep: Rep) -> bool:
        """Whether a rep leads back to the side that comes first, so that a pair is complete."""
        sides = self.exercise.sides
        return sides is not None and rep.starts == "rep" and rep.place.side == sides.order[0]

    @property
    def _own_change_s(self) -> float | None:
        return None if self.exercise.sides is None else self.exercise.sides.change_s

    def _on_the_beat(self, rep: Rep) -> bool:
        """Whether sides are changed within the pace of `every`, and named with the rep itself."""
        sides = self.exercise.sides
        if not isinstance(self.exercise.kind, Paced) or rep.starts not in {"rep", "other side"}:
            return False
        if sides is None or not self.alternating or sides.change_s is not None:
            return False
        if self._back_to_first_side(rep) and self.exercise.dose.rest_between_reps_s is not None:
            return False
        return not (rep.first_change and self.intro.other_side(rep.place))

    def _side_on_the_beat(self, rep: Rep) -> str:
        """Return the words for a paced rep's side; empty where the author's words name it."""
        early = rep.number <= FULL_REPS
        own = self.exercise.say if early else self.exercise.short
        if not self._on_the_beat(rep) or (own is not None and own.differs):
            return ""
        return self.phrases.by_side("change_rep", rep.place.side or "left")

    # -- what is said just before a rep that is not the first ------------------------------------

    def _lead(
        self, rep: Rep, *, set_up: bool = False, again: bool = False
    ) -> tuple[SequencedPrompt, ...]:
        """Return what is said just before a rep: its number, its side, and the way back in.

        Args:
            rep: any but the first of an exercise that has just been explained.
            set_up: whether the set-up of its side has just been said.
            again: whether it is the first one of a later round.
        """
        kind = self.exercise.kind
        if isinstance(kind, Phases | Paced):
            return self._lead_in_phases(rep)
        number = self.wording.number_between(rep.place, short=not self._long)
        before = " ".join(filter(None, (number if rep.counted else "", self._side_word(rep))))
        if not isinstance(kind, Hold | Open):
            back = self.exercise.again if isinstance(kind, Timed) else None
            words = f"{before} {self.wording.text_for(back, rep.place) if back else ''}".strip()
            return (Prompt("rep", words, rep.place).then(PAUSE),) if words else ()
        if isinstance(kind, Hold) and self._length_changes(rep):
            before = f"{before} {self.phrases.sentence(self._time_of(rep))}".strip()
        return tuple(self._way_back(rep, before, set_up=set_up, again=again))

    def _way_back(
        self, rep: Rep, before: str, *, set_up: bool, again: bool
    ) -> Iterator[SequencedPrompt]:
        """Yield the way back into a hold, with what is said in one breath before it."""
        own = self.exercise.short or self.exercise.say
        back = self.exercise.again
        if back is not None:
            words = f"{before} {self.wording.text_for(back, rep.place)}".strip()
            into = Prompt("rep", words, rep.place, back.at)
            yield into.then(INTO_POSITION)
            if self.exercise.short is not None:
                yield self._own_words(self.exercise.short, rep)
        elif own is not None:
            yield self._own_words(own, rep, before)
        elif set_up:
            if before:
                yield Prompt("rep", before, rep.place).then(PAUSE)
        elif self._long or again:
            words = f"{before} {self.phrases.say('into_position')}".strip()
            yield Prompt("rep", words, rep.place).then(INTO_POSITION)

    def _lead_in_phases(self, rep: Rep) -> tuple[SequencedPrompt, ...]:
        """Return the number and the side of an alternating rep; others are said with the rep."""
        side = self._side_word(rep)
        if not side or self._on_the_beat(rep):
            return ()
        number = self._number_in_gap(rep)
        return (Prompt("change_side", f"{number} {side}".strip(), rep.place).then(SHORT_PAUSE),)

    def _number_in_gap(self, rep: Rep) -> str:
        """Return the number of an alternating rep that is said before its side, in the gap."""
        if not rep.counted or rep.starts == "exercise" or not self._side_word(rep):
            return ""
        if self._on_the_beat(rep):
            return ""
        return self.wording.number_before(rep.place, counting=self._counts_seconds)

    def _side_word(self, rep: Rep) -> str:
        """Return the words for the side of an alternating rep, unless its own words name it."""
        if not self.alternating or rep.place.side is None:
            return ""
        kind = self.exercise.kind
        text = kind.phases[0].say if isinstance(kind, Phases) else None
        if isinstance(kind, Hold | Open):
            text = self.exercise.again or self.exercise.short or self.exercise.say
        if text is not None and text.differs:
            return ""
        return self.phrases.by_side("change_rep", rep.place.side)

    @property
    def _counts_seconds(self) -> bool:
        kind = self.exercise.kind
        return isinstance(kind, Phases) and any(phase.count != "off" for phase in kind.phases)

    # -- lengths -------------------------------------------------------------------------------

    @property
    def _long(self) -> bool:
        """Whether the efforts are no mere squeezes: of a list the longest hold decides."""
        kind = self.exercise.kind
        if isinstance(kind, Hold):
            return max(self._picked(times) for times in kind.times_s) >= LONG_HOLD_S
        return True

    def _between_reps(self) -> int:
        """Return the frames between two reps."""
        own = self.exercise.dose.rest_between_reps_s
        if own is not None:
            return frames(own)
        if isinstance(self.exercise.kind, Phases | Paced):
            return 0
        return frames(GAP_S if self._long else GAP_SHORT_S)

    def _held_s(self, rep: Rep) -> float:
        kind = self.exercise.kind
        if isinstance(kind, Hold):
            return self._picked(kind.times_s[min(rep.number, len(kind.times_s)) - 1])
        return kind.at_most_s if isinstance(kind, Open) else 0.0

    def _picked(self, times: Range[float]) -> float:
        return picked_s(times, self.choices)

    def _length_changes(self, rep: Rep) -> bool:
        """Whether the author's words start a hold that is not as long as the one before."""
        kind = self.exercise.kind
        if not isinstance(kind, Hold) or len(kind.times_s) == 1:
            return False
        if not self._has_own_words(rep):
            return False  # Coach's own words say it
        before = kind.times_s[(rep.number - 2) % len(kind.times_s)]
        return self._picked(before) != self._held_s(rep)

    def _time_of(self, rep: Rep) -> str:
        return self.phrases.time(self._held_s(rep))

    def _has_own_words(self, rep: Rep) -> bool:
        """Whether a hold starts with the author's words, so that Coach says none."""
        own = self.exercise.say is not None or self.exercise.short is not None
        if rep.starts == "exercise" and self.explained:
            return self.exercise.say is not None
        return self.exercise.short is not None if self.exercise.again is not None else own

    # -- the reps themselves -------------------------------------------------------------------

    def _at_tempo(self, seconds: float) -> int:
        """Return the frames of a phase at the tempo that the person chose."""
        return frames(seconds * 100 / self.choices.tempo)

    def _rep_slots(self, rep: Rep) -> list[PlannedSlot]:  # noqa: PLR0911 - one for each kind
        kind, place, wording = self.exercise.kind, rep.place, self.wording
        if isinstance(kind, Phases):
            lengths = tuple(self._at_tempo(self._picked(p.for_s)) for p in kind.phases)
            counted = rep.counted and not self._number_in_gap(rep)
            return list(phase_slots(wording, kind.phases, lengths, place, counted=counted))
        if isinstance(kind, Paced):
            side, length = self._side_on_the_beat(rep), self._at_tempo(kind.every_s)
            counted = rep.counted and not self._number_in_gap(rep)
            return [paced_slot(wording, length, place, side, counted=counted)]
        if isinstance(kind, Hold):
            return [self._started_by_tone(self._hold(kind, rep), place)]
        if isinstance(kind, Timed):
            return [timed_slot(wording, frames(self._picked(kind.for_s)), place)]
        if isinstance(kind, Open):
            slot = open_slot(
                wording,
                frames(kind.at_most_s),
                place,
                has_own_words=self._has_own_words(rep),
                can_say_ready=self.choices.can_say_ready,
            )
            return [self._started_by_tone(slot, place)]
        if isinstance(kind, OwnPace):
            reps = reps_of_sets(self.exercise, self.choices)[(place.set or 1) - 1]
            length = frames(kind.cap_s(reps))
            return [own_pace_slot(wording, length, place, self.choices.controls)]
        return list(self._steps(kind, place))

    def _hold(self, kind: Hold, rep: Rep) -> PlannedSlot:
        length = frames(self._held_s(rep))
        opening = None
        if not self._has_own_words(rep):
            first = rep.starts == "exercise"
            before = kind.times_s[(rep.number - 2) % len(kind.times_s)]
            changed = first or self._picked(before) != self._held_s(rep)
            squeezed = not first and not self._long and self.exercise.again is None
            number = self._squeeze_number(rep) if squeezed else ""
            opening = hold_words(
                self.wording, kind, length, rep.place, changed=changed, number=number
            )
        return hold_slot(self.wording, kind, length, rep.place, opening)

    def _squeeze_number(self, rep: Rep) -> str:
        """Return what Coach says in one breath with the cue of a squeeze."""
        number = self.wording.number_between(rep.place, short=True) if rep.counted else ""
        return " ".join(filter(None, (number, self._side_word(rep))))

    def _steps(self, kind: Steps, place: Place) -> Iterator[PlannedSlot]:
        for index, step in enumerate(kind.steps):
            here = place.in_phase(index + 1)
            if step.wait:
                words = Prompt("phase", self.wording.text_for(step.say, here), here, step.say.at)
                yield self.intro.wait(step.at_most_s, (words.then(PAUSE),), here)
            yield step_slot(self.wording, step, here)

    def _ending(self, rep: Rep, *, ends_set: bool) -> tuple[SequencedPrompt, ...]:
        """Return what is said when a rep ends, at the start of the gap after it."""
        kind, own, place = self.exercise.kind, self.exercise.release, rep.place
        if isinstance(kind, Phases | Paced) and (own is None or not ends_set):
            return ()
        if own is not None:
            release = Prompt("release", self.wording.text_for(own, place), place, own.at)
        elif isinstance(kind, OwnPace):
            return ()  # "And stop." ends its slot, where the cap is reached
        else:
            phrase = "release" if isinstance(kind, Hold | Open) else "stop"
            phrase = phrase if self._long else "relax"
            release = Prompt("release", self.phrases.say(phrase), place)
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
