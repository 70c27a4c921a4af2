"""The words of the routine format: the one table that reads, checks, documents and schemas it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from coach.format import head, leaflets, parts, shapes, synonyms
from coach.format.blocks import Block, Either, ListOf, Meant, Word, each_of
from coach.format.hold import HoldValue
from coach.format.kinds import KINDS, rules
from coach.format.nodes import Mapping, Node, Scalar
from coach.format.tags import language_tag, of_language
from coach.format.texts import SAID, SENTENCE, SPOKEN, WORDS
from coach.format.values import (
    COUNT,
    COUNT_RANGE,
    DURATION,
    PERIOD,
    PERIOD_RANGE,
    Between,
    Choice,
    Flag,
    Lines,
    Parsed,
    Report,
    Schema,
    Value,
    doubled,
    found,
)

MOST_ENTRIES = 15_000
"""Entries of `exercises`: more come to too many prompts."""
MOST_PAIRS = 200
"""Words of `say_as`: each is looked for in every prompt."""


@dataclass(frozen=True)
class Pairs:
    """Words of the author's own with a text each."""

    expects: str = "words with a text each, such as `reps: repetitions`"

    def read(self, node: Node, report: Report) -> tuple[tuple[str, str], ...] | None:
        if not isinstance(node, Mapping):
            report.error(node, "wrong-value", f"this should be {self.expects}, not {found(node)}")
            return None
        if len(node.entries) > MOST_PAIRS:
            message = f"these are {len(node.entries):,} words; the most is {MOST_PAIRS}"
            report.error(node, "too-large", message, "keep those that the voice gets wrong")
            return None
        pairs: dict[str, str | None] = {}
        first: dict[str, Node] = {}
        for key, value in node.entries:
            if not isinstance(key, Scalar):
                report.error(key, "unknown-key", f"a word can't be {found(key)}")
            elif key.text in first:
                doubled(key.text, first[key.text], key, report)
            else:
                first[key.text] = key
                pairs[key.text] = WORDS.read(value, report)
        return tuple((key, value) for key, value in pairs.items() if value is not None)

    def schema(self) -> Schema:
        return {
            "type": "object",
            "additionalProperties": WORDS.schema(),
            "maxProperties": MOST_PAIRS,
        }


def _scalar_or(block: Block | ListOf, other: Value[object], expects: str) -> Either:
    def pick(node: Node) -> Value[object]:
        return other if isinstance(node, Scalar) else block

    return Either(expects, pick, (other, block))


ONE_TIME = Meant(DURATION, partial(leaflets.of_one_time, "this"))
ONE_PERIOD = Meant(PERIOD, partial(leaflets.of_one_time, "this"))
REST_TIME = Meant(DURATION, leaflets.of_rest)
REST_PERIOD = Meant(PERIOD, leaflets.of_rest)
EXERCISE_TIME = Meant(PERIOD_RANGE, leaflets.of_for)
HOLD_TIME = Meant(HoldValue(), leaflets.of_hold)
PACE = Meant(PERIOD, leaflets.of_every)
REPS = Meant(COUNT_RANGE, leaflets.of_reps)

REMIND = Block(
    "`remind`",
    (
        Word("every", ONE_PERIOD, "The time from one reminder to the next.", required=True),
        Word("say", Lines(SPOKEN), "The reminders, said in turn.", required=True),
    ),
    meant={"text": "say", "words": "say", "cue": "say", "each": "every", "interval": "every"},
    shape=parts.remind,
)

_COUNT_RULE = Choice(
    ("up", "down", "off"),
    (("on", "write `up` or `down`"), ("yes", "write `up` or `down`"), ("no", "write `off`"),
     ("true", "write `up` or `down`"), ("false", "write `off`")),
)  # fmt: skip
_WAIT = Choice(("until ready",), (("yes", "write `until ready`"), ("ready", "write `until ready`")))

PHASE = Block(
    "a phase",
    (
        Word("say", SPOKEN, "What is said as it starts, in full.", required=True),
        Word("short", SPOKEN, "What is said from the third rep of a set on."),
        Word("for", PERIOD_RANGE, "How long it lasts.", required=True),
        Word("breath", Choice(("in", "out", "hold")), "What the breath does meanwhile; not spoken."),
        Word("count", _COUNT_RULE, "Count its seconds aloud: up, down or off."),
    ),
    meant={"text": "say", "cue": "say", "seconds": "for", "duration": "for", "time": "for",
           "hold": "for", "breathe": "breath", "breathing": "breath", "name": "say"},
    shape=parts.phase,
)  # fmt: skip

STEP = Block(
    "a step",
    (
        Word("say", SPOKEN, "What is said as it starts.", required=True),
        Word("for", ONE_PERIOD, "How long it lasts.", required=True),
        Word("wait", _WAIT, "Wait for *ready* before its time starts."),
        Word("at_most", ONE_PERIOD, "How long `wait` waits (5 min when left out)."),
        Word("remind", REMIND, "Calm words while it lasts."),
        Word("count", _COUNT_RULE, "Count its seconds aloud: up, down or off."),
    ),
    meant={"text": "say", "cue": "say", "seconds": "for", "duration": "for", "time": "for",
           "hold": "for", "name": "say"},
    shape=parts.step,
    rules={"dependencies": {"at_most": ["wait"]}},
)  # fmt: skip

BREATHING = Block(
    "`breathing`",
    (
        Word("in", ONE_PERIOD, "How long a breath in takes.", required=True),
        Word("out", ONE_PERIOD, "How long a breath out takes.", required=True),
    ),
    shape=parts.breathing,
    meant={"inhale": "in", "breathe_in": "in", "breath_in": "in", "inspire": "in",
           "exhale": "out", "breathe_out": "out", "breath_out": "out", "expire": "out"},
)  # fmt: skip

VOICE = Block(
    "`voice`",
    (
        Word("words_per_minute", Between(80, 300), "How fast the voice speaks (in English 140 when left out)."),
        Word("countdown", Between(0, 10), "Seconds counted down at the end of a hold (3 when left out)."),
        Word("count_reps", Choice(("aloud", "halfway", "off"), (
            ("no", "write `off`"), ("false", "write `off`"), ("none", "write `off`"),
            ("yes", "write `aloud`"), ("true", "write `aloud`"), ("on", "write `aloud`"),
        )), "Say each rep's number, only halfway and the last, or nothing."),
        Word("tones", Flag(), "A soft tone at the start and end of a hold."),
        Word("say_as", Pairs(), "Words that the voice gets wrong, spelled as they sound."),
    ),
    meant={"rate": "words_per_minute", "speed": "words_per_minute", "wpm": "words_per_minute"},
    shape=parts.voice,
    elsewhere={"engine": "the person's own settings: choose it with `--voice`",
               "name": "the person's own settings: choose it with `--voice`"},
)  # fmt: skip

_DOSE = (
    Word("hold", HOLD_TIME, "One hold a rep: a time, a range, a list with a time for each rep, or breaths."),
    Word("for", EXERCISE_TIME, "A timed exercise."),
    Word("every", PACE, "Reps without phases, one every so often, each said by its number."),
    Word("reps", REPS, "How often, in each set."),
    Word("sets", COUNT_RANGE, "How many sets."),
    Word("reps_per_set", Meant(Lines(COUNT), leaflets.of_reps_per_set), "The reps of each set, such as `[5, 4, 3]`; fixes the sets."),
    Word("rest_between_reps", REST_TIME, "The gap between reps (5 s after holds from 10 s, 2 s after shorter ones)."),
    Word("rest_between_sets", REST_TIME, "The rest between sets (30 s)."),
    Word("rest", REST_TIME, "The rest after the exercise (15 s)."),
    Word("load", WORDS, "Weight, band or height. Printed only."),
)  # fmt: skip

PROGRESS = Block(
    "a step of `progress`",
    (
        Word(
            "from_week",
            Meant(Between(1, 520), leaflets.of_week),
            "The week from which it holds.",
            required=True,
        ),
        *_DOSE,
    ),
    meant={"week": "from_week", "weeks": "from_week", "from": "from_week"},
    shape=parts.week,
)


def _exercise(node: Node, report: Report) -> Node | None:
    return shapes.exercise(node, set(EXERCISE.by_name), EXERCISE.knows, report)


EXERCISE = Block(
    "an exercise",
    (
        Word("name", SAID, "What it is called; spoken first."),
        Word("use", WORDS, "An exercise of the library, by its file's name or its own; words beside it override."),
        Word("position", Parsed("a position such as `on your back`", head.position), "Where the body is."),
        Word("set_up", Lines(SPOKEN), "How to get ready: a text, or steps with 3 s between them."),
        Word("get_ready", ONE_TIME, "The time to get into position after the set-up (5 s; 25 s in a new position; 60 s to get down to the floor)."),
        Word("phases", ListOf(PHASE, slip=parts.phases_by_name, told=parts.phases_in_a_text), "The parts of a rep."),
        Word("steps", ListOf(STEP, slip=parts.phases_by_name, told=parts.steps_in_a_text), "A timed sequence."),
        Word("until", Meant(Choice(("you stop",)), leaflets.of_until), "Open-ended, with a cap in `at_most`."),
        Word("at_most", ONE_PERIOD, "The cap of `until` or `wait`."),
        Word("wait", _WAIT, "Wait for *ready* in place of the time to get ready."),
        *_DOSE,
        Word("breathing", BREATHING, "The pace of a hold in breaths (in 4 s, out 6 s)."),
        Word("say", SPOKEN, "What starts a hold or a timed exercise, in place of Coach's own words."),
        Word("short", SPOKEN, "The same from the second rep on."),
        Word("side", Meant(Choice(("left", "right", "each", "alternating"), (
            ("no", "leave `side` out for an exercise without sides"),
            ("false", "leave `side` out for an exercise without sides"),
            ("both", "write `each` (left, then right) or `alternating`; leave it out for both at once"),
            ("yes", "write `each` or `alternating`"), ("true", "write `each` or `alternating`"),
            ("left and right", "write `each` (left, then right) or `alternating`"),
            ("both sides", "write `each` (left, then right) or `alternating`"),
        )), leaflets.of_side), "Which side: one of them, each in turn, or alternating rep by rep."),
        Word("start_side", Choice(("left", "right")), "The side that comes first (left)."),
        Word("count_sides", Choice(("together", "separately")), "Whether left and right are one rep or two (together)."),
        Word("change_side", ONE_TIME, "The time to change sides (10 s; 3 s when alternating, none with `every`)."),
        Word("one_sided", Flag(), "In the library: it needs `side` where it is used."),
        Word("release", SPOKEN, 'Said when a hold ends ("And gently let go").'),
        Word("remind", REMIND, "Calm words inside a long hold."),
        Word("care", Lines(SPOKEN), "What to take care of; spoken once, in the get-ready time."),
        Word("easier", SPOKEN, "An easier way; spoken after the set-up when the person chose it."),
        Word("harder", SPOKEN, "A harder way; spoken after the set-up when the person chose it."),
        Word("progress", ListOf(PROGRESS, ", with the new dose below it; or keep the text as `note:`", parts.weeks, most=60), "What changes from a week of the programme on."),
        Word("voice", VOICE, "The voice's choices for this exercise."),
        Word("note", WORDS, "For the reader. Printed only."),
        Word("picture", Parsed("a file's name such as `knee.png`", head.local_file, head.LOCAL_FILE), "Or a drawing of Coach's, such as `cat-cow`. Printed only."),
        Word("equipment", Lines(WORDS), "Printed only."),
    ),
    meant=synonyms.OF_EXERCISE,
    guess=synonyms.by_value,
    shape=_exercise,
    rules=rules(),
    usual=("name", "position", "set_up", "hold", "reps", "side"),
    elsewhere=synonyms.NOT_OF_EXERCISE,
)  # fmt: skip

REST = Block(
    "a rest",
    (
        Word("rest", REST_PERIOD, "A rest of its own, in place of the default one.", required=True),
        Word("say", SPOKEN, "What is said as it starts, in place of Coach's own words."),
    ),
    meant={"for": "rest"},
    shape=shapes.rest,
)

CIRCUIT_WORDS = (
    Word("circuit", SAID, "Its name.", required=True, example="circuit: Legs"),
    Word("rounds", COUNT, "How many times it is gone through.", required=True),
    Word("rest_between_rounds", REST_TIME, "The rest between rounds; replaces the last exercise's `rest`."),
    Word("rest", REST_TIME, "The rest after the circuit (15 s)."),
)  # fmt: skip


def _entry_of_circuit(node: Node) -> Value[object]:
    return REST if is_rest(node) else EXERCISE


def _entry(node: Node) -> Value[object]:
    return CIRCUIT if is_circuit(node) else _entry_of_circuit(node)


def is_circuit(node: Node) -> bool:
    """Tell a circuit, its name left out even, from an exercise."""
    words = set(shapes.keys(node))
    return "circuit" in words or ("exercises" in words and not words & {*KINDS, "use"})


def is_rest(node: Node) -> bool:
    """Tell a rest of its own from an exercise that is followed by one."""
    if not isinstance(node, Mapping) or node.get("rest") is None:
        return False
    words = shapes.keys(node)
    named = words[0] == "rest" and set(words) <= {"rest", "name", "say"}
    return named or set(words) <= {"rest", "say", "for"} or not set(words) & {"name", "use", *KINDS}


@dataclass(frozen=True)
class EntryList:
    """A list whose entries are told apart by their words."""

    entry: Either

    @property
    def expects(self) -> str:
        return "a list of exercises, each starting with `- name:`"

    def read(self, node: Node, report: Report) -> tuple[object, ...] | None:
        items = shapes.listed(node, report)
        if not items:
            return None
        if len(items) > MOST_ENTRIES:
            message = f"there are {len(items):,} entries; the most is {MOST_ENTRIES:,}"
            report.error(node, "too-large", message, "split it into several routines")
            return None
        whole = shapes.entries(items, set(EXERCISE.by_name), set(KINDS), report)
        return tuple(each_of(whole, self.entry, report))

    def schema(self) -> Schema:
        return {"type": "array", "items": self.entry.schema(), "minItems": 1}


def _of_circuit(name: str, value: Node, _block: Mapping) -> str:
    time = leaflets.a_time(value.text) if isinstance(value, Scalar) else ""
    works = name in {"work", "for", "duration", "time", "on"} and time
    return f"write `for: {time}` in each of its exercises" if works else ""


CIRCUIT = Block(
    "a circuit",
    (
        *CIRCUIT_WORDS,
        Word(
            "exercises",
            EntryList(Either("an exercise or a rest", _entry_of_circuit, (EXERCISE, REST))),
            "Its exercises, in order.",
            required=True,
        ),
    ),
    meant={"rest_between": "rest_between_rounds", "sets": "rounds", "reps": "rounds",
           "repeat": "rounds", "times": "rounds", "laps": "rounds", "repeats": "rounds",
           "of": "exercises", "name": "circuit", "group": "circuit", "block": "circuit",
           "superset": "circuit", "section": "circuit", "title": "circuit"},
    guess=_of_circuit,
    shape=shapes.circuit,
)  # fmt: skip


def _of_schedule(name: str, value: Node, _block: Mapping) -> str:
    return leaflets.for_schedule(name, value.text[:100] if isinstance(value, Scalar) else "")


SCHEDULE = Block(
    "`schedule`",
    (
        Word("times_per_day", Meant(Between(1, 24), leaflets.of_a_day), "How often a day."),
        Word(
            "days_per_week", Meant(Between(1, 7), leaflets.of_schedule), "On how many days a week."
        ),
        Word("weeks", Meant(Between(1, 520), leaflets.of_schedule), "For how many weeks."),
    ),
    guess=_of_schedule,
    meant={"per_day": "times_per_day", "daily": "times_per_day", "per_week": "days_per_week"},
)

ROUTINE = Block(
    "a routine",
    (
        Word("format", Parsed(f"the format's number, `{head.FORMAT}`", head.format_number, f"^{head.FORMAT}$", bare=True), "The format's number, 1.", required=True, example="format: 1"),
        Word("title", SAID, "What the routine is called; spoken first.", required=True),
        Word("summary", WORDS, "What it is, in a sentence. Printed only."),
        Word("author", WORDS, "Who wrote it. Printed only."),
        Word("reviewed", Meant(Parsed("a date such as `2026-11-01`", head.day), leaflets.of_date), "When it was last looked over. Printed only."),
        Word("language", Meant(Parsed("a language tag such as `en-US`", language_tag), of_language), "The language of its texts, and of Coach's own words.", required=True),
        Word("schedule", _scalar_or(SCHEDULE, WORDS, "words such as `times_per_day: 2`, or a text"), "The programme. Printed only."),
        Word("equipment", Lines(WORDS), "What is needed. Printed only."),
        Word("before", Lines(SAID), "Sentences spoken before the safety lines."),
        Word("do_not_start_if", Lines(SENTENCE), "Spoken first, after \"Don't start if:\"."),
        Word("stop_if", Lines(SENTENCE), 'Spoken after "Stop at once if:".'),
        Word("voice", VOICE, "The voice's choices for the whole routine."),
        Word(
            "exercises",
            EntryList(Either("an exercise, a circuit or a rest", _entry, (EXERCISE, CIRCUIT, REST))),
            "The exercises, in order.",
            required=True,
        ),
        Word("after", Lines(SAID), "The calm end, step by step."),
    ),
    meant=synonyms.OF_ROUTINE,
    usual=("title", "language", "schedule", "stop_if", "exercises", "after"),
    elsewhere={word.name: "an exercise: indent it under `- name:`" for word in EXERCISE.words},
)  # fmt: skip
