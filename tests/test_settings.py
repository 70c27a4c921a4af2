"""The settings file: a person's permanent choices, or what is wrong with the file, and where."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from tempo import HEAD

from coach.cli import run
from coach.model.problems import ChoiceError
from coach.settings import MOST_BYTES, Settings, SettingsError, load, parse, settings_file

ALL = """\
voice: piper
rate: 130
lead_in: 2.5 s
intro: full
more_time: 1.5
person: Ana
device: Headphones
cache_mb: 200
"""


def write(text: str) -> Path:
    """Write the user's settings file, and return its path."""
    settings_file().parent.mkdir(exist_ok=True)
    settings_file().write_text(text, encoding="utf-8")
    return settings_file()


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("", Settings()),
        ("# nothing yet\n", Settings()),
        (ALL, Settings("piper", 130, 2.5, "full", 1.5, "Ana", "Headphones", 200)),
        ("voice: pyttsx3:roa/es", Settings(voice="pyttsx3:roa/es")),
        ("voice: 'piper:C:\\voices\\anna.onnx'", Settings(voice="piper:C:\\voices\\anna.onnx")),
        ("lead_in: 1 min", Settings(lead_in_s=60)),
        ("intro: none", Settings(intro="none")),
        ("more_time: 1", Settings(more_time=1)),
        ("more_time: 1,25", Settings(more_time=1.25)),
        ("more_time: 4", Settings(more_time=4)),
        ("person: Ana María", Settings(person="Ana María")),
    ],
)
def test_a_file_gives_its_settings(text: str, settings: Settings) -> None:
    assert parse(text.encode(), "settings.yaml") == settings


@pytest.mark.parametrize(
    ("text", "place", "code", "write"),
    [
        ("voise: piper", "1:1-6", "unknown-key", ["voice"]),
        (
            "rate: 130\ncolour: blue", "2:1-7", "unknown-key",
            ["voice", "rate", "lead_in", "intro", "more_time", "person", "device", "cache_mb"],
        ),
        ("speed: 130", "1:1-6", "unknown-key", ["rate"]),
        ("rate: fast", "1:7-11", "wrong-value", []),
        ("rate: 20", "1:7-9", "wrong-value", ["80"]),
        ("rate: 301", "1:7-10", "wrong-value", ["300"]),
        ("lead_in: 2", "1:10-11", "no-unit", ["2 s", "2 min"]),
        ("lead_in: 2 min", "1:10-15", "too-large", ["2 s"]),
        ("lead_in: a while", "1:10-17", "wrong-value", ["30 s", "2 min"]),
        ("intro: yes", "1:8-11", "wrong-value", ["auto", "full", "short", "none"]),
        ("intro: ful", "1:8-11", "wrong-value", ["full"]),
        ("more_time: 0.5", "1:12-15", "wrong-value", ["1.5"]),
        ("more_time: 4.5", "1:12-15", "wrong-value", ["1.5"]),
        ("more_time: 150 %", "1:12-17", "wrong-value", ["1.5"]),
        ("more_time: a lot", "1:12-17", "wrong-value", ["1.5"]),
        ("person: ''", "1:9-11", "empty", ["Ana"]),
        ("person: [Ana, Ben]", "1:9-19", "wrong-value", []),
        ("cache_mb: 0", "1:11-12", "wrong-value", ["1"]),
        ("rate: 130\nrate: 140", "2:1-5", "doubled-key", []),
        ("voice: [piper]", "1:8-15", "wrong-value", ["piper"]),
        ("- voice", "1:1-8", "wrong-value", []),
        ("device: ''", "1:9-11", "empty", ["coach devices"]),
        ("rate: 130\nvoice:piper", "2:6-7", "no-space", ["voice: piper"]),
        ("voice: *piper", "1:8-14", "needs-quotes", []),
        ("voice: piper\nrate 130", "2:1-5", "no-colon", ["rate: 130"]),
        ("rate: 130\n voice: piper", "2:1-2", "indentation", []),
    ],
)  # fmt: skip
def test_a_problem_has_a_place_and_says_what_to_write(
    text: str, place: str, code: str, write: list[str]
) -> None:
    with pytest.raises(SettingsError) as caught:
        parse(text.encode(), "s.yaml")
    (problem,) = caught.value.problems
    span = problem.span
    assert f"{span.line}:{span.column}-{span.end_column}" == place
    assert problem.code == code
    assert re.findall(r"`([^`]*)`", problem.hint) == write


def test_a_full_message() -> None:
    with pytest.raises(SettingsError) as caught:
        parse(b"voise: piper\nlead_in: 2\n", "s.yaml")
    assert str(caught.value) == (
        "s.yaml:1:1: error: unknown key `voise` in the settings [unknown-key]\n"
        "    voise: piper\n"
        "    ^^^^^\n"
        "  hint: did you mean `voice`?\n"
        "s.yaml:2:10: error: `2` needs a unit [no-unit]\n"
        "    lead_in: 2\n"
        "             ^\n"
        "  hint: write `2 s` or `2 min`"
    )


def test_a_line_that_yaml_cannot_read_hides_no_other_problem() -> None:
    with pytest.raises(SettingsError) as caught:
        parse(b"voice: *x\nrate 130\nlead_in: 2\n", "s.yaml")
    assert [(p.span.line, p.code) for p in caught.value.problems] == [
        (1, "needs-quotes"),
        (2, "no-colon"),
        (3, "no-unit"),
    ]


def test_all_problems_are_reported_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        parse(b"voise: x\nrate: 1\n", "s.yaml")
    assert [(p.span.line, p.code) for p in caught.value.problems] == [
        (1, "unknown-key"),
        (2, "wrong-value"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00",
        b"a: &x [*x, *x]",
        b"{" * 10_000,
        b"#" * (MOST_BYTES + 1),
        b"rate: " + b"9" * 50_000,
        b'voice: "\\e[2J"',
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused(data: bytes) -> None:
    with pytest.raises(SettingsError):
        parse(data, "s.yaml")


def test_without_a_file_nothing_is_set() -> None:
    assert load() == Settings()


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    settings_file().mkdir(parents=True)
    with pytest.raises(ChoiceError) as caught:
        load()
    assert str(caught.value) == (
        f"The settings in `{tmp_path / 'config' / 'settings.yaml'}` can't be read "
        f"({os.strerror(21)}). Fix or delete that file."
    )


def test_the_path_comes_from_the_environment_or_the_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings_file() == tmp_path / "config" / "settings.yaml"
    monkeypatch.delenv("COACH_CONFIG_DIR")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/somewhere")
    assert settings_file().parts[-2:] == ("coach", "settings.yaml")


def first_cue(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[float, float]:
    """Return when the first cue starts and how long it takes, in seconds."""
    path = tmp_path / "routine.yaml"
    voice = "voice: {words_per_minute: 120}\n"
    path.write_text(HEAD + voice + "exercises: [{name: Stretch, hold: 5 s}]\n", encoding="utf-8")
    assert run(["play", str(path), "--dry-run", "--json", *more]) == 0
    cue = json.loads(capsys.readouterr().out)["cues"][0]
    return cue["start_s"], cue["end_s"] - cue["start_s"]


def test_the_command_line_overrides_the_settings_which_override_the_routine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lead, slow_s = first_cue(tmp_path, capsys)
    assert lead == 1.5
    write("rate: 240\nlead_in: 3 s\n")
    lead, fast_s = first_cue(tmp_path, capsys)
    assert lead == 3
    assert fast_s == pytest.approx(slow_s / 2, abs=1e-4)
    lead, chosen_s = first_cue(tmp_path, capsys, "--rate", "120", "--lead-in", "0")
    assert lead == 0
    assert chosen_s == pytest.approx(slow_s)


def spoken(capsys: pytest.CaptureFixture[str], path: Path, *more: str) -> dict[str, float]:
    """Return what is heard, and when, in seconds."""
    assert run(["play", str(path), "--dry-run", "--json", *more]) == 0
    cues = json.loads(capsys.readouterr().out)["cues"]
    return {cue["text"]: cue["start_s"] for cue in cues}


def test_the_opening_comes_from_the_settings_unless_it_is_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "routine.yaml"
    exercises = "exercises: [{name: Stretch, hold: 5 s}]\n"
    path.write_text(f"{HEAD}stop_if: It hurts.\nbefore: Ask first.\n{exercises}", "utf-8")

    def opening(*more: str) -> list[str]:
        heard = spoken(capsys, path, *more)
        return [words for words in ("Ask first.", "It hurts.") if words in heard]

    assert opening() == ["Ask first.", "It hurts."]
    write("intro: short\n")
    assert opening() == ["It hurts."]
    assert opening("--intro", "full") == ["Ask first.", "It hurts."]
    assert opening("--intro", "none") == opening("--skip-intro") == []
    write("intro: none\n")
    assert opening() == []
    assert opening("--intro", "auto") == ["Ask first.", "It hurts."]


def test_more_time_stretches_what_the_author_has_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "routine.yaml"
    own = "{name: Plank, position: face down, time_to_move: 10 s, get_ready: 4 s, hold: 9 s}"
    path.write_text(
        f"{HEAD}exercises: [{{name: Cat, position: hands and knees, hold: 20 s}}, {own}]\n", "utf-8"
    )
    steps = (
        ("Get down to your mat, and rest on your heels or to one side. Take your time.",
         "First, Cat."),
        ("Move onto your hands and knees.", "Hold for twenty seconds."),
        ("Hold for twenty seconds.", "Last, Plank."),
        ("Lie down on your front.", "Hold for nine seconds."),
    )  # fmt: skip
    usual = spoken(capsys, path)
    write("more_time: 1.5\n")
    slow = spoken(capsys, path)
    more = [(slow[b] - slow[a]) - (usual[b] - usual[a]) for a, b in steps]
    assert more == pytest.approx([60, 3, 0, 0])


def test_an_unknown_voice_in_the_settings_is_reported_with_its_file(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = write("voice: pipr\n")
    assert run(["play", "lower-back", "--dry-run"]) == 1
    assert capsys.readouterr().err == (
        "coach: There is no speech engine `pipr`. Write `piper`, or `pyttsx3:pipr` if that is a "
        f"voice's name. It is set as `voice` in {path}.\n"
    )
    assert run(["play", "lower-back", "--dry-run", "--voice", "silent"]) == 0


def test_an_empty_voice_on_the_command_line_does_not_mean_the_setting(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("voice: silent\n")
    assert run(["play", "lower-back", "--dry-run", "--voice", ""]) == 1
    assert capsys.readouterr().err == (
        "coach: No voice is named. Write one that `coach voices` lists.\n"
    )


def test_the_cache_size_comes_from_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cache"]) == 0
    assert capsys.readouterr().out.endswith("; 300 MB at most\n")
    write("cache_mb: 50\n")
    assert run(["cache"]) == 0
    assert capsys.readouterr().out.endswith("; 50 MB at most\n")


def test_a_broken_settings_file_stops_a_session_and_names_the_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = write("rate: 20\n")
    assert run(["play", "lower-back", "--dry-run"]) == 1
    assert capsys.readouterr().err.startswith(f"{path}:1:7: error: `20` isn't a whole")
