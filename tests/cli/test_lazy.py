"""Commands are imported only when they run; help lists them without importing them."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from coach.cli import run
from coach.cli.commands import coach
from coach.cli.lazy import LazyCommand, LazyGroup

LAZY = [command for command in coach.commands.values() if isinstance(command, LazyCommand)]


@pytest.mark.parametrize("lazy", LAZY, ids=lambda command: str(command.name))
def test_each_lazy_command_has_the_real_name_and_summary(lazy: LazyCommand) -> None:
    command = lazy.load()
    assert command.name == lazy.name
    assert command.get_short_help_str(limit=100) == lazy.get_short_help_str(limit=100)
    assert not isinstance(command, LazyCommand)


def test_all_commands_are_lazy() -> None:
    assert len(LAZY) == len(coach.commands) > 10


def test_help_imports_no_command() -> None:
    modules = sorted({lazy.target.partition(":")[0] for lazy in LAZY})
    script = (
        "import sys; from coach.cli import run; assert run(['--help']) == 0\n"
        f"assert not set({modules!r}) & {{*sys.modules}}"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, timeout=60)


def test_one_command_imports_no_other() -> None:
    others = [lazy.target.partition(":")[0] for lazy in LAZY if lazy.name != "cache"]
    script = (
        "import sys; from coach.cli import run; assert run(['cache', '--help']) == 0\n"
        f"assert not set({others!r}) & {{*sys.modules}}"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, timeout=60)


def test_help_of_a_command_lists_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["play", "--help"]) == 0
    assert "--dry-run" in capsys.readouterr().out


def test_a_misspelt_command_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plaid"]) == 2
    assert "No such command 'plaid'" in capsys.readouterr().err


def test_on_loaded_is_called_once_a_command_is_loaded() -> None:
    calls: list[str] = []
    group = LazyGroup("group")
    group.add_lazy_command("cache", "coach.cli.cache:cache", "Show the cache.")
    group.on_loaded = lambda: calls.append("loaded")
    context = click.Context(group)
    assert calls == []
    name, command, rest = group.resolve_command(context, ["cache", "--clear"])
    assert (name, rest, calls) == ("cache", ["--clear"], ["loaded"])
    assert command is LAZY[0].load()
