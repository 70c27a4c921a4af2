"""How often and on which side: the words of an exercise's dose, held against each other."""

from __future__ import annotations

from coach.format.fields import Fields
from coach.format.values import Report
from coach.model.routine import Dose, Hold, Kind, Sides
from coach.model.units import Range

ONCE = Range(1, 1)


def dose_of(fields: Fields, kind: Kind, report: Report) -> Dose:
    """Return how often, with what does not agree reported."""
    reps: tuple[Range[int], ...] = (fields.take("reps", ONCE),)
    sets: Range[int] = fields.take("sets", ONCE)
    if "reps_per_set" in fields:
        each = fields.take("reps_per_set")
        reps = tuple(Range(n, n) for n in each)
        _must_equal(fields, "sets", len(each), "`reps_per_set` has {} sets", report)
        sets = Range(len(each), len(each))
        if "reps" in fields:
            message = "`reps` and `reps_per_set` say the same thing twice"
            report.error(fields["reps"].key, "two-doses", message, "keep `reps_per_set`")
    if isinstance(kind, Hold) and len(kind.times_s) > 1:
        listed = len(kind.times_s)
        _must_equal(
            fields, "reps", listed, "the list of `hold` has a time for each of {} reps", report
        )
        if "reps_per_set" in fields and any(r.low != listed for r in reps):
            message = f"the list of `hold` has a time for each of {listed} reps"
            hint = "give every set as many reps, or leave `reps_per_set` out"
            report.error(fields["reps_per_set"].key, "two-doses", message, hint)
        reps = tuple(Range(listed, listed) for _ in reps)
    return Dose(
        reps=reps,
        sets=sets,
        rest_between_reps_s=fields.take("rest_between_reps"),
        rest_between_sets_s=fields.take("rest_between_sets"),
        rest_s=fields.take("rest"),
    )


def _must_equal(fields: Fields, word: str, number: int, because: str, report: Report) -> None:
    if word in fields and fields.take(word) != Range(number, number):
        hint = f"write `{word}: {number}`, or leave it out"
        report.error(fields[word].node, "two-doses", because.format(number), hint)


def says_side(fields: Fields) -> bool:
    """Whether `side` stands there, read or not, or seems to be meant by another word."""
    return "side" in fields.names or "side" in fields.meant


def sides_of(fields: Fields, report: Report) -> Sides | None:
    """Return which sides, None without any; with what does not agree reported."""
    if "side" not in fields:
        if says_side(fields):
            return None  # it could not be read, and that has been said
        if fields.take("one_sided"):
            message = "this exercise is one-sided, and it is not said which side"
            hint = "add `side: each` (or `left`, `right`, `alternating`)"
            report.error(fields.name_node, "no-side", message, hint)
            return None
        for word in ("start_side", "count_sides", "change_side"):
            if word in fields and fields[word].node.source is fields.at.source:
                message = f"`{word}` needs `side` beside it"
                report.error(fields[word].key, "no-side", message, "add `side: each`")
        return None
    if fields.take("count_sides") == "separately" and fields.take("side") != "alternating":
        message = "`count_sides: separately` needs sides that alternate"
        report.error(fields["count_sides"].key, "no-side", message, "write `side: alternating`")
    return Sides(
        rule=fields.take("side"),
        start=fields.take("start_side", "left"),
        change_s=fields.take("change_side"),
        count_separately=fields.take("count_sides") == "separately",
    )
