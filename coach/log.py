"""The log of a session's faults: what went wrong, when, for whoever is asked to help.

It stays on this machine, is small, and is written only while a session runs. It holds faults, the
names of devices and voices, and nothing that the routine says. A full disk never disturbs it: lines
that can't be written are dropped.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MOST_BYTES = 200_000
"""Of one file; the one before it is kept too."""
_FORM = "%(asctime)s %(levelname)-7s %(message)s"


def log_folder() -> Path:
    """Return where logs and reports of bugs are: under COACH_STATE_DIR, or the platform's place."""
    if chosen := os.environ.get("COACH_STATE_DIR"):
        return Path(chosen) / "log"
    import platformdirs  # noqa: PLC0415 - 13 ms

    return platformdirs.user_log_path("coach", appauthor=False)


@contextmanager
def session_log(
    folder: Path | None = None, shown: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Write what is logged under `coach` to a file, within the block.

    Args:
        folder: where; by default `log_folder()`.
        shown: also told each line, as it comes, from whichever thread it comes.
    """
    import logging  # noqa: PLC0415 - 9 ms
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - 4 ms

    class Told(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if shown is not None:
                with suppress(OSError, ValueError):
                    shown(self.format(record))

    class Quiet(RotatingFileHandler):
        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
            """Drop a line that can't be written: it would be told on the screen."""

    logger = logging.getLogger("coach")
    before = logger.level, logger.propagate
    logger.setLevel(logging.INFO)
    logger.propagate = False
    handlers: list[logging.Handler] = [Told()] if shown is not None else []
    with suppress(OSError):
        path = log_folder() if folder is None else folder
        path.mkdir(parents=True, exist_ok=True)
        handlers.append(
            Quiet(path / "coach.log", maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8",
                  delay=True, errors="backslashreplace")
        )  # fmt: skip
    for handler in handlers or [logging.NullHandler()]:
        handler.setFormatter(logging.Formatter(_FORM))
        logger.addHandler(handler)
    try:
        yield
    finally:
        for handler in list(logger.handlers):
            logger.removeHandler(handler)
            with suppress(OSError, ValueError):  # what is left in its buffer finds no room
                handler.close()
        logger.setLevel(before[0])
        logger.propagate = before[1]


def write_bug_report(text: str) -> Path:
    """Write the report of a bug beside the log, or among temporary files; return its path.

    Raises:
        OSError: it can be written nowhere.
    """
    import tempfile  # noqa: PLC0415 - not needed, let us hope

    for folder in (log_folder(), None):
        with suppress(OSError):
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix="coach-bug-", suffix=".log", dir=folder)
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
                file.write(text)
            return Path(name)
    raise OSError
