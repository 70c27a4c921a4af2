"""Rules that need the timeline: cues too long for their time, long silences, a long session."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from coach.lint.rule import CheckedRoutine, Finding, rule
from coach.model.problems import Severity, Span
from coach.model.routine import Hold, Timed
from coach.model.timeline import Cue, Timeline
from coach.model.units import FRAME_RATE, duration_text, plain

MAX_SILENCE_S = 15.0
LONG_SESSION_S = 2 * 3600.0


@rule(
    "cue-too-long",
    wrong="phases:\n  - say: Breathe out and lift both of your heels\n    for: 1 s",
    right="phases:\n  - say: Breathe out and lift both of your heels\n    for: 4 s",
)
def cue_too_long(checked: CheckedRoutine) -> Iterator[Finding]:
    """The words take longer than their time, even when spoken 15% faster.

    Coach never cuts a text off. It extends the time instead, so a breath that should take 2 s takes
    longer. The message gives both times; they are estimated unless you measure them with `--voice`.
    (Warning; a note if a rest, a change of sides or a time to move is too short for its words.)
    """
    source = _source(checked)
    for cue in _squeezed_cues(checked.timeline):
        if not cue.grown:
            continue
        spoken_s = (cue.end - cue.start) / FRAME_RATE
        slot_s = plain(round((cue.end - cue.start - cue.grown) / FRAME_RATE, 1))
        message = (
            f'"{cue.text}" takes {plain(round(spoken_s, 1))} s ({source}), but has only '
            f"{slot_s} s; its time is extended whenever it is spoken"
        )
        yield Finding(cue.at, message, f"use fewer words, or give it {ceil(spoken_s)} s")
    yield from _extended_rests(checked.timeline, source)


@rule(
    "cue-tight",
    wrong="phases:\n  - say: Lift both of your heels slowly up\n    for: 2.2 s",
    right="phases:\n  - say: Lift both heels\n    for: 3 s",
)
def cue_tight(checked: CheckedRoutine) -> Iterator[Finding]:
    """The words fit their time only when spoken 15% faster.

    That works, but it sounds hurried. The time is estimated unless you measure it with `--voice`.
    (Note.)
    """
    for cue in _squeezed_cues(checked.timeline):
        if not cue.grown:
            message = f'"{cue.text}" is spoken 15% faster to fit its time ({_source(checked)})'
            hint = "use fewer words, or give it more time"
            yield Finding(cue.at, message, hint, Severity.NOTE)


def _source(checked: CheckedRoutine) -> str:
    return "measured" if checked.measured else "estimated"


def _squeezed_cues(timeline: Timeline) -> Iterator[Cue]:
    """Yield the first cue of each text that was too long for a slot of exact length."""
    seen: set[Span | None] = set()
    for cue in timeline.cues:
        if cue.at in seen or not (cue.grown or cue.hurried):
            continue
        slot = timeline.slot_at(cue.start)
        if slot is not None and (slot.planned.exact or slot.planned.kind == "words"):
            seen.add(cue.at)
            yield cue


_GROWN = {
    "move": "the time to move",
    "change": "the change of sides",
}


def _extended_rests(timeline: Timeline, source: str) -> Iterator[Finding]:
    """Yield what its words make longer than written: a rest, a change of sides, a time to move."""
    seen: set[Span] = set()
    for scheduled in timeline.slots:
        slot, place, length = scheduled.planned, scheduled.planned.at, scheduled.frames
        if place is None or place in seen or length <= slot.frames or slot.exact:
            continue
        seen.add(place)
        what = _GROWN.get(slot.kind, "this rest")
        words_s, slot_s = plain(round(length / FRAME_RATE, 1)), plain(slot.frames / FRAME_RATE)
        message = (
            f"the words in {what} take {words_s} s ({source}), but it lasts {slot_s} s; "
            "it is extended each time"
        )
        hint = f"give it {ceil(length / FRAME_RATE)} s, or leave it to Coach"
        yield Finding(place, message, hint, Severity.NOTE)


@rule(
    "long-silence",
    wrong="hold: 60 s\nremind:\n  every: 28 s\n  say: Keep breathing.",
    right="hold: 60 s\nremind:\n  every: 12 s\n  say: Keep breathing.",
)
def long_silence(checked: CheckedRoutine) -> Iterator[Finding]:
    """Your own reminders leave a silence of more than 15 s in a hold.

    With their eyes closed, your listener may wonder whether Coach has stopped. Add a reminder about
    every 12 s. (Warning.)
    """
    exercises = list(checked.routine.exercises())
    seen: set[int] = set()
    for cue, following in pairwise(checked.timeline.cues):
        silence_s = (following.start - cue.end) / FRAME_RATE
        item = cue.place.item
        if silence_s <= MAX_SILENCE_S or item is None or item in seen:
            continue
        if cue.place.rep is None or not cue.place.same_rep(following.place):
            continue
        exercise = exercises[item]
        if isinstance(exercise.kind, Hold | Timed) and exercise.remind:
            seen.add(item)
            message = f"there is a silence of {round(silence_s)} s in this hold"
            yield Finding(exercise.place("remind"), message, "add a reminder about every 12 s")


@rule(
    "long-session",
    wrong="for: 40 min\nsets: 4",
    right="for: 40 s\nsets: 4",
)
def long_session(checked: CheckedRoutine) -> Iterator[Finding]:
    """The routine takes more than two hours. Are all units, reps and sets right?

    (Warning.)
    """
    total_s = checked.timeline.total / FRAME_RATE
    if total_s > LONG_SESSION_S:
        message = f"the whole routine takes {duration_text(round(total_s))}"
        yield Finding(None, message, "are all the units right?")
