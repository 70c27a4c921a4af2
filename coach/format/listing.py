"""Lists: entries with another mark than a dash or without their word, lists without theirs."""

from __future__ import annotations

import re

from coach.format.lines import entry_of, line_above, parts
from coach.format.source import Source
from coach.model.problems import Problem

_BULLET = re.compile(
    r"^ *(?:- +)?(?P<mark>[\u2022\u25aa\u25e6\u2023\u00b7\u2013\u2014*+]|\d{1,2}[.)])"
    r" +(?P<text>\S.*)$"
)
"""What word processors and people start the entries of a list with."""


def other_mark(source: Source, line: int) -> Problem | None:
    """Explain a list whose entries start with another mark than a dash."""
    for number in (line, line - 1):
        if match := _BULLET.match(source.line(number)):
            mark, text = match["mark"], match["text"].strip()
            message = f"`{mark}` starts no entry of a list here; a dash does"
            column = match.start("mark") + 1
            return source.problem(
                number,
                column,
                "bullet",
                message,
                f"write `- {text}`",
                end_column=column + len(mark),
            )
    return None


def bullet_in(text: str) -> str:
    """Return the mark that stands for a dash in a text that was meant as a list, if any."""
    match = _BULLET.match(text)
    if match is None:
        return ""
    numbered = match["mark"][0].isdigit()
    return "" if numbered and not re.search(r" \d{1,2}[.)] ", match["text"]) else match["mark"]


_WORD_OF = {
    "phases": "say", "steps": "say", "exercises": "name",
    "progress": "from_week", "progression": "from_week", "progressions": "from_week",
}  # fmt: skip
"""What an entry starts with, by the word above its list."""
_WEEK = re.compile(r"(?:from )?(?:weeks?|wk) ?(\d{1,3})\b.*", re.IGNORECASE)


def nameless(source: Source, line: int, said: str) -> Problem | None:
    """Explain an entry that is a text, with words below it: `- Bridge`, and then `hold: 10 s`."""
    if "mapping values" not in said or entry_of(source.line(line))["key"] is None:
        return None
    above = line_above(source, line)
    if above is None or (word := entry_word(source.lines, above[0])) is None:
        return None
    number = above[0]
    _, value, column = parts(source, number)
    message = f"`{value[:60]}` stands here without a word before it"
    week = _WEEK.fullmatch(value) if word == "from_week" else None
    hint = f"write `- {word}: {week[1] if week else value}`"
    end = column + len(value)
    return source.problem(number, column, "no-colon", message, hint, end_column=end)


def entry_word(lines: tuple[str, ...], number: int) -> str | None:
    """Return what an entry that is a text alone should start with; None where it is none."""
    entry = entry_of(lines[number - 1])
    value = entry["value"].strip()
    if (
        not entry["dashes"]
        or entry["key"] is not None
        or not value
        or value[0] in "[{\"'|>&*!"
        or ":" in value
    ):
        return None
    indent = len(entry["indent"])
    for above in reversed(lines[: number - 1]):
        owner = entry_of(above)
        lead = len(owner["indent"]) + len(owner["dashes"])
        if owner["key"] and not owner["value"] and lead <= indent:
            return _WORD_OF.get(owner["key"].strip())
    return None


def unheaded(source: Source, line: int, said: str) -> Problem | None:
    """Explain a list that stands right below words, without its own word above it."""
    text = source.line(line)
    entry = entry_of(text)
    if "expected key" not in said or not entry["dashes"] or not entry["indent"]:
        return None
    above = line_above(source, line)
    if above is None:
        return None
    upper = entry_of(source.line(above[0]))
    if upper["key"] is None or len(upper["indent"] + upper["dashes"]) != len(entry["indent"]):
        return None
    key = (entry["key"] or "").strip()
    word = "set_up"
    if key in {"name", "use", "circuit", "rest"}:
        word = "exercises"
    elif key in {"say", "breath", "for", "short"}:
        word = "phases"
    elif "week" in key:
        word = "progress"
    message = "a list starts here, and no word above says what it is"
    hint = f"write `{word}:` on a line of its own above it, in line with the words there"
    end = len(text) + 1
    column = len(entry["indent"]) + 1
    return source.problem(line, column, "indentation", message, hint, end_column=end)


def list_below(lines: list[str], number: int) -> list[int]:
    """Return the lines of the list that starts at a line, its entries' own lines among them."""
    indent = len(entry_of(lines[number - 1])["indent"])
    inside = []
    for below in range(number, len(lines) + 1):
        text = lines[below - 1]
        lead = len(text) - len(text.lstrip(" "))
        if text.strip() and (lead < indent or (lead == indent and text[lead] != "-")):
            break
        inside.append(below)
    return inside


BELOW_NAME = {
    "position", "set_up", "get_ready", "hold", "phases", "steps", "for", "every", "until",
    "at_most", "reps", "sets", "reps_per_set", "rest_between_reps", "rest_between_sets", "side",
    "say", "short", "release", "remind", "care", "easier", "harder", "progress", "breathing",
    "picture", "load",
}  # fmt: skip
"""Words that are an exercise's alone."""
_NAMED = re.compile(r"( *)- +(?:name|use): ")


def outdented(lines: list[str]) -> list[list[int]]:
    """Return, for each exercise, the lines of its words that stand in line with its dash.

    As in ``- name: Bridge``, and ``hold: 10 s`` right below the dash.
    """
    found: list[list[int]] = []
    done = 0
    for number, text in enumerate(lines, 1):
        dash = _NAMED.match(text) if "- " in text and number > done else None
        if dash is not None and (inside := _below_dash(lines, number, len(dash[1]))):
            found.append(inside)
            done = inside[-1]
    return found


def _below_dash(lines: list[str], number: int, indent: int) -> list[int]:
    """Return the lines below a dash that are words of its exercise, and what belongs to them."""
    inside: list[int] = []
    word = re.compile(rf" {{{indent}}}([a-z_]+):(?: *(\S)|$| )")
    empty = False
    for below in range(number + 1, len(lines) + 1):
        text = lines[below - 1]
        lead = len(text) - len(text.lstrip(" "))
        match = word.match(text)
        if match and match[1] in BELOW_NAME:
            empty = match[2] is None
        elif not text.strip() or (inside and lead > indent):
            pass
        elif not (empty and re.match(rf" {{{indent}}}- (?!name:|use:|circuit:|rest:)", text)):
            break
        if match or inside:
            inside.append(below)
        elif text.strip():
            break
    while inside and not lines[inside[-1] - 1].strip():
        inside.pop()
    return inside


def going_on(source: Source, line: int, said: str) -> Problem | None:
    """Explain a colon in a text that goes on from the line above."""
    text = source.line(line)
    colon = re.search(r":(?= |$)", text)
    if "mapping values" not in said or colon is None:
        return None
    before = text[: colon.start()].strip()
    if " " not in before or "- " in before[:2]:
        return None
    message = "this colon, in a text that goes on from the line above, makes YAML look for a word"
    hint = "leave the colon out, or put the whole text in double quotes"
    return source.problem(line, colon.start() + 1, "colon", message, hint)
