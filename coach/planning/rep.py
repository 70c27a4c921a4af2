"""One rep: the slots of its phases, hold, time or steps, with what is said in them.

Rules and figures: `docs/writing-routines.md`, "What is heard".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from coach.model.plan import Place, PlannedSlot, Prompt, SlotKind, TimedPrompt
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
        """Return what comes before a rep's first words: its number, or how far it is.

        Args:
            place: the rep.
            counting: whether seconds are counted in the rep, so that a number would confuse.
        """
        rep, reps = place.rep or 1, place.reps or 1
        if reps == 1 or self.count_reps == "off":
            return ""
        if self.count_reps == "aloud" and not counting:
            return self.phrases.count_up(rep)
        if rep == reps:
            return self.phrases.say("last_one")
        if reps >= HALFWAY_REPS_FROM and rep == reps // 2 + 1:
            return self.phrases.say("halfway")
        return ""


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
        yield PlannedSlot(length, opening, timed=tuple(timed), exact=True, kind="phase")


def hold_slot(
    wording: Wording, hold: Hold, length: int, place: Place, *, again: bool
) -> PlannedSlot:
    """Return the slot of one hold; `again` if the one before was as long."""
    exercise, phrases = wording.exercise, wording.phrases
    later = place.rep is not None and place.rep > 1
    own = exercise.short if later and exercise.short else exercise.say
    if own is not None:
        opening = Prompt("hold", wording.text_for(own, place), place, own.at)
    elif again:
        opening = Prompt("hold", phrases.say("hold_again"), place)
    elif hold.breaths:
        time = phrases.plural("breaths", hold.breaths)
        opening = Prompt("hold", phrases.say("hold", time=time), place)
    else:
        time = phrases.time(length / FRAME_RATE)
        opening = Prompt("hold", phrases.say("hold", time=time), place)
    if hold.breaths and hold.breath_s:
        timed = tuple(_breaths(phrases, hold.breaths, hold.breath_s, place))
        return PlannedSlot(length, (opening.then(),), timed=timed, exact=True, kind="hold")
    return _long(wording, opening, length, "hold")


def timed_slot(wording: Wording, length: int, place: Place) -> PlannedSlot:
    """Return the slot of a timed exercise."""
    exercise = wording.exercise
    if exercise.say is not None:
        opening = Prompt("phase", wording.text_for(exercise.say, place), place, exercise.say.at)
    else:
        time = wording.phrases.time(length / FRAME_RATE)
        opening = Prompt("phase", wording.phrases.say("timed", time=time), place)
    return _long(wording, opening, length, "timed")


def open_slot(wording: Wording, length: int, place: Place, *, for_file: bool) -> PlannedSlot:
    """Return the slot of an exercise that lasts until the person stops, as long as its cap."""
    exercise = wording.exercise
    if exercise.say is not None:
        opening = Prompt("hold", wording.text_for(exercise.say, place), place, exercise.say.at)
    else:
        time = wording.phrases.time(length / FRAME_RATE)
        opening = Prompt("hold", wording.phrases.say("until", time=time), place)
    if for_file:
        words = f"{opening.text} {wording.phrases.say('pause_file')}"
        opening = replace(opening, text=words)
    return replace(_long(wording, opening, length, "timed"), waits=True)


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
    return PlannedSlot(length, prompts, timed=tuple(timed), exact=True, kind="step")


def paced_slot(
    wording: Wording, length: int, place: Place, side: str, *, counted: bool
) -> PlannedSlot:
    """Return the slot of one rep of `every`: its number and its side, then time to do it."""
    assert place.rep is not None  # noqa: S101 - a rep is always at a rep
    own = wording.exercise.say if place.rep <= FULL_REPS else wording.exercise.short
    number = wording.number_before(place, counting=False)
    words = [number] if number and (counted or not side) else []
    words += [side] if side else []
    words += [wording.text_for(own, place)] if own else []
    prompt = Prompt("rep", " ".join(words), place, own.at if own else None)
    return PlannedSlot(length, (prompt.then(),) if words else (), exact=True, kind="phase")


def _long(wording: Wording, opening: Prompt, length: int, kind: SlotKind) -> PlannedSlot:
    """Return a slot that may last for long: counted down at its end, with words in between."""
    place, remind = opening.place, wording.exercise.remind
    timed = [*_countdown(wording, length, place)]
    timed += _reminders(wording, remind, length, place)
    timed += _time_left(wording, length, place)
    if length >= frames(HALFWAY_FROM_S):
        halfway = Prompt("halfway", wording.phrases.say("halfway"), place)
        timed.append(TimedPrompt(halfway, length // 2, HALFWAY_QUIET))
    own = () if remind else wording.phrases.several("remind")
    return PlannedSlot(
        length,
        (opening.then(),),
        timed=tuple(timed),
        exact=True,
        fill=tuple(Prompt("remind", words, place) for words in own),
        longest_silence=LONGEST_SILENCE,
        kind=kind,
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
