"""Finds routines and library exercises: in the user's folder, Coach's own, or by path."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from coach.files import NotRegularFileError, open_regular
from coach.format import Reading, compose_file, read_routine
from coach.format.decoding import MAX_BYTES
from coach.format.tree import Mapping, Scalar
from coach.model.problems import ChoiceError, close_to

Origin = Literal["bundled", "yours", "this folder"]
ENDINGS = (".yaml", ".yml")


class UnreadableFileError(ChoiceError):
    """A file that can't be read.

    Attributes:
        message, hint: what is wrong and what to do, in the form of a `Problem`.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{_sentence(message)} {_sentence(hint)}")
        self.message = message
        self.hint = hint


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('?') else '.'}"


@dataclass(frozen=True)
class Entry:
    """A routine that can be chosen by name."""

    name: str
    path: Path
    origin: Origin


def bundled_folder() -> Path:
    """Return the folder of Coach's own routines: in the installed package, or in a checkout."""
    package = Path(__file__).parent
    installed = package / "routines"
    return installed if installed.is_dir() else package.parent / "routines"


def own_folder() -> Path:
    """Return the user's own folder, or `COACH_ROUTINES_DIR` if that is set."""
    chosen = os.environ.get("COACH_ROUTINES_DIR")
    if chosen:
        return Path(chosen)
    import platformdirs  # noqa: PLC0415 - takes 25 ms, and isn't needed for a path

    return platformdirs.user_data_path("coach", appauthor=False) / "routines"


def template() -> bytes:
    """Return the commented routine that authors start from."""
    return (Path(__file__).parent / "template.yaml").read_bytes()


def entries() -> list[Entry]:
    """Return every routine that has a name; of several with the same name, the first is used."""
    folders: tuple[tuple[Path, Origin], ...] = (
        (own_folder(), "yours"),
        (bundled_folder(), "bundled"),
        (Path(), "this folder"),
    )
    found = []
    seen: set[Path] = set()
    for folder, origin in folders:
        for path in _files(folder):
            if origin == "this folder" and not _looks_like_routine(path):
                continue
            if path.resolve() not in seen:
                seen.add(path.resolve())
                found.append(Entry(path.stem, path, origin))
    return found


def find(routine: str) -> Path:
    """Return the file of a routine, given by name, path or title.

    Raises:
        ChoiceError: there is no such routine.
    """
    path = Path(routine).expanduser()
    if path.suffix.casefold() in ENDINGS or re.search(r"[/\\]|^[.~]", routine):
        return path
    known = entries()
    for entry in known:
        if entry.name.casefold() == routine.casefold():
            return entry.path
    if path.is_file():
        return path
    title = routine.strip().casefold()
    for entry in known if title else ():
        if _title(entry.path).casefold() == title:
            return entry.path
    if exercise := next(
        (n for n in ExerciseLibrary(Path()).names() if _folded(n) == _folded(routine)), None
    ):
        hint = f"Write `- use: {exercise}` in a routine."
        raise ChoiceError(f"`{exercise}` is a library exercise, not a routine. {hint}")
    names = list(dict.fromkeys(entry.name for entry in known))
    close = close_to(routine, names)
    hint = f"Did you mean `{close}`?" if close else "`coach list` shows all of them."
    raise ChoiceError(f"There is no routine `{routine}`. {hint}")


def _title(path: Path) -> str:
    """Return the title of the routine in a file; empty if it can't be read."""
    try:
        routine = read(path).routine
    except ChoiceError:
        return ""
    return routine.title if routine is not None else ""


def read(path: Path) -> Reading:
    """Read a routine file, with the library exercises that it can `use`.

    Raises:
        UnreadableFileError: the file can't be read.
    """
    return read_routine(read_bytes(path), str(path), ExerciseLibrary(path.parent))


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes, up to one more than a routine may have.

    Raises:
        UnreadableFileError: the file can't be read.
    """
    try:
        with open_regular(path) as file:
            return file.read(MAX_BYTES + 1)
    except NotRegularFileError:
        message, hint = f"`{path}` isn't a file", "give the name of a routine file"
        raise UnreadableFileError(message, hint) from None
    except FileNotFoundError:
        near = [p.name for p in _files(path.parent)]
        close = close_to(path.name, near)
        hint = f"did you mean `{path.with_name(close)}`?" if close else "check its name"
        raise UnreadableFileError(f"there is no file `{path}`", hint) from None
    except IsADirectoryError:
        hint = "give the name of a routine file in it"
        raise UnreadableFileError(f"`{path}` is a folder", hint) from None
    except PermissionError:
        message = f"you don't have permission to read `{path}`"
        raise UnreadableFileError(message, "ask its owner for access") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"`{path}` can't be read ({reason})"
        raise UnreadableFileError(message, "copy it somewhere else, and try the copy") from None


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.iterdir() if p.suffix.casefold() in ENDINGS and p.is_file())
    except OSError:
        return []


def _looks_like_routine(path: Path) -> bool:
    """Whether a YAML file seems to be a routine, even a broken one, from how it starts."""
    try:
        with open_regular(path) as file:
            head = file.read(20_000)
    except OSError:
        return False
    return (
        b"exercises:" in head or re.search(rb"^format\s*:\s*1\s*$", head, re.MULTILINE) is not None
    )


def exercises() -> list[tuple[Origin, list[str]]]:
    """Return the names of the library exercises by origin, as `use` finds them from this folder."""
    folders: tuple[tuple[Path, Origin], ...] = (
        (Path(), "this folder"),
        (own_folder(), "yours"),
        (bundled_folder(), "bundled"),
    )
    found = ((origin, [s for s, _, _ in _exercises(f / "exercises")]) for f, origin in folders)
    return [(origin, sorted(names)) for origin, names in found if names]


class ExerciseLibrary:
    """The exercises that `use` finds: next to the routine, in the user's folder, in Coach's own."""

    def __init__(self, routine_folder: Path) -> None:
        self.folders = (
            routine_folder / "exercises",
            own_folder() / "exercises",
            bundled_folder() / "exercises",
        )

    def find(self, name: str) -> Mapping | None:
        """Return an exercise by its name or its file's name, but never by a path."""
        return self._by_name.get(_folded(name))

    @cached_property
    def _by_name(self) -> dict[str, Mapping | None]:
        by_name: dict[str, Mapping | None] = {}
        for folder in self.folders:
            for stem, own_name, node in _exercises(folder):
                by_name.setdefault(_folded(stem), node)
                by_name.setdefault(_folded(own_name), node)
        return by_name

    def names(self) -> list[str]:
        """Return the exercises' file names without endings, those next to the routine first."""
        return [stem for folder in self.folders for stem, _, _ in _exercises(folder)]


def _folded(name: str) -> str:
    """Return a name in the form for look-ups: `Cat Cow`, `cat-cow.yaml`, `Cat-Cow` are the same."""
    name = name.casefold().strip()
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return re.sub(r"[\s_-]+", "-", name)


def exercise_files(folders: Iterable[Path]) -> list[Path]:
    """Return the exercise files next to the routines in some folders, and the user's own."""
    return [p for f in (*sorted(folders), own_folder()) for p in _files(f / "exercises")]


def clear_exercise_cache() -> None:
    """Forget the exercises that have been read, so that a check after a save sees changes."""
    _read_exercises.cache_clear()


def _exercises(folder: Path) -> tuple[tuple[str, str, Mapping | None], ...]:
    # The cache key includes the working directory, because a relative folder depends on it.
    return _read_exercises(folder, "" if folder.is_absolute() else str(Path.cwd()))


@cache
def _read_exercises(folder: Path, _here: str) -> tuple[tuple[str, str, Mapping | None], ...]:
    """Return each file's name, its exercise's name, and its keys (None if it can't be read)."""
    found = []
    for path in _files(folder):
        node, _, problems = compose_file(read_bytes(path), str(path))
        name = node.get("name") if node is not None else None
        own_name = name.text if isinstance(name, Scalar) else path.stem
        found.append((path.stem, own_name, None if problems else node))
    return tuple(found)
