"""Lists: entries with another mark than a dash or without their key, lists without theirs."""

from __future__ import annotations

import re

from coach.format.blocks import RULES_ON, ListOf
from coach.format.diagnosis import Diagnosis, Report
from coach.format.instead import as_exercise
from coach.format.lines import Line, moved, without_list
from coach.format.recovery import reread
from coach.format.schema import EXERCISE, KINDS, PHASE, PROGRESS
from coach.format.source import Edit
from coach.format.tree import Failure, Mapping, Node, Scalar, Sequence
from coach.format.values import found
from coach.format.writing import as_written, indent_at, quoted
from coach.model.rules import rule

_BULLET = re.compile(
    r"^ *(?:- +)?(?P<mark>[\u2022\u25aa\u25e6\u2023\u00b7\u2013\u2014*+]|\d{1,2}[.)])"
    r" +(?P<text>\S.*)$"
)
"""What word processors and people start the entries of a list with."""


_A_KEY = re.compile(r"[a-z_]+: ")


@rule(
    "bullet",
    "set_up:\n  1. Lie on your back.\n  2. Bend your knees.\nhold: 10 s",
    "set_up:\n  - Lie on your back.\n  - Bend your knees.\nhold: 10 s",
)
def bullet(failure: Failure) -> Diagnosis | None:
    """The entries of a list start with a dash and a space.

    A bullet, a star or a number from a word processor makes no list: all of it would be read aloud
    in one breath, marks and all. (A warning inside a text, an error where exercises were meant.)
    """
    for number in (failure.line, failure.line - 1):
        line = Line(failure.source, number)
        if match := _BULLET.match(line.text):
            mark, text = match["mark"], match["text"].strip()
            message = f"`{mark}` starts no entry of a list here; a dash does"
            start = line.start + match.start("mark")
            entry = text if _A_KEY.match(text) else as_written(text)
            edit = Edit(line.start + line.spaces, line.end, f"- {entry}")
            end = start + len(mark)
            return line.error("bullet", message, f"write `- {text}`", start, end, edit)
    return None


def bullet_in(text: str) -> str:
    """Return the mark that stands for a dash in a text that was meant as a list, if any."""
    match = _BULLET.match(text)
    if match is None:
        return ""
    numbered = match["mark"][0].isdigit()
    return "" if numbered and not re.search(r" \d{1,2}[.)] ", match["text"]) else match["mark"]


def _first_keys() -> dict[str, str]:
    """Return what an entry starts with, by the key above its list and what is written for it."""
    starts = {"exercises": "name"}
    for key in EXERCISE.keys:
        if isinstance(key.value, ListOf):
            starts |= dict.fromkeys((key.name, *key.aliases.split()), key.value.block.keys[0].name)
    return starts


_WEEK = re.compile(r"(?:from )?(?:weeks?|wk) ?(\d{1,3})\b.*", re.IGNORECASE)


@rule(
    "no-colon",
    "exercises:\n  - Bridge\n    hold: 10 s",
    "exercises:\n  - name: Bridge\n    hold: 10 s",
)
def nameless(failure: Failure) -> Diagnosis | None:
    """An entry starts with its key: `- name: Bridge`, with `hold: 10 s` below it."""
    here = Line(failure.source, failure.line)
    if "mapping values" not in failure.said or here.key is None:
        return None
    line = here.nearest_above()
    key = entry_key(line) if line else None
    if line is None or key is None:
        return None
    message = f"`{line.value[:60]}` stands here without a key before it"
    week = _WEEK.fullmatch(line.value) if key == PROGRESS.keys[0].name else None
    hint = f"write `- {key}: {week[1] if week else line.value}`"
    edit = line.with_value(f"{key}: {week[1] if week else quoted(line.value)}")
    loses = week is not None and len(re.findall(r"\d+", line.value)) > 1
    end = line.value_start + len(line.value)
    own = None if loses else edit
    return line.error("no-colon", message, hint, end=end, edit=own, read_as=edit)


def entry_key(line: Line) -> str | None:
    """Return what an entry that is a text alone should start with; None where it is none."""
    value = line.value
    if not line.dashes or line.key is not None or not value or value[0] in "[{\"'|>&*!":
        return None
    if ":" in value:
        return None
    for above in line.above():
        if above.key and not above.value and above.lead <= line.spaces:
            return _first_keys().get(above.key.strip())
    return None


@rule(
    "indentation",
    "reps: 3\n- say: Lift.\n  for: 4 s",
    "reps: 3\nphases:\n  - say: Lift.\n    for: 4 s",
)
def unheaded(failure: Failure) -> Diagnosis | None:
    """A list stands below a key that says what it is."""
    line = Line(failure.source, failure.line)
    upper = line.nearest_above()
    if "expected key" not in failure.said or not line.dashes or not line.spaces or upper is None:
        return None
    if upper.key is None or upper.lead != line.spaces:
        return None
    first = (line.key or "").strip()
    key = "set_up"
    if first in {"name", "use", "circuit", "rest"}:
        key = "exercises"
    elif first in PHASE.by_name:
        key = "phases"
    elif "week" in first:
        key = "progress"
    message = "a list starts here, and no key above says what it is"
    hint = f"write `{key}:` on a line of its own above it, in line with the keys there"
    edit = None
    there = {one.key for one in line.above()} if key == "exercises" else _keys_beside(line)
    if key != "set_up" and key not in there:
        edit = Edit(line.start, line.start, f"{' ' * line.spaces}{key}:\n")
    start, left_out = line.start + line.spaces, without_list(line)
    return line.error("indentation", message, hint, start, edit=edit, read_as=left_out)


def _keys_beside(line: Line) -> set[str]:
    """Return the keys above that stand in line with a list."""
    names = set()
    for above in line.above():
        if above.text.strip() and above.lead == line.spaces and above.key:
            names.add(above.key.strip())
        if above.text.strip() and (above.spaces < line.spaces or above.dashes):
            break
    return names


@rule(
    "wrong-value",
    "exercises:\n  name: Bridge\n  hold: 10 s",
    "exercises:\n  - name: Bridge\n    hold: 10 s",
)
def listed(node: Node, report: Report) -> tuple[Node, ...]:
    """Each exercise starts with a dash: `- name: Bridge`, with its other keys in line with `name`.

    Returns the exercises of a list; those that have no dash as they were meant.
    """
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
    names = node.keys
    hint = "start each exercise with `- name:`"
    by_name = all(isinstance(v, Mapping) for _, v in node.entries) and not {"name", "use"} & {
        *names
    }
    edit = None
    if by_name and names:
        hint = (
            f"write `- name: {names[0]}`, with the keys below it in line with `name`; "
            "and so for each exercise"
        )
        edit = None if node.flow else _dashes(node)
    elif names.count("name") == 1 and not node.flow:
        lines = _lines_of(node)
        indented = moved(lines, 2)
        at = node.start - lines[0].start
        edit = Edit(
            indented.start, indented.end, f"{indented.text[:at]}- {indented.text[at + 2 :]}"
        )
    report.error(node, "wrong-value", "the dash before the exercise is missing", hint, edit)
    read = (
        reread(node, Edit(node.start, edit.end, edit.text[node.start - edit.start :]))
        if edit
        else None
    )
    return read.items if isinstance(read, Sequence) else ()


def _lines_of(node: Node) -> list[Line]:
    last = node.source.place(max(node.start, node.end - 1))[0]
    return [Line(node.source, number) for number in range(node.line, last + 1)]


def _dashes(node: Mapping) -> Edit:
    """Return the edit that makes entries of exercises that have their names for keys."""
    text = node.written
    for key, value in reversed(node.entries):
        inside = f"\n{indent_at(node)}  ".join(
            line.text[value.column - 1 :] for line in _lines_of(value)
        )
        name = as_written(key.text) if isinstance(key, Scalar) else ""
        new = f"- name: {name}\n{indent_at(node)}  {inside}"
        text = Edit(key.start - node.start, value.end - node.start, new).apply(text)
    return node.replaced(text)


@rule(
    "missing-key",
    "exercises:\n  - name: Bridge\n  - hold: 10 s",
    "exercises:\n  - name: Bridge\n    hold: 10 s",
)
def stray_dash(items: tuple[Node, ...], report: Report) -> list[Node]:
    """A dash starts another exercise, which needs a name. Delete one that stands there by mistake.

    Returns a list's entries, those that a stray dash split put together again.
    """
    whole: list[Node] = []
    for item in items:
        above = whole[-1] if whole else None
        if isinstance(item, Mapping) and isinstance(above, Mapping) and _split(above, item):
            message = "this dash starts another exercise, and it has no name"
            hint = "delete the dash if this belongs to the exercise above; else add `name:`"
            dash = item.source.text.rfind("-", above.end, item.start)
            edit = Edit(dash, dash + 1, " ") if dash >= 0 and item.column == above.column else None
            report.error(item, "missing-key", message, hint, edit)
            entries = (*above.entries, *item.entries)
            whole[-1] = Mapping(above.source, above.start, item.end, entries)
        else:
            whole.append(item)
    return whole


def _split(above: Mapping, item: Mapping) -> bool:
    """Whether an entry without a name fits to the exercise above it."""
    names, before = set(item.keys), set(above.keys)
    return (
        bool(names)
        and names <= set(EXERCISE.by_name) - {"name", "use"}
        and not names & before
        and bool(before & {"name", "use"})
        and not (names & set(KINDS) and before & set(KINDS))
        and item.keys[0] != "rest"
    )


def lists_exercises(node: Node) -> bool:
    """Whether this seems to be a list of exercises."""
    if not isinstance(node, Sequence):
        return False
    first = next((item for item in node.items if isinstance(item, Mapping)), None)
    return first is not None and bool(set(first.keys) & {"name", "use", "circuit"})


def _exercises(node: Node, report: Report) -> list[Node]:
    return stray_dash(listed(node, report), report)


RULES_ON.exercises = _exercises
