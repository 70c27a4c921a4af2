"""The fuzzer's corpus and a few of its mutations, in every run of the tests."""

from __future__ import annotations

import random

from fuzz_format import corpus, mutated, one_input


def test_every_seed_gives_problems_or_a_timeline() -> None:
    assert {one_input(data) for data in corpus()} == {"problems", "a timeline"}


def test_mutations_give_problems_or_a_timeline() -> None:
    rng, seeds = random.Random(7), corpus()  # noqa: S311 - the same ones every time
    outcomes = [one_input(mutated(rng.choice(seeds), seeds, rng)) for _ in range(500)]
    assert set(outcomes) <= {"problems", "a timeline", "another language"}
    assert outcomes.count("a timeline") > 50
