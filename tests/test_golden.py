"""Golden timetables that use every key of the format: what is heard, and when, as plain text.

Every word takes half a second here. `python tests/test_golden.py` regenerates them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tempo import half_a_second_a_word

from coach.export.timetable import Heading, as_table
from coach.format import compose_file
from coach.format.schema import BLOCKS
from coach.format.tree import Mapping, Node, Scalar, Sequence
from coach.library import bundled_folder, read
from coach.model.problems import as_text
from coach.phrases import load
from coach.planning import Choices, plan
from coach.scheduling import schedule

GOLDEN = Path(__file__).parent / "golden"
CHOICES = {
    "back-starter": Choices(),
    "course": Choices(week=3, easier=frozenset({"Sit to stand"}), harder=frozenset({"Wall sit"})),
    "doses": Choices(intro="none"),
    "sides": Choices(intro="none"),
    "steps": Choices(),
}
NOT_IN_TIMETABLES = {"tones", "say_as", "words_per_minute"}
"""Keys that change how something sounds but not a timetable; other tests cover them."""
IN_THE_LIBRARY = {"one_sided"}


def timetable(name: str) -> str:
    reading = read(GOLDEN / f"{name}.yaml")
    assert reading.routine is not None, "\n".join(map(as_text, reading.problems))
    made = plan(reading.routine, CHOICES[name], load("en"))
    timeline = schedule(made, half_a_second_a_word)
    return as_table(timeline, Heading(reading.routine.title, reading.routine.language))


@pytest.mark.parametrize("name", CHOICES)
def test_a_timetable_matches_its_golden_file(name: str) -> None:
    assert timetable(name) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def keys_of(node: Node) -> set[str]:
    """Return all keys of a file, at every depth."""
    if isinstance(node, Sequence):
        return set().union(*map(keys_of, node.items))
    if not isinstance(node, Mapping):
        return set()
    inside = [keys_of(value) for _, value in node.entries]
    return {key.text for key, _ in node.entries if isinstance(key, Scalar)}.union(*inside)


def used_keys(path: Path) -> set[str]:
    node, _, _ = compose_file(path.read_bytes(), path.name)
    assert node is not None
    return keys_of(node)


# Facts are only printed, so they are in no timetable.
def test_every_key_of_the_format_is_in_a_golden_timetable() -> None:
    keys = {key.name for block in BLOCKS for key in block.keys if key.field != "facts"}
    golden = set().union(*(used_keys(GOLDEN / f"{name}.yaml") for name in CHOICES))
    library = set().union(*map(used_keys, (bundled_folder() / "exercises").glob("*.yaml")))
    assert keys - golden == NOT_IN_TIMETABLES | IN_THE_LIBRARY
    assert library >= IN_THE_LIBRARY


if __name__ == "__main__":
    for golden_name in CHOICES:
        (GOLDEN / f"{golden_name}.txt").write_text(timetable(golden_name), encoding="utf-8")
