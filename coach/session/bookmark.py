"""Where a session was stopped, so that another one can go on from there.

One small file a routine, in the person's own folder for state: which exercise, and with what
choices. Nothing of what the routine says is kept beside its title and the exercise's name, and a
routine that was done to its end leaves no file.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from coach.files import atomic_write
from coach.model.problems import ChoiceError, OutputError
from coach.model.routine import Routine
from coach.model.timeline import Timeline
from coach.planning import Choices, Place
from coach.planning.order import exercise_named
from coach.playback.transport import TEMPOS

FORMAT = 1
MAX_AGE_S = 30 * 24 * 3600.0
"""After so long nobody goes on where they were: 30 days."""


@dataclass(frozen=True)
class AudioOptions:
    """How a session sounds, as it was asked for; None for what Coach chose."""

    voice: str | None = None
    rate: int | None = None
    device: str | None = None


@dataclass(frozen=True)
class Bookmark:
    """An exercise in a routine that was begun and not ended.

    Attributes:
        path: the routine's file, resolved.
        title: the routine's.
        digest: tells whether the file has changed since.
        choices: the person's, `resume_at` being the place.
        spoken: how it sounded.
        kept_at: when, in seconds since 1970.
    """

    path: Path
    title: str
    digest: str
    choices: Choices
    spoken: AudioOptions = field(default_factory=AudioOptions)
    kept_at: float = 0.0

    @property
    def place(self) -> Place:
        """The exercise in hand: its name, item and round."""
        return self.choices.resume_at or Place()


def bookmark_folder() -> Path:
    """Return where bookmarks are: under COACH_STATE_DIR, or the platform's place for state."""
    if chosen := os.environ.get("COACH_STATE_DIR"):
        return Path(chosen) / "bookmarks"
    import platformdirs  # noqa: PLC0415 - 13 ms

    return platformdirs.user_state_path("coach", appauthor=False) / "bookmarks"


def file_digest(path: Path) -> str:
    """Return what tells two versions of a file apart; empty where it can't be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


class BookmarkStore:
    """The bookmarks of one folder. A file that is damaged, or old, counts for nothing."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now

    def get(self, path: Path) -> Bookmark | None:
        """Return a routine's bookmark, if there is one."""
        return self._read(self._file(path))

    def all(self) -> list[Bookmark]:
        """Return every bookmark whose routine is still there, the latest first."""
        found = [self._read(file) for file in self._files()]
        there = [mark for mark in found if mark is not None and mark.path.is_file()]
        return sorted(there, key=lambda mark: mark.kept_at, reverse=True)

    def put(self, mark: Bookmark) -> None:
        """Keep a bookmark in place of the routine's earlier one; forget old and damaged ones.

        Raises:
            OutputError: it can't be written.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise OutputError(f"`{self._folder}` can't be made ({reason}).") from error
        with atomic_write(self._file(mark.path)) as file:
            file.write(_packed(replace(mark, kept_at=self._now())))
        for other in self._files():
            if self._read(other) is None:
                with suppress(OSError):
                    other.unlink()

    def clear(self, path: Path) -> None:
        """Forget a routine's bookmark; nothing to forget, or no way to, is no fault."""
        with suppress(OSError):
            self._file(path).unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        try:
            yield from sorted(self._folder.glob("*.json"))
        except OSError:
            return

    def _file(self, path: Path) -> Path:
        name = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:32]
        return self._folder / f"{name}.json"

    def _read(self, file: Path) -> Bookmark | None:
        try:
            mark = _unpacked(file.read_bytes())
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        age_s = self._now() - mark.kept_at
        return mark if age_s <= MAX_AGE_S and self._file(mark.path) == file else None


class BookmarkTracker:
    """Lies in the exercise in hand while a session plays; moved by the main thread alone.

    Attributes:
        kept: the bookmark as it lies now; None before the first exercise and after the last.

    Args:
        marks: where bookmarks are kept.
        mark: the session's, its place still missing.
        say: told once, in a sentence, that places can't be kept.
    """

    def __init__(self, marks: BookmarkStore, mark: Bookmark, say: Callable[[str], None]) -> None:
        self._marks = marks
        self._mark = mark
        self._say = say
        self._place: Place | None = None
        self._tempo: int | None = None
        self._kept = True
        self.kept: Bookmark | None = None

    def follow(self, timeline: Timeline, position: int, tempo: int | None = None) -> None:
        """Keep the place, if another exercise has begun or the tempo is new; cheap to call often.

        `tempo` is what the person has chosen since, by *slower* and *faster*.
        """
        place = place_at(timeline, position)
        if place is None or (place == self._place and tempo == self._tempo):
            return
        self._place, self._tempo = place, tempo
        if place.item is None:
            self._marks.clear(self._mark.path)
            self.kept = None
        elif self._kept:
            chosen = self._mark.choices
            pace = chosen.tempo if tempo is None else tempo
            choices = replace(chosen, start_at=None, tempo=pace, resume_at=place)
            try:
                self.kept = replace(self._mark, choices=choices)
                self._marks.put(self.kept)
            except OutputError as error:
                self._kept, self.kept = False, None
                self._say(f"Your place can't be kept, so there is no `--resume`: {error}")


_DONE = Place()


def place_at(timeline: Timeline, position: int) -> Place | None:
    """Return the exercise to go on with after a stop at a frame.

    In the rest before an exercise it is that one. None before the first one; a place without an
    item after the last one.
    """
    index = timeline.segment_index(position)
    if index is None or timeline.segments[index].kind == "intro":
        return None
    for segment in timeline.segments[index:]:
        if segment.kind == "exercise":
            place = timeline.place_of(segment)
            if place.item is not None:
                return Place(segment.exercise, place.item, place.round)
    return _DONE


def relocate(routine: Routine, mark: Bookmark, digest: str) -> tuple[Choices, str]:
    """Find a bookmark's place in a routine that may have changed since.

    Returns the choices to go on with, and a sentence for the person; empty where nothing changed.
    """
    place = mark.place
    if digest == mark.digest:
        return mark.choices, ""
    exercises = list(routine.numbered_exercises())
    names = {each.exercise.name for each in exercises}
    here = [each for each in exercises if each.exercise.name == place.exercise]
    item = place.item or 0
    said = f"`{routine.title}` has changed since; we go on with {{name}}."
    if not here:
        here = [each for each in exercises if each.item == item]
        said = f"There is no `{place.exercise}` in it any more; we go on with {{name}}."
    if not here:
        said = f"There is no `{place.exercise}` in it any more; we start from the beginning."
        return _known(replace(mark.choices, resume_at=None), names), said
    nearest = min(here, key=lambda each: abs(each.item - item))
    circuit, name = nearest.circuit, nearest.exercise.name
    round_ = None if circuit is None else min(max(place.round or 1, 1), circuit.rounds)
    found = Place(name, nearest.item, round_)
    said = said.format(name=name)
    return _known(replace(mark.choices, resume_at=found), names), said


def _is_there(chosen: str, names: set[str]) -> bool:
    try:
        exercise_named(chosen, sorted(names))
    except ChoiceError:
        return False
    return True


def _known(choices: Choices, names: set[str]) -> Choices:
    """Leave out what was chosen for exercises that are there no more."""

    def still(chosen: frozenset[str]) -> frozenset[str]:
        return frozenset(name for name in chosen if _is_there(name, names))

    only = choices.only if choices.only and still(frozenset({choices.only})) else None
    return replace(choices, easier=still(choices.easier), harder=still(choices.harder), only=only)


def _packed(mark: Bookmark) -> bytes:
    choices = asdict(mark.choices)
    choices.update(easier=sorted(mark.choices.easier), harder=sorted(mark.choices.harder))
    place = mark.place
    choices["resume_at"] = {"exercise": place.exercise, "item": place.item, "round": place.round}
    row = {
        "format": FORMAT,
        "path": str(mark.path),
        "title": mark.title,
        "digest": mark.digest,
        "choices": choices,
        "spoken": asdict(mark.spoken),
        "kept_at": mark.kept_at,
    }
    return (json.dumps(row, indent=1) + "\n").encode()


def _unpacked(data: bytes) -> Bookmark:
    """Return the bookmark of a file; raises ValueError, KeyError or TypeError for any other one."""
    row = json.loads(data)
    if row["format"] != FORMAT:
        raise ValueError
    choices, spoken, place = row["choices"], row["spoken"], row["choices"]["resume_at"]
    reps = choices["reps"]
    reps = reps if reps in ("low", "high") else max(1, _a(int, reps))
    return Bookmark(
        Path(_a(str, row["path"])),
        _a(str, row["title"]),
        _a(str, row["digest"]),
        Choices(
            reps=choices["reps"]
            if choices["reps"] in ("low", "high")
            else _a(int, choices["reps"]),
            week=_a(int, choices["week"], None),
            easier=frozenset(_a(str, name) for name in choices["easier"]),
            harder=frozenset(_a(str, name) for name in choices["harder"]),
            only=_a(str, choices["only"], None),
            skip_intro=_a(bool, choices["skip_intro"]),
            lead_in_s=min(max(0.0, float(choices["lead_in_s"])), 60.0),
            tempo=choices["tempo"] if choices["tempo"] in TEMPOS else 100,
            resume_at=Place(
                _a(str, place["exercise"]), _a(int, place["item"]), _a(int, place["round"], None)
            ),
        ),
        AudioOptions(
            _a(str, spoken["voice"], None),
            _a(int, spoken["rate"], None),
            _a(str, spoken["device"], None),
        ),
        float(row["kept_at"]),
    )


def _a(kind: type, value: Any, *others: None) -> Any:
    """Return a value if it is of a kind, or one of the others; a damaged file has any other."""
    if isinstance(value, kind) or value in others:
        return value
    raise TypeError
