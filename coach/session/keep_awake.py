"""Keeps the machine and its screen from falling asleep while a session plays.

Every way used here ends with the process that holds it, however that ends: a D-Bus inhibitor goes
with its connection, logind's with its file descriptor, Windows' with its thread, and macOS's
`caffeinate` ends when the pipe to it does. Somebody who closes the lid means it: only the sleep
that comes of nobody touching anything is kept off.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

LOG = logging.getLogger("coach.session.keep_awake")
PATIENCE_S = 2.0
"""How long a system may take to answer, and how long the end of a session waits for it."""
WHO, WHY = "Coach", "A session is playing"
_NAMES = {"wakepy": WHO, "wakelock active": WHY}
"""What wakepy says that it is, and what desktops show to the person instead."""
_NO_BUS = "no session bus"

Inhibitor = Callable[[], AbstractContextManager[str]]
"""Keeps awake within its block; gives what it is called by, or raises InhibitorUnavailableError."""


class InhibitorUnavailableError(Exception):
    """A way that does not work here; says why."""


@dataclass(frozen=True)
class InhibitResult:
    """What came of trying. `by` is empty where no way works; `why_not` says why others did not."""

    by: str
    why_not: tuple[str, ...]


@contextmanager
def keep_awake(ways: Sequence[Inhibitor] | None = None) -> Iterator[None]:
    """Keep the machine awake within the block, as far as it lets us.

    It never fails and is never waited for: it works in a thread, since it takes 50 ms to load and
    a desktop may be slow to answer. What it did, or why it could not, is in the log.
    """
    over = threading.Event()
    thread = threading.Thread(
        target=_hold,
        args=(INHIBITORS if ways is None else ways, over),
        name="coach-awake",
        daemon=True,
    )
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(PATIENCE_S)  # longer, and the end of the process lets go of it


def try_inhibitors(ways: Sequence[Inhibitor] | None = None) -> InhibitResult:
    """Try to keep awake, for a moment."""
    with ExitStack() as held:
        return _enter(INHIBITORS if ways is None else ways, held)


def _hold(ways: Sequence[Inhibitor], over: threading.Event) -> None:
    """Keep awake until it is over; wakepy wants its beginning and end in one thread."""
    try:
        with ExitStack() as held:
            kept = _enter(ways, held)
            if kept.by:
                LOG.info("kept awake by %s", kept.by)
            else:
                LOG.warning("the machine may fall asleep: %s", "; ".join(kept.why_not))
            over.wait()
    except Exception as error:  # noqa: BLE001 - the desktop has gone, and what it held with it
        LOG.warning("keeping awake ended badly: %r", error)


def _enter(ways: Sequence[Inhibitor], held: ExitStack) -> InhibitResult:
    why_not: list[str] = []
    for way in ways:
        try:
            return InhibitResult(held.enter_context(way()), tuple(why_not))
        except Exception as error:  # noqa: BLE001 - a session goes on, whatever a desktop does
            why_not.append(str(error) or type(error).__name__)
    return InhibitResult("", tuple(dict.fromkeys(why_not)))


@contextmanager
def _by_wakepy(mode: str) -> Iterator[str]:
    """Ask the desktop: GNOME, KDE and their like over D-Bus, macOS, Windows."""
    from wakepy import keep  # noqa: PLC0415 - 35 ms

    with _adapter() as adapter, getattr(keep, mode)(on_fail="pass", dbus_adapter=adapter) as made:
        if not made.active:
            methods = made.result.list_methods(ignore_platform_fails=True)
            reasons = {result.method_name: _short(result.failure_reason) for result in methods}
            if set(reasons.values()) == {_NO_BUS}:
                raise InhibitorUnavailableError(_NO_BUS)
            raise InhibitorUnavailableError(
                "; ".join(f"{name}: {why}" for name, why in reasons.items())
            )
        yield f"{made.method.name} ({mode})"


def _short(reason: str) -> str:
    """Return the heart of what wakepy says in a paragraph."""
    if "DBUS_SESSION_BUS_ADDRESS" in reason:
        return _NO_BUS
    heart = reason.rpartition("failed with message: ")[2].strip().partition("\n")[0]
    return "nobody answers" if "ServiceUnknown" in heart else heart[:160]


@contextmanager
def _adapter() -> Iterator[Any]:
    """Give wakepy's D-Bus adapter, with our own name in what it says to the desktop."""
    if not sys.platform.startswith("linux"):
        yield None
        return
    from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter  # noqa: PLC0415 - as above

    made: list[JeepneyDBusAdapter] = []

    class Named(JeepneyDBusAdapter):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

        def process(self, call: Any) -> object:
            call.args = tuple(_NAMES.get(argument, argument) for argument in call.args)
            return super().process(call)

    try:
        yield Named
    finally:
        for adapter in made:  # wakepy leaves those open that were of no use
            adapter.close_connections()


@contextmanager
def _by_logind() -> Iterator[str]:
    """Ask systemd: where no desktop answers, it is what sends an idle machine to sleep."""
    from jeepney import DBusAddress, new_method_call  # noqa: PLC0415 - 12 ms
    from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415 - the same
    from jeepney.wrappers import unwrap_msg  # noqa: PLC0415 - the same

    manager = DBusAddress(
        "/org/freedesktop/login1", "org.freedesktop.login1", "org.freedesktop.login1.Manager"
    )
    try:
        bus = open_dbus_connection("SYSTEM", enable_fds=True, auth_timeout=PATIENCE_S)
    except OSError as error:
        raise InhibitorUnavailableError(
            f"logind: no system bus ({error.strerror or error})"
        ) from None
    with bus:
        call = new_method_call(manager, "Inhibit", "ssss", ("idle", WHO, WHY, "block"))
        reply = bus.send_and_get_reply(call, timeout=PATIENCE_S)
        with unwrap_msg(reply)[0]:
            yield "logind (idle)"


def _ways() -> tuple[Inhibitor, ...]:
    # The screen too, since someone may look at it from the floor; else the machine alone.
    desktop: tuple[Inhibitor, ...] = (
        lambda: _by_wakepy("presenting"),
        lambda: _by_wakepy("running"),
    )
    return (*desktop, _by_logind) if sys.platform.startswith("linux") else desktop


INHIBITORS = _ways()
