"""The schema: every key of the format in one place, and nothing twice."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import jsonschema
import pytest
from sample_routines import exercises_of

from coach.format.blocks import Block, Key
from coach.format.parts import PHASE
from coach.format.reference import json_schema, reference
from coach.format.schema import BLOCKS, EXERCISE, KINDS, ROUTINE
from coach.model.routine import Dose, Exercise, Routine, Sides

KEYS = [pytest.param(b, key, id=f"{b.id}-{key.name}") for b in BLOCKS for key in b.keys]
MODELS: dict[str, Any] = {"routine": Routine, "exercise": Exercise}
GROUPS: dict[str, Any] = {"dose": Dose, "sides": Sides}
BUILT = {"facts", "count"}
"""Fields that `build` puts together: facts, which are only printed, and how sides are counted."""


# The JSON schema has the same keys as the table, and requires the same ones.
def test_schema_has_the_keys_of_the_table() -> None:
    schema = ROUTINE.schema()
    assert list(schema["properties"]) == [key.name for key in ROUTINE.keys]
    assert schema["required"] == ["format", "title", "language", "exercises"]
    assert schema["additionalProperties"] is False


def test_the_schema_is_valid_and_has_every_block() -> None:
    schema = json_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    text = str(schema)
    for block in BLOCKS:
        assert all(f"'{key.name}':" in text for key in block.keys), block.id


@pytest.mark.parametrize(("block", "key"), KEYS)
def test_a_key_is_described(block: Block, key: Key) -> None:
    assert key.doc[-1] in ".)"
    assert key.value.expects
    row = (
        f"| `{key.name}`{' (required)' if key.required else ''} | {key.value.expects} | {key.doc} |"
    )
    assert row in reference()
    assert block.by_name[key.name] is key


@pytest.mark.parametrize(("block", "key"), KEYS)
def test_the_field_of_a_key_exists_in_the_model(block: Block, key: Key) -> None:
    group, _, name = key.field.rpartition(".")
    model = GROUPS[group] if group else MODELS.get(block.id, block.model)
    if name and is_dataclass(model) and name not in BUILT:
        assert name in {field.name for field in fields(model)}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.id)
def test_an_alias_belongs_to_one_key_and_is_not_a_key(block: Block) -> None:
    aliases = [alias for key in block.keys for alias in key.aliases.split()]
    assert len(aliases) == len(set(aliases))
    assert not set(aliases) & set(block.by_name)
    assert len(block.by_name) == len(block.keys)


def test_only_with_names_existing_kinds() -> None:
    for key in EXERCISE.keys:
        assert set(key.only_with.split()) <= {*KINDS, "wait", "reps"}


# Each fact is labelled with its key, in the order of the table.
def test_facts_are_the_keys_that_are_only_printed() -> None:
    facts = [key.name for key in EXERCISE.keys if key.field == "facts"]
    lines = "".join(f"  {name}: Something\n" for name in reversed(facts))
    (exercise,) = exercises_of(f"- name: A\n  hold: 9 s\n{lines}")
    assert exercise.facts == tuple((name, "Something") for name in facts)
    assert {"load", "note", "equipment"} <= set(facts)
    assert exercise.fact("load") == "Something"


def test_several_pieces_of_equipment_are_one_fact() -> None:
    (exercise,) = exercises_of("- name: A\n  hold: 9 s\n  equipment: [mat, towel]\n")
    assert exercise.fact("equipment") == "mat, towel"
    assert not exercise.fact("note")


def test_the_usual_keys_of_a_block_are_among_its_keys() -> None:
    for block in BLOCKS:
        assert set(block.usual) <= set(block.by_name)
    assert PHASE.by_name["say"].required
