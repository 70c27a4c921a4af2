"""`coach doctor`: every part is tried and gets one line, whatever is broken."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from sound_server import SoundServer, needs_sound_server, sound_server

from coach.cli import run
from coach.cli.doctor import exit_code
from coach.doctor import (
    Finding,
    Probe,
    hung_sound_fix,
    probe_folder,
    probe_sound,
    probe_speech,
    run_probes,
    tones,
)
from coach.model.clip import Clip
from coach.model.problems import DeviceError, VoiceError
from coach.model.units import FRAME_RATE
from coach.playback.outputs.output import Ended, Output, Pull
from coach.speech import Utterance

WORD = Clip(array("h", [1000] * (FRAME_RATE // 5)).tobytes())
HEAR = "If you heard nothing, turn up the volume or choose another device from `coach devices`."


class Speaker:
    """A voice that speaks, or fails."""

    name = "fake:one"
    fingerprint = "fake"
    slow = False

    def __init__(self, error: VoiceError | None = None) -> None:
        self.error = error
        self.closed = 0

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        for utterance in utterances:
            if self.error is not None:
                raise self.error
            yield utterance, WORD

    def close(self) -> None:
        self.closed += 1


class Card:
    """An output that pulls blocks in a thread: in real time, as fast as it can, or only a few."""

    name = "card"
    audible = True
    latency_s = 0.1

    def __init__(
        self, pull: Pull, ended: Ended, *, blocks: int | None = None, fast: bool = False,
        underruns: int = 0,
    ) -> None:  # fmt: skip
        self.error: BaseException | None = None
        self.underruns = underruns
        self.heard = b""
        self.closing = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(pull, ended, blocks, fast))
        self.thread.start()

    @property
    def active(self) -> bool:
        return self.thread.is_alive()

    def _run(self, pull: Pull, ended: Ended, blocks: int | None, fast: bool) -> None:  # noqa: FBT001
        taken = 0
        while not self.closing.is_set() and taken != blocks:
            self.heard += pull(FRAME_RATE // 50)
            taken += 1
            self.closing.wait(0 if fast else 0.02)
        ended()

    def close(self, *, drain: bool = False) -> None:
        del drain
        self.closing.set()
        self.thread.join()


class Cards:
    """Opens cards, and keeps the last one for a test to examine."""

    def __init__(
        self, blocks: int | None = None, *, fast: bool = False, underruns: int = 0
    ) -> None:
        self.blocks, self.fast, self.underruns = blocks, fast, underruns
        self.card: Card

    def __call__(self, pull: Pull, ended: Ended) -> Output:
        self.card = Card(pull, ended, blocks=self.blocks, fast=self.fast, underruns=self.underruns)
        return self.card


def findings_of(*probes: Probe) -> list[Finding]:
    return list(run_probes(probes))


def test_speech_is_really_synthesized_and_kept_for_the_sound_probe() -> None:
    voice, kept = Speaker(), list[Clip]()
    (finding,) = findings_of(Probe("speech", lambda: probe_speech(voice, kept.append)))
    assert (finding.part, finding.state, kept, voice.closed) == ("speech", "ok", [WORD], 1)
    assert finding.found.startswith("fake:one spoke two words in 0.")


def test_a_voice_that_fails_says_why_and_is_closed() -> None:
    voice, kept = Speaker(VoiceError("The engine is missing. Install it.")), list[Clip]()
    assert findings_of(Probe("speech", lambda: probe_speech(voice, kept.append))) == [
        Finding("speech", "missing", "The engine is missing. Install it")
    ]
    assert (voice.closed, kept) == (1, [])


def test_the_words_are_played_to_their_end() -> None:
    cards = Cards()
    assert probe_sound(WORD, cards, "Headset") == Finding(
        "sound", "ok", "Headset (card, latency 0.10 s) played two words", HEAR
    )
    assert cards.card.heard.startswith(WORD.pcm)
    assert not any(cards.card.heard[len(WORD.pcm) :])
    assert not cards.card.active


def test_without_speech_tones_are_played() -> None:
    finding = probe_sound(None, Cards(), "Headset")
    assert finding.found == "Headset (card, latency 0.10 s) played two tones"
    assert max(array("h", tones().pcm)) == 4000


@pytest.mark.parametrize(
    ("cards", "finding"),
    [
        (
            Cards(blocks=2),
            Finding(
                "sound",
                "missing",
                "Headset (card, latency 0.10 s) stopped after 0.0 s of two words",
                "Choose another device from `coach devices`.",
            ),
        ),
        (
            Cards(fast=True),
            Finding(
                "sound",
                "warning",
                "Headset (card, latency 0.10 s) accepted two words faster than they can be heard",
                HEAR,
            ),
        ),
        (
            Cards(underruns=3),
            Finding(
                "sound",
                "warning",
                "Headset (card, latency 0.10 s) played two words, with 3 gaps",
                HEAR,
            ),
        ),
    ],
    ids=["dies", "null device", "gaps"],
)
def test_a_device_that_plays_badly_is_detected(cards: Cards, finding: Finding) -> None:
    assert probe_sound(WORD, cards, "Headset") == finding


def broken(error: Exception) -> Probe:
    def look() -> Finding:
        raise error

    return Probe("part", look)


def test_whatever_a_part_raises_the_others_are_tried() -> None:
    assert findings_of(
        broken(DeviceError("No sound device works here. Plug one in.")),
        broken(ZeroDivisionError("odd")),
        Probe("last", lambda: Finding("last", "ok", "well")),
    ) == [
        Finding("part", "missing", "No sound device works here. Plug one in"),
        Finding(
            "part",
            "missing",
            "it failed (ZeroDivisionError: odd)",
            "This is a bug in Coach. Please send us this line.",
        ),
        Finding("last", "ok", "well"),
    ]


def test_a_part_that_hangs_is_abandoned() -> None:
    never = threading.Event()

    def hangs() -> Finding:
        never.wait()
        return Finding("part", "ok", "too late")

    then = Probe("next", lambda: Finding("next", "ok", "well"))
    try:
        findings = findings_of(Probe("part", hangs, 0.2), then)
    finally:
        never.set()
    assert findings == [
        Finding(
            "part",
            "missing",
            "it didn't answer within 0.2 s",
            "Restart the computer, and try again.",
        ),
        Finding("next", "ok", "well"),
    ]


def test_a_folder_is_written_to_and_left_unchanged(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"x" * 300_000)
    finding = probe_folder("clips", tmp_path, "spoken prompts")
    assert finding == Finding("clips", "ok", f"spoken prompts: 1, 0.3 MB, in {tmp_path}")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_an_unusable_folder_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    finding = probe_folder("clips", tmp_path / "file" / "clips", "spoken prompts")
    assert (finding.state, finding.fix) == (
        "warning",
        "Free up some disk space, or let Coach write there.",
    )


@pytest.mark.parametrize(
    ("system", "fix"),
    [("linux", "pipewire"), ("darwin", "coreaudiod"), ("win32", "plug it in again")],
)
def test_the_fix_for_sound_that_hangs_suits_the_system(system: str, fix: str) -> None:
    assert fix in hung_sound_fix(system)


@pytest.mark.parametrize(
    ("part", "state", "code"),
    [
        ("speech", "missing", 1),
        ("sound", "missing", 1),
        ("sound", "warning", 0),
        ("keep awake", "missing", 0),
    ],
)
def test_it_exits_with_1_if_a_session_could_not_be_heard(part: str, state: str, code: int) -> None:
    findings = [Finding("coach", "ok", ""), Finding(part, state, "")]  # type: ignore[arg-type]
    assert exit_code(findings) == code


# -- for real ------------------------------------------------------------------------------------


def doctor(env: dict[str, str], *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coach", "doctor", *more],
        env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_with_speech_and_sound_two_words_are_heard(server: SoundServer) -> None:
    with server.recorded() as recording:
        result = doctor(server.env)
    assert (result.returncode, result.stderr) == (0, "")
    lines = [line.split(maxsplit=2) for line in result.stdout.splitlines()]
    state = {words[1]: words[0] for words in lines}
    assert (state["speech"], state["sound"], state["clips"], state["log"]) == ("ok",) * 4
    assert recording.onsets(0.3)
    assert recording.last_sound() / FRAME_RATE > 0.3


def test_without_sound_it_exits_with_1_and_tries_the_rest() -> None:
    env = {**os.environ, "PULSE_SERVER": "unix:/nowhere", "HOME": "/nowhere"}
    result = doctor(env, "--json")
    assert (result.returncode, result.stderr) == (1, "")
    rows = {row["part"]: row for row in json.loads(result.stdout)}
    assert list(rows) == [
        "coach", "speech", "sound", "clips", "places", "log", "terminal", "keep awake", "routines",
        "extras",
    ]  # fmt: skip
    assert rows["sound"]["state"] == "missing"
    assert rows["sound"]["found"].startswith("No sound ")


def test_a_hanging_sound_server_does_not_block_the_doctor() -> None:
    needs_sound_server()
    with sound_server() as server:
        assert server._process is not None
        shell = server._process.pid
        for child in Path(f"/proc/{shell}/task/{shell}/children").read_text().split():
            os.kill(int(child), signal.SIGSTOP)
        result = doctor(server.env, "--json")
    assert (result.returncode, result.stderr) == (1, "")
    rows = {row["part"]: row for row in json.loads(result.stdout)}
    assert rows["sound"]["found"] == "it didn't answer within 10 s"
    assert rows["routines"]["state"] == "ok"


def test_with_a_missing_voice_it_exits_with_1_and_plays_tones(server: SoundServer) -> None:
    result = doctor(server.env, "--voice", "xyzzy")
    lines = result.stdout.splitlines()
    assert result.returncode == 1
    assert lines[1].startswith("missing  speech      There is no speech engine `xyzzy`")
    assert lines[2].startswith("ok       sound       ")
    assert "played two tones" in lines[2]


def test_unplayable_routines_of_the_user_are_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    own = Path(os.environ["COACH_ROUTINES_DIR"])
    own.mkdir()
    (own / "broken.yaml").write_text("format: 1\nexercises: []\n", encoding="utf-8")
    run(["doctor", "--voice", "xyzzy", "--json"])
    rows = {row["part"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["routines"]["state"] == "warning"
    assert rows["routines"]["mending"] == f"See what is wrong: `coach check {own / 'broken.yaml'}`."
