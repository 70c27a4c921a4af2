"""How prompts are said: words spelled as they sound, and an exercise's own pace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tempo import half_a_second_a_word, routine_of, timeline_of

from coach.export.timetable import Heading, as_json, as_table
from coach.model.respelling import respeller
from coach.model.timeline import Timeline
from coach.phrases import load
from coach.planning import Choices, plan
from coach.scheduling import schedule


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
        ("90", "reps"),  # what stands in for a word is not looked through again
    ],
)
def test_whole_words_are_respelled_the_longest_first(text: str, heard: str) -> None:
    pairs = (
        ("90", "reps"),
        ("reps", "repetitions"),
        ("90-90", "ninety ninety"),
        ("90-90 breathing", "quiet breathing"),
        ("don't", "Do not"),
    )
    assert respeller(pairs)(text) == heard


def test_where_no_space_says_where_a_word_begins_every_place_counts() -> None:
    assert respeller((("腿筋", "たいきん"),))("左腿筋を伸ばす") == "左たいきんを伸ばす"


def test_an_accent_may_be_a_part_of_its_letter_or_stand_beside_it() -> None:
    whole, loose = "fléchis", "fle\u0301chis"
    for word in (whole, loose):
        respell = respeller(((word, "pliez"),))
        assert respell(f"Puis {whole}, {loose}.") == "Puis pliez, pliez."
        assert respell(f"{loose}sez") == f"{whole}sez"


@given(st.text(), st.lists(st.tuples(st.text(), st.text(min_size=1))))
def test_any_words_and_texts_can_be_respelled(text: str, pairs: list[tuple[str, str]]) -> None:
    assert isinstance(respeller(tuple(pairs))(text), str)


SAY_AS = """
voice: {say_as: {glutes: gloots, Cat-Cow: cat cow}}
exercises:
  - name: Glutes
    set_up: Squeeze your glutes and quads.
    hold: 10 s
    voice: {say_as: {quads: kwods}}
  - name: Cat-Cow
    hold: 10 s
    release: Rest your glutes and quads.
    voice: {say_as: {glutes: glootz}}
"""


def spoken(timeline: Timeline) -> dict[str, str]:
    return {cue.text: cue.spoken for cue in timeline.cues if cue.spoken}


def test_a_routine_s_words_hold_for_each_exercise_and_an_exercise_s_own_come_first() -> None:
    assert spoken(timeline_of(SAY_AS)) == {
        "Glutes": "gloots",
        "Squeeze your glutes and quads.": "Squeeze your gloots and kwods.",
        "Next: Cat-Cow.": "Next: cat cow.",
        "Cat-Cow": "cat cow",
        "Rest your glutes and quads.": "Rest your glootz and quads.",
    }


def test_what_is_shown_and_written_stays_as_the_author_wrote_it() -> None:
    timeline = timeline_of(SAY_AS)
    heading = Heading("Test", "en-US")
    for shown in (as_table(timeline, heading), as_json(timeline, heading)):
        assert "gloo" not in shown
        assert "Squeeze your glutes and quads." in shown


def test_the_length_of_a_cue_is_that_of_what_is_spoken() -> None:
    yaml = "voice: {say_as: {GP: general practitioner}}\nexercises:\n  - {name: GP, hold: 10 s}\n"
    name = next(cue for cue in timeline_of(yaml).cues if cue.kind == "name")
    assert (name.utterance_text, name.end - name.start) == ("general practitioner", 48_000)


def paces(yaml: str, rate: int | None = None) -> dict[str, int]:
    routine = routine_of(yaml)
    made = plan(routine, Choices(), load("en"), rate)
    return {cue.text: cue.pace for cue in schedule(made, half_a_second_a_word).cues}


PACES = """
voice: {words_per_minute: 150}
exercises:
  - {name: Quick, hold: 10 s, voice: {words_per_minute: 180}}
  - {name: Plain, hold: 10 s}
  - {name: Slow, hold: 10 s, voice: {words_per_minute: 105}}
"""


def test_an_exercise_s_own_rate_is_a_share_of_the_routine_s() -> None:
    found = paces(PACES)
    assert (found["Quick"], found["Plain"], found["Slow"], found["That's all. Well done."]) == (
        120,
        100,
        70,
        100,
    )
    assert found["Next: Slow."] == 100  # in the rest before it


def test_the_person_s_rate_scales_all_and_nothing_leaves_what_voices_can_keep() -> None:
    assert (paces(PACES, 100)["Quick"], paces(PACES, 100)["Slow"]) == (120, 80)
    assert (paces(PACES, 300)["Quick"], paces(PACES, 300)["Slow"]) == (100, 70)


def test_a_hurried_cue_is_faster_by_fifteen_per_cent_of_its_own_pace() -> None:
    yaml = (
        "exercises:\n  - name: S\n    voice: {words_per_minute: 112}\n"
        "    phases: [{say: One two three four, for: 2.2 s}]\n"
    )
    (cue,) = [c for c in timeline_of(yaml).cues if c.kind == "phase"]
    assert (cue.pace, cue.hurried, cue.grown) == (92, True, 0)
