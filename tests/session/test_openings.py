"""The safety lines are heard in full once for each person, when they change, and once a week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from tempo import routine_of, timeline_of

from coach.model.units import frames
from coach.planning import Choices
from coach.session.observers import Observers
from coach.session.openings import FULL_AGAIN_S, HeardOpenings, OpeningKeeper
from coach.session.screen import SessionState

YAML = """
before: Ask your doctor first.
emergency_if: [Your legs are numb.]
do_not_start_if: [You have a fever.]
stop_if: [It hurts.]
exercises: [{name: Stretch, hold: 9 s}]
"""
ROUTINE = routine_of(YAML)
TIMELINE = timeline_of(YAML, Choices(intro="full", controls="keys"))
OPENING_END = TIMELINE.cues_of(TIMELINE.segments[0])[-1].end
DAY_S = 24 * 3600.0


class Clock:
    def __init__(self) -> None:
        self.now_s = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def heard(tmp_path: Path, clock: Clock) -> HeardOpenings:
    return HeardOpenings(tmp_path / "openings", now=clock)


def every_half_second(until: int, *, since: int = 0) -> list[SessionState]:
    """Return the states of a session that plays from one frame to another."""
    positions = [*range(since, until, frames(0.5)), until]
    return [SessionState(TIMELINE, position) for position in positions]


def watch(heard: HeardOpenings, states: Iterable[SessionState]) -> bool:
    """Keep the opening of a session; return whether it counts as heard."""
    first, *others = states
    keeper = OpeningKeeper(heard, ROUTINE)
    keeper.start(first, lambda _message: None)
    for state in others:
        keeper.update(state)
    return heard.lately(ROUTINE)


# -- whose lines were heard, and when --------------------------------------------------------------


def test_nothing_was_heard_before_the_first_time(heard: HeardOpenings, tmp_path: Path) -> None:
    assert not heard.lately(ROUTINE)
    assert not list(tmp_path.iterdir())  # looking leaves nothing behind


def test_once_they_were_heard_they_are_short(heard: HeardOpenings, tmp_path: Path) -> None:
    heard.record(ROUTINE)
    assert heard.lately(ROUTINE)
    assert HeardOpenings(tmp_path / "openings", now=Clock()).lately(ROUTINE)  # the next session's


def test_each_person_hears_them_once(tmp_path: Path, clock: Clock) -> None:
    def of(person: str) -> HeardOpenings:
        return HeardOpenings(tmp_path, person, clock)

    of("Anna").record(ROUTINE)
    assert of("anna").lately(ROUTINE)
    assert not of("Bert").lately(ROUTINE)
    assert not of("").lately(ROUTINE)


def test_no_name_is_kept_in_clear(tmp_path: Path, clock: Clock) -> None:
    HeardOpenings(tmp_path, "Anna", clock).record(ROUTINE)
    (kept,) = tmp_path.iterdir()
    assert "anna" not in (kept.name + kept.read_text(encoding="utf-8")).casefold()


@pytest.mark.parametrize("words", ["your doctor", "legs are", "a fever", "hurts"])
def test_they_are_heard_again_when_one_of_them_changes(heard: HeardOpenings, words: str) -> None:
    heard.record(ROUTINE)
    changed = routine_of(YAML.replace(words, f"{words} now"))
    assert not heard.lately(changed)
    heard.record(changed)
    assert heard.lately(changed)


def test_a_line_in_another_list_is_a_change(heard: HeardOpenings) -> None:
    heard.record(ROUTINE)
    moved = replace(
        ROUTINE, do_not_start_if=(), stop_if=(*ROUTINE.do_not_start_if, *ROUTINE.stop_if)
    )
    assert not heard.lately(moved)


def test_other_exercises_and_another_title_are_no_change(heard: HeardOpenings) -> None:
    heard.record(ROUTINE)
    other = routine_of(YAML.replace("Stretch, hold: 9 s", "Squat, hold: 5 s"))
    assert heard.lately(replace(other, title="Another title"))


def test_they_are_heard_again_after_a_week(heard: HeardOpenings, clock: Clock) -> None:
    heard.record(ROUTINE)
    clock.now_s += 7 * DAY_S - 1
    assert heard.lately(ROUTINE)
    clock.now_s += 1
    assert not heard.lately(ROUTINE)
    heard.record(ROUTINE)
    clock.now_s += FULL_AGAIN_S - 1
    assert heard.lately(ROUTINE)


def test_a_time_in_the_future_does_not_count(heard: HeardOpenings, clock: Clock) -> None:
    heard.record(ROUTINE)
    clock.now_s -= 1  # the clock was wrong, and has been set right
    assert not heard.lately(ROUTINE)


@pytest.mark.parametrize(
    "damage",
    [
        b"", b"{", b"[]", b"3", b"null", b"{}", b"\xff\xfe", b"[" * 100_000,
        b'{"heard_at": null}', b'{"heard_at": "yesterday"}', b'{"heard_at": NaN}',
        b'{"heard_at": 1e999}', b'{"heard_at": 1' + 400 * b"0" + b"}",
    ],
    ids=[
        "empty", "cut off", "list", "number", "null", "no time", "no text", "deep",
        "no number", "words", "NaN", "infinite", "huge",
    ],
)  # fmt: skip
def test_a_damaged_file_is_ignored(heard: HeardOpenings, tmp_path: Path, damage: bytes) -> None:
    heard.record(ROUTINE)
    (kept,) = (tmp_path / "openings").iterdir()
    kept.write_bytes(damage)
    assert not heard.lately(ROUTINE)
    heard.record(ROUTINE)
    assert heard.lately(ROUTINE)


# -- whether an opening was heard to its end -------------------------------------------------------


def test_an_opening_that_was_heard_to_its_end_is_remembered(heard: HeardOpenings) -> None:
    assert watch(heard, every_half_second(OPENING_END))


def test_an_opening_that_was_not_heard_to_its_end_is_not(heard: HeardOpenings) -> None:
    assert not watch(heard, every_half_second(OPENING_END - 1))


def test_it_is_remembered_once_and_not_when_the_session_goes_on(
    heard: HeardOpenings, clock: Clock
) -> None:
    keeper = OpeningKeeper(heard, ROUTINE)
    keeper.start(SessionState(TIMELINE, 0), lambda _message: None)
    for state in every_half_second(OPENING_END):
        keeper.update(state)
    clock.now_s += FULL_AGAIN_S
    for state in every_half_second(TIMELINE.total, since=OPENING_END):
        keeper.update(state)
    assert not heard.lately(ROUTINE)


def test_an_opening_that_was_skipped_is_not_remembered(heard: HeardOpenings) -> None:
    skipped = [
        *every_half_second(frames(3)),
        *every_half_second(TIMELINE.total, since=OPENING_END + frames(1)),
    ]
    assert not watch(heard, skipped)


def test_an_opening_that_is_read_on_the_screen_is_not_remembered(heard: HeardOpenings) -> None:
    states = [replace(state, silent=True) for state in every_half_second(TIMELINE.total)]
    assert not watch(heard, states)


def test_an_opening_whose_sound_was_lost_for_a_while_is_not_remembered(
    heard: HeardOpenings,
) -> None:
    states = every_half_second(OPENING_END)
    states[4] = replace(states[4], silent=True)
    assert not watch(heard, states)


def test_words_that_are_repeated_or_paused_in_are_heard(heard: HeardOpenings) -> None:
    states = every_half_second(OPENING_END)
    paused = [replace(states[12], paused=True)] * 20
    assert watch(heard, [*states[:12], *paused, *states[4:]])


def test_a_session_without_an_opening_is_not_remembered(heard: HeardOpenings) -> None:
    timeline = timeline_of(YAML)
    states = [
        SessionState(timeline, position) for position in range(0, timeline.total, frames(0.5))
    ]
    assert not watch(heard, states)


def test_where_it_cannot_be_kept_the_session_goes_on(tmp_path: Path) -> None:
    (tmp_path / "openings").write_text("a file, not a folder", encoding="utf-8")
    heard = HeardOpenings(tmp_path / "openings")
    keeper = OpeningKeeper(heard, ROUTINE)
    with Observers([keeper]) as observers:
        observers.start(SessionState(TIMELINE, 0), lambda _message: None)
        for state in every_half_second(OPENING_END):
            observers.update(state)
        assert observers._active == [keeper]  # it has not failed
    assert not heard.lately(ROUTINE)
