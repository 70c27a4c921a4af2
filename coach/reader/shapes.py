"""Slips in the shape of a block: what was meant is told once, and read on from there.

Each function takes the node of a block and returns it as it was meant, when it has told what is
wrong with its shape; as it is, when there is nothing to tell; None, when nothing more can be read.
"""

from __future__ import annotations

import re
from dataclasses import replace

from coach.reader.nodes import Mapping, Node, Scalar, Sequence
from coach.reader.quantities import Wrong, duration_range
from coach.reader.slips import quoted
from coach.reader.values import Report


def keys(node: Node) -> list[str]:
    """Return a block's words in their order."""
    if not isinstance(node, Mapping):
        return []
    return [key.text for key, _ in node.entries if isinstance(key, Scalar)]


def _said(text: str) -> str:
    """Return a text as `say` takes it, in quotes where it needs them."""
    text = " ".join(text.split())
    return quoted(text) if re.search(r": |^[\W_]|:$| #", text) else text


def _is_time(node: Node) -> bool:
    return isinstance(node, Scalar) and not isinstance(
        duration_range(" ".join(node.text[:100].split())), Wrong
    )


def _without(node: Mapping, word: str) -> Mapping:
    kept = tuple((k, v) for k, v in node.entries if not (isinstance(k, Scalar) and k.text == word))
    return replace(node, entries=kept)


def circuit(node: Node, report: Report) -> Node | None:
    """Tell of a circuit whose name stands in a line of its own: `- circuit:`, `name: Warm up`."""
    if not isinstance(node, Mapping):
        return node
    own, name = node.get("circuit"), node.get("name")
    if not (isinstance(own, Scalar) and not own.text and isinstance(name, Scalar) and name.text):
        return node
    key = next(k for k, _ in node.entries if isinstance(k, Scalar) and k.text == "name")
    message = "a circuit has its name after `circuit:`, and no `name`"
    report.error(key, "unknown-key", message, f"write `- circuit: {_said(name.text)}`")
    entries = tuple(
        (k, name if isinstance(k, Scalar) and k.text == "circuit" else v)
        for k, v in _without(node, "name").entries
    )
    return replace(node, entries=entries)


def rest(node: Node, report: Report) -> Node | None:
    """Tell of a rest that has a name."""
    if not isinstance(node, Mapping):
        return node
    for key, value in node.entries:
        if isinstance(key, Scalar) and key.text == "name":
            hint = "a rest takes `say:`, no name"
            if isinstance(value, Scalar) and value.text:
                hint += f": write `say: {_said(value.text)}`, or delete it"
            report.error(key, "unknown-key", "a rest has no `name`", hint)
            return _without(node, "name")
    return node


_TIMED = re.compile(r"(.*?\w),?(?: for)? (\d{1,3} ?(?:s|sec|seconds?|min|minutes?))", re.IGNORECASE)


def step(node: Node, report: Report) -> Node | None:
    """Tell of a step that is a text alone."""
    return _text_alone(node, "a step", report)


def _text_alone(node: Node, what: str, report: Report) -> Node | None:
    if isinstance(node, Scalar) and node.text and not re.search(r":\S|=", node.text):
        message = f"{what} needs what is said, and how long it lasts"
        timed = _TIMED.fullmatch(node.text)
        said, time = (timed[1], timed[2]) if timed else (node.text, "4 s")
        hint = f"write `- say: {_said(said)}`, and below it `for: {time}`"
        report.error(node, "wrong-value", message, hint)
        return None
    return node


def phase(node: Node, report: Report) -> Node | None:
    """Tell of a phase that does not start with `say`, or is two phases in one."""
    if _text_alone(node, "a phase", report) is None:
        return None
    if not isinstance(node, Mapping) or not node.entries:
        return node
    words = keys(node)
    if {"for", "hold"} <= set(words):
        key = next(k for k, _ in node.entries if isinstance(k, Scalar) and k.text == "hold")
        value = node.get("hold")
        time = value.text if isinstance(value, Scalar) and _is_time(value) else "5 s"
        message = "`hold` can't stand beside `for`: a hold is a phase of its own"
        hint = f"write it below as `- say: Hold`, with `for: {time}`"
        report.error(key, "two-kinds", message, hint)
        node = _without(node, "hold")
    return _named(node, report)


_KNOWN = {"say", "text", "cue", "name"}


def _named(node: Mapping, report: Report) -> Mapping | None:
    """Tell of a phase whose first word is its name: `- up: Rise up`."""
    key, value = node.entries[0]
    if _KNOWN & set(keys(node)) or not isinstance(key, Scalar) or not isinstance(value, Scalar):
        return node
    if key.text in {"short", "for", "breath", "count", "seconds", "duration", "time", "hold"}:
        return node
    if not value.text or _near_say(key.text):
        return node
    timed = _is_time(value)
    said = key.text.capitalize() if timed else value.text
    has_time = timed or bool({"for", "seconds", "duration", "time", "hold"} & set(keys(node)))
    hint = f"start a phase with `say:`: write `- say: {_said(said)}`"
    if timed:
        hint += f", and below it `for: {value.text}`"
    elif not has_time:
        hint += ", and below it `for: 4 s`"
    report.error(key, "unknown-key", f"unknown key `{key.text[:60]}`", hint)
    if timed or not has_time:
        return None
    return replace(node, entries=((replace(key, text="say"), value), *node.entries[1:]))


def _near_say(word: str) -> bool:
    return sorted(word.casefold()) == sorted("say") or word.casefold() in {"said", "says", "short"}


_EVERY = re.compile(r"every (\d{1,3} ?(?:s|sec|seconds?|min|minutes?))\b[,:;. -]* *")


def remind(node: Node, report: Report) -> Node | None:
    """Tell of reminders without their time."""
    if isinstance(node, Mapping) or (isinstance(node, Scalar) and not node.text):
        return node
    message = "`remind` needs its words, and how often they come"
    hint = "write `every: 12 s` and `say:` below `remind:`, and the list below `say:`"
    if isinstance(node, Scalar):
        every = re.match(
            r"every (\d{1,3} ?(?:s|sec|seconds?|min|minutes?))\b[,:;. -]* *", node.text
        )
        said = node.text[every.end() if every else 0 :][:100] or "Keep breathing."
        hint = f"write below it `every: {every[1] if every else '12 s'}` and `say: {_said(said)}`"
    elif isinstance(node, Sequence) and any(isinstance(item, Mapping) for item in node.items):
        hint = "write `every: 12 s` and `say:` straight below it, without a dash"
    report.error(node, "wrong-value", message, hint)
    return None


_WEEK = re.compile(r"(?:from[ _])?(?:week|wk)s?[ _-]?(\d{1,3})(?: ?(?:-|to|\+).*)?", re.IGNORECASE)


def weeks(node: Mapping) -> str:
    """Return what to write for steps of progress by their weeks: `week 3: 8 to 12 reps`."""
    key = node.entries[0][0] if node.entries else None
    week = _WEEK.fullmatch(key.text) if isinstance(key, Scalar) else None
    if week is None:
        return ""
    return f"write `- from_week: {week[1]}`, and below it what changes, such as `reps: 8`"


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
