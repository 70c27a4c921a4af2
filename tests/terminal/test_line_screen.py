"""A line a cue: nothing is written over, nothing is left out, nothing is told twice."""

from __future__ import annotations

import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from screen_states import CIRCUIT, PACKS, at, cat_cow
from tempo import timeline_of

from coach.model.timeline import Timeline
from coach.model.units import FRAME_RATE, frames
from coach.session.screen import SessionState
from coach.terminal.keyboard import KEYS
from coach.terminal.line_screen import LineScreen


def played(timeline: Timeline, out: io.StringIO) -> LineScreen:
    """Show every state at which there is something new, as a player does."""
    lines = LineScreen(out)
    position = 0
    while position < timeline.total:
        lines.show(SessionState(timeline, position))
        position = lines.next_change(SessionState(timeline, position))
    lines.show(SessionState(timeline, timeline.total))
    return lines


def test_every_cue_has_a_line_with_its_time_and_where_it_stands_if_that_is_new() -> None:
    out = io.StringIO()
    played(cat_cow(), out)
    assert out.getvalue().splitlines()[:13] == [
        " 0:00  Cat-Cow",
        " 0:01  Move onto your hands and knees.",
        " 0:05  Hands under your shoulders.",
        " 0:18  We'll begin in ten seconds.",
        " 0:28  rep 1 of 3  Ready, and begin.",
        " 0:30  Breathe in and look ahead.",
        " 0:35  Breathe out and round your back.",
        " 0:39  One.",
        " 0:40  rep 2 of 3  Breathe in and look ahead.",
        " 0:45  Breathe out and round your back.",
        " 0:49  One.",
        " 0:50  rep 3 of 3  Last one. Breathe in",
        " 0:55  Breathe out",
    ]


def test_sides_sets_and_rounds_are_told() -> None:
    out = io.StringIO()
    played(timeline_of(CIRCUIT), out)
    told = [line.split("  ")[-2] for line in out.getvalue().splitlines() if line.count("  ") > 1]
    assert told[:4] == [
        "round 1 of 2",
        "left, round 1 of 2",
        "left, rep 1 of 2, round 1 of 2",
        "right, rep 1 of 2, round 1 of 2",
    ]


def test_it_sends_no_escape_and_never_goes_back_on_its_line() -> None:
    out = io.StringIO()
    timeline = cat_cow()
    odd = replace(timeline.cues[0], text="\x1b[2JLift\r")
    lines = LineScreen(out)
    lines.open(keys=True)
    lines.show(SessionState(replace(timeline, cues=(odd, *timeline.cues[1:])), 0))
    lines.toggle_keys()
    lines.close()
    text = out.getvalue()
    assert "\x1b" not in text
    assert "\r" not in text
    assert "<U+001B>[2JLift<U+000D>" in text
    assert text.startswith("Space pauses and resumes, Enter says that you're ready, h shows")
    assert text.endswith("".join(f"{key}: {does}\n" for key, does in KEYS))


def test_after_a_pause_the_words_that_are_said_again_are_told_again() -> None:
    out = io.StringIO()
    lines = LineScreen(out)
    state = at(cat_cow(), "Breathe out and", after_s=1)
    lines.show(state)
    lines.show(replace(state, paused=True))
    again = at(state.timeline, "Breathe in and")
    lines.show(replace(again, announcement="Let's go on."))
    lines.show(again)
    assert out.getvalue().splitlines()[-4:] == [
        "Paused.",
        "Resumed.",
        "Let's go on.",
        " 0:30  Breathe in and look ahead.",
    ]


def test_what_is_jumped_over_is_not_told() -> None:
    out = io.StringIO()
    lines = LineScreen(out)
    timeline = cat_cow()
    lines.show(SessionState(timeline, 0))
    lines.show(at(timeline, "Figure four"))
    assert out.getvalue().splitlines() == [" 0:00  Cat-Cow", " 1:15  Figure four"]


def test_a_longer_timeline_with_the_same_past_goes_on_where_it_was() -> None:
    out = io.StringIO()
    lines = LineScreen(out)
    state = at(cat_cow(), "Hold for 45")
    lines.show(state)
    late = frames(10)
    cues = tuple(
        replace(cue, start=cue.start + late, end=cue.end + late)
        if cue.start > state.position
        else cue
        for cue in state.timeline.cues
    )
    longer = replace(state.timeline, cues=cues)
    lines.show(SessionState(longer, state.position + FRAME_RATE))
    assert lines.next_change(SessionState(longer, state.position + FRAME_RATE)) in {
        cue.start for cue in longer.cues
    }
    assert len(out.getvalue().splitlines()) == 1


@given(st.sampled_from([cat_cow(), timeline_of(PACKS)]), st.lists(st.floats(0.001, 4.9)))
def test_played_through_each_cue_is_told_once_in_order(
    timeline: Timeline, steps_s: list[float]
) -> None:
    out = io.StringIO()
    lines = LineScreen(out)
    position = 0
    for step_s in steps_s:
        lines.show(SessionState(timeline, min(position, timeline.total)))
        position += frames(step_s)
    told = [line.split("  ")[-1].strip() for line in out.getvalue().splitlines()]
    assert told == [cue.text for cue in timeline.cues][: len(told)]
