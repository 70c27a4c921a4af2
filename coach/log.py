"""The log of sessions: what went wrong and when, for anyone who is asked for help.

It stays on this machine, is small, and is written only while a session runs. It contains faults and
the names of devices and voices, but nothing that the routine says. Lines that can't be written, for
example because the disk is full, are dropped.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

MOST_BYTES = 200_000
"""The largest size of the file; the previous file is kept too."""
_FORMAT = "%(asctime)s %(levelname)-7s %(message)s"


def log_folder() -> Path:
    """Return the folder of logs and bug reports: in COACH_STATE_DIR, or the platform's own."""
    if chosen := os.environ.get("COACH_STATE_DIR"):
        return Path(chosen) / "log"
    import platformdirs  # noqa: PLC0415 - takes 13 ms

    return platformdirs.user_log_path("coach", appauthor=False)


@contextmanager
def session_log(
    folder: Path | None = None, shown: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Write what is logged under `coach` to a file, within the block.

    Args:
        folder: where to write it; by default `log_folder()`.
        shown: called with each line as it is logged, in whichever thread logs it.
    """

    class ShowingHandler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if shown is not None:
                with suppress(OSError, ValueError):
                    shown(self.format(record))

    class QuietFileHandler(RotatingFileHandler):
        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
            """Drop a line that can't be written, instead of printing the error."""

    logger = logging.getLogger("coach")
    before = logger.level, logger.propagate
    logger.setLevel(logging.INFO)
    logger.propagate = False
    handlers: list[logging.Handler] = [ShowingHandler()] if shown is not None else []
    with suppress(OSError):
        path = log_folder() if folder is None else folder
        path.mkdir(parents=True, exist_ok=True)
        handlers.append(
            QuietFileHandler(
                path / "coach.log", maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8",
                delay=True, errors="backslashreplace",
            )
        )  # fmt: skip
    for handler in handlers or [logging.NullHandler()]:
        handler.setFormatter(logging.Formatter(_FORMAT))
        logger.addHandler(handler)
    try:
        yield
    finally:
        for handler in list(logger.handlers):
            logger.removeHandler(handler)
            with suppress(OSError, ValueError):  # the rest of its buffer can't be written
                handler.close()
        logger.setLevel(before[0])
        logger.propagate = before[1]


def write_bug_report(text: str) -> Path:
    """Write a bug report to the log folder, or else to the temporary folder; return its path.

    Raises:
        OSError: it can't be written to either.
    """
    for folder in (log_folder(), None):
        with suppress(OSError):
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix="coach-bug-", suffix=".log", dir=folder)
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
                file.write(text)
            return Path(name)
    raise OSError
