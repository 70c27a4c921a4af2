"""Texts as values: printed, spoken, a whole sentence, or one for each side.

What YAML makes of a text behind its author's back (a colon, a comment, a line too far in) is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from coach.format.lines import quoted, spaces
from coach.format.listing import BELOW_NAME, bullet_in
from coach.format.nodes import Mapping, Node, Scalar, Sequence
from coach.format.quantities import Wrong, duration_range
from coach.format.spoken import is_scrap, symbol_in
from coach.format.values import Report, Schema, doubled, found, word_of
from coach.model.problems import Severity
from coach.model.routine import Text

MAX_TEXT = 2_000
MAX_LINE = 160
"""Characters of a text that a hint writes out."""


@dataclass(frozen=True)
class Words:
    """A text that is printed; or spoken, and then a sentence or what to do, if it says so."""

    expects: str = "a text"
    spoken: bool = False
    sentence: bool = False
    instruction: bool = False

    def read(self, node: Node, report: Report) -> str | None:  # noqa: C901, PLR0911 - one a slip
        if isinstance(node, Mapping):
            _split_text(node, report)
            return None
        if isinstance(node, Sequence):
            message = "this should be a single text, not a list"
            report.error(
                node, "wrong-value", message, _as_one(node) if self.spoken else _each(node)
            )
            return None
        if isinstance(node, Scalar) and len(node.text) > MAX_TEXT:
            message = f"this text has {len(node.text):,} characters; the most is {MAX_TEXT:,}"
            report.error(node, "text-too-long", message, "say it in several shorter texts")
            return None
        text = word_of(node, report, self.expects, MAX_TEXT)
        if text is None:
            return None
        if _swallowed(node, report):
            return None
        _comment_in_text(node, report)
        _entry_in_text(node, report)
        if mark := bullet_in(text):
            message = (
                f"`{mark}` would be read aloud, with everything up to the next word as one text"
            )
            hint = "start each entry on a line of its own with `- `, and leave the mark out"
            report.warning(node, "bullet", message, hint)
        elif self.spoken and isinstance(node, Scalar):
            if self.instruction and not _are_words(text, node, report):
                return None
            if problem := symbol_in(node):
                report.add(problem)
        if self.sentence and is_scrap(text):
            hint = "write a sentence, such as `You feel dizzy.`"
            message = f"`{text}` alone is hard to follow by ear"
            report.add(node.problem("wrong-value", message, hint, Severity.NOTE))
        return text

    def schema(self) -> Schema:
        return {"type": ["string", "number"], "maxLength": MAX_TEXT, "minLength": 1}


_NOTHING = {"no", "none", "nil", "n/a", "na", "-", "--", "tbc", "tbd"}


def _are_words(text: str, node: Scalar, report: Report) -> bool:
    """Report what stands for nothing, or is a time alone, where words are spoken."""
    if text.casefold() in _NOTHING and node.plain:
        hint = "write what is to be said, or delete the word"
        report.error(node, "wrong-value", f"`{text}` alone would be read aloud", hint)
        return False
    if isinstance(duration_range(text[:40]), Wrong) or len(text) > 40:  # noqa: PLR2004 - a time is short
        return True
    message = f"`{text}` is a time, and would be read aloud as it stands"
    hint = "write words here; a time goes to `hold`, `for`, or `rest_between_reps`"
    report.error(node, "wrong-value", message, hint)
    return False


def _as_one(node: Sequence) -> str:
    """Return what to write for a list where a single text is taken."""
    texts = [item.text.strip() for item in node.items[:20] if isinstance(item, Scalar)]
    if node.source.line(node.line)[node.column - 1 :].startswith("[") or not all(texts):
        return "put a text that starts with `[` in quotes; keep only one entry otherwise"
    whole = " ".join(t if t[-1] in ".!?" else f"{t}." for t in texts)
    if len(whole) > MAX_LINE:
        return "write it as one text, or keep only one entry"
    return f"write it as one text after the colon: {_after_colon(whole)}"


def _each(node: Sequence) -> str:
    """Return what to write for a list of library exercises, or of other words not spoken."""
    first = node.items[0] if node.items else None
    if "use:" in node.source.line(node.line) or "use:" in node.source.line(node.line - 1):
        name = first.text if isinstance(first, Scalar) else "cat-cow"
        return f"give each an entry of its own: `- use: {name}`"
    return _as_one(node)


def _after_colon(text: str) -> str:
    return quoted(text) if ": " in text else " ".join(text.split())


def _split_text(node: Mapping, report: Report) -> None:
    """Report a colon (or, inside braces, a comma) that made words out of a text."""
    if node.entries and isinstance(node.entries[0][0], Scalar):
        key, value = node.entries[0]
        assert isinstance(key, Scalar)  # noqa: S101 - checked in the line before
        if node.flow and isinstance(value, Scalar) and not value.text:
            message = "a text can't start with `{` in YAML"
            hint = f"put the text in quotes: {quoted('{' + key.text + '}')}"
            report.error(node, "needs-quotes", message, hint)
            return
        if key.text in {"text", "say", "words", "cue"} and isinstance(value, Scalar):
            message = f"a single text stands here, without `{key.text}:` before it"
            hint = f"write it after the colon above: {_after_colon(value.text)}"
            report.error(node, "wrong-value", message, hint)
            return
        if isinstance(value, Scalar) and re.fullmatch(
            r"(?:step ?)?\d{0,2}", key.text, re.IGNORECASE
        ):
            message = f"`{key.text}:` starts no entry of a list; a dash does"
            report.error(node, "bullet", message, f"write `- {_after_colon(value.text)}`")
            return
        whole = f"{key.text}: {value.text}" if isinstance(value, Scalar) else f"{key.text}: …"
        message = "the colon in this text makes YAML take its first half for a word of its own"
        report.error(node, "colon", message, f"put the text in quotes: {quoted(whole)}")
    else:
        report.error(node, "wrong-value", f"this should be a text, not {found(node)}")


def _comment_in_text(node: Node, report: Report) -> None:
    """Warn where ` #` inside a text has cut it short: `Lift leg #2 slowly`."""
    if not (isinstance(node, Scalar) and node.plain):
        return
    rest = node.source.line(node.line)[node.end_column - 1 :]
    match = re.match(r"\s+(#\S.*)$", rest)
    if match:
        message = f"the text ends before `{match[1].strip()[:40]}`: ` #` starts a comment"
        whole = f"{node.text} {match[1].strip()}"
        hint = (
            f"put the text in quotes if it goes on: {quoted(whole)}; else write `# ` with a space"
        )
        report.warning(node, "comment", message, hint)


_A_WORD = re.compile(r" *(?:- +)*([a-z_]+):(?: |$)")
_WORDS = BELOW_NAME | {"name", "use", "exercises", "after", "stop_if", "rest", "circuit", "note"}


def _swallowed(node: Node, report: Report) -> bool:
    """Report a quote that is closed lines below, with words of the format taken in."""
    if not isinstance(node, Scalar) or node.plain:
        return False
    opening = node.source.line(node.line)[node.column - 1 :]
    quote = opening[:1]
    if quote not in {"'", '"'} or quote in opening[1:]:
        return False
    for number in range(node.line + 1, min(node.line + 30, len(node.source.lines) + 1)):
        line = node.source.line(number)
        if (word := _A_WORD.match(line)) and word[1] in _WORDS:
            message = f"the quote {quote} that opens here is not closed, and takes in line {number}"
            report.error(node, "quotes", message, f"close it: {quoted(opening[1:])}")
            return True
        if quote in line:
            return False
    return False


def _entry_in_text(node: Node, report: Report) -> None:
    """Report a list entry that stands too far in, which YAML adds to the entry above it."""
    if not (isinstance(node, Scalar) and node.plain and " - " in node.text):
        return
    for number in range(node.line + 1, node.line + 1 + node.text.count(" - ")):
        line = node.source.line(number)
        entry = line.lstrip(" ")
        if not entry.startswith("- ") or entry[2:].strip() not in node.text:
            return
        above = node.source.line(node.line)
        dash = above.find("- ")
        inside = 0 <= dash < node.column
        hint = f"give it {spaces(dash)}, as the entry on line {node.line} has"
        if not inside:
            first = node.text.split(" - ", 1)[0]
            hint = f"make `{first[:60]}` the first entry: `- {first[:60]}`, on a line of its own"
        indent = len(line) - len(entry)
        message = (
            f"this line starts with {spaces(indent)}, so it goes on with the text of line "
            f"{node.line} and starts no entry of its own"
        )
        report.add(
            node.source.problem(number, 1, "indentation", message, hint, end_column=indent + 1)
        )
        if not inside:
            return


@dataclass(frozen=True)
class SpokenText:
    """A text that is spoken: one for both sides, or `left` and `right` with one each."""

    expects: str = "a text, or `left:` and `right:` with a text each"
    inner: ClassVar[tuple[str, ...]] = ("left", "right")

    def read(self, node: Node, report: Report) -> Text | None:
        keys = _side_keys(node, report)
        if keys is None:
            words = TOLD.read(node, report)
            return None if words is None else Text(words, words, node.span)
        if set(keys) != {"left", "right"}:
            missing = "right" if "left" in keys else "left"
            report.error(
                node,
                "missing-key",
                f"the text for the {missing} side is missing",
                f"add `{missing}:` beside `{next(iter(keys))}:`",
            )
            return None
        left, right = TOLD.read(keys["left"], report), TOLD.read(keys["right"], report)
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


def _side_keys(node: Node, report: Report) -> dict[str, Node] | None:
    """Return the texts by side, when every word of a mapping is a side."""
    if not isinstance(node, Mapping) or not node.entries:
        return None
    keys: dict[str, Node] = {}
    places: dict[str, Node] = {}
    for key, value in node.entries:
        if not (isinstance(key, Scalar) and key.text in {"left", "right"}):
            return None
        if key.text in keys:
            doubled(key.text, places[key.text], key, report)
        keys[key.text], places[key.text] = value, key
    return keys


WORDS = Words()
SAID = Words(spoken=True)
TOLD = Words(spoken=True, instruction=True)
SENTENCE = Words(spoken=True, sentence=True, instruction=True)
SPOKEN = SpokenText()
