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
    """A player on a virtual sound card, and its messages."""

    def __init__(self, of: Timeline = PLAIN) -> None:
        self.world = World()
        self.faults: list[str] = []
        self.player = Player(
            Mixer(of, clip), self.world.open, on_fault=self.faults.append, clock=self.world
        )

    def play_until(self, position_s: float) -> None:
        """Play until the player reaches a position."""
        while self.player.position < frames(position_s):
            self.world.leap(0.001)

    def pass_time(self, seconds: float) -> None:
        never = threading.Event()
        self.world.wait(never, seconds)

    def finish(self) -> None:
        while not self.player.done:
            self.player.wait(60)

    def wait_until_reconnected(self) -> None:
        """Wait, in real time, until the reconnecting thread has a connection."""
        while not self.player.output_name:
            assert self.player.wake.wait(10)
            self.player.wait(0)


@pytest.fixture
def session() -> Session:
    return Session()


def heard_s(session: Session) -> list[tuple[float, float]]:
    return sounding(session.world.card.levels())


def test_it_is_done_when_the_last_frame_has_been_heard(session: Session) -> None:
    began = session.world.now()
    session.player.play()
    session.finish()
    assert heard_s(session) == [(1, 2), (3, 4)]
    assert session.player.position == PLAIN.total
    assert session.world.now() - began == pytest.approx(5.1, abs=0.03)


def test_closing_at_the_end_drains_the_stream(session: Session) -> None:
    with session.player:
        session.player.play()
        session.finish()
    assert session.world.card.closed == [True]
    assert session.player.done


def test_closing_in_the_middle_does_not_drain(session: Session) -> None:
    with session.player:
        session.player.play()
        session.play_until(1.5)
    assert session.world.card.closed == [False]
    assert not session.player.done


def test_it_can_start_at_any_frame(session: Session) -> None:
    session.player.play(frames(2.5))
    assert session.player.position == frames(2.5)
    session.finish()
    assert heard_s(session) == [(0.5, 1.5)]


def test_an_empty_timeline_ends_at_once() -> None:
    session = Session(timeline(total_s=0))
    session.player.play()
    session.finish()
    assert session.player.position == 0


def test_the_position_follows_what_is_heard(
    session: Session,
) -> None:
    session.player.play()
    began, shown = session.world.now(), []
    for _ in range(300):
        shown.append(session.player.position - frames(session.world.now() - began))
        session.world.leap(0.01)
    assert max(map(abs, shown)) <= 1


def test_a_pause_fades_out_within_20_ms(session: Session) -> None:
    session.player.play()
    session.play_until(1.5)
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


def test_an_interrupted_cue_is_repeated_and_the_rest_follows_on_time(session: Session) -> None:
    session.player.play()
    session.play_until(1.5)
    session.player.pause()
    session.pass_time(3)
    session.player.resume()
    session.finish()
    _, (again, end), (following, _) = heard_s(session)
    assert end - again == pytest.approx(1, abs=0.001)
    assert following - again == pytest.approx(2, abs=0.001)
    assert session.player.position == PLAIN.total


def test_a_pause_in_a_rep_restarts_the_rep() -> None:
    session = Session(REPS)
    session.player.play()
    session.play_until(5)
    session.player.pause()
    session.pass_time(1)
    session.player.resume()
    session.pass_time(0.5)
    assert frames(1) <= session.player.position <= frames(1.5)
    session.finish()
    lengths = [round(end - start, 3) for start, end in heard_s(session)]
    assert lengths == [0.5, 1, 0.5, 1, 1]


def test_a_pause_in_silence_resumes_where_it_was(session: Session) -> None:
    session.player.play()
    session.play_until(2.4)
    session.player.pause()
    session.pass_time(5)
    session.player.resume()
    session.finish()
    assert [round(end - start, 3) for start, end in heard_s(session)] == [1, 1]


def test_resuming_at_once_repeats_the_interrupted_cue(session: Session) -> None:
    session.player.play()
    session.play_until(1.5)
    session.player.pause()
    session.player.resume()
    session.finish()
    _, again, following = [round(end - start, 3) for start, end in heard_s(session)]
    assert (again, following) == (1, 1)


def test_a_pause_just_before_a_cue_does_not_start_it(session: Session) -> None:
    session.player.play()
    # The stream takes whole blocks of 50 ms, 0.2 s ahead: this one ends where the cue begins.
    session.play_until(0.79)
    session.player.pause()
    session.pass_time(1)
    assert heard_s(session) == []


def test_stop_fades_out_within_the_latency_and_200_ms(session: Session) -> None:
    session.player.play()
    session.play_until(1.2)
    began = session.world.now()
    session.player.stop()
    assert session.world.now() - began <= 0.2 + 0.2 + 0.01
    assert session.world.card.closed
    assert session.player.done
    assert session.world.card.levels()[-frames(0.1) :].count(0) == frames(0.1)
    assert session.player.wait(1)


def test_stop_while_paused_is_silent(session: Session) -> None:
    session.player.play()
    session.play_until(1.5)
    session.player.pause()
    session.pass_time(1)
    before = heard_s(session)
    session.player.stop()
    assert heard_s(session) == before


def test_stop_works_on_a_stream_that_hangs(session: Session) -> None:
    session.player.play()
    session.world.card.frozen = True
    session.player.stop()
    assert session.world.card.closed
    assert session.player.done


def test_it_can_only_be_started_once(session: Session) -> None:
    session.player.play()
    with pytest.raises(RuntimeError, match="already playing"):
        session.player.play()


def test_starting_can_be_tried_again_after_a_device_error(session: Session) -> None:
    session.world.failures = 1
    with pytest.raises(DeviceError):
        session.player.play()
    session.player.play()
    session.finish()


def test_the_shared_event_ends_a_wait(session: Session) -> None:
    session.player.play()
    session.player.wake.set()
    assert session.player.wait(60)
    assert not session.player.wake.is_set()
    assert not session.player.wait(0.3)


def test_errors_in_the_sound_thread_are_raised_in_the_main_thread() -> None:
    world = World()
    player = Player(Mixer(PLAIN, lambda _: Clip(b"")), world.open, clock=world)
    player.play()
    with pytest.raises(ValueError, match="the clip has 0 frames"):
        player.wait(10)
    assert world.card.closed


def test_a_stream_that_dies_is_reopened_and_repeats_the_cue(
    session: Session,
) -> None:
    session.player.play()
    session.play_until(3.5)
    dead = session.world.card
    session.world.failures = 3
    dead.die()
    assert session.player.wait(10)
    assert session.faults == [SOUND_LOST]
    assert not session.player.audible
    assert session.player.position == frames(3)
    session.wait_until_reconnected()
    assert session.faults == [SOUND_LOST, SOUND_BACK]
    assert dead.closed
    session.finish()
    ((start, end),) = heard_s(session)
    assert end - start == pytest.approx(1, abs=0.001)


def test_a_cue_still_in_the_buffer_of_a_dead_stream_is_repeated(session: Session) -> None:
    session.player.play()
    session.play_until(1.9)  # all of the cue is delivered, but not heard yet
    session.world.card.die()
    session.player.wait(10)
    assert session.player.position == frames(1)


def test_a_pause_during_a_reconnect_is_kept(session: Session) -> None:
    session.player.play()
    session.play_until(1.5)
    session.world.card.die()
    session.player.wait(10)
    session.player.pause()
    session.wait_until_reconnected()
    session.pass_time(3)
    assert heard_s(session) == []
    assert session.player.position == frames(1)
    session.player.resume()
    session.finish()
    assert len(heard_s(session)) == 2


def test_a_lost_device_leaves_the_silent_output(session: Session) -> None:
    session.player.play()
    session.play_until(1.5)
    session.world.failures = float("inf")
    session.world.card.die()
    session.player.wait(10)
    session.wait_until_reconnected()
    assert session.faults == [SOUND_LOST, SOUND_GIVEN_UP]
    assert session.player.output_name == "screen"
    session.player.close()


def test_silent_closing_words_are_not_interrupted_by_a_device(session: Session) -> None:
    session.world.failures = float("inf")
    session.player.play_silently()
    session.player.finish(bytes(2 * frames(0.5)))
    session.world.failures = 0
    while not session.player.done:  # the silent output follows the machine's own clock
        session.player.wake.wait(0.05)
        session.world.leap(0.05)
        session.player.wait(0)
    assert session.faults == []
    assert session.world.cards == []
    session.player.close()


def test_stop_during_a_reconnect_ends_at_once(session: Session) -> None:
    session.player.play()
    session.world.failures = float("inf")
    session.world.card.die()
    session.player.wait(10)
    session.player.stop()
    assert session.player.done
    assert session.faults == [SOUND_LOST]


def test_a_stream_that_does_not_pull_for_3_seconds_is_dead(
    session: Session,
) -> None:
    session.player.play()
    session.play_until(1.5)
    session.world.card.frozen = True
    began = session.world.now()
    while not session.faults:
        session.player.wait(0.25)
    assert 3 <= session.world.now() - began < 4
    session.wait_until_reconnected()
    session.player.close()


def test_a_suspended_process_does_not_think_its_stream_is_dead(session: Session) -> None:
    session.player.play()
    session.player.wait(1.5)
    session.world.card.frozen = True
    session.world.leap(60)
    session.player.wait(0.1)
    session.world.card.thaw()
    session.finish()
    assert session.faults == []


def test_a_stall_of_over_a_second_counts_as_a_pause(session: Session) -> None:
    session.player.play()
    session.play_until(3.5)
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


def test_a_new_timeline_during_a_stall_does_not_prevent_resuming(
    session: Session,
) -> None:
    session.player.play()
    session.play_until(3.5)
    session.world.card.frozen = True
    session.world.leap(30)
    session.world.card.thaw()
    session.world.leap(0.06)  # the source notices the stall
    session.player.replace(Mixer(PLAIN, clip))  # requested before the player has noticed
    for _ in range(200):
        session.player.wait(0.1)
    assert session.player.done
    assert session.player.position == PLAIN.total


def test_a_device_that_wakes_slowly_is_not_a_stall(
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


def test_seek_plays_from_the_new_frame_at_once(session: Session) -> None:
    session.player.play()
    session.play_until(1.5)
    session.player.seek(frames(2.5))
    session.finish()
    (first, second) = heard_s(session)
    assert first[1] < 1.5 + 0.2 + 0.05 + 0.02  # the card's buffer, a block, the fade
    assert second[1] - second[0] == pytest.approx(1, abs=0.01)
    assert second[0] - first[1] == pytest.approx(0.5, abs=0.03)


def test_a_seek_during_a_reconnect_is_kept(
    session: Session,
) -> None:
    session.player.play()
    session.play_until(1.5)
    session.world.card.die()
    session.player.wait(10)
    assert session.player.wake.wait(10)  # the new connection is ready, but not yet in use
    session.player.seek(frames(2.5))
    session.wait_until_reconnected()
    session.finish()
    assert [round(end - start, 3) for start, end in heard_s(session)] == [1]


ANNOUNCEMENT = clip(cue(0, 0.4)).pcm


def test_an_announcement_plays_while_the_timeline_stands_still(session: Session) -> None:
    session.player.play()
    session.play_until(2.4)
    session.player.pause(ANNOUNCEMENT)
    stopped_at = session.player.settle()
    session.player.resume_from(stopped_at)
    session.finish()
    first, announcement, second = heard_s(session)
    assert first == (1, 2)
    assert announcement[1] - announcement[0] == pytest.approx(0.4, abs=0.001)
    assert announcement[0] - 2.4 < 0.2 + 0.05  # the latency and a block
    assert second[0] == pytest.approx(3 + 0.4, abs=0.001)
    assert session.player.position == PLAIN.total


def test_an_announcement_fades_out_at_the_next_command(session: Session) -> None:
    session.player.play()
    session.play_until(2.2)
    session.player.pause(ANNOUNCEMENT)
    session.player.settle()
    session.pass_time(0.1)
    session.player.pause()
    session.player.resume_from(session.player.settle())
    session.finish()
    _, announcement, second = heard_s(session)
    assert announcement[1] - announcement[0] < 0.3
    assert second[1] - second[0] == pytest.approx(1, abs=0.001)


def test_the_position_stands_still_during_an_announcement(session: Session) -> None:
    session.player.play()
    session.play_until(2.2)
    session.player.pause(ANNOUNCEMENT)
    stopped_at = session.player.settle()
    session.player.resume_from(stopped_at)
    session.pass_time(0.5)
    assert session.player.position == stopped_at


def test_the_closing_words_are_played_to_the_end(session: Session) -> None:
    session.player.play()
    session.play_until(1.5)
    session.player.finish(ANNOUNCEMENT)
    session.finish()
    first, announcement = heard_s(session)
    assert first[1] < 1.5 + 0.2 + 0.05 + 0.02 + 0.001
    assert announcement == pytest.approx((first[1] + 0.06, first[1] + 0.46), abs=0.001)


def test_stop_cuts_off_the_closing_words(session: Session) -> None:
    session.player.play()
    session.play_until(2.2)
    session.player.finish(ANNOUNCEMENT)
    session.pass_time(0.3)
    session.player.stop()
    assert session.player.done
    assert heard_s(session)[1][1] < 2.2 + 0.3 + 0.2 + 0.05


def test_replacing_the_timeline_leaves_no_gap(session: Session) -> None:
    session.player.play()
    session.play_until(1.5)
    longer = timeline(cue(1, 2), cue(4, 5), total_s=6)
    session.player.replace(Mixer(longer, clip))
    session.finish()
    assert heard_s(session) == [(1, 2), (4, 5)]
    assert session.player.position == longer.total


def test_it_waits_for_speech_that_is_not_ready() -> None:
    session = Session()
    session.player = Player(
        Mixer(PLAIN, clip, ready_until=frames(2.5)), session.world.open, clock=session.world
    )
    session.player.play()
    session.pass_time(4)
    assert session.player.starved
    assert session.player.position == frames(2.5)
    session.player.announce(ANNOUNCEMENT)
    session.pass_time(2)
    session.player.replace(Mixer(PLAIN, clip))
    session.finish()
    first, announcement, second = heard_s(session)
    assert first == (1, 2)
    assert announcement[0] == pytest.approx(4, abs=0.3)
    assert 6 < second[0] < 7
    assert second[1] - second[0] == pytest.approx(1, abs=0.001)
    assert session.player.position == PLAIN.total


def test_the_gain_changes_smoothly_within_a_block(session: Session) -> None:
    session.player.play()
    session.play_until(1.2)
    session.player.gain = 0.5
    session.finish()
    levels = session.world.card.levels()
    assert levels[frames(1.1)] == LEVEL
    assert levels[frames(1.9)] == levels[frames(3.5)] == LEVEL // 2
    steps = [abs(b - a) for a, b in pairwise(levels[frames(1.1) : frames(1.9)])]
    assert max(steps) <= 1


def test_the_resume_point_after_an_interruption_can_be_chosen() -> None:
    asked: list[Interruption] = []

    def on_interruption(interruption: Interruption) -> ResumePoint:
        asked.append(interruption)
        return ResumePoint(frames(2.5), ANNOUNCEMENT)

    session = Session()
    session.player.on_interruption = on_interruption
    session.player.play()
    session.play_until(1.5)
    session.world.card.frozen = True
    session.world.leap(30)
    session.world.card.thaw()
    session.finish()
    assert [(i.kind, round(i.seconds)) for i in asked] == [("stall", 30)]
    _, announcement, second = heard_s(session)
    assert round(announcement[1] - announcement[0], 3) == 0.4
    assert second[0] - announcement[1] == pytest.approx(0.5, abs=0.001)


def test_the_silent_output_is_replaced_when_a_device_appears(session: Session) -> None:
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
