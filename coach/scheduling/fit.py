"""One slot: how long it lasts, and what is said in it when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Literal

from coach.model.plan import CueKind, PlannedSlot, Prompt, SequencedPrompt, TimedPrompt
from coach.model.timeline import Measure
from coach.model.units import FRAME_RATE

FASTER = 115
"""Per cent of its own pace for a cue that would not fit its slot (timing rule 2: 15 % at most)."""

SlotEnd = Literal["slot"]


@dataclass(frozen=True, slots=True)
class FittedPrompt:
    """A prompt at its place within a slot, at the pace at which it is spoken."""

    start: int
    end: int
    prompt: Prompt
    pace: int
    grown: int = 0


def fit(slot: PlannedSlot, measure: Measure) -> tuple[int, list[FittedPrompt]]:
    """Return a slot's length, and what is said in it in order of start.

    What opens and closes it is always said. What would not fit is left out, never moved.
    """
    if slot.exact and slot.opening:
        length, said = _exact(slot, measure)
    else:
        length, said = _elastic(slot, measure)
    taken = _Taken(said)
    for thinned, timed in groupby(slot.timed, attrgetter("thinned")):
        if thinned:
            taken.put_in_step(list(timed), length, measure)
        else:
            for insert in timed:
                taken.put(insert, length, measure)
    if slot.fill:
        for insert in _fill(slot, length, taken):
            taken.put(insert, length, measure)
    return length, taken.said


def _exact(slot: PlannedSlot, measure: Measure) -> tuple[int, list[FittedPrompt]]:
    """Speak cues on an exact clock: as they are, else faster, else on a clock that has grown."""
    asked, _ = _in_turn(slot.opening, measure)
    if asked[-1].end <= slot.frames:
        return slot.frames, asked
    faster, _ = _in_turn(slot.opening, measure, FASTER)
    if faster[-1].end <= slot.frames:
        return slot.frames, faster
    length = asked[-1].end
    return length, [*asked[:-1], replace(asked[-1], grown=length - slot.frames)]


def _elastic(slot: PlannedSlot, measure: Measure) -> tuple[int, list[FittedPrompt]]:
    """Speak what opens a slot from its start and what closes it towards its end."""
    opening, after_opening = _in_turn(slot.opening, measure)
    closing, closing_length = _in_turn(slot.closing, measure)
    length = max(slot.frames, after_opening + closing_length)
    late = length - closing_length
    moved = [FittedPrompt(s.start + late, s.end + late, s.prompt, s.pace) for s in closing]
    said = [*opening, *moved]
    if slot.at is not None and length > slot.frames:
        said[-1] = replace(said[-1], grown=length - slot.frames)
    return length, said


def _in_turn(
    prompts: tuple[SequencedPrompt, ...], measure: Measure, percent: int = 100
) -> tuple[list[FittedPrompt], int]:
    """Return prompts one after another from 0, at a percentage of their own pace, and the end."""
    spoken = []
    at = 0
    for say in prompts:
        prompt = say.prompt
        pace = prompt.pace * percent // 100
        end = at + measure(prompt.utterance_at(pace))
        spoken.append(FittedPrompt(at, end, prompt, pace))
        at = end + say.after
    return spoken, at


def _at_its_time(insert: TimedPrompt, length: int, measure: Measure) -> FittedPrompt:
    """Return a prompt at its time; a number too long for its second faster, if that helps."""
    prompt, pace = insert.prompt, insert.prompt.pace
    start = insert.at if insert.at >= 0 else length + insert.at
    took = measure(prompt.utterance_at(pace))
    if prompt.kind == "count" and took > FRAME_RATE - insert.quiet:
        hurried = pace * FASTER // 100
        faster = measure(prompt.utterance_at(hurried))
        if faster <= FRAME_RATE - insert.quiet:
            took, pace = faster, hurried
    return FittedPrompt(start, start + took, prompt, pace)


class _Taken:
    """What is said in a slot so far, in order of start."""

    def __init__(self, said: list[FittedPrompt]) -> None:
        self.said = said
        self.starts = [s.start for s in said]

    def put(self, insert: TimedPrompt, length: int, measure: Measure) -> None:
        """Say a prompt at its time if there is room with quiet on both sides."""
        spoken = _at_its_time(insert, length, measure)
        if self._obstacle(spoken, insert.quiet, length) is None:
            self._add(spoken)

    def put_in_step(self, numbers: list[TimedPrompt], length: int, measure: Measure) -> None:
        """Say numbers for which there is room; none of them if one runs into another number."""
        free: list[tuple[FittedPrompt, int]] = []
        for insert in numbers:
            spoken = _at_its_time(insert, length, measure)
            obstacle = self._obstacle(spoken, insert.quiet, length)
            if obstacle == "count":
                return
            if obstacle is None:
                free.append((spoken, insert.quiet))
        for spoken, quiet in free:
            if self._obstacle(spoken, quiet, length) is None:  # the one before may be very slow
                self._add(spoken)

    def _obstacle(self, spoken: FittedPrompt, quiet: int, length: int) -> CueKind | SlotEnd | None:
        """Return what leaves no room for a prompt."""
        if spoken.start < 0 or spoken.end > length:
            return "slot"
        index = bisect_left(self.starts, spoken.start)
        if index < len(self.said) and self.starts[index] - spoken.end < quiet:
            return self.said[index].prompt.kind
        if index and spoken.start - self.said[index - 1].end < quiet:
            return self.said[index - 1].prompt.kind
        return None

    def _add(self, spoken: FittedPrompt) -> None:
        index = bisect_left(self.starts, spoken.start)
        self.said.insert(index, spoken)
        self.starts.insert(index, spoken.start)

    def silences(self, length: int) -> Iterator[tuple[int, int]]:
        """Yield start and end of each silence, up to the slot's end."""
        starts = [*self.starts, length]
        for index, spoken in enumerate(self.said):
            yield spoken.end, starts[index + 1]


def _fill(slot: PlannedSlot, length: int, taken: _Taken) -> list[TimedPrompt]:
    """Spread words over silences that would last too long, on whole seconds."""
    fillers: list[TimedPrompt] = []
    for start, end in taken.silences(length):
        parts = -(-(end - start) // slot.longest_silence)
        for part in range(1, parts):
            at = start + (end - start) * part // parts
            at -= at % FRAME_RATE
            prompt = slot.fill[len(fillers) % len(slot.fill)]
            fillers.append(TimedPrompt(prompt, at, FRAME_RATE))
    return fillers
