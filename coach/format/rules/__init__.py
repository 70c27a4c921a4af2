"""The rules of the format, one module for each family.

A rule about something that YAML can't read takes a `Failure`; one about the shape of a block takes
its node; one about several keys takes the `Fields` of a block. All of them produce diagnoses, and
`coach.model.rules.RULES` lists them for the documentation.
"""

from __future__ import annotations

from coach.format.diagnosis import Diagnosis
from coach.format.rules import blocks, doses, indentation, keys, lists, phases, syntax, texts
from coach.format.source import Source
from coach.format.tree import Failure, StartMarkError

_SYNTAX = (
    syntax.quotes,
    syntax.quote_above,
    syntax.tab,
    syntax.lone_colon,
    lists.bullet,
    lists.nameless,
    lists.unheaded,
    syntax.special_start,
    syntax.in_braces,
    syntax.second_colon,
    syntax.colon_in_continuation,
    syntax.missing_space,
    syntax.missing_colon,
    indentation.misplaced,
)
"""Tried in this order on something that YAML can't read, until one returns a diagnosis."""

precheck = indentation.below_dash


def explain(found: Failure | StartMarkError, source: Source) -> Diagnosis:
    """Return what an author most likely meant by something that YAML can't read."""
    if isinstance(found, StartMarkError):
        return syntax.start_mark(found, source)
    for rule in _SYNTAX:
        diagnosis = rule(found)
        if diagnosis is not None:
            return diagnosis
    return syntax.unreadable(found)


__all__ = ["blocks", "doses", "explain", "keys", "phases", "precheck", "texts"]
