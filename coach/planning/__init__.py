"""From a routine, a person's choices and Coach's phrases to a plan: what is said, in order."""

from __future__ import annotations

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
from coach.planning.opening import closing_segment, opening_segment
from coach.planning.order import (
    NEXT_FROM_S,
    Occurrence,
    by_own_names,
    in_order,
    last_position,
)

__all__ = ["Choices", "Place", "Plan", "plan"]


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
    introduced = choices.intro != "none" and not any(each.resumed for each in occurrences)
    introduced = introduced or choices.stopped_in is not None
    for occurrence in occurrences:
        own = delivery.of(occurrence.exercise)
        if before is not None and before.rest_after.for_s:
            segments.append(own.apply_respelling(_rest(before, occurrence, phrases)))
        segments.append(own.apply(exercise_segment(occurrence, routine, choices, phrases)))
        before = occurrence
    written_for = last_position(in_order(routine, Choices()))
    closing = closing_segment(routine, phrases, last_position(occurrences), written_for)
    segments.append(delivery.apply(closing))

    def intro(minutes: int) -> PlannedSegment:
        return delivery.apply(opening_segment(routine, choices, phrases, minutes))

    return Plan(
        title=routine.title,
        language=routine.language,
        lead_in=frames(choices.lead_in_s),
        segments=tuple(segments),
        intro=intro if introduced else None,
    )


def _rest(before: Occurrence, then: Occurrence, phrases: Phrases) -> PlannedSegment:
    """Return the rest between two exercises; a long one says what comes next as it starts."""
    rest, at = before.rest_after, before.exercise.place("rest")
    words = rest.say.on(None) if rest.say else phrases.say("rest", time=phrases.time(rest.for_s))
    prompts = [Prompt("rest", words, at=rest.say.at if rest.say else None).then(PAUSE)]
    if rest.for_s >= NEXT_FROM_S:
        words = phrases.say("next", name=then.exercise.name)
        prompts.append(Prompt("next", words).then(PAUSE))
    slot = PlannedSlot(frames(rest.for_s), tuple(prompts), kind="rest", at=at)
    return PlannedSegment("rest", (slot,))
