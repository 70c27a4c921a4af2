"""The `coach export` command: the files it writes, its messages and exit codes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from tempo import HEAD
from tones import names_in

from coach.cli import run
from coach.cli.export_progress import ExportProgress
from coach.planning import Choices


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("mine", "two words", "CON"):
        yaml = f"exercises: [{{name: '{name}', hold: 5 s}}]\n"
        Path(f"{name}.yaml").write_text(HEAD + yaml, encoding="utf-8")
    Path("broken.yaml").write_text(HEAD + "exercises: [{name: A, hold: 5}]\n", encoding="utf-8")


def test_one_routine_is_exported_to_several_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "mine", "-o", "a.vtt", "-o", "a.json", "--skip-intro"]) == 0
    assert capsys.readouterr() == ("", "")
    cues = json.loads(Path("a.json").read_text("utf-8"))["cues"]
    assert Path("a.vtt").read_text("utf-8").count(" --> ") == len(cues)


def test_a_terminal_shows_what_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert run(["export", "mine", "--no-audio", "-o", "a.html"]) == 0
    assert terminal.getvalue().splitlines()[-1].endswith("Wrote `a.html`.")


def test_several_routines_are_exported_to_a_new_folder(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["export", "mine", "two words.yaml", "CON.yaml", "-o", "out/here"]
    assert run([*asked, "--kind", "vtt", "--kind", ".SRT"]) == 0
    assert names_in(Path("out/here")) == [
        "CON-.srt", "CON-.vtt", "mine.srt", "mine.vtt", "two words.srt", "two words.vtt",
    ]  # fmt: skip
    assert capsys.readouterr() == ("", "3 routines: 6 files in `out/here`.\n")


def test_a_routine_that_fails_is_named_and_sets_the_exit_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["export", "mine", "xyzzy", "broken", "-o", "out", "--kind", "vtt"]) == 1
    assert names_in(Path("out")) == ["mine.vtt"]
    assert capsys.readouterr().err == (
        "coach: xyzzy: There is no routine `xyzzy`. `coach list` shows all of them.\n"
        "broken.yaml:4:29: error: `5` needs a unit [no-unit]\n"
        "    exercises: [{name: A, hold: 5}]\n"
        "                                ^\n"
        "  hint: write `5 s` or `5 min`\n"
        "3 routines: 1 file in `out`; 2 couldn't be written.\n"
    )


def test_all_exports_every_routine_in_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    run(["list", "--json"])
    listed = json.loads(capsys.readouterr().out)
    assert run(["export", "--all", "-o", "out", "--kind", "json", "--only", "Cat-Cow"]) == 1
    made = len(names_in(Path("out")))
    assert "lower-back.json" in names_in(Path("out"))
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"{len(listed)} routines: {made} files in `out`; {len(listed) - made} couldn't be written."
    )


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ("export -o x.mp3", "Name the routines to export, or use `--all`."),
        ("export mine --all -o x", "Name the routines to export, or use `--all`."),
        ("export mine two -o a -o b", "Several routines or kinds need one folder"),
        (
            "export mine -o out --kind doc",
            "Coach doesn't write `doc` files. Choose from mp3,",
        ),
        ("export mine -o x.mp3 --force --skip-existing", "Use `--force` or `--skip-existing`, not"),
        ("export mine -o x.mp3 --jobs 0", "0 is not in the range 1<=x<=64"),
    ],
)
def test_wrong_usage_exits_with_2(
    arguments: str, error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments.split()) == 2
    assert error in capsys.readouterr().err


def test_a_file_in_place_of_the_folder_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "mine", "broken", "-o", "mine.yaml"]) == 1
    assert capsys.readouterr().err == (
        "coach: `mine.yaml` is a file; give a folder for several files.\n"
    )


def test_the_progress_bar_is_right_and_disappears() -> None:
    out = Terminal()
    with ExportProgress(2, Choices(), name_routines=True, out=out) as progress:
        progress.speaking(3, 12)
        assert progress.line() == "Preparing the voice: 3 of 12"
        progress.writing(Path("a"), 1, 2)
        progress.speaking(12, 12)
        assert progress.line() == "Writing 2 files [######------------------] 25 %"
        progress.writing(Path("b"), 4, 4)
        progress.written(Path("a"))
        assert progress.line() == "Writing 2 files [########################] 100 %"
    assert out.getvalue().endswith("\r\x1b[K")


def test_there_is_no_progress_bar_without_a_terminal() -> None:
    out = io.StringIO()
    with ExportProgress(1, Choices(), name_routines=False, out=out) as progress:
        progress.speaking(1, 2)
        progress.writing(Path("a"), 1, 2)
    assert not out.getvalue()


def test_existing_files_are_skipped(capsys: pytest.CaptureFixture[str]) -> None:
    kept = Path("out/mine.vtt")
    kept.parent.mkdir()
    kept.write_text("mine")
    asked = ["export", "mine", "two words.yaml", "-o", "out", "--kind", "vtt", "--kind", "json"]
    assert run([*asked, "--skip-existing"]) == 0
    assert names_in(Path("out")) == ["mine.json", "mine.vtt", "two words.json", "two words.vtt"]
    assert kept.read_text() == "mine"
    assert capsys.readouterr() == ("", "2 routines: 3 files in `out`; 1 already existed.\n")
    assert run([*asked, "--skip-existing"]) == 0
    assert capsys.readouterr() == ("", "2 routines: 0 files in `out`; 4 already existed.\n")
    assert run(asked) == 1
    assert "4 couldn't be written." in capsys.readouterr().err


def test_a_single_existing_file_is_skipped(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.vtt").write_text("mine")
    assert run(["export", "mine", "-o", "a.vtt", "-o", "a.json", "--skip-existing"]) == 0
    assert capsys.readouterr() == ("", "coach: `a.vtt` already exists, so it was skipped.\n")
    assert (Path("a.vtt").read_text(), Path("a.json").exists()) == ("mine", True)
    assert run(["export", "mine", "-o", "a.vtt", "--skip-existing"]) == 0


@pytest.mark.parametrize("output", ["new/here/a.json", "new/here/"])
def test_missing_folders_are_created(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    kind = ["--kind", "json"] if output.endswith("/") else []
    assert run(["export", "mine", "-o", output, *kind]) == 0
    assert names_in(Path("new/here")) == ["mine.json" if kind else "a.json"]
    assert "can't" not in capsys.readouterr().err


def test_a_trailing_slash_means_a_folder_even_for_one_routine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("coach.cli.export.DEFAULT_KIND", ".vtt")
    assert run(["export", "mine", "-o", "new/"]) == 0
    assert names_in(Path("new")) == ["mine.vtt"]


def test_a_failed_export_creates_no_folder() -> None:
    for wrong in (["xyzzy", "-o", "new/a.json"], ["mine", "-o", "new/a.doc"]):
        assert run(["export", *wrong]) == 1
    assert run(["export", "mine", "-o", "new/a.json", "--no-audio"]) == 2
    assert not Path("new").exists()


def test_a_folder_that_cannot_be_created_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "mine", "-o", "mine.yaml/new/a.json"]) == 1
    assert capsys.readouterr().err == (
        "coach: `mine.yaml/new` can't be made: one of its parents is a file.\n"
    )


def test_options_without_effect_are_reported_for_each_routine(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["export", "mine", "-o", "a.vtt", "--week", "9"]) == 0
    note = "This routine is the same every week, so `--week 9` changes nothing."
    assert capsys.readouterr().err == f"coach: {note}\n"
    assert run(["export", "mine", "CON.yaml", "-o", "out", "--kind", "vtt", "--week", "9"]) == 0
    assert capsys.readouterr().err.splitlines()[:2] == [f"coach: Test: {note}"] * 2
    assert run(["export", "mine", "-o", "b.vtt", "--reps", "9"]) == 1
    assert capsys.readouterr().err == (
        "coach: No exercise has a range of reps here, so `--reps 9` has nothing to choose from.\n"
    )
