"""One rep: the slots of its phases, hold, time or steps, with what is said in them.

Rules and figures: `docs/writing-routines.md`, "What is heard".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from coach.model.plan import (
    Controls,
    Place,
    PlannedSlot,
    Prompt,
    SequencedPrompt,
    SlotKind,
    TimedPrompt,
)
from coach.model.routine import Exercise, Hold, Phase, Remind, RepCount, Step, Text
from coach.model.units import FRAME_RATE, frames
from coach.phrases import Phrases

SECOND = FRAME_RATE
FULL_REPS = 2
"""In how many reps, from a set's first one, the full words are said."""
COUNTDOWN_FROM_S = 10.0
HALFWAY_FROM_S = 40.0
HALFWAY_QUIET = 4 * SECOND
REMIND_QUIET = 1 * SECOND
COUNT_QUIET = SECOND // 20
THINNED_TO = 9
"""Up to this number a count keeps one beat: every number is said, or every other one."""
TEN_SECONDS = 10
TEN_SECONDS_FROM_S = 25.0
"""From this length on, a timed exercise says when ten seconds are left."""
LONGEST_SILENCE = 15 * SECOND
HALFWAY_REPS_FROM = 4
TIME_LEFT_MIN = (10, 5, 1)
"""When the time left is said, in slots that last at least twice that and a minute."""


@dataclass(frozen=True)
class Wording:
    """Finds the words for an exercise's prompts.

    Attributes:
        exercise: whose texts they are.
        phrases: Coach's own words.
        countdown: from which number holds are counted down.
        count_reps: how reps are counted.
    """

    exercise: Exercise
    phrases: Phrases
    countdown: int
    count_reps: RepCount

    def text_for(self, text: Text, place: Place) -> str:
        """Return an author's text for the side of a place."""
        side_word = self.phrases.by_side("side_word", place.side) if place.side else ""
        return text.on(place.side, side_word)

    def number_before(self, place: Place, *, counting: bool) -> str:
        """Return what comes before a rep's first words in phases: its number, or how far it is.

        Args:
            place: the rep.
            counting: whether seconds are counted in the rep, so that a number would confuse.
        """
        rep, reps = place.rep or 1, place.reps or 1
        if reps == 1 or self.count_reps == "off":
            return ""
        if rep == reps:
            return self.phrases.say("last_one")
        if self.count_reps == "aloud" and not counting:
            return self.phrases.count_up(rep)
        if reps >= HALFWAY_REPS_FROM and rep == reps // 2 + 1:
            return self.phrases.say("halfway")
        return ""

    def number_between(self, place: Place, *, short: bool) -> str:
        """Return what is said between two efforts: which one of how many comes next.

        Nothing is said before the first one.

        Args:
            place: the rep that comes next.
            short: whether the efforts are so short that the bare number has to do.
        """
        rep, reps = place.rep or 1, place.reps or 1
        if rep == 1 or self.count_reps == "off":
            return ""
        if rep == reps:
            return self.phrases.say("once_more" if reps == 2 and not short else "last_one")  # noqa: PLR2004
        if self.count_reps == "halfway":
            return self.number_before(place, counting=True)
        if short:
            return self.phrases.count_up(rep)
        number, total = self.phrases.number(rep), self.phrases.number(reps)
        return self.phrases.say("number_of", number=number, total=total)


def phase_slots(
    wording: Wording,
    phases: tuple[Phase, ...],
    lengths: tuple[int, ...],
    place: Place,
    *,
    counted: bool = True,
) -> Iterator[PlannedSlot]:
    """Yield the slots of one rep of phases.

    Args:
        wording: finds the words.
        phases: the parts of the rep.
        lengths: their lengths in frames.
        place: the rep; `place.rep` decides between full and short words.
        counted: whether the rep's number is said: not on the second side of a rep.
    """
    assert place.rep is not None  # noqa: S101 - a rep is always at a rep
    counting = any(phase.count != "off" for phase in phases)
    number = wording.number_before(place, counting=counting) if counted else ""
    for index, (phase, length) in enumerate(zip(phases, lengths, strict=True)):
        here = place.in_phase(index + 1)
        text = phase.say if place.rep <= FULL_REPS or phase.short is None else phase.short
        words = wording.text_for(text, here)
        if index == 0 and number:
            words = f"{number} {words}"
        timed = [*_counted(wording, phase.count, length, here)]
        if phase.breath is None and phase.count == "off":
            timed += _countdown(wording, length, here)
        opening = (Prompt("phase", words, here, text.at).then(),)
        others: tuple[Prompt, ...] = ()
        if phase.count != "off" and (place.reps or 1) > 1:
            others = tuple(_wordings(wording, phase, here, first=index == 0 and counted))
        yield PlannedSlot(
            length, opening, timed=tuple(timed), exact=True, kind="phase", place=here,
            alternatives=others,
        )  # fmt: skip


def _wordings(wording: Wording, phase: Phase, place: Place, *, first: bool) -> Iterator[Prompt]:
    """Yield the opening of a phase in each rep of its set."""
    reps = range(1, (place.reps or 1) + 1)
    seen: set[str] = set()
    for rep in reps:
        text = phase.say if rep <= FULL_REPS or phase.short is None else phase.short
        words = wording.text_for(text, place)
        number = wording.number_before(replace(place, rep=rep), counting=True) if first else ""
        whole = f"{number} {words}" if number else words
        if whole not in seen:
            seen.add(whole)
            yield Prompt("phase", whole, place)


def hold_slot(
    wording: Wording, hold: Hold, length: int, place: Place, opening: Prompt | None
) -> PlannedSlot:
    """Return the slot of one hold, in which nothing but the hold takes time.

    Args:
        wording: finds the words.
        hold: what is held.
        length: of this one, in frames.
        place: the rep.
        opening: Coach's words that start it; None where the author's own words did.
    """
    prompts = () if opening is None else (opening.then(),)
    if hold.breaths and hold.breath_s:
        timed = tuple(_breaths(wording.phrases, hold.breaths, hold.breath_s, place))
        return PlannedSlot(length, prompts, timed=timed, exact=True, kind="hold", place=place)
    return _long(wording, prompts, length, "hold", place)


def hold_words(
    wording: Wording, hold: Hold, length: int, place: Place, *, changed: bool, number: str = ""
) -> Prompt:
    """Return Coach's own words that start a hold.

    Args:
        wording: finds the words.
        hold: what is held.
        length: of this one, in frames.
        place: the rep.
        changed: whether its length has not been said yet, or differs from the one before.
        number: said before them.
    """
    phrases = wording.phrases
    if hold.breaths:
        breaths = phrases.plural("breaths", hold.breaths)
        words = (
            phrases.say("hold_breaths", breaths=breaths)
            if changed
            else phrases.say("hold_breaths_again")
        )
    elif changed:
        words = phrases.say("hold", time=phrases.time(length / FRAME_RATE))
    else:
        words = phrases.say("hold_again")
    return Prompt("hold", f"{number} {words}".strip(), place)


def timed_slot(wording: Wording, length: int, place: Place) -> PlannedSlot:
    """Return the slot of a timed exercise."""
    exercise = wording.exercise
    if exercise.say is not None:
        opening = Prompt("phase", wording.text_for(exercise.say, place), place, exercise.say.at)
    else:
        time = wording.phrases.time(length / FRAME_RATE)
        opening = Prompt("phase", wording.phrases.say("timed", time=time), place)
    return _long(wording, (opening.then(),), length, "timed", place)


def open_slot(
    wording: Wording, length: int, place: Place, *, has_own_words: bool, can_say_ready: bool
) -> PlannedSlot:
    """Return the slot of an exercise that lasts until the person stops, as long as its cap."""
    prompts = []
    if not has_own_words:
        time = wording.phrases.time(length / FRAME_RATE)
        prompts.append(Prompt("hold", wording.phrases.say("until", time=time), place).then(SECOND))
    if not can_say_ready:
        words = wording.phrases.say("stop_sooner")
        prompts.append(Prompt("hold", words, place).then())
    return replace(_long(wording, tuple(prompts), length, "timed", place), waits=True)


def own_pace_slot(wording: Wording, length: int, place: Place, controls: Controls) -> PlannedSlot:
    """Return the slot of a set at the person's own pace: until they are ready, or its cap."""
    exercise, phrases = wording.exercise, wording.phrases
    prompts = []
    if exercise.say is not None:
        own = Prompt("rep", wording.text_for(exercise.say, place), place, exercise.say.at)
        prompts.append(own.then(SECOND // 2))
    words = f"{phrases.say('own_pace')} {phrases.told('when_finished', controls)}"
    prompts.append(Prompt("rep", words, place).then())
    if exercise.remind is not None:
        timed = tuple(_reminders(wording, exercise.remind, length, place))
    else:
        middle = Prompt("remind", phrases.several("remind")[0], place)
        timed = (TimedPrompt(middle, length // 2, REMIND_QUIET),)
    # Only somebody who hasn't said that they have finished is told to stop.
    stop = () if exercise.release else (Prompt("release", phrases.say("stop"), place).then(),)
    return PlannedSlot(length, tuple(prompts), stop, timed, kind="pace", waits=True, place=place)


def step_slot(wording: Wording, step: Step, place: Place) -> PlannedSlot:
    """Return the slot of one step; it may be silent for long, as with a heat pack."""
    length = frames(step.for_s)
    if step.wait:  # what to do was said before the wait
        time = wording.phrases.time(step.for_s)
        opening = Prompt("phase", wording.phrases.say("from_now", time=time), place)
    else:
        opening = Prompt("phase", wording.text_for(step.say, place), place, step.say.at)
    timed = [*_counted(wording, step.count, length, place)]
    if step.count == "off":
        timed += _countdown(wording, length, place)
    timed += _reminders(wording, step.remind, length, place)
    timed += _time_left(wording, length, place)
    prompts = (opening.then(),)
    return PlannedSlot(length, prompts, timed=tuple(timed), exact=True, kind="step", place=place)


def paced_slot(
    wording: Wording, length: int, place: Place, side: str, *, counted: bool
) -> PlannedSlot:
    """Return the slot of one rep of `every`: its number and its side, then time to do it."""
    assert place.rep is not None  # noqa: S101 - a rep is always at a rep
    own = wording.exercise.say if place.rep <= FULL_REPS else wording.exercise.short
    number = wording.number_before(place, counting=False)
    words = [number] if number and counted else []
    words += [side] if side else []
    words += [wording.text_for(own, place)] if own else []
    prompt = Prompt("rep", " ".join(words), place, own.at if own else None)
    opening = (prompt.then(),) if words else ()
    return PlannedSlot(length, opening, exact=True, kind="phase", place=place)


def _long(
    wording: Wording,
    opening: tuple[SequencedPrompt, ...],
    length: int,
    kind: SlotKind,
    place: Place,
) -> PlannedSlot:
    """Return a slot that may last for long: counted down at its end, with words in between."""
    remind, phrases = wording.exercise.remind, wording.phrases
    timed = [*_countdown(wording, length, place)]
    if kind == "timed" and length >= frames(TEN_SECONDS_FROM_S):
        words = phrases.sentence(phrases.time(TEN_SECONDS))
        timed.append(TimedPrompt(Prompt("remind", words, place), -TEN_SECONDS * SECOND, SECOND))
    timed += _reminders(wording, remind, length, place)
    timed += _time_left(wording, length, place)
    if length >= frames(HALFWAY_FROM_S):
        halfway = Prompt("halfway", phrases.say("halfway"), place)
        timed.append(TimedPrompt(halfway, length // 2, HALFWAY_QUIET))
    own = () if remind else phrases.several("remind")
    return PlannedSlot(
        length,
        opening,
        timed=tuple(timed),
        exact=True,
        fill=tuple(Prompt("remind", words, place) for words in own),
        longest_silence=LONGEST_SILENCE,
        kind=kind,
        place=place,
    )


def _countdown(wording: Wording, length: int, place: Place) -> Iterator[TimedPrompt]:
    """Yield the numbers before the end: 3, 2, 1."""
    if length >= frames(COUNTDOWN_FROM_S):
        yield from _numbers(wording.phrases.count, wording.countdown, place, lambda n: -n * SECOND)


def _counted(wording: Wording, rule: str, length: int, place: Place) -> Iterator[TimedPrompt]:
    """Yield a number for each whole second: down, n at n s before the end; up, n at n - 1 s."""
    if rule == "down":
        say = wording.phrases.count
        yield from _numbers(say, length // SECOND, place, lambda n: -n * SECOND)
    elif rule == "up":
        say = wording.phrases.count_up
        yield from _numbers(say, length // SECOND, place, lambda n: (n - 1) * SECOND)


def _numbers(
    say: Callable[[int], str], most: int, place: Place, offset: Callable[[int], int]
) -> Iterator[TimedPrompt]:
    """Yield 1 to `most`, odd numbers first, so that a slow count thins out to 5, 3, 1.

    Small even numbers are left out together, large ones each where it has no room.
    """
    for n in sorted(range(1, most + 1), key=lambda n: (n % 2 == 0, n)):
        prompt = Prompt("count", say(n), place)
        yield TimedPrompt(prompt, offset(n), COUNT_QUIET, thinned=n % 2 == 0 and n <= THINNED_TO)


def _reminders(
    wording: Wording, remind: Remind | None, length: int, place: Place
) -> Iterator[TimedPrompt]:
    """Yield the author's reminders in turn, continuing from rep to rep."""
    if remind is None:
        return
    every = frames(remind.every_s)
    times = range(every, length, every)
    before = len(times) * ((place.rep or 1) - 1)
    for number, offset in enumerate(times, start=before):
        text = remind.say[number % len(remind.say)]
        prompt = Prompt("remind", wording.text_for(text, place), place, text.at)
        yield TimedPrompt(prompt, offset, REMIND_QUIET)


def _time_left(wording: Wording, length: int, place: Place) -> Iterator[TimedPrompt]:
    """Yield "ten minutes left" and the like, in a slot that lasts for minutes."""
    for minutes in TIME_LEFT_MIN:
        before_end = minutes * 60 * SECOND
        if length >= 2 * before_end + 60 * SECOND:
            time = wording.phrases.time(minutes * 60)
            prompt = Prompt("remind", wording.phrases.say("time_left", time=time), place)
            yield TimedPrompt(prompt, -before_end, REMIND_QUIET)


def _breaths(
    phrases: Phrases, breaths: int, breath_s: tuple[float, float], place: Place
) -> Iterator[TimedPrompt]:
    """Yield "breathe in" and "breathe out" at their times; the hold's cue covers the first ones."""
    in_s, out_s = breath_s
    for breath in range(breaths):
        start = breath * (in_s + out_s)
        for phase, (words, at_s) in enumerate(
            (("breathe_in", start), ("breathe_out", start + in_s)), start=1
        ):
            prompt = Prompt("phase", phrases.say(words), place.in_phase(phase))
            yield TimedPrompt(prompt, frames(at_s), COUNT_QUIET)
