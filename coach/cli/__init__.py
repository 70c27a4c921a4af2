"""The command line: commands, options and exit codes."""

from __future__ import annotations

import errno
import gc
import os
import sys

import click

from coach.cli.commands import coach
from coach.model.problems import CoachError, RoutineError, printable
from coach.signals import EXIT_INTERRUPTED, exit_on_interrupt, raise_on_interrupt
from coach.streams import StreamError, protect_standard_streams

__all__ = ["coach", "main", "run"]

EXIT_PROBLEM = 1
EXIT_BUG = 3
EXIT_PIPE = 128 + 13
_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: "your share of the disk is full",
}


def main() -> int:
    """Run the command that was typed, as a process's only task; return its exit code."""
    protect_standard_streams()
    coach.on_loaded = raise_on_interrupt
    try:
        code = run()
        exit_on_interrupt()
    except KeyboardInterrupt:  # just before a command runs, or just after
        code = EXIT_INTERRUPTED
    return code


def run(arguments: list[str] | None = None) -> int:
    """Run one command, and print what went wrong.

    Args:
        arguments: what was typed after `coach`; by default `sys.argv`.

    Returns:
        The exit code: 0 for success, 1 for a problem that the person can fix, 2 for wrong usage,
        3 for a bug, 130 for Ctrl-C, 141 for a pipe whose reader has gone.
    """
    _use_utf8()
    # A timeline consists of many small values that live as long as the command. Collecting garbage
    # at the default frequency takes a fifth of the time, and finds none.
    gc.set_threshold(1_000_000, 20, 20)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except (StreamError, BrokenPipeError) as error:
        return _output_failed(error)
    return code


def _run(arguments: list[str] | None) -> int:
    try:
        result = coach.main(arguments, prog_name="coach", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except CoachError as error:
        click.echo(_message(error), err=True)
        return EXIT_PROBLEM
    except click.exceptions.Abort:
        return EXIT_INTERRUPTED
    except (StreamError, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001 - the one catch-all
        click.echo(_bug_message(error), err=True)
        return EXIT_BUG
    return result if isinstance(result, int) else 0


def _use_utf8() -> None:
    """Write UTF-8 to pipes and files on every system; a terminal keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="replace")


def _message(error: CoachError) -> str:
    """Return an error as it is printed: all problems of a routine, or one sentence."""
    return str(error) if isinstance(error, RoutineError) else printable(f"coach: {error}")


def _output_failed(error: StreamError | BrokenPipeError) -> int:
    """Return the exit code for an output that can't be written; say why unless it is a pipe."""
    cause = error.error if isinstance(error, StreamError) else error
    if isinstance(cause, BrokenPipeError):  # `coach list | head`
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - till the end
        return EXIT_PIPE
    reason = _REASONS.get(cause.errno or 0) or cause.strerror or str(cause)
    click.echo(printable(f"coach: The output can't be written: {reason}."), err=True)
    return EXIT_PROBLEM


def _bug_message(error: Exception) -> str:
    import traceback  # noqa: PLC0415 - rarely needed

    from coach.log import write_bug_report  # noqa: PLC0415 - as above

    report = "".join(traceback.format_exception(error))
    what = printable(f"{type(error).__name__}: {error}".splitlines()[0])
    try:
        path = write_bug_report(report)
    except OSError:
        return f"coach: This is a bug in Coach ({what}). Its report couldn't be written."
    return f"coach: This is a bug in Coach ({what}). Please send us its report, `{path}`."
