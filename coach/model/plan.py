"""What a plan consists of: prompts, the slots that they belong to, and segments of slots.

Lengths are in frames. A plan has no absolute times yet: those follow from the measured speech.
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
    "intro", "safety", "name", "dose", "move", "set_up", "care", "ready", "side", "rep", "hold",
    "phase", "count", "remind", "halfway", "release", "change_side", "rest", "next", "wait",
    "finish",
]  # fmt: skip
SegmentKind = Literal["intro", "exercise", "rest", "finish"]
SlotKind = Literal[
    "words", "offer", "move", "ready", "phase", "hold", "timed", "step", "pace", "rest", "change"
]
"""What a slot's time is for: `move` to get down, up or into a position, `ready` to get ready,
`pace` for reps at the person's own pace, `rest` to rest (between reps, sets and exercises),
`change` to change sides; `words` lasts only as long as its prompts, and so does `offer`, in which
*ready* goes on where the last session was stopped."""
EFFORTS: frozenset[SlotKind] = frozenset({"phase", "hold", "timed", "step", "pace"})
"""The kinds of slot in which the exercise itself is done."""
Intro = Literal["auto", "full", "short", "none"]
"""How much is said before the first exercise. `auto` is full, unless the person has heard it."""
MOST_MORE_TIME = 4.0
Controls = Literal["keys", "page", "file", "none"]
"""What the listener has at hand: keys, the buttons of the exported page, a player that can pause,
or nothing."""


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

    def in_phase(self, phase: int) -> Place:
        """Return the place of a phase, or a step, of the same rep."""
        return Place(
            self.exercise, self.item, self.round, self.side, self.set, self.rep, phase,
            self.rounds, self.sets, self.reps,
        )  # fmt: skip

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
        easier, harder: names of exercises that are done the easier or the harder way.
        start_at, only: an exercise's name; what comes before it, or all else, is left out.
        intro: how much is said before the first exercise.
        lead_in_s: silence before the first word; Bluetooth headsets swallow 0.5 to 1.5 s.
        tempo: the speed of phases and paced reps in per cent of the author's; holds, rests and the
            voice keep theirs.
        resume_at: the exercise (its item and round) in which an earlier session was stopped; what
            comes before it, and the intro, are left out.
        stopped_in: the exercise in which an earlier session was stopped, if this one starts anew
            and is to say so.
        controls: what the listener has at hand. Who can't say that they are ready isn't asked;
            what waits takes its cap, and says so.
        more_time: by what the time to get down, up, into a position and to the second side is
            multiplied, where the author has not written it.
    """

    reps: Pick = "low"
    week: int | None = None
    easier: frozenset[str] = frozenset()
    harder: frozenset[str] = frozenset()
    start_at: str | None = None
    only: str | None = None
    intro: Intro = "auto"
    lead_in_s: float = 1.5
    tempo: int = 100
    resume_at: Place | None = None
    stopped_in: str | None = None
    controls: Controls = "keys"
    more_time: float = 1.0

    @property
    def can_say_ready(self) -> bool:
        """Whether there is a way for the listener to say that they are ready."""
        return self.controls in {"keys", "page"}


@dataclass(frozen=True)
class Prompt:
    """Words that are spoken in one go, or a tone.

    Attributes:
        text: as it is shown, captioned and printed.
        at: the author's text in the file, if it is one.
        spoken: what the voice is given, where that differs from the text.
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

    def then(self, pause: int = 0) -> SequencedPrompt:
        """Return the prompt with a pause after it, in frames."""
        return SequencedPrompt(self, pause)


@dataclass(frozen=True)
class SequencedPrompt:
    """A prompt and the pause after it, in frames.

    `lasts` is the least time from its start to the next prompt.
    """

    prompt: Prompt
    pause: int = 0
    lasts: int = 0


@dataclass(frozen=True)
class TimedPrompt:
    """A prompt at a time of its own in a slot, left out where it would not have `quiet` around it.

    Attributes:
        offset: frames from the slot's start; below zero, from its end.
        quiet: frames of silence that it needs before and after.
        thinned: an even number of a count: if one of several such prompts in a row runs into
            another number, none of them is spoken, so that the count keeps its beat.
    """

    prompt: Prompt
    offset: int
    quiet: int
    thinned: bool = False


@dataclass(frozen=True)
class PlannedSlot:
    """A stretch of time with its prompts.

    Attributes:
        frames: how long it lasts; it grows if its prompts take longer.
        opening: spoken from its start, one after another.
        closing: spoken so that the pause after the last one ends with the slot.
        timed: at times of their own, those of higher priority first.
        exact: it keeps its length if faster speech can help, and reports it if it has to grow;
            any other slot just grows.
        fill: spoken in turn, so that no silence is longer than `longest_silence`.
        kind: what its time is for.
        waits: it ends when the person says that they are ready; its length is the cap.
        at: where in the file the author has written its length; if it grows, that is reported.
        place: which part of the exercise it is, for an effort.
        alternatives: the other wordings of the opening, in other reps: a count leaves out the
            numbers that the longest wording covers, so that it is the same in every rep.
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
    place: Place | None = None
    alternatives: tuple[Prompt, ...] = ()

    def prompts(self) -> Iterator[Prompt]:
        """Yield every prompt that may be spoken in the slot."""
        yield from (each.prompt for each in (*self.opening, *self.closing))
        yield from (timed.prompt for timed in self.timed)
        yield from self.fill
        yield from self.alternatives


@dataclass(frozen=True)
class PlannedSegment:
    """One exercise, a rest, the intro or the finish.

    Attributes:
        kind: which of these.
        slots: what it consists of.
        exercise: its name.
        position: the position that the body is in.
        cap: the most frames that an exercise may take which lasts until the person stops.
    """

    kind: SegmentKind
    slots: tuple[PlannedSlot, ...]
    exercise: str | None = None
    position: str | None = None
    cap: int | None = None


@dataclass(frozen=True)
class Plan:
    """A routine with all choices made, in prompts and slots.

    Attributes:
        title: the routine's.
        language: the routine's tag.
        lead_in: the silence before the first word, in frames.
        segments: all but the intro.
        intro: returns the intro for a total in minutes, which it announces; None without an intro.
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
