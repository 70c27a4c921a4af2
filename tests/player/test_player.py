"""The player in virtual time."""

from __future__ import annotations

import threading
from itertools import pairwise

import pytest
from virtual_sound import LEVEL, Card, World, clip, cue, sounding, timeline

from coach.model.clip import Clip
from coach.model.problems import DeviceError
from coach.model.timeline import Timeline
from coach.model.units import frames
from coach.playback import Player
from coach.playback.mixer import Mixer
from coach.playback.player import SOUND_BACK, SOUND_GIVEN_UP, SOUND_LOST
from coach.playback.source import FADE_FRAMES
from coach.playback.transport import Interruption, ResumePoint

PLAIN = timeline(cue(1, 2), cue(3, 4), total_s=5)
REPS = timeline(cue(1, 1.5, rep=1), cue(3, 4, rep=1), cue(6, 7, rep=2), total_s=8)


class Session:
    """A player on a virtual card, and what it said."""

    def __init__(self, of: Timeline = PLAIN) -> None:
        self.world = World()
        self.faults: list[str] = []
        self.player = Player(
            Mixer(of, clip), self.world.open, on_fault=self.faults.append, clock=self.world
        )

    def go_to(self, position_s: float) -> None:
        """Play until so much has been heard."""
        while self.player.position < frames(position_s):
            self.world.leap(0.001)

    def pass_time(self, seconds: float) -> None:
        never = threading.Event()
        self.world.wait(never, seconds)

    def finish(self) -> None:
        while not self.player.done:
            self.player.wait(60)

    def after_reconnecting(self) -> None:
        """Wait, in real time, for the helper thread to have a line."""
        while not self.player.output_name:
            assert self.player.wake.wait(10)
            self.player.wait(0)


@pytest.fixture
def session() -> Session:
    return Session()


def heard_s(session: Session) -> list[tuple[float, float]]:
    return sounding(session.world.card.levels())


def test_it_plays_the_timeline_and_is_done_when_the_last_frame_was_heard(session: Session) -> None:
    began = session.world.now()
    session.player.play()
    session.finish()
    assert heard_s(session) == [(1, 2), (3, 4)]
    assert session.player.position == PLAIN.total
    assert session.world.now() - began == pytest.approx(5.1, abs=0.03)


def test_it_closes_with_all_that_was_handed_over_heard(session: Session) -> None:
    with session.player:
        session.player.play()
        session.finish()
    assert session.world.card.closed == [True]
    assert session.player.done


def test_it_closes_at_once_in_the_midst(session: Session) -> None:
    with session.player:
        session.player.play()
        session.go_to(1.5)
    assert session.world.card.closed == [False]
    assert not session.player.done


def test_it_starts_anywhere(session: Session) -> None:
    session.player.play(frames(2.5))
    assert session.player.position == frames(2.5)
    session.finish()
    assert heard_s(session) == [(0.5, 1.5)]


def test_an_empty_timeline_is_done_soon() -> None:
    session = Session(timeline(total_s=0))
    session.player.play()
    session.finish()
    assert session.player.position == 0


def test_the_position_moves_with_what_is_heard_and_never_before_its_start(
    session: Session,
) -> None:
    session.player.play()
    began, shown = session.world.now(), []
    for _ in range(300):
        shown.append(session.player.position - frames(session.world.now() - began))
        session.world.leap(0.01)
    assert max(map(abs, shown)) <= 1


def test_a_pause_fades_within_20_ms_and_stands(session: Session) -> None:
    session.player.play()
    session.go_to(1.5)
    session.player.pause()
    assert session.player.paused
    session.pass_time(10)
    ((start, end),) = heard_s(session)
    assert start == 1
    assert end == pytest.approx(1.5 + 0.2 + 0.02, abs=0.06)
    fade = session.world.card.levels()[frames(end) - FADE_FRAMES : frames(end)]
    assert list(fade) == sorted(fade, reverse=True)
    assert fade[0] > 0.99 * LEVEL
    assert fade[-1] < 0.01 * LEVEL
    assert session.player.position == pytest.approx(frames(end), abs=FADE_FRAMES)


def test_a_cue_that_was_cut_is_said_again_and_the_rest_follows_on_time(session: Session) -> None:
    session.player.play()
    session.go_to(1.5)
    session.player.pause()
    session.pass_time(3)
    session.player.resume()
    session.finish()
    _, (again, end), (following, _) = heard_s(session)
    assert end - again == pytest.approx(1, abs=0.001)
    assert following - again == pytest.approx(2, abs=0.001)
    assert session.player.position == PLAIN.total


def test_a_pause_in_a_rep_begins_the_rep_again() -> None:
    session = Session(REPS)
    session.player.play()
    session.go_to(5)
    session.player.pause()
    session.pass_time(1)
    session.player.resume()
    session.pass_time(0.5)
    assert frames(1) <= session.player.position <= frames(1.5)
    session.finish()
    lengths = [round(end - start, 3) for start, end in heard_s(session)]
    assert lengths == [0.5, 1, 0.5, 1, 1]


def test_a_pause_in_silence_goes_on_where_it_stood(session: Session) -> None:
    session.player.play()
    session.go_to(2.4)
    session.player.pause()
    session.pass_time(5)
    session.player.resume()
    session.finish()
    assert [round(end - start, 3) for start, end in heard_s(session)] == [1, 1]


def test_a_pause_that_is_taken_back_at_once_says_the_cut_cue_again(session: Session) -> None:
    session.player.play()
    session.go_to(1.5)
    session.player.pause()
    session.player.resume()
    session.finish()
    _, again, following = [round(end - start, 3) for start, end in heard_s(session)]
    assert (again, following) == (1, 1)


def test_a_pause_just_before_a_cue_does_not_begin_it(session: Session) -> None:
    session.player.play()
    # The stream takes whole blocks of 50 ms, 0.2 s ahead: this one ends where the cue begins.
    session.go_to(0.79)
    session.player.pause()
    session.pass_time(1)
    assert heard_s(session) == []


def test_a_stop_fades_and_closes_within_latency_and_a_fifth_of_a_second(session: Session) -> None:
    session.player.play()
    session.go_to(1.2)
    began = session.world.now()
    session.player.stop()
    assert session.world.now() - began <= 0.2 + 0.2 + 0.01
    assert session.world.card.closed
    assert session.player.done
    assert session.world.card.levels()[-frames(0.1) :].count(0) == frames(0.1)
    assert session.player.wait(1)


def test_a_stop_while_paused_is_silent(session: Session) -> None:
    session.player.play()
    session.go_to(1.5)
    session.player.pause()
    session.pass_time(1)
    before = heard_s(session)
    session.player.stop()
    assert heard_s(session) == before


def test_a_stop_on_a_stream_that_hangs_ends_all_the_same(session: Session) -> None:
    session.player.play()
    session.world.card.frozen = True
    session.player.stop()
    assert session.world.card.closed
    assert session.player.done


def test_it_plays_once(session: Session) -> None:
    session.player.play()
    with pytest.raises(RuntimeError, match="already playing"):
        session.player.play()


def test_no_device_is_told_and_another_opener_can_be_tried(session: Session) -> None:
    session.world.failures = 1
    with pytest.raises(DeviceError):
        session.player.play()
    session.player.play()
    session.finish()


def test_waiting_ends_by_the_event_that_is_shared(session: Session) -> None:
    session.player.play()
    session.player.wake.set()
    assert session.player.wait(60)
    assert not session.player.wake.is_set()
    assert not session.player.wait(0.3)


def test_what_is_raised_in_the_sound_thread_is_raised_in_the_main_thread() -> None:
    world = World()
    player = Player(Mixer(PLAIN, lambda _: Clip(b"")), world.open, clock=world)
    player.play()
    with pytest.raises(ValueError, match="the clip has 0 frames"):
        player.wait(10)
    assert world.card.closed


def test_a_stream_that_dies_in_mid_cue_is_opened_again_and_says_the_cue_again(
    session: Session,
) -> None:
    session.player.play()
    session.go_to(3.5)
    dead = session.world.card
    session.world.failures = 3
    dead.die()
    assert session.player.wait(10)
    assert session.faults == [SOUND_LOST]
    assert not session.player.audible
    assert session.player.position == frames(3)
    session.after_reconnecting()
    assert session.faults == [SOUND_LOST, SOUND_BACK]
    assert dead.closed
    session.finish()
    ((start, end),) = heard_s(session)
    assert end - start == pytest.approx(1, abs=0.001)


def test_what_was_still_in_the_buffer_of_a_dead_stream_is_not_lost(session: Session) -> None:
    session.player.play()
    session.go_to(1.9)  # the whole of the cue is handed over, but not heard
    session.world.card.die()
    session.player.wait(10)
    assert session.player.position == frames(1)


def test_a_pause_while_the_sound_is_away_holds_when_it_is_back(session: Session) -> None:
    session.player.play()
    session.go_to(1.5)
    session.world.card.die()
    session.player.wait(10)
    session.player.pause()
    session.after_reconnecting()
    session.pass_time(3)
    assert heard_s(session) == []
    assert session.player.position == frames(1)
    session.player.resume()
    session.finish()
    assert len(heard_s(session)) == 2


def test_a_sound_that_stays_away_leaves_the_screen(session: Session) -> None:
    session.player.play()
    session.go_to(1.5)
    session.world.failures = float("inf")
    session.world.card.die()
    session.player.wait(10)
    session.after_reconnecting()
    assert session.faults == [SOUND_LOST, SOUND_GIVEN_UP]
    assert session.player.output_name == "screen"
    session.player.close()


def test_an_ending_that_is_read_is_not_cut_off_by_a_device_that_comes(session: Session) -> None:
    session.world.failures = float("inf")
    session.player.play_silently()
    session.player.finish(bytes(2 * frames(0.5)))
    session.world.failures = 0
    while not session.player.done:  # the screen goes by the machine's own clock
        session.player.wake.wait(0.05)
        session.world.leap(0.05)
        session.player.wait(0)
    assert session.faults == []
    assert session.world.cards == []
    session.player.close()


def test_a_stop_while_the_sound_is_away_ends_at_once(session: Session) -> None:
    session.player.play()
    session.world.failures = float("inf")
    session.world.card.die()
    session.player.wait(10)
    session.player.stop()
    assert session.player.done
    assert session.faults == [SOUND_LOST]


def test_a_stream_that_says_it_lives_but_does_not_pull_is_dead_after_3_seconds(
    session: Session,
) -> None:
    session.player.play()
    session.go_to(1.5)
    session.world.card.frozen = True
    began = session.world.now()
    while not session.faults:
        session.player.wait(0.25)
    assert 3 <= session.world.now() - began < 4
    session.after_reconnecting()
    session.player.close()


def test_a_process_that_was_stopped_does_not_take_the_stream_for_dead(session: Session) -> None:
    session.player.play()
    session.player.wait(1.5)
    session.world.card.frozen = True
    session.world.leap(60)
    session.player.wait(0.1)
    session.world.card.thaw()
    session.finish()
    assert session.faults == []


def test_standing_still_for_over_a_second_counts_as_a_pause(session: Session) -> None:
    session.player.play()
    session.go_to(3.5)
    session.world.card.frozen = True
    session.world.leap(30)
    session.world.card.thaw()
    session.finish()
    first, cut, again = heard_s(session)
    assert first == (1, 2)
    assert cut[1] - cut[0] == pytest.approx(3.5 + 0.2 - 3, abs=0.05)
    assert again[1] - again[0] == pytest.approx(1, abs=0.001)
    assert session.player.stalls == 1
    assert session.player.underruns == 1


def test_speech_that_gets_ready_as_everything_stood_still_does_not_end_the_going_on(
    session: Session,
) -> None:
    session.player.play()
    session.go_to(3.5)
    session.world.card.frozen = True
    session.world.leap(30)
    session.world.card.thaw()
    session.world.leap(0.06)  # the stream finds out that it stood
    session.player.replace(Mixer(PLAIN, clip))  # asked for before anyone has looked
    for _ in range(200):
        session.player.wait(0.1)
    assert session.player.done
    assert session.player.position == PLAIN.total


def test_a_device_that_wakes_slowly_loses_nothing_and_counts_for_nothing(
    session: Session,
) -> None:
    session.player.play()
    card: Card = session.world.card
    card.frozen = True
    session.world.leap(2)
    card.thaw()
    session.finish()
    assert heard_s(session) == [(1, 2), (3, 4)]
    assert session.player.stalls == 0


def test_it_goes_to_another_place_at_once_and_plays_on_from_there(session: Session) -> None:
    session.player.play()
    session.go_to(1.5)
    session.player.seek(frames(2.5))
    session.finish()
    (first, second) = heard_s(session)
    assert first[1] < 1.5 + 0.2 + 0.05 + 0.02  # what the card had taken ahead, a block, the fade
    assert second[1] - second[0] == pytest.approx(1, abs=0.01)
    assert second[0] - first[1] == pytest.approx(0.5, abs=0.03)


def test_another_place_asked_for_while_the_sound_is_away_holds_when_it_is_back(
    session: Session,
) -> None:
    session.player.play()
    session.go_to(1.5)
    session.world.card.die()
    session.player.wait(10)
    assert session.player.wake.wait(10)  # the next line is made, but not yet taken up
    session.player.seek(frames(2.5))
    session.after_reconnecting()
    session.finish()
    assert [round(end - start, 3) for start, end in heard_s(session)] == [1]


ASIDE = clip(cue(0, 0.4)).pcm


def test_an_aside_is_said_while_the_timeline_stands(session: Session) -> None:
    session.player.play()
    session.go_to(2.4)
    session.player.pause(ASIDE)
    stands = session.player.settle()
    session.player.resume_from(stands)
    session.finish()
    first, aside, second = heard_s(session)
    assert first == (1, 2)
    assert aside[1] - aside[0] == pytest.approx(0.4, abs=0.001)
    assert aside[0] - 2.4 < 0.2 + 0.05  # the latency and a block
    assert second[0] == pytest.approx(3 + 0.4, abs=0.001)
    assert session.player.position == PLAIN.total


def test_an_aside_that_is_cut_by_the_next_command_fades(session: Session) -> None:
    session.player.play()
    session.go_to(2.2)
    session.player.pause(ASIDE)
    session.player.settle()
    session.pass_time(0.1)
    session.player.pause()
    session.player.resume_from(session.player.settle())
    session.finish()
    _, aside, second = heard_s(session)
    assert aside[1] - aside[0] < 0.3
    assert second[1] - second[0] == pytest.approx(1, abs=0.001)


def test_the_shown_position_stands_while_an_aside_is_heard(session: Session) -> None:
    session.player.play()
    session.go_to(2.2)
    session.player.pause(ASIDE)
    stands = session.player.settle()
    session.player.resume_from(stands)
    session.pass_time(0.5)
    assert session.player.position == stands


def test_the_ending_is_heard_to_its_end(session: Session) -> None:
    session.player.play()
    session.go_to(1.5)
    session.player.finish(ASIDE)
    session.finish()
    first, aside = heard_s(session)
    assert first[1] < 1.5 + 0.2 + 0.05 + 0.02 + 0.001
    assert aside == pytest.approx((first[1] + 0.06, first[1] + 0.46), abs=0.001)


def test_stopping_twice_is_silence(session: Session) -> None:
    session.player.play()
    session.go_to(2.2)
    session.player.finish(ASIDE)
    session.pass_time(0.3)
    session.player.stop()
    assert session.player.done
    assert heard_s(session)[1][1] < 2.2 + 0.3 + 0.2 + 0.05


def test_another_timeline_with_the_same_past_goes_on_without_a_seam(session: Session) -> None:
    session.player.play()
    session.go_to(1.5)
    longer = timeline(cue(1, 2), cue(4, 5), total_s=6)
    session.player.replace(Mixer(longer, clip))
    session.finish()
    assert heard_s(session) == [(1, 2), (4, 5)]
    assert session.player.position == longer.total


def test_it_waits_where_speech_is_not_ready_and_goes_on_when_it_is() -> None:
    session = Session()
    session.player = Player(
        Mixer(PLAIN, clip, ready_until=frames(2.5)), session.world.open, clock=session.world
    )
    session.player.play()
    session.pass_time(4)
    assert session.player.starved
    assert session.player.position == frames(2.5)
    session.player.announce(ASIDE)
    session.pass_time(2)
    session.player.replace(Mixer(PLAIN, clip))
    session.finish()
    first, aside, second = heard_s(session)
    assert first == (1, 2)
    assert aside[0] == pytest.approx(4, abs=0.3)
    assert 6 < second[0] < 7
    assert second[1] - second[0] == pytest.approx(1, abs=0.001)
    assert session.player.position == PLAIN.total


def test_softer_is_led_to_within_a_block(session: Session) -> None:
    session.player.play()
    session.go_to(1.2)
    session.player.gain = 0.5
    session.finish()
    levels = session.world.card.levels()
    assert levels[frames(1.1)] == LEVEL
    assert levels[frames(1.9)] == levels[frames(3.5)] == LEVEL // 2
    steps = [abs(b - a) for a, b in pairwise(levels[frames(1.1) : frames(1.9)])]
    assert max(steps) <= 1


def test_how_to_go_on_after_an_interruption_can_be_said() -> None:
    asked: list[Interruption] = []

    def on_interruption(interruption: Interruption) -> ResumePoint:
        asked.append(interruption)
        return ResumePoint(frames(2.5), ASIDE)

    session = Session()
    session.player.on_interruption = on_interruption
    session.player.play()
    session.go_to(1.5)
    session.world.card.frozen = True
    session.world.leap(30)
    session.world.card.thaw()
    session.finish()
    assert [(i.kind, round(i.seconds)) for i in asked] == [("stall", 30)]
    _, aside, second = heard_s(session)
    assert round(aside[1] - aside[0], 3) == 0.4
    assert second[0] - aside[1] == pytest.approx(0.5, abs=0.001)


def test_without_a_device_it_plays_on_the_screen_until_there_is_one(session: Session) -> None:
    session.world.failures = 1
    with pytest.raises(DeviceError):
        session.player.play()
    session.player.play_silently(frames(1.2))
    assert session.player.output_name == "screen"
    while not session.player.audible:
        assert session.player.wake.wait(10)
        session.player.wait(0)
    assert session.faults == [SOUND_BACK]
    session.finish()
    assert len(heard_s(session)) == 2
