"""Bookmarks: saved while a session plays, found again, removed when it is finished."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tempo import HEAD, routine_of, rows, timeline_of

from coach.model.timeline import Timeline
from coach.model.units import frames
from coach.planning import Choices, Place
from coach.session.bookmark import (
    MAX_AGE_S,
    AudioOptions,
    Bookmark,
    BookmarkStore,
    BookmarkTracker,
    file_digest,
    place_at,
    relocate,
)

CIRCUIT = """
exercises:
  - circuit: Legs
    rounds: 2
    rest_between_rounds: 20 s
    exercises:
      - {name: Squat, position: standing, set_up: Feet apart., every: 3 s, reps: 2}
      - {name: Stretch, position: sitting, set_up: Sit tall., hold: 5 s}
  - {name: Calm, position: on your back, for: 20 s}
"""
SQUAT, STRETCH = Place("Squat", 0, 1), Place("Stretch", 1, 1)
AT_STRETCH_2 = Place("Stretch", 1, 2)


class Clock:
    def __init__(self) -> None:
        self.now_s = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    path = tmp_path / "legs.yaml"
    path.write_text(HEAD + CIRCUIT, encoding="utf-8")
    return path.resolve()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> BookmarkStore:
    return BookmarkStore(tmp_path / "state", clock)


def bookmark_of(path: Path, place: Place | None = AT_STRETCH_2, **choices: object) -> Bookmark:
    made = replace(Choices(resume_at=place), **choices)  # type: ignore[arg-type]
    return Bookmark(path, "Test", file_digest(path), made)


def start_of(timeline: Timeline, kind: str, number: int) -> int:
    return [s for s in timeline.segments if s.kind == kind][number].start


# -- what is heard after resuming ----------------------------------------------------------------


def test_resuming_continues_in_the_right_round_with_the_set_up() -> None:
    assert rows(
        timeline_of(CIRCUIT, Choices(resume_at=AT_STRETCH_2, lead_in_s=1)),
        "intro", "safety", "name", "move", "set_up",
    ) == [
        "-0:18.0 Let's go on with Stretch.",
        "-0:13.0 Sit down.",
        "-0:04.0 Sit tall.",
        "0:21.5 Get down to your mat, and rest on your heels or to one side. Take your time.",
        "2:21.5 Last, Calm.",
        "2:25.0 Lie down on your back.",
    ]  # fmt: skip


def test_a_place_outside_the_chosen_exercises_is_ignored() -> None:
    one = Choices(only="Calm", intro="none", lead_in_s=0)
    resumed = replace(one, resume_at=AT_STRETCH_2)
    assert timeline_of(CIRCUIT, resumed) == timeline_of(CIRCUIT, one)


# -- which place is saved ------------------------------------------------------------------------


def test_the_place_is_the_current_exercise_or_during_a_rest_the_next() -> None:
    timeline = timeline_of(CIRCUIT, Choices())
    exercises = [start_of(timeline, "exercise", n) for n in range(5)]
    rests = [start_of(timeline, "rest", n) for n in range(4)]
    end = start_of(timeline, "finish", 0)
    assert place_at(timeline, 0) is None
    assert place_at(timeline, exercises[0] - 1) is None
    assert place_at(timeline, exercises[0]) == SQUAT
    assert place_at(timeline, rests[0] - 1) == SQUAT
    assert place_at(timeline, rests[0]) == STRETCH
    assert place_at(timeline, exercises[3]) == AT_STRETCH_2
    assert place_at(timeline, end - 1) == Place("Calm", 2, None)
    assert place_at(timeline, end) == Place()


# -- how it is saved -----------------------------------------------------------------------------


def test_all_choices_are_restored(routine: Path, store: BookmarkStore, clock: Clock) -> None:
    kept = replace(
        bookmark_of(
            routine,
            reps=7,
            week=3,
            easier=frozenset({"Squat"}),
            harder=frozenset({"Calm"}),
            only="Stretch",
            intro="none",
            lead_in_s=2.5,
            tempo=80,
        ),
        audio=AudioOptions("pyttsx3:gmw/en-us", 120, "Headset"),
    )
    store.save(kept)
    assert store.get(routine) == replace(kept, saved_at=clock.now_s)


def test_each_exercise_is_saved_when_it_begins(routine: Path, store: BookmarkStore) -> None:
    timeline = timeline_of(CIRCUIT, Choices())
    tracker = BookmarkTracker(store, bookmark_of(routine, None, reps="high"), pytest.fail)
    seen: list[Place] = []
    for position in range(0, start_of(timeline, "finish", 0), frames(0.5)):
        tracker.update(timeline, position)
        found = store.get(routine)
        if found and (not seen or seen[-1] != found.place):
            seen.append(found.place)
            assert found.choices.reps == "high"
    assert seen == [SQUAT, STRETCH, Place("Squat", 0, 2), AT_STRETCH_2, Place("Calm", 2, None)]


def test_a_finished_routine_leaves_no_bookmark(
    routine: Path, store: BookmarkStore, tmp_path: Path
) -> None:
    timeline = timeline_of(CIRCUIT)
    tracker = BookmarkTracker(store, bookmark_of(routine, None), pytest.fail)
    tracker.update(timeline, start_of(timeline, "exercise", 0))
    assert store.get(routine)
    tracker.update(timeline, start_of(timeline, "finish", 0))
    assert store.get(routine) is None
    assert not list((tmp_path / "state").iterdir())


def test_nothing_is_saved_again_within_an_exercise(
    routine: Path, store: BookmarkStore, tmp_path: Path
) -> None:
    timeline = timeline_of(CIRCUIT)
    tracker = BookmarkTracker(store, bookmark_of(routine, None), pytest.fail)
    tracker.update(timeline, start_of(timeline, "exercise", 0))
    (file,) = (tmp_path / "state").iterdir()
    file.unlink()
    tracker.update(timeline, start_of(timeline, "exercise", 0) + 1)
    assert not list((tmp_path / "state").iterdir())


def test_old_bookmarks_are_removed(
    routine: Path, store: BookmarkStore, clock: Clock, tmp_path: Path
) -> None:
    store.save(bookmark_of(routine))
    (file,) = (tmp_path / "state").iterdir()
    clock.now_s += MAX_AGE_S + 1
    assert store.get(routine) is None
    other = tmp_path / "other.yaml"
    other.write_bytes(routine.read_bytes())
    store.save(bookmark_of(other.resolve()))
    assert not file.exists()
    assert [bookmark.path for bookmark in store.all()] == [other.resolve()]


def test_the_latest_bookmark_is_first_and_missing_routines_are_left_out(
    routine: Path, store: BookmarkStore, clock: Clock, tmp_path: Path
) -> None:
    paths = []
    for name in ("a.yaml", "b.yaml", "c.yaml"):
        path = (tmp_path / name).resolve()
        path.write_bytes(routine.read_bytes())
        store.save(bookmark_of(path))
        clock.now_s += 1
        paths.append(path)
    paths[1].unlink()
    assert [bookmark.path for bookmark in store.all()] == [paths[2], paths[0]]


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"format": 2}',
        b"[" * 100_000,
        '"item": "one"',
        '"lead_in_s": "x"',
        '"path": 3',
        '"easier": 3',
    ],
    ids=["empty", "cut", "list", "bytes", "later", "deep", "item", "number", "path", "names"],
)
def test_a_damaged_file_is_ignored(
    routine: Path, store: BookmarkStore, tmp_path: Path, damage: bytes | str
) -> None:
    store.save(bookmark_of(routine))
    (file,) = (tmp_path / "state").iterdir()
    if isinstance(damage, str):
        key = damage.partition(":")[0]
        lines = file.read_text(encoding="utf-8").replace("[]", "[\n]").splitlines()
        text = "\n".join(f"{damage}," if line.strip().startswith(key) else line for line in lines)
        assert damage in text
        damage = text.replace("3,\n]", "3").encode()
    file.write_bytes(damage)
    assert store.get(routine) is None
    assert store.all() == []


def test_an_unusable_folder_is_reported_once_and_the_session_continues(
    routine: Path, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("a file, where a folder should be")
    said: list[str] = []
    tracker = BookmarkTracker(
        BookmarkStore(tmp_path / "state"), bookmark_of(routine, None), said.append
    )
    timeline = timeline_of(CIRCUIT)
    for number in range(5):
        tracker.update(timeline, start_of(timeline, "exercise", number))
    (sentence,) = said
    assert sentence == (
        "Your place can't be saved, so `--resume` won't work: "
        f"`{tmp_path / 'state'}` can't be created (File exists)."
    )


def test_a_full_disk_keeps_the_earlier_bookmark(routine: Path, tmp_path: Path) -> None:
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        f"sys.path.append({str(Path(__file__).parents[1])!r})\n"
        "from test_bookmark import *\n"
        f"path = Path({str(routine)!r})\n"
        f"store = BookmarkStore(Path({str(tmp_path / 'state')!r}))\n"
        "store.save(bookmark_of(path))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))\n"
        "timeline = timeline_of(CIRCUIT)\n"
        "tracker = BookmarkTracker(store, bookmark_of(path, None), print)\n"
        "tracker.update(timeline, start_of(timeline, 'exercise', 0))\n"
        "assert store.get(path).place == AT_STRETCH_2\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parent,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")
    assert "the file would be too large for that disk" in result.stdout
    assert len(list((tmp_path / "state").iterdir())) == 1


# -- a routine that has changed since ------------------------------------------------------------


@pytest.mark.parametrize(
    ("yaml", "place", "said"),
    [
        (CIRCUIT, AT_STRETCH_2, "`Test` has changed since then. Resuming with Stretch."),
        (
            CIRCUIT.replace("rounds: 2", "rounds: 1").replace(
                "    rest_between_rounds: 20 s\n", ""
            ),
            STRETCH,
            "`Test` has changed since then. Resuming with Stretch.",
        ),
        (
            "exercises: [{name: New, hold: 9 s}, {name: B, hold: 9 s}, {name: Stretch, hold: 9 s}]",
            Place("Stretch", 2, None),
            "`Test` has changed since then. Resuming with Stretch.",
        ),
        (
            "exercises: [{name: Squat, hold: 9 s}, {name: Other, hold: 9 s}]\n",
            Place("Other", 1, None),
            "`Stretch` is no longer in the routine. Resuming with Other.",
        ),
        (
            "exercises: [{name: Squat, hold: 9 s}]\n",
            None,
            "`Stretch` is no longer in the routine. Starting from the beginning.",
        ),
    ],
    ids=["elsewhere", "fewer rounds", "moved", "replaced", "gone"],
)
def test_in_a_changed_routine_the_exercise_is_looked_up(
    yaml: str, place: Place | None, said: str, routine: Path
) -> None:
    choices, sentence = relocate(routine_of(yaml), bookmark_of(routine, reps="high"), "another one")
    assert (choices, sentence) == (Choices(reps="high", resume_at=place), said)


def test_choices_for_missing_exercises_are_dropped(routine: Path) -> None:
    bookmark = bookmark_of(routine, only="Squat", easier=frozenset({"squat", "stretch"}))
    without = routine_of("exercises: [{name: Stretch, hold: 9 s}]\n")
    choices, _ = relocate(without, bookmark, "another one")
    assert (choices.only, choices.easier) == (None, frozenset({"stretch"}))


def test_an_unchanged_routine_gives_no_message(routine: Path) -> None:
    bookmark = bookmark_of(routine)
    assert relocate(routine_of(CIRCUIT), bookmark, bookmark.digest) == (bookmark.choices, "")
