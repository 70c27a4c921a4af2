"""Keeps the machine and its screen awake while a session plays.

Every inhibitor used here ends with its process, however the process ends: a D-Bus inhibitor with
its connection, logind's with its file descriptor, Windows' with its thread, and macOS's
`caffeinate` when its pipe is closed. Only idle sleep is inhibited: someone who closes the lid
means it.
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
TIMEOUT_S = 2.0
"""How long the system may take to answer, and how long the end of a session waits for it."""
WHO, WHY = "Coach", "A session is playing"
_NAMES = {"wakepy": WHO, "wakelock active": WHY}
"""What wakepy calls itself and its request, and what desktops show instead."""
_NO_BUS = "no session bus"

Inhibitor = Callable[[], AbstractContextManager[str]]
"""Keeps the machine awake within its block.

It yields its own name, or raises `InhibitorUnavailableError`.
"""


class InhibitorUnavailableError(Exception):
    """An inhibitor doesn't work on this system; says why."""


@dataclass(frozen=True)
class InhibitResult:
    """The result of trying the inhibitors.

    Attributes:
        inhibitor: the one that works; empty if none does.
        failures: why the ones before it don't.
    """

    inhibitor: str
    failures: tuple[str, ...]


@contextmanager
def keep_awake(inhibitors: Sequence[Inhibitor] | None = None) -> Iterator[None]:
    """Keep the machine awake within the block, if one of the inhibitors works.

    This never fails or delays the session: it runs in a thread, because wakepy takes 50 ms to load
    and a desktop may be slow to answer. The log records the outcome.
    """
    over = threading.Event()
    thread = threading.Thread(
        target=_hold, args=(inhibitors or INHIBITORS, over), name="coach-awake", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(TIMEOUT_S)  # if that isn't enough, the end of the process releases it


def try_inhibitors(inhibitors: Sequence[Inhibitor] | None = None) -> InhibitResult:
    """Keep the machine awake for a moment, and return the result."""
    with ExitStack() as held:
        return _enter(inhibitors or INHIBITORS, held)


def _hold(inhibitors: Sequence[Inhibitor], over: threading.Event) -> None:
    """Keep the machine awake until `over` is set; wakepy has to start and stop in one thread."""
    try:
        with ExitStack() as held:
            result = _enter(inhibitors, held)
            if result.inhibitor:
                LOG.info("kept awake by %s", result.inhibitor)
            else:
                LOG.warning("the machine may fall asleep: %s", "; ".join(result.failures))
            over.wait()
    except Exception as error:  # noqa: BLE001 - the desktop has gone, and the inhibitor with it
        LOG.warning("keeping awake ended with an error: %r", error)


def _enter(inhibitors: Sequence[Inhibitor], held: ExitStack) -> InhibitResult:
    failures: list[str] = []
    for inhibitor in inhibitors:
        try:
            return InhibitResult(held.enter_context(inhibitor()), tuple(failures))
        except Exception as error:  # noqa: BLE001 - a desktop must not stop the session
            failures.append(str(error) or type(error).__name__)
    return InhibitResult("", tuple(dict.fromkeys(failures)))


@contextmanager
def _by_wakepy(mode: str) -> Iterator[str]:
    """Ask the desktop: GNOME, KDE and others over D-Bus, macOS, Windows."""
    from wakepy import keep  # noqa: PLC0415 - takes 35 ms

    with _adapter() as adapter, getattr(keep, mode)(on_fail="pass", dbus_adapter=adapter) as active:
        if not active.active:
            methods = active.result.list_methods(ignore_platform_fails=True)
            reasons = {result.method_name: _short(result.failure_reason) for result in methods}
            if set(reasons.values()) == {_NO_BUS}:
                raise InhibitorUnavailableError(_NO_BUS)
            found = "; ".join(f"{name}: {reason}" for name, reason in reasons.items())
            raise InhibitorUnavailableError(found)
        yield f"{active.method.name} ({mode})"


def _short(reason: str) -> str:
    """Return the gist of a reason, for which wakepy gives a paragraph."""
    if "DBUS_SESSION_BUS_ADDRESS" in reason:
        return _NO_BUS
    gist = reason.rpartition("failed with message: ")[2].strip().partition("\n")[0]
    return "no answer" if "ServiceUnknown" in gist else gist[:160]


@contextmanager
def _adapter() -> Iterator[Any]:
    """Yield wakepy's D-Bus adapter, made to give the desktop Coach's name instead of wakepy's."""
    if not sys.platform.startswith("linux"):
        yield None
        return
    from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter  # noqa: PLC0415 - as above

    adapters: list[JeepneyDBusAdapter] = []

    class NamedAdapter(JeepneyDBusAdapter):
        def __init__(self) -> None:
            super().__init__()
            adapters.append(self)

        def process(self, call: Any) -> object:
            call.args = tuple(_NAMES.get(argument, argument) for argument in call.args)
            return super().process(call)

    try:
        yield NamedAdapter
    finally:
        for adapter in adapters:  # wakepy leaves the unsuccessful ones open
            adapter.close_connections()


@contextmanager
def _by_logind() -> Iterator[str]:
    """Ask systemd, which puts an idle machine to sleep when there is no desktop."""
    from jeepney import DBusAddress, new_method_call  # noqa: PLC0415 - takes 12 ms
    from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415 - as above
    from jeepney.wrappers import unwrap_msg  # noqa: PLC0415 - as above

    manager = DBusAddress(
        "/org/freedesktop/login1", "org.freedesktop.login1", "org.freedesktop.login1.Manager"
    )
    try:
        bus = open_dbus_connection("SYSTEM", enable_fds=True, auth_timeout=TIMEOUT_S)
    except OSError as error:
        message = f"logind: no system bus ({error.strerror or error})"
        raise InhibitorUnavailableError(message) from None
    with bus:
        call = new_method_call(manager, "Inhibit", "ssss", ("idle", WHO, WHY, "block"))
        reply = bus.send_and_get_reply(call, timeout=TIMEOUT_S)
        with unwrap_msg(reply)[0]:
            yield "logind (idle)"


def _inhibitors() -> tuple[Inhibitor, ...]:
    # First with the screen on, so that it can be read from the floor; failing that, without.
    desktop: tuple[Inhibitor, ...] = (
        lambda: _by_wakepy("presenting"),
        lambda: _by_wakepy("running"),
    )
    return (*desktop, _by_logind) if sys.platform.startswith("linux") else desktop


INHIBITORS = _inhibitors()
