"""A fake desktop on its own D-Bus: it grants inhibitors and reports who holds them.

It runs as a program inside `dbus-run-session`, with the services to imitate as its arguments. It
prints a line for each event, and ends when its standard input is closed. Like the real services, it
releases an inhibitor when the process that holds it leaves the bus, or, as logind does, when the
inhibitor's file descriptor is closed everywhere.
"""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

LOGIND = "org.freedesktop.login1"
SIGNATURES = {"org.gnome.SessionManager": "susu", LOGIND: "ssss"}
TIMEOUT_S = 20.0


@dataclass
class Desktop:
    """A running fake desktop; see `desktop`."""

    process: subprocess.Popen[str]
    lines: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)

    @property
    def env(self) -> dict[str, str]:
        """An environment in which programs find it as both the session bus and the system bus."""
        return {
            **os.environ,
            "DBUS_SESSION_BUS_ADDRESS": self.address,
            "DBUS_SYSTEM_BUS_ADDRESS": self.address,
        }

    def next_event(self) -> str:
        """Wait for the next event, and return its line."""
        try:
            return self.lines.get(timeout=TIMEOUT_S)
        except queue.Empty:
            raise AssertionError("nothing happened on the bus") from None

    def __post_init__(self) -> None:
        def read() -> None:
            assert self.process.stdout is not None
            for line in self.process.stdout:
                self.lines.put(line.strip())

        threading.Thread(target=read, daemon=True).start()
        self.address = self.next_event()


@contextlib.contextmanager
def desktop(*services: str) -> Iterator[Desktop]:
    """Run a bus with these services; with `mute` among them, calls are never answered."""
    if shutil.which("dbus-run-session") is None:
        reason = "not installed: dbus-run-session (apt: dbus)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    process = subprocess.Popen(
        ["dbus-run-session", "--", sys.executable, str(Path(__file__)), *services],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        yield Desktop(process)
    finally:
        process.communicate()


def main(services: list[str]) -> None:
    from jeepney import MatchRule, MessageType, message_bus, new_method_return  # noqa: PLC0415
    from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415
    from jeepney.low_level import HeaderFields  # noqa: PLC0415

    threading.Thread(target=_end_with_stdin, daemon=True).start()
    mute = "mute" in services
    bus = open_dbus_connection("SESSION", enable_fds=True)
    for service in services:
        if service != "mute":
            bus.send_and_get_reply(message_bus.RequestName(service))
    leaves = MatchRule(
        type="signal", sender=message_bus.bus_name, interface=message_bus.interface,
        member="NameOwnerChanged", path=message_bus.object_path,
    )  # fmt: skip
    bus.send_and_get_reply(message_bus.AddMatch(leaves))
    say(os.environ["DBUS_SESSION_BUS_ADDRESS"])
    held: dict[int, str] = {}
    while True:
        message = bus.receive()
        fields = message.header.fields
        member = fields.get(HeaderFields.member)
        sender = fields.get(HeaderFields.sender)
        if message.header.message_type is MessageType.signal and member == "NameOwnerChanged":
            name, _, new = message.body
            for cookie in [c for c, holder in held.items() if holder == name and not new]:
                del held[cookie]
                say("released by leaving")
        elif mute:
            say(f"asked {member}")
        elif member == "Inhibit":
            if fields.get(HeaderFields.signature) == SIGNATURES[LOGIND]:
                ours, theirs = os.pipe()
                bus.send(new_method_return(message, "h", (theirs,)))
                os.close(theirs)
                threading.Thread(target=_until_closed, args=(ours,), daemon=True).start()
            else:
                held[len(held) + 1] = sender
                bus.send(new_method_return(message, "u", (len(held),)))
            say(f"held {message.body}")
        elif member in {"UnInhibit", "Uninhibit"}:
            del held[message.body[0]]
            bus.send(new_method_return(message))
            say("released")


def _until_closed(end: int) -> None:
    os.read(end, 1)
    say("released by closing")


def _end_with_stdin() -> None:
    sys.stdin.read()
    os._exit(0)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
