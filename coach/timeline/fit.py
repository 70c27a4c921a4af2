"""One slot: how long it lasts, and what is said in it when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from coach.planner.plan import Insert, Prompt, Say, Slot
from coach.timeline.model import Measure
from coach.units import FRAME_RATE

FASTER = 115
"""Per cent of its own pace for a cue that would not fit its slot (timing rule 2: 15 % at most)."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A prompt at its place within a slot, at the pace at which it is spoken."""

    start: int
    end: int
    prompt: Prompt
    pace: int
    grown: int = 0


def fit(slot: Slot, measure: Measure) -> tuple[int, list[Spoken]]:
    """Return a slot's length, and what is said in it in order of start.

    What opens and closes it is always said. What would not fit is left out, never moved.
    """
    if slot.exact and slot.opening:
        length, said = _exact(slot, measure)
    else:
        length, said = _elastic(slot, measure)
    taken = _Taken(said)
    for insert in slot.inserts:
        taken.put(insert, length, measure)
    if slot.fill:
        for insert in _fill(slot, length, taken):
            taken.put(insert, length, measure)
    return length, taken.said


def _exact(slot: Slot, measure: Measure) -> tuple[int, list[Spoken]]:
    """Speak a cue on an exact clock: as it is, else faster, else on a clock that has grown."""
    prompt = slot.opening[0].prompt
    asked = measure(prompt.utterance_text, prompt.pace)
    if asked <= slot.frames:
        return slot.frames, [Spoken(0, asked, prompt, prompt.pace)]
    hurried = prompt.pace * FASTER // 100
    faster = measure(prompt.utterance_text, hurried)
    if faster <= slot.frames:
        return slot.frames, [Spoken(0, faster, prompt, hurried)]
    return asked, [Spoken(0, asked, prompt, prompt.pace, asked - slot.frames)]


def _elastic(slot: Slot, measure: Measure) -> tuple[int, list[Spoken]]:
    """Speak what opens a slot from its start and what closes it towards its end."""
    opening, after_opening = _in_turn(slot.opening, measure, 0)
    closing, closing_length = _in_turn(slot.closing, measure, 0)
    length = max(slot.frames, after_opening + closing_length)
    late = length - closing_length
    moved = [Spoken(s.start + late, s.end + late, s.prompt, s.pace) for s in closing]
    return length, [*opening, *moved]


def _in_turn(says: tuple[Say, ...], measure: Measure, at: int) -> tuple[list[Spoken], int]:
    spoken = []
    for say in says:
        prompt = say.prompt
        end = at + measure(prompt.utterance_text, prompt.pace)
        spoken.append(Spoken(at, end, prompt, prompt.pace))
        at = end + say.after
    return spoken, at


class _Taken:
    """What is said in a slot so far, in order of start."""

    def __init__(self, said: list[Spoken]) -> None:
        self.said = said
        self.starts = [s.start for s in said]

    def put(self, insert: Insert, length: int, measure: Measure) -> None:
        """Say a prompt at its time if there is room with quiet on both sides."""
        start = insert.at if insert.at >= 0 else length + insert.at
        prompt = insert.prompt
        end = start + measure(prompt.utterance_text, prompt.pace)
        if start < 0 or end > length:
            return
        index = bisect_left(self.starts, start)
        before = self.said[index - 1].end if index else None
        after = self.starts[index] if index < len(self.said) else None
        if before is not None and start - before < insert.quiet:
            return
        if after is not None and after - end < insert.quiet:
            return
        self.said.insert(index, Spoken(start, end, prompt, prompt.pace))
        self.starts.insert(index, start)

    def silences(self, length: int) -> Iterator[tuple[int, int]]:
        """Yield start and end of each silence, up to the slot's end."""
        starts = [*self.starts, length]
        for index, spoken in enumerate(self.said):
            yield spoken.end, starts[index + 1]


def _fill(slot: Slot, length: int, taken: _Taken) -> list[Insert]:
    """Spread words over silences that would last too long, on whole seconds."""
    fillers: list[Insert] = []
    for start, end in taken.silences(length):
        parts = -(-(end - start) // slot.longest_silence)
        for part in range(1, parts):
            at = start + (end - start) * part // parts
            at -= at % FRAME_RATE
            prompt = slot.fill[len(fillers) % len(slot.fill)]
            fillers.append(Insert(prompt, at, FRAME_RATE))
    return fillers
