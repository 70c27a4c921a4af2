"""What Coach itself says, in each language that it has."""

from __future__ import annotations

import pytest

from coach.phrases import languages, load
from coach.problems import ChoiceError
from coach.routine import KNOWN_POSITIONS, SIDES, Position

EN = load("en")


@pytest.mark.parametrize("tag", ["en", "en-US", "en-GB"])
def test_language_falls_back_to_its_base(tag: str) -> None:
    assert load(tag).language == "en"


def test_language_that_is_not_there() -> None:
    with pytest.raises(ChoiceError) as raised:
        load("xx-YY")
    assert str(raised.value) == (
        "Coach has no phrases of its own in `xx-YY` yet; it speaks "
        f"{', '.join(languages())}. Set `language:` to one of these."
    )


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "one second"),
        (1, "one second"),
        (5, "five seconds"),
        (20.4, "twenty seconds"),
        (30, "30 seconds"),
        (60, "one minute"),
        (90, "one minute and 30 seconds"),
        (121, "two minutes and one second"),
        (5400, "one hour and 30 minutes"),
    ],
)
def test_time(seconds: float, said: str) -> None:
    assert EN.time(seconds) == said


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0."), (1, "One."), (20, "Twenty."), (21, "21."), (100, "100.")]
)
def test_count(n: int, said: str) -> None:
    assert EN.count(n) == said


# Whatever position a routine may name, every language says how to get into it.
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", sorted({p.name for p in KNOWN_POSITIONS.values()}))
def test_every_known_position_has_its_words(language: str, name: str) -> None:
    words = load(language).move(KNOWN_POSITIONS[name])
    assert words
    assert "{" not in words


def test_other_position_is_taken_as_it_is() -> None:
    assert EN.move(Position("half way up")) == "Take this position: half way up."


# Every language has the phrases of English, each for the sides and numbers that English has.
@pytest.mark.parametrize("language", languages())
def test_every_language_is_whole(language: str) -> None:
    table = load(language).table
    assert set(table) == set(EN.table)
    for phrase, words in EN.table.items():
        assert type(table[phrase]) is type(words), phrase
        if isinstance(words, dict):
            assert set(table[phrase]) == set(words), phrase


@pytest.mark.parametrize("language", languages())
def test_sides_are_told_apart(language: str) -> None:
    phrases = load(language)
    for phrase in ("side_word", "side_first", "side_only", "change_side", "change_rep"):
        left, right = (phrases.by_side(phrase, side) for side in SIDES)
        assert left != right, phrase


# "The other one" says nothing to a person who has lost count.
def test_sides_are_named() -> None:
    said = [EN.by_side(phrase, "left") for phrase in ("side_first", "side_only", "change_side")]
    assert said == ["Left side first.", "Left side.", "Change sides. Now the left."]
    assert EN.several("remind")
