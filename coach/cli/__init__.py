"""The commands, their exit codes, and what the terminal shows."""

from __future__ import annotations

import gc
import io
import os
import sys

import click

from coach.cli.commands import coach
from coach.model.problems import CoachError, RoutineError, printable

__all__ = ["coach", "main"]

EXIT_PROBLEM = 1
EXIT_BUG = 3
EXIT_INTERRUPTED = 128 + 2
EXIT_PIPE = 128 + 13


def main(arguments: list[str] | None = None) -> None:
    """Run Coach and exit: 0 done, 1 a problem to mend, 2 wrong usage, 3 a bug, 130 Ctrl-C."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code; what went wrong has been said by then."""
    _write_utf8()
    # A timeline is many small values that live as long as the command: looking for garbage among
    # them every 700, or even every 50,000, takes a fifth of the time and finds none.
    gc.set_threshold(1_000_000, 20, 20)
    try:
        result = coach.main(arguments, prog_name="coach", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except CoachError as error:
        click.echo(_sentence(error), err=True)
        return EXIT_PROBLEM
    except (click.exceptions.Abort, BrokenPipeError) as error:
        return _broken_off(error)
    except Exception as error:  # noqa: BLE001 - the one catch-all
        click.echo(_bug(error), err=True)
        return EXIT_BUG
    return result if isinstance(result, int) else 0


def _write_utf8() -> None:
    """Write UTF-8 to pipes and files on every system; a terminal is asked for what it can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def _sentence(error: CoachError) -> str:
    """Return an error for people: problems as they are printed, else one sentence."""
    return str(error) if isinstance(error, RoutineError) else printable(f"coach: {error}")


def _broken_off(error: BaseException) -> int:
    """Return the exit code of Ctrl-C, or of a reader who had enough: `coach list | head`."""
    if isinstance(error, click.exceptions.Abort):
        return EXIT_INTERRUPTED
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - till the end
    return EXIT_PIPE


def _bug(error: Exception) -> str:
    import traceback  # noqa: PLC0415 - not needed, let us hope

    from coach.log import write_bug_report  # noqa: PLC0415 - the same

    text = "".join(traceback.format_exception(error))
    what = printable(f"{type(error).__name__}: {error}".splitlines()[0])
    try:
        path = write_bug_report(text)
    except OSError:
        return f"coach: this is a bug in Coach ({what}); its report could not be written."
    return f"coach: this is a bug in Coach ({what}). The report is in {path}; please send it."
