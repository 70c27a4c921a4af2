"""What is said before the first exercise, and after the last one."""

from __future__ import annotations

from collections.abc import Iterator

from coach.model.plan import (
    Choices,
    CueKind,
    PlannedSegment,
    PlannedSlot,
    Prompt,
    SequencedPrompt,
)
from coach.model.positions import Position
from coach.model.routine import Routine
from coach.phrases import Phrases
from coach.planning.exercise_intro import PAUSE
from coach.planning.rep import SECOND

QUIET_FULL = 3 * SECOND
QUIET_SHORT = 2 * SECOND
"""The silence after the opening."""
QUIET_TO_ACCEPT = 3 * SECOND
"""The silence after the offer to go on where the last session was stopped, if nothing follows."""
QUIET_BETWEEN_STEPS = 5 * SECOND
"""The silence after each step of the ending."""


def opening_segment(
    routine: Routine, choices: Choices, phrases: Phrases, minutes: int
) -> PlannedSegment:
    """Return what is said before the first exercise, with the total in whole minutes.

    Where the last session was stopped comes first; until the safety lines, *ready* goes on there.
    """
    last_time = tuple(_last_time(choices, phrases))
    if choices.intro == "none":
        return PlannedSegment("intro", (PlannedSlot(opening=last_time, kind="offer"),))
    full = choices.intro != "short"
    said = tuple(_full(routine, choices, phrases) if full else _short(routine, phrases))
    length = phrases.say("length", time=phrases.time(60 * minutes))
    title = (*last_time, _prompt("intro", routine.title), _prompt("intro", length))
    slots = [PlannedSlot(opening=title + said)]
    if last_time:
        slots = [PlannedSlot(opening=title, kind="offer"), PlannedSlot(opening=said)]
    return PlannedSegment("intro", (*slots, PlannedSlot(QUIET_FULL if full else QUIET_SHORT)))


def _last_time(choices: Choices, phrases: Phrases) -> Iterator[SequencedPrompt]:
    """Yield where the last session was stopped, and how to go on there."""
    if choices.stopped_in is None:
        return
    stopped = phrases.say("stopped_in", name=choices.stopped_in)
    how = phrases.told("go_on_there", choices.controls)
    pause = QUIET_TO_ACCEPT if choices.intro == "none" and how else PAUSE
    yield Prompt("intro", f"{stopped} {how}".strip()).then(pause)


def closing_segment(
    routine: Routine, phrases: Phrases, ends_in: Position | None, written_for: Position | None
) -> PlannedSegment:
    """Return the closing words, spoken calmly.

    Args:
        routine: its `after` leads out of the position in which it ends.
        phrases: Coach's own words.
        ends_in: the position in which this session ends.
        written_for: the position in which the whole routine ends. Where it is another one, Coach's
            own way out of `ends_in` is said in place of `after`.
    """
    steps = list(routine.after)
    if ends_in is not None and (not steps or ends_in != written_for):
        steps = [phrases.get_out(ends_in.name)]
    prompts = [Prompt("finish", words).then(QUIET_BETWEEN_STEPS) for words in steps]
    prompts.append(_prompt("finish", phrases.say("finished")))
    return PlannedSegment("finish", (PlannedSlot(opening=tuple(prompts)),))


def _full(routine: Routine, choices: Choices, phrases: Phrases) -> Iterator[SequencedPrompt]:
    yield from (_prompt("intro", words) for words in routine.before)
    yield from _equipment(routine, phrases)
    for phrase, texts in (
        ("emergency_if", routine.emergency_if),
        ("do_not_start_if", routine.do_not_start_if),
        ("stop_if", routine.stop_if),
    ):
        yield from _safety(phrases.say(phrase), texts)
    if choices.controls != "none":
        yield _prompt("intro", phrases.told("how_to", choices.controls))


def _short(routine: Routine, phrases: Phrases) -> Iterator[SequencedPrompt]:
    yield from _equipment(routine, phrases)
    if routine.emergency_if or routine.do_not_start_if:
        yield _prompt("safety", phrases.say("safety_reminder"))
    yield from _safety(phrases.say("stop_if"), routine.stop_if)


def _equipment(routine: Routine, phrases: Phrases) -> Iterator[SequencedPrompt]:
    if routine.equipment:
        yield _prompt("intro", phrases.say("you_need", things=", ".join(routine.equipment)))


def _safety(heading: str, texts: tuple[str, ...]) -> Iterator[SequencedPrompt]:
    if texts:
        yield Prompt("safety", heading).then(PAUSE // 2)
        yield from (_prompt("safety", words) for words in texts)


def _prompt(kind: CueKind, words: str) -> SequencedPrompt:
    return Prompt(kind, words).then(PAUSE)
