"""The whole suite runs on all processors, with pytest-xdist; a choice of tests runs as ever.

`pytest` alone, without a choice of tests, starts workers. They get a file at a time, so that
what its tests share is made once, with two exceptions:

- The files of a group in `ONE_AFTER_THE_OTHER` listen to a sound server in real time, or watch a
  terminal, a desktop or a browser. One worker runs them all, so that they don't disturb each other.
- The files in `SINGLY` are slow, and their tests share nothing dear: each test goes to whoever is
  free.

`pytest -n0` runs everything in one process, as do `-s` and `--pdb`. With `-n 4` and no `--dist`,
any choice of tests is dealt out in the same way.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

ONE_AFTER_THE_OTHER = {
    "sound": (
        "tests/test_live_faults.py",
        "tests/test_live.py",
        "tests/playback/test_player_heard.py",
        "tests/test_doctor.py",
    ),
    "screen": (
        "tests/terminal/test_tmux.py",
        "tests/terminal/test_keyboard.py",
        "tests/session/test_keep_awake.py",
        "tests/export/page/test_browser.py",
    ),
}
SINGLY = (
    "tests/cli/test_resume.py",
    "tests/test_log.py",
    "tests/speech/engines/test_engines.py",
    "tests/session/test_controller_properties.py",
    "tests/format/test_tree.py",
    "tests/export/test_faults.py",
    "tests/test_streams.py",
)
GROUPS = {file: group for group, files in ONE_AFTER_THE_OTHER.items() for file in files}
FIRST = {file: place for place, file in enumerate((*GROUPS, *SINGLY))}
"""What takes longest begins first, so that nobody waits for it at the end."""
MOST_WORKERS = 6
"""More would only collect: the sound takes its time whoever listens."""


def worker_count() -> int:
    """Return one worker a processor, and one for the tests that mostly wait."""
    affinity = getattr(os, "sched_getaffinity", None)
    processors = len(affinity(0)) if affinity else os.cpu_count() or 1
    return min(processors + 1, MOST_WORKERS)


def is_whole(config: pytest.Config) -> bool:
    """Whether all tests are wanted, and nobody wants to look inside one."""
    option = config.option
    return config.args_source is not pytest.Config.ArgsSource.ARGS and not any(
        (
            option.keyword,
            option.markexpr,
            option.deselect,
            option.collectonly,
            option.capture == "no",
            option.usepdb,
            option.trace,
            config.getoption("lf", default=False),
            config.getoption("stepwise", default=False),
        )
    )


@pytest.hookimpl(tryfirst=True)  # before xdist makes workers of these options
def pytest_cmdline_main(config: pytest.Config) -> None:
    there = config.pluginmanager.hasplugin("xdist") and not hasattr(config, "workerinput")
    if there and config.option.numprocesses is None and is_whole(config):
        config.option.numprocesses = worker_count()


def pytest_configure(config: pytest.Config) -> None:
    """Let an example of hypothesis take its time while other tests run beside it."""
    if hasattr(config, "workerinput"):
        from hypothesis import settings  # noqa: PLC0415 - a choice of tests starts without it

        settings.register_profile("beside others", settings(deadline=None))
        settings.load_profile("beside others")


def file_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put first what takes longest; all workers must have the same order."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: FIRST.get(file_of(item.nodeid), len(FIRST)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    """Deal tests out as told above, if nothing else is asked for."""
    if config.option.dist != "load":
        return None
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415 - not without xdist

    class Dealer(LoadScopeScheduling):  # type: ignore[misc]  # it ships no types
        def _split_scope(self, nodeid: str) -> str:
            file = file_of(nodeid)
            return nodeid if file in SINGLY else GROUPS.get(file, file)

    config.option.loadscopereorder = False
    return Dealer(config, log)
