"""Slips in the shape of a block: what was meant is told once, and read on from there.

Each function takes the node of a block and returns it as it was meant, when it has told what is
wrong with its shape; as it is, when there is nothing to tell; None, when nothing more can be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from coach.format.kinds import KINDS
from coach.format.leaflets import a_time, as_exercise
from coach.format.lines import quoted, spaces
from coach.format.nodes import Mapping, Node, Scalar, Sequence
from coach.format.quantities import Wrong, duration_range
from coach.format.synonyms import DAY
from coach.format.values import Report, found

WEEK = re.compile(r"(?:from[ _])?(?:week|wk)s?[ _-]?(\d{1,3})(?: ?(?:-|to|\+).*)?", re.IGNORECASE)


def keys(node: Node) -> list[str]:
    """Return a block's words in their order."""
    if not isinstance(node, Mapping):
        return []
    return [key.text for key, _ in node.entries if isinstance(key, Scalar)]


def said_as(text: str) -> str:
    """Return a text as `say` takes it, in quotes where it needs them."""
    text = " ".join(text.split())
    return quoted(text) if re.search(r": |^[\W_]|:$| #", text) else text


def has_time(node: Node) -> bool:
    """Whether a node is a time with its unit."""
    return isinstance(node, Scalar) and not isinstance(
        duration_range(" ".join(node.text[:100].split())), Wrong
    )


def without(node: Mapping, word: str) -> Mapping:
    """Return a block without one of its words."""
    kept = tuple((k, v) for k, v in node.entries if not (isinstance(k, Scalar) and k.text == word))
    return replace(node, entries=kept)


def listed(node: Node, report: Report) -> tuple[Node, ...]:
    """Return a list's exercises; those that have no dash as they were meant, with that told."""
    if isinstance(node, Sequence):
        if not node.items:
            report.error(node, "empty", "there is no exercise here", "add one: `- name: Cat-Cow`")
        return node.items
    if not isinstance(node, Mapping):
        empty = isinstance(node, Scalar) and not node.text
        message = f"this should be a list of exercises, not {found(node)}"
        hint = "write the first one below it, two spaces in: `- name: Cat-Cow`"
        if not empty and isinstance(node, Scalar):
            hint = f"write it below, two spaces in: {as_exercise(node.text)}"
        code = "empty" if empty else "wrong-value"
        report.error(node, code, "there is no exercise here" if empty else message, hint)
        return ()
    words = keys(node)
    hint = "start each exercise with `- name:`"
    named = all(isinstance(v, Mapping) for _, v in node.entries) and not {"name", "use"} & {*words}
    if named and words:
        hint = (
            f"write `- name: {words[0]}`, with the words below it in line with `name`; "
            "and so for each exercise"
        )
    report.error(node, "wrong-value", "the dash before the exercise is missing", hint)
    if named:
        return tuple(
            _named_by(k, v.entries)
            for k, v in node.entries
            if isinstance(k, Scalar) and isinstance(v, Mapping)
        )
    return (node,) if words.count("name") == 1 else ()


def _named_by(key: Scalar, entries: tuple[tuple[Node, Node], ...]) -> Mapping:
    """Return an exercise that has its name for a word: ``Bridge:``, and its words below that."""
    place = (key.source, key.line, key.column, key.end_column)
    return Mapping(*place, ((replace(key, text="name"), key), *entries))


def exercise(  # noqa: PLR0911 - one for each slip
    node: Node, words: set[str], knows: Callable[[str], bool], report: Report
) -> Node | None:
    """Tell of an exercise with its name for a word, and of words inside a word of the author's.

    As in ``- Bridge:`` for the one, and ``dose:`` with ``reps: 5`` below it for the other.
    """
    if not isinstance(node, Mapping) or not node.entries or report.full:
        return node
    key, value = node.entries[0]
    has_name = bool({"name", "use"} & set(keys(node)))
    if isinstance(key, Scalar) and key.text.casefold() in _BREAKS and isinstance(value, Scalar):
        hint = f"write `- rest: {a_time(value.text) or '30 s'}`"
        report.error(key, "unknown-key", f"unknown key `{key.text}`", hint)
        return None
    if not has_name and isinstance(key, Scalar) and DAY.match(key.text):
        message = f"`{key.text[:60]}` is no word of an exercise"
        report.error(key, "unknown-key", message, "give each day a file of its own")
        return None
    a_list = _lists_exercises(value) and isinstance(key, Scalar) and not WEEK.fullmatch(key.text)
    if not has_name and isinstance(key, Scalar) and a_list:
        hint = f"write `- circuit: {key.text[:60].capitalize()}`, and below it `rounds: 2` and "
        hint += "`exercises:` with this list"
        message = f"`{key.text[:60]}` is no word of an exercise"
        report.error(key, "unknown-key", message, hint)
        return None
    if not has_name and isinstance(key, Scalar) and not knows(key.text) and _is_name(key.text):
        inside = value.entries if isinstance(value, Mapping) else ()
        if WEEK.fullmatch(key.text):
            _by_week(key, report)
            return None
        if (inside and words & set(keys(value))) or (isinstance(value, Scalar) and not value.text):
            message = f"`{key.text[:60]}` is no word of an exercise; is it a name?"
            hint = f"write `- name: {key.text[:60]}`"
            if inside:
                hint += ", and the words below it in line with `name`"
            report.error(key, "unknown-key", message, hint)
            return _named_by(key, (*inside, *node.entries[1:]))
        if isinstance(value, Scalar) and (re.match(r"[\d~<(]", value.text) or has_time(value)):
            many = f"{value.text} times" if value.text.isdigit() else value.text
            message = f"`{key.text[:60]}` is no word of an exercise; is it a name?"
            report.error(key, "unknown-key", message, f"write {as_exercise(f'{key.text} {many}')}")
            return None
    return _unfolded(_indented(node, report), words, knows, report) if has_name else node


def _lists_exercises(node: Node) -> bool:
    return isinstance(node, Sequence) and any(
        {"name", "use"} & set(keys(item)) and set(keys(item)) & {*KINDS, "reps", "use", "side"}
        for item in node.items[:3]
    )


def _indented(node: Mapping, report: Report) -> Mapping:
    """Put a phase's own words that stand too far left, below the list, into its last entry."""
    for place, (key, value) in enumerate(node.entries[:-1]):
        if not (isinstance(key, Scalar) and key.text in {"phases", "steps"}):
            continue
        if not isinstance(value, Sequence):
            continue
        last = value.items[-1] if value.items else None
        after, time = node.entries[place + 1]
        if not isinstance(last, Mapping) or "say" not in keys(last) or "for" in keys(last):
            continue
        if not isinstance(after, Scalar) or after.text != "for":
            continue
        by = last.column - after.column
        message = f"`for` belongs to the entry of line {last.line}, and must stand below its `say`"
        hint = f"put {spaces(by).replace(' space', ' more space')} before it"
        report.error(after, "indentation", message, hint)
        whole = replace(last, entries=(*last.entries, (after, time)))
        listed = replace(value, items=(*value.items[:-1], whole))
        before, rest = node.entries[:place], node.entries[place + 2 :]
        return replace(node, entries=(*before, (key, listed), *rest))
    return node


_BREAKS = {"break", "recover", "recovery", "breather"}


def _is_name(text: str) -> bool:
    return text[:1].isalnum() and len(text) < 100  # noqa: PLR2004 - a line


def _by_week(key: Scalar, report: Report) -> None:
    message = f"`{key.text[:60]}` is no word of an exercise"
    hint = (
        "write each exercise once: what changes by week stands in its `progress:`, with "
        "`- from_week: 2` below it; or give each week a file of its own"
    )
    report.error(key, "unknown-key", message, hint)


def _unfolded(
    node: Mapping, words: set[str], knows: Callable[[str], bool], report: Report
) -> Mapping:
    """Put words that stand inside an unknown one beside the others."""
    entries: list[tuple[Node, Node]] = []
    beside = set(keys(node))
    for key, value in node.entries:
        name = key.text if isinstance(key, Scalar) else ""
        inside = set(keys(value))
        if report.full or not name or not inside or not inside <= words or inside & beside:
            entries.append((key, value))
            continue
        week = WEEK.fullmatch(name)
        if name in words or (knows(name) and not week and name != "dose"):
            entries.append((key, value))
            continue
        hint = "delete this line, and put the words below it in line with `name`"
        if week:
            hint = (
                f"write `progress:`, below it `- from_week: {week[1]}`, and these words below that"
            )
        report.error(key, "unknown-key", f"`{name[:60]}` is no word of an exercise", hint)
        if not week and isinstance(value, Mapping):
            entries += value.entries
    return replace(node, entries=tuple(entries))


_ROUNDS = re.compile(
    r"(?P<name>.*?\w)?[ ,:(]*(?:x ?(?P<x>\d{1,3})|(?P<n>\d{1,3}) ?(?:x|times|rounds?)?)\)?",
    re.IGNORECASE,
)


def circuit(node: Node, report: Report) -> Node | None:
    """Tell of a circuit with its name elsewhere, or with rounds or words in its name's place."""
    if not isinstance(node, Mapping):
        return node
    own, name = node.get("circuit"), node.get("name")
    if isinstance(own, Mapping):
        key = key_of(node, "circuit")
        named = own.get("name")
        said = named.text if isinstance(named, Scalar) else "Legs"
        message = "a circuit's words stand in line with `circuit`, not below it"
        hint = (
            f"write `- circuit: {said_as(said)}`, and `rounds:` and `exercises:` straight below it"
        )
        report.error(key, "wrong-value", message, hint)
        first = (key, named or replace(key, text=said))
        inside = without(own, "name").entries
        return replace(node, entries=(first, *inside, *without(node, "circuit").entries))
    if not isinstance(own, Scalar):
        return node
    if own.text and "rounds" not in keys(node):
        rounds = _ROUNDS.fullmatch(own.text)
        # `Circuit 1` is a name, `Legs x 3` is not.
        plain = rounds and not (rounds["name"] and rounds["n"] and own.text[-1].isdigit())
        if rounds and plain:
            many = rounds["x"] or rounds["n"]
            said = said_as(rounds["name"] or "Legs")
            message = f"`{own.text}` has how many rounds, which stand in a line of their own"
            if not rounds["name"]:
                message = f"the name of the circuit goes here, not `{own.text}`"
            hint = f"write `- circuit: {said}`, and `rounds: {many}` below it"
            report.error(own, "wrong-value", message, hint)
            key = key_of(node, "circuit")
            more = (replace(key, text="rounds"), replace(own, text=many))
            return replace(node, entries=(*node.entries, more))
    if own.text or not (isinstance(name, Scalar) and name.text):
        return node
    key = key_of(node, "name")
    message = "a circuit has its name after `circuit:`, and no `name`"
    report.error(key, "unknown-key", message, f"write `- circuit: {said_as(name.text)}`")
    entries = tuple(
        (k, name if isinstance(k, Scalar) and k.text == "circuit" else v)
        for k, v in without(node, "name").entries
    )
    return replace(node, entries=entries)


def key_of(node: Mapping, word: str) -> Scalar:
    """Return the node of a word that stands in a block."""
    return next(k for k, _ in node.entries if isinstance(k, Scalar) and k.text == word)


def rest(node: Node, report: Report) -> Node | None:
    """Tell of a rest that has a name."""
    if not isinstance(node, Mapping):
        return node
    for key, value in node.entries:
        if isinstance(key, Scalar) and key.text == "name":
            hint = "a rest takes `say:`, no name"
            if isinstance(value, Scalar) and value.text:
                hint += f": write `say: {said_as(value.text)}`, or delete it"
            report.error(key, "unknown-key", "a rest has no `name`", hint)
            return without(node, "name")
    return node


def entries(
    items: tuple[Node, ...], known: set[str], kinds: set[str], report: Report
) -> list[Node]:
    """Return a list's entries, those that a stray dash split put together again."""
    whole: list[Node] = []
    for item in items:
        above = whole[-1] if whole else None
        if (
            isinstance(item, Mapping)
            and isinstance(above, Mapping)
            and _split(above, item, known, kinds)
        ):
            message = "this dash starts another exercise, and it has no name"
            hint = "delete the dash if this belongs to the exercise above; else add `name:`"
            report.error(item, "missing-key", message, hint)
            whole[-1] = replace(above, entries=(*above.entries, *item.entries))
        else:
            whole.append(item)
    return whole


def _split(above: Mapping, item: Mapping, known: set[str], kinds: set[str]) -> bool:
    """Whether an entry without a name fits to the exercise above it."""
    words, before = set(keys(item)), set(keys(above))
    return (
        bool(words)
        and words <= known - {"name", "use"}
        and not words & before
        and bool(before & {"name", "use"})
        and not (words & kinds and before & kinds)
        and keys(item)[0] != "rest"
    )
