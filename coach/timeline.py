"""The one timeline: what is heard, and when, in whole frames at `units.FRAME_RATE`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coach.planner.plan import CueKind, Insert, Plan, Prompt, Say, Section, SegmentKind, Slot
from coach.problems import Span
from coach.units import FRAME_RATE

Measure = Callable[[str, int], int]
"""The length in frames of a text at a pace in per cent of the voice's rate."""

FASTER = 115
"""The pace of a cue that would not fit its slot otherwise (timing rule 2: 15 % at most)."""
MINUTE = 60 * FRAME_RATE
INTRO = -1
"""The intro's number among the sections, the others counted from 0."""
SHORT_PAUSE = FRAME_RATE // 2
"""Between the cues of a timeline without waiting."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One prompt at its place; frames count from the timeline's zero.

    `end` is `start` plus the clip's length, exclusive. Cues never overlap. `grown` is by how many
    frames the cue's slot had to grow. `at` is the place of the author's text.
    """

    start: int
    end: int
    kind: CueKind
    text: str
    pace: int = 100
    exercise: str | None = None
    item: int | None = None
    round: int | None = None
    side: str | None = None
    set: int | None = None
    rep: int | None = None
    phase: int | None = None
    grown: int = 0
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the timeline, `end` exclusive; segments touch and cover all of it.

    `cap` is the most frames that an open effort in it may take.
    """

    start: int
    end: int
    kind: SegmentKind
    exercise: str | None = None
    position: str | None = None
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A slot of the plan at its place, `end` exclusive.

    Attributes:
        slot: what its time is for, and what may be said in it.
        section: which section of the plan it is of, from 0; the intro is -1.
        closing: the frame from which what closes it is said; `end` where nothing does.
    """

    start: int
    end: int
    slot: Slot
    section: int
    closing: int


@dataclass(frozen=True)
class Timeline:
    """Cues in order of start; segments, and the parts that they consist of, from 0 to `total`."""

    cues: tuple[Cue, ...]
    segments: tuple[Segment, ...]
    total: int
    parts: tuple[Part, ...] = ()


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
    cues = (*intro.cues, *(_moved(cue, intro.now) for cue in body.cues))
    segments = (
        *intro.segments,
        *(
            Segment(s.start + intro.now, s.end + intro.now, s.kind, s.exercise, s.position, s.cap)
            for s in body.segments
        ),
    )
    parts = (*intro.parts, *(_part_moved(part, intro.now) for part in body.parts))
    return Timeline(cues, segments, intro.now + body.now, parts)


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
            cues.append(_moved(timeline.cues[index], now - timeline.cues[index].start))
            now = cues[-1].end + SHORT_PAUSE
            index += 1
        if now > start:
            segments.append(
                Segment(start, now, segment.kind, segment.exercise, segment.position, segment.cap)
            )
    return Timeline(tuple(cues), tuple(segments), now)


def _moved(cue: Cue, by: int) -> Cue:
    return Cue(
        cue.start + by, cue.end + by, cue.kind, cue.text, cue.pace, cue.exercise, cue.item,
        cue.round, cue.side, cue.set, cue.rep, cue.phase, cue.grown, cue.at,
    )  # fmt: skip


def _part_moved(part: Part, by: int) -> Part:
    return Part(part.start + by, part.end + by, part.slot, part.section, part.closing + by)


class _Track:
    """Cues and segments laid one after another from frame 0."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.now = 0
        self.cues: list[Cue] = []
        self.segments: list[Segment] = []
        self.parts: list[Part] = []

    def section(self, section: Section, index: int) -> None:
        start = self.now
        for slot in section.slots:
            self._slot(slot, index)
        if self.now > start:
            self.segments.append(
                Segment(
                    start, self.now, section.kind, section.exercise, section.position, section.cap
                )
            )

    def _slot(self, slot: Slot, section: int) -> None:
        length, said = fit(slot, self.measure)
        self.cues += (_cue(spoken, self.now) for spoken in said)
        closing = _closing(slot, said, length)
        self.parts.append(Part(self.now, self.now + length, slot, section, self.now + closing))
        self.now += length


def _closing(slot: Slot, said: list[_Spoken], length: int) -> int:
    """Return the frame within a slot from which what closes it is said."""
    if not slot.closing:
        return length
    first = slot.closing[0].prompt
    return next(spoken.start for spoken in said if spoken.prompt is first)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A prompt at its place within a slot."""

    start: int
    end: int
    prompt: Prompt
    pace: int = 100
    grown: int = 0


def _cue(spoken: _Spoken, now: int) -> Cue:
    prompt, place = spoken.prompt, spoken.prompt.place
    return Cue(
        now + spoken.start, now + spoken.end, prompt.kind, prompt.text, spoken.pace,
        place.exercise, place.item, place.round, place.side, place.set, place.rep, place.phase,
        spoken.grown, prompt.at,
    )  # fmt: skip


def fit(slot: Slot, measure: Measure) -> tuple[int, list[_Spoken]]:
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


def _exact(slot: Slot, measure: Measure) -> tuple[int, list[_Spoken]]:
    """Speak a cue on an exact clock: as it is, else faster, else on a clock that has grown."""
    prompt = slot.opening[0].prompt
    asked = measure(prompt.text, 100)
    if asked <= slot.frames:
        return slot.frames, [_Spoken(0, asked, prompt)]
    faster = measure(prompt.text, FASTER)
    if faster <= slot.frames:
        return slot.frames, [_Spoken(0, faster, prompt, FASTER)]
    return asked, [_Spoken(0, asked, prompt, grown=asked - slot.frames)]


def _elastic(slot: Slot, measure: Measure) -> tuple[int, list[_Spoken]]:
    """Speak what opens a slot from its start and what closes it towards its end."""
    opening, after_opening = _in_turn(slot.opening, measure, 0)
    closing, closing_length = _in_turn(slot.closing, measure, 0)
    length = max(slot.frames, after_opening + closing_length)
    late = length - closing_length
    moved = [_Spoken(s.start + late, s.end + late, s.prompt) for s in closing]
    return length, [*opening, *moved]


def _in_turn(says: tuple[Say, ...], measure: Measure, at: int) -> tuple[list[_Spoken], int]:
    spoken = []
    for say in says:
        end = at + measure(say.prompt.text, 100)
        spoken.append(_Spoken(at, end, say.prompt))
        at = end + say.after
    return spoken, at


class _Taken:
    """What is said in a slot so far, in order of start."""

    def __init__(self, said: list[_Spoken]) -> None:
        self.said = said
        self.starts = [s.start for s in said]

    def put(self, insert: Insert, length: int, measure: Measure) -> None:
        """Say a prompt at its time if there is room with quiet on both sides."""
        start = insert.at if insert.at >= 0 else length + insert.at
        end = start + measure(insert.prompt.text, 100)
        if start < 0 or end > length:
            return
        index = bisect_left(self.starts, start)
        before = self.said[index - 1].end if index else None
        after = self.starts[index] if index < len(self.said) else None
        if before is not None and start - before < insert.quiet:
            return
        if after is not None and after - end < insert.quiet:
            return
        self.said.insert(index, _Spoken(start, end, insert.prompt))
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
