"""What a person hears after a command, in virtual time: which words, when, and what follows."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from tempo import half_a_second_a_word, routine_of
from virtual_session import CHOICES, ENGLISH, Session, plan_at

from coach.model.units import frames, seconds
from coach.planning import plan
from coach.playback.transport import Command
from coach.scheduling import schedule
from coach.session.announcements import Announcements

GET_DOWN = "Get down to your mat, and rest on your heels or to one side. Take your time."
SET_UP_AGAIN = ["Next, Hip raise.", "Lie down on your back.", "Knees bent."]


@pytest.fixture
def session() -> Session:
    return Session()


def test_after_a_short_pause_the_interrupted_cue_is_repeated(session: Session) -> None:
    lower = session.cue("Lower down.")
    session.play_until(lower.start + frames(0.3))
    session.ask(Command.PAUSE)
    session.live(5)
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(1.5)
    assert session.heard(asked)[0][0] == "Lower down."
    assert session.heard(asked)[0][2] == 1.0


def test_after_a_short_pause_in_silence_within_a_rep_the_rep_starts_again(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.PAUSE)
    session.live(5)
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(6)
    assert session.texts(asked)[:2] == ["One. Lift up.", "Lower down."]


def test_after_a_long_pause_the_set_up_is_repeated_and_then_the_rep(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.PAUSE)
    session.live(15)
    asked = session.now_s
    session.ask(Command.PAUSE)
    assert session.controller.announcement == (
        "Next, Hip raise. Lie down on your back. Knees bent."
    )
    session.live(25)
    rows = session.heard(asked)
    assert [text for text, _, _ in rows][:6] == [
        *SET_UP_AGAIN, "Ready, and begin.", "One. Lift up.", "Lower down.",
    ]  # fmt: skip
    begin = {text: start for text, start, _ in rows}
    assert begin["Knees bent."] - begin["Lie down on your back."] == pytest.approx(3, abs=0.02)
    assert begin["Ready, and begin."] - begin["Knees bent."] == pytest.approx(1 + 5, abs=0.02)


@pytest.mark.parametrize("away_s", [15, 120])
def test_after_a_long_pause_in_a_hold_the_set_up_is_repeated_and_then_the_hold(
    session: Session, away_s: float
) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").end + frames(3))
    session.ask(Command.PAUSE)
    session.live(away_s)
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(22)
    rows = session.heard(asked)
    assert [text for text, _, _ in rows] == [
        GET_DOWN, "First, Child's Pose.", "Kneel down.", "Hold for twenty seconds.",
    ]  # fmt: skip
    begin = {text: start for text, start, _ in rows}
    into_s = begin["Hold for twenty seconds."] - begin["Kneel down."]
    assert into_s == pytest.approx(1 + 5, abs=0.02)


def test_after_a_long_pause_in_a_later_hold_the_way_back_follows_the_set_up(
    session: Session,
) -> None:
    session.play_until(session.cue("Hold.").end + frames(3))
    session.ask(Command.PAUSE)
    session.live(15)
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(28)
    assert session.texts(asked) == [
        GET_DOWN, "First, Child's Pose.", "Kneel down.", "Once more. Back into position.", "Hold.",
    ]  # fmt: skip


def test_after_minutes_away_there_is_time_to_move_and_to_get_ready_again() -> None:
    with_times = routine_of(
        """exercises:
  - name: Hip raise
    move: Lie down on your back.
    time_to_move: 20 s
    get_ready: 25 s
    set_up: Knees bent.
    reps: 2
    phases:
      - {say: Lift up., for: 4 s}
      - {say: Lower down., for: 4 s}
"""
    )
    session = Session(
        plan_at=lambda tempo: plan(with_times, replace(CHOICES, tempo=tempo), ENGLISH)
    )
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.PAUSE)
    session.live(120)
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(60)
    begin = {text: start for text, start, _ in session.heard(asked)}
    moving_s = begin["Knees bent."] - begin["Lie down on your back."]
    assert moving_s == pytest.approx(2.5 + 20, abs=0.02)
    assert begin["Ready, and begin."] - begin["Knees bent."] == pytest.approx(1 + 25, abs=0.02)


def test_ready_cuts_the_set_up_short(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.PAUSE)
    session.live(120)
    session.ask(Command.PAUSE)
    session.live(2)
    asked = session.now_s
    session.ask(Command.READY)
    session.live(2)
    assert session.texts(asked)[0] == "One. Lift up."


def test_ten_more_seconds_are_announced_and_added(session: Session) -> None:
    hold = session.cue("Hold for twenty seconds.")
    session.play_until(hold.end + frames(1))
    total, asked = session.player.timeline.total, session.now_s
    session.ask(Command.MORE)
    session.live(40)
    assert session.player.timeline.total == total + frames(10)
    begin = {text: start for text, start, _ in session.heard(asked)}
    assert begin["Ten seconds more."] == pytest.approx(asked, abs=0.11)
    let_go = "And slowly ease out of it."
    release = next(start for text, start, _ in session.heard() if text == let_go)
    started = next(start for text, start, _ in session.heard() if text == hold.text)
    assert release - started == pytest.approx(
        20 + 10 + 1.5, abs=0.11
    )  # the length of the announcement


def test_a_lift_cannot_be_made_longer(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    before = session.player.timeline
    session.ask(Command.MORE)
    assert session.announced == ["Only a hold or a rest can be made longer."]
    assert session.player.timeline is before


def test_more_pressed_twice_quickly_adds_twenty_seconds(session: Session) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").end + frames(1))
    total = session.player.timeline.total
    session.ask(Command.MORE, Command.MORE)
    assert session.player.timeline.total == total + frames(20)


def test_slower_changes_the_phases_from_here_on(session: Session) -> None:
    session.play_until(session.cue("First, Child's Pose.").end)
    session.ask(Command.SLOWER, Command.SLOWER)
    assert session.announced == ["A little slower.", "A little slower."]
    assert session.controller.tempo == 80
    lift, lower = session.cue("One. Lift up."), session.cue("Lower down.")
    assert lower.start - lift.start == frames(5)
    hold, count = session.cue("Hold for twenty seconds."), session.cue("One.")
    assert count.start - hold.start == frames(19)


def test_the_tempo_goes_no_lower_than_half(session: Session) -> None:
    session.ask(*[Command.SLOWER] * 6)
    assert session.announced[-1] == "That's as slow as it goes."
    assert session.controller.tempo == 50


def test_a_change_of_loudness_in_silence_is_announced(session: Session) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").end + frames(1))
    session.ask(Command.SOFTER)
    session.live(2)
    assert session.announced == ["A little softer."]
    assert session.player.gain == pytest.approx(0.708, abs=0.001)


def test_louder_during_words_only_makes_them_louder(session: Session) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").start + frames(0.5))
    session.ask(Command.LOUDER, Command.LOUDER)
    assert session.announced == []
    session.ask(Command.LOUDER)
    assert session.announced == ["That's as loud as it goes."]


def test_next_and_then_again_twice(session: Session) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").start + frames(5))
    asked = session.now_s
    session.ask(Command.NEXT)
    session.live(0.9)
    session.ask(Command.AGAIN)  # soon after its start: the one before
    session.live(6)
    session.ask(Command.AGAIN)
    session.live(1.2)
    assert session.texts(asked) == ["Next, Hip raise.", GET_DOWN, GET_DOWN]


def test_next_in_the_last_exercise_goes_to_the_finish(session: Session) -> None:
    session.play_until(session.cue("Last, Wall sit.").end)
    session.ask(Command.NEXT)
    session.live(1)
    assert session.texts(session.now_s - 1.3)[-1] == "You can stand, or sit down."
    session.ask(Command.NEXT)
    assert session.announced == ["Less than a minute left."]
    session.live(30)
    assert session.player.done


def test_repeat_goes_back_one_more_cue_each_time(
    session: Session,
) -> None:
    knees = session.cue("Knees bent.")
    session.play_until(knees.end + frames(0.5))
    asked = session.now_s
    session.ask(Command.REPEAT)
    session.live(0.7)
    session.ask(Command.REPEAT)
    session.live(0.7)
    assert session.texts(asked) == ["Knees bent.", "Lie down on your back."]


def test_skip_rest_goes_to_the_words_that_end_the_rest(session: Session) -> None:
    rest = next(c for c in session.player.timeline.cues if c.kind == "rest" and c.place.set == 2)
    session.play_until(rest.end + frames(2))
    asked = session.now_s
    session.ask(Command.SKIP_REST)
    session.live(3)
    assert "Set two of two." in session.texts(asked)[:1]
    lift = next(c for c in session.player.timeline.cues if c.kind == "phase" and c.place.set == 2)
    session.play_until(lift.end + frames(2))
    session.ask(Command.SKIP_REST)
    assert session.announced == ["There's no rest to skip right now."]


def test_a_rest_that_is_ending_is_not_talked_over(session: Session) -> None:
    closing = session.cue("Set two of two.")
    session.play_until(closing.start + frames(0.3))
    session.ask(Command.SKIP_REST, Command.READY)
    assert session.announced == []


def test_ready_in_the_middle_of_a_hold_says_that_nothing_is_waiting(session: Session) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").end + frames(2))
    at = session.player.position
    session.ask(Command.READY)
    assert session.announced == ["We aren't waiting right now."]
    session.live(0.5)
    assert session.player.position - at < frames(0.5)


def test_ready_ends_an_open_ended_effort(session: Session) -> None:
    hold = next(c for c in session.player.timeline.cues if c.kind == "hold" and c.place.item == 2)
    session.play_until(hold.end + frames(2))
    asked = session.now_s
    session.ask(Command.READY)
    session.live(2)
    assert session.texts(asked)[0] == "And slowly ease out of it."


def test_time_left_is_announced_while_the_timeline_stands_still(session: Session) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").end + frames(2))
    at = session.player.position
    session.ask(Command.TIME_LEFT)
    assert session.announced == ["About five minutes left."]
    session.live(1.5)
    assert session.player.position - at < frames(0.3)


def test_an_answer_while_paused_leaves_it_paused(session: Session) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").end + frames(2))
    session.ask(Command.PAUSE)
    session.live(1)
    asked = session.now_s
    session.ask(Command.TIME_LEFT, Command.SLOWER)
    session.live(10)
    assert session.player.paused
    assert session.texts(asked)[-1] == "A little slower."
    session.ask(Command.PAUSE)
    session.live(2)
    assert not session.player.paused


def test_help_is_shown_and_spoken(session: Session) -> None:
    session.ask(Command.HELP)
    session.live(1)
    assert session.keys_shown == 1
    assert session.controller.announcement.startswith("Space bar: pause, and go on.")


def test_stop_says_how_to_get_out_of_the_position_and_ends(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    asked = session.now_s
    session.ask(Command.STOP)
    assert session.controller.stopping
    session.live(30)
    assert session.player.done
    # Three clips in one announcement, with pauses between them.
    assert session.texts(asked) == [
        "Stopping. Slowly ease out of it.",
        "Roll onto your side, and push yourself up with your arms.",
        "Rest for as long as you like.",
    ]


def test_stop_twice_is_silent_at_once(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.STOP)
    session.live(0.5)
    began = session.world.now()
    session.ask(Command.STOP)
    assert session.player.done
    assert session.world.now() - began < 0.5
    session.ask(Command.NEXT)  # too late


def test_after_a_stall_of_a_minute_it_says_so_and_repeats_the_set_up(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    card = session.world.card
    card.frozen = True
    session.world.leap(60)
    card.thaw()
    asked = session.now_s
    session.live(40)
    assert session.texts(asked)[:5] == [
        "There was a short delay. Let's go on.", *SET_UP_AGAIN, "Ready, and begin.",
    ]  # fmt: skip


def test_when_lost_sound_is_back_it_says_so_and_repeats_the_interrupted_cue(
    session: Session,
) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").start + frames(0.5))
    session.world.card.die()
    session.player.wait(0.1)
    while not session.player.output_name:  # in real time: a helper thread opens the next output
        assert session.player.wake.wait(10)
        session.player.wait(0)
    session.live(6)
    assert session.texts(0)[:2] == [
        "The sound dropped out for a moment. Let's go on.", "Hold for twenty seconds.",
    ]  # fmt: skip


def test_it_waits_for_speech_that_is_not_ready_and_says_so_once() -> None:
    timeline = schedule(plan_at(100), half_a_second_a_word)
    ready = next(slot.start for slot in timeline.slots if slot.planned.kind == "ready")
    session = Session(ready_until=ready)
    session.live(seconds(ready) + 10)
    assert session.announced == ["One moment. I'm getting the next exercise ready."]
    session.speech.until = None
    session.speech.spoke = True
    session.player.wake.set()
    asked = session.now_s
    session.live(25)
    assert session.texts(asked)[0] == "Hold for twenty seconds."
    assert session.player.timeline == timeline


def test_commands_work_even_without_clips_for_their_answers() -> None:
    silent = Session()
    silent.controller._announcements = Announcements(ENGLISH, lambda _text: None)
    silent.play_until(silent.cue("Hold for twenty seconds.").end)
    total = silent.player.timeline.total
    silent.ask(Command.MORE)
    assert silent.announced == ["Ten seconds more."]
    assert silent.player.timeline.total == total + frames(10)
    silent.ask(Command.STOP)
    silent.live(1)
    assert silent.controller.announcement.startswith(
        "Stopping. Slowly ease out of it."
    )  # to be read on the screen
    silent.live(5)
    assert silent.player.done


@pytest.mark.parametrize("command", list(Command))
def test_every_command_can_be_given_at_any_time(command: Command) -> None:
    session = Session()
    for _ in range(25):
        session.ask(command)
        session.live(2.3)
    never = threading.Event()
    session.world.wait(never, 1)
    assert session.world.card.error is None


def paused_for_long(session: Session) -> None:
    """Pause in the middle of a lift, and resume after 15 seconds."""
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.PAUSE)
    session.live(15)
    session.ask(Command.PAUSE)
    session.live(2)  # the set-up is being said


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        (Command.TIME_LEFT, "About three minutes left."),
        (Command.SLOWER, "A little slower."),
        (Command.MORE, "Only a hold or a rest can be made longer."),
        (Command.SKIP_REST, "There's no rest to skip right now."),
    ],
)
def test_a_set_up_cut_off_by_a_question_is_repeated(
    session: Session, command: Command, answer: str
) -> None:
    paused_for_long(session)
    asked = session.now_s
    session.ask(command)
    session.live(30)
    assert session.texts(asked)[:6] == [answer, *SET_UP_AGAIN, "Ready, and begin.", "One. Lift up."]


def test_a_set_up_cut_off_by_a_pause_is_repeated(session: Session) -> None:
    paused_for_long(session)
    session.ask(Command.PAUSE)
    session.live(3)
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(30)
    assert session.texts(asked)[:5] == [*SET_UP_AGAIN, "Ready, and begin.", "One. Lift up."]


def test_a_set_up_that_was_heard_is_not_repeated(session: Session) -> None:
    paused_for_long(session)
    session.play_until(session.cue("One. Lift up.").start + frames(0.5))
    asked = session.now_s
    session.ask(Command.TIME_LEFT)
    session.live(4)
    assert session.texts(asked)[:2] == ["About three minutes left.", "One. Lift up."]


def test_a_set_up_cut_off_by_a_stall_is_repeated(session: Session) -> None:
    paused_for_long(session)
    session.world.card.frozen = True
    session.world.leap(5)
    session.world.card.thaw()
    asked = session.now_s
    session.live(30)
    assert session.texts(asked)[:4] == ["There was a short delay. Let's go on.", *SET_UP_AGAIN]


def test_a_pause_is_announced_and_so_is_resuming_into_silence(session: Session) -> None:
    rest = session.cue("Rest for fifteen seconds.")
    session.play_until(rest.end + frames(5))
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(3)
    assert session.texts(asked) == ["Paused."]
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(2)
    assert session.texts(asked) == ["Let's go on."]


def test_resuming_cuts_off_whatever_is_being_said(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.PAUSE)
    session.live(1)
    session.ask(Command.HELP)
    session.live(2)
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(2)
    assert session.texts(asked) == ["One. Lift up."]


@pytest.mark.parametrize("command", [Command.READY, Command.HELP])
def test_help_can_be_cut_short_and_the_rep_starts_again(session: Session, command: Command) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.HELP)
    session.live(2)
    asked = session.now_s
    session.ask(command)
    session.live(1.2)
    assert session.texts(asked) == ["One. Lift up."]


def test_hiding_the_keys_does_not_read_them_out_again(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.PAUSE, Command.HELP)
    session.live(30)  # they have been read out, and are still on the screen
    asked = session.now_s
    session.keys_toggle_off = True
    session.ask(Command.HELP)
    session.live(5)
    assert session.texts(asked) == []
    assert session.controller.announcement == ""


def test_ready_works_while_an_answer_is_being_spoken(session: Session) -> None:
    hold = next(c for c in session.player.timeline.cues if c.kind == "hold" and c.place.item == 2)
    session.play_until(hold.end + frames(2))
    session.ask(Command.TIME_LEFT)
    session.live(0.5)
    asked = session.now_s
    session.ask(Command.READY)
    session.live(1.5)
    assert session.texts(asked) == ["And slowly ease out of it."]


def test_louder_while_paused_is_answered(session: Session) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").start + frames(0.5))
    session.ask(Command.PAUSE)
    session.live(2)
    session.ask(Command.LOUDER)
    assert session.announced == ["A little louder."]


def test_repeat_after_a_long_pause_begins_with_the_set_up(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.PAUSE)
    session.live(15)
    asked = session.now_s
    session.ask(Command.REPEAT)
    session.live(8)
    assert session.texts(asked) == SET_UP_AGAIN


def test_stop_before_a_move_says_how_to_get_out_of_the_old_position(session: Session) -> None:
    session.play_until(session.cue("Next, Hip raise.").start + frames(0.3))
    session.ask(Command.STOP)
    assert "Put your hands on the floor" in session.announced[-1]  # still kneeling


def test_stop_on_the_way_up_says_how_to_get_out_of_the_old_position(session: Session) -> None:
    session.play_until(session.cue("Roll to your side, and sit up.").end + frames(1))
    session.ask(Command.STOP)
    assert "push yourself up with your arms" in session.announced[-1]  # still on the floor


def test_a_question_while_the_sound_is_gone_does_not_change_how_it_resumes(
    session: Session,
) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.world.failures = 10**6
    session.world.card.die()
    session.player.wait(0.1)
    session.ask(Command.TIME_LEFT)
    assert session.announced == ["About three minutes left."]
    session.world.leap(15)
    session.world.failures = 0
    while not session.player.audible:  # in real time: a helper thread opens the next output
        assert session.player.wake.wait(10)
        session.player.wait(0)
    session.live(12)
    lost = "The sound dropped out for a moment. Let's go on."
    assert session.texts(0)[:4] == [lost, *SET_UP_AGAIN]


def test_closing_words_can_be_read_while_the_sound_is_gone(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.world.failures = 10**6
    session.world.card.die()
    session.player.wait(0.1)
    session.ask(Command.STOP)
    assert not session.player.done
    assert session.controller.announcement.startswith(
        "Stopping. Slowly ease out of it. Roll onto your side"
    )
    session.player.stop()


def test_skipping_words_that_are_not_yet_synthesized_plays_the_next_exercise() -> None:
    session = Session(prompts_a_second=0.5)
    session.live(2)
    session.ask(Command.NEXT)
    for _ in range(6):  # synthesis gets its turn in between
        session.live(5)
    asked = session.now_s
    assert [text for text in session.texts(0) if text == "Next, Hip raise."] == ["Next, Hip raise."]
    session.ask(Command.AGAIN, Command.AGAIN)  # back to words that were skipped
    session.live(140)  # the wait until the person is down on the floor, too
    assert session.world.card.error is None
    assert "Kneel down." in session.texts(asked)


def test_two_quick_presses_count_as_two(session: Session) -> None:
    session.live(2)
    asked = session.now_s
    session.ask(Command.NEXT, Command.NEXT)
    session.live(0.8)
    assert session.texts(asked)[-1] == "Roll to your side, and sit up."
    asked = session.now_s
    session.ask(Command.AGAIN, Command.AGAIN)
    session.live(0.8)
    assert session.texts(asked)[-1] == GET_DOWN


def test_after_a_long_pause_in_the_set_up_it_starts_again(
    session: Session,
) -> None:
    session.play_until(session.cue("Knees bent.").start + frames(0.3))
    session.ask(Command.PAUSE)
    session.live(15)
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(9)
    assert session.texts(asked) == SET_UP_AGAIN


def test_after_a_long_pause_in_the_set_up_of_a_hold_it_starts_again(session: Session) -> None:
    session.play_until(session.cue("Kneel down.").start + frames(0.3))
    session.ask(Command.PAUSE)
    session.live(15)
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(19)
    again = [GET_DOWN, "First, Child's Pose."]
    assert session.texts(asked) == [*again, "Kneel down.", "Hold for twenty seconds."]


def test_ready_does_not_interrupt_the_ready_cue(session: Session) -> None:
    session.play_until(session.cue("Ready, and begin.").start + frames(0.3))
    session.ask(Command.READY)
    assert session.announced == []


def test_the_state_says_when_enter_does_something(session: Session) -> None:
    assert session.controller.state().can_be_ready  # the way down to the floor waits
    session.play_until(session.cue("Hold for twenty seconds.").end + frames(3))
    assert not session.controller.state().can_be_ready
    session.ask(Command.PAUSE)
    assert session.controller.state().can_be_ready


def test_the_state_says_from_where_the_session_has_played_on(session: Session) -> None:
    hold = session.cue("Hold for twenty seconds.")
    while session.player.position < hold.end:
        assert session.controller.state().played_from == 0
        session.live(0.5)
    session.ask(Command.PAUSE)
    session.live(1)
    paused = session.controller.state()
    assert paused.played_from == paused.position
    session.ask(Command.NEXT)
    session.live(1)
    jumped = session.controller.state()
    name = session.cue("Next, Hip raise.").start
    assert name <= jumped.played_from <= jumped.position < name + frames(2)
