"""The `coach` command, also run by `python -m coach`."""

import os
import sys

_INTERRUPTED = 128 + 2

try:
    # The C part of `signal`; importing `signal` itself runs Python code that Ctrl-C can interrupt.
    import _signal  # type: ignore[import-not-found]

    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
except KeyboardInterrupt:
    os._exit(_INTERRUPTED)


def main() -> None:
    """Run Coach and exit.

    Before and after the command runs, Ctrl-C ends the process at once and silently.
    """
    from coach.cli import main as run  # noqa: PLC0415 - after the handler above is in place

    sys.exit(run())


if __name__ == "__main__":
    main()
