"""Blocks: keys that are unknown, misspelled or another block's; blocks of another shape."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from coach.format.blocks import RULES_ON, Block, shape, text_of
from coach.format.diagnosis import Diagnosis, Report
from coach.format.doses import Wrong, a_time, duration_range
from coach.format.fields import Fields, Found
from coach.format.lines import Line, moved
from coach.format.rules.lists import lists_exercises
from coach.format.rules.wording import as_exercise
from coach.format.schema import BLOCKS, CIRCUIT, EXERCISE, REST, ROUTINE, SCHEDULE, VOICE
from coach.format.source import Edit
from coach.format.tree import Mapping, Node, Scalar, keys_of
from coach.format.values import as_written, indent_at, joined
from coach.model.problems import Severity, close_to
from coach.model.rules import rule

LEAST_LIKE = 0.65
"""How like a key must be, from 0 to 1: `muscles` is not `use`."""
WEEK = re.compile(r"(?:from[ _])?(?:week|wk)s?[ _-]?(\d{1,3})(?: ?(?:-|to|\+).*)?", re.IGNORECASE)
_DAY = re.compile(
    r"(?:day|week|session|phase|stage|woche|tag|semaine|jour|semana|d\u00eda)s?\W*\d"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)


# A key that a block doesn't have.


@rule(
    "unknown-key",
    "hold: 10 s\nrepetitons: 3",
    "hold: 10 s\nreps: 3",
)
def unknown_key(key: Scalar, value: Node, fields: Fields, report: Report) -> str:
    """Each block has keys of its own; `docs/writing-routines.md` has them all.

    A key is never skipped in silence: what you wrote would not be heard.
    """
    if report.full:
        return ""
    node, block, name = fields.at, fields.block, key.text[:60]
    if node.flow and isinstance(value, Scalar) and not value.text:
        _comma(key, report)
        return ""
    plain = _plain(name)
    message = f"unknown key `{name}` in {block.name}"
    hint = ""
    if block is ROUTINE and block.aliases.get(plain) != "exercises":
        hint = _heading(key, value, node)
        meant = "exercises" if hint else ""
    if not hint and (hint := _by_value(block, plain, value, node)):
        meant = block.aliases.get(plain, "")
    if not hint:
        meant = plain if plain in block.by_name else block.aliases.get(plain, "")
        if where := _elsewhere(plain, block) if not meant else "":
            report.error(key, "unknown-key", message, f"it belongs to {where}")
            return ""
        meant = meant or _near(name, block)
        hint, edit = f"did you mean `{meant}`?" if meant else _known(block), None
        if meant in block.by_name and node.get(meant) is None and meant != "exercises":
            hint, edit = _and_its_value(meant, key, value, fields, report)
        report.error(key, "unknown-key", message, hint, edit)
    else:
        report.error(key, "unknown-key", message, hint)
    if meant == "exercises" and "exercises" in block.by_name:
        more = block.by_name[meant].value.read(value, report)
        if more is not None:
            fields[meant] = Found((*fields.take(meant, ()), *more), key, value)
    return meant


@rule(
    "comma",
    "phases:\n  - {say: Lift, then lower, for: 4 s}",
    "phases:\n  - say: Lift, then lower\n    for: 4 s",
)
def _comma(key: Scalar, report: Report) -> None:
    """Inside `{ }` a comma starts a new key, also in the middle of a sentence.

    Write each key on a line of its own, or put the text in double quotes.
    """
    message = f"the comma before `{key.text[:60]}` starts a new key, as everywhere inside {{ }}"
    hint = "put the text that has the comma in quotes, or write each key on its own line"
    report.error(key, "comma", message, hint)


def _and_its_value(
    meant: str, key: Scalar, value: Node, fields: Fields, report: Report
) -> tuple[str, Edit | None]:
    """Read a value as that of the key that was meant, so that its problems are told at once."""
    hint = f"did you mean `{meant}`?"
    inside = Report(key=replace(key, text=meant), value=value, block=report.block)
    fields.block.by_name[meant].value.read(value, inside)
    edit = None if inside.errors else key.replaced(meant)
    if inside.errors and isinstance(value, Scalar):
        first = next(d.problem for d in inside.diagnoses if d.problem.severity is Severity.ERROR)
        inside.diagnoses = [d for d in inside.diagnoses if d.problem.severity is not Severity.ERROR]
        if first.hint.startswith("write "):
            hint += f" then {first.hint}"
    for diagnosis in inside.diagnoses:
        report.add(diagnosis)
    return hint, edit


def _plain(name: str) -> str:
    return "_".join(name.strip().casefold().replace("-", " ").split())


def _near(name: str, block: Block) -> str:
    """Return the key that was meant by one that is misspelled, if any comes near."""
    names = [*block.by_name, *block.aliases]
    turned = (w for w in names if sorted(w) == sorted(name.casefold()))
    close = next(turned, None) or close_to(name, names)
    if close is None or SequenceMatcher(None, _plain(name), close).ratio() < LEAST_LIKE:
        return ""
    return block.aliases.get(close, close)


_CIRCUIT_INSIDE = "the routine's own `exercises`: a circuit can't stand inside another"
_BY_SIDE = "a text that differs by side: indent it below its key, such as `set_up:`"


def _elsewhere(name: str, block: Block) -> str:  # noqa: PLR0911 - one for each place
    """Say where a key belongs that another block has; empty where none has it."""
    if block is ROUTINE and name in EXERCISE.by_name:
        return "an exercise: indent it under `- name:`"
    if block is VOICE and name in {"engine", "name"}:
        return "the person's own settings: choose it with `--voice`"
    if block is not EXERCISE:
        return ""
    if name in {"left", "right"}:
        return _BY_SIDE
    if name == CIRCUIT.keys[0].name:
        return _CIRCUIT_INSIDE
    for other in BLOCKS:
        if other is block or not other.where:
            continue
        if name in other.by_name and name != "exercises":
            last = other is ROUTINE and name == ROUTINE.keys[-1].name
            return "the whole routine: write it without indentation" if last else other.where
        if other is ROUTINE and name in other.aliases:
            return other.where.replace("write it", f"write it as `{other.aliases[name]}:`")
    return ""


def _known(block: Block) -> str:
    """Say which keys there are: all of a few, else the usual ones."""
    if not block.usual:
        return f"the keys of {block.name} are {joined(f'`{key.name}`' for key in block.keys)}"
    keys = joined(f"`{key}`" for key in block.usual)
    where = "`docs/writing-routines.md` has the rest"
    if "note" in block.by_name:
        where += "; `note:` keeps what is only to be read"
    return f"the usual keys of {block.name} are {keys}; {where}"


def knows(name: str, block: Block) -> bool:
    """Whether a key is one of a block, misspelled or of another block, and no name."""
    plain = _plain(name)
    return bool(
        name in block.by_name
        or plain in block.aliases
        or _elsewhere(plain, block)
        or _near(name, block)
    )


# A key that is told by its value or its neighbours.

_WHEN = re.compile(
    r"\b(?:morning|noon|evening|night|bed|daily|hourly|hour|day|week|weekly|meals?|breakfast|lunch)\b"
)
_SIDE_KEY = re.compile(r"(\w+?)_?\(?(?:left|right|l|r)(?:_side)?\)?")
_TEMPO = (
    "write `phases:`, and below it each part as `- say: Up` with `for: 2 s`; or pace the reps "
    "with `every: 4 s`"
)


def _by_value(block: Block, name: str, value: Node, node: Mapping) -> str:
    if block is EXERCISE:
        return _in_exercise(name, text_of(value).casefold(), set(node.keys))
    if block is CIRCUIT:
        time = a_time(text_of(value))
        works = name in {"work", "for", "duration", "time", "on"} and time
        return f"write `for: {time}` in each of its exercises" if works else ""
    if block is SCHEDULE:
        return _in_schedule(name, text_of(value).casefold())
    return ""


def _in_exercise(name: str, text: str, names: set[str]) -> str:  # noqa: PLR0911 - a case each
    no_time = isinstance(duration_range(text), Wrong)
    if name in {"time", "times", "when", "how_often", "repeat"} and _WHEN.search(text):
        return "write it as `schedule:` above `exercises`, not indented"
    if name == "start" and text in {"left", "right", "left side", "right side"}:
        return f"did you mean `start_side`? write `start_side: {text.split(maxsplit=1)[0]}`"
    if name == "cue" and names & set(EXERCISE.by_name["say"].only_with.split()):
        return "did you mean `say`?"
    if name in {"count", "countdown"} and "hold" in names:
        return (
            "a hold counts its last 3 s down by itself; `voice:` with `countdown: 5` below it "
            "changes that"
        )
    if name in {"progression", "progressions"} and text:
        return (
            "write `progress:`, and below it `- from_week: 3` with the dose; or keep the text as "
            "`note:`"
        )
    if name in {"tempo", "speed"} or (name in {"pace", "rhythm"} and no_time):
        return _TEMPO
    if name == "relax" and no_time:
        return "did you mean `release`?"
    if name == "support":
        return "did you mean `equipment`, which is printed, or `set_up`, which is spoken?"
    side = _SIDE_KEY.fullmatch(name)
    if side and side[1] in {"set_up", "say", "short", "care", "release", "easier", "harder"}:
        key = side[1]
        return f"write `{key}:`, and below it, indented, `left:` and `right:` with a text each"
    return ""


def _in_schedule(name: str, text: str) -> str:
    found = re.search(r"(\d{1,3}|once|twice)", text)
    many = {"once": "1", "twice": "2"}.get(found[1], found[1]) if found else ""
    if name in {"duration", "length", "for", "program", "programme"} and "week" in text:
        return f"write `weeks: {many}`" if many else ""
    if not many or name not in {"frequency", "how_often", "per_week", "times", "when"}:
        return ""
    if "week" in text:
        return f"write `days_per_week: {many}`"
    return f"write `times_per_day: {many}`" if "day" in text or "daily" in text else ""


def _heading(key: Scalar, value: Node, node: Mapping) -> str:
    """Return a hint for a heading of the author's own above a list of exercises."""
    if not lists_exercises(value):
        return ""
    name = key.text[:60]
    if _DAY.match(name):
        return "exercises for another day or week are a file of their own, with `exercises:` here"
    above = next((k for k, v in node.entries if lists_exercises(v)), key)
    if above is key:
        return f"write `exercises:` in its place; a heading for yourself is `# {name}`"
    return f"put these below the one `exercises:`; a heading for yourself is `# {name}`"


# A block of another shape. Each rule here gives one diagnosis, and the block is read on as its edit
# makes it.

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
    """Find an exercise that has its name for a key: ``- Bridge:``, with its keys below."""
    key, value = _first(node)
    if key is None or {"name", "use"} & set(keys_of(node)):
        return None
    name = key.text[:60]
    message = f"unknown key `{name}` in an exercise"
    week = WEEK.fullmatch(key.text)
    if _DAY.match(key.text) and not week:
        return Diagnosis(key.problem("unknown-key", message, "give each day a file of its own"))
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
            "write each exercise once: what changes by week stands in its `progress:`, with "
            "`- from_week: 2` below it; or give each week a file of its own"
        )
        return Diagnosis(key.problem("unknown-key", message, hint))
    inside = isinstance(value, Mapping) and bool(set(block.by_name) & set(value.keys))
    if inside or (isinstance(value, Scalar) and not value.text):
        hint = f"write `- name: {name}`"
        colon = key.source.text.index(":", key.end) + 1
        edit: Edit | None = Edit(key.start, colon, f"name: {as_written(key.text)}")
        if isinstance(value, Mapping):
            hint += ", and the keys below it in line with `name`"
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
    """Return an edit that also puts the keys of a block into line with a column."""
    last = value.source.place(max(value.start, value.end - 1))[0]
    lines = [Line(value.source, n) for n in range(value.line, last + 1)]
    to_left = moved(lines, column - value.column)
    between = value.source.text[before.end : to_left.start]
    return Edit(before.start, to_left.end, f"{before.text}{between}{to_left.text}")


def _is_name(text: str) -> bool:
    return text[:1].isalnum() and len(text) < 100  # noqa: PLR2004 - a line


def _has_time(node: Node) -> bool:
    return isinstance(node, Scalar) and not isinstance(
        duration_range(" ".join(node.text[:100].split())), Wrong
    )


@shape(EXERCISE.id)
def keys_inside(node: Node, block: Block) -> Diagnosis | None:
    """Find keys of an exercise inside a key of the author's own: ``dose:``, ``reps: 5`` below."""
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
        hint = "delete this line, and put the keys below it in line with `name`"
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
    """Find a circuit whose keys stand below `circuit:` instead of in line with it."""
    own = node.get("circuit") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or not isinstance(own, Mapping):
        return None
    name = own.get("name")
    said = as_written(name.text if isinstance(name, Scalar) else "Legs")
    key = node.key("circuit")
    hint = f"write `- circuit: {said}`, and `rounds:` and `exercises:` straight below it"
    message = "a circuit's keys stand in line with `circuit`, not below it"
    edit = None
    if not own.flow:
        lifted = _lifted(
            Edit(key.start, key.source.text.index(":", key.end) + 1, f"circuit: {said}"),
            own,
            key.column,
        )
        text = (
            re.sub(
                rf"\n *name: *{re.escape(name.written if name else '')}(?=\n|$)", "", lifted.text
            )
            if name
            else lifted.text
        )
        edit = Edit(lifted.start, lifted.end, text)
    return Diagnosis(key.problem("wrong-value", message, hint), edit)


@shape(CIRCUIT.id)
def rounds_in_name(node: Node, _: Block) -> Diagnosis | None:
    """Find how many rounds there are in a circuit's name: ``Legs x 3``."""
    own = node.get("circuit") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or not isinstance(own, Scalar) or not own.text:
        return None
    rounds = _ROUNDS.fullmatch(own.text)
    # `Circuit 1` is a name, `Legs x 3` is not.
    if (
        not rounds
        or "rounds" in node.keys
        or (rounds["name"] and rounds["n"] and own.text[-1].isdigit())
    ):
        return None
    many, said = rounds["x"] or rounds["n"], as_written(rounds["name"] or "Legs")
    message = f"`{own.text}` has how many rounds, which stand in a line of their own"
    if not rounds["name"]:
        message = f"the name of the circuit goes here, not `{own.text}`"
    hint = f"write `- circuit: {said}`, and `rounds: {many}` below it"
    between = ", " if node.flow else f"\n{indent_at(node)}"
    edit = own.replaced(f"{said}{between}rounds: {many}")
    return Diagnosis(own.problem("wrong-value", message, hint), edit)


@shape(CIRCUIT.id)
def name_of_circuit(node: Node, _: Block) -> Diagnosis | None:
    """Find a circuit that has its name in `name`, and nothing after `circuit:`."""
    if not isinstance(node, Mapping) or node.flow:
        return None
    own, name = node.get("circuit"), node.get("name")
    if not isinstance(own, Scalar) or own.text or not isinstance(name, Scalar) or not name.text:
        return None
    message = "a circuit has its name after `circuit:`, and no `name`"
    hint = f"write `- circuit: {as_written(name.text)}`"
    key, at = node.key("name"), node.key("circuit")
    edit = None
    if key.start > at.start:
        between = key.source.text[own.end : key.source.starts[key.line - 1]].rstrip("\n")
        edit = Edit(own.end, name.end, f" {name.written}{between}")
    return Diagnosis(key.problem("unknown-key", message, hint), edit)


@shape(REST.id)
def name_of_rest(node: Node, _: Block) -> Diagnosis | None:
    """Find a rest that has a name."""
    if not isinstance(node, Mapping) or "name" not in node.keys:
        return None
    key, value = node.key("name"), node.get("name")
    hint = "a rest takes `say:`, no name"
    text = text_of(value) if value is not None else ""
    if text:
        hint += f": write `say: {as_written(text)}`, or delete it"
    edit = key.replaced("say") if text and "say" not in node.keys else None
    return Diagnosis(key.problem("unknown-key", "a rest has no `name`", hint), edit)


# Something else in a block's or a list's place.


@shape(VOICE.id)
def voice_by_name(node: Node, _: Block) -> Diagnosis | None:
    """Find a voice by its name, which is the listener's to choose."""
    if not isinstance(node, Scalar) or not node.text:
        return None
    if re.fullmatch(r"\d{2,3}(?: wpm)?|slow(?:ly)?|fast|normal", node.text, re.IGNORECASE):
        hint = "write `words_per_minute: 120` below it, indented"
        message = "`voice` has keys of its own below it"
        return Diagnosis(node.problem("wrong-value", message, hint))
    message = (
        f"which voice speaks is the listener's choice, so a routine names none: `{node.text[:60]}`"
    )
    hint = "delete it; the listener chooses with `--voice`"
    return Diagnosis(node.problem("wrong-value", message, hint))


def of_no_block(node: Node, block: Block) -> str:
    """Return what to write for something else in a block's place."""
    if not isinstance(node, Scalar):
        return ""
    if match := re.match(r"([a-z_]+) ?= ?\S", node.text):
        return f"write `{match[1]}:` with a colon, and each key on a line of its own"
    if ":" in node.text:
        return "put a space after each colon: `name: Cat-Cow`"
    if node.text.casefold().startswith(("rest", "pause")) and "name" in block.by_name:
        return f"write `- rest: {a_time(node.text) or '30 s'}`"
    if node.text and block is EXERCISE:
        heading = f"; or `# {node.text[:60]}` if it is a heading"
        return f"write {as_exercise(node.text)}{'' if re.search(r'[0-9]', node.text) else heading}"
    return f"start it with a key and a colon, such as `{block.keys[0].name}:`"


RULES_ON.unknown = unknown_key
RULES_ON.of_no_block = of_no_block
