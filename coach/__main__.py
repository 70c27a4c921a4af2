"""`coach`, and `python -m coach`."""

import sys

from coach.signals import install_interrupt_handler

_INTERRUPTED = 128 + 2


def main() -> None:
    """Run Coach and exit; Ctrl-C while it is being loaded, or ends, ends it without a word."""
    try:
        install_interrupt_handler()
        from coach.cli import main as run  # noqa: PLC0415 - takes a tenth of a second

        run()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
