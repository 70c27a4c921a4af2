"""The keys and what they do, as they are shown."""

from __future__ import annotations

KEYS: tuple[tuple[str, str], ...] = (
    ("space", "pause, and go on"),
    ("enter", "I am ready"),
    ("→", "the next exercise"),
    ("←", "this exercise again; twice: the one before"),
    ("r", "these words again"),
    ("↑ ↓", "louder, softer"),
    ("] [", "faster, slower"),
    ("+", "ten seconds more"),
    ("s", "skip the rest"),
    ("?", "how long is left"),
    ("h", "these keys"),
    ("q", "stop"),
)
HINT = "space pauses · h keys · q stops"
