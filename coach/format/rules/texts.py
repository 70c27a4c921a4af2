"""Texts: what YAML does to them without warning, and what would sound wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.format.diagnosis import Diagnosis, Report
from coach.format.doses import Wrong, duration_range
from coach.format.fields import Fields
from coach.format.lines import Line
from coach.format.rules.indentation import entry_in_text
from coach.format.rules.lists import bullet_in
from coach.format.schema import CIRCUIT, EXERCISE_ONLY, ROUTINE
from coach.format.source import Edit, Source
from coach.format.texts import Words
from coach.format.tree import Mapping, Node, Scalar, Sequence
from coach.format.values import found
from coach.format.writing import as_written, quoted
from coach.model.problems import Problem, Severity, Span
from coach.model.routine import Exercise, Text
from coach.model.rules import rule

MAX_LINE = 160
"""The most characters of a text that a hint shows in full."""


def not_a_text(node: Node, words: Words) -> Diagnosis:
    """Return what is wrong with a block or a list in the place of a text."""
    if isinstance(node, Mapping):
        return _split_text(node)
    assert isinstance(node, Sequence)  # noqa: S101 - there are three kinds of node
    message = "this should be a single text, not a list"
    hint, edit = _as_one(node)
    lines = node.source.line(node.line), node.source.line(node.line - 1)
    if not words.spoken and any("use:" in line for line in lines):
        first = node.items[0] if node.items else None
        name = first.text if isinstance(first, Scalar) else "cat-cow"
        hint, edit = f"give each its own entry: `- use: {name}`", None
    return Diagnosis(node.problem("wrong-value", message, hint), edit)


def _as_one(node: Sequence) -> tuple[str, Edit | None]:
    """Return what to write for a list in the place of a single text."""
    texts = [item.text.strip() for item in node.items[:20] if isinstance(item, Scalar)]
    if node.rest_of_line.startswith("[") or not all(texts):
        return "keep only one entry; or, if a text starts with `[`, put it in quotes", None
    whole = " ".join(t if t[-1] in ".!?" else f"{t}." for t in texts)
    if len(whole) > MAX_LINE:
        return "write it as one text, or keep only one entry", None
    edit = node.replaced(as_written(whole)) if len(texts) == len(node.items) else None
    return f"write it as one text after the colon: {_after_colon(whole)}", edit


def _after_colon(text: str) -> str:
    return quoted(text) if ": " in text else " ".join(text.split())


def _split_text(node: Mapping) -> Diagnosis:
    """Find a colon (or, inside braces, a comma) that turned a text into keys."""
    key, value = node.entries[0] if node.entries else (node, node)
    if not isinstance(key, Scalar):
        return Diagnosis(node.problem("wrong-value", f"this should be a text, not {found(node)}"))
    one = value if isinstance(value, Scalar) else None
    alone = len(node.entries) == 1
    if node.flow and one is not None and not one.text:
        message = "a text can't start with `{` in YAML"
        hint = f"put the text in quotes: {quoted('{' + key.text + '}')}"
        edit = node.replaced(quoted(node.written)) if alone else None
        return Diagnosis(node.problem("needs-quotes", message, hint), edit)
    if key.text in {"text", "say", "words", "cue"} and one is not None:
        message = f"this should be a single text, without `{key.text}:` before it"
        hint = f"write it after the colon above: {_after_colon(one.text)}"
        return Diagnosis(
            node.problem("wrong-value", message, hint),
            node.replaced(one.written) if alone else None,
        )
    if one is not None and re.fullmatch(r"(?:step ?)?\d{0,2}", key.text, re.IGNORECASE):
        message = f"`{key.text}:` doesn't start a list entry; a dash does"
        hint = f"write `- {_after_colon(one.text)}`"
        return Diagnosis(node.problem("bullet", message, hint))
    whole = f"{key.text}: {one.text}" if one is not None else f"{key.text}: …"
    message = "the colon in this text makes YAML read its first half as a key"
    edit = node.replaced(quoted(whole)) if alone and one is not None and not node.flow else None
    return Diagnosis(
        node.problem("colon", message, f"put the text in quotes: {quoted(whole)}"), edit
    )


_A_KEY = re.compile(r" *(?:- +)*([a-z_]+):(?: |$)")
_KEYS = EXERCISE_ONLY | set(ROUTINE.by_name) | set(CIRCUIT.by_name) | {"name", "use", "note"}


def swallowed(node: Scalar, _: Words) -> Iterator[Diagnosis]:
    """Find a quote that is only closed some lines below, with keys of the format inside it."""
    if node.plain:
        return
    opening = node.rest_of_line
    quote = opening[:1]
    if quote not in {"'", '"'} or quote in opening[1:]:
        return
    here = Line(node.source, node.line)
    for line in here.below():
        if line.number >= here.number + 30:
            return
        if (key := _A_KEY.match(line.text)) and key[1] in _KEYS:
            number = node.source.span(line.start, line.end).line
            message = (
                f"the quote {quote} that opens here isn't closed, so it includes line {number}"
            )
            hint = f"close it: {quoted(opening[1:])}"
            yield Diagnosis(node.problem("quotes", message, hint))
            return
        if quote in line.text:
            return


_COMMENT = re.compile(r"[ \t]+(#[^\s].*)")


@rule(
    "comment",
    "set_up: Lift leg #2 slowly.\nhold: 10 s",
    "set_up: Lift leg number two slowly.\nhold: 10 s",
)
def comment_in_text(node: Scalar, _: Words) -> Iterator[Diagnosis]:
    """A `#` after a space hides the rest of its line, so your listener wouldn't hear it.

    Put the text in double quotes, or write “number” as a word. (A warning; an error if no text is
    left.)
    """
    if not node.plain:
        return
    match = _COMMENT.match(node.source.text, node.end)
    if match and node.source.place(node.end)[0] == node.line:
        comment = match[1].strip()
        message = f"the text ends before `{comment[:40]}`: ` #` starts a comment"
        whole = quoted(f"{node.text} {comment}")
        hint = f"put the text in quotes if it goes on: {whole}; otherwise write `# ` with a space"
        yield Diagnosis(node.problem("comment", message, hint, Severity.WARNING))


def entry_too_far_in(node: Scalar, _: Words) -> Iterator[Diagnosis]:
    """Find list entries that are indented too far: see `rules.indentation`."""
    yield from entry_in_text(node)


_NOTHING = {"no", "none", "nil", "n/a", "na", "-", "--", "tbc", "tbd"}


def marks(node: Scalar, words: Words) -> Iterator[Diagnosis]:
    """Find bullets; in spoken texts, also symbols and texts that aren't instructions."""
    text = node.folded
    if mark := bullet_in(text):
        message = f"`{mark}` would be read aloud, as one text with everything up to the next key"
        hint = "start each entry on its own line with `- `, and leave the bullet out"
        yield Diagnosis(node.problem("bullet", message, hint, Severity.WARNING))
        return
    if words.instruction and (diagnosis := _no_words(text, node)):
        yield diagnosis
        return
    if words.spoken and (diagnosis := symbol(node)):
        yield diagnosis
    if words.sentence and _is_scrap(text):
        message = f"`{text}` on its own is hard to follow by ear"
        hint = "write a sentence, such as `You feel dizzy.`"
        yield Diagnosis(node.problem("wrong-value", message, hint, Severity.NOTE))


def _no_words(text: str, node: Scalar) -> Diagnosis | None:
    """Find a placeholder or a bare time where words would be spoken."""
    if text.casefold() in _NOTHING and node.plain:
        message, hint = (
            f"`{text}` would be read aloud",
            "write what Coach should say, or delete the key",
        )
        return Diagnosis(node.problem("wrong-value", message, hint))
    if len(text) > 40 or isinstance(duration_range(text), Wrong):  # noqa: PLR2004 - a time is short
        return None
    message = f"`{text}` is a time, and would be read aloud as written"
    hint = "write words here; a time belongs in `hold`, `for` or `rest_between_reps`"
    return Diagnosis(node.problem("wrong-value", message, hint))


_SYMBOL = re.compile(
    r"(?P<of>\d+ ?/ ?\d+)|[<>=&^|~*_#/\\+@\u00d7\u2264\u2265\u00b1\u2248\u2190-\u2193\u21d2\u2022]"
)
_IN_WORDS = {
    "<": "less than", ">": "more than", "=": "is", "&": "and", "+": "and", "^": "up", "~": "about",
    "#": "number", "/": "or", "@": "at", "\u00d7": "times", "\u2264": "at most",
    "\u2265": "at least", "\u00b1": "about", "\u2248": "about", "\u2190": "left", "\u2191": "up",
    "\u2192": "then", "\u21d2": "then", "\u2193": "down",
}  # fmt: skip


@rule(
    "symbols",
    "hold: 10 s\nsay: Lift your hips & hold.",
    "hold: 10 s\nsay: Lift your hips and hold.",
)
def symbol(node: Scalar) -> Diagnosis | None:
    """Write words instead of symbols: a voice reads a symbol by its name, or skips it.

    (Note.)
    """
    match = _SYMBOL.search(node.text)
    if match is None:
        return None
    sign = match[0]
    if match["of"]:
        low, high = (part.strip() for part in sign.split("/"))
        hint = f"write words: `{low} out of {high}`, or `{low} to {high}`"
    elif re.match(r"</?[a-z]+ ?/?>|&[a-z]+;", node.text[match.start() :], re.IGNORECASE):
        hint = "leave out the HTML of the web page"
    elif sign in _IN_WORDS:
        hint = f"write words, such as `{_IN_WORDS[sign]}`"
    else:
        hint = "leave it out, or write words"
    message = f"a voice either reads `{sign}` out as a symbol or skips it"
    at = node.rest_of_line.find(sign)
    start, end = (
        (node.start + at, node.start + at + len(sign)) if at >= 0 else (node.start, node.end)
    )
    return Diagnosis(node.source.problem(start, end, "symbols", message, hint, Severity.NOTE))


def _is_scrap(text: str) -> bool:
    """Whether a text is only a word or two, not a sentence: `dizziness`, `chest pain`."""
    if any(c > "\u024f" and c.isalpha() for c in text):
        return False  # not in Latin letters: a sentence may have no spaces
    words = text.split()
    spoken_as_one = text[-1] in ".!?" or words[0].casefold() in {"it", "you", "you're"}
    return len(words) == 1 or (len(words) == 2 and not spoken_as_one)  # noqa: PLR2004


_BRACES = re.compile(r"\{\w*\}")
_LIMBS = (
    "leg", "arm", "hand", "foot", "knee", "hip", "elbow", "shoulder", "ankle", "wrist", "heel",
)  # fmt: skip
"""Parts of the body that come in pairs."""


@rule(
    "braces",
    "hold: 10 s\nside: each\nset_up: Lift your {leg}.",
    "hold: 10 s\nside: each\nset_up: Lift your {side} leg.",
)
def braces(exercise: Exercise, fields: Fields, report: Report) -> None:
    """Only `{side}` in a text is filled in, with “left” or “right”.

    Anything else in braces would be read aloud as written.
    """
    source = fields.at.source
    sided = (
        exercise.sides is not None
        or {"side"} & (fields.names | fields.meant)
        or fields.take("one_sided")
    )
    for text in exercise.texts():
        if "{" not in text.left and "{" not in text.right:
            continue
        for brace in _BRACES.findall("".join(dict.fromkeys((text.left, text.right)))):
            if brace != "{side}":
                _unknown_brace(text, brace, source, report)
            elif not sided and text.at and text.at.file != source.name:
                sided = True  # report it once, in the author's own file
                message = "the library's words for this exercise name a side"
                hint = "add `side: each` (or `left`, `right`, `alternating`)"
                report.error(fields.name_node, "no-side", message, hint)
            elif not sided:
                message = "`{side}` needs `side` in the exercise"
                hint = "add `side: each`, or write the side"
                report.add(_at(_place(text), source, "no-side", message, hint))


def _unknown_brace(text: Text, brace: str, source: Source, report: Report) -> None:
    message = f"`{brace}` isn't filled in, and would be read aloud"
    hint = "only `{side}` is filled in"
    if brace[1:-1] in _LIMBS:
        hint += f": write `{{side}} {brace[1:-1]}`"
    span = _place(text)
    at = source.line_at(span).find(brace, span.column - 1)
    if at >= 0:
        span = Span(span.file, span.line, at + 1, at + 1 + len(brace))
    report.add(_at(span, source, "braces", message, hint))


def _place(text: Text) -> Span:
    assert text.at is not None  # noqa: S101 - a text that was read has a place
    return text.at


def _at(span: Span, source: Source, code: str, message: str, hint: str) -> Diagnosis:
    return Diagnosis(Problem(span, Severity.ERROR, code, message, hint, source.line_at(span)))


Words.not_a_text = staticmethod(not_a_text)
Words.rules = [swallowed, comment_in_text, entry_too_far_in, marks]
