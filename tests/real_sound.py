"""Fixtures for the tests of whole sessions: clips that are spoken once, and a sound server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sound_server import SoundServer, needs_sound_server, sound_server


@pytest.fixture(scope="module")
def shared_clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the clips of all tests of a file are kept: the first one speaks them."""
    return tmp_path_factory.mktemp("clips")


@pytest.fixture
def shared_cache(shared_clips: Path, own_folders: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Share the clips, in place of an empty cache for each test."""
    del own_folders  # which sets the same variable, and has to be earlier
    monkeypatch.setenv("COACH_CACHE_DIR", str(shared_clips))


@pytest.fixture(scope="module")
def server() -> Iterator[SoundServer]:
    """Run a sound server for all tests of a file."""
    needs_sound_server()
    with sound_server() as running:
        yield running
