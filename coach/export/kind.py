"""The descriptor of a kind of export file; each is in the module that writes the kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from coach.model.problems import ChoiceError

if TYPE_CHECKING:
    from coach.export.job import ExportJob
    from coach.model.plan import Controls


@dataclass(frozen=True)
class Extra:
    """An optional dependency: the extra of Coach's package that installs it, and its module."""

    name: str
    module: str


@dataclass(frozen=True)
class ExportKind:
    """A kind of file that Coach writes.

    Attributes:
        ending: the file name's ending with its dot, in lower case.
        description: what it is, in a few words, for the command's help.
        write: writes a job to a file that is open for reading, writing and seeking.
        has_chapters: whether it is audio, with a chapter for each exercise.
        has_handout: whether it is worth writing without sound (`--no-audio`).
        extra: what must be installed besides Coach, if anything.
        controls: what the listener has at hand while it plays.
    """

    ending: str
    description: str
    write: Callable[[BinaryIO, ExportJob], None]
    has_chapters: bool = False
    has_handout: bool = False
    extra: Extra | None = None
    controls: Controls = "file"

    @property
    def install_command(self) -> str:
        """The command that installs the extra; empty if the kind needs none."""
        return f"pip install 'stretch-coach[{self.extra.name}]'" if self.extra else ""

    @property
    def summary(self) -> str:
        """What it is, and what it needs, in one line."""
        chapters = ", with chapters" if self.has_chapters else ""
        needs = f"; needs `{self.install_command}`" if self.extra else ""
        return f"{self.description}{chapters}{needs}"

    def check_available(self) -> None:
        """Check that the kind's extra is installed, before doing any work.

        Raises:
            ChoiceError: it isn't; says how to install it.
        """
        if self.extra is None:
            return
        from importlib.util import find_spec  # noqa: PLC0415 - only for kinds with an extra

        if find_spec(self.extra.module) is None:
            raise ChoiceError(
                f"`{self.ending}` files need an extra: `{self.install_command}`. "
                "Or use `.mp3`, which every phone plays."
            )
