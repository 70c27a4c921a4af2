"""The format for editors and for readers, from the same table that reads it."""

from __future__ import annotations

from coach.reader.blocks import Block
from coach.reader.values import Schema
from coach.reader.words import (
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

_BLOCKS = (
    ROUTINE, EXERCISE, PHASE, STEP, REMIND, BREATHING, PROGRESS, CIRCUIT, REST, SCHEDULE, VOICE,
)  # fmt: skip


def json_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a routine file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Coach routine, format 1",
        **ROUTINE.schema(),
    }


def reference() -> str:
    """Return the tables of all words, as Markdown."""
    return "\n".join(_table(block) for block in _BLOCKS)


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
