"""Order and wording: a routine, a person's choices and a phrase table make a plan."""

from __future__ import annotations

from functools import partial

from coach.model.plan import (
    Choices,
    Place,
    Plan,
    PlannedSegment,
    PlannedSlot,
    Prompt,
    SequencedPrompt,
)
from coach.model.routine import Routine
from coach.model.units import default_words_per_minute, frames
from coach.phrases import Phrases
from coach.planning.delivery import Delivery
from coach.planning.effort import SECOND
from coach.planning.exercise import exercise_segment
from coach.planning.exercise_intro import PAUSE
from coach.planning.order import Occurrence, by_own_names, in_order

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
    segments: list[PlannedSegment] = []
    before: Occurrence | None = None
    delivery = Delivery(routine.voice, rate, default_words_per_minute(routine.language))
    occurrences = in_order(routine, choices)
    begins = not choices.skip_intro and not any(each.resumed for each in occurrences)
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
        intro=partial(_intro, routine, phrases, delivery, how_to_pause) if begins else None,
    )


def _intro(
    routine: Routine, phrases: Phrases, delivery: Delivery, how_to_pause: str, minutes: int
) -> PlannedSegment:
    """Return what is said before the first exercise, with the total in whole minutes."""
    length = phrases.say("length", time=phrases.time(60 * minutes))
    prompts = [
        SequencedPrompt(Prompt("intro", routine.title), PAUSE),
        SequencedPrompt(Prompt("intro", length), PAUSE),
    ]
    prompts += [SequencedPrompt(Prompt("intro", words), PAUSE) for words in routine.before]
    for phrase, texts in (
        ("do_not_start_if", routine.do_not_start_if),
        ("stop_if", routine.stop_if),
    ):
        if texts:
            prompts.append(SequencedPrompt(Prompt("safety", phrases.say(phrase)), PAUSE // 2))
            prompts += [SequencedPrompt(Prompt("safety", words), PAUSE) for words in texts]
    prompts.append(SequencedPrompt(Prompt("intro", phrases.say(how_to_pause))))
    slots = (PlannedSlot(opening=tuple(prompts)), PlannedSlot(QUIET))
    return delivery.apply(PlannedSegment("intro", slots))


def _rest(before: Occurrence, then: Occurrence, phrases: Phrases) -> PlannedSegment:
    """Return the rest between two exercises, with what comes next."""
    rest, at = before.rest_after, before.exercise.place("rest")
    words = rest.say.on(None) if rest.say else phrases.say("rest", time=phrases.time(rest.for_s))
    prompts = [SequencedPrompt(Prompt("rest", words, at=rest.say.at if rest.say else None), PAUSE)]
    if then.opens_round and then.round is not None and then.round > 1:
        number, total = phrases.number(then.round), phrases.number(then.rounds)
        words = phrases.say("round", number=number, total=total)
        prompts.append(SequencedPrompt(Prompt("next", words), PAUSE))
    words = phrases.say("next", name=then.exercise.name)
    prompts.append(SequencedPrompt(Prompt("next", words), PAUSE))
    slot = PlannedSlot(frames(rest.for_s), tuple(prompts), kind="rest", at=at)
    return PlannedSegment("rest", (slot,))


def _finish(routine: Routine, phrases: Phrases) -> PlannedSegment:
    """Return the calm end."""
    prompts = [SequencedPrompt(Prompt("finish", phrases.say("last_exercise")), QUIET)]
    prompts += [SequencedPrompt(Prompt("finish", words), QUIET) for words in routine.after]
    prompts.append(SequencedPrompt(Prompt("finish", phrases.say("finished")), PAUSE))
    return PlannedSegment("finish", (PlannedSlot(opening=tuple(prompts)),))
