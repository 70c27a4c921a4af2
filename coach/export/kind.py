"""What a kind of export file is: one descriptor, in the module that writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from coach.model.problems import ChoiceError

if TYPE_CHECKING:
    from coach.export.job import ExportJob


@dataclass(frozen=True)
class Extra:
    """An optional dependency: the extra of Coach's package that brings it, and its module."""

    name: str
    module: str


@dataclass(frozen=True)
class ExportKind:
    """A kind of file that Coach writes.

    Attributes:
        ending: the file name's ending with its dot, in lower case.
        description: what it is, in a few words, as the command's help shows it.
        write: writes a job to a file that is open for reading, writing and seeking.
        has_chapters: whether it is audio, with a chapter for each exercise.
        has_handout: whether it is worth writing without the sound (`--no-audio`).
        extra: what must be installed besides Coach, if anything.
    """

    ending: str
    description: str
    write: Callable[[BinaryIO, ExportJob], None]
    has_chapters: bool = False
    has_handout: bool = False
    extra: Extra | None = None

    def check_available(self) -> None:
        """Check that what the kind needs is installed, before the work for it is done.

        Raises:
            ChoiceError: it isn't; says how to install it.
        """
        from importlib.util import find_spec  # noqa: PLC0415 - only for kinds with an extra

        if self.extra is not None and find_spec(self.extra.module) is None:
            raise ChoiceError(
                f"`{self.ending}` files need an extra: `pip install "
                f"'stretch-coach[{self.extra.name}]'`. Every phone plays `.mp3` too."
            )
