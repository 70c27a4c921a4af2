"""Where routines and exercises are found, and the messages when they aren't."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from coach.cli import run
from coach.format.decoding import MAX_BYTES
from coach.format.tree import Scalar
from coach.library import ExerciseLibrary, bundled_folder, entries, find, read, read_bytes
from coach.model.problems import ChoiceError

ROUTINE = "format: 1\ntitle: T\nlanguage: en\nexercises:\n  - {name: A, hold: 9 s}\n"


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the user's own folder; the working folder is another one."""
    folder = tmp_path / "mine"
    folder.mkdir()
    monkeypatch.setenv("COACH_ROUTINES_DIR", str(folder))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return folder


def write(path: Path, text: str = ROUTINE) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# The user's routines come first, then Coach's, then this folder's; other YAML is left out.
def test_entries(mine: Path) -> None:
    write(mine / "mine.yaml")
    write(mine / "notes.txt")
    write(Path("here.yml"))
    write(Path("other.yaml"), "services: {}\n")
    found = entries()
    assert [(e.name, e.origin) for e in found if e.origin != "bundled"] == [
        ("mine", "yours"),
        ("here", "this folder"),
    ]
    assert ("lower-back", "bundled") in [(e.name, e.origin) for e in found]
    assert [e.origin for e in found] == sorted(
        (e.origin for e in found), key=["yours", "bundled", "this folder"].index
    )


# If both folders are the same, each routine is listed once.
def test_own_folder_that_is_this_folder(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(mine / "mine.yaml")
    monkeypatch.chdir(mine)
    assert [e.origin for e in entries() if e.name == "mine"] == ["yours"]


@pytest.mark.usefixtures("mine")
def test_no_own_folder_yet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COACH_ROUTINES_DIR", str(tmp_path / "not-there"))
    assert {e.origin for e in entries()} == {"bundled"}


# A name finds the user's routine before Coach's; with an ending or a folder, it is a path.
def test_find(mine: Path) -> None:
    own = write(mine / "Lower-Back.yaml")
    assert find("lower-back") == own
    assert find("lower-back.yaml") == Path("lower-back.yaml")
    assert find("folder/lower-back") == Path("folder/lower-back")
    assert find("~/a.yml") == Path.home() / "a.yml"


# A file in this folder is found by its name, whatever its ending.
@pytest.mark.usefixtures("mine")
def test_find_file_without_ending() -> None:
    write(Path("exercises-from-mail"))
    assert find("exercises-from-mail") == Path("exercises-from-mail")


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("lower-bck", "There is no routine `lower-bck`. Did you mean `lower-back`?"),
        ("qqqq", "There is no routine `qqqq`. `coach list` shows all of them."),
    ],
)
def test_find_missing_routine(name: str, said: str) -> None:
    with pytest.raises(ChoiceError) as raised:
        find(name)
    assert str(raised.value) == said


# The message about a file that can't be read says why, and what to do.
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bck.yaml", "There is no file `bck.yaml`. Did you mean `back.yaml`?"),
        ("qqqq.yaml", "There is no file `qqqq.yaml`. Check its name."),
        ("nowhere/a.yaml", "There is no file `nowhere/a.yaml`. Check its name."),
        ("folder.yaml", "`folder.yaml` is a folder. Give the name of a routine file in it."),
    ],
)
@pytest.mark.usefixtures("mine")
def test_file_that_cannot_be_read(name: str, said: str) -> None:
    write(Path("back.yaml"))
    Path("folder.yaml").mkdir()
    with pytest.raises(ChoiceError) as raised:
        read_bytes(Path(name))
    assert str(raised.value).replace("\\", "/") == said


# A pipe that nobody writes to is refused at once.
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in its file system")
def test_pipe(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    os.mkfifo(path)
    with pytest.raises(ChoiceError) as raised:
        read_bytes(path)
    assert str(raised.value) == f"`{path}` isn't a file. Give the name of a routine file."


# Of a file that is too large, only one byte more than the limit is read.
def test_large_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 50)
    assert len(read_bytes(path)) == MAX_BYTES + 1
    (problem,) = read(path).problems
    assert problem.message == ("the file is larger than 4,000,000 bytes, the limit for a routine")


# An exercise is found by its file's name or its own, first next to the routine.
def test_exercise_library(mine: Path) -> None:
    write(mine / "exercises" / "cat.yaml", "name: The cat\nhold: 1 s\n")
    write(mine / "exercises" / "dog.yaml", "name: The dog\nhold: 1 s\n")
    write(Path("exercises/cat.yaml"), "name: Another cat\nhold: 2 s\n")
    library = ExerciseLibrary(Path.cwd())
    found = [library.find(name) for name in ("cat", "the CAT", "the dog", "../exercises/dog")]
    names = [node.get("name") if node else None for node in found]
    assert [n.text if isinstance(n, Scalar) else None for n in names] == [
        "Another cat",
        "The cat",
        "The dog",
        None,
    ]
    assert library.names()[:3] == ["cat", "cat", "dog"]


# A routine is read with the exercises next to it.
def test_read_with_exercises(mine: Path) -> None:
    write(mine / "exercises" / "owl.yaml", "name: The owl\nhold: 1 s\n")
    path = write(mine / "r.yaml", ROUTINE.replace("{name: A, hold: 9 s}", "{use: owl, reps: 2}"))
    routine = read(path).routine
    assert routine is not None
    assert [e.name for e in routine.exercises()] == ["The owl"]


# A title is found as listed, in any case; names come first, and the first of several titles.
def test_find_by_title(mine: Path) -> None:
    calm = write(mine / "a.yaml", ROUTINE.replace("title: T", "title: A calm start"))
    write(mine / "b.yaml", ROUTINE.replace("title: T", "title: A calm start"))
    write(mine / "broken.yaml", "format: 1\ntitle: Cracked\n")
    assert find("A calm start") == calm
    assert find(" a CALM start ") == calm
    assert find("Lower back stretches") == bundled_folder() / "lower-back.yaml"
    named = write(mine / "a calm start.yaml")
    assert find("a calm start") == named
    for nothing in ("Cracked", "", "  "):
        with pytest.raises(ChoiceError, match="There is no routine"):
            find(nothing)


# Every routine that comes with Coach is read without errors.
@pytest.mark.parametrize("path", sorted(bundled_folder().glob("*.yaml")), ids=lambda p: p.stem)
def test_bundled_routine(path: Path) -> None:
    reading = read(path)
    assert [p for p in reading.problems if p.severity.value == "error"] == []
    assert reading.routine is not None


# Exercises for `use` are listed by folder; one that can't be read is reported by name.
def test_exercises_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own, here = tmp_path / "own", tmp_path / "here"
    for folder, name, text in (
        (own, "my-bridge", "name: My bridge\nhold: 5 s\n"),
        (own, "broken", "name: [Broken\n"),
        (here, "local", "name: Local\nhold: 5 s\n"),
    ):
        (folder / "exercises").mkdir(parents=True, exist_ok=True)
        (folder / "exercises" / f"{name}.yaml").write_text(text, encoding="utf-8")
    head = "format: 1\ntitle: T\nlanguage: en-US\nstop_if: It hurts.\nexercises:\n"
    routine = here / "r.yaml"
    routine.write_text(f"{head}  - use: My Bridge\n  - use: local.yaml\n  - use: broken\n")
    monkeypatch.setenv("COACH_ROUTINES_DIR", str(own))
    monkeypatch.chdir(here)
    assert run(["list"]) == 0
    listed = capsys.readouterr().out
    assert "\nExercises for `use`: in this folder\n  local\n" in listed
    assert f"\nExercises for `use`: your own ({own})\n  broken, my-bridge\n" in listed
    assert run(["check", "r.yaml"]) == 1
    assert (
        capsys.readouterr().out
        == """\
r.yaml:8:10: error: the library's file for `broken` can't be read [unknown-exercise]
      - use: broken
             ^^^^^^
  hint: run `coach check` on that file to see what is wrong with it
"""
    )
    monkeypatch.chdir(tmp_path)
    assert run(["new", "copy.yaml", "--from", "here/r.yaml"]) == 0
    assert "It has problems. It may use exercises" in capsys.readouterr().out
