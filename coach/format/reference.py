"""The format's JSON Schema and tables of keys, from the table that the parser uses."""

from __future__ import annotations

from itertools import combinations

from coach.format.blocks import Block
from coach.format.schema import BLOCKS, EXERCISE, KINDS, ROUTINE
from coach.format.values import Schema

_WITH_A_CAP = ("until", "wait", "reps", "reps_per_set", "use")


def json_schema() -> Schema:
    """Return the JSON Schema of routine files and library exercises."""
    named: Schema = {"anyOf": [{"required": ["name"]}, {"required": ["use"]}]}
    whole: Schema = {"anyOf": [{"required": ["exercises"]}, {"required": ["format"]}]}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Coach routine, format 1",
        "if": {"allOf": [named, {"not": whole}]},
        "then": {"$ref": "#/definitions/exercise"},
        "else": {"$ref": "#/definitions/routine"},
        "definitions": {"routine": ROUTINE.schema(), "exercise": EXERCISE.schema()},
    }


def keys_together() -> Schema:
    """Return the schema's rules about how the keys of an exercise go together."""
    needs: list[Schema] = [{"required": [name]} for name in (*KINDS, "reps", "reps_per_set")]
    rules: list[Schema] = [
        {"anyOf": [{"required": ["name"]}, {"required": ["use"]}]},
        {"anyOf": [{"required": ["use"]}, *needs]},
        {"not": {"anyOf": [{"required": [*two]} for two in combinations(KINDS, 2)]}},
        _if("until", {"anyOf": [{"required": ["at_most"]}, {"required": ["use"]}]}),
        _if("every", {"anyOf": [{"required": [n]} for n in ("reps", "reps_per_set", "use")]}),
        _if("at_most", {"anyOf": [{"required": [n]} for n in _WITH_A_CAP]}),
        _if("breathing", {"properties": {"hold": {"pattern": "[bB][rR][eE][aA][tT][hH]"}}}),
    ]
    for kind in KINDS:
        unheard = [
            key.name
            for key in EXERCISE.keys
            if key.only_with and kind not in key.only_with.split() and key.name != "at_most"
        ]
        if unheard:
            rules.append(_if(kind, {"properties": dict.fromkeys(unheard, False)}))
    return {"allOf": rules}


def _if(name: str, then: Schema) -> Schema:
    return {"if": {"required": [name]}, "then": then}


EXERCISE.needs.update(keys_together())


def reference() -> str:
    """Return the tables of all keys as Markdown."""
    return "\n".join(_table(block) for block in BLOCKS)


def _table(block: Block) -> str:
    name = block.name.replace("`", "")
    heading = name[:1].upper() + name[1:]
    rows = [f"### {heading}", "", "| key | takes | meaning |", "| --- | --- | --- |"]
    for key in block.keys:
        needed = " (required)" if key.required else ""
        rows.append(f"| `{key.name}`{needed} | {key.value.expects} | {key.doc} |")
    return "\n".join([*rows, ""])


if __name__ == "__main__":
    print(reference())  # noqa: T201 - it is the output
