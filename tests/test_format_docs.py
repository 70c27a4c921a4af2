"""The table of keys, the JSON Schema and the page for authors agree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml

from coach.cli import run
from coach.format.reference import json_schema, reference
from coach.library import bundled_folder, template
from coach.reference import writing_routines

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "writing-routines.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
STARTER = ROOT / "tests" / "golden" / "back-starter.yaml"


class Yaml12Loader(yaml.SafeLoader):
    """PyYAML without the guesses of YAML 1.1 that editors don't share."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own name and type
        first: [(tag, regexp) for tag, regexp in resolvers if tag.endswith((":int", ":null"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def routines() -> Iterator[tuple[str, str]]:
    for path in sorted(bundled_folder().glob("*.yaml")):
        yield path.stem, path.read_text(encoding="utf-8")
    for path in sorted((bundled_folder() / "exercises").glob("*.yaml")):
        yield f"the exercise {path.stem}", path.read_text(encoding="utf-8")
    yield "template", template().decode()
    yield "the first example", STARTER.read_text(encoding="utf-8")
    yield "README", code_blocks(README)[0]


def code_blocks(page: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


@cache
def validator() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json_schema())


def validate(text: str) -> None:
    """Validate a routine as editors do; they read YAML 1.2, which has no dates."""
    node = yaml.load(text, Loader=Yaml12Loader)  # noqa: S506 - a safe loader, with fewer guesses
    validator().validate(node)


@pytest.mark.parametrize(("name", "text"), [pytest.param(n, t, id=n) for n, t in routines()])
def test_every_routine_that_comes_with_coach_fits_the_schema(name: str, text: str) -> None:
    assert name
    validate(text)


PROBLEMS = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
BEYOND_THE_SCHEMA = {
    "backwards", "braces", "bullet", "colon", "comma", "doubled-key", "hidden-character",
    "indentation", "needs-quotes", "no-colon", "no-side", "no-space", "quotes", "too-large",
    "too-many-prompts", "two-documents", "two-doses", "unknown-exercise", "week-order", "yaml",
    "picture",  # whether an image file exists and is complete
}  # fmt: skip
"""Errors that a schema can't see: in YAML itself, between two values, or in a number's size."""


def examples(kind: str) -> list[tuple[str, str]]:
    """Return the examples in `docs/problems.md` with their codes, as complete routines."""
    head = "format: 1\ntitle: T\nlanguage: en-US\n"
    found = []
    for section in re.split(r"^## ", PROBLEMS, flags=re.MULTILINE)[1:]:
        code = section.split("\n", 1)[0]
        fence = rf"^```yaml {kind}\n(.*?)^```"
        found += [(code, head + e) for e in re.findall(fence, section, re.MULTILINE | re.DOTALL)]
    return found


def test_every_right_example_fits_the_schema() -> None:
    for _, text in examples("right"):
        validate(text)


# The wrong examples in `docs/problems.md` are refused by the schema too, where a schema can.
def test_wrong_examples_are_refused_by_the_schema(tmp_path: Path) -> None:
    accepted = set()
    for code, text in examples("wrong"):
        path = tmp_path / "wrong.yaml"
        path.write_text(text, encoding="utf-8")
        if run(["check", str(path)]) == 0:
            continue
        with suppress(yaml.YAMLError, jsonschema.ValidationError):
            validate(text)
            accepted.add(code)
    assert accepted <= BEYOND_THE_SCHEMA


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("title: Back starter", "titel: Back starter"),
        ("reps: 2", "reps: 2 times"),
        ("hold: 30 s", "hold: {for: 30 s}"),
        ("hold: 30 s", "hold: 30"),
        ("every: 12 s", "every: often"),
        ("reps: 5 to 10", "reps: a few"),
        ("for: 5 s", "for: 5"),
        ("breath: in", "breath: inwards"),
        ("count: down", "count: backwards"),
        ("hold: 30 s", "hold: 30 s\n    for: 2 min"),
        ("hold: 30 s", "until: you stop"),
        ("hold: 30 s", "every: 4 s\n    release: Let go."),
        ("    hold: 30 s\n    reps: 2\n", ""),
        ("  - name: Child's Pose\n    position", "  - position"),
        ("release: ", "picture: ../knee.png\n    release: "),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(right: str, wrong: str, tmp_path: Path) -> None:
    text = STARTER.read_text(encoding="utf-8")
    assert right in text
    broken = text.replace(right, wrong, 1)
    with pytest.raises(jsonschema.ValidationError):
        validate(broken)
    path = tmp_path / "broken.yaml"
    path.write_text(broken, encoding="utf-8")
    assert run(["check", str(path)]) == 1


def test_the_schema_is_valid_and_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema == json_schema()
    jsonschema.Draft7Validator.check_schema(schema)


def test_the_page_for_authors_has_the_table_of_all_keys() -> None:
    assert reference().strip() in PAGE, "run `python -m coach.reference` to regenerate the table"
    assert writing_routines(PAGE) == PAGE


def test_the_readmes_routine_has_no_problems(tmp_path: Path) -> None:
    path = tmp_path / "morning.yaml"
    path.write_text(code_blocks(README)[0], encoding="utf-8")
    assert run(["check", "--strict", str(path)]) == 0


def test_the_readmes_first_commands_are_one_line_each() -> None:
    lines = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
    assert [line.split("&&")[-1].strip() for line in lines] == [
        ".venv/bin/coach play lower-back",
        ".venv/bin/python -m pytest",
    ]


def test_the_readmes_transcript_matches_the_output(capsys: pytest.CaptureFixture[str]) -> None:
    (transcript,) = re.findall(r"\$ coach play lower-back --dry-run\n(.*?)```", README, re.DOTALL)
    assert run(["play", "lower-back", "--dry-run"]) == 0
    printed = capsys.readouterr().out
    for part in transcript.split("   ...\n"):
        assert part in printed


def test_the_exercises_of_the_library_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list"]) == 0
    listed = capsys.readouterr().out.split("Library exercises for `use`\n")[1]
    names = [name.strip() for name in listed.replace("\n", " ").split(",")]
    assert names == sorted(path.stem for path in (bundled_folder() / "exercises").glob("*.yaml"))
