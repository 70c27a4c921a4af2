"""Blocks with the wrong shape: exercises, circuits, rests, the voice."""

from __future__ import annotations

import re

from coach.format.blocks import HOOKS, Block, shape, text_of
from coach.format.diagnosis import Diagnosis
from coach.format.doses import Wrong, a_time, duration_range
from coach.format.instead import as_exercise
from coach.format.lines import Line, moved
from coach.format.parts import VOICE
from coach.format.rules.keys import DAY, knows
from coach.format.rules.lists import lists_exercises
from coach.format.schema import CIRCUIT, EXERCISE, REST
from coach.format.source import Edit
from coach.format.tree import Mapping, Node, Scalar, keys_of
from coach.format.writing import as_written, indent_at

WEEK = re.compile(r"(?:from[ _])?(?:week|wk)s?[ _-]?(\d{1,3})(?: ?(?:-|to|\+).*)?", re.IGNORECASE)


# Blocks with the wrong shape. Each rule returns one diagnosis, and reading goes on with the block
# as edited.

_BREAKS = {"break", "recover", "recovery", "breather"}


@shape(EXERCISE.id)
def rest_in_other_words(node: Node, _: Block) -> Diagnosis | None:
    """Find a rest that is called a break."""
    key, value = _first(node)
    if key is None or key.text.casefold() not in _BREAKS or not isinstance(value, Scalar):
        return None
    hint = f"write `- rest: {a_time(value.text) or '30 s'}`"
    return Diagnosis(key.problem("unknown-key", f"unknown key `{key.text}` in an exercise", hint))


@shape(EXERCISE.id)
def name_as_key(node: Node, block: Block) -> Diagnosis | None:  # noqa: PLR0911 - a case each
    """Find an exercise whose name is used as a key: ``- Bridge:``, with its keys below."""
    key, value = _first(node)
    if key is None or {"name", "use"} & set(keys_of(node)):
        return None
    name = key.text[:60]
    message = f"unknown key `{name}` in an exercise"
    week = WEEK.fullmatch(key.text)
    if DAY.match(key.text) and not week:
        return Diagnosis(key.problem("unknown-key", message, "give each day its own file"))
    if lists_exercises(value) and not week:
        hint = (
            f"write `- circuit: {name.capitalize()}`, and below it `rounds: 2` and `exercises:` "
            "with this list"
        )
        return Diagnosis(key.problem("unknown-key", message, hint))
    if knows(key.text, block) or not _is_name(key.text):
        return None
    if week:
        hint = (
            "write each exercise once, and put what changes by week under its `progress:`, with "
            "`- from_week: 2`; or give each week its own file"
        )
        return Diagnosis(key.problem("unknown-key", message, hint))
    inside = isinstance(value, Mapping) and bool(set(block.by_name) & set(value.keys))
    if inside or (isinstance(value, Scalar) and not value.text):
        hint = f"write `- name: {name}`"
        colon = key.source.text.index(":", key.end) + 1
        edit: Edit | None = Edit(key.start, colon, f"name: {as_written(key.text)}")
        if isinstance(value, Mapping):
            hint += ", with the keys below it lined up with `name`"
            edit = None if value.flow or edit is None else _lifted(edit, value, key.column)
        return Diagnosis(key.problem("unknown-key", f"{message}; is it a name?", hint), edit)
    if isinstance(value, Scalar) and (re.match(r"[\d~<(]", value.text) or _has_time(value)):
        many = f"{value.text} times" if value.text.isdigit() else value.text
        hint = f"write {as_exercise(f'{key.text} {many}')}"
        return Diagnosis(key.problem("unknown-key", f"{message}; is it a name?", hint))
    return None


def _first(node: Node) -> tuple[Scalar | None, Node]:
    if not isinstance(node, Mapping) or not node.entries:
        return None, node
    key, value = node.entries[0]
    return (key if isinstance(key, Scalar) else None), value


def _lifted(before: Edit, value: Mapping, column: int) -> Edit:
    """Return an edit that also moves the keys of a block to a column."""
    last = value.source.place(max(value.start, value.end - 1))[0]
    lines = [Line(value.source, n) for n in range(value.line, last + 1)]
    to_left = moved(lines, column - value.column)
    between = value.source.text[before.end : to_left.start]
    return Edit(before.start, to_left.end, f"{before.text}{between}{to_left.text}")


def _is_name(text: str) -> bool:
    return text[:1].isalnum() and len(text) < 100  # noqa: PLR2004 - the length of a line


def _has_time(node: Node) -> bool:
    return isinstance(node, Scalar) and not isinstance(
        duration_range(" ".join(node.text[:100].split())), Wrong
    )


@shape(EXERCISE.id)
def keys_inside(node: Node, block: Block) -> Diagnosis | None:
    """Find keys of an exercise below a key that the author made up: ``dose:``, then ``reps: 5``."""
    names = keys_of(node)
    if not isinstance(node, Mapping) or not {"name", "use"} & set(names):
        return None
    for key, value in node.entries:
        name = key.text if isinstance(key, Scalar) else ""
        inside = set(keys_of(value))
        if not isinstance(value, Mapping) or not inside or not inside <= set(block.by_name):
            continue
        week = WEEK.fullmatch(name)
        known = knows(name, block) and not week and name != "dose"
        if not name or name in block.by_name or known or inside & set(names):
            continue
        message = f"unknown key `{name[:60]}` in an exercise"
        hint = "delete this line, and line the keys below it up with `name`"
        if week:
            hint = (
                f"write `progress:`, below it `- from_week: {week[1]}`, and these keys below that"
            )
        start = node.source.starts[key.line - 1]
        edit = None
        if not week and not value.flow and key is not node.entries[0][0]:
            edit = _lifted(Edit(start, node.source.starts[key.line], ""), value, node.column)
        return Diagnosis(key.problem("unknown-key", message, hint), edit)
    return None


_ROUNDS = re.compile(
    r"(?P<name>.*?\w)?[ ,:(]*(?:x ?(?P<x>\d{1,3})|(?P<n>\d{1,3}) ?(?:x|times|rounds?)?)\)?",
    re.IGNORECASE,
)


@shape(CIRCUIT.id)
def circuit_inside(node: Node, _: Block) -> Diagnosis | None:
    """Find a circuit whose keys are indented below `circuit:` instead of lined up with it."""
    own = node.get("circuit") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or not isinstance(own, Mapping):
        return None
    name = own.get("name")
    said = as_written(name.text if isinstance(name, Scalar) else "Legs")
    key = node.key("circuit")
    hint = f"write `- circuit: {said}`, with `rounds:` and `exercises:` lined up below it"
    message = "a circuit's keys line up with `circuit`, and aren't indented below it"
    edit = None
    if not own.flow:
        lifted = _lifted(
            Edit(key.start, key.source.text.index(":", key.end) + 1, f"circuit: {said}"),
            own,
            key.column,
        )
        written = re.escape(name.written) if name else r"\b\B"
        named = rf"[\r\n]+ *name: *{written}(?=[\r\n]|$)"
        text = re.sub(named, "", lifted.text)
        edit = Edit(lifted.start, lifted.end, text)
    return Diagnosis(key.problem("wrong-value", message, hint), edit)


@shape(CIRCUIT.id)
def rounds_in_name(node: Node, _: Block) -> Diagnosis | None:
    """Find a number of rounds in a circuit's name: ``Legs x 3``."""
    own = node.get("circuit") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or not isinstance(own, Scalar) or not own.text:
        return None
    rounds = _ROUNDS.fullmatch(own.text)
    # `Circuit 1` is a name, but `Legs x 3` isn't.
    if (
        not rounds
        or "rounds" in node.keys
        or (rounds["name"] and rounds["n"] and own.text[-1].isdigit())
    ):
        return None
    many, said = rounds["x"] or rounds["n"], as_written(rounds["name"] or "Legs")
    message = f"`{own.text}` includes the number of rounds, which needs its own line"
    if not rounds["name"]:
        message = f"the name of the circuit goes here, not `{own.text}`"
    hint = f"write `- circuit: {said}`, and `rounds: {many}` below it"
    between = ", " if node.flow else f"\n{indent_at(node)}"
    edit = own.replaced(f"{said}{between}rounds: {many}")
    return Diagnosis(own.problem("wrong-value", message, hint), edit)


@shape(CIRCUIT.id)
def name_of_circuit(node: Node, _: Block) -> Diagnosis | None:
    """Find a circuit whose name is in `name`, with nothing after `circuit:`."""
    if not isinstance(node, Mapping) or node.flow:
        return None
    own, name = node.get("circuit"), node.get("name")
    if not isinstance(own, Scalar) or own.text or not isinstance(name, Scalar) or not name.text:
        return None
    message = "a circuit's name goes after `circuit:`, not in `name`"
    hint = f"write `- circuit: {as_written(name.text)}`"
    key, at = node.key("name"), node.key("circuit")
    edit = None
    if key.start > at.start:
        between = key.source.text[own.end : key.source.starts[key.line - 1]].rstrip("\r\n")
        edit = Edit(own.end, name.end, f" {name.written}{between}")
    return Diagnosis(key.problem("unknown-key", message, hint), edit)


@shape(REST.id)
def name_of_rest(node: Node, _: Block) -> Diagnosis | None:
    """Find a rest that has a name."""
    if not isinstance(node, Mapping) or "name" not in node.keys:
        return None
    key, value = node.key("name"), node.get("name")
    hint = "a rest takes `say:` instead"
    text = text_of(value) if value is not None else ""
    if text:
        hint += f": write `say: {as_written(text)}`, or delete it"
    edit = key.replaced("say") if text and "say" not in node.keys else None
    return Diagnosis(key.problem("unknown-key", "a rest has no `name`", hint), edit)


# Something else in the place of a block.


@shape(VOICE.id)
def voice_by_name(node: Node, _: Block) -> Diagnosis | None:
    """Find a voice's name or speed in the place of the keys of `voice`."""
    if not isinstance(node, Scalar) or not node.text:
        return None
    if re.fullmatch(r"\d{2,3}(?: wpm)?|slow(?:ly)?|fast|normal", node.text, re.IGNORECASE):
        hint = "write `words_per_minute: 120` below it, indented"
        message = "`voice` needs keys below it"
        return Diagnosis(node.problem("wrong-value", message, hint))
    message = f"a routine can't choose the voice, so it can't name `{node.text[:60]}`"
    hint = "delete it; listeners choose a voice with `--voice`"
    return Diagnosis(node.problem("wrong-value", message, hint))


def non_block_hint(node: Node, block: Block) -> str:
    """Return what to write where something else was found instead of a block."""
    if not isinstance(node, Scalar):
        return ""
    if match := re.match(r"([a-z_]+) ?= ?\S", node.text):
        return f"write `{match[1]}:` with a colon, and each key on its own line"
    if ":" in node.text:
        return "put a space after each colon: `name: Cat-Cow`"
    if node.text.casefold().startswith(("rest", "pause")) and "name" in block.by_name:
        return f"write `- rest: {a_time(node.text) or '30 s'}`"
    if node.text and block is EXERCISE:
        heading = f"; or `# {node.text[:60]}` if it is a heading"
        return f"write {as_exercise(node.text)}{'' if re.search(r'[0-9]', node.text) else heading}"
    return f"start it with a key and a colon, such as `{block.keys[0].name}:`"


HOOKS.non_block_hint = non_block_hint
