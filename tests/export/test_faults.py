"""A full disk, a kill, a path that can't be written: one message, and nothing left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tempo import HEAD
from tones import names_in

from coach.cli import run
from coach.export.registry import ENDINGS, KINDS

AUDIO = tuple(kind.ending for kind in KINDS if kind.has_chapters)
COACH = [sys.executable, "-m", "coach"]
LONG = HEAD + "exercises: [{name: Stretch, hold: 60 s, reps: 60}]\n"


pytestmark = pytest.mark.usefixtures("shared_cache")


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    monkeypatch.chdir(tmp_path)
    Path("long.yaml").write_text(LONG, encoding="utf-8")
    Path("out").mkdir()


# The exported file gets a file system of its own, with 96 kB.
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has tmpfs")
@pytest.mark.parametrize("ending", AUDIO)
def test_a_full_disk_is_an_error(ending: str) -> None:
    own = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    mount = "mount -t tmpfs -o size=96k none out"
    if not shutil.which("unshare") or subprocess.run([*own, mount], check=False).returncode:
        pytest.skip("no file system can be mounted here")
    script = f'{mount} && "$@" export long.yaml -o out/x{ending}; code=$?; ls -A out; exit $code'
    done = subprocess.run(
        [*own, script, "sh", *COACH], capture_output=True, text=True, check=False, timeout=300
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", (
        f"coach: `out/x{ending}` can't be written: "
        "the disk is full; free some space, or choose another disk.\n"
    ))  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has these signals")
@pytest.mark.parametrize("ending", AUDIO)
def test_the_next_export_removes_what_a_killed_one_left(ending: str) -> None:
    target = Path(f"out/x{ending}")
    process = subprocess.Popen([*COACH, "export", "long.yaml", "-o", str(target)])
    try:
        wait_for_part(process)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == -signal.SIGKILL
    assert not target.exists()
    Path("short.yaml").write_text(HEAD + "exercises: [{name: Stretch, hold: 60 s}]\n", "utf-8")
    assert run(["export", "short.yaml", "-o", str(target), "--skip-intro"]) == 0
    assert names_in(Path("out")) == [target.name]


# Ctrl-C, a shutdown and a closed terminal each have their exit code, and leave nothing behind.
@pytest.mark.skipif(os.name != "posix", reason="only POSIX has these signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_leaves_nothing_behind(name: str) -> None:
    number = getattr(signal, name)
    process = subprocess.Popen(
        [*COACH, "export", "long.yaml", "-o", "out/x.opus", "-o", "out/x.html"],
        stderr=subprocess.PIPE,
    )
    try:
        wait_for_part(process)
        process.send_signal(number)
        said = process.communicate(timeout=60)[1]
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, said.strip()) == (128 + number, b"")
    assert names_in(Path("out")) == []


def wait_for_part(process: subprocess.Popen[bytes]) -> None:
    """Wait until part of the file is on disk under its temporary name."""
    deadline = time.monotonic() + 120
    while not any(path.stat().st_size for path in Path("out").glob(".x*")):
        assert process.poll() is None, "it finished before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.002)


@pytest.mark.parametrize(
    ("output", "error"),
    [
        ("out/x.mp3", "`out/x.mp3` already exists; choose another name, or add `--force`."),
        ("out/y.mp3", "`out/y.mp3` can't be written: that is a folder; give the name of a file."),
        (
            "long.yaml/x.mp3",
            (
                "`long.yaml/x.mp3` can't be written: there is no such folder; make it first, "
                "or choose another one."
            ),
        ),
        (
            "x",
            (
                f"`x` has no ending; Coach writes {', '.join(ENDINGS[:-1])} and {ENDINGS[-1]} "
                "files. For a folder, add `--kind`, such as `--kind mp3`."
            ),
        ),
    ],
    ids=["exists", "folder", "in-a-file", "no-ending"],
)
def test_a_path_that_cannot_be_written_is_an_error(
    output: str, error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("out/y.mp3").mkdir()
    Path("out/x.mp3").write_bytes(b"old")
    assert run(["export", "long.yaml", "-o", output, "-o", "out/x.vtt"]) == 1
    assert capsys.readouterr().err == f"coach: {error}\n"
    assert Path("out/x.mp3").read_bytes() == b"old"
    assert names_in(Path("out")) == ["x.mp3", "y.mp3"]


def test_m4a_without_its_extra_is_an_error() -> None:
    script = (
        "import sys; sys.modules['av'] = None; from coach.cli import run; "
        "sys.exit(run(['export', 'long.yaml', '-o', 'out/x.m4a']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (
        1,
        (
            "coach: `.m4a` files need an extra: `pip install 'stretch-coach[m4a]'`. "
            "Or use `.mp3`, which every phone plays.\n"
        ),
    )
    assert names_in(Path("out")) == []
