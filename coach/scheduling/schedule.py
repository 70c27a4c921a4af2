"""From a plan to its timeline: every prompt gets its frame."""

from __future__ import annotations

from collections.abc import Iterator

from coach.model.plan import Plan, Section, Slot
from coach.model.timeline import Cue, Measure, Part, Segment, Timeline
from coach.model.units import FRAME_RATE
from coach.scheduling.fit import Spoken, fit

MINUTE = 60 * FRAME_RATE
INTRO = -1
"""The intro's number among the sections, the others counted from 0."""
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
    for index, section in enumerate(plan.sections):
        body.section(section, index)
    intro = _intro(plan, measure, body.now)
    cues: list[Cue] = []
    segments: list[Segment] = []
    parts: list[Part] = []
    for track, at in ((intro, 0), (body, intro.now)):
        cues += track.cues(at)
        segments += track.segments(at)
        parts += track.parts(at)
    return Timeline(tuple(cues), tuple(segments), intro.now + body.now, tuple(parts))


def _intro(plan: Plan, measure: Measure, body: int) -> _Track:
    """Schedule the lead-in and the intro, which announces the total that it is itself part of."""
    if plan.intro is None:
        track = _Track(measure)
        track.section(Section("intro", (Slot(plan.lead_in),)), INTRO)
        return track
    minutes = max(1, round((plan.lead_in + body) / MINUTE))
    while True:
        track = _Track(measure)
        section = plan.intro(minutes)
        track.section(Section(section.kind, (Slot(plan.lead_in), *section.slots)), INTRO)
        total = max(1, round((track.now + body) / MINUTE))
        if total <= minutes:
            return track
        minutes += 1


def without_waiting(timeline: Timeline) -> Timeline:
    """Return every cue in its order with a short pause between: to listen to the words alone."""
    now = 0
    cues: list[Cue] = []
    segments: list[Segment] = []
    index = 0
    for segment in timeline.segments:
        start = now
        while index < len(timeline.cues) and timeline.cues[index].start < segment.end:
            cues.append(moved(timeline.cues[index], now - timeline.cues[index].start))
            now = cues[-1].end + SHORT_PAUSE
            index += 1
        if now > start:
            segments.append(
                Segment(start, now, segment.kind, segment.exercise, segment.position, segment.cap)
            )
    return Timeline(tuple(cues), tuple(segments), now)


def moved(cue: Cue, by: int) -> Cue:
    """Return a cue so many frames later."""
    return Cue(
        cue.start + by, cue.end + by, cue.kind, cue.text, cue.pace, cue.exercise, cue.item,
        cue.round, cue.side, cue.set, cue.rep, cue.phase, cue.grown, cue.at,
        cue.spoken, cue.hurried, cue.tone,
    )  # fmt: skip


def part_moved(part: Part, by: int) -> Part:
    """Return a part so many frames later."""
    return Part(part.start + by, part.end + by, part.slot, part.section, part.closing + by)


class _Track:
    """Sections fitted one after another from frame 0; their places are known once all are."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.now = 0
        self.sections: list[tuple[Section, int, int]] = []
        self.slots: list[tuple[Slot, int, int, int, list[Spoken]]] = []

    def section(self, section: Section, index: int) -> None:
        start = self.now
        for slot in section.slots:
            length, said = fit(slot, self.measure)
            self.slots.append((slot, index, self.now, length, said))
            self.now += length
        if self.now > start:
            self.sections.append((section, start, self.now))

    def cues(self, at: int) -> Iterator[Cue]:
        """Yield the cues of a track that begins at a frame."""
        for _, _, start, _, said in self.slots:
            for spoken in said:
                yield cue_of(spoken, at + start)

    def segments(self, at: int) -> Iterator[Segment]:
        """Yield the segments of a track that begins at a frame."""
        for s, start, end in self.sections:
            yield Segment(at + start, at + end, s.kind, s.exercise, s.position, s.cap)

    def parts(self, at: int) -> Iterator[Part]:
        """Yield the parts of a track that begins at a frame."""
        for slot, section, start, length, said in self.slots:
            begun = at + start
            closing = begun + closing_frame(slot, said, length)
            yield Part(begun, begun + length, slot, section, closing)


def closing_frame(slot: Slot, said: list[Spoken], length: int) -> int:
    """Return the frame within a slot from which what closes it is said."""
    if not slot.closing:
        return length
    first = slot.closing[0].prompt
    return next(spoken.start for spoken in said if spoken.prompt is first)


def cue_of(spoken: Spoken, now: int) -> Cue:
    """Return a cue of a prompt in a slot that begins at `now`."""
    prompt, place = spoken.prompt, spoken.prompt.place
    return Cue(
        now + spoken.start, now + spoken.end, prompt.kind, prompt.text, spoken.pace,
        place.exercise, place.item, place.round, place.side, place.set, place.rep, place.phase,
        spoken.grown, prompt.at, prompt.spoken, spoken.pace > prompt.pace,
        prompt.tone,
    )  # fmt: skip
