"""From a plan to its timeline: every prompt gets its frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from coach.model.plan import Plan, PlannedSegment, PlannedSlot
from coach.model.timeline import Cue, Measure, ScheduledSegment, ScheduledSlot, Timeline
from coach.model.units import FRAME_RATE
from coach.scheduling.fit import FittedPrompt, fit

MINUTE = 60 * FRAME_RATE
INTRO = -1
"""The intro's number among the segments, the others counted from 0."""
SHORT_PAUSE = FRAME_RATE // 2
"""Between the cues of a timeline without waiting."""


def schedule(plan: Plan, measure: Measure) -> Timeline:
    """Give every prompt its frame. The same plan and lengths give the same timeline.

    Args:
        plan: what is said, in slots.
        measure: asked for a text at its ordinary pace, and for the faster one only where a slot
            overflows.
    """
    body = _Track(measure)
    for index, segment in enumerate(plan.segments):
        body.add(segment, index)
    intro = _intro(plan, measure, body.length)
    cues: list[Cue] = []
    segments: list[ScheduledSegment] = []
    slots: list[ScheduledSlot] = []
    for track, start in ((intro, 0), (body, intro.length)):
        cues += track.cues(start)
        segments += track.segments(start)
        slots += track.slots(start)
    return Timeline(tuple(cues), tuple(segments), intro.length + body.length, tuple(slots))


def _intro(plan: Plan, measure: Measure, body: int) -> _Track:
    """Schedule the lead-in and the intro, which announces the total that it is itself part of."""
    lead_in = PlannedSlot(plan.lead_in)
    if plan.intro is None:
        track = _Track(measure)
        track.add(PlannedSegment("intro", (lead_in,)), INTRO)
        return track
    minutes = max(1, round((plan.lead_in + body) / MINUTE))
    while True:
        track = _Track(measure)
        segment = plan.intro(minutes)
        track.add(replace(segment, slots=(lead_in, *segment.slots)), INTRO)
        total = max(1, round((track.length + body) / MINUTE))
        if total <= minutes:
            return track
        minutes += 1


def without_waiting(timeline: Timeline) -> Timeline:
    """Return every cue in its order with a short pause between: to listen to the words alone."""
    now = 0
    cues: list[Cue] = []
    segments: list[ScheduledSegment] = []
    for segment in timeline.segments:
        start = now
        for cue in timeline.cues_of(segment):
            cues.append(cue.moved(now - cue.start))
            now = cues[-1].end + SHORT_PAUSE
        if now > start:
            segments.append(replace(segment, start=start, end=now))
    return Timeline(tuple(cues), tuple(segments), now)


class _Track:
    """Segments fitted one after another from frame 0; their start is known once all are."""

    def __init__(self, measure: Measure) -> None:
        self.length = 0
        self._measure = measure
        self._segments: list[tuple[PlannedSegment, int, int]] = []
        self._slots: list[tuple[PlannedSlot, list[FittedPrompt], int, int, int]] = []
        """Each slot with its prompts, the number of its segment, its start and its length."""

    def add(self, segment: PlannedSegment, index: int) -> None:
        """Fit a segment's slots after those there are."""
        start = self.length
        for slot in segment.slots:
            length, fitted = fit(slot, self._measure)
            self._slots.append((slot, fitted, index, self.length, length))
            self.length += length
        if self.length > start:
            self._segments.append((segment, start, self.length))

    def cues(self, at: int) -> Iterator[Cue]:
        """Yield the cues of a track that begins at a frame."""
        for _, fitted, _, start, _ in self._slots:
            for prompt in fitted:
                yield cue_of(prompt, at + start)

    def segments(self, at: int) -> Iterator[ScheduledSegment]:
        """Yield the segments of a track that begins at a frame."""
        for s, start, end in self._segments:
            yield ScheduledSegment(at + start, at + end, s.kind, s.exercise, s.position, s.cap)

    def slots(self, at: int) -> Iterator[ScheduledSlot]:
        """Yield the slots of a track that begins at a frame."""
        for slot, fitted, segment, start, length in self._slots:
            begin = at + start
            closing = begin + closing_frame(slot, fitted, length)
            yield ScheduledSlot(begin, begin + length, slot, segment, closing)


def closing_frame(slot: PlannedSlot, fitted: list[FittedPrompt], length: int) -> int:
    """Return the frame within a slot on which its closing prompts begin; its length without any."""
    if not slot.closing:
        return length
    first = slot.closing[0].prompt
    return next(prompt.start for prompt in fitted if prompt.prompt is first)


def cue_of(fitted: FittedPrompt, slot_start: int) -> Cue:
    """Return the cue of a prompt in a slot that begins at a frame."""
    prompt = fitted.prompt
    return Cue(
        slot_start + fitted.start, slot_start + fitted.end, prompt.kind, prompt.text, prompt.place,
        fitted.pace, fitted.grown, prompt.at, prompt.spoken, fitted.pace > prompt.pace,
        prompt.tone,
    )  # fmt: skip
