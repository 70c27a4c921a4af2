"""What a plan is made of: prompts, the slots that they stand in, and sections of slots.

Lengths are in frames. A plan has no absolute times yet: those come of measured speech.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from coach.model.problems import Span
from coach.model.routine import Side
from coach.model.units import Pick
from coach.model.utterance import Tone, Utterance

CueKind = Literal[
    "intro", "safety", "name", "move", "set_up", "care", "ready", "side", "rep", "hold", "phase",
    "count", "remind", "halfway", "release", "change_side", "rest", "next", "wait", "finish",
]  # fmt: skip
SegmentKind = Literal["intro", "exercise", "rest", "finish"]
SlotKind = Literal["words", "ready", "phase", "hold", "timed", "step", "rest", "change"]
"""What a slot's time is for: `ready` to get ready, `rest` to rest (between reps, sets and
exercises), `change` to change sides; `words` has no time of its own beside what is said."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the routine something is said. `item` counts from 0, the others from 1.

    Attributes:
        exercise: the exercise's name.
        item: which exercise of the routine it is; a circuit's exercise keeps its number.
        round: the round of its circuit.
        side: the side that is exercised.
        set, rep, phase: which one of the exercise, set and rep.
        rounds, sets, reps: how many there are of the circuit, the exercise and the set; None
            where the place names none.
    """

    exercise: str | None = None
    item: int | None = None
    round: int | None = None
    side: Side | None = None
    set: int | None = None
    rep: int | None = None
    phase: int | None = None
    rounds: int | None = None
    sets: int | None = None
    reps: int | None = None

    def same_rep(self, other: Place) -> bool:
        """Whether another place lies in the same rep of the same set, side and round."""
        return (
            self.rep == other.rep
            and self.set == other.set
            and self.side == other.side
            and self.item == other.item
            and self.round == other.round
        )


@dataclass(frozen=True)
class Choices:
    """What a person chose for this session.

    Attributes:
        reps: which value of a range.
        week: the week of the programme.
        easier, harder: names of exercises to be done the easier or harder way.
        start_at, only: an exercise's name; what comes before, or all else, is left out.
        skip_intro: leave out all that is said before the first exercise.
        lead_in_s: silence before the first word; Bluetooth headsets swallow 0.5 to 1.5 s.
        tempo: per cent of the author's speed at which phases and paced reps go; never holds,
            rests or the voice.
        resume_at: the exercise (its item and round) that an earlier session was stopped in; what
            comes before, and the intro, are left out.
        for_file: nobody can say that they are ready: what waits takes its cap, and says so.
    """

    reps: Pick = "low"
    week: int | None = None
    easier: frozenset[str] = frozenset()
    harder: frozenset[str] = frozenset()
    start_at: str | None = None
    only: str | None = None
    skip_intro: bool = False
    lead_in_s: float = 1.5
    tempo: int = 100
    resume_at: Place | None = None
    for_file: bool = False


@dataclass(frozen=True)
class Prompt:
    """Words that are spoken in one go, or a tone.

    Attributes:
        text: as it is shown, captioned and printed.
        at: the place of the author's text, if it is one.
        spoken: what the voice is given where it differs from the text: see `said`.
        pace: per cent of the session's rate.
        tone: which tone it is; None for words.
    """

    kind: CueKind
    text: str
    place: Place = field(default_factory=Place)
    at: Span | None = field(default=None, compare=False)
    spoken: str = ""
    pace: int = 100
    tone: Tone | None = None

    @property
    def utterance(self) -> Utterance:
        """What the prompt's clip is of, at its own pace."""
        return self.utterance_at(self.pace)

    def utterance_at(self, pace: int) -> Utterance:
        """Return what the prompt's clip is of at another pace."""
        return Utterance(self.spoken or self.text, pace, self.tone)


@dataclass(frozen=True)
class SequencedPrompt:
    """A prompt and the quiet after it, in frames."""

    prompt: Prompt
    after: int = 0


@dataclass(frozen=True)
class TimedPrompt:
    """A prompt at its own time inside a slot, left out where it would not have `quiet` around it.

    Attributes:
        at: counts from the slot's start; below zero, from its end.
        thinned: an even number: where one of these beside each other runs into another number, none
            of them is said, so that what is left keeps its beat.
    """

    prompt: Prompt
    at: int
    quiet: int
    thinned: bool = False


@dataclass(frozen=True)
class PlannedSlot:
    """A stretch of time with its words.

    Attributes:
        frames: how long it lasts; longer where its words are.
        opening: said from its start, one after another.
        closing: said so that the quiet after the last one ends with the slot.
        inserts: at their own times, those of higher priority first.
        exact: a clock that must not be lengthened if a quicker wording can help, and that says
            so if it must; otherwise growing is what it is for.
        fill: said in turn so that no silence lasts over `longest_silence`.
        kind: what its time is for.
        waits: it ends when the person says that they are ready; its length is the cap.
        at: the place of its length, where that is an author's own figure: if it grows, it says so.
    """

    frames: int = 0
    opening: tuple[SequencedPrompt, ...] = ()
    closing: tuple[SequencedPrompt, ...] = ()
    timed: tuple[TimedPrompt, ...] = ()
    exact: bool = False
    fill: tuple[Prompt, ...] = ()
    longest_silence: int = 0
    kind: SlotKind = "words"
    waits: bool = False
    at: Span | None = field(default=None, compare=False)

    def prompts(self) -> Iterator[Prompt]:
        """Yield every prompt that may be said in the slot."""
        yield from (say.prompt for say in (*self.opening, *self.closing))
        yield from (timed.prompt for timed in self.timed)
        yield from self.fill


@dataclass(frozen=True)
class PlannedSegment:
    """A segment of the timeline: one exercise, a rest, the beginning or the end."""

    kind: SegmentKind
    slots: tuple[PlannedSlot, ...]
    exercise: str | None = None
    position: str | None = None
    cap: int | None = None


@dataclass(frozen=True)
class Plan:
    """A routine with all choices made, in prompts and slots.

    `intro` gives the first section for a total in minutes, which it announces; None without one.
    """

    title: str
    language: str
    lead_in: int
    segments: tuple[PlannedSegment, ...]
    intro: Callable[[int], PlannedSegment] | None

    def prompts(self) -> Iterator[Prompt]:
        """Yield every prompt after the intro."""
        for segment in self.segments:
            for slot in segment.slots:
                yield from slot.prompts()
