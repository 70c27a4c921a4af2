"""What is said before the first exercise if the last session was stopped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tempo import timeline_of

from coach.model.plan import Controls, Intro
from coach.model.timeline import Timeline
from coach.planning import Choices

YAML = """
before: Ask your doctor.
stop_if: It hurts.
exercises: [{name: Cat-Cow, hold: 5 s}, {name: Stretch, hold: 5 s}]
"""
STOPPED = "Last time you stopped in Cat-Cow."
OFFER = f"{STOPPED} Press Enter to go on there."


def opening(
    intro: Intro, controls: Controls = "keys", stopped_in: str | None = "Cat-Cow"
) -> Timeline:
    return timeline_of(YAML, Choices(intro=intro, controls=controls, stopped_in=stopped_in))


def said(timeline: Timeline) -> list[str]:
    """Return the words of the opening."""
    return [cue.text for cue in timeline.cues_of(timeline.segments[0])]


@pytest.mark.parametrize("intro", ["full", "short"])
def test_where_the_last_session_was_stopped_comes_first_and_changes_nothing_else(
    intro: Intro,
) -> None:
    plain, told = opening(intro, stopped_in=None), opening(intro)
    assert said(told) == [OFFER, *said(plain)]
    later = told.total - plain.total
    moved = [(cue.start - later, cue.text) for cue in told.cues[1:]]
    assert moved == [(cue.start, cue.text) for cue in plain.cues]


def test_without_keys_nothing_is_asked() -> None:
    assert said(opening("short", "none"))[0] == STOPPED


def test_the_offer_is_open_until_the_safety_lines() -> None:
    timeline = opening("short")
    slot = next(slot for slot in timeline.slots if slot.planned.kind == "offer")
    assert [cue.text for cue in timeline.cues_of(slot)] == [
        OFFER, "Test", "About one minute, rests included.",
    ]  # fmt: skip
    safety = next(cue for cue in timeline.cues if cue.kind == "safety")
    assert safety.start == slot.end


def test_without_an_opening_the_offer_is_followed_by_time_to_answer() -> None:
    timeline = opening("none")
    assert said(timeline) == [OFFER]
    offer, then = timeline.cues[:2]
    assert then.start - offer.end == 3 * 48_000
    assert said(opening("none", "none")) == [STOPPED]


def test_a_session_without_a_stopped_one_has_no_offer() -> None:
    timeline = opening("full", stopped_in=None)
    assert not any(slot.planned.kind == "offer" for slot in timeline.slots)
    assert replace(Choices(), stopped_in=None) == Choices()
