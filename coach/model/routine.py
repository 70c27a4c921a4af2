"""The frozen model: what a routine file says, once it has been read and found sound.

Times are seconds and end in `_s`; counts that an author may leave open are `Range`s.
`None` means that the author left it to Coach's defaults (see `planning`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Literal

from coach.model.positions import Position
from coach.model.problems import Span
from coach.model.units import Range

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")
SideRule = Literal["left", "right", "each", "alternating"]
Breath = Literal["in", "out", "hold"]
CountRule = Literal["up", "down", "off"]
RepCount = Literal["aloud", "halfway", "off"]

OWN_PACE_REP_S = 6.0
OWN_PACE_LEAST_S = 30.0
"""The cap of reps at one's own pace: so much a rep, and at least so much for a set."""


@dataclass(frozen=True)
class Text:
    """Words to be spoken: the same for both sides, or a text of its own for each.

    `{side}` in them stands for the side's word. `at` is the place in the file.
    """

    left: str
    right: str
    at: Span | None = field(default=None, compare=False)

    @classmethod
    def same(cls, words: str) -> Text:
        """Return a text that is the same for both sides."""
        return cls(words, words)

    def on(self, side: Side | None, side_word: str = "") -> str:
        """Return the words for a side, with the side's word filled in."""
        words = self.right if side == "right" else self.left
        return words.replace("{side}", side_word)

    @property
    def differs(self) -> bool:
        """Whether the two sides hear different words."""
        return self.left != self.right or "{side}" in self.left


@dataclass(frozen=True)
class Remind:
    """Calm words inside a long hold, one every `every_s`, in turn."""

    every_s: float
    say: tuple[Text, ...]


@dataclass(frozen=True)
class Hold:
    """One hold a rep. A list of times gives each rep its own; breaths are kept for the words.

    `breath_s` is the length of a breath in and of one out.
    """

    times_s: tuple[Range[float], ...]
    breaths: int | None = None
    breath_s: tuple[float, float] | None = None


@dataclass(frozen=True)
class Phase:
    """One part of a rep, with its words in full and in short."""

    say: Text
    short: Text | None
    for_s: Range[float]
    breath: Breath | None = None
    count: CountRule = "off"


@dataclass(frozen=True)
class Phases:
    """The parts of a rep, in order."""

    phases: tuple[Phase, ...]


@dataclass(frozen=True)
class Paced:
    """Reps without parts, one `every_s`, each said by its number."""

    every_s: float


@dataclass(frozen=True)
class Timed:
    """An exercise that goes on for a time."""

    for_s: Range[float]


@dataclass(frozen=True)
class Step:
    """One part of a timed sequence. `wait` holds it until the person says *ready*, or the cap."""

    say: Text
    for_s: float
    wait: bool = False
    at_most_s: float | None = None
    remind: Remind | None = None
    count: CountRule = "off"


@dataclass(frozen=True)
class Steps:
    """A timed sequence, gone through once a rep."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Open:
    """Until the person stops, with a cap."""

    at_most_s: float


@dataclass(frozen=True)
class OwnPace:
    """Reps at the person's own pace: a set of them lasts until the person is ready, or the cap.

    `at_most_s` is the author's own cap; None leaves it to the number of reps (see `cap_s`).
    """

    at_most_s: float | None = None

    def cap_s(self, reps: int) -> float:
        """Return the most seconds that a set of so many reps may take."""
        if self.at_most_s is not None:
            return self.at_most_s
        return max(OWN_PACE_LEAST_S, OWN_PACE_REP_S * reps)


Kind = Hold | Phases | Paced | Timed | Steps | Open | OwnPace


@dataclass(frozen=True)
class SetUpStep:
    """One step of the way into position.

    Attributes:
        say: its words.
        for_s: how long it takes from its first word on; None for Coach's pause after the words.
    """

    say: Text
    for_s: float | None = None


@dataclass(frozen=True)
class Dose:
    """How often, and how long between. One entry of `reps` a set.

    `sets` fixed by `reps_per_set` has as many entries in `reps`; else `reps` has one entry.
    """

    reps: tuple[Range[int], ...] = (Range(1, 1),)
    sets: Range[int] = field(default_factory=lambda: Range(1, 1))
    rest_between_reps_s: float | None = None
    rest_between_sets_s: float | None = None
    rest_s: float | None = None


@dataclass(frozen=True)
class Sides:
    """Which sides, from which, and how long to change over."""

    rule: SideRule
    start: Side = "left"
    change_s: float | None = None
    count_separately: bool = False

    @property
    def order(self) -> tuple[Side, ...]:
        """The sides in the order in which they are done."""
        if self.rule in {"each", "alternating"}:
            return SIDES if self.start == "left" else SIDES[::-1]
        return ("left",) if self.rule == "left" else ("right",)


@dataclass(frozen=True)
class Picture:
    """What an exercise's picture is called: a drawing of Coach's, or an image file.

    `at` is the place that names it; an image file stands in the folder of that place's file.
    """

    name: str
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True)
class VoiceChoices:
    """What a routine or an exercise may ask of the voice; never an engine or a path."""

    words_per_minute: int | None = None
    countdown: int | None = None
    count_reps: RepCount | None = None
    tones: bool | None = None
    say_as: tuple[tuple[str, str], ...] = ()

    def over(self, base: VoiceChoices) -> VoiceChoices:
        """Return these choices, with `base`'s where these leave one open."""
        mine = {f.name: getattr(self, f.name) for f in fields(self)}
        chosen = {name: value for name, value in mine.items() if value is not None}
        chosen["say_as"] = self._say_as_over(base)
        return replace(base, **chosen)

    def _say_as_over(self, base: VoiceChoices) -> tuple[tuple[str, str], ...]:
        """Return the words of both; of a word that both have, this one's."""
        mine = {word.casefold() for word, _ in self.say_as}
        return (*self.say_as, *(pair for pair in base.say_as if pair[0].casefold() not in mine))


@dataclass(frozen=True)
class Exercise:
    """One exercise. `later` holds it as it stands from a week on, in order of weeks.

    `wait` says that it begins when the person is ready, or at the cap `wait_at_most_s`. `places`
    holds where the values of its words stand in the file, and its own place under "".
    """

    name: str
    kind: Kind
    dose: Dose = field(default_factory=Dose)
    position: Position | None = None
    move: Text | None = None
    time_to_move_s: float | None = None
    set_up: tuple[SetUpStep, ...] = ()
    say: Text | None = None
    short: Text | None = None
    again: Text | None = None
    get_ready_s: float | None = None
    sides: Sides | None = None
    release: Text | None = None
    remind: Remind | None = None
    care: tuple[Text, ...] = ()
    easier: Text | None = None
    harder: Text | None = None
    voice: VoiceChoices = field(default_factory=VoiceChoices)
    picture: Picture | None = None
    facts: tuple[tuple[str, str], ...] = ()
    wait: bool = False
    wait_at_most_s: float | None = None
    later: tuple[tuple[int, Exercise], ...] = ()
    places: tuple[tuple[str, Span], ...] = field(default=(), compare=False, repr=False)

    def place(self, word: str = "") -> Span | None:
        """Return where a word's value stands in the file; where it was left out, the exercise."""
        places = dict(self.places)
        return places.get(word) or places.get("")

    def fact(self, label: str) -> str:
        """Return what is only printed under a label, such as ``load``; empty without it."""
        return dict(self.facts).get(label, "")

    def texts(self) -> Iterator[Text]:
        """Yield every text that may be spoken."""
        own = (self.move, self.say, self.short, self.again, self.release, self.easier, self.harder)
        yield from (text for text in own if text is not None)
        yield from (step.say for step in self.set_up)
        yield from self.care
        if self.remind is not None:
            yield from self.remind.say
        if isinstance(self.kind, Phases):
            for phase in self.kind.phases:
                yield from (t for t in (phase.say, phase.short) if t is not None)
        if isinstance(self.kind, Steps):
            for step in self.kind.steps:
                yield step.say
                yield from step.remind.say if step.remind else ()

    def versions(self) -> Iterator[Exercise]:
        """Yield the exercise as it is at first and after each step of its progress."""
        yield self
        yield from (exercise for _, exercise in self.later)

    def in_week(self, week: int | None) -> Exercise:
        """Return the exercise as it stands in a week of the programme."""
        current = self
        for from_week, exercise in self.later:
            if week is not None and week >= from_week:
                current = exercise
        return current


@dataclass(frozen=True)
class Circuit:
    """Several exercises, `rounds` times."""

    name: str
    rounds: int
    exercises: tuple[Exercise | Rest, ...]
    rest_between_rounds_s: float | None = None
    rest_s: float | None = None


@dataclass(frozen=True)
class Rest:
    """A rest of its own, in place of the default one."""

    for_s: float
    say: Text | None = None


Entry = Exercise | Circuit | Rest


@dataclass(frozen=True)
class Schedule:
    """The programme: how often, for how long; or as the author's own text."""

    text: str = ""
    times_per_day: int | None = None
    days_per_week: int | None = None
    weeks: int | None = None


@dataclass(frozen=True)
class NumberedExercise:
    """An exercise with its number in the routine, from 0: its item.

    `circuit` is the one that it belongs to, if any.
    """

    item: int
    exercise: Exercise
    circuit: Circuit | None = None


@dataclass(frozen=True)
class Routine:
    """A whole routine; `alone` when it is a library exercise and nothing else.

    `language_at` is the language's place in the file.
    """

    title: str
    language: str
    entries: tuple[Entry, ...]
    summary: str = ""
    author: str = ""
    reviewed: str = ""
    schedule: Schedule = field(default_factory=Schedule)
    equipment: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    emergency_if: tuple[str, ...] = ()
    do_not_start_if: tuple[str, ...] = ()
    stop_if: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    voice: VoiceChoices = field(default_factory=VoiceChoices)
    alone: bool = False
    language_at: Span | None = field(default=None, compare=False, repr=False)

    def numbered_entries(
        self,
    ) -> Iterator[tuple[Circuit | None, tuple[NumberedExercise | Rest, ...]]]:
        """Yield each circuit with what is in it, and anything else by itself, in file order.

        An exercise has one number, its item, however often a circuit goes round.
        """
        item = 0
        for entry in self.entries:
            circuit = entry if isinstance(entry, Circuit) else None
            inside: list[NumberedExercise | Rest] = []
            for one in entry.exercises if isinstance(entry, Circuit) else (entry,):
                if isinstance(one, Rest):
                    inside.append(one)
                else:
                    inside.append(NumberedExercise(item, one, circuit))
                    item += 1
            yield circuit, tuple(inside)

    def numbered_exercises(self) -> Iterator[NumberedExercise]:
        """Yield every exercise once, in file order, also those of circuits."""
        for _, entries in self.numbered_entries():
            yield from (entry for entry in entries if isinstance(entry, NumberedExercise))

    def exercises(self) -> Iterator[Exercise]:
        """Yield every exercise once, in file order, also those of circuits."""
        for entry in self.entries:
            if isinstance(entry, Circuit):
                yield from (e for e in entry.exercises if isinstance(e, Exercise))
            elif isinstance(entry, Exercise):
                yield entry
