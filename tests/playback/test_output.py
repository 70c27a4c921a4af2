"""Outputs: what is imported, the advice when none works, and what is kept off standard error."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys

import pytest

from coach.model.problems import DeviceError
from coach.playback.outputs.output import NoLibraryError, no_sound_message
from coach.playback.outputs.portaudio import stereo
from coach.playback.stderr_silencer import C_STDERR, stderr_silenced


def test_importing_the_player_loads_no_sound_library() -> None:
    code = (
        "import sys, coach.playback, coach.terminal.keyboard\n"
        "print(sorted({'sounddevice', 'miniaudio', 'numpy', 'click'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_without_a_device_the_advice_is_to_plug_one_in() -> None:
    text = no_sound_message([DeviceError("x"), DeviceError("y")])
    assert text.startswith("No sound device works here. Plug in headphones")
    assert text.endswith("or make a file to listen to elsewhere with `coach export`.")
    assert "install" not in text


def test_without_a_library_the_advice_is_to_install_one() -> None:
    text = no_sound_message([NoLibraryError("x"), NoLibraryError("y")])
    assert text.startswith("No sound library works here. Install ")


def test_without_portaudio_and_device_the_advice_names_both() -> None:
    text = no_sound_message([NoLibraryError("x"), DeviceError("y")])
    assert "Plug in headphones" in text
    assert "install " in text


def test_both_stereo_channels_are_the_same() -> None:
    assert stereo(b"\x01\x02\x03\x04") == b"\x01\x02\x01\x02\x03\x04\x03\x04"


def test_silenced_output_of_c_libraries_is_not_seen(capfd: pytest.CaptureFixture[str]) -> None:
    os.write(2, b"before ")
    with stderr_silenced():
        os.write(2, b"ALSA lib confmisc.c:165\n")
    os.write(2, b"after")
    assert capfd.readouterr().err == "before after"


def test_standard_error_is_restored_after_a_failure(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(DeviceError), stderr_silenced():
        raise DeviceError("no device")
    os.write(2, b"here")
    assert capfd.readouterr().err == "here"


@pytest.mark.skipif(
    not sys.platform.startswith("linux") and not os.environ.get("CI"),
    reason="only glibc's standard error can be silenced",
)
def test_c_is_silenced_while_streams_are_open_and_python_is_not(
    capfd: pytest.CaptureFixture[str],
) -> None:
    libc = ctypes.CDLL(None)

    def write(text: bytes) -> None:
        libc.fputs(text, ctypes.c_void_p.in_dll(libc, "stderr"))

    write(b"before ")
    C_STDERR.stream_opened()
    C_STDERR.stream_opened()
    write(b"Expression 'res' failed ")
    C_STDERR.stream_closed()
    write(b"still ")
    os.write(2, b"Python ")
    C_STDERR.stream_closed()
    write(b"after")
    assert capfd.readouterr().err == "before Python after"
