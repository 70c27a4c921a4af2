"""`coach voices`, and a session without a voice, run from the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sound_server import RATE, SoundServer, needs_sound_server, sound_server
from tempo import HEAD

from coach.cli import run
from coach.speech.sample_texts import demo_texts

EXAMPLES = "write one such as `en-US`, `es` or `fr-CA`"


@pytest.fixture
def server() -> Iterator[SoundServer]:
    needs_sound_server()
    with sound_server() as running:
        yield running


def test_voices_are_listed_by_voice_spec(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["voices", "--language", "es"]) == 0
    out, error = capsys.readouterr()
    assert [line.split("  ")[0] for line in out.splitlines()] == ["* pyttsx3:roa/es", ""]
    assert [line[2:].split()[0] for line in out.splitlines()] == [
        "pyttsx3:roa/es",
        "pyttsx3:roa/es-419",
    ]
    assert "* is the voice for `es` unless you choose another.\n" in error
    assert error.endswith(
        "To hear one, use `coach voices --try VOICE`. To use it every time, write "
        f"`voice: VOICE` in `{tmp_path / 'config' / 'settings.yaml'}`.\n"
    )


def test_the_voice_in_the_settings_is_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config").mkdir()
    settings = tmp_path / "config" / "settings.yaml"
    for voice, marked in (("pyttsx3:roa/es-419", ["pyttsx3:roa/es-419"]), ("silent", [])):
        settings.write_text(f"voice: {voice}\n", encoding="utf-8")
        assert run(["voices", "--language", "es"]) == 0
        out, error = capsys.readouterr()
        assert [line[2:].split()[0] for line in out.splitlines() if line[0] == "*"] == marked
        assert ("* is the voice for" in error) == bool(marked)


def test_missing_engines_are_listed_with_how_to_install_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run(["voices", "--language", "tlh"]) == 1
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith(
        "There is no voice that speaks `tlh` here.\nflite isn't installed here. "
    )


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("xx", f"no language has the tag `xx`: {EXAMPLES}"),
        (
            "gr",
            "no language has the tag `gr`: did you mean `el`? `GR` is a country",
        ),
        (
            "spanish",
            "`spanish` is the name of a language, not its tag: write `es-ES` or `es-MX`",
        ),
        ("", f"`` isn't a language tag: {EXAMPLES}"),
        ("\x1b[2J", f"`<U+001B>[2J` isn't a language tag: {EXAMPLES}"),
    ],
)
def test_an_invalid_language_is_an_error(
    language: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for more in ((), ("--try",)):
        assert run(["voices", "--language", language, *more]) == 1
        assert capsys.readouterr().err == f"coach: {message}\n"


def test_try_speaks_at_the_rate_in_the_settings(server: SoundServer, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.yaml").write_text("rate: 300\n", encoding="utf-8")
    with server.recorded() as recording:
        done = subprocess.run(
            [sys.executable, "-m", "coach", "voices", "--try", "pyttsx3:roa/es"],
            env=server.env, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.stderr == ""
    assert done.returncode == 0
    lines = [f"  {text}" for text in demo_texts("es")]
    assert done.stdout.splitlines() == ["pyttsx3:roa/es (Spanish (Spain))", *lines]
    onsets = recording.onsets()
    assert len(onsets) >= len(lines)
    assert (
        recording.last_sound() - onsets[0] < 8 * RATE
    )  # at the default rate it would take over 9 s


def test_a_session_without_a_voice_shows_its_cues_on_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "short.yaml"
    exercise = "{name: Stretch, get_ready: 1 s, hold: 1 s, release: Done.}"
    path.write_text(HEAD + f"exercises: [{exercise}]\n", encoding="utf-8")
    nowhere = {**os.environ, "PULSE_SERVER": "unix:/nowhere"}
    done = subprocess.run(
        [sys.executable, "-m", "coach", "play", str(path), "--voice", "silent", "--plain",
         "--skip-intro", "--lead-in", "0", "--fast", "--rate", "300"],
        capture_output=True, text=True, check=False, timeout=60, env=nowhere,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stderr == ""
    assert "Hold for one second." in done.stdout


@pytest.mark.parametrize("command", ["play", "show"])
def test_an_unknown_engine_is_an_error_before_anything_else_happens(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [command, "lower-back", "--voice", "pipr"]
    assert run([*arguments, "--dry-run"] if command == "play" else arguments) == 1
    assert capsys.readouterr().err == (
        "coach: There is no speech engine `pipr`. Write `piper`, "
        "or `pyttsx3:pipr` if that is a voice's name.\n"
    )
