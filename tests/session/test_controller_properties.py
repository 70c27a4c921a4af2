"""What holds whatever a person presses and whenever: whole sessions of random commands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tempo import routine_of
from virtual_session import ENGLISH, Session

from coach.model.units import FRAME_RATE, frames
from coach.planning import Choices, Plan, plan
from coach.playback import transport
from coach.playback.transport import Command

ROUTINE = routine_of(
    """exercises:
  - name: Reach
    position: standing
    side: each
    hold: 12 s
    reps: 2
  - circuit: Trunk
    rounds: 2
    rest_between_rounds: 20 s
    exercises:
      - name: Bird dog
        position: hands and knees
        set_up: [Hands down., Knees down.]
        side: alternating
        hold: [6 s, 4 s]
      - name: Lift
        position: on your back
        set_up: Knees bent.
        sets: 2
        reps: 2
        rest_between_sets: 15 s
        phases:
          - {say: Lift up., short: Lift, for: 4 s}
          - {say: Lower down., short: Lower, for: 4 s, count: down}
  - rest: 25 s
  - name: Packs
    position: sitting
    steps:
      - {say: Pack on., for: 20 s, wait: until ready, at_most: 30 s}
      - {say: Pack off., for: 15 s}
  - name: Wall sit
    position: standing
    until: you stop
    at_most: 40 s
after: [Sit down., Breathe out.]
"""
)
CHOICES = Choices(intro="none", lead_in_s=0)
LATENCY_S = 0.2
ANSWERED_S = 1.5
"""Something must be heard within this time of a key press."""
EDGE_S = 0.02
EDGE = frames(0.2)
LOUDNESS = {Command.LOUDER, Command.SOFTER}


def plan_at(tempo: int) -> Plan:
    return plan(ROUTINE, replace(CHOICES, tempo=tempo), ENGLISH)


@dataclass(frozen=True)
class Freeze:
    """The process or the machine stands still for this long."""

    seconds: float


Event = Command | Freeze
COMMANDS = [c for c in Command if c not in LOUDNESS | {Command.STOP}]
DELAYS = st.one_of(
    st.sampled_from([0.0, 0.05, 0.3]), st.floats(0, 3), st.floats(3, 12), st.floats(12, 45)
)
EVENTS = st.one_of(
    st.sampled_from(COMMANDS),
    st.sampled_from([Command.PAUSE, Command.NEXT]),
    st.sampled_from([Freeze(2), Freeze(5), Freeze(70)]),
)
STEPS = st.lists(st.tuples(EVENTS, DELAYS), min_size=1, max_size=10)
SEARCH = settings(
    deadline=None,
    max_examples=25,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def perform(session: Session, event: Event) -> None:
    if isinstance(event, Command):
        session.ask(event)
        return
    card = session.world.card
    card.frozen = True
    session.world.leap(event.seconds)
    card.thaw()


def longest_silence_s(session: Session) -> float:
    """Return the timeline's longest stretch without a word, in seconds."""
    cues = session.player.timeline.cues
    return max((b.start - a.end) / FRAME_RATE for a, b in pairwise(cues))


def began_at(session: Session) -> int:
    """Return the frame of the timeline from which playback went on."""
    connection = session.player._connection
    assert connection is not None
    return connection.status.clock_segments[-1].position


def silences(session: Session) -> list[tuple[float, float]]:
    """Return the stretches without sound after the first word, in seconds of the stream."""
    levels = np.array(session.world.card.levels())
    heard = np.flatnonzero(levels)
    after = np.flatnonzero(np.diff(heard) > FRAME_RATE // 2)
    return [(heard[i] / FRAME_RATE, heard[i + 1] / FRAME_RATE) for i in after.tolist()]


@SEARCH
@example(steps=[(Freeze(70), 9.0)], prompts_a_second=0.2)
@example(steps=[(Command.NEXT, 0.0), (Command.PAUSE, 18.125)], prompts_a_second=None)
@given(STEPS, st.sampled_from([None, 0.2, 1.0]))
def test_after_any_keys_the_rest_is_heard_in_full_and_in_order(
    steps: list[tuple[Event, float]], prompts_a_second: float | None
) -> None:
    session = Session(plan_at=plan_at, prompts_a_second=prompts_a_second)
    for event, delay_s in steps:
        session.live(delay_s)
        if session.player.done:
            return
        perform(session, event)
    if session.player.paused:
        session.ask(Command.PAUSE)
    session.live(60)
    if session.player.done:
        return
    assert session.world.card.error is None
    since, began = session.now_s, session.player.settle()
    session.live(100)
    position, until_s = session.player.settle(), session.now_s
    cues = session.player.timeline.cues
    expected = [c for c in cues if began + EDGE <= c.start and c.end < position - EDGE]
    heard = [row for row in session.heard(since + EDGE_S) if row[1] + row[2] < until_s - 0.1]
    names = [text for text, _, _ in heard if text not in session.announced]
    # Words that end at the very end may or may not have been heard in full.
    ends = [names[: len(names) - more] for more in range(3)]
    words = [c.text for c in expected]
    assert not words or words in [end[-len(words) :] for end in ends]
    whole = {c.text: round((c.end - c.start) / FRAME_RATE, 2) for c in expected}
    for text, _, length_s in heard:
        assert length_s == pytest.approx(whole.get(text, length_s), abs=0.02), text


@SEARCH
@given(STEPS, st.sampled_from([None, 0.5]))
def test_words_are_cut_off_only_by_a_key_or_a_stall(
    steps: list[tuple[Event, float]], prompts_a_second: float | None
) -> None:
    session = Session(plan_at=plan_at, prompts_a_second=prompts_a_second)
    at_s = []
    for event, delay_s in steps:
        session.live(delay_s)
        perform(session, event)
        at_s += [session.now_s]
    session.live(15)
    lengths = {text: clip.frames / FRAME_RATE for text, clip in session.words._clips.items()}
    for text, start_s, length_s in session.heard():
        end_s = start_s + length_s
        cut = any(abs(end_s - s) < 0.3 for s in at_s) or end_s > session.now_s - 0.1
        hurried = length_s >= lengths[text] / 1.16
        assert cut or hurried, (text, start_s, length_s, lengths[text], at_s)


@SEARCH
@given(STEPS, st.sampled_from(list(Command)))
def test_every_key_is_followed_by_sound(steps: list[tuple[Event, float]], command: Command) -> None:
    session = Session(plan_at=plan_at)
    for event, delay_s in steps:
        session.live(delay_s)
        perform(session, event)
    session.live(1)
    if session.player.done:
        return
    asked = session.now_s
    session.ask(command)
    session.live(ANSWERED_S + LATENCY_S)
    levels = np.array(session.world.card.levels())[frames(asked + 0.1) :]
    assert levels.any(), command


@SEARCH
@given(STEPS)
def test_silences_are_no_longer_than_in_the_timeline(
    steps: list[tuple[Event, float]],
) -> None:
    session = Session(plan_at=plan_at)
    longest_s, paused_s = longest_silence_s(session), []
    for event, delay_s in [*steps, (Freeze(0), 30.0)]:
        session.live(delay_s)
        if session.player.done:
            break
        was = session.player.paused
        began = session.now_s
        perform(session, event)
        session.player.settle()
        longest_s = max(longest_s, longest_silence_s(session))
        if was or session.player.paused:
            paused_s += [began, session.now_s]
    for begin, end in silences(session):
        if any(begin - 2 < s < end + 2 for s in paused_s):
            continue
        assert end - begin < longest_s + ANSWERED_S, (begin, end, longest_s)


@SEARCH
@given(STEPS, st.floats(0, 5))
def test_nobody_resumes_in_mid_lift(steps: list[tuple[Event, float]], away_s: float) -> None:
    session = Session(plan_at=plan_at)
    for event, delay_s in steps:
        session.live(delay_s)
        perform(session, event)
    if session.player.done:
        return
    if not session.player.paused:
        session.ask(Command.PAUSE)
    session.live(away_s)
    session.ask(Command.PAUSE)
    session.player.settle()
    began, timeline = began_at(session), session.player.timeline
    rep = transport.rep_point(timeline, began)
    slot = timeline.slot_at(began)
    assert rep is None or began == rep or (slot is not None and began == slot.start)


@SEARCH
@given(STEPS, DELAYS, st.sampled_from([None, 0.2]))
def test_it_stands_still_while_paused_and_ends_after_stop(
    steps: list[tuple[Event, float]], later_s: float, prompts_a_second: float | None
) -> None:
    session = Session(plan_at=plan_at, prompts_a_second=prompts_a_second)
    for event, delay_s in steps:
        session.live(delay_s)
        perform(session, event)
    if session.player.paused:
        session.live(30)  # whatever is still being said
        stopped_at, since = session.player.settle(), session.now_s
        session.live(later_s)
        assert session.player.settle() == stopped_at
        assert session.heard(since) == []
    session.ask(Command.STOP)
    session.live(25)
    assert session.player.done
    assert session.world.card.error is None


# Every loud sample is shaped one by one here, and the other tests search the same steps.
@settings(SEARCH, max_examples=8)
@given(STEPS)
def test_no_command_breaks_the_sound_thread(
    steps: list[tuple[Event, float]],
) -> None:
    session = Session(plan_at=plan_at, prompts_a_second=0.3)
    for event, delay_s in steps:
        session.live(delay_s)
        perform(session, event)
        session.ask(Command.LOUDER if delay_s > 3 else Command.SOFTER)
    session.live(20)
    assert session.world.card.error is None
