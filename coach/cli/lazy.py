"""A click group whose commands are imported only when they are run."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import click


class LazyCommand(click.Command):
    """A command's name and summary, which is all that help and completion need.

    Args:
        name: the command's name, as it is typed.
        target: where the command itself is defined, as ``module:attribute``.
        summary: the first sentence of its help.
    """

    def __init__(self, name: str, target: str, summary: str) -> None:
        super().__init__(name, short_help=summary)
        self.target = target

    def load(self) -> click.Command:
        """Import the command itself."""
        module, _, attribute = self.target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


class LazyGroup(click.Group):
    """A group of `LazyCommand`s.

    Attributes:
        on_loaded: called once the command that was typed has been imported, before it runs.
    """

    on_loaded: Callable[[], None] | None = None

    def add_lazy_command(self, name: str, target: str, summary: str) -> None:
        """Add a command; see `LazyCommand`."""
        self.add_command(LazyCommand(name, target, summary))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed, and import it."""
        name, command, rest = super().resolve_command(ctx, args)
        if isinstance(command, LazyCommand):
            command = command.load()
        if self.on_loaded is not None:
            self.on_loaded()
        return name, command, rest
