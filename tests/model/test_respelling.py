"""Words respelled for the voice as they sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.model.respelling import respeller


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Do ten reps.", "Do ten repetitions."),
        ("Reps, reps: REPS!", "repetitions, repetitions: repetitions!"),
        ("Bicepreps and repsy stay.", "Bicepreps and repsy stay."),
        ("The 90-90 pose", "The ninety ninety pose"),
        ("In the 90-90  breathing", "In the quiet breathing"),
        ("Don\u2019t arch", "Do not arch"),
        ("Don't arch", "Do not arch"),
        ("90", "reps"),  # a respelling is not respelled again
    ],
)
def test_whole_words_are_respelled_longest_first(text: str, heard: str) -> None:
    pairs = (
        ("90", "reps"),
        ("reps", "repetitions"),
        ("90-90", "ninety ninety"),
        ("90-90 breathing", "quiet breathing"),
        ("don't", "Do not"),
    )
    assert respeller(pairs)(text) == heard


def test_scripts_without_spaces_are_respelled_anywhere() -> None:
    assert respeller((("腿筋", "たいきん"),))("左腿筋を伸ばす") == "左たいきんを伸ばす"


def test_composed_and_combining_accents_match() -> None:
    composed, combining = "fléchis", "fle\u0301chis"
    for word in (composed, combining):
        respell = respeller(((word, "pliez"),))
        assert respell(f"Puis {composed}, {combining}.") == "Puis pliez, pliez."
        assert respell(f"{combining}sez") == f"{composed}sez"


@given(st.text(), st.lists(st.tuples(st.text(), st.text(min_size=1))))
def test_any_text_can_be_respelled(text: str, pairs: list[tuple[str, str]]) -> None:
    assert isinstance(respeller(tuple(pairs))(text), str)
