"""The view of a session state: tables of examples, and properties that always hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screen_states import (
    CIRCUIT,
    EVENTS,
    PACE,
    PACKS,
    TRANSIENT,
    Event,
    at,
    cat_cow,
    changes,
    lived,
    timelines,
)
from tempo import timeline_of

from coach.model.timeline import Timeline
from coach.model.units import FRAME_RATE, frames
from coach.session.screen import SessionState
from coach.terminal.view import LINGER_S, LINGER_SILENT_S, View, next_words_change, view


def line(seen: View) -> str:
    """Return a view as a line of a table."""
    counts = [f"{name} {n[0]}/{n[1]}" for name, n in counted(seen) if n]
    phase = f"{seen.clock.kind} {seen.clock.number}" if seen.clock else "-"
    return " | ".join([seen.words, " ".join([seen.side or "", *counts]).strip(), phase, seen.next])


def counted(seen: View) -> tuple[tuple[str, tuple[int, int] | None], ...]:
    return ("rep", seen.rep), ("set", seen.set), ("round", seen.round)


FLOOR = "Get down to your mat, and rest on your heels or to one side. Take your time."


def test_phases_show_words_counts_seconds_and_what_comes_next() -> None:
    timeline = cat_cow()
    seen = [line(view(state)) for state in changes(timeline)]
    assert seen[:24] == [
        f"{FLOOR} |  | move 120 | Cat-Cow",
        "Press Enter when you're there. |  | move 111 | Cat-Cow",
        f"{FLOOR} |  | move 106 | Cat-Cow",
        "Press Enter when you're ready. |  | move 60 | Cat-Cow",
        f"{FLOOR} |  | move 56 | Cat-Cow",
        "Twenty seconds more. |  | move 20 | Cat-Cow",
        f"{FLOOR} |  | move 17 | Cat-Cow",
        "First, Cat-Cow. |  | - | Move onto your hands and knees.",
        "Three times. |  | - | Move onto your hands and knees.",
        "Move onto your hands and knees. |  | - | Hands under your shoulders.",
        "Hands under your shoulders. |  | - | Breathe in and look ahead.",
        "Ready, and begin. | rep 1/3 | - | Breathe in and look ahead.",
        "Breathe in and look ahead. | rep 1/3 | phase 5 | Breathe out and round your back.",
        "Breathe out and round your back. | rep 1/3 | phase 5 | Breathe in and look ahead.",
        "Breathe out and round your back. | rep 1/3 | phase 1 | Breathe in and look ahead.",
        "Breathe in and look ahead. | rep 2/3 | phase 5 | Breathe out and round your back.",
        "Breathe out and round your back. | rep 2/3 | phase 5 | Last one. Breathe in",
        "Breathe out and round your back. | rep 2/3 | phase 1 | Last one. Breathe in",
        "Last one. Breathe in | rep 3/3 | phase 5 | Breathe out",
        "Breathe out | rep 3/3 | phase 5 | rest, then Figure four",
        "Breathe out | rep 3/3 | phase 1 | rest, then Figure four",
        "Rest for 25 seconds. |  | rest 25 | Figure four",
        "Next: Figure four. |  | rest 22 | Figure four",
        "Rest for 25 seconds. |  | rest 19 | Figure four",
    ]


LEFT, RIGHT = "left set 1/2", "right set 1/2"
LET_GO = "And slowly ease out of it."
HOLD, AGAIN = "Hold for 45 seconds.", "Hold."


@pytest.mark.parametrize(
    ("words", "nth", "after_s", "expected"),
    [
        ("Rest for 25", 1, 0, "Rest for 25 seconds. |  | rest 25 | Figure four"),
        ("Next: Figure", 1, 0, "Next: Figure four. |  | rest 22 | Figure four"),
        ("Next: Figure", 1, 4, "Rest for 25 seconds. |  | rest 18 | Figure four"),
        (HOLD, 1, 0, f"{HOLD} | {LEFT} | hold 45 | {LET_GO}"),
        ("Halfway", 1, 0, f"Halfway there. | {LEFT} | hold 23 | {LET_GO}"),
        ("Halfway", 1, 3, f"{HOLD} | {LEFT} | hold 20 | {LET_GO}"),
        ("Three.", 1, 0, f"{HOLD} | {LEFT} | hold 3 | {LET_GO}"),
        (LET_GO, 1, 0, f"{LET_GO} | {LEFT} | rest 20 | Rest for twenty seconds."),
        ("Set two", 1, 0, f"Set two of two. | left set 2/2 | rest 8 | {AGAIN}"),
        ("Back into", 1, 0, f"Back into position. | left set 2/2 | rest 5 | {AGAIN}"),
        ("Change", 1, 0, f"Change sides. Now the right. | {RIGHT} | change 15 | {AGAIN}"),
        (AGAIN, 3, 30, f"{AGAIN} | right set 2/2 | hold 15 | {LET_GO}"),
        ("Roll on to", 1, 0, "Roll on to your side. |  | - | "),
    ],
)
def test_holds_rests_sides_and_the_end(words: str, nth: int, after_s: float, expected: str) -> None:
    assert line(view(at(cat_cow(), words, nth, after_s=after_s))) == expected


def test_the_way_down_to_the_floor_waits_until_the_person_is_ready() -> None:
    timeline = cat_cow()
    moving = view(at(timeline, "Press Enter when you're there", after_s=10.5))
    assert line(moving).endswith("Take your time. |  | move 100 | Cat-Cow")
    assert (moving.title, moving.stage, moving.wait) == ("Cat-Cow", "move", "ready")
    own_time = view(at(timeline, "Move onto", after_s=4))
    assert line(own_time) == (
        "Move onto your hands and knees. |  | move 5 | Hands under your shoulders."
    )
    assert (own_time.stage, own_time.wait) == ("move", "")


def test_a_set_at_ones_own_pace_waits_until_the_person_has_finished() -> None:
    seen = view(at(timeline_of(PACE), "At your own pace", after_s=20))
    assert line(seen).endswith("when you've finished. |  | pace 21 | And stop.")
    assert seen.wait == "finished"
    assert seen.clock is not None
    assert seen.clock.up


def test_a_wait_shows_what_ends_it_and_what_to_do() -> None:
    timeline = timeline_of(PACKS)
    waiting = view(at(timeline, "Take your time", after_s=20))
    assert (waiting.words, waiting.wait) == ("Warm pack on your back.", "ready")
    running = view(at(timeline, "Five minutes, starting now", after_s=20))
    assert (running.words, running.wait) == ("Warm pack on your back.", "")
    assert line(running).endswith("| step 280 | Pack off.")


def test_seconds_count_up_where_the_voice_does_or_the_person_ends_it() -> None:
    timeline = timeline_of(PACKS)
    counted = view(at(timeline, "Pack off.", after_s=2.5)).clock
    assert counted is not None
    assert (counted.up, counted.number, round(counted.share, 3)) == (True, 3, round(2.5 / 30, 3))
    sitting = view(at(timeline, "Keep going for as long", after_s=12))
    assert sitting.wait == "enough"
    assert sitting.clock is not None
    assert (sitting.clock.up, sitting.clock.number) == (True, 13)


def test_alternating_sides_and_rounds_are_counted() -> None:
    timeline = timeline_of(CIRCUIT)
    holds = [cue for cue in timeline.cues if cue.kind == "hold"]
    seen = [line(view(SessionState(timeline, hold.start))).split(" | ")[1] for hold in holds]
    assert seen[:5] == [
        "left rep 1/2 round 1/2", "right rep 1/2 round 1/2",
        "left rep 2/2 round 1/2", "right rep 2/2 round 1/2", "left rep 1/2 round 2/2",
    ]  # fmt: skip


def test_the_number_changes_on_the_frame_where_it_is_spoken() -> None:
    timeline = cat_cow()
    said = [cue for cue in timeline.cues if cue.kind == "count" and cue.text in {"Three.", "Two."}]
    assert said
    for cue in said:
        phase = view(SessionState(timeline, cue.start)).clock
        assert phase is not None
        assert phase.number == {"Three.": 3, "Two.": 2}[cue.text]
        before = view(SessionState(timeline, cue.start - 1)).clock
        assert before is not None
        assert before.number == phase.number + 1


def test_views_of_two_timelines_are_not_mixed_up() -> None:
    one = cat_cow()
    cues = tuple(replace(cue, text=cue.text.upper()) for cue in one.cues)
    other = replace(one, cues=cues)
    position = at(one, "Breathe out and").position
    assert view(SessionState(one, position)).words == "Breathe out and round your back."
    assert view(SessionState(other, position)).words == "BREATHE OUT AND ROUND YOUR BACK."
    assert view(SessionState(one, position)).words == "Breathe out and round your back."


def test_without_sound_words_stay_longer() -> None:
    state = at(cat_cow(), "Halfway", after_s=3)
    assert view(state).words == "Hold for 45 seconds."
    assert view(replace(state, silent=True)).words == "Halfway there."


def test_an_empty_timeline_and_the_end_can_be_shown() -> None:
    assert view(SessionState(Timeline((), (), 0), 0)) == View("", "", "")
    timeline = cat_cow()
    end = view(SessionState(timeline, timeline.total))
    assert (end.words, end.left_s, end.next) == ("That's all. Well done.", 0, "")


TIMELINES = [cat_cow(), *map(timeline_of, (PACKS, PACE, CIRCUIT))]


def test_the_share_of_ready_speech_is_shown_until_all_is_ready() -> None:
    timeline = TIMELINES[0]
    half = SessionState(timeline, 0, ready_until=timeline.total // 2)
    assert view(half).ready in {49, 50}
    assert view(SessionState(timeline, 0, ready_until=timeline.total)).ready is None
    assert view(SessionState(timeline, 0)).ready is None


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(TIMELINES), st.floats(0, 1), st.booleans())
def test_properties_of_every_frame(timeline: Timeline, share: float, silent: bool) -> None:  # noqa: FBT001
    state = SessionState(timeline, int(share * timeline.total), silent=silent)
    seen = view(state)
    started = {cue.text for cue in timeline.cues if cue.start <= state.position}
    digits = {cue.text for cue in timeline.cues if cue.kind == "count"}
    assert seen.words in started | {""}
    assert seen.words not in digits
    assert 0 <= seen.left_s - (timeline.total - state.position) / FRAME_RATE < 1
    for _, count in counted(seen):
        assert count is None or 1 <= count[0] <= count[1] > 1
    if seen.clock is not None:
        assert 0 <= seen.clock.share <= 1
        assert 1 <= seen.clock.number <= seen.clock.length_s + 1
    change = next_words_change(state)
    assert change > state.position
    if change < timeline.total:
        just_before = view(replace(state, position=change - 1))
        assert just_before.words == seen.words


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(TIMELINES), st.integers(0, 10_000))
def test_every_cue_but_counts_is_shown_while_it_is_spoken(timeline: Timeline, pick: int) -> None:
    cues = [cue for cue in timeline.cues if cue.kind != "count" and " starting now" not in cue.text]
    cue = cues[pick % len(cues)]
    for position in (cue.start, (cue.start + cue.end) // 2, cue.end - 1):
        assert view(SessionState(timeline, position, silent=True)).words == cue.text


@pytest.mark.parametrize("silent", [False, True])
def test_a_reminder_does_not_stay_while_the_session_stands(silent: bool) -> None:  # noqa: FBT001
    state = replace(at(cat_cow(), "Halfway", after_s=1.5), silent=silent)
    assert view(state).words == "Halfway there."
    paused = replace(state, paused=True, played_from=state.position)
    assert view(paused).words == "Hold for 45 seconds."
    cut_off = at(state.timeline, "Halfway", after_s=0.5)  # these words are said again
    paused = replace(cut_off, paused=True, played_from=cut_off.position, silent=silent)
    assert view(paused).words == "Halfway there."


def test_a_reminder_that_was_jumped_over_is_not_shown() -> None:
    state = at(cat_cow(), "Halfway", after_s=1.5)
    assert view(replace(state, played_from=state.position)).words == "Hold for 45 seconds."


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.sampled_from(TIMELINES), timelines()), EVENTS, st.booleans())
def test_no_cue_that_is_past_is_shown(
    timeline: Timeline,
    events: list[Event],
    silent: bool,  # noqa: FBT001
) -> None:
    lingers = frames(LINGER_SILENT_S if silent else LINGER_S)
    for state, played_from in lived(timeline, events, silent=silent):
        words, position = view(state).words, state.position
        if not words or position >= timeline.total:
            continue
        segment = timeline.segment_at(position)
        assert segment is not None
        started = [c for c in timeline.cues_of(segment) if c.start <= position]
        shown = [c for c in started if c.text == words][-1]
        assert shown.kind != "count"
        if shown.kind in TRANSIENT:
            assert position < shown.end or played_from <= shown.start
            assert position < shown.end + lingers
        else:
            later = [c for c in started if c.start > shown.start and c.kind in INSTRUCTS]
            assert later == []


INSTRUCTS = {"name", "move", "set_up", "care", "hold", "release", "rest", "change_side", "ready"}
"""The kinds of cue that always say what to do, and so replace the words before them."""
