"""One slot: how long it lasts, and when each of its prompts is spoken."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Literal, NamedTuple

from coach.model.plan import CueKind, PlannedSlot, Prompt, SequencedPrompt, TimedPrompt
from coach.model.timeline import Measure
from coach.model.units import FRAME_RATE

FASTER = 115
"""Per cent of its own pace for a cue that would not fit its slot (timing rule 2: 15 % at most)."""

SlotEnd = Literal["slot"]


class FittedPrompt(NamedTuple):
    """A prompt at its time in a slot.

    Attributes:
        start: the frame within the slot on which it begins.
        end: the frame after its last one.
        prompt: what is spoken.
        pace: the pace at which it is spoken; a hurried prompt's is higher than its own.
        grown: by how many frames the slot has to grow for it.
    """

    start: int
    end: int
    prompt: Prompt
    pace: int
    grown: int = 0


def fit(slot: PlannedSlot, measure: Measure) -> tuple[int, list[FittedPrompt]]:
    """Return a slot's length and its prompts in order of start.

    Opening and closing prompts are always spoken. A prompt with a time of its own for which there
    is no room is left out, never moved.
    """
    if slot.exact and slot.opening:
        length, fitted = _exact(slot, measure)
    else:
        length, fitted = _elastic(slot, measure)
    placed = _PlacedPrompts(fitted, length, measure, _longest(slot.alternatives, measure))
    for thinned, group in groupby(slot.timed, attrgetter("thinned")):
        if thinned:
            placed.add_together(list(group))
        else:
            for timed in group:
                placed.add(timed)
    if slot.fill:
        for timed in _fill(slot, placed):
            placed.add(timed)
    return length, placed.prompts


def _exact(slot: PlannedSlot, measure: Measure) -> tuple[int, list[FittedPrompt]]:
    """Fit a slot that keeps its length: prompts as they are, else faster; else it has to grow."""
    as_asked, _ = _in_sequence(slot.opening, measure)
    if as_asked[-1].end <= slot.frames:
        return slot.frames, as_asked
    faster, _ = _in_sequence(slot.opening, measure, FASTER)
    if faster[-1].end <= slot.frames:
        return slot.frames, faster
    length = as_asked[-1].end
    return length, [*as_asked[:-1], as_asked[-1]._replace(grown=length - slot.frames)]


def _elastic(slot: PlannedSlot, measure: Measure) -> tuple[int, list[FittedPrompt]]:
    """Fit opening prompts from the slot's start and closing prompts up to its end."""
    opening, opening_length = _in_sequence(slot.opening, measure)
    closing, closing_length = _in_sequence(slot.closing, measure)
    length = max(slot.frames, opening_length + closing_length)
    late = length - closing_length
    moved = [c._replace(start=c.start + late, end=c.end + late) for c in closing]
    fitted = [*opening, *moved]
    if slot.at is not None and length > slot.frames:
        fitted[-1] = fitted[-1]._replace(grown=length - slot.frames)
    return length, fitted


def _in_sequence(
    prompts: tuple[SequencedPrompt, ...], measure: Measure, percent: int = 100
) -> tuple[list[FittedPrompt], int]:
    """Return prompts one after another from 0, at a percentage of their own pace, and the end."""
    fitted = []
    start = 0
    for each in prompts:
        prompt = each.prompt
        pace = prompt.pace * percent // 100
        end = start + measure(prompt.utterance_at(pace))
        grown = max(0, end - start - each.lasts) if each.lasts else 0
        fitted.append(FittedPrompt(start, end, prompt, pace, grown))
        start = max(end + each.pause, start + each.lasts)
    return fitted, start


class _PlacedPrompts:
    """The prompts of a slot so far, in order of start."""

    def __init__(
        self, prompts: list[FittedPrompt], length: int, measure: Measure, counted_from: int = 0
    ) -> None:
        self.prompts = prompts
        self._counted_from = counted_from
        self._starts = [prompt.start for prompt in prompts]
        self._length = length
        self._measure = measure

    def add(self, timed: TimedPrompt) -> None:
        """Add a prompt if there is room for it, with quiet on both sides."""
        fitted = self._at_its_time(timed)
        if self._obstacle(fitted, timed.quiet) is None:
            self._insert(fitted)

    def add_together(self, numbers: list[TimedPrompt]) -> None:
        """Add numbers for which there is room, but none if one runs into another number."""
        free: list[tuple[FittedPrompt, int]] = []
        for timed in numbers:
            fitted = self._at_its_time(timed)
            obstacle = self._obstacle(fitted, timed.quiet)
            if obstacle == "count":
                return
            if obstacle is None:
                free.append((fitted, timed.quiet))
        for fitted, quiet in free:
            if self._obstacle(fitted, quiet) is None:  # the number before may be very slow
                self._insert(fitted)

    def silences(self) -> Iterator[tuple[int, int]]:
        """Yield start and end of each silence, up to the slot's end."""
        starts = [*self._starts, self._length]
        for index, prompt in enumerate(self.prompts):
            yield prompt.end, starts[index + 1]

    def _at_its_time(self, timed: TimedPrompt) -> FittedPrompt:
        """Return a prompt at its time; a number too long for its second faster, if that helps."""
        prompt, pace = timed.prompt, timed.prompt.pace
        start = timed.offset if timed.offset >= 0 else self._length + timed.offset
        length = self._measure(prompt.utterance_at(pace))
        room = FRAME_RATE - timed.quiet
        if prompt.kind == "count" and length > room:
            hurried = pace * FASTER // 100
            shorter = self._measure(prompt.utterance_at(hurried))
            if shorter <= room:
                length, pace = shorter, hurried
        return FittedPrompt(start, start + length, prompt, pace)

    def _obstacle(self, fitted: FittedPrompt, quiet: int) -> CueKind | SlotEnd | None:
        """Return what leaves no room for a prompt: the kind of another one, or the slot's end."""
        if fitted.start < 0 or fitted.end > self._length:
            return "slot"
        if fitted.prompt.kind == "count" and fitted.start < self._counted_from + quiet:
            return "slot"
        index = bisect_left(self._starts, fitted.start)
        if index < len(self.prompts) and self._starts[index] - fitted.end < quiet:
            return self.prompts[index].prompt.kind
        if index and fitted.start - self.prompts[index - 1].end < quiet:
            return self.prompts[index - 1].prompt.kind
        return None

    def _insert(self, fitted: FittedPrompt) -> None:
        index = bisect_left(self._starts, fitted.start)
        self.prompts.insert(index, fitted)
        self._starts.insert(index, fitted.start)


def _longest(prompts: tuple[Prompt, ...], measure: Measure) -> int:
    """Return the length of the longest prompt in frames; 0 without any."""
    return max((measure(prompt.utterance) for prompt in prompts), default=0)


def _fill(slot: PlannedSlot, placed: _PlacedPrompts) -> list[TimedPrompt]:
    """Return prompts for the silences that would be too long, spread over them on whole seconds."""
    fillers: list[TimedPrompt] = []
    for start, end in placed.silences():
        parts = -(-(end - start) // slot.longest_silence)
        for part in range(1, parts):
            offset = start + (end - start) * part // parts
            offset -= offset % FRAME_RATE
            prompt = slot.fill[len(fillers) % len(slot.fill)]
            fillers.append(TimedPrompt(prompt, offset, FRAME_RATE))
    return fillers
