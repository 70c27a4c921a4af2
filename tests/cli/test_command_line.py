"""The command line: exit codes, messages and output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from tempo import HEAD

from coach.cli import run
from coach.export.registry import ENDINGS

ROUTINE = HEAD + "stop_if: It hurts.\nexercises: [{name: Stretch, hold: 5 s}]\nafter: Stand up.\n"


@pytest.fixture(autouse=True)
def in_a_folder_with_routines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(ROUTINE, encoding="utf-8")
    Path("broken.yaml").write_text(ROUTINE.replace("5 s", "5"), encoding="utf-8")
    Path("doubtful.yaml").write_text(ROUTINE.replace("5 s", "30 min"), encoding="utf-8")


BROKEN = """\
broken.yaml:5:35: error: `5` needs a unit [no-unit]
    exercises: [{name: Stretch, hold: 5}]
                                      ^
  hint: write `5 s` or `5 min`
"""


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        ("play broken.yaml", 1, BROKEN),
        ("show broken.yaml", 1, BROKEN),
        ("export broken.yaml -o x.wav", 1, BROKEN),
        (
            "play lower-bak",
            1,
            "coach: There is no routine `lower-bak`. Did you mean `lower-back`?\n",
        ),
        (
            "play xyzzy",
            1,
            "coach: There is no routine `xyzzy`. `coach list` shows all of them.\n",
        ),
        ("play min.yaml", 1, "coach: There is no file `min.yaml`. Did you mean `mine.yaml`?\n"),
        ("play ./", 1, "coach: `.` is a folder. Give the name of a routine file in it.\n"),
        (
            "play mine --only stretsh",
            1,
            "coach: There is no exercise `stretsh` in this routine. Did you mean `Stretch`?\n",
        ),
        (
            "play mine --easier walk",
            1,
            "coach: There is no exercise `walk` in this routine. It has Stretch.\n",
        ),
        (
            "play cat-cow",
            1,
            (
                "coach: `cat-cow` is a library exercise, not a routine. "
                "Write `- use: cat-cow` in a routine.\n"
            ),
        ),
        (
            "play lower-back --from c",
            1,
            "coach: `c` may be `Cat-Cow` or `Child's Pose`. Write the whole name.\n",
        ),
        (
            "export mine -o x.doc",
            1,
            (
                "coach: `x.doc` ends in `.doc`; "
                f"Coach writes {', '.join(ENDINGS[:-1])} and {ENDINGS[-1]} files.\n"
            ),
        ),
        ("new mine.yaml", 1, "coach: `mine.yaml` already exists; choose another name.\n"),
        ("new mine", 1, "coach: A routine's file ends in .yaml: `mine.yaml`.\n"),
        ("check doubtful.yaml --strict", 1, "1 file: 1 warning.\n"),
        ("check doubtful.yaml", 0, "1 file: 1 warning.\n"),
        ("check mine.yaml --strict", 0, "1 file: no problems.\n"),
        ("check mine broken.yaml", 1, "2 files: 1 error.\n"),
    ],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value else "",
)
def test_a_problem_prints_its_message_and_sets_the_exit_code(
    arguments: str, code: int, error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if "--only" in arguments or "--easier" in arguments:
        arguments += " --dry-run"
    assert run(arguments.split()) == code
    assert capsys.readouterr().err == error


@pytest.mark.parametrize(
    "arguments", ["play", "play mine --reps none", "nonsense", "play mine --json", "export mine"]
)
def test_wrong_usage_exits_with_2(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments.split()) == 2
    assert "Usage: coach" in capsys.readouterr().err


def test_a_nul_in_a_file_name_gives_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["play", "\0"]) in {1, 3}  # no file name can contain NUL
    assert "Traceback" not in capsys.readouterr().err


def test_dry_run_output_is_reproducible(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    outputs = []
    for _ in range(2):
        assert run(["play", "lower-back", "--dry-run", "--json"]) == 0
        outputs.append(capsysbinary.readouterr().out)
    assert outputs[0] == outputs[1]


def test_dry_run_json_keeps_its_contract(capsys: pytest.CaptureFixture[str]) -> None:
    run(["play", "mine", "--dry-run", "--json", "--lead-in", "0"])
    table = json.loads(capsys.readouterr().out)
    assert list(table) == [
        "format", "routine", "language", "voice", "measured", "total_s", "segments", "cues",
    ]  # fmt: skip
    assert (table["voice"], table["measured"]) == ("estimate", False)
    hold = next(cue for cue in table["cues"] if cue["kind"] == "hold")
    assert {key: hold[key] for key in list(hold)[3:]} == {
        "text": "Hold for five seconds.", "exercise": "Stretch", "item": 0, "round": None,
        "side": None, "set": 1, "rep": 1, "phase": None,
    }  # fmt: skip
    edges = [segment["start_s"] for segment in table["segments"]] + [table["total_s"]]
    assert edges[0] == 0
    assert edges[1:] == [segment["end_s"] for segment in table["segments"]]


def test_dry_run_loads_no_speech_or_sound_library() -> None:
    script = (
        "import sys; from coach.cli import run; run(['play', 'lower-back', '--dry-run'])\n"
        "assert not {'sounddevice', 'miniaudio', 'pyttsx3', 'numpy', 'subprocess'} & {*sys.modules}"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, timeout=30)


def test_play_can_start_from_an_exercise_or_play_only_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["play", "lower-back", "--dry-run", "--json", "--from", "child's pose"])
    begun = json.loads(capsys.readouterr().out)
    run(["play", "lower-back", "--dry-run", "--json", "--only", "Child's Pose"])
    alone = json.loads(capsys.readouterr().out)
    names = [
        [s["exercise"] for s in table["segments"] if s["exercise"]] for table in (begun, alone)
    ]
    assert names == [["Child's Pose", "Hip raises"], ["Child's Pose"]]


def test_fast_keeps_every_cue_with_short_gaps(capsys: pytest.CaptureFixture[str]) -> None:
    tables = []
    for more in ([], ["--fast"]):
        run(["play", "lower-back", "--dry-run", "--json", *more])
        tables.append(json.loads(capsys.readouterr().out))
    assert [c["text"] for c in tables[0]["cues"]] == [c["text"] for c in tables[1]["cues"]]
    cues = tables[1]["cues"]
    gaps = {round(b["start_s"] - a["end_s"], 6) for a, b in pairwise(cues)}
    assert gaps == {0.5}


def test_list_names_the_folder_for_routines_until_new_creates_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    own = Path(os.environ["COACH_ROUTINES_DIR"])
    assert run(["list"]) == 0
    assert f"Your own routines go in {own}." in capsys.readouterr().out.splitlines()
    assert run(["new", str(own / "knees.yaml")]) == 0
    assert run(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"Your own ({own})" in lines
    assert not any("go into" in line for line in lines)


def test_list_shows_where_each_routine_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    own = Path(os.environ["COACH_ROUTINES_DIR"])
    own.mkdir()
    (own / "evening-walk.yaml").write_text(ROUTINE, encoding="utf-8")
    assert run(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"Your own ({own})"
    assert lines[1].split() == ["evening-walk", "Test", "about", "1", "min", "en-US"]
    assert "Bundled with Coach" in lines
    here = lines[lines.index("In this folder") + 1 :]
    assert here[0].startswith("  broken") and "can't be played: broken.yaml:5:35: error" in here[0]  # noqa: PT018


def test_list_marks_which_routine_plays_when_names_clash(
    capsys: pytest.CaptureFixture[str],
) -> None:
    own = Path(os.environ["COACH_ROUTINES_DIR"])
    own.mkdir()
    (own / "Morning.yaml").write_text(ROUTINE, encoding="utf-8")
    Path("morning.yaml").write_text(ROUTINE, encoding="utf-8")
    assert run(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    named = [line[:9] for line in lines if line[2:9].lower() == "morning"]
    assert named == ["* Morning", "  morning", "  morning"]
    assert [line for line in lines if line.startswith("*")][1:] == [
        "* The name plays this one; play the others by title or file."
    ]
    run(["list", "--json"])
    rows = [row for row in json.loads(capsys.readouterr().out) if row["name"].lower() == "morning"]
    assert [(row["origin"], row["plays_by_name"]) for row in rows] == [
        ("yours", True), ("bundled", False), ("this folder", False),
    ]  # fmt: skip
    assert run(["show", "morning"]) == 0
    assert capsys.readouterr().out.startswith("Test\n")
    assert run(["show", "Morning stretches"]) == 0
    assert capsys.readouterr().out.startswith("Morning stretches\n")


def test_list_marks_nothing_when_names_are_unique(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list"]) == 0
    assert "*" not in capsys.readouterr().out


def test_list_as_json_has_origin_length_and_problem(capsys: pytest.CaptureFixture[str]) -> None:
    run(["list", "--json"])
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["lower-back"]["origin"] == "bundled"
    assert rows["lower-back"]["total_s"] > 300
    assert rows["broken"]["problem"].startswith(
        "broken.yaml:5:35: error: `5` needs a unit"
    ) or rows["broken"]["problem"].endswith("error: `5` needs a unit [no-unit]")


def test_check_can_print_json_and_github_annotations(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "broken.yaml", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "file": "broken.yaml", "line": 5, "column": 35, "end_column": 36, "severity": "error",
            "code": "no-unit", "message": "`5` needs a unit", "hint": "write `5 s` or `5 min`",
        }
    ]  # fmt: skip
    assert run(["check", "broken.yaml", "--format", "github"]) == 1
    assert capsys.readouterr().out == (
        "::error file=broken.yaml,line=5,col=35,endColumn=36,title=no-unit::"
        "`5` needs a unit%0Awrite `5 s` or `5 min`\n"
    )


def test_schema_writes_to_a_file_what_it_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    printed = capsys.readouterr().out
    assert run(["schema", "-o", "coach-routine.json"]) == 0
    assert capsys.readouterr().out == "Wrote `coach-routine.json`.\n"
    assert Path("coach-routine.json").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("name", ["Cat-Cow", "cat cow", "CAT", "cat-cow"])
def test_an_exercise_is_found_by_the_start_of_its_name(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--skip-intro", "--dry-run", "--only", name, "--easier", name]
    assert run(["play", "lower-back", *arguments]) == 0
    said = capsys.readouterr().out
    assert "Cat-Cow (hands and knees)" in said
    assert "Hip raise" not in said
    assert "Rest on your forearms" in said  # the easier variant


def test_new_writes_a_routine_without_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "fresh.yaml"]) == 0
    assert run(["new", "mine-too.yaml", "--from", "lower-back"]) == 0
    capsys.readouterr()
    assert run(["check", "--strict", "fresh.yaml", "mine-too.yaml"]) == 0
    assert run(["play", "fresh.yaml", "--dry-run"]) == 0


def test_bundled_routines_and_exercises_have_no_problems(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from coach.library import bundled_folder  # noqa: PLC0415 - next to its only use

    assert run(["check", "--strict", str(bundled_folder())]) == 0, capsys.readouterr().out


def test_a_closed_pipe_ends_the_command_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "coach", "play", "lower-back", "--dry-run", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
