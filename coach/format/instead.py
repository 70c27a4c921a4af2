"""What to write instead, where two words of an exercise do not go together."""

from __future__ import annotations

from coach.format.fields import Fields
from coach.format.values import one_of
from coach.model.units import Range, duration_text

BREATH_S = (4.0, 6.0)
"""A breath in and out where `breathing` is left out (design: in 4 s, out 6 s)."""


def keep_one(fields: Fields) -> str:
    """Return what to write for two kinds: `for` beside phases is how long they are gone through."""
    phases = fields.take("phases", ())
    if "phases" in fields.names and "every" in fields.names:
        return "delete `every`: a rep lasts as long as its phases do"
    lengths = [phase.take("for") for phase in phases]
    whole = fields.take("for")
    if lengths and None not in lengths and isinstance(whole, Range):
        reps = round(whole.low / sum(length.low for length in lengths))
        if reps > 1:
            return (
                f"to go on for {duration_text(whole.low)}, write `reps: {reps}` in place of `for`"
            )
    return "keep one; make two exercises of it otherwise"


def in_breaths(fields: Fields) -> str:
    """Return what to write for a time that was meant to be breathed through at a pace."""
    whole = fields.take("for")
    if not isinstance(whole, Range):
        return ""
    pace = fields.take("breathing")
    breath_s = pace.take("in", BREATH_S[0]) + pace.take("out", BREATH_S[1])
    breaths = max(1, round(whole.low / breath_s))
    return f"write `hold: {breaths} breaths` in place of `for`"


def where(word: str, kind: str, kinds: frozenset[str]) -> str:
    """Return what to do with a word that is not heard in this kind of exercise."""
    if kind in {"phases", "steps"} and word in {"say", "short", "remind"}:
        one = "phase" if kind == "phases" else "step"
        return f"move it to a {one}" if word != "remind" else f"say it in a {one}'s words"
    return f"delete it; it goes with {one_of(sorted(kinds))}"
