"""The table of speech engines, one module each: every question about an engine is asked here.

Importing an engine's module must be quick: what it needs is imported where it is used, and its
speech library only by `EngineDescriptor.start`, in a worker process.
"""

from __future__ import annotations

from coach.speech.engines import flite, piper, pyttsx3
from coach.speech.engines.engine import EngineDescriptor

ENGINES: dict[str, EngineDescriptor] = {
    descriptor.name: descriptor
    for descriptor in (
        pyttsx3.DESCRIPTOR,
        piper.DESCRIPTOR,
        flite.DESCRIPTOR,
    )
}
"""By name, in the order of `coach voices`; in this order they take over where another one fails."""

DEFAULT_ENGINE = pyttsx3.DESCRIPTOR.name
