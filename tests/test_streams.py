"""Standard output or error that is full or closed: reported once, and never in the way."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coach.streams import FailsafeStream, StreamError

NEEDS_FULL_DISK = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="there is no /dev/full here"
)
FULL = "coach: The output can't be written: the disk is full.\n"
CLOSED = "coach: The output can't be written: it is closed.\n"
ROUTINE = """format: 1
title: Short
language: en
exercises: [{name: Stretch, hold: 1 s, get_ready: 1 s}]
"""
PLAY = "play short.yaml --voice silent --rate 300 --skip-intro --lead-in 0 --fast"


class FullStream(io.StringIO):
    """A stream on a full disk."""

    def write(self, text: str) -> int:
        del text
        raise OSError(errno.ENOSPC, "No space left on device")


def test_only_the_first_failure_is_reported() -> None:
    failures: list[OSError] = []
    stream = FailsafeStream(FullStream(), failures.append)
    assert [stream.write("one"), stream.write("two")] == [3, 3]
    stream.flush()
    assert [error.errno for error in failures] == [errno.ENOSPC]


def test_an_exception_for_the_first_failure_is_not_raised_again() -> None:
    def fail(error: OSError) -> None:
        raise StreamError(error)

    outer: list[OSError] = []
    inner = FailsafeStream(FullStream(), fail)
    with pytest.raises(StreamError):
        inner.write("one")
    assert inner.write("two") == 3
    nested = FailsafeStream(FailsafeStream(FullStream(), fail), outer.append)  # type: ignore[arg-type]
    nested.write("one")
    assert [error.errno for error in outer] == [errno.ENOSPC]


def test_text_still_buffered_after_a_failure_does_not_fail_again(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path / "out", os.O_RDONLY | os.O_CREAT)
    with os.fdopen(descriptor, "r") as reader, open(descriptor, "w", closefd=False) as file:
        failures: list[OSError] = []
        stream = FailsafeStream(file, failures.append)
        stream.write("something")
        stream.flush()  # the file is open for reading only
        assert [error.errno for error in failures] == [errno.EBADF]
        assert os.fstat(reader.fileno()).st_rdev == Path(os.devnull).stat().st_rdev


# -- whole commands ------------------------------------------------------------------------------


def shell(command: str, folder: Path, **env: str) -> tuple[int, str, str]:
    (folder / "short.yaml").write_text(ROUTINE, encoding="utf-8")
    (folder / "broken.yaml").write_text("format: 1\nexercises: []\n", encoding="utf-8")
    coach = f"{sys.executable} -W error -m coach"
    result = subprocess.run(
        ["bash", "-c", command.replace("coach", coach)],
        cwd=folder, env={**os.environ, "PULSE_SERVER": "unix:/nowhere", **env},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    return result.returncode, result.stdout, result.stderr


@NEEDS_FULL_DISK
@pytest.mark.parametrize(("redirection", "error"), [(">/dev/full", FULL), (">&-", CLOSED)])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_list_that_cannot_be_written_gives_one_message(
    redirection: str, error: str, unbuffered: str, tmp_path: Path
) -> None:
    env = {"PYTHONUNBUFFERED": unbuffered}
    assert shell(f"coach list {redirection}", tmp_path, **env) == (1, "", error)


@NEEDS_FULL_DISK
@pytest.mark.parametrize(
    "command",
    ["", "--version", "play --help", "schema", "play short.yaml --dry-run", "check broken.yaml"],
)
def test_any_other_output_that_cannot_be_written_gives_one_message(
    command: str, tmp_path: Path
) -> None:
    assert shell(f"coach {command} >/dev/full", tmp_path) == (1, "", FULL)


@NEEDS_FULL_DISK
@pytest.mark.parametrize("redirection", [">/dev/full", ">&-"])
def test_a_doctor_whose_output_cannot_be_written_says_so(redirection: str, tmp_path: Path) -> None:
    code, _, error = shell(f"coach doctor --voice xyzzy {redirection}", tmp_path)
    assert (code, error) == (1, FULL if "full" in redirection else CLOSED)


@NEEDS_FULL_DISK
def test_a_session_needs_no_output(tmp_path: Path) -> None:
    unread = "--verbose 2>log | head -1; echo ${PIPESTATUS[0]}"
    endings = [">/dev/full", ">&-", "2>/dev/full", ">&- 2>&-", unread]

    def played_with(ending: str) -> tuple[int, str, str]:
        # A state folder of its own, or it would say that another session is playing.
        own_state = tmp_path / f"state{endings.index(ending)}"
        return shell(f"coach {PLAY} {ending}", tmp_path, COACH_STATE_DIR=str(own_state))

    with ThreadPoolExecutor() as pool:  # each of them takes a while
        played = list(pool.map(played_with, endings))
    for (code, out, error), ending in zip(played, endings, strict=True):
        assert (code, error) == (0, ""), ending
        if ending.startswith(">"):
            assert out == ""
    heard, piped = played[2][1].splitlines(), played[-1][1].splitlines()
    assert heard[-1].endswith("That's all. Well done.")
    assert piped == [heard[0], "0"]
    assert "the screen can't be written: [Errno 32] Broken pipe" in (tmp_path / "log").read_text()


@NEEDS_FULL_DISK
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("play xyzzy 2>/dev/full", 1),
        ("show broken.yaml 2>&-", 1),
        ("nonsense 2>/dev/full", 2),
        ("check short.yaml 2>&-", 0),
        ("export short.yaml -o short.html --no-audio 2>/dev/full", 0),
    ],
)
def test_an_unwritable_message_does_not_change_the_exit_code(
    command: str, code: int, tmp_path: Path
) -> None:
    assert shell(f"coach {command}", tmp_path)[0] == code


def test_the_descriptor_of_a_closed_output_is_not_reused_by_a_file(tmp_path: Path) -> None:
    code, _, error = shell("coach export short.yaml -o short.html --no-audio >&- 2>&-", tmp_path)
    assert (code, error) == (0, "")
    assert (tmp_path / "short.html").read_text(encoding="utf-8").rstrip().endswith("</html>")


@pytest.mark.parametrize("command", ["list", "play lower-back --dry-run --json"])
def test_a_reader_that_stops_early_ends_the_command_silently(command: str, tmp_path: Path) -> None:
    code, out, error = shell(
        f"coach {command} | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}", tmp_path
    )
    assert (code, error) == (0, "")
    assert out in {"0\n", "141\n"}  # 0: all of it fit into the pipe
