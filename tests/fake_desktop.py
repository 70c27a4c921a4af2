"""A desktop for tests, on a bus of its own: it takes inhibitors, and says who holds one.

Run as a program within `dbus-run-session`, with the services to play as its arguments. It prints
a line for all that happens, and ends with its standard input. Like the real ones it lets go of what
a process held that has left the bus; logind's, of a file descriptor that is closed everywhere.
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
PATIENCE_S = 20.0


@dataclass
class Desktop:
    """A running one; see `desktop`."""

    process: subprocess.Popen[str]
    lines: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)

    @property
    def env(self) -> dict[str, str]:
        """What a program needs in its environment to find it, as user's and as system's bus."""
        return {
            **os.environ,
            "DBUS_SESSION_BUS_ADDRESS": self.address,
            "DBUS_SYSTEM_BUS_ADDRESS": self.address,
        }

    def said(self) -> str:
        """Wait for the next thing that happens."""
        try:
            return self.lines.get(timeout=PATIENCE_S)
        except queue.Empty:
            raise AssertionError("nothing happened on the bus") from None

    def __post_init__(self) -> None:
        def read() -> None:
            assert self.process.stdout is not None
            for line in self.process.stdout:
                self.lines.put(line.strip())

        threading.Thread(target=read, daemon=True).start()
        self.address = self.said()


@contextlib.contextmanager
def desktop(*services: str) -> Iterator[Desktop]:
    """Run a bus with these services; `mute` among them takes calls and never answers."""
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
                say("let go by leaving")
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
            say("let go")


def _until_closed(end: int) -> None:
    os.read(end, 1)
    say("let go by closing")


def _end_with_stdin() -> None:
    sys.stdin.read()
    os._exit(0)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
