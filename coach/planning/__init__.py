"""From a routine, a person's choices and Coach's phrases to a plan: what is said, in order."""

from __future__ import annotations

from functools import partial

from coach.model.plan import (
    Choices,
    Place,
    Plan,
    PlannedSegment,
    PlannedSlot,
    Prompt,
)
from coach.model.routine import Routine
from coach.model.units import default_words_per_minute, frames
from coach.phrases import Phrases
from coach.planning.choices import check_reps
from coach.planning.delivery import Delivery
from coach.planning.exercise import exercise_segment
from coach.planning.exercise_intro import PAUSE
from coach.planning.order import Occurrence, by_own_names, in_order
from coach.planning.rep import SECOND

__all__ = ["Choices", "Place", "Plan", "plan"]

QUIET = 5 * SECOND
"""The silence after the intro, and between the prompts of the finish."""


def plan(routine: Routine, choices: Choices, phrases: Phrases, rate: int | None = None) -> Plan:
    """Return the plan of a session.

    Args:
        routine: what to do.
        choices: the person's.
        phrases: Coach's own words.
        rate: words per minute, if the person chose them; an exercise's own rate changes with them.

    Raises:
        ChoiceError: a choice names an exercise that the routine does not have, or a number of
            reps that is outside every range.
    """
    choices = by_own_names(choices, routine)
    check_reps(routine, choices)
    segments: list[PlannedSegment] = []
    before: Occurrence | None = None
    delivery = Delivery(routine.voice, rate, default_words_per_minute(routine.language))
    occurrences = in_order(routine, choices)
    introduced = not choices.skip_intro and not any(each.resumed for each in occurrences)
    for occurrence in occurrences:
        own = delivery.of(occurrence.exercise)
        if before is not None and before.rest_after.for_s:
            segments.append(own.apply_respelling(_rest(before, occurrence, phrases)))
        exercise = exercise_segment(occurrence, choices, phrases, routine.voice)
        segments.append(own.apply(exercise))
        before = occurrence
    segments.append(delivery.apply(_finish(routine, phrases)))
    how_to_pause = "how_to_pause_file" if choices.for_file else "how_to_pause"
    return Plan(
        title=routine.title,
        language=routine.language,
        lead_in=frames(choices.lead_in_s),
        segments=tuple(segments),
        intro=partial(_intro, routine, phrases, delivery, how_to_pause) if introduced else None,
    )


def _intro(
    routine: Routine, phrases: Phrases, delivery: Delivery, how_to_pause: str, minutes: int
) -> PlannedSegment:
    """Return what is said before the first exercise, with the total in whole minutes."""
    length = phrases.say("length", time=phrases.time(60 * minutes))
    prompts = [
        Prompt("intro", routine.title).then(PAUSE),
        Prompt("intro", length).then(PAUSE),
    ]
    prompts += [Prompt("intro", words).then(PAUSE) for words in routine.before]
    for phrase, texts in (
        ("do_not_start_if", routine.do_not_start_if),
        ("stop_if", routine.stop_if),
    ):
        if texts:
            prompts.append(Prompt("safety", phrases.say(phrase)).then(PAUSE // 2))
            prompts += [Prompt("safety", words).then(PAUSE) for words in texts]
    prompts.append(Prompt("intro", phrases.say(how_to_pause)).then())
    slots = (PlannedSlot(opening=tuple(prompts)), PlannedSlot(QUIET))
    return delivery.apply(PlannedSegment("intro", slots))


def _rest(before: Occurrence, then: Occurrence, phrases: Phrases) -> PlannedSegment:
    """Return the rest between two exercises, with what comes next."""
    rest, at = before.rest_after, before.exercise.place("rest")
    words = rest.say.on(None) if rest.say else phrases.say("rest", time=phrases.time(rest.for_s))
    prompts = [Prompt("rest", words, at=rest.say.at if rest.say else None).then(PAUSE)]
    if then.opens_round and then.round is not None and then.round > 1:
        number, total = phrases.number(then.round), phrases.number(then.rounds)
        words = phrases.say("round", number=number, total=total)
        prompts.append(Prompt("next", words).then(PAUSE))
    words = phrases.say("next", name=then.exercise.name)
    prompts.append(Prompt("next", words).then(PAUSE))
    slot = PlannedSlot(frames(rest.for_s), tuple(prompts), kind="rest", at=at)
    return PlannedSegment("rest", (slot,))


def _finish(routine: Routine, phrases: Phrases) -> PlannedSegment:
    """Return the closing words, spoken calmly."""
    prompts = [Prompt("finish", phrases.say("last_exercise")).then(QUIET)]
    prompts += [Prompt("finish", words).then(QUIET) for words in routine.after]
    prompts.append(Prompt("finish", phrases.say("finished")).then(PAUSE))
    return PlannedSegment("finish", (PlannedSlot(opening=tuple(prompts)),))
