"""A file can't wait for a person: waits take their longest time, and say so."""

from __future__ import annotations

from tempo import timeline_of, waits

from coach.model.units import frames
from coach.planning import Choices

LIVE = Choices(intro="none", lead_in_s=0)
FILE = Choices(intro="none", lead_in_s=0, controls="file")

WAITS = """
exercises:
  - {name: Stretch, wait: until ready, at_most: 2 min, hold: 5 s}
"""
UNTIL = """
exercises:
  - {name: Wall sit, get_ready: 1 s, until: you stop, at_most: 20 s}
"""
PACKS = """
exercises:
  - name: Packs
    steps:
      - {say: Put the pack on, for: 2 min, wait: until ready, at_most: 60 s}
"""


def words(yaml: str, choices: Choices, kind: str) -> list[str]:
    return [cue.text for cue in timeline_of(yaml, choices).cues if cue.kind == kind]


def test_a_wait_takes_its_longest_time_and_says_how_to_have_longer() -> None:
    assert [end - start for start, end in waits(timeline_of(WAITS, FILE))] == [frames(120)]
    assert words(WAITS, FILE, "wait") == [
        "Take your time. We'll go on in two minutes. You can pause the player if you need to.",
        "Twenty seconds more.",
    ]


# Files are played on phones, which have no keys.
def test_nothing_in_a_file_asks_for_a_key() -> None:
    for yaml in (WAITS, UNTIL, PACKS):
        said = [cue.text for cue in timeline_of(yaml, Choices(controls="file")).cues]
        assert "You can pause at any time." in said
        assert not [t for t in said if "enter" in t.casefold() or "space" in t.casefold()]


def test_the_end_of_a_wait_is_announced() -> None:
    ((_, end),) = waits(timeline_of(WAITS, FILE))
    left = [(end - c.start, c.text) for c in timeline_of(WAITS, FILE).cues if c.kind == "wait"][1:]
    assert left == [
        (frames(20), "Twenty seconds more."),
    ]


def test_an_open_effort_takes_its_longest_time_and_says_the_same() -> None:
    assert words(UNTIL, LIVE, "hold") == [
        "Keep going for as long as it feels all right, twenty seconds at most."
    ]
    assert words(UNTIL, FILE, "hold") == [
        "Keep going for as long as it feels all right, twenty seconds at most.",
        "If you stop sooner, rest until I go on.",
    ]


def test_a_step_that_waits_starts_with_what_to_do() -> None:
    assert words(PACKS, FILE, "phase")[0] == "Put the pack on"
    assert words(PACKS, FILE, "wait") == [
        "Take your time. We'll go on in one minute. You can pause the player if you need to.",
        "Twenty seconds more.",
    ]


def test_a_live_session_asks_for_a_key() -> None:
    assert words(WAITS, LIVE, "wait")[0] == (
        "Take your time. Press Enter when you're ready, or we'll go on in two minutes."
    )
