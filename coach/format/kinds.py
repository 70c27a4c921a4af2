"""The kinds of exercise, of which each is one, and the words that are heard in each."""

from __future__ import annotations

from itertools import combinations

from coach.format.values import Schema

KINDS = ("hold", "phases", "for", "steps", "until", "every")
"""The words of which an exercise has exactly one."""
BELONGS: dict[str, frozenset[str]] = {
    "remind": frozenset({"hold", "for", "until"}),
    "release": frozenset({"hold", "for", "until", "steps"}),
    "say": frozenset({"hold", "for", "until", "every"}),
    "short": frozenset({"hold", "for", "until", "every"}),
    "breathing": frozenset({"hold"}),
    "at_most": frozenset({"until"}),
}
"""The kinds of exercise in which a word is heard; in the others it would do nothing."""


def rules() -> Schema:
    """Return what an exercise's schema says of several words together."""
    needs: list[Schema] = [{"required": [word]} for word in KINDS]
    rules: list[Schema] = [
        {"anyOf": [{"required": ["name"]}, {"required": ["use"]}]},
        {"anyOf": [{"required": ["use"]}, *needs]},
        {"not": {"anyOf": [{"required": [*two]} for two in combinations(KINDS, 2)]}},
        {
            "if": {"required": ["until"]},
            "then": {"anyOf": [{"required": ["at_most"]}, {"required": ["use"]}]},
        },
        {
            "if": {"required": ["every"]},
            "then": {"anyOf": [{"required": [word]} for word in ("reps", "reps_per_set", "use")]},
        },
    ]
    some: list[Schema] = [{"required": [word]} for word in ("until", "wait", "use")]
    rules.append({"if": {"required": ["at_most"]}, "then": {"anyOf": some}})
    breaths: Schema = {"properties": {"hold": {"pattern": "[bB][rR][eE][aA][tT][hH]"}}}
    rules.append({"if": {"required": ["breathing"]}, "then": breaths})
    for kind in KINDS:
        unheard = [w for w, kinds in BELONGS.items() if kind not in kinds and w != "at_most"]
        if unheard:
            rules.append(
                {"if": {"required": [kind]}, "then": {"properties": dict.fromkeys(unheard, False)}}
            )
    return {"allOf": rules}
