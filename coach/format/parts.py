"""The blocks inside an exercise or a routine: phases, steps, reminders, the voice.

They belong to the table in `schema`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from coach.format.blocks import Block, Key
from coach.format.diagnosis import Report
from coach.format.texts import SPOKEN, Pairs
from coach.format.tree import Mapping, Node
from coach.format.values import (
    TIME,
    TIMES,
    Choice,
    Flag,
    OneOrMany,
    Schema,
    Value,
    WholeNumber,
    words_for,
)
from coach.model.routine import Phase, Remind, SetUpStep, Step, VoiceChoices

_UP_OR_DOWN = "write `up` or `down`"
_COUNT = Choice(
    ("up", "down", "off"), words_for(**{_UP_OR_DOWN: "on|yes|true", "write `off`": "no|false"})
)


@dataclass(frozen=True)
class Waits:
    """The value of `wait`, which can only be `until ready`."""

    choice: ClassVar = Choice(("until ready",), words_for(**{"write `until ready`": "yes|ready"}))

    @property
    def expects(self) -> str:
        return self.choice.expects

    def read(self, node: Node, report: Report) -> bool | None:
        return None if self.choice.read(node, report) is None else True

    def schema(self) -> Schema:
        return self.choice.schema()


REMIND = Block(
    "remind",
    "`remind`",
    (
        Key("every", TIME, "The time from one reminder to the next.", "every_s", required=True,
            aliases="each interval"),
        Key("say", OneOrMany(SPOKEN), "The reminders, said in turn.", "say", required=True,
            aliases="text words cue"),
    ),
    Remind,
)  # fmt: skip

PHASE = Block(
    "phase",
    "a phase",
    (
        Key("say", SPOKEN, "The full words, spoken as it starts.", "say", required=True,
            aliases="text cue name"),
        Key("short", SPOKEN, "Shorter words, spoken from the third rep of a set on.", "short"),
        Key("for", TIMES, "How long it lasts.", "for_s", required=True,
            aliases="seconds duration time hold"),
        Key("breath", Choice(("in", "out", "hold")), "What the breath does during it; not spoken.",
            "breath", aliases="breathe breathing"),
        Key("count", _COUNT, "Count its seconds aloud: up, down or off.", "count"),
    ),
    lambda **fields: Phase(**{"short": None, **fields}),
    where="a phase: put it next to `say` and `for` under `phases`",
)  # fmt: skip

STEP = Block(
    "step",
    "a step",
    (
        Key("say", SPOKEN, "The words spoken as it starts.", "say", required=True,
            aliases="text cue name"),
        Key("for", TIME, "How long it lasts.", "for_s", required=True,
            aliases="seconds duration time hold"),
        Key("wait", Waits(), "Wait for *ready* before its time starts.", "wait"),
        Key("at_most", TIME, "How long `wait` waits at most (5 min by default).", "at_most_s"),
        Key("remind", REMIND, "Calm words during it.", "remind"),
        Key("count", _COUNT, "Count its seconds aloud: up, down or off.", "count"),
    ),
    Step,
    needs={"dependencies": {"at_most": ["wait"]}},
)  # fmt: skip

SET_UP_STEP = Block(
    "set_up step",
    "a step of `set_up`",
    (
        Key("say", SPOKEN, "What to do.", "say", required=True, aliases="text cue name"),
        Key("for", TIME, "How long it takes, from its first word on (3 s after its last one when "
            "left out).", "for_s", aliases="seconds duration time"),
    ),
    SetUpStep,
)  # fmt: skip


def set_up_step(node: Node) -> Value[object]:
    """Return what an entry of `set_up` is read as: a text, or a step with its own time."""
    timed = isinstance(node, Mapping) and not {"say", "for"}.isdisjoint(node.keys)
    return SET_UP_STEP if timed else SPOKEN


BREATHING = Block(
    "breathing",
    "`breathing`",
    (
        Key("in", TIME, "How long a breath in takes.", "in_s", required=True,
            aliases="inhale breathe_in breath_in inspire"),
        Key("out", TIME, "How long a breath out takes.", "out_s", required=True,
            aliases="exhale breathe_out breath_out expire"),
    ),
    lambda in_s, out_s: (in_s, out_s),
)  # fmt: skip

VOICE = Block(
    "voice",
    "`voice`",
    (
        Key("words_per_minute", WholeNumber(80, 300),
            "How fast the voice speaks (140 in English by default).", "words_per_minute",
            aliases="rate speed wpm"),
        Key("countdown", WholeNumber(0, 10),
            "Seconds counted down at the end of a hold (3 by default).", "countdown"),
        Key("count_reps", Choice(("aloud", "halfway", "off"), words_for(
            **{"write `off`": "no|false|none", "write `aloud`": "yes|true|on"})),
            "Say every rep's number, only halfway and the last one, or none.", "count_reps"),
        Key("tones", Flag(), "A soft tone at the start and end of a hold.", "tones"),
        Key("say_as", Pairs(), "Words that the voice gets wrong, spelled as they sound.", "say_as"),
    ),
    VoiceChoices,
    where="`voice`: write `voice:` above it, and indent it",
)  # fmt: skip
