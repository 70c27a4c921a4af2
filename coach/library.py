"""Where routines and library exercises live: the person's own folder, Coach's, a path."""

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


@dataclass(frozen=True)
class Entry:
    """A routine that can be asked for by its name."""

    name: str
    path: Path
    origin: Origin


def bundled_folder() -> Path:
    """Return the folder of Coach's own routines: in the installed package, or in a checkout."""
    package = Path(__file__).parent
    installed = package / "routines"
    return installed if installed.is_dir() else package.parent / "routines"


def own_folder() -> Path:
    """Return the person's own folder; `COACH_ROUTINES_DIR` names another one."""
    chosen = os.environ.get("COACH_ROUTINES_DIR")
    if chosen:
        return Path(chosen)
    import platformdirs  # noqa: PLC0415 - 25 ms, and a path needs none of it

    return platformdirs.user_data_path("coach", appauthor=False) / "routines"


def template() -> bytes:
    """Return the commented routine that authors start from."""
    return (Path(__file__).parent / "template.yaml").read_bytes()


def entries() -> list[Entry]:
    """Return every routine known by name; where a name stands twice, the first one is meant."""
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
    """Return the file of a routine given by name, path or title.

    Raises:
        ChoiceError: there is none; says what there is.
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
        hint = f"Write `- use: {exercise}` into one."
        raise ChoiceError(f"`{exercise}` is an exercise of the library, no routine. {hint}")
    names = list(dict.fromkeys(entry.name for entry in known))
    close = close_to(routine, names)
    hint = f"Did you mean `{close}`?" if close else "`coach list` shows those that there are."
    raise ChoiceError(f"There is no routine `{routine}`. {hint}")


def _title(path: Path) -> str:
    """Return the title of the routine in a file; empty if it can't be read."""
    try:
        routine = read(path).routine
    except ChoiceError:
        return ""
    return routine.title if routine is not None else ""


def read(path: Path) -> Reading:
    """Read a routine file, with the exercises that it may `use`.

    Raises:
        ChoiceError: the file can't be read.
    """
    return read_routine(read_bytes(path), str(path), ExerciseLibrary(path.parent))


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes, one more than allowed at most.

    Raises:
        ChoiceError: it can't be read; says why and what to do.
    """
    try:
        with open_regular(path) as file:
            return file.read(MAX_BYTES + 1)
    except NotRegularFileError:
        raise ChoiceError(f"`{path}` is not a file. Give the name of a routine's file.") from None
    except FileNotFoundError:
        near = [p.name for p in _files(path.parent)]
        close = close_to(path.name, near)
        hint = f"Did you mean `{path.with_name(close)}`?" if close else "Check its name."
        raise ChoiceError(f"There is no file `{path}`. {hint}") from None
    except IsADirectoryError:
        raise ChoiceError(
            f"`{path}` is a folder. Give the name of a routine's file in it."
        ) from None
    except PermissionError:
        raise ChoiceError(f"`{path}` may not be read. Ask its owner, or copy it.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ChoiceError(f"`{path}` can't be read ({reason}). Copy it to another place.") from None


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.iterdir() if p.suffix.casefold() in ENDINGS and p.is_file())
    except OSError:
        return []


def _looks_like_routine(path: Path) -> bool:
    """Tell a routine, a broken one too, from other YAML by its first words."""
    try:
        with open_regular(path) as file:
            head = file.read(20_000)
    except OSError:
        return False
    return (
        b"exercises:" in head or re.search(rb"^format\s*:\s*1\s*$", head, re.MULTILINE) is not None
    )


def exercises() -> list[tuple[Origin, list[str]]]:
    """Return the names of the library's exercises by where they are, as `use` finds them here."""
    folders: tuple[tuple[Path, Origin], ...] = (
        (Path(), "this folder"),
        (own_folder(), "yours"),
        (bundled_folder(), "bundled"),
    )
    found = ((origin, [s for s, _, _ in _exercises(f / "exercises")]) for f, origin in folders)
    return [(origin, sorted(names)) for origin, names in found if names]


class ExerciseLibrary:
    """The library's exercises, as `use` finds them: beside the routine, the person's, Coach's."""

    def __init__(self, beside: Path) -> None:
        self.folders = (
            beside / "exercises",
            own_folder() / "exercises",
            bundled_folder() / "exercises",
        )

    def find(self, name: str) -> Mapping | None:
        """Return an exercise by its file's name or its own; names only, never a path."""
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
        """Return the exercises' names as files, those beside the routine first."""
        return [stem for folder in self.folders for stem, _, _ in _exercises(folder)]


def _folded(name: str) -> str:
    """Return a name as it is looked up: `Cat Cow`, `cat-cow.yaml` and `Cat-Cow` are one."""
    name = name.casefold().strip()
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return re.sub(r"[\s_-]+", "-", name)


def exercise_files(folders: Iterable[Path]) -> list[Path]:
    """Return the files of the exercises beside routines in some folders, and the person's own."""
    return [p for f in (*sorted(folders), own_folder()) for p in _files(f / "exercises")]


def look_again() -> None:
    """Forget the exercises that have been read, for whoever checks again after a save."""
    _read_exercises.cache_clear()


def _exercises(folder: Path) -> tuple[tuple[str, str, Mapping | None], ...]:
    # With where we are: the same relative folder is another one elsewhere.
    return _read_exercises(folder, "" if folder.is_absolute() else str(Path.cwd()))


@cache
def _read_exercises(folder: Path, _here: str) -> tuple[tuple[str, str, Mapping | None], ...]:
    """Return each file's name, its exercise's own, and its keys; None where it can't be read."""
    found = []
    for path in _files(folder):
        node, _, problems = compose_file(read_bytes(path), str(path))
        name = node.get("name") if node is not None else None
        own_name = name.text if isinstance(name, Scalar) else path.stem
        found.append((path.stem, own_name, None if problems else node))
    return tuple(found)
