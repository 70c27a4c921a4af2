"""Keys that are unknown, misspelled or in the wrong block."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from coach.format.blocks import HOOKS, Block, text_of
from coach.format.diagnosis import Report
from coach.format.doses import Wrong, a_time, duration_range
from coach.format.fields import Fields, Found
from coach.format.parts import VOICE
from coach.format.rules.lists import lists_exercises
from coach.format.schema import BLOCKS, CIRCUIT, EXERCISE, ROUTINE, SCHEDULE
from coach.format.source import Edit
from coach.format.tree import Mapping, Node, Scalar
from coach.format.writing import joined
from coach.model.problems import Severity, close_to
from coach.model.rules import rule

LEAST_LIKE = 0.65
"""How similar a misspelled key must be, from 0 to 1: `muscles` isn't `use`."""
DAY = re.compile(
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
    """Each block has its own keys; `docs/writing-routines.md` lists them all.

    Coach never ignores a key silently, since nobody would hear what you wrote.
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
    """Inside `{ }` a comma starts a new key, even in the middle of a sentence.

    Write each key on its own line, or put the text in double quotes.
    """
    message = f"inside {{ }}, the comma before `{key.text[:60]}` starts a new key"
    hint = "put the text with the comma in quotes, or write each key on its own line"
    report.error(key, "comma", message, hint)


def _and_its_value(
    meant: str, key: Scalar, value: Node, fields: Fields, report: Report
) -> tuple[str, Edit | None]:
    """Read a value as that of the key its author meant, to report its problems at the same time."""
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
    """Return the key that a misspelled one is closest to; empty if none is close."""
    names = [*block.by_name, *block.aliases]
    anagrams = (w for w in names if sorted(w) == sorted(name.casefold()))
    close = next(anagrams, None) or close_to(name, names)
    if close is None or SequenceMatcher(None, _plain(name), close).ratio() < LEAST_LIKE:
        return ""
    return block.aliases.get(close, close)


_CIRCUIT_INSIDE = "the routine's own `exercises`: a circuit can't be inside another"
_BY_SIDE = "a text that differs by side: indent it below that text's key, such as `set_up:`"


def _elsewhere(name: str, block: Block) -> str:  # noqa: PLR0911 - one for each place
    """Return where a key belongs if another block has it; otherwise an empty string."""
    if block is ROUTINE and name in EXERCISE.by_name:
        return "an exercise: indent it under `- name:`"
    if block is VOICE and name in {"engine", "name"}:
        return "the listener's settings: listeners choose a voice with `--voice`"
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
    """List the keys of a block: all of them, or the usual ones if there are many."""
    if not block.usual:
        return f"the keys of {block.name} are {joined(f'`{key.name}`' for key in block.keys)}"
    keys = joined(f"`{key}`" for key in block.usual)
    where = "`docs/writing-routines.md` has the rest"
    if "note" in block.by_name:
        where += "; use `note:` for anything that is only to be read"
    return f"the usual keys of {block.name} are {keys}; {where}"


def knows(name: str, block: Block) -> bool:
    """Whether a key is one that some block has, perhaps misspelled, rather than a name."""
    plain = _plain(name)
    return bool(
        name in block.by_name
        or plain in block.aliases
        or _elsewhere(plain, block)
        or _near(name, block)
    )


# Unknown keys that their values or their neighbours explain.

_WHEN = re.compile(
    r"\b(?:morning|noon|evening|night|bed|daily|hourly|hour|day|week|weekly|meals?|breakfast|lunch)\b"
)
_SIDE_KEY = re.compile(r"(\w+?)_?\(?(?:left|right|l|r)(?:_side)?\)?")
_TEMPO = (
    "write `phases:`, and below it each part as `- say: Up` with `for: 2 s`; or set the pace of "
    "the reps with `every: 4 s`"
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
            "a hold counts down its last 3 s by itself; to change that, write `voice:`, and "
            "`countdown: 5` below it"
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
    """Return a hint for a key that the author made up as a heading for a list of exercises."""
    if not lists_exercises(value):
        return ""
    name = key.text[:60]
    if DAY.match(name):
        return "put the exercises for each day or week in their own file, under `exercises:`"
    above = next((k for k, v in node.entries if lists_exercises(v)), key)
    if above is key:
        return f"write `exercises:` instead; to keep the heading as a comment, write `# {name}`"
    return f"put these below `exercises:`; to keep the heading as a comment, write `# {name}`"


HOOKS.unknown_key = unknown_key
