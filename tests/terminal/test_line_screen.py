"""One line per cue: nothing is overwritten, nothing is left out, nothing is shown twice."""

from __future__ import annotations

import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from screen_states import CIRCUIT, EVENTS, PACE, PACKS, Event, at, cat_cow, lived, timelines
from tempo import timeline_of

from coach.model.timeline import Timeline
from coach.model.units import FRAME_RATE, frames
from coach.session.screen import SessionState
from coach.terminal.keyboard import KEYS
from coach.terminal.line_screen import LineScreen


def played(timeline: Timeline, out: io.StringIO) -> LineScreen:
    """Show every state at which something is new, as a session does."""
    lines = LineScreen(out)
    position = 0
    while position < timeline.total:
        lines.show(SessionState(timeline, position))
        position = lines.next_change(SessionState(timeline, position))
    lines.show(SessionState(timeline, timeline.total))
    return lines


def test_every_cue_has_a_line_with_its_time_and_its_place_if_that_is_new() -> None:
    out = io.StringIO()
    played(cat_cow(), out)
    assert out.getvalue().splitlines()[:20] == [
        " 0:00  Get down to your mat, and rest on your heels or to one side. Take your time.",
        " 0:09  Press Enter when you're there.",
        " 1:00  Press Enter when you're ready.",
        " 1:40  Twenty seconds more.",
        " 2:00  First, Cat-Cow.",
        " 2:01  Three times.",
        " 2:03  Move onto your hands and knees.",
        " 2:12  Hands under your shoulders.",
        " 2:34  rep 1 of 3  Ready, and begin.",
        " 2:36  Breathe in and look ahead.",
        " 2:41  Breathe out and round your back.",
        " 2:45  One.",
        " 2:46  rep 2 of 3  Breathe in and look ahead.",
        " 2:51  Breathe out and round your back.",
        " 2:55  One.",
        " 2:56  rep 3 of 3  Last one. Breathe in",
        " 3:01  Breathe out",
        " 3:05  One.",
        " 3:06  Rest for 25 seconds.",
        " 3:09  Next: Figure four.",
    ]


def test_sides_sets_and_rounds_are_shown() -> None:
    out = io.StringIO()
    played(timeline_of(CIRCUIT), out)
    places = [line.split("  ")[-2] for line in out.getvalue().splitlines() if line.count("  ") > 1]
    assert places[:3] == [
        "round 1 of 2",
        "left, rep 1 of 2, round 1 of 2",
        "right, rep 1 of 2, round 1 of 2",
    ]


def test_it_sends_no_escape_and_no_carriage_return() -> None:
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


def test_words_that_are_repeated_after_a_pause_are_shown_again() -> None:
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
        " 2:36  Breathe in and look ahead.",
    ]


def test_skipped_cues_are_not_shown() -> None:
    out = io.StringIO()
    lines = LineScreen(out)
    timeline = cat_cow()
    lines.show(SessionState(timeline, 0))
    lines.show(at(timeline, "Two sets"))
    assert out.getvalue().splitlines() == [
        " 0:00  Get down to your mat, and rest on your heels or to one side. Take your time.",
        " 3:31  Two sets, 45 seconds each, each side, left first.",
    ]


def test_a_longer_timeline_with_the_same_past_repeats_nothing() -> None:
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


@given(
    st.sampled_from([cat_cow(), *map(timeline_of, (PACKS, PACE))]), st.lists(st.floats(0.001, 4.9))
)
def test_each_cue_is_shown_once_in_order(timeline: Timeline, steps_s: list[float]) -> None:
    out = io.StringIO()
    lines = LineScreen(out)
    position = 0
    for step_s in steps_s:
        lines.show(SessionState(timeline, min(position, timeline.total)))
        position += frames(step_s)
    shown = [line.split("  ")[-1].strip() for line in out.getvalue().splitlines()]
    assert shown == [cue.text for cue in timeline.cues][: len(shown)]


@settings(deadline=None, max_examples=200)
@given(timelines(), EVENTS)
def test_no_cue_that_was_not_heard_is_shown(timeline: Timeline, events: list[Event]) -> None:
    out = io.StringIO()
    lines = LineScreen(out)
    cue_of = {cue.text: cue for cue in timeline.cues}
    for state, played_from in lived(timeline, events, silent=False):
        before = out.tell()
        lines.show(state)
        out.seek(before)
        for written in out.read().splitlines():
            cue = cue_of[written.split("  ")[-1].strip()]
            assert cue.start <= state.position
            assert cue.start >= played_from or state.position < cue.end


def test_words_in_which_the_session_comes_to_stand_are_not_shown_twice() -> None:
    out = io.StringIO()
    lines = LineScreen(out)
    lines.show(at(cat_cow(), "Breathe in and", after_s=0.5))
    later = at(cat_cow(), "Breathe in and", after_s=1)
    lines.show(replace(later, played_from=later.position))
    assert out.getvalue() == " 2:36  rep 1 of 3  Breathe in and look ahead.\n"


def test_a_set_up_that_ready_has_cut_short_is_not_shown() -> None:
    out = io.StringIO()
    lines = LineScreen(out)
    before = at(cat_cow(), "Ready, and begin", after_s=-0.5)
    lines.show(before)
    effort = at(before.timeline, "Breathe in and")
    lines.show(replace(effort, played_from=effort.position))
    assert out.getvalue() == " 2:36  rep 1 of 3  Breathe in and look ahead.\n"
