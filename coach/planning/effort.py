"""One rep, side or timed part: the slots of the effort itself, with what is said inside.

Rules and figures: `docs/writing-routines.md`, "What is heard".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from coach.model.plan import Insert, Place, Prompt, Say, Slot
from coach.model.routine import Exercise, Hold, Phase, Remind, RepCount, Step, Text
from coach.model.units import FRAME_RATE, frames
from coach.phrases import Phrases

SECOND = FRAME_RATE
FULL_REPS = 2
"""In how many reps of a set's first the full words are said."""
COUNTDOWN_FROM_S = 10.0
HALFWAY_FROM_S = 40.0
HALFWAY_QUIET = 4 * SECOND
REMIND_QUIET = 1 * SECOND
COUNT_QUIET = SECOND // 20
THINNED_TO = 9
"""Up to which number a count keeps one beat: every number is said, or every other one."""
LONGEST_SILENCE = 15 * SECOND
HALFWAY_REPS_FROM = 4
TIME_LEFT_MIN = (10, 5, 1)
"""When the time left is said, in what lasts for at least twice that and a minute."""


@dataclass(frozen=True)
class Speaking:
    """What an effort needs to find its words."""

    exercise: Exercise
    phrases: Phrases
    countdown: int
    count_reps: RepCount

    def words(self, text: Text, place: Place) -> str:
        """Return an author's text for the side in hand."""
        side_word = self.phrases.by_side("side_word", place.side) if place.side else ""
        return text.on(place.side, side_word)

    def number_before(self, rep: int, reps: int, *, counting: bool) -> str:
        """Return what stands before a rep's first words: its number, or how far it is."""
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
    speaking: Speaking, phases: tuple[Phase, ...], lengths: tuple[int, ...], place: Place,
    reps: int, *, counted: bool = True,
) -> Iterator[Slot]:  # fmt: skip
    """Yield the slots of one rep of phases.

    Args:
        speaking: the words.
        phases: the parts of the rep.
        lengths: their lengths in frames.
        place: the rep; `place.rep` says whether words are full or short.
        reps: how many there are in the set.
        counted: whether the rep's number is said (not on the second side of a rep).
    """
    assert place.rep is not None  # noqa: S101 - a rep is always at a rep
    counting = any(phase.count != "off" for phase in phases)
    number = speaking.number_before(place.rep, reps, counting=counting) if counted else ""
    for index, (phase, length) in enumerate(zip(phases, lengths, strict=True)):
        here = replace(place, phase=index + 1)
        text = phase.say if place.rep <= FULL_REPS or phase.short is None else phase.short
        words = speaking.words(text, here)
        if index == 0 and number:
            words = f"{number} {words}"
        inserts = [*_counted(speaking, phase.count, length, here)]
        if phase.breath is None and phase.count == "off":
            inserts += _countdown(speaking, length, here)
        opening = (Say(Prompt("phase", words, here, text.at)),)
        yield Slot(length, opening, inserts=tuple(inserts), exact=True, kind="phase")


def hold_slot(speaking: Speaking, hold: Hold, length: int, place: Place, *, again: bool) -> Slot:
    """Return the slot of one hold; `again` when the same was held just before."""
    exercise, phrases = speaking.exercise, speaking.phrases
    later = place.rep is not None and place.rep > 1
    own = exercise.short if later and exercise.short else exercise.say
    if own is not None:
        opening = Prompt("hold", speaking.words(own, place), place, own.at)
    elif again:
        opening = Prompt("hold", phrases.say("hold_again"), place)
    elif hold.breaths:
        time = phrases.plural("breaths", hold.breaths)
        opening = Prompt("hold", phrases.say("hold", time=time), place)
    else:
        time = phrases.time(length / FRAME_RATE)
        opening = Prompt("hold", phrases.say("hold", time=time), place)
    if hold.breaths and hold.breath_s:
        inserts = tuple(_breaths(phrases, hold.breaths, hold.breath_s, place))
        return Slot(length, (Say(opening),), inserts=inserts, exact=True, kind="hold")
    return replace(_long(speaking, opening, length, place, exercise.remind), kind="hold")


def timed_slot(speaking: Speaking, length: int, place: Place) -> Slot:
    """Return the slot of a timed exercise."""
    exercise = speaking.exercise
    if exercise.say is not None:
        opening = Prompt("phase", speaking.words(exercise.say, place), place, exercise.say.at)
    else:
        time = speaking.phrases.time(length / FRAME_RATE)
        opening = Prompt("phase", speaking.phrases.say("timed", time=time), place)
    return _long(speaking, opening, length, place, exercise.remind)


def open_slot(speaking: Speaking, length: int, place: Place, *, for_file: bool) -> Slot:
    """Return the slot of an effort that the person ends, at its cap; a file says what to do."""
    exercise = speaking.exercise
    if exercise.say is not None:
        opening = Prompt("hold", speaking.words(exercise.say, place), place, exercise.say.at)
    else:
        time = speaking.phrases.time(length / FRAME_RATE)
        opening = Prompt("hold", speaking.phrases.say("until", time=time), place)
    if for_file:
        words = f"{opening.text} {speaking.phrases.say('pause_file')}"
        opening = replace(opening, text=words)
    return replace(_long(speaking, opening, length, place, exercise.remind), waits=True)


def step_slot(speaking: Speaking, step: Step, place: Place) -> Slot:
    """Return the slot of one step of a timed sequence; packs may be silent for long."""
    length = frames(step.for_s)
    if step.wait:  # what to do was said before the wait
        time = speaking.phrases.time(step.for_s)
        opening = Say(Prompt("phase", speaking.phrases.say("from_now", time=time), place))
    else:
        opening = Say(Prompt("phase", speaking.words(step.say, place), place, step.say.at))
    inserts = [*_counted(speaking, step.count, length, place)]
    if step.count == "off":
        inserts += _countdown(speaking, length, place)
    inserts += _reminders(speaking, step.remind, length, place)
    inserts += _time_left(speaking, length, place)
    return Slot(length, (opening,), inserts=tuple(inserts), exact=True, kind="step")


def paced_slot(
    speaking: Speaking, length: int, place: Place, reps: int, side: str, *, counted: bool
) -> Slot:
    """Return the slot of one rep without phases: its number and its side, then time for it."""
    assert place.rep is not None  # noqa: S101 - a rep is always at a rep
    own = speaking.exercise.say if place.rep <= FULL_REPS else speaking.exercise.short
    number = speaking.number_before(place.rep, reps, counting=False)
    words = [number] if number and (counted or not side) else []
    words += [side] if side else []
    words += [speaking.words(own, place)] if own else []
    prompt = Prompt("rep", " ".join(words), place, own.at if own else None)
    return Slot(length, (Say(prompt),) if words else (), exact=True, kind="phase")


def _long(
    speaking: Speaking, opening: Prompt, length: int, place: Place, remind: Remind | None
) -> Slot:
    """Return a slot that may last: counted down at its end, never silent for long."""
    inserts = [*_countdown(speaking, length, place)]
    inserts += _reminders(speaking, remind, length, place)
    inserts += _time_left(speaking, length, place)
    if length >= frames(HALFWAY_FROM_S):
        halfway = Prompt("halfway", speaking.phrases.say("halfway"), place)
        inserts.append(Insert(halfway, length // 2, HALFWAY_QUIET))
    own = () if remind else speaking.phrases.several("remind")
    return Slot(
        length,
        (Say(opening),),
        inserts=tuple(inserts),
        exact=True,
        fill=tuple(Prompt("remind", words, place) for words in own),
        longest_silence=LONGEST_SILENCE,
        kind="timed",
    )


def _countdown(speaking: Speaking, length: int, place: Place) -> Iterator[Insert]:
    """Yield 3, 2, 1 before the end."""
    if length >= frames(COUNTDOWN_FROM_S):
        yield from _numbers(
            speaking.phrases.count, speaking.countdown, place, lambda n: -n * SECOND
        )


def _counted(speaking: Speaking, rule: str, length: int, place: Place) -> Iterator[Insert]:
    """Yield a number for each whole second: down, n at T-n; up, k at k-1 s."""
    if rule == "down":
        say = speaking.phrases.count
        yield from _numbers(say, length // SECOND, place, lambda n: -n * SECOND)
    elif rule == "up":
        say = speaking.phrases.count_up
        yield from _numbers(say, length // SECOND, place, lambda n: (n - 1) * SECOND)


def _numbers(
    say: Callable[[int], str], most: int, place: Place, at: Callable[[int], int]
) -> Iterator[Insert]:
    """Yield 1 to `most`, the odd ones first, so that slow numbers thin to 5, 3, 1.

    Small even numbers are thinned together; of large ones, each where it has no room.
    """
    for n in sorted(range(1, most + 1), key=lambda n: (n % 2 == 0, n)):
        prompt = Prompt("count", say(n), place)
        yield Insert(prompt, at(n), COUNT_QUIET, thinned=n % 2 == 0 and n <= THINNED_TO)


def _reminders(
    speaking: Speaking, remind: Remind | None, length: int, place: Place
) -> Iterator[Insert]:
    """Yield the author's reminders in turn, each at its time; the turn goes on from rep to rep."""
    if remind is None:
        return
    every = frames(remind.every_s)
    times = range(every, length, every)
    before = len(times) * ((place.rep or 1) - 1)
    for turn, at in enumerate(times, start=before):
        text = remind.say[turn % len(remind.say)]
        prompt = Prompt("remind", speaking.words(text, place), place, text.at)
        yield Insert(prompt, at, REMIND_QUIET)


def _time_left(speaking: Speaking, length: int, place: Place) -> Iterator[Insert]:
    """Yield "ten minutes left" and the like, in what lasts for minutes."""
    for minutes in TIME_LEFT_MIN:
        before_end = minutes * 60 * SECOND
        if length >= 2 * before_end + 60 * SECOND:
            time = speaking.phrases.time(minutes * 60)
            prompt = Prompt("remind", speaking.phrases.say("time_left", time=time), place)
            yield Insert(prompt, -before_end, REMIND_QUIET)


def _breaths(
    phrases: Phrases, breaths: int, breath_s: tuple[float, float], place: Place
) -> Iterator[Insert]:
    """Yield "breathe in" and "breathe out" on their times; the hold's own cue covers the first."""
    in_s, out_s = breath_s
    for breath in range(breaths):
        start = breath * (in_s + out_s)
        for phase, (words, at_s) in enumerate(
            (("breathe_in", start), ("breathe_out", start + in_s)), start=1
        ):
            prompt = Prompt("phase", phrases.say(words), replace(place, phase=phase))
            yield Insert(prompt, frames(at_s), COUNT_QUIET)
