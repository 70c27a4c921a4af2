"""The table of speech engines, one module each: the place to look up anything about an engine.

An engine's module is imported when its descriptor is first needed. It must not import the speech
library, which only `EngineDescriptor.start` does, in a worker process.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from functools import cache

from coach.speech.engines.engine import EngineDescriptor

DEFAULT_ENGINE = "pyttsx3"
_MODULES = (
    DEFAULT_ENGINE,
    "piper",
    "flite",
)
"""In the order in which `coach voices` lists them and they take over from one that fails."""


class _Engines(Mapping[str, EngineDescriptor]):
    """The descriptors by name; an engine's name is also its module's."""

    def __getitem__(self, name: str) -> EngineDescriptor:
        if name not in _MODULES:
            raise KeyError(name)
        return _descriptor(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)

    def __contains__(self, name: object) -> bool:
        return name in _MODULES


@cache
def _descriptor(name: str) -> EngineDescriptor:
    descriptor: EngineDescriptor = importlib.import_module(f"{__name__}.{name}").DESCRIPTOR
    return descriptor


ENGINES = _Engines()
