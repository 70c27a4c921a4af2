"""Phases, steps, breaths, reminders and weeks that are written the way leaflets do."""

from __future__ import annotations

import re

from coach.format.blocks import HOOKS, Block, shape, text_of
from coach.format.diagnosis import Diagnosis
from coach.format.doses import Wrong, a_time, duration_range
from coach.format.lines import Line
from coach.format.parts import BREATHING, PHASE, REMIND, STEP
from coach.format.rules.blocks import WEEK
from coach.format.schema import PROGRESS
from coach.format.source import Edit
from coach.format.tree import Mapping, Node, Scalar, Sequence, keys_of
from coach.format.values import MAX_VALUE
from coach.format.writing import as_written, indent_at
from coach.model.rules import rule

_TIMED = re.compile(
    r"(.*?\w),?(?: for| -| \u2013)? (\d{1,3} ?(?:s|sec|seconds?|min|minutes?))", re.IGNORECASE
)
_BREATHS = {
    "in": "in|inhale|breathe in|breath in|inspire", "out": "out|exhale|breathe out|breath out",
    "hold": "hold|pause|hold breath|hold your breath",
}  # fmt: skip
_SAID = {"in": "Breathe in", "out": "Breathe out", "hold": "Hold"}


def _breath_of(text: str) -> str:
    """Return the breath that a word means; empty if it doesn't mean one."""
    folded = text.casefold().replace("_", " ")
    return next((b for b, words in _BREATHS.items() if folded in words.split("|")), "")


def _what(block: Block) -> str:
    return f"{block.name} needs its words, and how long it lasts"


def _with_time(said: str, time: str) -> str:
    return f"write `- say: {as_written(said)}`, and below it `for: {time}`"


def _time_of(node: Node) -> str:
    text = text_of(node)
    if re.fullmatch(r"\d{1,2}", text):
        return f"{text} s"
    return text if _is_time(node) else "4 s"


def _is_time(node: Node) -> bool:
    return isinstance(node, Scalar) and not isinstance(
        duration_range(" ".join(node.text[:100].split())), Wrong
    )


@rule(
    "wrong-value",
    "phases:\n  - Lift, 4 s\n  - Lower, 4 s",
    "phases:\n  - say: Lift.\n    for: 4 s\n  - say: Lower.\n    for: 4 s",
)
@shape(PHASE.id, STEP.id)
def text_alone(node: Node, block: Block) -> Diagnosis | None:
    """A phase or a step has its words in `say`, and how long it lasts in `for`."""
    if not isinstance(node, Scalar) or not node.text or re.search(r":\S|=", node.text):
        return None
    timed = _TIMED.fullmatch(node.text)
    said, time = (timed[1], timed[2]) if timed else (node.text, "4 s")
    edit = (
        node.replaced(f"say: {as_written(said)}\n{indent_at(node)}for: {time}") if timed else None
    )
    return Diagnosis(node.problem("wrong-value", _what(block), _with_time(said, time)), edit)


@shape(STEP.id)
def wait_alone(node: Node, _: Block) -> Diagnosis | None:
    """Find a step that only waits."""
    if keys_of(node) != ["wait"]:
        return None
    message = "a step that waits needs its words, and how long it lasts after the wait"
    hint = "write `- say: Take your time.`, and below it `for: 4 s` and `wait: until ready`"
    return Diagnosis(node.problem("missing-key", message, hint))


@shape(PHASE.id)
def hold_in_phase(node: Node, _: Block) -> Diagnosis | None:
    """Find a hold inside a phase, which should be a separate phase."""
    if not isinstance(node, Mapping) or "hold" not in node.keys:
        return None
    key, value = node.key("hold"), node.get("hold")
    if node.keys == ["hold"] and value is not None:
        message = "a hold among phases is a separate phase"
        hint = _with_time("Hold", _time_of(value))
        return Diagnosis(key.problem("unknown-key", message, hint))
    if "for" not in node.keys or value is None:
        return None
    time = text_of(value) if _is_time(value) else "5 s"
    message = "`hold` can't go with `for`: a hold is a separate phase"
    hint = f"write it below this one, as `- say: Hold` with `for: {time}`"
    edit = None
    if not node.flow and key is not node.entries[0][0]:
        edit = Edit(Line(node.source, key.line - 1).end, value.end, "")
    return Diagnosis(key.problem("two-kinds", message, hint), read_as=edit)


_PART_KEYS = (set(PHASE.by_name) | set(STEP.by_name) | {
    "breathe", "breathing", "seconds", "duration", "time", "hold"}) - {"say"}  # fmt: skip


@shape(PHASE.id, STEP.id)
def name_of_part(node: Node, block: Block) -> Diagnosis | None:
    """Find a phase or step whose first key is its name: `- up: Rise up`, `- Sit up: 30 s`."""
    if not isinstance(node, Mapping) or not node.entries or _names_words(node):
        return None
    key, value = node.entries[0]
    if not isinstance(key, Scalar) or not isinstance(value, Scalar) or key.text in _PART_KEYS:
        return None
    near_say = sorted(key.text.casefold()) == sorted("say") or key.text.casefold() in {
        "said",
        "says",
    }
    if not value.text or near_say:
        return None
    timed = _is_time(value) or bool(re.fullmatch(r"\d{1,2}", value.text))
    said = key.text.capitalize() if timed and key.text.islower() else key.text
    said = said if timed else value.text
    has_time = timed or bool({"for", "seconds", "duration", "time", "hold"} & set(node.keys))
    breath = _breath_of(key.text)
    said = _SAID[breath] if breath and timed else said
    hint = f"start {block.name} with `say`: write `- say: {as_written(said)}`"
    if breath in {"in", "out"} and timed and block is PHASE:
        hint += f", and below it `breath: {breath}` and `for: {_time_of(value)}`"
    elif timed:
        hint += f", and below it `for: {_time_of(value)}`"
    elif not has_time:
        hint += ", and below it `for: 4 s`"
    problem = key.problem("unknown-key", f"unknown key `{key.text[:60]}` in {block.name}", hint)
    return Diagnosis(problem, None if timed or not has_time else key.replaced("say"))


def _names_words(node: Mapping) -> bool:
    return bool({"say", "text", "cue", "name"} & set(node.keys))


@shape(PHASE.id)
def breath_alone(node: Node, block: Block) -> Diagnosis | None:
    """Find a phase with a breath but no words, since `breath` isn't spoken."""
    if not isinstance(node, Mapping) or not node.entries or _names_words(node) or node.flow:
        return None
    for name in ("breath", "breathe", "breathing"):
        value = node.get(name)
        breath = _breath_of(text_of(value)) if isinstance(value, Scalar) else ""
        if not breath or value is None:
            continue
        said = _SAID[breath]
        first = f"say: {said}\n{indent_at(node)}"
        if name == "breath":
            message = "a phase needs `say`, because its `breath` isn't spoken"
            edit = Edit(node.start, node.start, first)
            return Diagnosis(node.problem("missing-key", message, f"add `say: {said}`"), edit)
        key = node.key(name)
        hint = f"write `- say: {said}`, with `breath: {breath}` below it"
        message = f"unknown key `{name}` in {block.name}"
        problem = key.problem("unknown-key", message, hint)
        if key is not node.entries[0][0]:
            return Diagnosis(problem)
        return Diagnosis(problem, Edit(node.start, value.end, f"{first}breath: {breath}"))
    return None


@shape(PHASE.id, STEP.id)
def time_in_words(node: Node, _: Block) -> Diagnosis | None:
    """Find a phase or step whose time is in its words: ``- say: Down, for 4 s``."""
    said = node.get("say") if isinstance(node, Mapping) else None
    if not isinstance(said, Scalar) or {"for", "seconds", "time"} & set(keys_of(node)):
        return None
    timed = _TIMED.fullmatch(said.text) if len(said.text) < MAX_VALUE else None
    if timed is None or not timed[1].strip() or not isinstance(node, Mapping):
        return None
    message = "how long it lasts belongs in `for`, not in the words"
    hint = f"write `say: {as_written(timed[1])}`, and below it `for: {timed[2]}`"
    between = ", " if node.flow else f"\n{indent_at(node)}"
    edit = said.replaced(f"{as_written(timed[1])}{between}for: {timed[2]}")
    return Diagnosis(said.problem("missing-key", message, hint), edit)


@shape(BREATHING.id)
def pace_in_text(node: Node, _: Block) -> Diagnosis | None:
    """Find a pace of breathing written as a text: ``4-7-8``, ``4 in, 6 out``."""
    if not isinstance(node, Scalar):
        return None
    numbers = re.findall(r"\d{1,2}", node.text)
    message = "`breathing` needs `in:` and `out:`, each with a time"
    hint = (
        "write below it `in: 4 s` and `out: 6 s`, and the number of breaths as `hold: 10 breaths`"
    )
    if len(numbers) == 2:  # noqa: PLR2004 - in and out
        hint = f"write below it `in: {numbers[0]} s` and `out: {numbers[1]} s`"
    elif len(numbers) > 2:  # noqa: PLR2004 - with the breath held between
        message += "; to hold the breath as well, use phases"
        hint = (
            "write `phases:` instead, and below it each part: `- say: Breathe in`, "
            f"with `breath: in` and `for: {numbers[0]} s`"
        )
    return Diagnosis(node.problem("wrong-value", message, hint))


@shape(REMIND.id)
def reminders_alone(node: Node, _: Block) -> Diagnosis | None:
    """Find reminders without an interval."""
    if isinstance(node, Mapping) or not (isinstance(node, Sequence) or text_of(node)):
        return None
    message = "`remind` needs its words, and how often to say them"
    hint = "write `every: 12 s` and `say:` below `remind:`, and the list below `say:`"
    if isinstance(node, Scalar):
        every = re.match(
            r"every (\d{1,3} ?(?:s|sec|seconds?|min|minutes?))\b[,:;. -]* *", node.text
        )
        said = as_written(node.text[every.end() if every else 0 :][:100] or "Keep breathing.")
        hint = f"write below it `every: {every[1] if every else '12 s'}` and `say: {said}`"
    elif isinstance(node, Sequence) and any(isinstance(item, Mapping) for item in node.items):
        hint = "write `every: 12 s` and `say:` below it, without a dash"
    return Diagnosis(node.problem("wrong-value", message, hint))


@shape(PROGRESS.id)
def week_as_key(node: Node, _: Block) -> Diagnosis | None:
    """Find a step of progress whose week is used as a key: ``- week 3: 10 reps``."""
    if isinstance(node, Scalar) and (week := WEEK.match(node.text)):
        message = "a step of `progress` needs its week, and what changes from then on"
        hint = f"write `- from_week: {week[1]}`{_dose(node.text[week.end(1) :].lstrip(' :,+-'))}"
        return Diagnosis(node.problem("wrong-value", message, hint))
    if not isinstance(node, Mapping) or not node.entries:
        return None
    key, value = node.entries[0]
    week = WEEK.fullmatch(key.text) if isinstance(key, Scalar) else None
    if week is None or not isinstance(key, Scalar):
        return None
    hint = f"write `- from_week: {week[1]}`{_dose(text_of(value))}"
    problem = key.problem(
        "unknown-key", f"unknown key `{key.text[:60]}` in a step of `progress`", hint
    )
    if isinstance(value, Scalar) and value.text:
        return Diagnosis(problem)
    edit: Edit | None = key.replaced(f"from_week: {week[1]}")
    if not node.flow:
        edit = Edit(key.start, key.source.text.index(":", key.end) + 1, f"from_week: {week[1]}")
        if isinstance(value, Mapping):
            indented = f"\n{' ' * (value.column - 1)}{value.written}"
            deep = rf"([\r\n]) {{{value.column - 1}}}"
            text = re.sub(deep, rf"\1{indent_at(node)}", indented)
            edit = Edit(key.start, value.end, f"from_week: {week[1]}{text}")
    return Diagnosis(problem, edit)


def _dose(text: str) -> str:
    """Return what to write below a week for the dose in a text such as ``10 reps``."""
    if time := a_time(text):
        return f", and below it `hold: {time}`"
    many = re.search(r"\d{1,3}(?: ?(?:to|-|\u2013) ?\d{1,3})?", text)
    if many:
        key = "sets" if "set" in text else "reps"
        return f", and below it `{key}: {many[0]}`"
    return ", and below it what changes, such as `reps: 8`"


# Something else in the place of a list of phases, steps or weeks.


def non_list_hint(node: Node, block: Block) -> str:
    """Return what to write where something else was found instead of a list of blocks."""
    usual = f"start each entry with `- {block.keys[0].name}:`"
    if isinstance(node, Mapping):
        return _parts_by_name(node, block) or usual
    text = text_of(node)
    if block is PROGRESS:
        more = ", with the new dose below it; or keep the text as `note:`"
        return usual + (more if text else "")
    if block is STEP and re.fullmatch(r"\d{1,4}(?: \w+)?", text):
        hint = "`steps` are parts of a timed sequence; to count steps as you walk, write "
        return f"{hint}`reps: {text.split(maxsplit=1)[0]}` and `every: 2 s`"
    if block in {PHASE, STEP} and text:
        return _parts_in_text(text, "4 s" if block is PHASE else "30 s")
    return usual


def _parts_by_name(node: Mapping, block: Block) -> str:
    """Return what to write for phases or weeks whose names are used as keys: ``down: 3 s``."""
    key, value = node.entries[0] if node.entries else (node, node)
    if not isinstance(key, Scalar):
        return ""
    if block is PROGRESS:
        week = WEEK.fullmatch(key.text)
        below = "and below it what changes, such as `reps: 8`"
        return f"write `- from_week: {week[1]}`, {below}" if week else ""
    if not isinstance(value, Scalar) or key.text in set(PHASE.by_name) | set(STEP.by_name) | {
        "name"
    }:
        return ""
    said = as_written(key.text.capitalize())
    return f"write each as an entry: `- say: {said}`, and below it `for: {_time_of(value)}`"


def _parts_in_text(text: str, time: str) -> str:
    first = re.split(r"[,;/]|\band then\b|\bthen\b|->|\u2192", text, maxsplit=1)[0]
    said = re.sub(r"\d+(?:[.,]\d+)? ?(?:s|secs?|seconds?|min|minutes?)\b\.?|\bfor\b", "", first)
    said = as_written((" ".join(said.split()).strip(" -:()") or "Lift").capitalize())
    return f"write each part below it, as `- say: {said}` with `for: {a_time(first) or time}`"


HOOKS.non_list_hint = non_list_hint
