"""The format for editors and for readers, from the same table that reads it."""

from __future__ import annotations

from coach.format.blocks import Block
from coach.format.values import Schema
from coach.format.words import (
    BREATHING,
    CIRCUIT,
    EXERCISE,
    PHASE,
    PROGRESS,
    REMIND,
    REST,
    ROUTINE,
    SCHEDULE,
    STEP,
    VOICE,
)

BLOCKS = (
    ROUTINE, EXERCISE, PHASE, STEP, REMIND, BREATHING, PROGRESS, CIRCUIT, REST, SCHEDULE, VOICE,
)  # fmt: skip


def json_schema() -> Schema:
    """Return the JSON Schema of a routine's file, or of a library exercise's.

    Draft 7: editors know no later one well.
    """
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


def reference() -> str:
    """Return the tables of all words, as Markdown."""
    return "\n".join(_table(block) for block in BLOCKS)


def _table(block: Block) -> str:
    name = block.name.replace("`", "")
    heading = name[:1].upper() + name[1:]
    rows = [f"### {heading}", "", "| word | takes | meaning |", "| --- | --- | --- |"]
    for word in block.words:
        required = " (needed)" if word.required else ""
        rows.append(f"| `{word.name}`{required} | {word.value.expects} | {word.says} |")
    return "\n".join([*rows, ""])


if __name__ == "__main__":
    print(reference())  # noqa: T201 - for the page of the reference
