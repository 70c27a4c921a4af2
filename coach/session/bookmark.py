"""Bookmarks: where a session was stopped, so that another one can resume there.

Each routine has one small file in the person's state folder, with the exercise and the choices that
were made. Of the routine's text, only the title and the exercise's name are stored. A routine that
was finished leaves no bookmark.
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

from coach.files import atomic_write, make_private_folder
from coach.model.plan import MOST_MORE_TIME
from coach.model.problems import ChoiceError, OutputError
from coach.model.routine import Routine
from coach.model.timeline import Timeline
from coach.planning import Choices, Place
from coach.planning.choices import reps_fit
from coach.planning.order import exercise_named
from coach.playback.transport import TEMPOS

FORMAT = 1
MAX_AGE_S = 30 * 24 * 3600.0
"""Older bookmarks are deleted: nobody resumes a session after 30 days."""


@dataclass(frozen=True)
class AudioOptions:
    """How a session should sound; None for Coach's own choice."""

    voice: str | None = None
    rate: int | None = None
    device: str | None = None


@dataclass(frozen=True)
class Bookmark:
    """The exercise at which an unfinished session was stopped.

    Attributes:
        path: the routine's file, resolved.
        title: the routine's title.
        digest: a hash of the file, to tell whether it has changed since.
        choices: the person's choices; `resume_at` is the place.
        audio: how the session sounded.
        saved_at: when it was saved, in seconds since 1970.
    """

    path: Path
    title: str
    digest: str
    choices: Choices
    audio: AudioOptions = field(default_factory=AudioOptions)
    saved_at: float = 0.0

    @property
    def place(self) -> Place:
        """The exercise: its name, item and round."""
        return self.choices.resume_at or Place()


def state_folder() -> Path:
    """Return where Coach remembers things: COACH_STATE_DIR, or the platform's state folder."""
    if chosen := os.environ.get("COACH_STATE_DIR"):
        return Path(chosen)
    import platformdirs  # noqa: PLC0415 - takes 13 ms

    return platformdirs.user_state_path("coach", appauthor=False)


def bookmark_folder() -> Path:
    """Return where bookmarks are."""
    return state_folder() / "bookmarks"


def file_digest(path: Path) -> str:
    """Return a hash of a file's content, or an empty string if it can't be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


class BookmarkStore:
    """The bookmarks in one folder. Damaged and old files are ignored.

    Args:
        folder: where they are kept.
        now: the time in seconds since 1970.
    """

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now

    def get(self, path: Path) -> Bookmark | None:
        """Return a routine's bookmark, if there is one."""
        return self._read(self._file(path))

    def all(self) -> list[Bookmark]:
        """Return the bookmarks whose routines still exist, latest first."""
        found = [self._read(file) for file in self._files()]
        existing = [bookmark for bookmark in found if bookmark and bookmark.path.is_file()]
        return sorted(existing, key=lambda bookmark: bookmark.saved_at, reverse=True)

    def save(self, bookmark: Bookmark) -> None:
        """Save a bookmark, replacing the routine's earlier one; delete old and damaged ones.

        Raises:
            OutputError: it can't be written.
        """
        make_private_folder(self._folder)
        with atomic_write(self._file(bookmark.path)) as file:
            file.write(_encode(replace(bookmark, saved_at=self._now())))
        for other in self._files():
            if self._read(other) is None:
                with suppress(OSError):
                    other.unlink()

    def delete(self, path: Path) -> None:
        """Delete a routine's bookmark, if there is one and it can be deleted."""
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
            bookmark = _decode(file.read_bytes())
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        age_s = self._now() - bookmark.saved_at
        valid = age_s <= MAX_AGE_S and self._file(bookmark.path) == file
        return bookmark if valid else None


class BookmarkTracker:
    """Saves a bookmark whenever another exercise begins. Use it from the main thread.

    Attributes:
        saved: the bookmark that was saved last; None before the first exercise and after the
            last.

    Args:
        store: where bookmarks are kept.
        bookmark: the session's bookmark, still without a place.
        on_failure: called once, with a sentence, if bookmarks can't be saved.
    """

    def __init__(
        self, store: BookmarkStore, bookmark: Bookmark, on_failure: Callable[[str], None]
    ) -> None:
        self._store = store
        self._bookmark = bookmark
        self._on_failure = on_failure
        self._place: Place | None = None
        self._tempo: int | None = None
        self._failed = False
        self.saved: Bookmark | None = None

    def update(self, timeline: Timeline, position: int, tempo: int | None = None) -> None:
        """Save the place if another exercise has begun or the tempo has changed; cheap otherwise.

        Args:
            timeline: the timeline being played.
            position: the frame being heard.
            tempo: the tempo, if the person has changed it.
        """
        place = place_at(timeline, position)
        if place is None or (place == self._place and tempo == self._tempo):
            return
        self._place, self._tempo = place, tempo
        if place.item is None:
            self._store.delete(self._bookmark.path)
            self.saved = None
        elif not self._failed:
            chosen = self._bookmark.choices
            new_tempo = chosen.tempo if tempo is None else tempo
            choices = replace(chosen, start_at=None, tempo=new_tempo, resume_at=place)
            try:
                self.saved = replace(self._bookmark, choices=choices)
                self._store.save(self.saved)
            except OutputError as error:
                self._failed, self.saved = True, None
                self._on_failure(f"Your place can't be saved, so `--resume` won't work: {error}")


_FINISHED = Place()


def place_at(timeline: Timeline, position: int) -> Place | None:
    """Return the exercise to resume with if the session stops at a frame.

    In a rest, it is the exercise that follows. The result is None before the first exercise, and a
    place without an item after the last one.
    """
    index = timeline.segment_index(position)
    if index is None or timeline.segments[index].kind == "intro":
        return None
    for segment in timeline.segments[index:]:
        if segment.kind == "exercise":
            place = timeline.place_of(segment)
            if place.item is not None:
                return Place(segment.exercise, place.item, place.round)
    return _FINISHED


def relocate(routine: Routine, bookmark: Bookmark, digest: str) -> tuple[Choices, str]:
    """Find a bookmark's place in a routine that may have changed since.

    Args:
        routine: the routine as it is now.
        bookmark: its bookmark.
        digest: the current hash of its file.

    Returns:
        The choices to resume with, and what to tell the person: empty if nothing has changed.
    """
    place = bookmark.place
    if digest == bookmark.digest:
        return bookmark.choices, ""
    exercises = list(routine.numbered_exercises())
    found = [each for each in exercises if each.exercise.name == place.exercise]
    item = place.item or 0
    message = f"`{routine.title}` has changed since then. Resuming with {{name}}."
    if not found:
        found = [each for each in exercises if each.item == item]
        message = f"`{place.exercise}` is no longer in the routine. Resuming with {{name}}."
    if not found:
        message = f"`{place.exercise}` is no longer in the routine. Starting from the beginning."
        return _applicable(replace(bookmark.choices, resume_at=None), routine), message
    nearest = min(found, key=lambda each: abs(each.item - item))
    circuit, name = nearest.circuit, nearest.exercise.name
    round_ = None if circuit is None else min(max(place.round or 1, 1), circuit.rounds)
    choices = replace(bookmark.choices, resume_at=Place(name, nearest.item, round_))
    return _applicable(choices, routine), message.format(name=name)


def _applicable(choices: Choices, routine: Routine) -> Choices:
    """Drop choices for exercises that no longer exist, and reps that no longer fit."""
    names = sorted({exercise.name for exercise in routine.exercises()})

    def existing(chosen: frozenset[str]) -> frozenset[str]:
        return frozenset(name for name in chosen if _exists(name, names))

    only = choices.only if choices.only and existing(frozenset({choices.only})) else None
    kept = replace(
        choices, easier=existing(choices.easier), harder=existing(choices.harder), only=only
    )
    return kept if reps_fit(routine, kept) else replace(kept, reps="low")


def _exists(chosen: str, names: list[str]) -> bool:
    try:
        exercise_named(chosen, names)
    except ChoiceError:
        return False
    return True


def _encode(bookmark: Bookmark) -> bytes:
    choices = asdict(bookmark.choices)
    choices.update(easier=sorted(bookmark.choices.easier), harder=sorted(bookmark.choices.harder))
    place = bookmark.place
    choices["resume_at"] = {"exercise": place.exercise, "item": place.item, "round": place.round}
    row = {
        "format": FORMAT,
        "path": str(bookmark.path),
        "title": bookmark.title,
        "digest": bookmark.digest,
        "choices": choices,
        "spoken": asdict(bookmark.audio),
        "kept_at": bookmark.saved_at,
    }
    return (json.dumps(row, indent=1) + "\n").encode()


def _decode(data: bytes) -> Bookmark:
    """Return the bookmark in a file.

    Raises:
        ValueError, KeyError, TypeError: the file is damaged.
    """
    row = json.loads(data)
    if row["format"] != FORMAT:
        raise ValueError
    choices, audio, place = row["choices"], row["spoken"], row["choices"]["resume_at"]
    reps = choices["reps"]
    return Bookmark(
        Path(_typed(str, row["path"])),
        _typed(str, row["title"]),
        _typed(str, row["digest"]),
        Choices(
            reps=reps if reps in ("low", "high") else max(1, _typed(int, reps)),
            week=_typed(int, choices["week"], None),
            easier=frozenset(_typed(str, name) for name in choices["easier"]),
            harder=frozenset(_typed(str, name) for name in choices["harder"]),
            only=_typed(str, choices["only"], None),
            intro="none" if choices.get("intro") == "none" else "auto",
            lead_in_s=min(max(0.0, float(choices["lead_in_s"])), 60.0),
            more_time=min(max(1.0, float(choices.get("more_time", 1))), MOST_MORE_TIME),
            tempo=choices["tempo"] if choices["tempo"] in TEMPOS else 100,
            resume_at=Place(
                _typed(str, place["exercise"]),
                _typed(int, place["item"]),
                _typed(int, place["round"], None),
            ),
        ),
        AudioOptions(
            _typed(str, audio["voice"], None),
            _typed(int, audio["rate"], None),
            _typed(str, audio["device"], None),
        ),
        float(row["kept_at"]),
    )


def _typed(kind: type, value: Any, *others: None) -> Any:
    """Return a value of the expected type, or one of the others.

    Raises:
        TypeError: the value is neither.
    """
    if isinstance(value, kind) or value in others:
        return value
    raise TypeError
