"""What holds for every test: a home of its own, and in CI a skip is a failure.

The whole suite runs on all processors if pytest-xdist is there; how it is dealt out is told in
`whole_suite.py`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

pytest_plugins = ["speech_voices", "real_sound", "whole_suite"]


def pytest_configure(config: pytest.Config) -> None:
    """Keep compiled modules where Python must not write them, as in many containers.

    Tests start hundreds of programs, and each of them would compile Coach anew.
    """
    if sys.dont_write_bytecode and hasattr(config, "cache"):
        sys.pycache_prefix = str(config.cache.mkdir("bytecode"))
        sys.dont_write_bytecode = False
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the user's own routines, clips, bookmarks and settings."""
    monkeypatch.setenv("COACH_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("COACH_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("COACH_STATE_DIR", str(tmp_path / "state-of-coach"))
    monkeypatch.setenv("COACH_ROUTINES_DIR", str(tmp_path / "own-routines"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure in CI, where everything must be installed."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {item.nodeid}: {call.excinfo}"
    return report
