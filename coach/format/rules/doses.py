"""Rules about an exercise's keys together: its kind, dose and sides."""

from __future__ import annotations

import re

from coach.format.blocks import HOOKS
from coach.format.diagnosis import Report
from coach.format.doses import CURLY
from coach.format.fields import Fields
from coach.format.schema import EXERCISE, KINDS, kind_of
from coach.format.tree import Node, Scalar
from coach.format.writing import one_of
from coach.model.routine import Hold, Kind
from coach.model.rules import rule
from coach.model.units import Range, duration_text

BREATH_S = (4.0, 6.0)
"""The lengths of a breath in and out, in seconds, if `breathing` is left out."""
SIDES = ("left", "right", "each", "alternating")
_OWN_SIDE = re.compile(
    r"\b(affected|injured|bad|sore|painful|hurt|weak(?:er)?|operated|involved|good|unaffected"
    r"|uninjured|strong(?:er)?|other|dominant|tight(?:er)?|stiff|worse|worst|better|surgical)\b"
)
_ONE_SIDE = re.compile(r"(left|right|l|r)\.?(?: (?:side|leg|arm|knee|foot|hand|hip))?")
_BOTH_SIDES = re.compile(
    r"(left|right|l|r)\.?(?: (?:then|and|&|,)? ?| ?[/+&,] ?)(?:then )?(?:left|right|l|r)\.?"
)


def side_hint(text: str) -> str | None:
    """Return what to write for a side in other words, such as ``both sides`` or ``bad knee``."""
    folded = text.casefold()
    if _OWN_SIDE.search(folded):
        return "write `left` or `right` for this person"
    if found := _ONE_SIDE.fullmatch(folded):
        return f"write `{'left' if found[1][0] == 'l' else 'right'}`"
    if found := _BOTH_SIDES.fullmatch(folded):
        start = ", and `start_side: right` below it" if found[1][0] == "r" else ""
        return f"write `each` (or `alternating`, rep by rep){start}"
    if text.strip(CURLY) != text and text.strip(CURLY) in SIDES:
        return f"write `{text.strip(CURLY)}`: curly quotes would be part of the text"
    if re.fullmatch(r"(?:each|every|per) (?:side|leg|arm|knee|foot|hand|hip)", folded):
        return "write `each`"
    return None


HOOKS.side_hint = side_hint


@rule("two-doses", "hold: 10 s\nreps_per_set: [5, 4]\nreps: 5", "hold: 10 s\nreps_per_set: [5, 4]")
def reps_and_sets(fields: Fields, kind: Kind, report: Report) -> None:
    """Write each part of a dose once: with two different values, nobody knows which one you mean.

    `reps_per_set` fixes the sets, and a list of holds fixes the reps.
    """
    each = fields.take("reps_per_set")
    if each is not None:
        _must_equal(fields, "sets", len(each), "`reps_per_set` has {} sets", report)
        if "reps" in fields:
            message = "`reps` and `reps_per_set` say the same thing twice"
            report.error(fields["reps"].key, "two-doses", message, "keep `reps_per_set`")
    if isinstance(kind, Hold) and len(kind.times_s) > 1:
        listed = len(kind.times_s)
        message = "the list in `hold` has times for {} reps"
        _must_equal(fields, "reps", listed, message, report)
        if each is not None and any(reps != listed for reps in each):
            hint = "give every set that many reps, or leave `reps_per_set` out"
            key = fields["reps_per_set"].key
            report.error(key, "two-doses", message.format(listed), hint)


def _must_equal(fields: Fields, name: str, number: int, because: str, report: Report) -> None:
    if name in fields and fields.take(name) != Range(number, number):
        node = fields[name].node
        hint = f"write `{name}: {number}`, or leave it out"
        report.error(node, "two-doses", because.format(number), hint)


@rule("no-side", "hold: 10 s\nchange_side: 15 s", "hold: 10 s\nside: each\nchange_side: 15 s")
def sides(fields: Fields, report: Report) -> None:
    """An exercise that names a side needs `side`: `left`, `right`, `each` or `alternating`."""
    if "side" not in fields:
        if fields.unread("side"):
            return  # it couldn't be read, which has been reported
        if fields.take("one_sided"):
            message = "this exercise is one-sided, but `side` is missing"
            hint = "add `side: each` (or `left`, `right`, `alternating`)"
            report.error(fields.name_node, "no-side", message, hint)
            return
        for name in ("start_side", "count_sides", "change_side"):
            if name in fields and fields.is_own(name):
                message = f"`{name}` needs `side` as well"
                report.error(fields[name].key, "no-side", message, "add `side: each`")
    elif fields.take("count_sides") == "separately" and fields.take("side") != "alternating":
        message = "`count_sides: separately` needs alternating sides"
        report.error(fields["count_sides"].key, "no-side", message, "write `side: alternating`")


@rule("two-kinds", "hold: 30 s\nfor: 2 min", "for: 2 min")
def two_kinds(fields: Fields, report: Report) -> None:
    """An exercise has one kind only: `hold`, `phases`, `for`, `steps`, `until` or `every`."""
    written = [name for name in KINDS if name in fields.names]
    if len(written) > 1:  # an empty one has been reported
        written = [n for n in written if not _empty(fields.at.get(n))] or written[:1]
    if len(written) < 2 or not all(name in fields for name in written):  # noqa: PLR2004
        return
    message = f"`{written[1]}` can't go with `{written[0]}`: an exercise has one kind only"
    report.error(fields[written[1]].key, "two-kinds", message, _keep_one(fields))


def _empty(node: Node | None) -> bool:
    return isinstance(node, Scalar) and not node.text


def _keep_one(fields: Fields) -> str:
    """Return what to write for two kinds; `for` with `phases` means how long to repeat them."""
    phases = fields.take("phases", ())
    if "phases" in fields.names and "every" in fields.names:
        return "delete `every`: a rep lasts as long as its phases do"
    lengths = [phase.take("for") for phase in phases]
    whole = fields.take("for")
    if lengths and None not in lengths and isinstance(whole, Range):
        reps = round(whole.low / sum(length.low for length in lengths))
        if reps > 1:
            length = duration_text(whole.low)
            return f"to go on for {length}, write `reps: {reps}` instead of `for`"
    return "keep one of them, or make two exercises"


@rule("no-kind", "note: Ten times.", "reps: 10")
def no_kind(fields: Fields, report: Report) -> None:
    """An exercise needs one of `hold`, `phases`, `for`, `steps`, `until`, `every`, or `reps`.

    `reps` alone are done at the person's own pace. Without any of these nobody knows what to do.
    """
    if fields.names & set(KINDS) or fields.meant & set(KINDS):
        return  # it couldn't be read or is misspelled, which has been reported
    if {"reps", "reps_per_set"} & (fields.names | fields.meant):
        return  # at the person's own pace
    if fields.unread("breathing"):
        return  # `breathing` was meant as the kind, which has been reported
    message = (
        "this exercise needs one of `hold`, `phases`, `for`, `steps`, `until`, `every`, `reps`"
    )
    hint = "add the one that fits, such as `hold: 10 s`, or `reps: 10` at one's own pace"
    if fields.names <= {"name", "note", "picture", "load", "equipment", "care"}:
        hint += "; advice that isn't an exercise belongs in `before` or `after`"
    report.error(fields.name_node, "no-kind", message, hint)


@rule(
    "misplaced-key",
    "every: 4 s\nreps: 10\nagain: Lift it again.",
    "hold: 4 s\nreps: 10\nagain: Lift it again.",
)
def misplaced(fields: Fields, report: Report) -> None:
    """Some keys work only in certain kinds of exercise; in the others they would do nothing."""
    kind = kind_of(fields.names)
    for key in EXERCISE.keys:
        kinds = key.only_with.split()
        if not kinds or kind is None or kind in kinds or key.name not in fields:
            continue
        if key.name == "at_most" and "wait" in fields:
            continue
        message = f"`{key.name}` does nothing in an exercise with `{kind}`"
        hint = _in_breaths(fields) if key.name == "breathing" else ""
        hint = hint or _where(key.name, kind, kinds)
        report.error(fields[key.name].key, "misplaced-key", message, hint)


def _in_breaths(fields: Fields) -> str:
    """Return what to write for `for` with `breathing`: a hold of as many breaths."""
    whole = fields.take("for")
    if not isinstance(whole, Range):
        return ""
    pace = fields.take("breathing")
    breath_s = pace.take("in", BREATH_S[0]) + pace.take("out", BREATH_S[1])
    breaths = max(1, round(whole.low / breath_s))
    return f"write `hold: {breaths} breaths` instead of `for`"


def _where(name: str, kind: str, kinds: list[str]) -> str:
    """Return what to do with a key that does nothing in this kind of exercise."""
    if kind in {"phases", "steps"} and name in {"say", "short", "remind"}:
        one = "phase" if kind == "phases" else "step"
        return f"move it to a {one}" if name != "remind" else f"put it in the words of a {one}"
    return f"delete it; it only works with {one_of(sorted(kinds))}"


@rule(
    "no-breaths",
    "hold: 30 s\nbreathing:\n  in: 4 s\n  out: 6 s",
    "hold: 3 breaths\nbreathing:\n  in: 4 s\n  out: 6 s",
)
def breathing_without_breaths(fields: Fields, report: Report) -> None:
    """`breathing` sets the pace of a hold in breaths; a hold with a time has no breaths to pace."""
    hold = fields.take("hold")
    if hold is not None and hold.breaths is None and "breathing" in fields:
        message = "`breathing` sets the pace of a hold in breaths, but this hold is a time"
        key = fields["breathing"].key
        report.error(key, "no-breaths", message, "write `hold: 5 breaths`")


@rule(
    "no-wait",
    "steps:\n  - say: Pack on.\n    for: 20 min\n    at_most: 2 min",
    "steps:\n  - say: Pack on.\n    for: 20 min\n    wait: until ready\n    at_most: 2 min",
)
def cap_without_wait(step: Fields, report: Report) -> None:
    """`at_most` limits how long a step waits, so it needs `wait: until ready` as well."""
    if "at_most" in step and "wait" not in step:
        message = "`at_most` limits `wait`, but this step doesn't wait"
        report.error(step["at_most"].key, "no-wait", message, "add `wait: until ready`")


@rule("missing-key", "until: you stop", "until: you stop\nat_most: 60 s")
def needs_with_kind(fields: Fields, report: Report) -> None:
    """`until: you stop` needs a time limit in `at_most`, and `every` needs `reps`."""
    if "until" in fields and "at_most" not in fields.names | fields.meant:
        message, hint = "`until: you stop` needs a time limit", "add `at_most: 60 s`"
        report.error(fields["until"].key, "missing-key", message, hint)
    if "every" in fields and not {"reps", "reps_per_set"} & fields.names:
        message, hint = "`every` sets the pace of reps, but `reps` is missing", "add `reps: 10`"
        report.error(fields["every"].key, "missing-key", message, hint)


RULES = (
    two_kinds, no_kind, misplaced, breathing_without_breaths, needs_with_kind, sides,
)  # fmt: skip
"""The rules about an exercise's keys together, in the order in which they run."""
