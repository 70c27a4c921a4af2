"""The table of the format: every key, with everything Coach knows about it.

Parsing (`blocks`), the model (`build`), the JSON Schema and the reference (`reference`), the rules
about misspelled and misplaced keys, and the list of facts that are only printed all use it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from coach.format.blocks import HOOKS, Block, Either, Key, ListOf, each_of
from coach.format.diagnosis import Report
from coach.format.instead import MOST_WEEKS, instead
from coach.format.languages import language_tag
from coach.format.parts import (
    BREATHING,
    PHASE,
    REMIND,
    SET_UP_STEP,
    STEP,
    VOICE,
    Waits,
    set_up_step,
)
from coach.format.texts import SAID, SENTENCE, SPOKEN, WORDS
from coach.format.tree import Mapping, Node, Scalar, keys_of
from coach.format.values import (
    ANY_TIME,
    COUNT,
    COUNTS,
    DATE,
    FILE_NAME,
    FORMAT_NUMBER,
    TIME,
    TIMES,
    Choice,
    Flag,
    Hold,
    OneOrMany,
    Parsed,
    Schema,
    Value,
    WholeNumber,
    words_for,
)
from coach.model.positions import position_of
from coach.model.routine import (
    Circuit,
    Rest,
    Schedule,
)

MOST_ENTRIES = 15_000
"""Entries of `exercises`; more would always give too many prompts."""
MOST_STEPS_OF_PROGRESS = 60

_HOLD = Key("hold", Hold(),
    "One hold per rep: a time, a range, a list with a time for each rep, or breaths.", kind=True,
    aliases="seconds hold_second hold_seconds hold_time hold_for halten haltezeit tenir "
            "maintenir mantener")  # fmt: skip
_FOR = Key("for", TIMES, "A timed exercise.", kind=True,
    aliases="duration time dauer durée duración")  # fmt: skip
_EVERY = Key("every", TIME, "Reps without phases, counted aloud: the time from one to the next.",
    kind=True, aliases="pace rhythm")  # fmt: skip
_DOSE = (
    Key("reps", COUNTS, "How many reps in each set; alone, at the person's own pace.",
        aliases="repetitions repeat repeats times rep wiederholungen wdh répétitions repeticiones"),
    Key("sets", COUNTS, "How many sets.", aliases="set series sätze serien séries"),
    Key("reps_per_set", OneOrMany(COUNT),
        "The reps of each set, such as `[5, 4, 3]`; also fixes the number of sets."),
    Key("rest_between_reps", ANY_TIME,
        "The gap between reps, words included (10 s after holds from 10 s, 3 s after shorter "
        "ones).",
        "dose.rest_between_reps_s", aliases="rest_between relax relax_for release_for"),
    Key("rest_between_sets", ANY_TIME, "The rest between sets (30 s).",
        "dose.rest_between_sets_s"),
    Key("rest", ANY_TIME, "The rest after the exercise (15 s).", "dose.rest_s",
        aliases="pause rest_after"),
    Key("load", WORDS, "Weight, band or height. Printed only.", "facts",
        aliases="weight resistance band"),
)  # fmt: skip

PROGRESS = Block(
    "progress",
    "a step of `progress`",
    (
        Key("from_week", WholeNumber(1, MOST_WEEKS), "The first week in which it applies.",
            required=True, aliases="week weeks from"),
        _HOLD, _FOR, _EVERY,
        *_DOSE,
    ),
    where="a step of `progress`",
)  # fmt: skip


_NO_SIDES = "leave `side` out for an exercise without sides"
_BOTH = "write `each` (left, then right) or `alternating`; leave it out for both at once"
_THIS_PERSON = "write `left` or `right` for this person"
_SIDES = words_for(
    **{
        _NO_SIDES: "no|false|none|neither|n/a|na|-|both legs together|middle|centre",
        "leave `side` out for both at once; else write `each`":
            "bilateral|bilaterally|both together|together|same time",
        _BOTH: "both|both sides",
        "write `each` or `alternating`": "yes|true",
        "write `left` or `right`, or `each` for one after the other":
            "unilateral|unilaterally|one|single|one side",
        "write `left`": "links|linke seite|gauche|à gauche|izquierda|izquierdo|left only|only left",
        "write `right`": "rechts|rechte seite|droite|à droite|derecha|derecho|right only"
                         "|only right",
        "write `each`": "beide|beidseits|beide seiten|les deux|chaque côté|ambos|ambos lados"
                        "|cada lado",
        "write `alternating`": "abwechselnd|alterniert|alterné|en alternance|alternando|alterno",
    }
)  # fmt: skip


def _end_meant(text: str) -> str | None:
    wrong = instead("until", text)
    return wrong.hint if wrong else None


def _side_meant(text: str) -> str | None:
    return HOOKS.side_hint(text) or _SIDES(text)


EXERCISE = Block(
    "exercise",
    "an exercise",
    (
        Key("name", SAID, "What it is called; spoken first.", "name",
            aliases="title exercise nom nombre"),
        Key("use", WORDS, "A library exercise, by its name or its file's name; keys next to it "
            "override its own."),
        Key("position", Parsed("a position such as `on your back`", position_of),
            "The position of the body.", "position",
            aliases="starting_position start_position starting_pose ausgangsstellung posición"),
        Key("move", SPOKEN, "How to get into the position, in place of Coach's own words.",
            "move", aliases="transition"),
        Key("time_to_move", ANY_TIME, "How long that takes, before the set-up (6 to 20 s, by the "
            "change of position).", "time_to_move_s", aliases="move_time moving_time"),
        Key("set_up", OneOrMany(Either("a text, or `say:` and `for:` for a step with its own time",
                                       set_up_step, (SPOKEN, SET_UP_STEP))),
            "How to get into position: a text, or steps with 3 s between them or their own times.",
            "set_up", aliases="instructions instruction description how how_to cue start "
            "directions direction"),
        Key("get_ready", ANY_TIME, "The time between the set-up and the start (3 s).",
            "get_ready_s"),
        _HOLD,
        Key("phases", ListOf(PHASE), "The parts of a rep.", kind=True, aliases="phase tempo"),
        _FOR,
        Key("steps", ListOf(STEP), "A timed sequence.", kind=True, aliases="step"),
        Key("until", Choice(("you stop",), _end_meant), "Open-ended; `at_most` sets a time limit.",
            kind=True),
        _EVERY,
        Key("at_most", TIME, "The time limit of `until` or `wait`, or of `reps` at one's own pace.",
            only_with="until reps",
            aliases="max maximum limit max_time cap up_to"),
        Key("wait", Waits(), "Wait for *ready*, instead of a fixed time to get ready.", "wait"),
        *_DOSE,
        Key("breathing", BREATHING, "The pace of a hold in breaths (in 4 s, out 6 s).",
            only_with="hold"),
        Key("say", SPOKEN, "The words that start a hold or timed exercise, instead of Coach's own.",
            "say", only_with="hold for until every reps"),
        Key("short", SPOKEN, "Shorter words for the same, from the second rep on.", "short",
            only_with="hold for until every"),
        Key("again", SPOKEN, 'Said in place of "Back into position." before each later hold.',
            "again", only_with="hold until for"),
        Key("side", Choice(("left", "right", "each", "alternating"), _side_meant),
            "Which side: left, right, each in turn, or alternating rep by rep.", "sides.rule",
            aliases="sides seite seiten côté lado"),
        Key("start_side", Choice(("left", "right")), "The side that comes first (left by default).",
            "sides.start"),
        Key("count_sides", Choice(("together", "separately")),
            "Whether left and right are one rep or two (together by default).", "sides.count"),
        Key("change_side", ANY_TIME,
            "The time to change sides, words included (the words and 8 s; 3 s when alternating, "
            "none with `every`).",
            "sides.change_s", aliases="switch_sides"),
        Key("one_sided", Flag(), "In the library: routines that use it must give `side`."),
        Key("release", SPOKEN, 'How to come out of it; said when the effort ends ("And slowly '
            'ease out of it." after a hold).', "release"),
        Key("remind", REMIND, "Calm words during a long hold.", "remind",
            only_with="hold for until reps", aliases="reminder reminders"),
        Key("care", OneOrMany(SPOKEN), "A caution; spoken once, on the way in.",
            "care", aliases="warning caution careful precautions precaution tip tips"),
        Key("easier", SPOKEN, "An easier way; spoken after the set-up if the listener chose it.",
            "easier", aliases="regression modification"),
        Key("harder", SPOKEN, "A harder way; spoken after the set-up if the listener chose it.",
            "harder"),
        Key("progress", ListOf(PROGRESS, most=MOST_STEPS_OF_PROGRESS),
            "What changes from certain weeks of the programme on.",
            aliases="progression progressions"),
        Key("voice", VOICE, "Voice settings for this exercise.", "voice"),
        Key("picture", FILE_NAME, "An image, or one of Coach's drawings (`cat-cow`). Printed only.",
            aliases="image photo"),
        Key("equipment", OneOrMany(WORDS), "What is needed. Printed only.", "facts"),
        Key("note", WORDS, "For the reader. Printed only.", "facts",
            aliases="notes comment purpose benefits video muscles hinweis"),
    ),
    usual=("name", "position", "set_up", "hold", "reps", "side"),
)  # fmt: skip

KINDS = tuple(key.name for key in EXERCISE.keys if key.kind)
"""The keys of which an exercise has exactly one, unless its `reps` stand alone."""


def kind_of(names: Collection[str]) -> str | None:
    """Return the key that says what an exercise is; `reps` where they stand alone."""
    kind = next((name for name in KINDS if name in names), None)
    return kind or ("reps" if {"reps", "reps_per_set"} & set(names) else None)


REST = Block(
    "rest",
    "a rest",
    (
        Key("rest", TIME, "A separate rest, instead of the default one.", "for_s",
            required=True, aliases="for"),
        Key("say", SPOKEN, "The words spoken as it starts, instead of Coach's own.", "say"),
    ),
    Rest,
)  # fmt: skip


def is_circuit(node: Node) -> bool:
    """Whether an entry is a circuit, even one without a name, rather than an exercise."""
    names = set(keys_of(node))
    return "circuit" in names or ("exercises" in names and not names & {*KINDS, "use"})


def is_rest(node: Node) -> bool:
    """Whether an entry is a separate rest, rather than an exercise with a `rest` after it."""
    if not isinstance(node, Mapping) or node.get("rest") is None:
        return False
    names = set(node.keys)
    named = node.keys[0] == "rest" and names <= {"rest", "name", "say"}
    return named or names <= {"rest", "say", "for"} or not names & {"name", "use", *KINDS}


@dataclass(frozen=True)
class EntryList:
    """A list of exercises, circuits and rests, which their keys tell apart."""

    entry: Either

    @property
    def expects(self) -> str:
        return "a list of exercises, each starting with `- name:`"

    def read(self, node: Node, report: Report) -> tuple[object, ...] | None:
        items = HOOKS.exercises(node, report)
        if not items:
            return None
        if len(items) > MOST_ENTRIES:
            message = f"there are {len(items):,} entries; the limit is {MOST_ENTRIES:,}"
            report.error(node, "too-large", message, "split it into several routines")
            return None
        return tuple(each_of(items, self.entry, report))

    def schema(self) -> Schema:
        return {"type": "array", "items": self.entry.schema(), "minItems": 1}


def _in_circuit(node: Node) -> Value[object]:
    return REST if is_rest(node) else EXERCISE


def _in_routine(node: Node) -> Value[object]:
    return CIRCUIT if is_circuit(node) else _in_circuit(node)


CIRCUIT = Block(
    "circuit",
    "a circuit",
    (
        Key("circuit", SAID, "Its name.", "name", required=True, example="circuit: Legs",
            aliases="name group block superset section title"),
        Key("rounds", COUNT, "How many times to go through it.", "rounds", required=True,
            aliases="sets reps repeat times laps repeats"),
        Key("rest_between_rounds", ANY_TIME,
            "The rest between rounds; replaces the last exercise's `rest`.",
            "rest_between_rounds_s", aliases="rest_between"),
        Key("rest", ANY_TIME, "The rest after the circuit (15 s).", "rest_s"),
        Key("exercises", EntryList(
                Either("an exercise or a rest", _in_circuit, (EXERCISE, REST))),
            "Its exercises, in order.", required=True, aliases="of"),
    ),
    Circuit,
    where="a circuit: `- circuit: NAME`, then `rounds` and its own `exercises`",
)  # fmt: skip

SCHEDULE = Block(
    "schedule",
    "`schedule`",
    (
        Key("times_per_day", WholeNumber(1, 24), "How many times a day.", "times_per_day",
            aliases="per_day daily"),
        Key("days_per_week", WholeNumber(1, 7), "How many days a week.", "days_per_week",
            aliases="per_week"),
        Key("weeks", WholeNumber(1, MOST_WEEKS), "How many weeks.", "weeks"),
    ),
    Schedule,
)  # fmt: skip


def _schedule(node: Node) -> Value[object]:
    return WORDS if isinstance(node, Scalar) else SCHEDULE


ROUTINE = Block(
    "routine",
    "a routine",
    (
        Key("format", FORMAT_NUMBER, "The format number, 1.", required=True,
            example="format: 1", aliases="version"),
        Key("title", SAID, "What the routine is called; spoken first.", "title", required=True,
            aliases="name titel titre título"),
        Key("summary", WORDS, "What it is for, in a sentence. Printed only.", "summary",
            aliases="description"),
        Key("author", WORDS, "Who wrote it. Printed only.", "author", aliases="therapist physio"),
        Key("reviewed", DATE, "When it was last reviewed. Printed only.", "reviewed",
            aliases="date"),
        Key("language", Parsed("a language tag such as `en-US`", language_tag),
            "The language of its texts and of Coach's own words.", "language", required=True,
            aliases="lang sprache langue idioma"),
        Key("schedule", Either("keys such as `times_per_day: 2`, or a text", _schedule,
                               (WORDS, SCHEDULE)), "How often, and for how long. Printed only.",
            aliases="frequency time times how_often when dosage dose"),
        Key("equipment", OneOrMany(WORDS), "What is needed; spoken before the safety lines.",
            "equipment"),
        Key("before", OneOrMany(SAID), "Sentences spoken before the safety lines.", "before",
            aliases="intro"),
        Key("emergency_if", OneOrMany(SENTENCE),
            'Spoken first, after "Get emergency help now if:".', "emergency_if",
            aliases="red_flags emergency"),
        Key("do_not_start_if", OneOrMany(SENTENCE), "Spoken next, after \"Don't start if:\".",
            "do_not_start_if", aliases="contraindications"),
        Key("stop_if", OneOrMany(SENTENCE), 'Spoken after "Stop at once if:".', "stop_if",
            aliases="warning warnings stop"),
        Key("voice", VOICE, "Voice settings for the whole routine.", "voice"),
        Key("exercises", EntryList(
                Either("an exercise, a circuit or a rest", _in_routine, (EXERCISE, CIRCUIT, REST))),
            "The exercises, in order.", required=True,
            aliases="exercise routine circuits steps übungen exercices ejercicios"),
        Key("after", OneOrMany(SAID), "A calm ending, step by step.", "after",
            aliases="end finish cool_down"),
    ),
    where="the whole routine: write it above `exercises`, not indented",
    usual=("title", "language", "schedule", "stop_if", "exercises", "after"),
)  # fmt: skip

BLOCKS = (
    ROUTINE, EXERCISE, SET_UP_STEP, PHASE, STEP, REMIND, BREATHING, PROGRESS, CIRCUIT, REST,
    SCHEDULE, VOICE,
)  # fmt: skip

KEYS = frozenset(name for block in BLOCKS for name in (*block.by_name, *block.aliases))
"""Every key of the format, and every alias."""

_SHARED = {*ROUTINE.by_name, *CIRCUIT.by_name, "name", "use", "note"}
EXERCISE_ONLY = frozenset(EXERCISE.by_name) - _SHARED
"""Keys that only an exercise has."""
