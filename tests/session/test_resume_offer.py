"""Enter, before the safety lines, goes on where the last session was stopped."""

from __future__ import annotations

from dataclasses import replace

from tempo import routine_of
from virtual_session import CHOICES, ENGLISH, Session

from coach.model.units import frames
from coach.planning import Plan, plan
from coach.playback.transport import Command
from coach.session.resume_offer import ResumeOffer

ROUTINE = routine_of("stop_if: It hurts.\nexercises: [{name: Cat-Cow, hold: 20 s}]")


def plan_at(tempo: int) -> Plan:
    chosen = replace(CHOICES, intro="short", stopped_in="Cat-Cow", tempo=tempo)
    return plan(ROUTINE, chosen, ENGLISH)


def session() -> Session:
    return Session(plan_at=plan_at)


def test_enter_accepts_the_offer_and_ends_the_session() -> None:
    begun, offer = session(), ResumeOffer()
    begun.live(1)
    assert begun.controller.state().can_be_ready
    assert offer.filtered(Command.READY, begun.player) is None
    assert offer.accepted
    assert begun.player.done
    begun.controller.update()
    begun.controller.state()


def test_an_enter_from_before_the_offer_is_no_answer() -> None:
    begun, offer = session(), ResumeOffer()
    begun.live(0.3)
    assert offer.filtered(Command.READY, begun.player) is Command.READY
    assert not offer.accepted


def test_after_the_safety_lines_have_begun_enter_means_ready() -> None:
    begun, offer = session(), ResumeOffer()
    begun.play_until(begun.cue("Stop at once if:").start + frames(0.1))
    assert not begun.controller.state().can_be_ready
    assert offer.filtered(Command.READY, begun.player) is Command.READY
    assert not (offer.accepted)
    assert not (begun.player.done)


def test_other_keys_and_an_enter_that_ends_a_pause_are_no_answer() -> None:
    begun, offer = session(), ResumeOffer()
    begun.live(1)
    for command in (None, Command.PAUSE, Command.NEXT, Command.STOP):
        assert offer.filtered(command, begun.player) is command
    begun.ask(Command.PAUSE)
    begun.live(1)
    assert offer.filtered(Command.READY, begun.player) is Command.READY
    assert not offer.accepted
