"""How prompts are said: words spelled as they sound, and an exercise's own pace."""

from __future__ import annotations

from tempo import half_a_second_a_word, routine_of, timeline_of

from coach.export.timetable import Heading, as_json, as_table
from coach.model.timeline import Timeline
from coach.phrases import load
from coach.planning import Choices, plan
from coach.scheduling import schedule

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


def test_an_exercise_inherits_and_overrides_the_routine_s_respellings() -> None:
    assert spoken(timeline_of(SAY_AS)) == {
        "First, Glutes.": "First, gloots.",
        "Squeeze your glutes and quads.": "Squeeze your gloots and kwods.",
        "Last, Cat-Cow.": "Last, cat cow.",
        "Rest your glutes and quads.": "Rest your glootz and quads.",
    }


def test_respellings_are_never_shown() -> None:
    timeline = timeline_of(SAY_AS)
    heading = Heading("Test", "en-US")
    for shown in (as_table(timeline, heading), as_json(timeline, heading)):
        assert "gloo" not in shown
        assert "Squeeze your glutes and quads." in shown


def test_a_cue_is_as_long_as_its_respelled_text() -> None:
    yaml = "voice: {say_as: {GP: general practitioner}}\nexercises:\n  - {name: GP, hold: 10 s}\n"
    name = next(cue for cue in timeline_of(yaml).cues if cue.kind == "name")
    assert (name.utterance.text, name.end - name.start) == ("general practitioner", 48_000)


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


def test_an_exercise_s_rate_is_relative_to_the_routine_s() -> None:
    found = paces(PACES)
    assert (
        found["First, Quick."],
        found["Next, Plain."],
        found["Last, Slow."],
        found["That's all. Well done."],
    ) == (
        120,
        100,
        70,
        100,
    )
    assert found["Rest for fifteen seconds."] == 100  # in the rest before it


def test_the_person_s_rate_scales_all_within_the_limits_of_voices() -> None:
    assert (paces(PACES, 100)["First, Quick."], paces(PACES, 100)["Last, Slow."]) == (120, 80)
    assert (paces(PACES, 300)["First, Quick."], paces(PACES, 300)["Last, Slow."]) == (100, 70)


def test_a_hurried_cue_is_fifteen_per_cent_faster_than_its_own_pace() -> None:
    yaml = (
        "exercises:\n  - name: S\n    voice: {words_per_minute: 112}\n"
        "    phases: [{say: One two three four, for: 2.2 s}]\n"
    )
    (cue,) = [c for c in timeline_of(yaml).cues if c.kind == "phase"]
    assert (cue.pace, cue.hurried, cue.grown) == (92, True, 0)
