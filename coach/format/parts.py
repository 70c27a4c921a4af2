"""Slips in the shape of phases, steps, breaths, reminders and weeks; see `shapes`."""

from __future__ import annotations

import re
from dataclasses import replace

from coach.format.leaflets import a_time
from coach.format.nodes import Mapping, Node, Scalar, Sequence
from coach.format.shapes import WEEK, has_time, key_of, keys, said_as, without
from coach.format.values import MAX_VALUE, Report

_TIMED = re.compile(
    r"(.*?\w),?(?: for| -| \u2013)? (\d{1,3} ?(?:s|sec|seconds?|min|minutes?))", re.IGNORECASE
)


def voice(node: Node, report: Report) -> Node | None:
    """Tell of a voice by its name, which is the listener's to choose."""
    if not isinstance(node, Scalar) or not node.text:
        return node
    if re.fullmatch(r"\d{2,3}(?: wpm)?|slow(?:ly)?|fast|normal", node.text, re.IGNORECASE):
        hint = "write `words_per_minute: 120` below it, indented"
        report.error(node, "wrong-value", "`voice` has words of its own below it", hint)
        return None
    message = (
        f"which voice speaks is the listener's choice, so a routine names none: `{node.text[:60]}`"
    )
    report.error(node, "wrong-value", message, "delete it; the listener chooses with `--voice`")
    return None


def breathing(node: Node, report: Report) -> Node | None:
    """Tell of a pace that is a text: ``4-7-8``, ``4 in, 6 out``."""
    if not isinstance(node, Scalar):
        return node
    numbers = re.findall(r"\d{1,2}", node.text)
    message = "`breathing` has `in:` and `out:`, each with a time"
    hint = (
        "write below it `in: 4 s` and `out: 6 s`, and the number of breaths as `hold: 10 breaths`"
    )
    if len(numbers) == 2:  # noqa: PLR2004 - in and out
        hint = f"write below it `in: {numbers[0]} s` and `out: {numbers[1]} s`"
    elif len(numbers) > 2:  # noqa: PLR2004 - with the breath held between
        message += "; where the breath is held, the parts are phases"
        hint = (
            "write `phases:` in its place, and below it each part: `- say: Breathe in`, "
            f"with `breath: in` and `for: {numbers[0]} s`"
        )
    report.error(node, "wrong-value", message, hint)
    return None


def step(node: Node, report: Report) -> Node | None:
    """Tell of a step that is a text alone, or a text with its time after a colon."""
    if _text_alone(node, "a step", report) is None:
        return None
    if not isinstance(node, Mapping) or not node.entries:
        return node
    if keys(node) == ["wait"]:
        message = "a step that waits needs what is said, and how long it lasts then"
        hint = "write `- say: Take your time.`, and below it `for: 4 s` and `wait: until ready`"
        report.error(node, "missing-key", message, hint)
        return None
    return _timed_in_words(_named(node, "a step", report), report)


def _text_alone(node: Node, what: str, report: Report) -> Node | None:
    if isinstance(node, Scalar) and node.text and not re.search(r":\S|=", node.text):
        message = f"{what} needs what is said, and how long it lasts"
        timed = _TIMED.fullmatch(node.text)
        said, time = (timed[1], timed[2]) if timed else (node.text, "4 s")
        hint = f"write `- say: {said_as(said)}`, and below it `for: {time}`"
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
        key, value = key_of(node, "hold"), node.get("hold")
        time = value.text if isinstance(value, Scalar) and has_time(value) else "5 s"
        message = "`hold` can't stand beside `for`: a hold is a phase of its own"
        hint = f"write it below as `- say: Hold`, with `for: {time}`"
        report.error(key, "two-kinds", message, hint)
        node = without(node, "hold")
    if words == ["hold"]:
        first, time_node = node.entries[0]
        message = "a hold among phases is a phase of its own"
        hint = f"write `- say: Hold`, and below it `for: {_time_of(time_node)}`"
        report.error(first, "unknown-key", message, hint)
        return None
    return _timed_in_words(_breath_alone(_named(node, "a phase", report), report), report)


def _timed_in_words(node: Mapping | None, report: Report) -> Mapping | None:
    """Tell of a part whose time stands in its words: ``- say: Down, for 4 s``."""
    said = node.get("say") if node is not None else None
    if node is None or not isinstance(said, Scalar) or {"for", "seconds", "time"} & {*keys(node)}:
        return node
    timed = _TIMED.fullmatch(said.text) if len(said.text) < MAX_VALUE else None
    if timed is None or not timed[1].strip():
        return node
    message = "how long it lasts stands in `for`, not in the words"
    hint = f"write `say: {said_as(timed[1])}`, and below it `for: {timed[2]}`"
    report.error(said, "missing-key", message, hint)
    time = (replace(said, text="for"), replace(said, text=timed[2]))
    return replace(node, entries=(*node.entries, time))


def phases_by_name(node: Mapping) -> str:
    """Return what to write for phases by their names: ``down: 3 s``."""
    key, value = node.entries[0] if node.entries else (None, None)
    if not isinstance(key, Scalar) or not isinstance(value, Scalar):
        return ""
    if key.text in {"say", "short", "for", "breath", "count", "wait", "remind", "name"}:
        return ""
    said = said_as(key.text.capitalize())
    return f"write each as an entry: `- say: {said}`, and below it `for: {_time_of(value)}`"


def _time_of(node: Node) -> str:
    text = node.text if isinstance(node, Scalar) else ""
    return f"{text} s" if re.fullmatch(r"\d{1,2}", text) else text if has_time(node) else "4 s"


def phases_in_a_text(text: str) -> str:
    """Return what to write for phases in a line of text: ``2 s up, 4 s down``."""
    return _in_a_text(text, "4 s")


def steps_in_a_text(text: str) -> str:
    """Return what to write for `steps: 10`, steps that are walked, and for steps in a text."""
    if re.fullmatch(r"\d{1,4}(?: \w+)?", text):
        hint = "`steps` are parts of a timed sequence; to have steps counted, write "
        return f"{hint}`reps: {text.split(maxsplit=1)[0]}` and `every: 2 s`"
    return _in_a_text(text, "30 s")


def _in_a_text(text: str, time: str) -> str:
    first = re.split(r"[,;/]|\band then\b|\bthen\b|->|\u2192", text, maxsplit=1)[0]
    found = a_time(first)
    said = re.sub(r"\d+(?:[.,]\d+)? ?(?:s|secs?|seconds?|min|minutes?)\b\.?|\bfor\b", "", first)
    said = " ".join(said.split()).strip(" -:()") or "Lift"
    said = said_as(said.capitalize())
    return f"write each part below it, as `- say: {said}` with `for: {found or time}`"


_KNOWN = {"say", "text", "cue", "name"}
_BREATHS = {
    "in": "in", "inhale": "in", "breathe in": "in", "breath in": "in", "inspire": "in",
    "out": "out", "exhale": "out", "breathe out": "out", "breath out": "out",
    "hold": "hold", "pause": "hold", "hold breath": "hold", "hold your breath": "hold",
}  # fmt: skip
_BREATH_SAID = {"in": "Breathe in", "out": "Breathe out", "hold": "Hold"}


def _breath_alone(node: Mapping | None, report: Report) -> Mapping | None:
    """Tell of a phase with its breath and no words, which `breath` does not have."""
    if node is None or _KNOWN & set(keys(node)):
        return node
    for word in ("breath", "breathe", "breathing"):
        value = node.get(word)
        if not isinstance(value, Scalar) or value.text.casefold() not in _BREATHS:
            continue
        breath = _BREATHS[value.text.casefold()]
        said = _BREATH_SAID[breath]
        if word == "breath":
            message = "a phase needs `say`: its `breath` is not spoken"
            report.error(node, "missing-key", message, f"add `say: {said}`")
        else:
            hint = f"write `- say: {said}`, with `breath: {breath}` below it"
            report.error(key_of(node, word), "unknown-key", f"unknown key `{word}`", hint)
            node = without(node, word)
        first = (replace(value, text="say"), replace(value, text=said))
        return replace(node, entries=(first, *node.entries))
    return node


def _named(node: Mapping, what: str, report: Report) -> Mapping | None:
    """Tell of a phase or step whose first word is its name: `- up: Rise up`, `- Sit up: 30 s`."""
    key, value = node.entries[0]
    if _KNOWN & set(keys(node)) or not isinstance(key, Scalar) or not isinstance(value, Scalar):
        return node
    if key.text in {"short", "for", "breath", "breathe", "breathing", "count", "seconds", "wait",
                    "at_most", "remind", "duration", "time", "hold"}:  # fmt: skip
        return node
    if not value.text or _near_say(key.text):
        return node
    timed = has_time(value) or bool(re.fullmatch(r"\d{1,2}", value.text))
    said = key.text.capitalize() if timed and key.text.islower() else key.text
    said = said if timed else value.text
    timeful = timed or bool({"for", "seconds", "duration", "time", "hold"} & set(keys(node)))
    breath = _BREATHS.get(key.text.casefold().replace("_", " "))
    said = _BREATH_SAID[breath] if breath and timed else said
    hint = f"start {what} with `say:`: write `- say: {said_as(said)}`"
    if breath in {"in", "out"} and timed and what == "a phase":
        hint += f", and below it `breath: {breath}` and `for: {_time_of(value)}`"
    elif timed:
        hint += f", and below it `for: {_time_of(value)}`"
    elif not timeful:
        hint += ", and below it `for: 4 s`"
    report.error(key, "unknown-key", f"unknown key `{key.text[:60]}`", hint)
    if timed or not timeful:
        return None
    return replace(node, entries=((replace(key, text="say"), value), *node.entries[1:]))


def _near_say(word: str) -> bool:
    return sorted(word.casefold()) == sorted("say") or word.casefold() in {"said", "says", "short"}


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
        hint = f"write below it `every: {every[1] if every else '12 s'}` and `say: {said_as(said)}`"
    elif isinstance(node, Sequence) and any(isinstance(item, Mapping) for item in node.items):
        hint = "write `every: 12 s` and `say:` straight below it, without a dash"
    report.error(node, "wrong-value", message, hint)
    return None


def week(node: Node, report: Report) -> Node | None:
    """Tell of a step of progress that has its week for a word: ``- week 3: 10 reps``."""
    if isinstance(node, Scalar) and (found := WEEK.match(node.text)):
        message = "a step of `progress` has its week, and what changes from then on"
        more = _dose(node.text[found.end(1) :].lstrip(" :,+-"))
        report.error(node, "wrong-value", message, f"write `- from_week: {found[1]}`{more}")
        return None
    if not isinstance(node, Mapping) or not node.entries:
        return node
    key, value = node.entries[0]
    found = WEEK.fullmatch(key.text) if isinstance(key, Scalar) else None
    if found is None or not isinstance(key, Scalar):
        return node
    more = _dose(value.text) if isinstance(value, Scalar) else ""
    report.error(
        key,
        "unknown-key",
        f"unknown key `{key.text[:60]}`",
        f"write `- from_week: {found[1]}`{more}",
    )
    inside = value.entries if isinstance(value, Mapping) else ()
    if isinstance(value, Scalar) and value.text:
        return None
    first = (replace(key, text="from_week"), replace(key, text=found[1]))
    return replace(node, entries=(first, *inside, *node.entries[1:]))


def _dose(text: str) -> str:
    """Return what to write below a week for what a leaflet says of it."""
    many = re.search(r"\d{1,3}(?: ?(?:to|-|\u2013) ?\d{1,3})?", text)
    if time := a_time(text):
        return f", and below it `hold: {time}`"
    if many:
        word = "sets" if "set" in text else "reps"
        return f", and below it `{word}: {many[0]}`"
    return ", and below it what changes, such as `reps: 8`"


def weeks(node: Mapping) -> str:
    """Return what to write for steps of progress by their weeks: `week 3: 8 to 12 reps`."""
    key = node.entries[0][0] if node.entries else None
    week = WEEK.fullmatch(key.text) if isinstance(key, Scalar) else None
    if week is None:
        return ""
    return f"write `- from_week: {week[1]}`, and below it what changes, such as `reps: 8`"
