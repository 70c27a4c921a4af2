"""The layers: which packages may import which, and what the pure core never imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import coach

PACKAGE = Path(coach.__file__).parent

CORE = {"model", "planning", "scheduling", "lint", "pictures"}
CORE_MODULES = {"playback/mixer.py", "playback/transport.py"}
"""Pure modules of packages that otherwise depend on a library."""
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "files": {"model"},
    "format": {"model"},
    "library": {"files", "format", "model"},
    "settings": {"format", "model"},
    "pictures": set(),
    "phrases": {"model"},
    "planning": {"model", "phrases"},
    "scheduling": {"model"},
    "lint": {"model", "planning"},
    "speech": {"files", "model"},
    "playback": {"model", "scheduling"},
    "streams": set(),
    "signals": set(),
    "log": set(),
    "session": {
        "files",
        "log",
        "model",
        "phrases",
        "planning",
        "playback",
        "scheduling",
        "signals",
        "speech",
    },
    "terminal": {"model", "playback", "session"},
    "doctor": {"files", "library", "model", "playback", "session", "speech"},
    "export": {"files", "model", "phrases", "pictures", "playback", "scheduling"},
}
EVERYTHING = {
    "composition", "checking", "live", "reference", "batch", "cli", "__main__", "__init__",
}  # fmt: skip
NOT_IN_CORE = {
    "click", "ctypes", "io", "miniaudio", "multiprocessing", "numpy", "os", "pathlib", "pyttsx3",
    "random", "signal", "socket", "sounddevice", "soxr", "subprocess", "tempfile", "threading",
    "time", "yaml",
}  # fmt: skip


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        package = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        yield package, path


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} has a relative import"
            module = node.module or ""
            yield from ([f"coach.{a.name}" for a in node.names] if module == "coach" else [module])


@pytest.mark.parametrize(
    ("package", "path"),
    [pytest.param(package, path, id=str(path.relative_to(PACKAGE))) for package, path in modules()],
)
def test_a_package_imports_only_what_it_may(package: str, path: Path) -> None:
    if package in EVERYTHING:
        return
    assert package in MAY_IMPORT, f"{package} is a new package: declare here what it may import"
    packages = {name.split(".")[1] for name in imports(path) if name.startswith("coach.")}
    assert packages - {package} <= MAY_IMPORT[package]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=str(path.relative_to(PACKAGE)))
        for package, path in modules()
        if package in CORE or path.relative_to(PACKAGE).as_posix() in CORE_MODULES
    ],
)
def test_the_core_uses_no_device_file_clock_or_thread(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & NOT_IN_CORE


@pytest.mark.parametrize(
    "command", [["import coach"], ["from coach.cli import run", "run(['-h'])"]]
)
def test_import_and_help_load_no_sound_or_speech_library(command: list[str]) -> None:
    heavy = {
        "sounddevice",
        "miniaudio",
        "pyttsx3",
        "espeakng_loader",
        "numpy",
        "soxr",
        "yaml",
        "langcodes",
    }
    heavy |= {"av", "lameenc", "soundfile"}
    script = "\n".join([*command, f"import sys\nassert not {heavy!r} & set(sys.modules)"])
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, timeout=60)
