"""What a person gets who asks for something, in virtual time: which words, when, from where on."""

from __future__ import annotations

import threading

import pytest
from tempo import half_a_second_a_word
from virtual_session import ENGLISH, Session, plan_at

from coach.model.units import frames
from coach.playback.transport import Command
from coach.scheduling import schedule
from coach.session.announcements import Announcements


@pytest.fixture
def session() -> Session:
    return Session()


def test_a_short_pause_says_the_interrupted_cue_again(session: Session) -> None:
    lower = session.cue("Lower down.")
    session.play_until(lower.start + frames(0.3))
    session.ask(Command.PAUSE)
    session.live(5)
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(1.5)
    assert session.heard(asked)[0][0] == "Lower down."
    assert session.heard(asked)[0][2] == 1.0


def test_in_the_silence_of_a_rep_a_short_pause_begins_the_rep_again(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.PAUSE)
    session.live(5)
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(6)
    assert session.texts(asked)[:2] == ["One. Lift up.", "Lower down."]


def test_after_a_long_pause_the_set_up_is_said_again_then_the_rep(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.PAUSE)
    session.live(15)
    asked = session.now_s
    session.ask(Command.PAUSE)
    assert session.controller.announcement == (
        "Hip raise Lie down on your back. Take your time. Knees bent."
    )
    session.live(25)
    rows = session.heard(asked)
    assert [text for text, _, _ in rows][:6] == [
        "Hip raise", "Lie down on your back. Take your time.", "Knees bent.", "Ready, and begin.",
        "One. Lift up.", "Lower down.",
    ]  # fmt: skip
    begin = {text: start for text, start, _ in rows}
    assert begin["Ready, and begin."] - begin["Knees bent."] == pytest.approx(1 + 5, abs=0.02)


def test_who_was_away_for_minutes_gets_the_time_to_get_ready_again(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.PAUSE)
    session.live(120)
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(45)
    begin = {text: start for text, start, _ in session.heard(asked)}
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


def test_ten_seconds_more_are_said_and_given(session: Session) -> None:
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
    assert release - started == pytest.approx(20 + 10 + 1.5, abs=0.11)  # the words' own time


def test_there_is_no_more_of_a_lift(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    before = session.player.timeline
    session.ask(Command.MORE)
    assert session.announced == ["Only a hold or a rest can be made longer."]
    assert session.player.timeline is before


def test_pressed_twice_quickly_it_is_twenty_seconds(session: Session) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").end + frames(1))
    total = session.player.timeline.total
    session.ask(Command.MORE, Command.MORE)
    assert session.player.timeline.total == total + frames(20)


def test_slower_changes_the_phases_from_here_on(session: Session) -> None:
    session.play_until(session.cue("Child's Pose").end)
    session.ask(Command.SLOWER, Command.SLOWER)
    assert session.announced == ["A little slower.", "A little slower."]
    assert session.controller.tempo == 80
    lift, lower = session.cue("One. Lift up."), session.cue("Lower down.")
    assert lower.start - lift.start == frames(5)
    hold, count = session.cue("Hold for twenty seconds."), session.cue("One.")
    assert count.start - hold.start == frames(19)


def test_it_goes_no_slower_than_half(session: Session) -> None:
    session.ask(*[Command.SLOWER] * 6)
    assert session.announced[-1] == "That's as slow as it goes."
    assert session.controller.tempo == 50


def test_louder_in_a_silence_is_said_at_the_new_loudness(session: Session) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").end + frames(1))
    session.ask(Command.SOFTER)
    session.live(2)
    assert session.announced == ["A little softer."]
    assert session.player.gain == pytest.approx(0.708, abs=0.001)


def test_louder_while_words_are_heard_only_makes_them_louder(session: Session) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").start + frames(0.5))
    session.ask(Command.LOUDER, Command.LOUDER)
    assert session.announced == []
    session.ask(Command.LOUDER)
    assert session.announced == ["That's as loud as it goes."]


def test_next_and_again_and_twice_again(session: Session) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").start + frames(5))
    asked = session.now_s
    session.ask(Command.NEXT)
    session.live(0.9)
    session.ask(Command.AGAIN)  # soon after its start: the one before
    session.live(6)
    session.ask(Command.AGAIN)
    session.live(1.2)
    assert session.texts(asked) == [
        "Hip raise",
        "Child's Pose",
        "Kneel down. Take your time.",
        "Kneel down.",
        "Child's Pose",
    ]


def test_in_the_last_exercise_next_is_the_end(session: Session) -> None:
    session.play_until(session.cue("Wall sit").end)
    session.ask(Command.NEXT)
    session.live(1)
    assert session.texts(session.now_s - 1.3)[-1] == "That was the last exercise."
    session.ask(Command.NEXT)
    assert session.announced == ["Less than a minute left."]
    session.live(30)
    assert session.player.done


def test_repeat_says_the_last_words_again_and_twice_those_before(session: Session) -> None:
    knees = session.cue("Knees bent.")
    session.play_until(knees.end + frames(0.5))
    asked = session.now_s
    session.ask(Command.REPEAT)
    session.live(0.7)
    session.ask(Command.REPEAT)
    session.live(0.7)
    assert session.texts(asked) == ["Knees bent.", "Lie down on your back. Take your time."]


def test_skip_the_rest_goes_to_what_closes_it(session: Session) -> None:
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


def test_ready_in_the_midst_of_a_hold_says_that_nothing_waits(session: Session) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").end + frames(2))
    at = session.player.position
    session.ask(Command.READY)
    assert session.announced == ["We aren't waiting right now."]
    session.live(0.5)
    assert session.player.position - at < frames(0.5)


def test_ready_ends_the_effort_that_lasts_until_one_stops(session: Session) -> None:
    hold = next(c for c in session.player.timeline.cues if c.kind == "hold" and c.place.item == 2)
    session.play_until(hold.end + frames(2))
    asked = session.now_s
    session.ask(Command.READY)
    session.live(2)
    assert session.texts(asked)[0] == "And slowly ease out of it."


def test_time_left_is_said_and_the_clock_stands(session: Session) -> None:
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


def test_help_is_shown_and_said(session: Session) -> None:
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
    # One after another with air between: three clips in one announcement.
    assert session.texts(asked) == [
        "Stopping. Slowly ease out of it.",
        "Roll onto your side, and push yourself up with your arms.",
        "Rest for as long as you like.",
    ]


def test_stop_twice_is_silence_at_once(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.STOP)
    session.live(0.5)
    began = session.world.now()
    session.ask(Command.STOP)
    assert session.player.done
    assert session.world.now() - began < 0.5
    session.ask(Command.NEXT)  # too late


def test_after_a_stall_of_a_minute_it_says_so_and_the_set_up_again(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    card = session.world.card
    card.frozen = True
    session.world.leap(60)
    card.thaw()
    asked = session.now_s
    session.live(40)
    assert session.texts(asked)[:5] == [
        "There was a short delay. Let's go on.", "Hip raise",
        "Lie down on your back. Take your time.", "Knees bent.", "Ready, and begin.",
    ]  # fmt: skip


def test_sound_that_was_lost_and_is_back_says_so_and_the_interrupted_cue_again(
    session: Session,
) -> None:
    session.play_until(session.cue("Hold for twenty seconds.").start + frames(0.5))
    session.world.card.die()
    session.player.wait(0.1)
    while not session.player.output_name:  # in real time: a helper thread opens the next one
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
    session.live(20)
    assert session.announced == ["One moment. I'm getting the next exercise ready."]
    session.speech.until = None
    session.speech.spoke = True
    session.player.wake.set()
    asked = session.now_s
    session.live(25)
    assert session.texts(asked)[0] == "We'll begin in 40 seconds."
    assert session.player.timeline == timeline


def test_commands_without_their_words_still_work() -> None:
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
    )  # to be read
    silent.live(5)
    assert silent.player.done


@pytest.mark.parametrize("command", list(Command))
def test_every_command_may_come_at_any_time(command: Command) -> None:
    session = Session()
    for _ in range(25):
        session.ask(command)
        session.live(2.3)
    never = threading.Event()
    session.world.wait(never, 1)
    assert session.world.card.error is None


SET_UP_AGAIN = ["Hip raise", "Lie down on your back. Take your time.", "Knees bent."]


def paused_for_long(session: Session) -> None:
    """Pause in the midst of a lift, and go on after 15 seconds."""
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
def test_a_set_up_that_a_question_cuts_is_said_again(
    session: Session, command: Command, answer: str
) -> None:
    paused_for_long(session)
    asked = session.now_s
    session.ask(command)
    session.live(30)
    assert session.texts(asked)[:6] == [answer, *SET_UP_AGAIN, "Ready, and begin.", "One. Lift up."]


def test_a_set_up_that_a_pause_cuts_is_said_again(session: Session) -> None:
    paused_for_long(session)
    session.ask(Command.PAUSE)
    session.live(3)
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(30)
    assert session.texts(asked)[:5] == [*SET_UP_AGAIN, "Ready, and begin.", "One. Lift up."]


def test_a_set_up_that_was_heard_is_not_said_again(session: Session) -> None:
    paused_for_long(session)
    session.play_until(session.cue("One. Lift up.").start + frames(0.5))
    asked = session.now_s
    session.ask(Command.TIME_LEFT)
    session.live(4)
    assert session.texts(asked)[:2] == ["About three minutes left.", "One. Lift up."]


def test_a_set_up_that_a_stall_cuts_is_said_again(session: Session) -> None:
    paused_for_long(session)
    session.world.card.frozen = True
    session.world.leap(5)
    session.world.card.thaw()
    asked = session.now_s
    session.live(30)
    assert session.texts(asked)[:4] == ["There was a short delay. Let's go on.", *SET_UP_AGAIN]


def test_a_pause_is_said_and_so_is_going_on_where_it_would_be_silent(session: Session) -> None:
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


def test_going_on_cuts_what_was_being_said_meanwhile(session: Session) -> None:
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
def test_help_can_be_cut_short_and_the_rep_begins_again(session: Session, command: Command) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.HELP)
    session.live(2)
    asked = session.now_s
    session.ask(command)
    session.live(1.2)
    assert session.texts(asked) == ["One. Lift up."]


def test_keys_that_are_taken_away_are_not_said_again(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.PAUSE, Command.HELP)
    session.live(30)  # they have been said, and still stand on the page
    asked = session.now_s
    session.keys_vanish = True
    session.ask(Command.HELP)
    session.live(5)
    assert session.texts(asked) == []
    assert session.controller.announcement == ""


def test_ready_is_obeyed_while_an_answer_is_heard(session: Session) -> None:
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


def test_the_words_again_after_a_long_pause_begin_with_the_set_up(session: Session) -> None:
    session.play_until(session.cue("Lower down.").end + frames(0.5))
    session.ask(Command.PAUSE)
    session.live(15)
    asked = session.now_s
    session.ask(Command.REPEAT)
    session.live(8)
    assert session.texts(asked) == SET_UP_AGAIN


def test_who_has_not_moved_yet_is_told_how_to_get_out_of_where_they_are(session: Session) -> None:
    session.play_until(session.cue("Hip raise").start + frames(0.3))
    session.ask(Command.STOP)
    assert "Put your hands on the floor" in session.announced[-1]  # kneeling still


def test_a_question_while_the_sound_is_gone_loses_nothing_of_how_it_goes_on(
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
    while not session.player.audible:  # in real time: a helper thread opens the next one
        assert session.player.wake.wait(10)
        session.player.wait(0)
    session.live(12)
    lost = "The sound dropped out for a moment. Let's go on."
    assert session.texts(0)[:4] == [lost, *SET_UP_AGAIN]


def test_a_stop_while_the_sound_is_gone_can_be_read(session: Session) -> None:
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


def test_who_goes_past_the_words_not_yet_synthesized_hears_the_next_exercise() -> None:
    session = Session(prompts_a_second=0.5)
    session.live(2)
    session.ask(Command.NEXT)
    for _ in range(6):  # synthesis gets its turn between them
        session.live(5)
    asked = session.now_s
    assert [text for text in session.texts(0) if text == "Hip raise"] == ["Hip raise"]
    session.ask(Command.AGAIN, Command.AGAIN)  # back to words that were passed over
    session.live(40)
    assert session.world.card.error is None
    assert "Kneel down." in session.texts(asked)


def test_two_keys_pressed_quickly_are_two(session: Session) -> None:
    session.live(2)
    asked = session.now_s
    session.ask(Command.NEXT, Command.NEXT)
    session.live(0.8)
    assert session.texts(asked)[-1] == "Wall sit"
    asked = session.now_s
    session.ask(Command.AGAIN, Command.AGAIN)
    session.live(0.8)
    assert session.texts(asked)[-1] == "Child's Pose"


def test_after_a_long_pause_in_the_set_up_what_was_said_of_it_is_said_again(
    session: Session,
) -> None:
    session.play_until(session.cue("Knees bent.").start + frames(0.3))
    session.ask(Command.PAUSE)
    session.live(15)
    asked = session.now_s
    session.ask(Command.PAUSE)
    session.live(9)
    assert session.texts(asked) == SET_UP_AGAIN


def test_ready_while_ready_is_being_said_is_not_talked_over(session: Session) -> None:
    session.play_until(session.cue("Ready, and begin.").start + frames(0.3))
    session.ask(Command.READY)
    assert session.announced == []
