"""The machine stays awake while a session plays, and may sleep afterwards, however it ended."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_desktop import LOGIND, desktop
from tempo import HEAD

from coach.session.keep_awake import (
    Inhibitor,
    InhibitorUnavailableError,
    InhibitResult,
    keep_awake,
    try_inhibitors,
)

GNOME, SCREEN_SAVER = "org.gnome.SessionManager", "org.freedesktop.ScreenSaver"
POWER = "org.freedesktop.PowerManagement"
ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has D-Bus")
HOLDER = (
    "from coach.session.keep_awake import *\n"
    "with keep_awake():\n print('in', flush=True)\n input()\n"
)
HELD = {
    SCREEN_SAVER: "held ('Coach', 'A session is playing')",
    GNOME: "held ('Coach', 42, 'A session is playing', 8)",  # 8: not idle, screen included
    POWER: "held ('Coach', 'A session is playing')",
    LOGIND: "held ('idle', 'Coach', 'A session is playing', 'block')",
}


@contextlib.contextmanager
def holding(env: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER], env=env,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@ON_LINUX
@pytest.mark.parametrize("service", HELD)
def test_an_inhibitor_is_taken_and_released_at_the_end(service: str) -> None:
    with desktop(service) as here, holding(here.env) as process:
        assert here.next_event() == HELD[service]
        assert process.communicate("\n", timeout=20) == ("in\n", "")
        assert here.next_event() == ("released by closing" if service == LOGIND else "released")


@ON_LINUX
@pytest.mark.parametrize("service", HELD)
def test_a_killed_session_releases_its_inhibitor(service: str) -> None:
    with desktop(service) as here, holding(here.env) as process:
        assert here.next_event() == HELD[service]
        process.kill()
        gone = "released by closing" if service == LOGIND else "released by leaving"
        assert here.next_event() == gone


@ON_LINUX
def test_a_desktop_that_never_answers_delays_nothing() -> None:
    with desktop(SCREEN_SAVER, GNOME, POWER, LOGIND, "mute") as here, holding(here.env) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in\n"
        assert here.next_event() == "asked Inhibit"
        assert process.communicate("\n", timeout=10) == ("", "")
        assert process.returncode == 0


@ON_LINUX
def test_without_a_bus_it_says_why_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    assert try_inhibitors() == InhibitResult(
        "", ("no session bus", "logind: no system bus (No such file or directory)")
    )


@ON_LINUX
def test_on_a_bus_without_a_desktop_it_says_who_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with desktop() as here:
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
            monkeypatch.setenv(name, here.address)
        found = try_inhibitors()
    assert found.inhibitor == ""
    assert found.failures[:2] == (
        f"{SCREEN_SAVER}: no answer; {GNOME}: no answer",
        f"{POWER}: no answer; {GNOME}: no answer",
    )
    assert LOGIND in found.failures[2]


@ON_LINUX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_playing_session_keeps_the_machine_awake_until_it_ends(
    number: signal.Signals, tmp_path: Path
) -> None:
    routine = tmp_path / "long.yaml"
    routine.write_text(f"{HEAD}exercises: [{{name: Stretch, hold: 60 s}}]\n", encoding="utf-8")
    with desktop(GNOME) as here:
        process = subprocess.Popen(
            [sys.executable, "-m", "coach", "play", str(routine), "--skip-intro"],
            env={**here.env, "PULSE_SERVER": "unix:/nowhere", "HOME": "/nowhere"},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert here.next_event() == HELD[GNOME]
            process.send_signal(number)
            left = "released by leaving" if number == signal.SIGKILL else "released"
            assert here.next_event() == left
        finally:
            process.kill()
            process.communicate()


# -- without a desktop: fake inhibitors ----------------------------------------------------------


class Inhibitors:
    """Fake inhibitors that record how they are used."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.entered = threading.Event()

    def failing(self, why: Exception) -> Inhibitor:
        @contextlib.contextmanager
        def inhibitor() -> Iterator[str]:
            raise why
            yield ""

        return inhibitor

    def working(self, name: str, at_the_end: Exception | None = None) -> Inhibitor:
        @contextlib.contextmanager
        def inhibitor() -> Iterator[str]:
            self.done.append(f"{name} in")
            self.entered.set()
            yield name
            self.done.append(f"{name} out")
            if at_the_end is not None:
                raise at_the_end

        return inhibitor


def test_the_first_inhibitor_that_works_is_used() -> None:
    inhibitors = Inhibitors()
    found = (
        inhibitors.failing(InhibitorUnavailableError("no bus")),
        inhibitors.working("second"),
        inhibitors.working("third"),
    )
    with keep_awake(found):
        assert inhibitors.entered.wait(20)
        assert inhibitors.done == ["second in"]
    assert inhibitors.done == ["second in", "second out"]
    assert try_inhibitors(found) == InhibitResult("second", ("no bus",))


def test_errors_in_inhibitors_do_not_reach_the_session(caplog: pytest.LogCaptureFixture) -> None:
    inhibitors = Inhibitors()
    caplog.set_level(logging.INFO, "coach")
    with keep_awake(
        (
            inhibitors.failing(ZeroDivisionError("odd")),
            inhibitors.failing(InhibitorUnavailableError()),
        )
    ):
        pass
    with keep_awake((inhibitors.working("only", OSError("the desktop has gone")),)):
        pass
    assert caplog.messages == [
        "the machine may fall asleep: odd; InhibitorUnavailableError",
        "kept awake by only",
        "keeping awake ended with an error: OSError('the desktop has gone')",
    ]


def test_an_exception_in_the_session_is_still_raised() -> None:
    inhibitors = Inhibitors()
    with pytest.raises(KeyboardInterrupt), keep_awake((inhibitors.working("only"),)):
        raise KeyboardInterrupt
    assert inhibitors.done == ["only in", "only out"]


def test_importing_it_loads_no_library() -> None:
    script = (
        "import sys, coach.session.keep_awake; assert not {'wakepy', 'jeepney'} & {*sys.modules}"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env={**os.environ}, timeout=60)
