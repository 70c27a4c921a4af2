"""Texts as values: printed, spoken, whole sentences, or one for each side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from coach.format.diagnosis import Diagnosis, Report
from coach.format.tree import Mapping, Node, Scalar
from coach.format.values import Schema, found, report_duplicate, word_of
from coach.model.problems import Severity
from coach.model.routine import Text
from coach.model.rules import rule

MAX_TEXT = 2_000
MOST_PAIRS = 200
"""Words in `say_as`, each of which is searched for in every prompt."""


@dataclass(frozen=True)
class Words:
    """A text.

    Attributes:
        expects: what it takes, for messages.
        spoken: whether it is read aloud, not just printed.
        sentence: whether it should be a whole sentence.
        instruction: whether it tells the listener something, so that it can't be just a time.
    """

    expects: str = "a text"
    spoken: bool = False
    sentence: bool = False
    instruction: bool = False

    rules: ClassVar[list[Callable[[Scalar, Words], Iterator[Diagnosis]]]] = []
    """The rules about texts; `rules.texts` sets them."""
    not_a_text: ClassVar[Callable[[Node, Words], Diagnosis]]
    """Returns what is wrong with a block or a list in the place of a text."""

    def read(self, node: Node, report: Report) -> str | None:
        if not isinstance(node, Scalar):
            report.add(Words.not_a_text(node, self), node.source)
            return None
        if _too_long(node, report):
            return None
        text = word_of(node, report, self.expects, MAX_TEXT)
        if text is None:
            return None
        wrong = False
        for check in Words.rules:
            for diagnosis in check(node, self):
                report.add(diagnosis, node.source)
                wrong = wrong or diagnosis.problem.severity is Severity.ERROR
        return None if wrong else text

    def schema(self) -> Schema:
        return {"type": ["string", "number"], "maxLength": MAX_TEXT, "minLength": 1}


@rule("text-too-long")
def _too_long(node: Scalar, report: Report) -> bool:
    """A text has at most 2,000 characters. Split it into several shorter ones."""
    if len(node.text) <= MAX_TEXT:
        return False
    message = f"this text has {len(node.text):,} characters; the limit is {MAX_TEXT:,}"
    report.error(node, "text-too-long", message, "split it into several shorter texts")
    return True


@dataclass(frozen=True)
class SpokenText:
    """A spoken text: one for both sides, or one each under `left` and `right`."""

    expects: str = "a text, or `left:` and `right:` with a text each"
    inner: ClassVar[tuple[str, ...]] = ("left", "right")

    def read(self, node: Node, report: Report) -> Text | None:
        by_side = _by_side(node, report)
        if by_side is None:
            words = TOLD.read(node, report)
            return None if words is None else Text(words, words, node.span)
        if set(by_side) != {"left", "right"}:
            missing = "right" if "left" in by_side else "left"
            message = f"the text for the {missing} side is missing"
            hint = f"add `{missing}:` next to `{next(iter(by_side))}:`"
            report.error(node, "missing-key", message, hint)
            return None
        left, right = TOLD.read(by_side["left"], report), TOLD.read(by_side["right"], report)
        return None if left is None or right is None else Text(left, right, node.span)

    def schema(self) -> Schema:
        sides = {"left": WORDS.schema(), "right": WORDS.schema()}
        by_side = {
            "type": "object",
            "properties": sides,
            "required": list(sides),
            "additionalProperties": False,
        }
        return {"anyOf": [WORDS.schema(), by_side]}


def _by_side(node: Node, report: Report) -> dict[str, Node] | None:
    """Return the texts by side; None unless every key of the block is a side."""
    if not isinstance(node, Mapping) or not node.entries or set(node.keys) - {"left", "right"}:
        return None
    if len(node.keys) < len(node.entries):
        return None
    texts: dict[str, Node] = {}
    first: dict[str, Node] = {}
    for key, value in node.entries:
        assert isinstance(key, Scalar)  # noqa: S101 - checked above
        if key.text in texts:
            report_duplicate(key.text, first[key.text], key, report)
        texts[key.text], first[key.text] = value, key
    return texts


@dataclass(frozen=True)
class Pairs:
    """Words of the author's choice, each with a text."""

    expects: str = "words, each with a text, such as `reps: repetitions`"

    def read(self, node: Node, report: Report) -> tuple[tuple[str, str], ...] | None:
        if not isinstance(node, Mapping):
            report.error(node, "wrong-value", f"this should be {self.expects}, not {found(node)}")
            return None
        if len(node.entries) > MOST_PAIRS:
            message = f"there are {len(node.entries):,} words here; the limit is {MOST_PAIRS}"
            report.error(node, "too-large", message, "keep only those that the voice gets wrong")
            return None
        pairs: dict[str, str | None] = {}
        first: dict[str, Node] = {}
        for key, value in node.entries:
            if not isinstance(key, Scalar):
                report.error(key, "unknown-key", f"a word can't be {found(key)}")
            elif key.text in first:
                report_duplicate(key.text, first[key.text], key, report)
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


WORDS = Words()
SAID = Words(spoken=True)
TOLD = Words(spoken=True, instruction=True)
SENTENCE = Words(spoken=True, sentence=True, instruction=True)
SPOKEN = SpokenText()
