"""Lists: entries with a wrong bullet or no key, and lists with no key above them."""

from __future__ import annotations

import re

from coach.format.blocks import HOOKS, ListOf
from coach.format.diagnosis import Diagnosis, Report
from coach.format.instead import as_exercise
from coach.format.lines import Line, moved, without_list
from coach.format.parts import PHASE
from coach.format.recovery import reread
from coach.format.schema import EXERCISE, KINDS, PROGRESS
from coach.format.source import Edit
from coach.format.tree import Failure, Mapping, Node, Scalar, Sequence
from coach.format.values import found
from coach.format.writing import as_written, indent_at, quoted
from coach.model.rules import rule

_BULLET = re.compile(
    r"^ *(?:- +)?(?P<mark>[\u2022\u25aa\u25e6\u2023\u00b7\u2013\u2014*+]|\d{1,2}[.)])"
    r" +(?P<text>\S.*)$"
)
"""What word processors and people start list entries with, other than a dash."""


_A_KEY = re.compile(r"[a-z_]+: ")


@rule(
    "bullet",
    "set_up:\n  1. Lie on your back.\n  2. Bend your knees.\nhold: 10 s",
    "set_up:\n  - Lie on your back.\n  - Bend your knees.\nhold: 10 s",
)
def bullet(failure: Failure) -> Diagnosis | None:
    """The entries of a list start with a dash and a space.

    Bullets, stars and numbers from a word processor don't make a list: everything would be read
    aloud in one go, bullets and all. (A warning in a text, an error in the place of exercises.)
    """
    for number in (failure.line, failure.line - 1):
        line = Line(failure.source, number)
        if match := _BULLET.match(line.text):
            mark, text = match["mark"], match["text"].strip()
            message = f"`{mark}` doesn't start a list entry here; a dash does"
            start = line.start + match.start("mark")
            entry = text if _A_KEY.match(text) else as_written(text)
            edit = Edit(line.start + line.spaces, line.end, f"- {entry}")
            end = start + len(mark)
            return line.error("bullet", message, f"write `- {text}`", start, end, edit)
    return None


def bullet_in(text: str) -> str:
    """Return the bullet at the start of a text that was meant as a list; empty if none."""
    match = _BULLET.match(text)
    if match is None:
        return ""
    numbered = match["mark"][0].isdigit()
    return "" if numbered and not re.search(r" \d{1,2}[.)] ", match["text"]) else match["mark"]


def _first_keys() -> dict[str, str]:
    """Return the first key of the entries of each list, by the key of the list and its aliases."""
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
    message = f"there is no key before `{line.value[:60]}`"
    week = _WEEK.fullmatch(line.value) if key == PROGRESS.keys[0].name else None
    hint = f"write `- {key}: {week[1] if week else line.value}`"
    edit = line.with_value(f"{key}: {week[1] if week else quoted(line.value)}")
    loses = week is not None and len(re.findall(r"\d+", line.value)) > 1
    end = line.value_start + len(line.value)
    own = None if loses else edit
    return line.error("no-colon", message, hint, end=end, edit=own, read_as=edit)


def entry_key(line: Line) -> str | None:
    """Return the key that is missing at the start of an entry; None if none is missing."""
    value = line.value
    if not line.dashes or line.key is not None or not value or value[0] in "[{\"'|>&*!":
        return None
    if ":" in value:
        return None
    for above in line.above():
        if above.key and not above.value and above.indent <= line.spaces:
            return _first_keys().get(above.key.strip())
    return None


@rule(
    "indentation",
    "reps: 3\n- say: Lift.\n  for: 4 s",
    "reps: 3\nphases:\n  - say: Lift.\n    for: 4 s",
)
def unheaded(failure: Failure) -> Diagnosis | None:
    """A list goes below a key that says what it is."""
    line = Line(failure.source, failure.line)
    upper = line.nearest_above()
    if "expected key" not in failure.said or not line.dashes or not line.spaces or upper is None:
        return None
    if upper.key is None or upper.indent != line.spaces:
        return None
    first = (line.key or "").strip()
    key = "set_up"
    if first in {"name", "use", "circuit", "rest"}:
        key = "exercises"
    elif first in PHASE.by_name:
        key = "phases"
    elif "week" in first:
        key = "progress"
    message = "a list starts here, but no key above says what it is"
    hint = f"write `{key}:` on its own line above it, lined up with the keys there"
    edit = None
    there = {one.key for one in line.above()} if key == "exercises" else _keys_at_level(line)
    if key != "set_up" and key not in there:
        edit = Edit(line.start, line.start, f"{' ' * line.spaces}{key}:\n")
    start, left_out = line.start + line.spaces, without_list(line)
    return line.error("indentation", message, hint, start, edit=edit, read_as=left_out)


def _keys_at_level(line: Line) -> set[str]:
    """Return the keys above that line up with a list."""
    names = set()
    for above in line.above():
        if above.text.strip() and above.indent == line.spaces and above.key:
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
    """Each exercise starts with a dash: `- name: Bridge`. Its other keys line up with `name`."""
    # Returns the entries of the list; if the dashes are missing, as if they were there.
    if isinstance(node, Sequence):
        if not node.items:
            report.error(node, "empty", "there are no exercises here", "add one: `- name: Cat-Cow`")
        return node.items
    if not isinstance(node, Mapping):
        empty = isinstance(node, Scalar) and not node.text
        message = f"this should be a list of exercises, not {found(node)}"
        hint = "write the first one below it, indented by two spaces: `- name: Cat-Cow`"
        if not empty and isinstance(node, Scalar):
            hint = f"write it below, indented by two spaces: {as_exercise(node.text)}"
        code = "empty" if empty else "wrong-value"
        report.error(node, code, "there are no exercises here" if empty else message, hint)
        return ()
    names = node.keys
    hint = "start each exercise with `- name:`"
    by_name = all(isinstance(v, Mapping) for _, v in node.entries) and not {"name", "use"} & {
        *names
    }
    edit = None
    if by_name and names:
        hint = (
            f"write `- name: {names[0]}`, with the keys below it lined up with `name`; "
            "do the same for each exercise"
        )
        edit = None if node.flow else _dashes(node)
    elif names.count("name") == 1 and not node.flow:
        lines = _lines_of(node)
        indented = moved(lines, 2)
        at = node.start - lines[0].start
        edit = Edit(
            indented.start, indented.end, f"{indented.text[:at]}- {indented.text[at + 2 :]}"
        )
    report.error(node, "wrong-value", "there is no dash before the exercise", hint, edit)
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
    """Return the edit that turns exercises whose names are keys into list entries."""
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
    """A dash starts another exercise, which needs a name. Delete a dash that you didn't mean."""
    # Returns the entries of the list, with those that a stray dash has split joined up again.
    whole: list[Node] = []
    for item in items:
        above = whole[-1] if whole else None
        if isinstance(item, Mapping) and isinstance(above, Mapping) and _split(above, item):
            message = "this dash starts another exercise, but it has no name"
            hint = "delete the dash if this belongs to the exercise above; otherwise add `name:`"
            dash = item.source.text.rfind("-", above.end, item.start)
            edit = Edit(dash, dash + 1, " ") if dash >= 0 and item.column == above.column else None
            report.error(item, "missing-key", message, hint, edit)
            entries = (*above.entries, *item.entries)
            whole[-1] = Mapping(above.source, above.start, item.end, entries)
        else:
            whole.append(item)
    return whole


def _split(above: Mapping, item: Mapping) -> bool:
    """Whether an entry without a name seems to belong to the exercise above it."""
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
    """Whether a node seems to be a list of exercises."""
    if not isinstance(node, Sequence):
        return False
    first = next((item for item in node.items if isinstance(item, Mapping)), None)
    return first is not None and bool(set(first.keys) & {"name", "use", "circuit"})


def _exercises(node: Node, report: Report) -> list[Node]:
    return stray_dash(listed(node, report), report)


HOOKS.exercises = _exercises
