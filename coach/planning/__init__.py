"""Order and wording: a routine, a person's choices and a phrase table make a plan."""

from __future__ import annotations

from functools import partial

from coach.model.plan import Choices, Place, Plan, Prompt, Say, Section, Slot
from coach.model.problems import Span
from coach.model.routine import Rest, Routine
from coach.model.units import default_words_per_minute, frames
from coach.phrases import Phrases
from coach.planning.delivery import Manner
from coach.planning.effort import SECOND
from coach.planning.exercise import AIR, Turn, exercise_section
from coach.planning.order import by_own_names, in_order

__all__ = ["Choices", "Place", "Plan", "plan"]

QUIET = 5 * SECOND
"""The quiet after the intro, before the calm end, and between the steps of the end."""


def plan(routine: Routine, choices: Choices, phrases: Phrases, rate: int | None = None) -> Plan:
    """Return what will be said, in order, with every choice made.

    Args:
        routine: what to do.
        choices: the person's.
        phrases: Coach's own words.
        rate: words a minute, if the person chose them; they change an exercise's own in step.

    Raises:
        ChoiceError: a choice names an exercise that the routine does not have.
    """
    choices = by_own_names(choices, routine)
    sections: list[Section] = []
    rest: Rest | None = None
    before: Turn | None = None
    manner = Manner(routine.voice, rate, default_words_per_minute(routine.language))
    stops = in_order(routine, choices)
    begins = not choices.skip_intro and not any(stop.turn.resumed for stop in stops)
    for stop in stops:
        own = manner.of(stop.turn.exercise)
        if rest is not None and rest.for_s:
            at = before.exercise.place("rest") if before else None
            sections.append(own.words_of(_rest(rest, stop.turn, phrases, at)))
        sections.append(own.said(exercise_section(stop.turn, choices, phrases, routine.voice)))
        rest, before = stop.rest, stop.turn
    sections.append(manner.said(_finish(routine, phrases)))
    how_to_pause = "how_to_pause_file" if choices.for_file else "how_to_pause"
    return Plan(
        title=routine.title,
        language=routine.language,
        lead_in=frames(choices.lead_in_s),
        sections=tuple(sections),
        intro=partial(_intro, routine, phrases, manner, how_to_pause) if begins else None,
    )


def _intro(
    routine: Routine, phrases: Phrases, manner: Manner, how_to_pause: str, minutes: int
) -> Section:
    """Return what is said before the first exercise, with the total in whole minutes."""
    says = [
        Say(Prompt("intro", routine.title), AIR),
        Say(Prompt("intro", phrases.say("length", time=phrases.time(60 * minutes))), AIR),
    ]
    says += [Say(Prompt("intro", words), AIR) for words in routine.before]
    for phrase, texts in (
        ("do_not_start_if", routine.do_not_start_if),
        ("stop_if", routine.stop_if),
    ):
        if texts:
            says.append(Say(Prompt("safety", phrases.say(phrase)), AIR // 2))
            says += [Say(Prompt("safety", words), AIR) for words in texts]
    says.append(Say(Prompt("intro", phrases.say(how_to_pause))))
    return manner.said(Section("intro", (Slot(opening=tuple(says)), Slot(QUIET))))


def _rest(rest: Rest, then: Turn, phrases: Phrases, at: Span | None) -> Section:
    """Return the rest between two exercises, with what comes next; `at` is where it is written."""
    words = rest.say.on(None) if rest.say else phrases.say("rest", time=phrases.time(rest.for_s))
    says = [Say(Prompt("rest", words, at=rest.say.at if rest.say else None), AIR)]
    if then.opens_round and then.round is not None and then.round > 1:
        number, total = phrases.number(then.round), phrases.number(then.rounds)
        says.append(Say(Prompt("next", phrases.say("round", number=number, total=total)), AIR))
    says.append(Say(Prompt("next", phrases.say("next", name=then.exercise.name)), AIR))
    return Section("rest", (Slot(frames(rest.for_s), tuple(says), kind="rest", at=at),))


def _finish(routine: Routine, phrases: Phrases) -> Section:
    """Return the calm end."""
    says = [Say(Prompt("finish", phrases.say("last_exercise")), QUIET)]
    says += [Say(Prompt("finish", words), QUIET) for words in routine.after]
    says.append(Say(Prompt("finish", phrases.say("finished")), AIR))
    return Section("finish", (Slot(opening=tuple(says)),))
